//! The normal distribution.

use super::ShapeError;
use super::parameters::{Parameters, Rule};
use crate::numerics::normal_quantile;

/// Normal: density φ((x − mean)/sd)/sd with φ(z) = e^(−z²/2)/√(2π). With sd = 0 the mean is certain.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Normal {
    mean: f64,
    sd: f64,
}

impl Normal {
    /// From the mean and the standard deviation, both in the variable's own unit.
    ///
    /// # Errors
    /// If a parameter is not finite or `sd` is negative.
    pub fn new(mean: f64, sd: f64) -> Result<Self, ShapeError> {
        let parameters = [("mean", mean), ("sd", sd)];
        Parameters::finite("normal", &parameters)?.require(sd >= 0.0, Rule::NotNegative("sd"))?;
        Ok(Self { mean, sd })
    }

    /// The value below which the variable falls with probability p.
    pub fn quantile(&self, p: f64) -> f64 {
        self.at_score(normal_quantile(p))
    }

    /// The value above which the variable lies with probability q.
    pub fn quantile_upper(&self, q: f64) -> f64 {
        self.at_score(-normal_quantile(q))
    }

    /// The value at a standard normal score.
    #[inline]
    pub(super) fn at_score(&self, score: f64) -> f64 {
        if self.sd == 0.0 {
            return self.mean;
        }
        self.mean + self.sd * score
    }

    /// The mean.
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// The variance, sd².
    pub fn variance(&self) -> f64 {
        self.sd * self.sd
    }
}
