//! The distribution of a list of observed values.

use super::ShapeError;
use super::parameters::{Parameters, Rule};
use crate::numerics::normal_quantile;

/// How far, relatively, a probability may be from k/n and still count as k/n.
const ROUNDING: f64 = 2.0 * f64::EPSILON;

/// Each of n given values with probability 1/n: the quantile at p is the ⌈n p⌉-th smallest, never a value in between.
///
/// Source: the inverse of the empirical distribution function, definition 1 of Hyndman and Fan (1996), "Sample
/// quantiles in statistical packages".
#[derive(Debug, Clone, PartialEq)]
pub struct Empirical {
    /// In increasing order.
    values: Vec<f64>,
}

impl Empirical {
    /// From the values in any order, in the variable's own unit; repeats count.
    ///
    /// # Errors
    /// If there is no value or one is not finite.
    pub fn new(mut values: Vec<f64>) -> Result<Self, ShapeError> {
        Parameters::finite("empirical", &[])?.require(!values.is_empty(), Rule::NotEmpty)?;
        for &value in &values {
            Parameters::finite("empirical", &[("value", value)])?;
        }
        values.sort_by(f64::total_cmp);
        Ok(Self { values })
    }

    /// The values in increasing order.
    pub(super) fn values(&self) -> &[f64] {
        &self.values
    }

    /// The value below or at which the variable lies with probability p.
    pub fn quantile(&self, p: f64) -> f64 {
        let rank = (self.count() * p * (1.0 - ROUNDING)).ceil();
        self.values[(rank as usize).clamp(1, self.values.len()) - 1]
    }

    /// The value at p = 1 − q.
    pub fn quantile_upper(&self, q: f64) -> f64 {
        let above = (self.count() * q * (1.0 + ROUNDING)).floor();
        let rank = self.values.len().saturating_sub(above as usize);
        self.values[rank.max(1) - 1]
    }

    /// The normal scores of 1/n, …, (n−1)/n: the value at a score is the one whose index is the number of these that
    /// lie below the score.
    pub(super) fn thresholds(&self) -> Vec<f64> {
        let (n, count) = (self.values.len(), self.count());
        let score = |k: usize| {
            if 2 * k <= n {
                normal_quantile(k as f64 / count)
            } else {
                -normal_quantile((n - k) as f64 / count)
            }
        };
        (1..n).map(score).collect()
    }

    fn count(&self) -> f64 {
        self.values.len() as f64
    }

    /// The mean of the values.
    pub fn mean(&self) -> f64 {
        self.values.iter().sum::<f64>() / self.count()
    }

    /// The variance of the values about their mean (divided by n: they are the whole distribution).
    pub fn variance(&self) -> f64 {
        let mean = self.mean();
        let squares: f64 = self.values.iter().map(|x| (x - mean) * (x - mean)).sum();
        squares / self.count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_fall_at_whole_shares() {
        let shape = Empirical::new(vec![30.0, 10.0, 20.0, 20.0]).unwrap();
        let cases = [
            (0.0, 10.0),
            (0.25, 10.0),
            (0.2501, 20.0),
            (0.75, 20.0),
            (0.7501, 30.0),
            (1.0, 30.0),
        ];
        for (p, expected) in cases {
            assert_eq!(shape.quantile(p), expected, "at {p}");
            assert_eq!(shape.quantile_upper(1.0 - p), expected, "at {p} from above");
        }
        assert_eq!((shape.mean(), shape.variance()), (20.0, 50.0));
    }

    #[test]
    fn every_share_of_every_count_gives_its_own_value() {
        for n in 1..200_u32 {
            let shape = Empirical::new((1..=n).map(f64::from).collect()).unwrap();
            for k in 1..=n {
                let share = f64::from(k) / f64::from(n);
                assert_eq!(shape.quantile(share), f64::from(k), "{k} of {n}");
                let rest = f64::from(n - k) / f64::from(n);
                assert_eq!(
                    shape.quantile_upper(rest),
                    f64::from(k),
                    "{k} of {n} from above"
                );
            }
        }
    }
}
