//! Whether a path meets a target, when it reaches a milestone, and where an outcome lies (model.md §8).

use std::cmp::Ordering;

use crate::numerics::packs::{Kernel, Vectors, run};
use crate::scenario::Comparator;

/// A target by position: which tracked indicator, in which year, compared how.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    /// Position among the arm's tracked indicators.
    pub indicator: usize,
    /// Index of the year.
    pub year: usize,
    /// The comparison.
    pub comparator: Comparator,
}

impl Judged {
    /// How far a value is from meeting the target, ≥ 0.
    pub fn shortfall(&self, value: f64) -> f64 {
        shortfall(self.comparator, value)
    }

    /// [`shortfall`](Self::shortfall) of each value.
    ///
    /// # Panics
    /// When there is not as much room as there are values.
    pub(super) fn shortfalls(&self, values: &[f64], out: &mut [f64]) {
        assert_eq!(values.len(), out.len(), "room for each");
        run(Shortfalls {
            bounds: Bounds::of(self.comparator),
            values,
            out,
        });
    }
}

struct Shortfalls<'v> {
    bounds: Bounds,
    values: &'v [f64],
    out: &'v mut [f64],
}

impl Kernel for Shortfalls<'_> {
    type Output = ();

    #[inline(always)]
    fn run<V: Vectors>(self, _: V) {
        for (out, value) in self.out.iter_mut().zip(self.values) {
            *out = self.bounds.shortfall(*value);
        }
    }
}

/// A milestone by position: which tracked indicators, compared how, how many of them.
#[derive(Debug, Clone, PartialEq)]
pub struct JudgedMilestone {
    /// Positions of the members among the arm's tracked indicators.
    pub members: Vec<usize>,
    /// The comparison.
    pub comparator: Comparator,
    /// How many members must have reached it.
    pub required: usize,
    /// Index of the deadline's year, or of the last.
    pub year: usize,
}

impl JudgedMilestone {
    /// Index of the first year whose value reaches the threshold.
    pub fn first_year(&self, values: impl IntoIterator<Item = f64>) -> Option<usize> {
        let mut values = values.into_iter();
        values.position(|value| shortfall(self.comparator, value) <= 0.0)
    }
}

/// An outcome known since, by position.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct JudgedOutcome {
    /// Position among the arm's tracked indicators.
    pub indicator: usize,
    /// Index of the year.
    pub year: usize,
    /// What came to be.
    pub value: f64,
}

impl JudgedOutcome {
    /// Whether a path's value lies below the outcome, at it (within 1e-9 of its size) or above it.
    pub fn place(&self, value: f64) -> Ordering {
        let slack = slack(self.value);
        if value < self.value - slack {
            Ordering::Less
        } else if value > self.value + slack {
            Ordering::Greater
        } else {
            Ordering::Equal
        }
    }
}

/// How far a value is from what a comparison asks for: 0 when it holds, within 1e-9 of the bound's size.
pub fn shortfall(comparator: Comparator, value: f64) -> f64 {
    Bounds::of(comparator).shortfall(value)
}

/// What a comparison asks for: no less than `least`, no more than `most`; and the values at which that still counts as met.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    least: f64,
    still_least: f64,
    most: f64,
    still_most: f64,
}

impl Bounds {
    pub(super) fn of(comparator: Comparator) -> Self {
        let (least, most) = match comparator {
            Comparator::AtLeast(floor) => (floor, f64::INFINITY),
            Comparator::AtMost(ceiling) => (f64::NEG_INFINITY, ceiling),
            Comparator::About { value, within } => (value - within, value + within),
            Comparator::Between(low, high) => (low, high),
        };
        Self {
            least,
            still_least: least - slack(least),
            most,
            still_most: most + slack(most),
        }
    }

    #[inline(always)]
    pub(super) fn shortfall(&self, value: f64) -> f64 {
        let below = if value >= self.still_least {
            0.0
        } else {
            self.least - value
        };
        if value <= self.still_most {
            below
        } else {
            value - self.most
        }
    }
}

fn slack(bound: f64) -> f64 {
    1e-9 * bound.abs().max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortfall_is_the_distance_to_the_nearest_bound() {
        let judged = |comparator| Judged {
            indicator: 0,
            year: 0,
            comparator,
        };
        for (comparator, value, expected) in [
            (Comparator::AtLeast(0.065), 0.065, 0.0),
            (Comparator::AtLeast(0.065), 0.065 - 1e-10, 0.0),
            (Comparator::AtLeast(3000.0), 2990.0, 10.0),
            (Comparator::AtMost(0.03), 0.05, 0.02),
            (
                Comparator::About {
                    value: 5.0,
                    within: 0.5,
                },
                5.5,
                0.0,
            ),
            (
                Comparator::About {
                    value: 5.0,
                    within: 0.5,
                },
                4.0,
                0.5,
            ),
            (Comparator::Between(1.0, 2.0), 3.0, 1.0),
            (Comparator::Between(1.0, 2.0), 1.0, 0.0),
        ] {
            assert!(
                (judged(comparator).shortfall(value) - expected).abs() < 1e-12,
                "{comparator:?} {value}"
            );
        }
    }
}
