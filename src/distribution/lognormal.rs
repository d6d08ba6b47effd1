//! The lognormal distribution.

use super::ShapeError;
use super::parameters::{Parameters, Rule};
use crate::numerics::{exp, exp_in_place, ln, normal_quantile};

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

    /// From the mean (more than 0) and the standard deviation of the variable itself.
    ///
    /// # Errors
    /// If a parameter is not finite, `mean` is not positive, or `sd` is negative.
    pub fn from_mean_sd(mean: f64, sd: f64) -> Result<Self, ShapeError> {
        let parameters = [("mean", mean), ("sd", sd)];
        let checked = Parameters::finite("lognormal", &parameters)?;
        checked.require(mean > 0.0, Rule::Positive("mean"))?;
        checked.require(sd >= 0.0, Rule::NotNegative("sd"))?;
        let relative = sd / mean;
        let log_variance = libm::log1p(relative * relative);
        Self::new(mean * exp(-0.5 * log_variance), log_variance.sqrt())
    }

    /// From the values exceeded with probability 0.9 and 0.1.
    ///
    /// # Errors
    /// If a parameter is not finite or 0 < p10 < p90 does not hold.
    pub fn from_p10_p90(p10: f64, p90: f64) -> Result<Self, ShapeError> {
        let parameters = [("p10", p10), ("p90", p90)];
        let checked = Parameters::finite("lognormal", &parameters)?;
        checked.require(p10 > 0.0, Rule::Positive("p10"))?;
        checked.require(p10 < p90, Rule::Increasing(&["p10", "p90"]))?;
        let sigma = ln(p90 / p10) / (2.0 * normal_quantile(0.9));
        Self::new(p10.sqrt() * p90.sqrt(), sigma)
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
