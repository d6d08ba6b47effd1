//! Targets as phrases: what is asked of which indicator.

use crate::results::{MilestoneSummary, Summary, TargetSummary, TargetValue};

use super::language::Lang;
use super::measure::Measure;

/// The values that meet a target: from, to; an open side is infinite.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Bounds {
    pub(crate) low: f64,
    pub(crate) high: f64,
}

/// The values that meet a target. A comparator this version does not know is read by its value: a range, or a floor.
pub(crate) fn bounds(target: &TargetSummary) -> Bounds {
    let (low, high) = match (target.comparator.as_str(), target.value) {
        (_, TargetValue::Range([low, high])) => (low, high),
        ("at_most", TargetValue::One(value)) => (f64::NEG_INFINITY, value),
        ("about", TargetValue::One(value)) => {
            let within = target.within.unwrap_or(0.0);
            (value - within, value + within)
        }
        (_, TargetValue::One(value)) => (value, f64::INFINITY),
    };
    Bounds { low, high }
}

/// What is asked for: ≥ 6.5%, ≤ 3%, 5%左右（4.8% 至 5.2%）, 4% 至 6%.
pub(crate) fn demand(target: &TargetSummary, measure: &Measure, lang: Lang) -> String {
    let range = bounds(target);
    let between = || measure.stated_range(range.low, range.high, lang);
    match (target.comparator.as_str(), target.value) {
        (_, TargetValue::Range(_)) => between(),
        ("at_most", TargetValue::One(value)) => format!("≤ {}", measure.stated(value)),
        ("about", TargetValue::One(value)) => {
            let middle = measure.stated(value);
            lang.choose(
                format!("{middle}左右（{}）", between()),
                format!("about {middle} ({})", between()),
            )
        }
        (_, TargetValue::One(value)) => format!("≥ {}", measure.stated(value)),
    }
}

/// What a milestone asks of each member: ≥ 1,000亿元.
pub(crate) fn threshold(milestone: &MilestoneSummary, measure: &Measure, lang: Lang) -> String {
    match (milestone.comparator.as_str(), milestone.value) {
        (_, TargetValue::Range([low, high])) => measure.stated_range(low, high, lang),
        ("at_most", TargetValue::One(value)) => format!("≤ {}", measure.stated(value)),
        (_, TargetValue::One(value)) => format!("≥ {}", measure.stated(value)),
    }
}

/// Name of an indicator shown to people; its identifier when the run gives none.
pub(crate) fn indicator_label<'a>(summary: &'a Summary, indicator: &'a str, lang: Lang) -> &'a str {
    summary
        .indicators
        .get(indicator)
        .map(|series| lang.pick(&series.label))
        .filter(|label| !label.is_empty())
        .unwrap_or(indicator)
}

/// The targets on an indicator, by year.
pub(crate) fn targets_of<'a>(summary: &'a Summary, indicator: &str) -> Vec<&'a TargetSummary> {
    let mut targets: Vec<&TargetSummary> = summary
        .targets
        .iter()
        .filter(|target| target.indicator == indicator)
        .collect();
    targets.sort_by_key(|target| target.year);
    targets
}
