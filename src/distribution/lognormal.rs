//! The lognormal distribution.

use super::ParameterError;
use crate::numerics::{exp, normal_quantile};

/// median · exp(σ Z), Z standard normal.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogNormal {
    median: f64,
    sigma: f64,
}

impl LogNormal {
    /// # Errors
    /// Unless median > 0 and σ ≥ 0.
    pub fn new(median: f64, sigma: f64) -> Result<Self, ParameterError> {
        let values = [("median", median), ("sigma", sigma)];
        ParameterError::unless(
            median > 0.0 && sigma >= 0.0,
            "lognormal",
            "median > 0 and sigma ≥ 0",
            &values,
        )?;
        Ok(Self { median, sigma })
    }

    /// The value at a standard normal score.
    pub(super) fn at_score(&self, z: f64) -> f64 {
        self.median * exp(self.sigma * z)
    }

    /// x with P(X ≤ x) = p.
    pub fn quantile(&self, p: f64) -> f64 {
        self.at_score(normal_quantile(p))
    }

    /// x with P(X > x) = q.
    pub fn upper_quantile(&self, q: f64) -> f64 {
        self.at_score(-normal_quantile(q))
    }

    /// median · exp(σ²/2).
    pub fn mean(&self) -> f64 {
        self.median * exp(0.5 * self.sigma * self.sigma)
    }

    /// mean² (exp σ² − 1).
    pub fn variance(&self) -> f64 {
        self.mean() * self.mean() * libm::expm1(self.sigma * self.sigma)
    }
}
