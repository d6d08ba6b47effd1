//! A past year of a place: what was announced and what came.

use crate::quantity::Localized;

/// One place's announced growth target for a year and its outcome, proportional growth per year.
#[derive(Debug, Clone, PartialEq)]
pub struct TargetOutcome {
    /// The place as the table names it.
    pub place: String,
    /// Its name shown to people.
    pub name: Localized,
    /// Calendar year.
    pub year: i32,
    /// The two ends of what was announced, equal unless it is a range; `None` where only the outcome is known.
    pub target: Option<[f64; 2]>,
    /// What came.
    pub actual: f64,
}

impl TargetOutcome {
    /// The middle of what was announced.
    pub fn centre(&self) -> Option<f64> {
        self.target.map(|[low, high]| f64::midpoint(low, high))
    }
}
