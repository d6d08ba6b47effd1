//! A predictive distribution, and how well it is borne out by what came.

use crate::numerics::{
    exp, ln, log_beta, log_gamma, normal_cdf, normal_quantile, student_t_cdf, student_t_quantile,
};

/// ½ ln 2π.
const HALF_LN_TAU: f64 = 0.918_938_533_204_672_7;
/// 1/√π.
const FRAC_1_SQRT_PI: f64 = 0.564_189_583_547_756_3;

/// A normal or Student's t distribution with location and scale, in the outcome's own unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Predictive {
    centre: f64,
    scale: f64,
    /// Infinite for the normal distribution.
    dof: f64,
}

impl Predictive {
    /// Normal with this mean and standard deviation (> 0).
    pub fn normal(centre: f64, sd: f64) -> Self {
        Self::student_t(centre, sd, f64::INFINITY)
    }

    /// Student's t with this centre, *scale* (> 0; not the standard deviation) and degrees of freedom (> 1).
    pub fn student_t(centre: f64, scale: f64, dof: f64) -> Self {
        Self { centre, scale, dof }
    }

    /// The mean, which is the median.
    pub fn centre(&self) -> f64 {
        self.centre
    }

    /// The scale; the standard deviation of a normal distribution.
    pub fn scale(&self) -> f64 {
        self.scale
    }

    /// The degrees of freedom; `None` for a normal distribution.
    pub fn dof(&self) -> Option<f64> {
        self.dof.is_finite().then_some(self.dof)
    }

    fn standard(&self, y: f64) -> f64 {
        (y - self.centre) / self.scale
    }

    /// The probability of at most y. The one of at least y is that of at most 2·centre − y.
    pub fn probability_below(&self, y: f64) -> f64 {
        let z = self.standard(y);
        match self.dof() {
            None => normal_cdf(z),
            Some(dof) => student_t_cdf(z, dof),
        }
    }

    /// The probability of at least y.
    pub fn probability_above(&self, y: f64) -> f64 {
        self.probability_below(2.0 * self.centre - y)
    }

    /// The standard normal score of y's probability, accurate in both tails.
    pub fn normal_score(&self, y: f64) -> f64 {
        if y < self.centre {
            normal_quantile(self.probability_below(y))
        } else {
            -normal_quantile(self.probability_above(y))
        }
    }

    /// The value below which the outcome falls with probability p, 0 < p < 1.
    pub fn quantile(&self, p: f64) -> f64 {
        let z = match self.dof() {
            None => normal_quantile(p),
            Some(dof) => student_t_quantile(p, dof),
        };
        self.centre + self.scale * z
    }

    /// The logarithmic score of y, −ln of the density (Good 1952): the less, the better. In units of 1/u of y's unit it is greater by ln u.
    pub fn log_score(&self, y: f64) -> f64 {
        let z = self.standard(y);
        ln(self.scale) - log_density(z, self.dof())
    }

    /// The continuous ranked probability score of y, ∫ (F(x) − 1{x ≥ y})² dx, in y's unit: the less, the better; for a certain forecast the
    /// absolute error.
    ///
    /// Closed forms: Gneiting and Raftery (2007), *JASA* 102, for the normal; Jordan, Krüger and Lerch (2019), *Journal of Statistical
    /// Software* 90, for Student's t.
    pub fn crps(&self, y: f64) -> f64 {
        let z = self.standard(y).abs();
        let density = exp(log_density(z, self.dof()));
        // 2F(z) − 1 from the upper tail, which is the smaller.
        let inside = 1.0 - 2.0 * self.probability_above(self.centre + self.scale * z);
        let standard = match self.dof() {
            None => z * inside + 2.0 * density - FRAC_1_SQRT_PI,
            Some(dof) => {
                let beta = log_beta(0.5, dof - 0.5) - 2.0 * log_beta(0.5, 0.5 * dof);
                z * inside
                    + (2.0 * density * (dof + z * z) - 2.0 * dof.sqrt() * exp(beta)) / (dof - 1.0)
            }
        };
        self.scale * standard
    }
}

/// ln of the density of a standard normal or, with degrees of freedom, of a standard Student's t variate.
fn log_density(z: f64, dof: Option<f64>) -> f64 {
    let Some(dof) = dof else {
        return -0.5 * z * z - HALF_LN_TAU;
    };
    // 1/(√ν B(½, ν/2)) · (1 + z²/ν)^(−(ν+1)/2)
    let beta = log_gamma(0.5) + log_gamma(0.5 * dof) - log_gamma(0.5 * (dof + 1.0));
    -0.5 * ln(dof) - beta - 0.5 * (dof + 1.0) * libm::log1p(z * z / dof)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// ∫ (F − 1{x ≥ y})² dx by Simpson's rule on x = centre + sinh(u), which reaches far into the tails.
    fn integral(forecast: &Predictive, y: f64) -> f64 {
        let side = |sign: f64| {
            let (n, most) = (40_000, 14.0);
            let h = most / f64::from(n);
            let at = |u: f64| {
                let x = sign * libm::sinh(u);
                let tail = if sign > 0.0 {
                    forecast.probability_above(y + x)
                } else {
                    forecast.probability_below(y + x)
                };
                tail * tail * libm::cosh(u)
            };
            let inner = (1..n).map(|k| {
                let weight = if k % 2 == 1 { 4.0 } else { 2.0 };
                weight * at(f64::from(k) * h)
            });
            (at(0.0) + at(most) + inner.sum::<f64>()) * h / 3.0
        };
        side(1.0) + side(-1.0)
    }

    #[test]
    fn the_closed_form_of_the_crps_is_its_integral() {
        for (dof, tolerance) in [
            (2.5, 1e-7),
            (4.0, 1e-9),
            (13.0, 1e-9),
            (f64::INFINITY, 1e-9),
        ] {
            let forecast = Predictive::student_t(1.0, 2.0, dof);
            for y in [-4.0, 0.3, 1.0, 2.0, 9.0] {
                let (closed, exact) = (forecast.crps(y), integral(&forecast, y));
                assert!(
                    (closed - exact).abs() < tolerance,
                    "{dof} {y}: {closed} {exact}"
                );
            }
        }
    }

    #[test]
    fn many_degrees_of_freedom_are_the_normal_distribution() {
        let (t, normal) = (
            Predictive::student_t(0.05, 0.02, 1e7),
            Predictive::normal(0.05, 0.02),
        );
        for y in [-0.02, 0.05, 0.07] {
            assert!((t.crps(y) - normal.crps(y)).abs() < 1e-8);
            assert!((t.log_score(y) - normal.log_score(y)).abs() < 1e-5);
            // They differ by about z³/4ν.
            assert!((t.normal_score(y) - (y - 0.05) / 0.02).abs() < 3e-6);
        }
    }

    #[test]
    fn probabilities_and_quantiles_belong_together() {
        let forecast = Predictive::student_t(0.06, 0.015, 4.0);
        for p in [0.01, 0.3, 0.5, 0.95] {
            let y = forecast.quantile(p);
            assert!((forecast.probability_below(y) - p).abs() < 1e-14);
            assert!((forecast.probability_above(y) + p - 1.0).abs() < 1e-14);
            assert!((forecast.normal_score(y) - normal_quantile(p)).abs() < 1e-12);
        }
    }
}
