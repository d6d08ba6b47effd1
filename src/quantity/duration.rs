//! Spans of time as people read them.

use super::language::Language;

/// A unit in which a span of time is told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DurationUnit {
    /// Its length in seconds.
    pub seconds: f64,
    zh: &'static str,
    en: &'static str,
}

/// From short to long: a span is told in the longest of which it has at least one.
const UNITS: [DurationUnit; 6] = [
    DurationUnit::new(1e-6, "微秒", "µs"),
    DurationUnit::new(1e-3, "毫秒", "ms"),
    DurationUnit::new(1.0, "秒", "s"),
    DurationUnit::new(60.0, "分钟", "min"),
    DurationUnit::new(3600.0, "小时", "h"),
    DurationUnit::new(86_400.0, "天", "days"),
];

impl DurationUnit {
    const fn new(seconds: f64, zh: &'static str, en: &'static str) -> Self {
        Self { seconds, zh, en }
    }

    /// The unit in which a span of so many seconds is told.
    pub fn of(seconds: f64) -> Self {
        let fits = |unit: &&Self| seconds >= unit.seconds;
        *UNITS.iter().rev().find(fits).unwrap_or(&UNITS[0])
    }

    /// Its name.
    pub fn name(self, language: Language) -> &'static str {
        match language {
            Language::Chinese => self.zh,
            Language::English => self.en,
        }
    }
}

/// A span of time in two significant digits, whole numbers from 10: `0.35 s` is `350 ms`, `12 秒`, `1.4 h`.
pub fn format_duration(seconds: f64, language: Language) -> String {
    let unit = DurationUnit::of(seconds);
    let amount = seconds / unit.seconds;
    // 9.96 is told as 10, not as 10.0.
    let decimals = usize::from(amount < 9.95);
    format!("{amount:.decimals$} {}", unit.name(language))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_told_in_the_unit_that_fits() {
        for (seconds, zh, en) in [
            (0.0, "0.0 微秒", "0.0 µs"),
            (0.000_35, "350 微秒", "350 µs"),
            (0.35, "350 毫秒", "350 ms"),
            (1.0, "1.0 秒", "1.0 s"),
            (9.96, "10 秒", "10 s"),
            (12.3, "12 秒", "12 s"),
            (90.0, "1.5 分钟", "1.5 min"),
            (5_040.0, "1.4 小时", "1.4 h"),
            (864_000.0, "10 天", "10 days"),
        ] {
            assert_eq!(format_duration(seconds, Language::Chinese), zh);
            assert_eq!(format_duration(seconds, Language::English), en);
        }
    }
}
