//! The PERT distribution: a beta by its least, likeliest and greatest value (Malcolm et al. 1959; shape λ = 4).

use super::{Beta, ParameterError};

/// Beta with shapes 1 + 4 (mode − low)/(high − low) and 1 + 4 (high − mode)/(high − low).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pert(Beta);

impl Pert {
    /// # Errors
    /// Unless low ≤ mode ≤ high and low < high.
    pub fn new(low: f64, mode: f64, high: f64) -> Result<Self, ParameterError> {
        let values = [("low", low), ("mode", mode), ("high", high)];
        let ordered = low <= mode && mode <= high && low < high;
        ParameterError::unless(ordered, "pert", "low ≤ mode ≤ high and low < high", &values)?;
        let width = high - low;
        let (a, b) = (
            1.0 + 4.0 * (mode - low) / width,
            1.0 + 4.0 * (high - mode) / width,
        );
        Ok(Self(Beta::with_shapes(a, b, low, high)))
    }

    /// The underlying beta distribution.
    pub fn beta(&self) -> &Beta {
        &self.0
    }

    /// x with P(X ≤ x) = p.
    pub fn quantile(&self, p: f64) -> f64 {
        self.0.quantile(p)
    }

    /// x with P(X > x) = q.
    pub fn upper_quantile(&self, q: f64) -> f64 {
        self.0.upper_quantile(q)
    }

    /// (low + 4 mode + high) / 6.
    pub fn mean(&self) -> f64 {
        self.0.mean()
    }

    /// (mean − low)(high − mean) / 7.
    pub fn variance(&self) -> f64 {
        self.0.variance()
    }
}
