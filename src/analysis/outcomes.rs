//! Where outcomes known since lie among the paths.

use super::proportion::std_error;
use crate::results::{ActualSummary, OutcomeCounter};
use crate::scenario::{Actual, Scenario};
use crate::simulation::Ensemble;

/// The outcomes, in the order of the file.
pub(super) fn outcomes(scenario: &Scenario, ensemble: &Ensemble) -> Vec<ActualSummary> {
    scenario
        .actuals
        .iter()
        .zip(&ensemble.arms[0].outcomes)
        .map(|(actual, counter)| outcome(scenario, actual, counter))
        .collect()
}

fn outcome(scenario: &Scenario, actual: &Actual, counter: &OutcomeCounter) -> ActualSummary {
    let (below, n) = (counter.at_or_below(), counter.paths());
    ActualSummary {
        indicator: actual.indicator.value.name(&scenario.indicator_names()),
        year: actual.year.value,
        value: actual.value.value,
        percentile: below as f64 / n as f64,
        std_error: std_error(below, n),
        inside_90: counter.is_inside_90(),
        source: actual.source.clone(),
        quote: actual.quote.clone(),
        note: actual.note.clone(),
        other_base: actual.other_base,
    }
}
