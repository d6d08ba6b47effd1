//! Where outcomes known since lie among the paths.

use crate::results::{ActualSummary, Batches, Errors, OutcomeCounter};
use crate::scenario::{Actual, Scenario};
use crate::simulation::Ensemble;

/// The outcomes, in the order of the file.
pub(super) fn outcomes(scenario: &Scenario, ensemble: &Ensemble) -> Vec<ActualSummary> {
    scenario
        .actuals
        .iter()
        .zip(&ensemble.arms[0].outcomes)
        .map(|(actual, counter)| outcome(scenario, actual, counter, ensemble.errors()))
        .collect()
}

fn outcome(
    scenario: &Scenario,
    actual: &Actual,
    counter: &OutcomeCounter,
    errors: Errors,
) -> ActualSummary {
    let (below, paths) = (counter.batch_at_or_below(), counter.batch_paths());
    let total = |counts: Batches| counts.iter().sum::<u64>() as f64;
    ActualSummary {
        indicator: actual.indicator.value.name(&scenario.indicator_names()),
        year: actual.year.value,
        value: actual.value.value,
        percentile: total(below) / total(paths),
        std_error: errors.of_share(&below, &paths),
        inside_90: counter.is_inside_90(),
        source: actual.source.clone(),
        quote: actual.quote.clone(),
        note: actual.note.clone(),
        other_base: actual.other_base,
    }
}
