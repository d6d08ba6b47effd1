//! The normal distribution.

use super::ParameterError;
use crate::numerics::normal_quantile;

/// N(mean, sd²).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Normal {
    mean: f64,
    sd: f64,
}

impl Normal {
    /// # Errors
    /// Unless sd ≥ 0; 0 makes the mean certain.
    pub fn new(mean: f64, sd: f64) -> Result<Self, ParameterError> {
        ParameterError::unless(sd >= 0.0, "normal", "sd ≥ 0", &[("mean", mean), ("sd", sd)])?;
        Ok(Self { mean, sd })
    }

    /// The value at a standard normal score.
    pub(super) fn at_score(&self, z: f64) -> f64 {
        self.mean + self.sd * z
    }

    /// x with P(X ≤ x) = p.
    pub fn quantile(&self, p: f64) -> f64 {
        self.at_score(normal_quantile(p))
    }

    /// x with P(X > x) = q.
    pub fn upper_quantile(&self, q: f64) -> f64 {
        self.at_score(-normal_quantile(q))
    }

    /// The mean.
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// sd².
    pub fn variance(&self) -> f64 {
        self.sd * self.sd
    }
}
