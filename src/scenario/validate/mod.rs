//! The third stage: do the accounts add up, is the dependence possible, does everything have a use.
//!
//! Receives a scenario whose every value is in range; returns what does not fit together.

use super::Scenario;
use crate::diagnostics::Diagnostic;

/// Every mistake of coherence, and notes.
pub(super) fn check(scenario: &Scenario) -> Vec<Diagnostic> {
    let _ = scenario;
    Vec::new()
}
