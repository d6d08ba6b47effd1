//! What was known at the beginning of a year: targets and outcomes of the years before it, and nothing else.

use std::collections::BTreeMap;

use super::moments::{Line, Moments};
use crate::scenario::TargetOutcome;

/// Fewest past years of its own that a place's record is judged by, as for a region's record (model.md §7), and fewest pooled ones.
pub(super) const FEWEST: usize = 5;

/// Targets and outcomes so far.
#[derive(Debug, Default)]
pub(super) struct History<'r> {
    /// Errors of targets, actual − target, of all places.
    pub(super) errors: Moments,
    /// Changes of growth from one year to the next, of all places.
    pub(super) changes: Moments,
    /// Growth on growth of the year before, of all places.
    pub(super) growth: Line,
    places: BTreeMap<&'r str, Place>,
}

/// What is known of a place.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    errors: Moments,
    /// The last year with an outcome, and the outcome.
    last: Option<(i32, f64)>,
}

impl<'r> History<'r> {
    /// Errors of the place's own targets.
    pub(super) fn own_errors(&self, place: &str) -> Moments {
        self.places.get(place).copied().unwrap_or_default().errors
    }

    /// The place's growth in a year, if it is the last known.
    pub(super) fn growth_in(&self, place: &str, year: i32) -> Option<f64> {
        let (known, growth) = self.places.get(place)?.last?;
        (known == year).then_some(growth)
    }

    /// Takes in a row; rows of a place come by year.
    pub(super) fn learn(&mut self, row: &'r TargetOutcome) {
        if let Some(before) = self.growth_in(&row.place, row.year - 1) {
            self.changes.add(row.actual - before);
            self.growth.add(before, row.actual);
        }
        let place = self.places.entry(&row.place).or_default();
        place.last = Some((row.year, row.actual));
        if let Some(target) = row.centre() {
            place.errors.add(row.actual - target);
            self.errors.add(row.actual - target);
        }
    }
}
