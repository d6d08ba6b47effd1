//! Boxes in words.

use crate::analysis::spoken::shortest;
use crate::quantity::Language;
use crate::results::{DiscoveryDriver, Restriction, Text};

/// All restrictions of a box.
pub(super) fn box_words(restrictions: &[Restriction], language: Language) -> String {
    let told: Vec<&str> = restrictions
        .iter()
        .map(|it| in_language(&it.words, language))
        .collect();
    match language {
        Language::Chinese => told.join("，且"),
        Language::English => told.join(" and "),
    }
}

fn in_language(text: &Text, language: Language) -> &str {
    match language {
        Language::Chinese => &text.zh,
        Language::English => &text.en,
    }
}

/// A driver inside its ends; `values` are those of the paths.
pub(super) fn driver_words(
    driver: &DiscoveryDriver,
    values: &[f64],
    ends: [f64; 2],
    language: Language,
) -> String {
    let name = in_language(&driver.label, language);
    if driver.event
        && let Some(occurs) = occurrence(values, ends)
    {
        let years = years(driver);
        return match (language, occurs) {
            (Language::Chinese, true) => format!("{years}年{name}发生"),
            (Language::Chinese, false) => format!("{years}年{name}不发生"),
            (Language::English, true) => format!("{name} occurs in {years}"),
            (Language::English, false) => format!("{name} does not occur in {years}"),
        };
    }
    let (named, step) = (named(driver, language), step(driver));
    let told = |end: f64| value(driver, end, step);
    let [low, high] = ends;
    match (language, low.is_finite(), high.is_finite()) {
        (Language::Chinese, true, true) => {
            format!("{named}在 {} 与 {} 之间", told(low), told(high))
        }
        (Language::Chinese, true, false) => format!("{named}高于 {}", told(low)),
        (Language::Chinese, false, _) => format!("{named}低于 {}", told(high)),
        (Language::English, true, true) => {
            format!("{named} between {} and {}", told(low), told(high))
        }
        (Language::English, true, false) => format!("{named} above {}", told(low)),
        (Language::English, false, _) => format!("{named} below {}", told(high)),
    }
}

/// A driver with its years.
fn named(driver: &DiscoveryDriver, language: Language) -> String {
    let (name, years) = (in_language(&driver.label, language), years(driver));
    match (language, driver.years) {
        (_, None) => name.to_owned(),
        (Language::Chinese, Some([first, last])) if first == last => format!("{years}年{name}"),
        (Language::Chinese, Some(_)) => format!("{name}{years}年均值"),
        (Language::English, Some([first, last])) if first == last => format!("{name} ({years})"),
        (Language::English, Some(_)) => format!("{name} (mean of {years})"),
    }
}

/// Whether the ends say no more of an event than that it occurs, or that it does not: its least severity lies on their other side.
fn occurrence(values: &[f64], [low, high]: [f64; 2]) -> Option<bool> {
    let occurs = || values.iter().copied().filter(|value| *value != 0.0);
    let (least, most) = occurs().fold((f64::INFINITY, f64::NEG_INFINITY), |ends, value| {
        (ends.0.min(value), ends.1.max(value))
    });
    let inside = |value: f64| (low..=high).contains(&value);
    let all = inside(least) && inside(most);
    let none = occurs().all(|value| !inside(value));
    match (inside(0.0), all, none) {
        (false, true, _) => Some(true),
        (true, _, true) => Some(false),
        _ => None,
    }
}

/// 2024, or 2024–2026; nothing of what is held.
fn years(driver: &DiscoveryDriver) -> String {
    match driver.years {
        None => String::new(),
        Some([first, last]) if first == last => first.to_string(),
        Some([first, last]) => format!("{first}–{last}"),
    }
}

/// A round step of at most a twentieth of the range of nine tenths of the paths: an end is told to it.
fn step(driver: &DiscoveryDriver) -> f64 {
    let spread = driver.quantiles["0.95"] - driver.quantiles["0.05"];
    if spread > 0.0 {
        libm::pow(10.0, libm::floor(libm::log10(spread / 20.0)))
    } else {
        1e-6
    }
}

fn value(driver: &DiscoveryDriver, value: f64, step: f64) -> String {
    let rounded = libm::round(value / step) * step;
    match driver.unit.as_str() {
        "rate" | "share" => format!("{}%", shortest(100.0 * rounded)),
        _ => shortest(rounded),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn driver(unit: &str, event: bool, years: Option<[i32; 2]>) -> DiscoveryDriver {
        let quantiles = [("0.05", -0.03), ("0.95", 0.03)];
        DiscoveryDriver {
            name: "innovation.demand".to_owned(),
            label: Text {
                zh: "需求冲击".to_owned(),
                en: "Demand shock".to_owned(),
            },
            unit: unit.to_owned(),
            years,
            event,
            quantiles: quantiles.map(|(p, q)| (p.to_owned(), q)).into(),
        }
    }

    #[test]
    fn ends_are_told_as_people_say_them() {
        let open = f64::INFINITY;
        let yearly = driver("rate", false, Some([2024, 2026]));
        let of = |ends, language| driver_words(&yearly, &[], ends, language);
        let (zh, en) = (Language::Chinese, Language::English);
        assert_eq!(
            of([-open, -0.0184], zh),
            "需求冲击2024–2026年均值低于 −1.8%"
        );
        assert_eq!(
            of([0.0123, open], en),
            "Demand shock (mean of 2024–2026) above 1.2%"
        );
        assert_eq!(
            of([-0.01, 0.02], en),
            "Demand shock (mean of 2024–2026) between −1% and 2%"
        );
        let held = driver("rate", false, None);
        assert_eq!(
            driver_words(&held, &[], [-open, 0.0], zh),
            "需求冲击低于 0%"
        );
    }

    #[test]
    fn an_event_occurs_or_does_not() {
        let open = f64::INFINITY;
        let event = driver("number", true, Some([2024, 2024]));
        let values = [0.0, 0.0, 0.8, 1.4];
        let of = |ends| driver_words(&event, &values, ends, Language::English);
        assert_eq!(of([0.4, open]), "Demand shock occurs in 2024");
        assert_eq!(of([-open, 0.4]), "Demand shock does not occur in 2024");
        assert_eq!(of([1.0, open]), "Demand shock (2024) above 1");
    }
}
