//! The two-piece normal distribution of fan charts.

use core::f64::consts::FRAC_2_PI;

use super::ShapeError;
use super::parameters::{Parameters, Rule};
use crate::numerics::normal_quantile;

/// Two-piece normal: density 2/(`sd_down` + `sd_up`) · φ((x − mode)/sd), with `sd_down` below the mode and `sd_up`
/// above it. The probability below the mode is `sd_down`/(`sd_down` + `sd_up`).
///
/// Source: Britton, Fisher and Whitley (1998), "The Inflation Report projections: understanding the fan chart", Bank of
/// England Quarterly Bulletin; Wallis (2014), "The two-piece normal, binormal, or double Gaussian distribution".
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TwoPiece {
    mode: f64,
    sd_down: f64,
    sd_up: f64,
}

impl TwoPiece {
    /// From the mode and the scale on either side of it, all in the variable's own unit.
    ///
    /// # Errors
    /// If a parameter is not finite or a scale is not positive.
    pub fn new(mode: f64, sd_down: f64, sd_up: f64) -> Result<Self, ShapeError> {
        let parameters = [("mode", mode), ("sd_down", sd_down), ("sd_up", sd_up)];
        let checked = Parameters::finite("two-piece", &parameters)?;
        checked.require(sd_down > 0.0, Rule::Positive("sd_down"))?;
        checked.require(sd_up > 0.0, Rule::Positive("sd_up"))?;
        Ok(Self {
            mode,
            sd_down,
            sd_up,
        })
    }

    /// The value below which the variable falls with probability p.
    pub fn quantile(&self, p: f64) -> f64 {
        if p <= self.below_mode() {
            self.lower(p)
        } else {
            self.upper(1.0 - p)
        }
    }

    /// The value above which the variable lies with probability q.
    pub fn quantile_upper(&self, q: f64) -> f64 {
        if q <= self.sd_up / (self.sd_down + self.sd_up) {
            self.upper(q)
        } else {
            self.lower(1.0 - q)
        }
    }

    fn lower(&self, p: f64) -> f64 {
        let share = p * (self.sd_down + self.sd_up) / (2.0 * self.sd_down);
        self.mode + self.sd_down * normal_quantile(share)
    }

    fn upper(&self, q: f64) -> f64 {
        let share = q * (self.sd_down + self.sd_up) / (2.0 * self.sd_up);
        self.mode - self.sd_up * normal_quantile(share)
    }

    /// The probability below the mode.
    fn below_mode(&self) -> f64 {
        self.sd_down / (self.sd_down + self.sd_up)
    }

    /// The normal score of the mode, where the two halves meet.
    pub(super) fn kink(&self) -> f64 {
        if self.sd_down < self.sd_up {
            normal_quantile(self.below_mode())
        } else {
            -normal_quantile(self.sd_up / (self.sd_down + self.sd_up))
        }
    }

    /// The mean, mode + √(2/π)(`sd_up` − `sd_down`).
    pub fn mean(&self) -> f64 {
        self.mode + FRAC_2_PI.sqrt() * (self.sd_up - self.sd_down)
    }

    /// The variance, (1 − 2/π)(`sd_up` − `sd_down`)² + `sd_down`·`sd_up`.
    pub fn variance(&self) -> f64 {
        let difference = self.sd_up - self.sd_down;
        (1.0 - FRAC_2_PI) * difference * difference + self.sd_down * self.sd_up
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_halves_are_the_normal_distribution() {
        let even = TwoPiece::new(1.0, 2.0, 2.0).unwrap();
        assert_eq!((even.mean(), even.variance()), (1.0, 4.0));
        for p in [0.001, 0.3, 0.5, 0.8, 0.999] {
            assert!((even.quantile(p) - (1.0 + 2.0 * normal_quantile(p))).abs() < 1e-14);
        }
    }

    #[test]
    fn kink_is_the_score_of_the_mode() {
        let shape = TwoPiece::new(3.0, 1.0, 4.0).unwrap();
        assert!((shape.quantile(0.2) - 3.0).abs() < 1e-14);
        assert_eq!(shape.kink(), normal_quantile(0.2));
    }
}
