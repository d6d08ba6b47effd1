//! The two-piece normal of central-bank fan charts (Britton, Fisher & Whitley 1998; Wallis 2014).

use super::ParameterError;
use crate::numerics::{exp, normal_quantile};

/// Density ∝ exp(−(x − mode)²/2sd²), with sd_down below the mode and sd_up above it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TwoPiece {
    mode: f64,
    sd_down: f64,
    sd_up: f64,
}

impl TwoPiece {
    /// # Errors
    /// Unless both scales are > 0.
    pub fn new(mode: f64, sd_down: f64, sd_up: f64) -> Result<Self, ParameterError> {
        let values = [("mode", mode), ("sd_down", sd_down), ("sd_up", sd_up)];
        ParameterError::unless(
            sd_down > 0.0 && sd_up > 0.0,
            "two-piece",
            "sd_down > 0 and sd_up > 0",
            &values,
        )?;
        Ok(Self {
            mode,
            sd_down,
            sd_up,
        })
    }

    /// P(X ≤ mode): where the quantile function has its kink.
    pub(super) fn below_mode(&self) -> f64 {
        self.sd_down / (self.sd_down + self.sd_up)
    }

    /// The density at x.
    pub(super) fn density(&self, x: f64) -> f64 {
        let sd = if x < self.mode {
            self.sd_down
        } else {
            self.sd_up
        };
        let t = (x - self.mode) / sd;
        (2.0 / std::f64::consts::PI).sqrt() / (self.sd_down + self.sd_up) * exp(-0.5 * t * t)
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
        let sum = self.sd_down + self.sd_up;
        if p <= self.below_mode() {
            self.mode + self.sd_down * normal_quantile(p * sum / (2.0 * self.sd_down))
        } else {
            self.mode - self.sd_up * normal_quantile(q * sum / (2.0 * self.sd_up))
        }
    }

    /// mode + √(2/π)(sd_up − sd_down).
    pub fn mean(&self) -> f64 {
        self.mode + (2.0 / std::f64::consts::PI).sqrt() * (self.sd_up - self.sd_down)
    }

    /// (1 − 2/π)(sd_up − sd_down)² + sd_down sd_up.
    pub fn variance(&self) -> f64 {
        let skew = self.sd_up - self.sd_down;
        (1.0 - 2.0 / std::f64::consts::PI) * skew * skew + self.sd_down * self.sd_up
    }
}
