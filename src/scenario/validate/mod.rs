//! The third stage: do the accounts add up, is the dependence possible, does everything have a use.
//!
//! Receives a scenario whose every value is in range; returns what does not fit together. What needs the calibrated model (an
//! anchor without a root, seeds that cannot all hold) is found when the model is compiled.

mod accounts;
mod amounts;
mod dependence;
mod idle;
mod inputs;
mod investment;
mod seeds;
mod tiers;

pub use investment::pipelines_within;

use super::Scenario;
use crate::diagnostics::Diagnostic;

/// Every mistake of coherence.
pub(super) fn coherence(scenario: &Scenario) -> Vec<Diagnostic> {
    let themes = [
        accounts::region_totals,
        accounts::final_demand,
        inputs::column_sums,
        inputs::spectral_radius,
        investment::gestation,
        investment::shares,
        investment::planned_pipelines,
        dependence::correlation_matrix,
        seeds::seeds,
        seeds::anchors,
        tiers::tiers,
    ];
    themes.iter().flat_map(|theme| theme(scenario)).collect()
}

/// Every setting that nothing would use.
pub(super) fn idle(scenario: &Scenario) -> Vec<Diagnostic> {
    let mut found = idle::idle(scenario);
    found.extend(seeds::without_use(scenario));
    found
}
