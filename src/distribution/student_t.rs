//! Student's t distribution, scaled to a standard deviation.

use super::ShapeError;
use super::parameters::{Parameters, Rule};
use crate::numerics::student_t_quantile;

/// Student's t: density ∝ (1 + t²/dof)^(−(dof + 1)/2) in t = (x − mean)/scale, with scale = sd·√((dof − 2)/dof), so
/// that `sd` is the standard deviation of the variable itself. With sd = 0 the mean is certain.
///
/// Source: Student (1908), "The probable error of a mean", Biometrika 6; its variance is dof/(dof − 2).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StudentT {
    mean: f64,
    sd: f64,
    dof: f64,
}

impl StudentT {
    /// From the mean, the standard deviation (both in the variable's own unit) and the degrees of freedom (over 2).
    ///
    /// # Errors
    /// If a parameter is not finite, `sd` is negative, or `dof` is 2 or less, where no variance exists.
    pub fn new(mean: f64, sd: f64, dof: f64) -> Result<Self, ShapeError> {
        let parameters = [("mean", mean), ("sd", sd), ("dof", dof)];
        let checked = Parameters::finite("student-t", &parameters)?;
        checked.require(sd >= 0.0, Rule::NotNegative("sd"))?;
        checked.require(dof > 2.0, Rule::Above("dof", 2.0))?;
        Ok(Self { mean, sd, dof })
    }

    /// The value below which the variable falls with probability p.
    pub fn quantile(&self, p: f64) -> f64 {
        self.at(student_t_quantile(p, self.dof))
    }

    /// The value above which the variable lies with probability q.
    pub fn quantile_upper(&self, q: f64) -> f64 {
        self.at(-student_t_quantile(q, self.dof))
    }

    fn at(&self, t: f64) -> f64 {
        if self.sd == 0.0 {
            return self.mean;
        }
        self.mean + self.sd * ((self.dof - 2.0) / self.dof).sqrt() * t
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
