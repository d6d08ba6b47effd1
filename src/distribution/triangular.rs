//! The triangular distribution.

use super::ParameterError;

/// Density rising from low to mode and falling to high.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Triangular {
    low: f64,
    mode: f64,
    high: f64,
}

impl Triangular {
    /// # Errors
    /// Unless low ≤ mode ≤ high and low < high.
    pub fn new(low: f64, mode: f64, high: f64) -> Result<Self, ParameterError> {
        let values = [("low", low), ("mode", mode), ("high", high)];
        let ordered = low <= mode && mode <= high && low < high;
        ParameterError::unless(
            ordered,
            "triangular",
            "low ≤ mode ≤ high and low < high",
            &values,
        )?;
        Ok(Self { low, mode, high })
    }

    /// P(X ≤ mode): where the quantile function has its kink.
    pub(super) fn below_mode(&self) -> f64 {
        (self.mode - self.low) / (self.high - self.low)
    }

    /// The density at the point with P(X ≤ x) = p and P(X > x) = q.
    pub(super) fn density_at(&self, p: f64, q: f64) -> f64 {
        // The area of the smaller triangle cut off is a quadratic in its height.
        let width = self.high - self.low;
        if p < self.below_mode() {
            2.0 * (p / (width * (self.mode - self.low))).sqrt()
        } else {
            2.0 * (q / (width * (self.high - self.mode))).sqrt()
        }
    }

    /// x with P(X ≤ x) = p.
    pub fn quantile(&self, p: f64) -> f64 {
        self.from_both(p, 1.0 - p)
    }

    /// x with P(X > x) = q.
    pub fn upper_quantile(&self, q: f64) -> f64 {
        self.from_both(1.0 - q, q)
    }

    fn from_both(&self, p: f64, q: f64) -> f64 {
        let width = self.high - self.low;
        if p < self.below_mode() {
            self.low + (p * width * (self.mode - self.low)).sqrt()
        } else {
            self.high - (q * width * (self.high - self.mode)).sqrt()
        }
    }

    /// (low + mode + high) / 3.
    pub fn mean(&self) -> f64 {
        (self.low + self.mode + self.high) / 3.0
    }

    /// (a² + b² + c² − ab − ac − bc) / 18.
    pub fn variance(&self) -> f64 {
        let (a, b, c) = (self.low, self.mode, self.high);
        ((b - a) * (b - a) + (c - b) * (c - b) + (c - a) * (c - a)) / 36.0
    }
}
