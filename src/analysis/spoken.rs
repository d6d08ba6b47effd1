//! Values, targets and what is given, as people say them in both languages.

use crate::model::{label, members_label};
use crate::quantity::{Language, Money, MoneyUnit, format_count, format_money};
use crate::results::{Column, Text};
use crate::scenario::{Awaited, Comparator, Indicator, Localized, Scenario, Unit, tier_name};

/// Says something in each language.
pub(super) fn both(say: impl Fn(Language) -> String) -> Text {
    Text {
        zh: say(Language::Chinese),
        en: say(Language::English),
    }
}

/// A text in a language.
pub(super) fn pick(name: &Localized, language: Language) -> &str {
    match language {
        Language::Chinese => &name.zh,
        Language::English => &name.en,
    }
}

/// A value in its unit.
pub(super) fn value_text(
    scenario: &Scenario,
    value: f64,
    unit: Unit,
    language: Language,
) -> String {
    match unit {
        Unit::Rate | Unit::Share => format!("{}%", shortest(100.0 * value)),
        Unit::Points => {
            let unit = match language {
                Language::Chinese => "个百分点",
                Language::English => " pp",
            };
            format!("{}{unit}", shortest(100.0 * value))
        }
        Unit::Money => match MoneyUnit::from_words(&scenario.money) {
            Some(money) => format_money(Money::new(value), money, language),
            None => shortest(value),
        },
        Unit::Count(word) => format_count(value, word.word(), language),
        Unit::Index | Unit::Number => shortest(value),
    }
}

/// A number in as few digits as say it to a millionth.
pub(super) fn shortest(value: f64) -> String {
    let text = format!("{value:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" {
        "0".to_owned()
    } else {
        text.replace('-', "−")
    }
}

/// A driver or indicator with its year.
pub(super) fn quantity_text(scenario: &Scenario, column: &Column, language: Language) -> String {
    let name = match column {
        Column::Driver(driver, _) => driver.label(scenario),
        Column::Indicator(indicator, _) => label(scenario, indicator),
        _ => return verdict_text(scenario, column, language),
    };
    let name = pick(&name, language);
    let first = scenario.horizon.base_year() + 1;
    match (column.year(), language) {
        (None, _) => name.to_owned(),
        (Some(t), Language::Chinese) => format!("{}年{name}", first + t as i32),
        (Some(t), Language::English) => format!("{name} {}", first + t as i32),
    }
}

/// A target or milestone with its year and what it asks.
pub(super) fn verdict_text(scenario: &Scenario, column: &Column, language: Language) -> String {
    let (name, year, comparator, unit, tier) = match column {
        Column::Met(k) => {
            let target = &scenario.targets[*k];
            let indicator = &target.indicator.value;
            (
                label(scenario, indicator),
                Some(target.year.value),
                target.comparator.value,
                unit_of(scenario, indicator),
                target.tier.as_ref(),
            )
        }
        Column::Reached(m) => {
            let milestone = &scenario.milestones[*m];
            let names = scenario.indicator_names();
            let (name, member) = match &milestone.awaited.value {
                Awaited::One(indicator) => (label(scenario, indicator), indicator.clone()),
                Awaited::Each(each) => (
                    members_label(scenario, each),
                    milestone.awaited.value.indicators(&names)[0].clone(),
                ),
            };
            let year = milestone.deadline.as_ref().map(|year| year.value);
            (
                name,
                year,
                milestone.comparator.value,
                unit_of(scenario, &member),
                milestone.tier.as_ref(),
            )
        }
        _ => return quantity_text(scenario, column, language),
    };
    let asked = asked(scenario, comparator, unit, language);
    let name = pick(&name, language);
    let tier = tier.map(|tier| tier_name(&tier.value));
    let tier = tier.map(|tier| pick(&tier, language).to_owned());
    match language {
        Language::Chinese => {
            let year = year.map(|year| format!("{year}年")).unwrap_or_default();
            let tier = tier.map(|tier| format!("（{tier}）")).unwrap_or_default();
            format!("{year}{name}{tier} {asked}")
        }
        Language::English => {
            let year = year.map(|year| format!(" {year}")).unwrap_or_default();
            let tier = tier.map(|tier| format!(" ({tier})")).unwrap_or_default();
            format!("{name}{year}{tier} {asked}")
        }
    }
}

fn unit_of(scenario: &Scenario, indicator: &Indicator) -> Unit {
    indicator.unit(&scenario.indicator_names())
}

/// What a comparison asks for.
pub(super) fn asked(
    scenario: &Scenario,
    comparator: Comparator,
    unit: Unit,
    language: Language,
) -> String {
    let text = |value: f64| value_text(scenario, value, unit, language);
    match comparator {
        Comparator::AtLeast(value) => format!("≥ {}", text(value)),
        Comparator::AtMost(value) => format!("≤ {}", text(value)),
        Comparator::About { value, within } => format!("{} ± {}", text(value), text(within)),
        Comparator::Between(low, high) => format!("{} – {}", text(low), text(high)),
    }
}
