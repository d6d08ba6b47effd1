//! Where outcomes known since lie among the paths, and what came before these.

use crate::results::{ActualSummary, Batches, Errors, HistorySummary, OutcomeCounter, Text};
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

/// What is known of the years before, in the order of the file.
pub(super) fn history(scenario: &Scenario) -> Vec<HistorySummary> {
    let names = scenario.indicator_names();
    let known = scenario.history.iter();
    known
        .map(|history| {
            let (years, values) = history.values.iter().copied().unzip();
            HistorySummary {
                indicator: history.indicator.value.name(&names),
                years,
                values,
                vintage: history.vintage.clone().map(|it| Text {
                    zh: it.zh,
                    en: it.en,
                }),
                source: history.source.clone(),
                quote: history.quote.clone(),
            }
        })
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
