//! Means over cases whose errors count years: the places of one year share its shocks, and are not so many observations.

use crate::numerics::student_t_quantile;
use crate::results::Mean;

/// Fewest years from which an error is estimated.
pub(super) const FEWEST_YEARS: usize = 5;

/// The years of the cases, as the number of the group each belongs to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ByYear {
    group: Vec<usize>,
    pub(super) years: usize,
}

impl ByYear {
    /// From the cases' years in their order, which never falls.
    pub(super) fn new(years: impl IntoIterator<Item = i32>) -> Self {
        let mut group = Vec::new();
        let mut last = None;
        for year in years {
            let before = group.last().copied();
            group.push(match (before, last) {
                (Some(number), Some(known)) if known == year => number,
                (Some(number), _) => number + 1,
                (None, _) => 0,
            });
            last = Some(year);
        }
        let years = group.last().map_or(0, |number| number + 1);
        Self { group, years }
    }

    /// For each year the mean of all values plus the year's share in their deviations from it, (T/n)·Σ (x − x̄): a series whose mean is the mean of the
    /// values however unevenly they are spread over the years.
    pub(super) fn series(&self, values: &[f64]) -> Vec<f64> {
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let mut series = vec![0.0; self.years];
        for (value, &year) in values.iter().zip(&self.group) {
            series[year] += value - mean;
        }
        let scale = self.years as f64 / n;
        series.iter().map(|sum| mean + scale * sum).collect()
    }

    /// The mean of the values, with half of its 95 % interval by Student's t over the years.
    pub(super) fn mean(&self, values: &[f64]) -> Mean {
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let t = self.years as f64;
        let half_width = (self.years >= FEWEST_YEARS).then(|| {
            let series = self.series(values);
            let squares: f64 = series.iter().map(|x| (x - mean) * (x - mean)).sum();
            -student_t_quantile(0.025, t - 1.0) * (squares / (t * (t - 1.0))).sqrt()
        });
        Mean { mean, half_width }
    }

    /// Correlation of scores in the same year, 0 to 0.95, by Fisher's pairs: Σ over years of Σ_{i≠j} x_i x_j over Σ of (m − 1)·Σ x_i², x the deviations from
    /// the mean and m the scores of the year; 0 when no year has two.
    pub(super) fn clustering(&self, scores: &[f64]) -> f64 {
        let n = scores.len() as f64;
        let mean = scores.iter().sum::<f64>() / n;
        let mut sums = vec![(0.0, 0.0, 0.0); self.years];
        for (score, &year) in scores.iter().zip(&self.group) {
            let off = score - mean;
            let (sum, squares, count) = &mut sums[year];
            *sum += off;
            *squares += off * off;
            *count += 1.0;
        }
        // Σ_{i≠j} x_i x_j = (Σx)² − Σx².
        let products = sums.iter().map(|(sum, squares, _)| sum * sum - squares);
        let squares = sums
            .iter()
            .map(|(_, squares, count)| (count - 1.0) * squares);
        let (products, squares) = (products.sum::<f64>(), squares.sum::<f64>());
        if squares <= 0.0 {
            return 0.0;
        }
        (products / squares).clamp(0.0, 0.95)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_of_alike_places_counts_once() {
        // Twice the same values in each year: neither the mean nor its error differs from those of one place.
        let once = [0.3, -0.2, 0.5, 0.1, 0.0, 0.7];
        let twice: Vec<f64> = once.iter().flat_map(|x| [*x, *x]).collect();
        let single = ByYear::new(2001..2007);
        let double = ByYear::new((2001..2007).flat_map(|year| [year, year]));
        let (a, b) = (single.mean(&once), double.mean(&twice));
        assert!((a.mean - b.mean).abs() < 1e-15);
        assert!((a.half_width.unwrap() - b.half_width.unwrap()).abs() < 1e-15);
        // The textbook's: s/√n times t of 5 degrees of freedom.
        let mean = 1.4 / 6.0;
        let squares: f64 = once.iter().map(|x| (x - mean) * (x - mean)).sum();
        let textbook = 2.570_581_835_636_314 * (squares / 30.0).sqrt();
        assert!((a.half_width.unwrap() - textbook).abs() < 1e-12);
        assert_eq!(double.clustering(&twice), 0.95);
        assert_eq!(single.clustering(&once), 0.0);
        assert_eq!(ByYear::new(2001..2005).mean(&once[..4]).half_width, None);
    }

    #[test]
    fn a_series_has_the_mean_of_its_values() {
        let by_year = ByYear::new([2001, 2001, 2001, 2003, 2004]);
        let values = [1.0, 2.0, 6.0, -4.0, 5.0];
        let series = by_year.series(&values);
        assert_eq!(series.len(), 3);
        assert!((series.iter().sum::<f64>() / 3.0 - 2.0).abs() < 1e-15);
        // 2 + 3/5·Σ(x − 2).
        assert!((series[0] - (2.0 + 0.6 * 3.0)).abs() < 1e-15);
    }
}
