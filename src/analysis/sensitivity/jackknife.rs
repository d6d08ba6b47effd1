//! Estimates that are functions of sums over paths, with errors from leaving out one of 32 batches at a time.
//!
//! Path i is of batch i modulo 32, as hits are counted. The jackknife's standard error √((B − 1)/B Σ (θ₋ᵦ − θ̄)²) knows that shares of a variance are ratios whose
//! numerator and denominator come from the same paths (Efron & Tibshirani 1993, ch. 11).

use crate::results::{BATCHES, Estimate};

/// A number, and the same without each batch.
#[derive(Debug, Clone, Copy)]
pub(super) struct Jackknife {
    value: f64,
    without: [f64; BATCHES],
}

/// Sums that can be taken apart again.
pub(super) trait Sums: Copy + Default {
    fn plus(&mut self, other: &Self);
    fn minus(&mut self, other: &Self);
}

impl Jackknife {
    /// What is known without any path.
    pub(super) fn certain(value: f64) -> Self {
        Self {
            value,
            without: [value; BATCHES],
        }
    }

    /// A function of the sums of all batches.
    pub(super) fn of<S: Sums>(batches: &[S; BATCHES], function: impl Fn(&S) -> f64) -> Self {
        let mut all = S::default();
        for batch in batches {
            all.plus(batch);
        }
        let without = batches.each_ref().map(|batch| {
            let mut rest = all;
            rest.minus(batch);
            function(&rest)
        });
        Self {
            value: function(&all),
            without,
        }
    }

    /// A function of two estimates from the same paths.
    pub(super) fn with(&self, other: &Self, function: impl Fn(f64, f64) -> f64) -> Self {
        let mut both = *self;
        both.value = function(self.value, other.value);
        for (mine, theirs) in both.without.iter_mut().zip(&other.without) {
            *mine = function(*mine, *theirs);
        }
        both
    }

    /// Adds `factor` times another estimate from the same paths.
    pub(super) fn add(&mut self, factor: f64, other: &Self) {
        self.value += factor * other.value;
        for (mine, theirs) in self.without.iter_mut().zip(&other.without) {
            *mine += factor * theirs;
        }
    }

    /// The estimate with its standard error.
    pub(super) fn estimate(&self) -> Estimate {
        let batches = BATCHES as f64;
        let mean = self.without.iter().sum::<f64>() / batches;
        let squares: f64 = self
            .without
            .iter()
            .map(|it| (it - mean) * (it - mean))
            .sum();
        Estimate {
            value: self.value,
            std_error: ((batches - 1.0) / batches * squares).sqrt(),
        }
    }
}
