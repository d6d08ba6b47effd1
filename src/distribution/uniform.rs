//! The uniform distribution.

use super::ShapeError;
use super::parameters::{Parameters, Rule};

/// Uniform: density 1/(high − low) between `low` and `high`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Uniform {
    low: f64,
    high: f64,
}

impl Uniform {
    /// From the smallest and largest value, in the variable's own unit.
    ///
    /// # Errors
    /// If a parameter is not finite or low < high does not hold.
    pub fn new(low: f64, high: f64) -> Result<Self, ShapeError> {
        let parameters = [("low", low), ("high", high)];
        Parameters::finite("uniform", &parameters)?
            .require(low < high, Rule::Increasing(&["low", "high"]))?;
        Ok(Self { low, high })
    }

    /// The value below which the variable falls with probability p.
    pub fn quantile(&self, p: f64) -> f64 {
        self.low + (self.high - self.low) * p
    }

    /// The value above which the variable lies with probability q.
    pub fn quantile_upper(&self, q: f64) -> f64 {
        self.high - (self.high - self.low) * q
    }

    /// The mean, the middle.
    pub fn mean(&self) -> f64 {
        0.5 * (self.low + self.high)
    }

    /// The variance, (high − low)²/12.
    pub fn variance(&self) -> f64 {
        (self.high - self.low) * (self.high - self.low) / 12.0
    }
}
