//! The correlations of the factors: together they must be possible.

use crate::diagnostics::Diagnostic;
use crate::scenario::Scenario;

/// The correlation matrix is positive definite.
pub(super) fn correlation_matrix(_scenario: &Scenario) -> Vec<Diagnostic> {
    Vec::new()
}
