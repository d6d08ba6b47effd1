//! Whether a path meets a target, when it reaches a milestone, and where an outcome lies (model.md §8).

use std::cmp::Ordering;

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
    /// Whether a value reaches the threshold.
    pub fn is_reached(&self, value: f64) -> bool {
        shortfall(self.comparator, value) <= 0.0
    }

    /// Index of the first year whose value reaches the threshold.
    pub fn first_year(&self, values: impl IntoIterator<Item = f64>) -> Option<usize> {
        let mut values = values.into_iter();
        values.position(|value| self.is_reached(value))
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
    let below = |bound: f64| {
        if value >= bound - slack(bound) {
            0.0
        } else {
            bound - value
        }
    };
    let above = |bound: f64| {
        if value <= bound + slack(bound) {
            0.0
        } else {
            value - bound
        }
    };
    match comparator {
        Comparator::AtLeast(floor) => below(floor),
        Comparator::AtMost(ceiling) => above(ceiling),
        Comparator::About {
            value: middle,
            within,
        } => below(middle - within).max(above(middle + within)),
        Comparator::Between(low, high) => below(low).max(above(high)),
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
