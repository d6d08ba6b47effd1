//! Entropic tilting: the weights nearest to the given ones under which moments have the values asked for.
//!
//! w_i ∝ π_i exp(γ'g(x_i)) with γ = argmin log Σ π_i exp(γ'(g(x_i) − ḡ)), which minimises Σ w log(w/π) subject to Σ w g = ḡ (Robertson,
//! Tallman & Whiteman 2005, JMCB 37(3); Krüger, Clark & Ravazzolo 2017, JBES 35(3)). The dual is convex: Newton's method with halved
//! steps finds γ, on moments in units of their standard deviation, with the log-sum-exp shift.

use nalgebra::{Cholesky, DMatrix, DVector};
use thiserror::Error;

use crate::numerics::{exp, ln};

/// A function of the paths and the mean it is to have.
#[derive(Debug, Clone, PartialEq)]
pub struct Moment {
    /// g(x_i), one a path; any number where the path's weight is 0.
    pub values: Vec<f64>,
    /// ḡ.
    pub mean: f64,
}

/// Weights under which every moment has its mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Tilted {
    /// w, sums to 1; 0 where the given weight is.
    pub weights: Vec<f64>,
    /// γ, one a moment.
    pub multipliers: Vec<f64>,
    /// Σ w log(w/π) ≥ 0.
    pub divergence: f64,
}

/// Why there are no such weights.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum TiltError {
    /// No path, or none on one side: a mean lies strictly between the least and the greatest value.
    #[error("moment {moment} lies between {least} and {greatest} on the paths")]
    Outside {
        /// Position of the moment.
        moment: usize,
        /// Least value on the paths.
        least: f64,
        /// Greatest value on the paths.
        greatest: f64,
    },
    /// Each moment alone is possible, but not all together; or one of them repeats the others.
    #[error("the moments contradict or repeat each other")]
    Together,
}

/// Newton steps before the moments are said to be impossible together.
const STEPS: usize = 200;
/// Greatest distance from a mean, in standard deviations, that counts as reached.
const REACHED: f64 = 1e-12;

/// The weights nearest to `prior` (which sum to 1) under which every moment has its mean.
///
/// # Errors
/// When a mean is not inside the range of its moment, or the moments cannot have theirs together.
pub fn tilt(prior: &[f64], moments: &[Moment]) -> Result<Tilted, TiltError> {
    let standard: Vec<Standardised> = moments
        .iter()
        .enumerate()
        .map(|(k, moment)| Standardised::of(prior, moment, k))
        .collect::<Result<_, _>>()?;
    let mut dual = Dual::at(prior, &standard, DVector::zeros(moments.len()));
    for _ in 0..STEPS {
        let gradient = dual.gradient();
        if gradient.amax() <= REACHED {
            return Ok(dual.tilted());
        }
        let step = Cholesky::new(dual.covariance()).ok_or(TiltError::Together)?;
        let step = step.solve(&-&gradient);
        let Some(next) = dual.descend(&gradient, &step) else {
            // No further down: as near as the arithmetic allows, or nowhere near.
            return if gradient.amax() <= 1e3 * REACHED {
                Ok(dual.tilted())
            } else {
                Err(TiltError::Together)
            };
        };
        dual = next;
    }
    Err(TiltError::Together)
}

/// A moment less its mean, in units of its standard deviation.
struct Standardised {
    values: Vec<f64>,
    scale: f64,
}

impl Standardised {
    fn of(prior: &[f64], moment: &Moment, k: usize) -> Result<Self, TiltError> {
        let on = || prior.iter().zip(&moment.values).filter(|(w, _)| **w > 0.0);
        let least = on().map(|(_, g)| *g).fold(f64::INFINITY, f64::min);
        let greatest = on().map(|(_, g)| *g).fold(f64::NEG_INFINITY, f64::max);
        if !(least < moment.mean && moment.mean < greatest) {
            return Err(TiltError::Outside {
                moment: k,
                least,
                greatest,
            });
        }
        let mean: f64 = on().map(|(w, g)| w * g).sum();
        let variance: f64 = on().map(|(w, g)| w * (g - mean) * (g - mean)).sum();
        let scale = variance.sqrt();
        let standard = |(w, g): (&f64, &f64)| {
            if *w > 0.0 {
                (g - moment.mean) / scale
            } else {
                0.0
            }
        };
        let values = prior.iter().zip(&moment.values).map(standard).collect();
        Ok(Self { values, scale })
    }
}

/// The dual at a point: its value log Σ π exp(γ'z) and the weights there.
struct Dual<'m> {
    prior: &'m [f64],
    moments: &'m [Standardised],
    point: DVector<f64>,
    value: f64,
    weights: Vec<f64>,
}

impl<'m> Dual<'m> {
    fn at(prior: &'m [f64], moments: &'m [Standardised], point: DVector<f64>) -> Self {
        let exponent = |(i, prior): (usize, &f64)| {
            let tilt: f64 = moments
                .iter()
                .zip(point.iter())
                .map(|(moment, multiplier)| multiplier * moment.values[i])
                .sum();
            if *prior > 0.0 {
                ln(*prior) + tilt
            } else {
                f64::NEG_INFINITY
            }
        };
        let exponents: Vec<f64> = prior.iter().enumerate().map(exponent).collect();
        let (weights, value) = normalised(&exponents);
        Self {
            prior,
            moments,
            point,
            value,
            weights,
        }
    }

    /// Means of the standardised moments: 0 where they are reached.
    fn gradient(&self) -> DVector<f64> {
        let mean = |moment: &Standardised| dot(&self.weights, &moment.values);
        DVector::from_iterator(self.moments.len(), self.moments.iter().map(mean))
    }

    fn covariance(&self) -> DMatrix<f64> {
        let means = self.gradient();
        DMatrix::from_fn(self.moments.len(), self.moments.len(), |a, b| {
            let (ga, gb) = (&self.moments[a].values, &self.moments[b].values);
            let products = self.weights.iter().zip(ga.iter().zip(gb));
            let second: f64 = products.map(|(w, (x, y))| w * x * y).sum();
            second - means[a] * means[b]
        })
    }

    /// The first of the step, its half, its quarter, … that goes down enough (Armijo). So near the lowest point that the value no longer tells, a step
    /// that brings the moments nearer to their means.
    fn descend(&self, gradient: &DVector<f64>, step: &DVector<f64>) -> Option<Self> {
        let slope = gradient.dot(step);
        let flat = slope.abs() < 1e-10;
        let mut length = 1.0;
        for _ in 0..60 {
            let next = Self::at(self.prior, self.moments, &self.point + step * length);
            let lower = next.value <= self.value + 1e-4 * length * slope;
            let nearer = flat && next.gradient().amax() < 0.5 * gradient.amax();
            if lower && next.value < self.value || nearer {
                return Some(next);
            }
            length /= 2.0;
        }
        None
    }

    fn tilted(self) -> Tilted {
        let scales = self.moments.iter().map(|moment| moment.scale);
        let multipliers = self.point.iter().zip(scales).map(|(g, s)| g / s).collect();
        // Every z has mean 0 under w, so Σ w log(w/π) = −log Σ π exp(γ'z).
        Tilted {
            weights: self.weights,
            multipliers,
            divergence: (-self.value).max(0.0),
        }
    }
}

/// Weights from their logarithms, which sum to 1, and the logarithm of what the unnormalised ones sum to. Logarithms near −1000 do no harm.
pub fn normalised(log_weights: &[f64]) -> (Vec<f64>, f64) {
    let greatest = log_weights
        .iter()
        .copied()
        .fold(f64::NEG_INFINITY, f64::max);
    if greatest == f64::NEG_INFINITY {
        return (vec![0.0; log_weights.len()], greatest);
    }
    let mut weights: Vec<f64> = log_weights.iter().map(|l| exp(l - greatest)).collect();
    let sum: f64 = weights.iter().sum();
    for weight in &mut weights {
        *weight /= sum;
    }
    (weights, greatest + ln(sum))
}

/// Kish's effective number of paths, (Σ w)² / Σ w² (Kong 1992): how many equally weighted paths would be as good.
pub fn effective_size(weights: &[f64]) -> f64 {
    let sum: f64 = weights.iter().sum();
    sum * sum / dot(weights, weights)
}

pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
