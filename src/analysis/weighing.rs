//! Estimates over the paths of a table before and after they are weighted, with their errors.
//!
//! After, a mean is Σ w x. Its error is that of the self-normalised estimate, √Σ (w r)² with r = x − Σ w x; where the weights were tilted to moments,
//! r is what the weighted regression of x on the moments leaves, because the multipliers are estimated on the same paths. A change is estimated on
//! the same paths before and after, and so is its error. Of quasi-random paths the same terms are summed by replicate.

use std::collections::BTreeMap;

use nalgebra::{Cholesky, DMatrix, DVector};

use super::tilt::{dot, effective_size};
use crate::random::REPLICATES;
use crate::results::{Change, Errors, Estimate, Spread};

/// Probabilities whose quantiles are reported.
const QUANTILES: [f64; 7] = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];

/// Effective hits, or misses, below which a normal interval is too uneven.
const FEW: f64 = 80.0;

/// Paths with weights before and after, each summing to 1.
pub(super) struct Weighing {
    errors: Errors,
    before: Vec<f64>,
    after: Vec<f64>,
    /// Moments that `after` was tilted to, less their means.
    moments: Vec<Vec<f64>>,
    covariance: Option<Cholesky<f64, nalgebra::Dyn>>,
    /// Whether all paths with weight after have the same.
    selects: bool,
}

/// How a mean is estimated: its value, and what every path adds to its error.
struct Linear {
    value: f64,
    terms: Vec<f64>,
}

impl Weighing {
    /// `moments` are what `after` was tilted to, less the means they were given.
    pub(super) fn new(
        errors: Errors,
        before: Vec<f64>,
        after: Vec<f64>,
        moments: Vec<Vec<f64>>,
    ) -> Self {
        let count = moments.len();
        let product = |a: usize, b: usize| {
            let (ga, gb) = (&moments[a], &moments[b]);
            let paths = after.iter().zip(ga.iter().zip(gb));
            paths.map(|(w, (x, y))| w * x * y).sum::<f64>()
        };
        let covariance = Cholesky::new(DMatrix::from_fn(count, count, product));
        let greatest = after.iter().copied().fold(0.0, f64::max);
        Self {
            selects: after.iter().all(|w| *w == 0.0 || *w == greatest),
            errors,
            before,
            after,
            covariance: covariance.filter(|_| count > 0),
            moments,
        }
    }

    /// Effective number of paths after.
    pub(super) fn effective(&self) -> f64 {
        effective_size(&self.after)
    }

    /// A mean before and after; values where a path has no weight are not looked at.
    pub(super) fn mean(&self, values: &[f64]) -> Change {
        let values = self.on_paths(values);
        let (before, after) = (self.mean_before(&values), self.mean_after(&values));
        let terms = after.terms.iter().zip(&before.terms).map(|(a, b)| a - b);
        Change {
            before: self.estimate(before.value, &before.terms),
            after: self.estimate(after.value, &after.terms),
            change: self.estimate(after.value - before.value, &terms.collect::<Vec<f64>>()),
        }
    }

    /// The 95 % intervals of a share before and after. Of weights that are tilted, or of replicates, from its standard error, and where few
    /// effective paths hit or miss no narrower than Wilson's of as many paths as are effective; of a selection, Wilson's.
    pub(super) fn intervals(&self, share: Change) -> [[f64; 2]; 2] {
        let of = |estimate: Estimate, paths: f64| {
            let (value, error) = (estimate.value, estimate.std_error);
            self.errors.interval95(value, error, paths as u64)
        };
        let effective = self.effective();
        let [low, high] = of(share.after, effective);
        let p = share.after.value;
        let few = p.min(1.0 - p) * effective < FEW;
        let half = self.errors.quantile95() * share.after.std_error;
        let after = match (self.errors, self.selects) {
            (Errors::OfPaths, false) if few => [low.min(p - half), high.max(p + half)],
            (Errors::OfPaths, false) => [p - half, p + half],
            _ => [low, high],
        };
        let after = after.map(|end| end.clamp(0.0, 1.0));
        [of(share.before, effective_size(&self.before)), after]
    }

    /// The distributions before and after, and the shift of the mean in standard deviations before.
    pub(super) fn distributions(&self, values: &[f64]) -> (Spread, Spread, Estimate) {
        let means = self.mean(values);
        let mut order: Vec<usize> = (0..values.len())
            .filter(|&i| self.before[i] > 0.0)
            .collect();
        order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
        let before = self.spread(values, &order, &self.before, means.before);
        let after = self.spread(values, &order, &self.after, means.after);
        // What does not vary cannot be shifted.
        let scale = if before.sd > 0.0 { before.sd } else { 1.0 };
        let shift = Estimate {
            value: means.change.value / scale,
            std_error: means.change.std_error / scale,
        };
        (before, after, shift)
    }

    fn spread(&self, values: &[f64], order: &[usize], weights: &[f64], mean: Estimate) -> Spread {
        let squares = order.iter().map(|&i| {
            let off = values[i] - mean.value;
            weights[i] * off * off
        });
        let quantile = |p: f64| quantile(values, order, weights, p);
        let quantiles: BTreeMap<String, f64> = QUANTILES
            .iter()
            .map(|p| (p.to_string(), quantile(*p)))
            .collect();
        let half = self.half_of_median(values, order, weights);
        Spread {
            mean,
            sd: squares.sum::<f64>().sqrt(),
            quantiles,
            median_ci95: [
                quantile((0.5 - half).max(0.0)),
                quantile((0.5 + half).min(1.0)),
            ],
        }
    }

    /// Half of the 95 % interval of the share of paths at or below the median.
    fn half_of_median(&self, values: &[f64], order: &[usize], weights: &[f64]) -> f64 {
        let median = quantile(values, order, weights, 0.5);
        let mut terms = vec![0.0; values.len()];
        for &i in order {
            let below = f64::from(u8::from(values[i] <= median));
            terms[i] = weights[i] * (below - 0.5);
        }
        self.errors.quantile95() * self.error(&terms)
    }

    fn on_paths(&self, values: &[f64]) -> Vec<f64> {
        let paths = values.iter().zip(&self.before);
        paths
            .map(|(x, w)| if *w > 0.0 { *x } else { 0.0 })
            .collect()
    }

    fn mean_before(&self, values: &[f64]) -> Linear {
        let value = average(&self.before, values);
        let paths = self.before.iter().zip(values);
        Linear {
            value,
            terms: paths.map(|(w, x)| w * (x - value)).collect(),
        }
    }

    fn mean_after(&self, values: &[f64]) -> Linear {
        let value = average(&self.after, values);
        let mut rest: Vec<f64> = values.iter().map(|x| x - value).collect();
        if let Some(covariance) = &self.covariance {
            let with_moment = |moment: &Vec<f64>| {
                let paths = self.after.iter().zip(moment.iter().zip(&rest));
                paths.map(|(w, (g, r))| w * g * r).sum::<f64>()
            };
            let products = self.moments.iter().map(with_moment);
            let slopes = covariance.solve(&DVector::from_iterator(self.moments.len(), products));
            for (slope, moment) in slopes.iter().zip(&self.moments) {
                for (rest, g) in rest.iter_mut().zip(moment) {
                    *rest -= slope * g;
                }
            }
        }
        let paths = self.after.iter().zip(&rest);
        Linear {
            value,
            terms: paths.map(|(w, r)| w * r).collect(),
        }
    }

    fn estimate(&self, value: f64, terms: &[f64]) -> Estimate {
        Estimate {
            value,
            std_error: self.error(terms),
        }
    }

    /// Standard error of a sum of such terms, whose mean is 0.
    fn error(&self, terms: &[f64]) -> f64 {
        match self.errors {
            Errors::OfPaths => dot(terms, terms).sqrt(),
            Errors::OfReplicates => {
                let mut totals = [0.0; REPLICATES];
                for (path, term) in terms.iter().enumerate() {
                    totals[path % REPLICATES] += term;
                }
                let r = REPLICATES as f64;
                (r / (r - 1.0) * dot(&totals, &totals)).sqrt()
            }
        }
    }
}

/// Σ w x ÷ Σ w, so that ones have a mean of exactly one.
fn average(weights: &[f64], values: &[f64]) -> f64 {
    dot(weights, values) / weights.iter().sum::<f64>()
}

/// The least value at or below which paths of weight `p` lie; `order` sorts the paths by value.
fn quantile(values: &[f64], order: &[usize], weights: &[f64], p: f64) -> f64 {
    let mut below = 0.0;
    let mut last = f64::NAN;
    for &i in order {
        if weights[i] == 0.0 {
            continue;
        }
        below += weights[i];
        last = values[i];
        if below >= p * (1.0 - 1e-12) {
            break;
        }
    }
    last
}
