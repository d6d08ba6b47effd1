//! An indicator's unit as a reader meets it: 亿元, %, a plain number; and how many digits a value deserves.

use super::language::Lang;
use super::number::{grouped, trimmed};
use crate::results::IndicatorSummary;

/// How an indicator's numbers are shown.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Measure {
    /// From the indicator's number to the one shown.
    factor: f64,
    prefix: &'static str,
    suffix: String,
    caption: String,
    /// Size of the indicator's numbers, in its own unit.
    magnitude: f64,
    /// Parts into which its digits should resolve a spread.
    parts: f64,
    fewest: usize,
    most: usize,
}

impl Measure {
    /// For an indicator of this unit whose greatest number has this magnitude; `money` is the scenario's money unit.
    pub(crate) fn new(unit: &str, money: &str, lang: Lang, magnitude: f64) -> Self {
        let measure = match unit {
            "money" => Self::money(money, lang, magnitude),
            "rate" | "share" => Self {
                factor: 100.0,
                prefix: "",
                suffix: "%".to_owned(),
                caption: "%".to_owned(),
                parts: 50.0,
                magnitude: 0.0,
                fewest: 1,
                most: 2,
            },
            "index" => Self::plain(lang.choose("基年 = 1", "base year = 1"), 2, 3),
            _ => Self::plain("", 0, 4),
        };
        Self {
            magnitude: magnitude.abs(),
            ..measure
        }
    }

    /// For this indicator, whose greatest number has this magnitude.
    pub(crate) fn of(
        indicator: &IndicatorSummary,
        money: &str,
        lang: Lang,
        magnitude: f64,
    ) -> Self {
        match (indicator.unit.as_str(), &indicator.counted_in) {
            ("count", Some(word)) => Self::counted(word, lang, magnitude),
            (unit, _) => Self::new(unit, money, lang, magnitude),
        }
    }

    /// Chinese counts things in 万 and 亿; English has no words for most of them, and counts them in thousands and millions.
    fn counted(word: &str, lang: Lang, magnitude: f64) -> Self {
        let steps: &[(f64, f64, &str)] = match lang {
            Lang::Zh => &[(1e9, 1e8, "亿"), (1e5, 1e4, "万"), (0.0, 1.0, "")],
            Lang::En => &[(1e8, 1e6, " m"), (0.0, 1.0, "")],
        };
        let (_, step, name) = steps
            .iter()
            .find(|(from, _, _)| magnitude.abs() >= *from)
            .unwrap_or(&steps[steps.len() - 1]);
        let unit = lang.choose(word, english_unit(word));
        let space = lang.choose("", if unit.is_empty() { "" } else { " " });
        let suffix = format!("{name}{space}{unit}");
        Self {
            factor: 1.0 / step,
            caption: suffix.trim().to_owned(),
            suffix,
            parts: 100.0,
            most: if *step > 1.0 { 2 } else { 0 },
            ..Self::plain("", 0, 2)
        }
    }

    fn plain(caption: &str, fewest: usize, most: usize) -> Self {
        Self {
            factor: 1.0,
            prefix: "",
            suffix: String::new(),
            caption: caption.to_owned(),
            parts: 50.0,
            magnitude: 0.0,
            fewest,
            most,
        }
    }

    /// Chinese counts money in 万 and 亿, English in thousands of thousands; a unit that is not yuan is shown as it is.
    fn money(money: &str, lang: Lang, magnitude: f64) -> Self {
        let Some(yuan) = yuan_in(money) else {
            return Self {
                suffix: format!("{}{money}", lang.choose("", " ")),
                ..Self::plain(money, 0, 2)
            };
        };
        let steps: &[(f64, f64, &str)] = match lang {
            Lang::Zh => &[
                (1e13, 1e12, "万亿元"),
                (5e7, 1e8, "亿元"),
                (5e3, 1e4, "万元"),
                (0.0, 1.0, "元"),
            ],
            Lang::En => &[
                (1e13, 1e12, " tn"),
                (5e8, 1e9, " bn"),
                (5e5, 1e6, " m"),
                (0.0, 1.0, ""),
            ],
        };
        let size = magnitude.abs() * yuan;
        let usual = lang.choose(1, 0);
        let (_, step, name) = steps
            .iter()
            .find(|(from, _, _)| size >= *from && size > 0.0)
            .unwrap_or(&steps[usual]);
        Self {
            factor: yuan / step,
            prefix: lang.choose("", "CNY "),
            suffix: (*name).to_owned(),
            caption: lang.choose((*name).to_owned(), format!("CNY{name}")),
            parts: 100.0,
            magnitude: 0.0,
            fewest: 0,
            most: 2,
        }
    }

    /// The number to draw an axis in.
    pub(crate) fn shown(&self, value: f64) -> f64 {
        value * self.factor
    }

    /// What stands at the head of an axis; empty for a pure number.
    pub(crate) fn caption(&self) -> &str {
        &self.caption
    }

    /// Decimals that resolve a spread of this size (in the indicator's own unit) into fifty to a hundred steps; one at most where there is no
    /// spread to resolve.
    pub(crate) fn decimals(&self, spread: f64) -> usize {
        if spread.abs() > self.magnitude * 1e-9 {
            self.resolving(spread)
        } else {
            self.resolving(self.magnitude * 0.1).min(self.fewest.max(1))
        }
    }

    fn resolving(&self, spread: f64) -> usize {
        let step = (spread * self.factor).abs() / self.parts;
        if step.is_normal() {
            let digits = (-libm::log10(step)).ceil().max(0.0) as usize;
            digits.clamp(self.fewest, self.most)
        } else {
            self.fewest.max(1).min(self.most)
        }
    }

    /// The bare number.
    pub(crate) fn number(&self, value: f64, decimals: usize) -> String {
        grouped(self.shown(value), decimals)
    }

    /// The number with its unit.
    pub(crate) fn value(&self, value: f64, decimals: usize) -> String {
        format!(
            "{}{}{}",
            self.prefix,
            self.number(value, decimals),
            self.suffix
        )
    }

    /// A stated number with its unit, in its own digits.
    pub(crate) fn stated(&self, value: f64) -> String {
        format!("{}{}{}", self.prefix, self.bare_stated(value), self.suffix)
    }

    /// A range with its unit: `low` to `high`.
    pub(crate) fn range(&self, low: &str, high: &str, lang: Lang) -> String {
        let (prefix, suffix) = (self.prefix, &self.suffix);
        if suffix == "%" {
            return lang.choose(format!("{low}% 至 {high}%"), format!("{low}% to {high}%"));
        }
        lang.choose(
            format!("{prefix}{low} 至 {high}{suffix}"),
            format!("{prefix}{low} to {high}{suffix}"),
        )
    }

    /// A stated range with its unit.
    pub(crate) fn stated_range(&self, low: f64, high: f64, lang: Lang) -> String {
        self.range(&self.bare_stated(low), &self.bare_stated(high), lang)
    }

    /// A range of computed numbers with its unit.
    pub(crate) fn interval(&self, low: f64, high: f64, decimals: usize, lang: Lang) -> String {
        self.range(
            &self.number(low, decimals),
            &self.number(high, decimals),
            lang,
        )
    }

    fn bare_stated(&self, value: f64) -> String {
        trimmed(self.shown(value), self.most.max(3))
    }
}

/// What English writes behind a number of these; nothing behind things, which the indicator's name says.
fn english_unit(word: &str) -> &'static str {
    match word {
        "平方米" => "m²",
        "公里" => "km",
        "吨" => "t",
        _ => "",
    }
}

/// How many yuan a money unit is, if it is one of yuan.
fn yuan_in(money: &str) -> Option<f64> {
    match money {
        "元" => Some(1.0),
        "万" | "万元" => Some(1e4),
        "亿" | "亿元" => Some(1e8),
        "万亿" | "万亿元" => Some(1e12),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_in_the_unit_a_reader_uses() {
        for (lang, magnitude, value, wanted) in [
            (Lang::Zh, 4000.0, 3006.4, "3,006亿元"),
            (Lang::En, 4000.0, 3006.4, "CNY 301 bn"),
            (Lang::Zh, 150_000.0, 141_633.0, "14万亿元"),
            (Lang::Zh, 0.2, 0.2, "2,000万元"),
            (Lang::Zh, 0.0, 0.0, "0亿元"),
        ] {
            let measure = Measure::new("money", "亿元", lang, magnitude);
            assert_eq!(measure.value(value, 0), wanted);
        }
        let other = Measure::new("money", "million USD", Lang::En, 5.0);
        assert_eq!(other.value(5.25, 1), "5.2 million USD");
    }

    #[test]
    fn counts_are_in_the_unit_a_reader_uses() {
        for (lang, word, magnitude, value, wanted) in [
            (Lang::Zh, "户", 3_155_500.0, 3_155_500.0, "316万户"),
            (Lang::Zh, "家", 3170.0, 3170.0, "3,170家"),
            (Lang::Zh, "套", 75_000.0, 75_000.0, "75,000套"),
            (Lang::Zh, "平方米", 4.4e9, 4.4e9, "44亿平方米"),
            (Lang::En, "户", 3_155_500.0, 3_155_500.0, "3,155,500"),
            (Lang::En, "平方米", 4.4e9, 4.4e9, "4,400 m m²"),
            (Lang::En, "公里", 93.0, 93.0, "93 km"),
        ] {
            let measure = Measure::counted(word, lang, magnitude);
            assert_eq!(measure.value(value, 0), wanted);
        }
        let measure = Measure::counted("户", Lang::Zh, 3_155_500.0);
        assert_eq!(measure.caption(), "万户");
        assert_eq!(measure.stated(3_155_500.0), "315.55万户");
        assert_eq!(Measure::counted("家", Lang::Zh, 400.0).decimals(3.0), 0);
    }

    #[test]
    fn digits_follow_the_spread() {
        let money = Measure::new("money", "亿元", Lang::Zh, 3000.0);
        assert_eq!(money.decimals(165.0), 0);
        assert_eq!(money.decimals(12.0), 1);
        let rate = Measure::new("rate", "亿元", Lang::Zh, 0.1);
        assert_eq!(rate.decimals(0.06), 1);
        assert_eq!(rate.decimals(0.012), 2);
        assert_eq!(rate.decimals(0.0), 1);
    }

    #[test]
    fn stated_numbers_stay_as_stated() {
        let rate = Measure::new("rate", "亿元", Lang::Zh, 0.1);
        assert_eq!(rate.stated(0.365), "36.5%");
        assert_eq!(rate.stated_range(-0.02, 0.03, Lang::Zh), "−2% 至 3%");
        let money = Measure::new("money", "亿元", Lang::En, 3000.0);
        assert_eq!(money.stated(3000.0), "CNY 300 bn");
        assert_eq!(
            money.stated_range(2900.0, 3100.0, Lang::En),
            "CNY 290 to 310 bn"
        );
    }
}
