//! The uniform distribution.

use super::ParameterError;

/// Equal density from low to high.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Uniform {
    low: f64,
    high: f64,
}

impl Uniform {
    /// # Errors
    /// Unless low < high.
    pub fn new(low: f64, high: f64) -> Result<Self, ParameterError> {
        ParameterError::unless(
            low < high,
            "uniform",
            "low < high",
            &[("low", low), ("high", high)],
        )?;
        Ok(Self { low, high })
    }

    /// 1 / (high − low) inside.
    pub(super) fn density(&self) -> f64 {
        1.0 / (self.high - self.low)
    }

    /// x with P(X ≤ x) = p.
    pub fn quantile(&self, p: f64) -> f64 {
        self.low + (self.high - self.low) * p
    }

    /// x with P(X > x) = q.
    pub fn upper_quantile(&self, q: f64) -> f64 {
        self.high - (self.high - self.low) * q
    }

    /// The midpoint.
    pub fn mean(&self) -> f64 {
        f64::midpoint(self.low, self.high)
    }

    /// (high − low)² / 12.
    pub fn variance(&self) -> f64 {
        (self.high - self.low) * (self.high - self.low) / 12.0
    }
}
