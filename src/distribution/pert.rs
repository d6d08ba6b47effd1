//! The PERT distribution of project estimates.

use super::ShapeError;
use super::parameters::{Parameters, Rule};
use crate::numerics::inverse_incomplete_beta;

/// The weight of the mode in the mean, λ.
const MODE_WEIGHT: f64 = 4.0;

/// PERT: a beta distribution between `low` and `high` whose mean is (low + 4·mode + high)/6; density ∝
/// (x − low)^(α−1) (high − x)^(β−1) with α = 1 + 4(mode − low)/(high − low), β = 1 + 4(high − mode)/(high − low).
///
/// Source: Malcolm, Roseboom, Clark and Fazar (1959), "Application of a technique for research and development program
/// evaluation", Operations Research 7; Vose (2008), *Risk Analysis*.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pert {
    low: f64,
    mode: f64,
    high: f64,
}

impl Pert {
    /// From the smallest, most likely and largest value, in the variable's own unit.
    ///
    /// # Errors
    /// If a parameter is not finite or low ≤ mode ≤ high and low < high do not hold.
    pub fn new(low: f64, mode: f64, high: f64) -> Result<Self, ShapeError> {
        let parameters = [("low", low), ("mode", mode), ("high", high)];
        Parameters::finite("pert", &parameters)?.require(
            low <= mode && mode <= high && low < high,
            Rule::Ordered(&["low", "mode", "high"]),
        )?;
        Ok(Self { low, mode, high })
    }

    /// The value below which the variable falls with probability p.
    pub fn quantile(&self, p: f64) -> f64 {
        let (alpha, beta) = self.exponents();
        self.low + (self.high - self.low) * inverse_incomplete_beta(alpha, beta, p)
    }

    /// The value above which the variable lies with probability q.
    pub fn quantile_upper(&self, q: f64) -> f64 {
        let (alpha, beta) = self.exponents();
        self.high - (self.high - self.low) * inverse_incomplete_beta(beta, alpha, q)
    }

    /// α and β, both between 1 and 5.
    fn exponents(&self) -> (f64, f64) {
        let width = self.high - self.low;
        (
            1.0 + MODE_WEIGHT * (self.mode - self.low) / width,
            1.0 + MODE_WEIGHT * (self.high - self.mode) / width,
        )
    }

    /// The mean, (low + 4·mode + high)/6.
    pub fn mean(&self) -> f64 {
        (self.low + MODE_WEIGHT * self.mode + self.high) / (MODE_WEIGHT + 2.0)
    }

    /// The variance, (mean − low)(high − mean)/7.
    pub fn variance(&self) -> f64 {
        (self.mean() - self.low) * (self.high - self.mean()) / (MODE_WEIGHT + 3.0)
    }
}
