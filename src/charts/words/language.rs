//! The language of a picture and its standing words.

use crate::results::Text;

/// The language that pictures speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// Simplified Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The version in this language.
    pub fn choose<T>(self, zh: T, en: T) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }

    /// A name shown to people; when this language has none, the other's.
    pub fn pick(self, text: &Text) -> &str {
        let (first, second) = self.choose((&text.zh, &text.en), (&text.en, &text.zh));
        if first.is_empty() { second } else { first }
    }

    /// Joins sentences: English wants a space between them.
    pub(crate) fn sentences(self, parts: &[String]) -> String {
        parts.join(self.choose("", " "))
    }

    /// A year as a qualifier before a noun: 2024年, 2024.
    pub(crate) fn year(self, year: i32) -> String {
        self.choose(format!("{year}年"), year.to_string())
    }

    /// A span of years.
    pub(crate) fn years(self, first: i32, last: i32) -> String {
        match (self, first == last) {
            (_, true) => self.year(first),
            (Self::Zh, false) => format!("{first}–{last}年"),
            (Self::En, false) => format!("{first}–{last}"),
        }
    }
}

/// The standing words of legends and columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word {
    Median,
    Central,
    Target,
    Met,
    Missed,
    Plan,
    Unseeded,
    Chain,
    Actual,
    /// What came before.
    History,
    Interval50,
    Interval80,
    Interval90,
    Interval95,
}

impl Word {
    /// The word in a language.
    pub(crate) fn say(self, lang: Lang) -> &'static str {
        let (zh, en) = match self {
            Self::Median => ("中位数", "median"),
            Self::Central => (
                "中心路径（无冲击和事件，投资按情景安排完成）",
                "central path (no shocks or events, investment as scheduled)",
            ),
            Self::Target => ("目标", "target"),
            Self::Met => ("达到目标", "target met"),
            Self::Missed => ("未达到", "missed"),
            Self::Plan => ("情景安排（中心路径）", "scheduled (central path)"),
            Self::Unseeded => ("不以规划为前提", "not assuming the plan"),
            Self::Chain => ("重点产业链", "key chain"),
            Self::Actual => ("实际", "outcome"),
            Self::History => ("历史", "history"),
            Self::Interval50 => ("50% 区间", "50% interval"),
            Self::Interval80 => ("80% 区间", "80% interval"),
            Self::Interval90 => ("90% 区间", "90% interval"),
            Self::Interval95 => ("95% 区间", "95% interval"),
        };
        lang.choose(zh, en)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_translation_falls_back_on_the_other_language() {
        let text = Text {
            zh: "数智科技".to_owned(),
            en: String::new(),
        };
        assert_eq!(Lang::En.pick(&text), "数智科技");
        assert_eq!(Lang::Zh.pick(&text), "数智科技");
    }
}
