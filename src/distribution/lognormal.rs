//! The lognormal distribution.

use super::ShapeError;
use super::parameters::{Parameters, Rule};
use crate::numerics::{exp, exp_in_place, normal_quantile};

/// Lognormal: ln X is normal with mean ln(median) and standard deviation `sigma`; density
/// φ((ln x − ln median)/sigma)/(sigma·x). With sigma = 0 the median is certain.
///
/// Source: Crow and Shimizu (1988), *Lognormal Distributions*.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogNormal {
    median: f64,
    sigma: f64,
}

impl LogNormal {
    /// From the median (in the variable's own unit, more than 0) and the standard deviation of the logarithm.
    ///
    /// # Errors
    /// If a parameter is not finite, `median` is not positive, or `sigma` is negative.
    pub fn new(median: f64, sigma: f64) -> Result<Self, ShapeError> {
        let parameters = [("median", median), ("sigma", sigma)];
        let checked = Parameters::finite("lognormal", &parameters)?;
        checked.require(median > 0.0, Rule::Positive("median"))?;
        checked.require(sigma >= 0.0, Rule::NotNegative("sigma"))?;
        Ok(Self { median, sigma })
    }

    /// The value below which the variable falls with probability p.
    pub fn quantile(&self, p: f64) -> f64 {
        self.at_score(normal_quantile(p))
    }

    /// The value above which the variable lies with probability q.
    pub fn quantile_upper(&self, q: f64) -> f64 {
        self.at_score(-normal_quantile(q))
    }

    /// The values at many standard normal scores.
    pub(super) fn apply(&self, scores: &[f64], out: &mut [f64]) {
        for (x, score) in out.iter_mut().zip(scores) {
            *x = self.sigma * score;
        }
        exp_in_place(out);
        for x in out {
            *x *= self.median;
        }
    }

    fn at_score(&self, score: f64) -> f64 {
        if self.sigma == 0.0 {
            return self.median;
        }
        self.median * exp(self.sigma * score)
    }

    /// The mean, median · e^(sigma²/2).
    pub fn mean(&self) -> f64 {
        self.median * exp(0.5 * self.sigma * self.sigma)
    }

    /// The variance, mean² (e^(sigma²) − 1).
    pub fn variance(&self) -> f64 {
        self.mean() * self.mean() * libm::expm1(self.sigma * self.sigma)
    }
}
