//! Student's t distribution, scaled to a standard deviation.

use super::ParameterError;
use crate::numerics::{log_gamma, student_t_quantile};

/// mean + scale · T, T Student's t; the scale is such that `sd` is the standard deviation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StudentT {
    mean: f64,
    scale: f64,
    dof: f64,
}

impl StudentT {
    /// # Errors
    /// Unless sd ≥ 0 and dof > 2 (below, there is no standard deviation).
    pub fn new(mean: f64, sd: f64, dof: f64) -> Result<Self, ParameterError> {
        let values = [("mean", mean), ("sd", sd), ("dof", dof)];
        ParameterError::unless(
            sd >= 0.0 && dof > 2.0,
            "student-t",
            "sd ≥ 0 and dof > 2",
            &values,
        )?;
        Ok(Self {
            mean,
            scale: sd * ((dof - 2.0) / dof).sqrt(),
            dof,
        })
    }

    /// x with P(X ≤ x) = p.
    pub fn quantile(&self, p: f64) -> f64 {
        self.mean + self.scale * student_t_quantile(p, self.dof)
    }

    /// x with P(X > x) = q.
    pub fn upper_quantile(&self, q: f64) -> f64 {
        self.mean - self.scale * student_t_quantile(q, self.dof)
    }

    /// The density at x.
    pub(super) fn density(&self, x: f64) -> f64 {
        let (nu, t) = (self.dof, (x - self.mean) / self.scale);
        let ln_constant = log_gamma(0.5 * (nu + 1.0))
            - log_gamma(0.5 * nu)
            - 0.5 * libm::log(nu * std::f64::consts::PI);
        libm::exp(ln_constant - 0.5 * (nu + 1.0) * libm::log1p(t * t / nu)) / self.scale
    }

    /// The mean.
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// sd².
    pub fn variance(&self) -> f64 {
        self.scale * self.scale * self.dof / (self.dof - 2.0)
    }
}
