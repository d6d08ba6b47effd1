//! How each target with a year fared.

use super::share::{Share, Shares};
use crate::model::Seeding;
use crate::results::{TargetSummary, TargetValue};
use crate::scenario::{Comparator, Scenario, Target};
use crate::simulation::{Ensemble, Prepared, shortfall};

/// The targets with a year, in the order of the file; `central` is each watched indicator on the central path.
pub(super) fn targets(
    scenario: &Scenario,
    prepared: &Prepared,
    ensemble: &Ensemble,
    central: &[Vec<f64>],
) -> Vec<TargetSummary> {
    (0..scenario.targets.len())
        .map(|k| target_summary(scenario, prepared, ensemble, central, k))
        .collect()
}

fn target_summary(
    scenario: &Scenario,
    prepared: &Prepared,
    ensemble: &Ensemble,
    central: &[Vec<f64>],
    k: usize,
) -> TargetSummary {
    let target = &scenario.targets[k];
    let judged = prepared.arms[0].targets[k];
    let counter = &ensemble.arms[0].targets[k];
    let statistics = &ensemble.arms[0].statistics[judged.indicator][judged.year];
    let shares = Shares::of(ensemble);
    let met = shares.share(counter.batch_hits());
    let unseeded = share_in_twin(prepared, ensemble, Seeding::TrendAnchor, k);
    let without_seeds = share_in_twin(prepared, ensemble, Seeding::None, k);
    let (comparator, value, within) = words(target.comparator.value);
    let actual = actual(scenario, target);
    TargetSummary {
        id: target.id.clone(),
        indicator: target.indicator.value.name(&scenario.indicator_names()),
        year: target.year.value,
        comparator: comparator.to_owned(),
        value,
        within,
        seed: target.seed,
        probability: met.value,
        probability_unseeded: unseeded.map(|share| share.value),
        probability_without_seeds: without_seeds.map(|share| share.value),
        std_error_unseeded: unseeded.map(|share| share.std_error),
        std_error_without_seeds: without_seeds.map(|share| share.std_error),
        std_error: met.std_error,
        ci95: met.ci95,
        central: central[judged.indicator][judged.year],
        median: statistics.quantile(0.5).0,
        mean_shortfall: counter.mean_shortfall(),
        source: target.source.clone(),
        quote: target.quote.clone(),
        tier: target.tier.as_ref().map(|tier| tier.value.clone()),
        actual,
        met: actual.map(|actual| shortfall(target.comparator.value, actual) <= 0.0),
        batch_hits: counter.batch_hits().to_vec(),
        histogram: statistics.histogram(0.0005, 80),
    }
}

/// A comparison as result files have it: its word, its value, and the distance it allows.
pub(super) fn words(comparator: Comparator) -> (&'static str, TargetValue, Option<f64>) {
    match comparator {
        Comparator::AtLeast(value) => ("at_least", TargetValue::One(value), None),
        Comparator::AtMost(value) => ("at_most", TargetValue::One(value), None),
        Comparator::About { value, within } => ("about", TargetValue::One(value), Some(within)),
        Comparator::Between(low, high) => ("between", TargetValue::Range([low, high]), None),
    }
}

/// What came of the target's indicator in its year, where it is known since.
fn actual(scenario: &Scenario, target: &Target) -> Option<f64> {
    let known = scenario.actuals.iter().find(|actual| {
        !actual.other_base
            && actual.indicator.value == target.indicator.value
            && actual.year.value == target.year.value
    });
    known.map(|actual| actual.value.value)
}

/// Share of the paths on which a seeding target is met in the twin of this seeding.
fn share_in_twin(
    prepared: &Prepared,
    ensemble: &Ensemble,
    seeding: Seeding,
    target: usize,
) -> Option<Share> {
    let arms = prepared.twins.iter().zip(&ensemble.arms[1..]);
    let (twin, tally) = arms.into_iter().find(|(twin, _)| twin.seeding == seeding)?;
    let place = twin.targets.iter().position(|t| *t == target)?;
    Some(Shares::of(ensemble).share(tally.targets[place].batch_hits()))
}
