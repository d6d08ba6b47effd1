//! The empirical distribution of a list of values.

use super::ParameterError;

/// Each of n values with probability 1/n; the quantile function is the step function x_(⌈np⌉).
#[derive(Debug, Clone, PartialEq)]
pub struct Empirical {
    sorted: Vec<f64>,
}

impl Empirical {
    /// # Errors
    /// When the list is empty or a value is not finite.
    pub fn new(values: &[f64]) -> Result<Self, ParameterError> {
        let bad = values.iter().copied().find(|value| !value.is_finite());
        let offending = [("values", bad.unwrap_or(0.0))];
        ParameterError::unless(
            !values.is_empty(),
            "empirical",
            "at least one value, all finite",
            &offending,
        )?;
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        Ok(Self { sorted })
    }

    /// The values in ascending order.
    pub fn values(&self) -> &[f64] {
        &self.sorted
    }

    /// The least value with P(X ≤ x) ≥ p.
    pub fn quantile(&self, p: f64) -> f64 {
        let n = self.sorted.len();
        let rank = (p * n as f64).ceil() as usize;
        self.sorted[rank.clamp(1, n) - 1]
    }

    /// The least value with P(X > x) ≤ q.
    pub fn upper_quantile(&self, q: f64) -> f64 {
        let n = self.sorted.len();
        let above = (q * n as f64).floor() as usize;
        self.sorted[n - 1 - above.min(n - 1)]
    }

    /// The mean of the two middle values, or the middle one.
    pub fn median(&self) -> f64 {
        let n = self.sorted.len();
        f64::midpoint(self.sorted[(n - 1) / 2], self.sorted[n / 2])
    }

    /// The mean.
    pub fn mean(&self) -> f64 {
        self.sorted.iter().sum::<f64>() / self.sorted.len() as f64
    }

    /// The mean squared distance from the mean (divisor n).
    pub fn variance(&self) -> f64 {
        let mean = self.mean();
        self.sorted
            .iter()
            .map(|x| (x - mean) * (x - mean))
            .sum::<f64>()
            / self.sorted.len() as f64
    }
}
