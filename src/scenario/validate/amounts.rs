//! Amounts in messages.

use crate::quantity::{Language, Localized, Money, MoneyUnit, format_money};
use crate::scenario::Scenario;

/// An amount in the scenario's unit, as people read it.
pub(super) fn amount(scenario: &Scenario, value: f64) -> Localized {
    let unit = MoneyUnit::from_words(&scenario.money).unwrap_or(MoneyUnit::HUNDRED_MILLION_YUAN);
    let in_language = |language| format_money(Money::new(value), unit, language);
    Localized::new(
        in_language(Language::Chinese),
        in_language(Language::English),
    )
}

/// Four decimals at most, without trailing zeros.
pub(super) fn number(value: f64) -> String {
    shortest(value, 4)
}

/// A sum of written shares, with every decimal that can break its limit.
pub(super) fn sum(value: f64) -> String {
    shortest(value, 9)
}

fn shortest(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    match short {
        "-0" | "" => "0".to_owned(),
        _ => short.to_owned(),
    }
}
