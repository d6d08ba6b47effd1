//! Names of indicators inside a title or a sentence, where a number at their head would run into the year before them.

use super::language::Lang;
use super::target::indicator_label;
use crate::results::Summary;

/// Name of an indicator within a phrase: 2024年“开放：货物进出口总额”, of the indicator “1 开放：货物进出口总额”.
pub(crate) fn spoken_indicator(summary: &Summary, indicator: &str, lang: Lang) -> String {
    spoken(indicator_label(summary, indicator, lang), lang)
}

/// A name within a phrase, after a year: [`unnumbered`], and a Chinese name that begins with a digit of its own (21条产业链总规模) in quotation
/// marks as well.
pub(crate) fn spoken(label: &str, lang: Lang) -> String {
    let label = unnumbered(label);
    let digit = label.starts_with(|c: char| c.is_ascii_digit());
    if lang == Lang::Zh && digit {
        return format!("“{label}”");
    }
    label
}

/// A name within a phrase: the number of a heading (`1 Opening: goods trade`, `①…`) is left out and the rest stands in quotation marks. Lists, where
/// names stand alone, keep them as written.
pub(crate) fn unnumbered(label: &str) -> String {
    match without_ordinal(label) {
        Some(rest) => format!("“{rest}”"),
        None => label.to_owned(),
    }
}

/// A phrase in quotation marks; those within it become single.
pub(crate) fn quoted(phrase: &str) -> String {
    let inner = phrase.replace('“', "‘").replace('”', "’");
    format!("“{inner}”")
}

/// What follows the number of a heading: a number of one or two digits and a space, or one in a circle, before words with a colon.
fn without_ordinal(label: &str) -> Option<&str> {
    let circled = label.strip_prefix(|c: char| ('①'..='⑳').contains(&c));
    let rest = circled.or_else(|| {
        let (number, rest) = label.split_once(' ')?;
        let digits = (1..=2).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
        digits.then_some(rest)
    })?;
    let rest = rest.trim_start();
    rest.contains(['：', ':']).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_at_the_head_of_a_name_does_not_run_into_the_year() {
        for (lang, label, wanted) in [
            (Lang::Zh, "1 开放：货物进出口总额", "“开放：货物进出口总额”"),
            (Lang::Zh, "⑩ 行稳致远：个数", "“行稳致远：个数”"),
            (
                Lang::En,
                "10 Livelihood: new jobs",
                "“Livelihood: new jobs”",
            ),
            (Lang::Zh, "21条产业链总规模", "“21条产业链总规模”"),
            (Lang::Zh, "13 个链群", "“13 个链群”"),
            (Lang::En, "21 chains at 100 bn", "21 chains at 100 bn"),
            (Lang::En, "Nansha: GDP growth", "Nansha: GDP growth"),
            (Lang::Zh, "地区生产总值增速", "地区生产总值增速"),
        ] {
            assert_eq!(spoken(label, lang), wanted);
        }
        assert_eq!(quoted("2024年“开放”"), "“2024年‘开放’”");
    }
}
