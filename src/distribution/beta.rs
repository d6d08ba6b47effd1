//! The beta distribution by its mean and standard deviation.

use super::ShapeError;
use super::parameters::{Parameters, Rule};
use crate::numerics::inverse_incomplete_beta;

/// The smallest standard deviation, in widths: below it the exponents run into the tens of millions and nothing is
/// gained over a normal distribution.
const NARROWEST: f64 = 1e-4;

/// Beta between `low` and `high`: density ∝ (x − low)^(α−1) (high − x)^(β−1).
///
/// The exponents come from the mean m and standard deviation s in widths: ν = m(1 − m)/s² − 1, α = m ν, β = (1 − m) ν.
///
/// Source: the method of moments, Johnson, Kotz and Balakrishnan (1995), *Continuous Univariate Distributions* 2, §25.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Beta {
    low: f64,
    high: f64,
    exponents: [f64; 2],
}

impl Beta {
    /// From the mean and the standard deviation of the variable and its bounds, all in its own unit.
    ///
    /// # Errors
    /// If a parameter is not finite, low < mean < high does not hold, or `sd` is not between a ten-thousandth of the
    /// width and √((mean − low)(high − mean)), which no distribution between the bounds can exceed.
    pub fn new(mean: f64, sd: f64, low: f64, high: f64) -> Result<Self, ShapeError> {
        let parameters = [("mean", mean), ("sd", sd), ("low", low), ("high", high)];
        let checked = Parameters::finite("beta", &parameters)?;
        let inside = low < mean && mean < high;
        checked.require(inside, Rule::Increasing(&["low", "mean", "high"]))?;
        let narrowest = NARROWEST * (high - low);
        checked.require(sd > narrowest, Rule::Above("sd", narrowest))?;
        let widest = ((mean - low) * (high - mean)).sqrt();
        checked.require(sd < widest, Rule::Below("sd", widest))?;
        let (m, s) = ((mean - low) / (high - low), sd / (high - low));
        let nu = m * (1.0 - m) / (s * s) - 1.0;
        Ok(Self {
            low,
            high,
            exponents: [m * nu, (1.0 - m) * nu],
        })
    }

    /// The value below which the variable falls with probability p.
    pub fn quantile(&self, p: f64) -> f64 {
        let [alpha, beta] = self.exponents;
        self.low + (self.high - self.low) * inverse_incomplete_beta(alpha, beta, p)
    }

    /// The value above which the variable lies with probability q.
    pub fn quantile_upper(&self, q: f64) -> f64 {
        let [alpha, beta] = self.exponents;
        self.high - (self.high - self.low) * inverse_incomplete_beta(beta, alpha, q)
    }

    /// The mean.
    pub fn mean(&self) -> f64 {
        let [alpha, beta] = self.exponents;
        self.low + (self.high - self.low) * alpha / (alpha + beta)
    }

    /// The variance, width² αβ/((α + β)²(α + β + 1)).
    pub fn variance(&self) -> f64 {
        let [alpha, beta] = self.exponents;
        let (sum, width) = (alpha + beta, self.high - self.low);
        width * width * (alpha / sum) * (beta / sum) / (sum + 1.0)
    }
}
