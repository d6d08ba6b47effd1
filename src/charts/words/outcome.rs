//! Outcomes known since: what came to be, where it lies among the paths, and whether it met a target.

use crate::results::{ActualSummary, Summary, TargetSummary};

use super::language::Lang;
use super::measure::Measure;
use super::target::bounds;

/// The outcomes of an indicator, by year.
pub(crate) fn actuals_of<'a>(summary: &'a Summary, indicator: &str) -> Vec<&'a ActualSummary> {
    let mut actuals: Vec<&ActualSummary> = summary
        .actuals
        .iter()
        .filter(|actual| actual.indicator == indicator && actual.value.is_finite())
        .collect();
    actuals.sort_by_key(|actual| actual.year);
    actuals
}

/// The outcome of an indicator in a year, if it is known.
pub(crate) fn actual_in<'a>(
    summary: &'a Summary,
    indicator: &str,
    year: i32,
) -> Option<&'a ActualSummary> {
    let known = actuals_of(summary, indicator);
    known.into_iter().find(|actual| actual.year == year)
}

/// The outcome that a target is measured by, if it is known.
pub(crate) fn outcome_of<'a>(
    summary: &'a Summary,
    target: &TargetSummary,
) -> Option<&'a ActualSummary> {
    actual_in(summary, &target.indicator, target.year)
}

/// Whether an outcome meets a target, by the rule that judges paths: within 1e-9 of the bound's size counts.
fn meets(target: &TargetSummary, value: f64) -> bool {
    let range = bounds(target);
    let slack = |bound: f64| 1e-9 * bound.abs().max(1.0);
    let above = range.low.is_infinite() || value >= range.low - slack(range.low);
    let below = range.high.is_infinite() || value <= range.high + slack(range.high);
    above && below
}

/// Whether an outcome meets a target; `None` where it is on another base and judges nothing.
pub(crate) fn judged(target: &TargetSummary, actual: &ActualSummary) -> Option<bool> {
    (!actual.other_base).then(|| meets(target, actual.value))
}

/// Met or not, in a word.
pub(crate) fn verdict(met: Option<bool>, lang: Lang) -> &'static str {
    match met {
        Some(true) => lang.choose("达成", "met"),
        Some(false) => lang.choose("未达成", "not met"),
        None => lang.choose("口径不同", "other base"),
    }
}

/// Where an outcome lies among the paths: 第 31 百分位, 31st percentile; never at the 0th or the 100th.
pub(crate) fn percentile(share: f64, lang: Lang) -> String {
    let rank = (share * 100.0).round();
    if rank < 1.0 {
        return lang
            .choose("低于第 1 百分位", "below the 1st percentile")
            .to_owned();
    }
    if rank > 99.0 {
        return lang
            .choose("高于第 99 百分位", "above the 99th percentile")
            .to_owned();
    }
    let rank = rank as u32;
    let ending = match (rank % 10, rank % 100) {
        (1, last) if last != 11 => "st",
        (2, last) if last != 12 => "nd",
        (3, last) if last != 13 => "rd",
        _ => "th",
    };
    lang.choose(
        format!("第 {rank} 百分位"),
        format!("{rank}{ending} percentile"),
    )
}

/// An outcome with its place among the paths: 实际 5.2%（第 31 百分位）. One on another base has none.
pub(crate) fn placed_outcome(actual: &ActualSummary, measure: &Measure, lang: Lang) -> String {
    let value = measure.stated(actual.value);
    let place = if actual.other_base {
        verdict(None, lang).to_owned()
    } else {
        percentile(actual.percentile, lang)
    };
    lang.choose(
        format!("实际 {value}（{place}）"),
        format!("outcome {value} ({place})"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_never_the_last() {
        for (share, zh, en) in [
            (0.31, "第 31 百分位", "31st percentile"),
            (0.12, "第 12 百分位", "12th percentile"),
            (0.02, "第 2 百分位", "2nd percentile"),
            (0.83, "第 83 百分位", "83rd percentile"),
            (0.0, "低于第 1 百分位", "below the 1st percentile"),
            (1.0, "高于第 99 百分位", "above the 99th percentile"),
        ] {
            assert_eq!(percentile(share, Lang::Zh), zh);
            assert_eq!(percentile(share, Lang::En), en);
        }
    }
}
