//! The beta distribution on an interval, by mean and standard deviation.

use super::ParameterError;
use crate::numerics::{inverse_incomplete_beta, log_beta};

/// low + (high − low) · B, B beta distributed with shapes a and b.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Beta {
    low: f64,
    high: f64,
    a: f64,
    b: f64,
}

impl Beta {
    /// From mean and sd: with m and s on the unit interval, ν = m(1 − m)/s² − 1, a = mν, b = (1 − m)ν.
    ///
    /// # Errors
    /// Unless low < mean < high, sd > 0 and sd² < (mean − low)(high − mean).
    pub fn new(mean: f64, sd: f64, low: f64, high: f64) -> Result<Self, ParameterError> {
        let values = [("mean", mean), ("sd", sd), ("low", low), ("high", high)];
        let possible =
            low < mean && mean < high && sd > 0.0 && sd * sd < (mean - low) * (high - mean);
        ParameterError::unless(
            possible,
            "beta",
            "low < mean < high and 0 < sd² < (mean − low)(high − mean)",
            &values,
        )?;
        let (m, s) = ((mean - low) / (high - low), sd / (high - low));
        let nu = m * (1.0 - m) / (s * s) - 1.0;
        Ok(Self {
            low,
            high,
            a: m * nu,
            b: (1.0 - m) * nu,
        })
    }

    /// With given shapes a, b > 0.
    pub(super) fn with_shapes(a: f64, b: f64, low: f64, high: f64) -> Self {
        Self { low, high, a, b }
    }

    /// The two shapes, (a, b).
    pub fn shapes(&self) -> (f64, f64) {
        (self.a, self.b)
    }

    /// x with P(X ≤ x) = p.
    pub fn quantile(&self, p: f64) -> f64 {
        self.low + (self.high - self.low) * inverse_incomplete_beta(self.a, self.b, p)
    }

    /// x with P(X > x) = q.
    pub fn upper_quantile(&self, q: f64) -> f64 {
        self.high - (self.high - self.low) * inverse_incomplete_beta(self.b, self.a, q)
    }

    /// The density at the point with P(X ≤ x) = p (q = 0.5 or more) or P(X > x) = q.
    pub(super) fn density_at(&self, p: f64, q: f64) -> f64 {
        let (a, b, y) = if p <= q {
            (self.a, self.b, inverse_incomplete_beta(self.a, self.b, p))
        } else {
            (self.b, self.a, inverse_incomplete_beta(self.b, self.a, q))
        };
        let ln_density = (a - 1.0) * libm::log(y) + (b - 1.0) * libm::log1p(-y) - log_beta(a, b);
        libm::exp(ln_density) / (self.high - self.low)
    }

    /// low + (high − low) a/(a + b).
    pub fn mean(&self) -> f64 {
        self.low + (self.high - self.low) * self.a / (self.a + self.b)
    }

    /// (high − low)² ab / ((a + b)² (a + b + 1)).
    pub fn variance(&self) -> f64 {
        let (width, sum) = (self.high - self.low, self.a + self.b);
        width * width * self.a * self.b / (sum * sum * (sum + 1.0))
    }
}
