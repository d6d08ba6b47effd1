//! Spearman's rank correlation, with its error from the correlations inside batches.

use crate::results::{BATCHES, Estimate};

/// Spearman's rank correlation of two columns: Pearson's of the ranks, equal values sharing the mean of theirs. The standard error is the spread of the 32
/// correlations inside batches (path i is of batch i modulo 32) ÷ √32; NaN where a column does not vary.
///
/// # Panics
/// When the columns are not equally long.
pub fn spearman(x: &[f64], y: &[f64]) -> Estimate {
    let [x, y] = [x, y].map(|values| Ranked::of(values, BATCHES, |place| place));
    x.correlation(&y)
}

/// The ranks of a column, in all paths and inside each of several independent parts of them.
#[derive(Debug, Clone)]
pub struct Ranked {
    all: Vec<f64>,
    inside: Vec<Vec<f64>>,
}

impl Ranked {
    /// Ranks of values whose place in a run `path_of` knows: path i is of part i modulo `parts`.
    pub fn of(values: &[f64], parts: usize, path_of: impl Fn(usize) -> usize) -> Self {
        let mut split = vec![Vec::new(); parts];
        for (place, value) in values.iter().enumerate() {
            split[path_of(place) % parts].push(*value);
        }
        Self {
            all: ranks(values),
            inside: split.iter().map(|values| ranks(values)).collect(),
        }
    }

    /// The rank correlation with another column of the same paths and parts; the standard error is the spread of those inside the parts ÷ √parts.
    ///
    /// # Panics
    /// When the columns are not equally long.
    pub fn correlation(&self, other: &Self) -> Estimate {
        assert_eq!(
            self.all.len(),
            other.all.len(),
            "every path has both values"
        );
        let pairs = self.inside.iter().zip(&other.inside);
        let inside = pairs.map(|(x, y)| correlation(x, y));
        // A part in which a rare event never happens says nothing.
        let inside: Vec<f64> = inside.filter(|r| r.is_finite()).collect();
        let count = inside.len() as f64;
        let mean = inside.iter().sum::<f64>() / count;
        let squares: f64 = inside.iter().map(|r| (r - mean) * (r - mean)).sum();
        Estimate {
            value: correlation(&self.all, &other.all),
            std_error: (squares / (count - 1.0) / count).sqrt(),
        }
    }
}

/// Ranks less their mean.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let middle = (values.len() as f64 - 1.0) / 2.0;
    let mut ranks = vec![0.0; values.len()];
    let mut start = 0;
    for equal in order.chunk_by(|a, b| values[*a] == values[*b]) {
        let shared = start as f64 + (equal.len() as f64 - 1.0) / 2.0 - middle;
        for &place in equal {
            ranks[place] = shared;
        }
        start += equal.len();
    }
    ranks
}

/// Pearson's correlation of columns whose means are 0.
fn correlation(x: &[f64], y: &[f64]) -> f64 {
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    dot(x, y) / (dot(x, x) * dot(y, y)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_share_their_ranks() {
        assert_eq!(ranks(&[3.0, 1.0, 3.0, 2.0]), [1.0, -1.5, 1.0, -0.5]);
    }

    #[test]
    fn a_rising_function_has_correlation_one() {
        let x: Vec<f64> = (0..640).map(|i| f64::from(i * 37 % 641)).collect();
        let y: Vec<f64> = x.iter().map(|x| x * x * x).collect();
        let down: Vec<f64> = x.iter().map(|x| -x).collect();
        assert!((spearman(&x, &y).value - 1.0).abs() < 1e-12);
        assert!((spearman(&x, &down).value + 1.0).abs() < 1e-12);
        assert!(spearman(&x, &vec![1.0; 640]).value.is_nan());
    }
}
