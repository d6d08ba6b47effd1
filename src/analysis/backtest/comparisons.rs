//! The forecasters against each other, on the same cases.

use super::accuracy::diebold_mariano;
use super::by_year::{ByYear, FEWEST_YEARS};
use crate::results::{BacktestCase, ForecasterKind, Score, ScoreComparison};

/// Each two forecasters by each score; none with too few years.
pub(super) fn compare_all(cases: &[BacktestCase], by_year: &ByYear) -> Vec<ScoreComparison> {
    if by_year.years < FEWEST_YEARS {
        return Vec::new();
    }
    let mut comparisons = Vec::new();
    for score in Score::ALL {
        for (a, first) in ForecasterKind::ALL.into_iter().enumerate() {
            for (b, second) in ForecasterKind::ALL.into_iter().enumerate().skip(a + 1) {
                let loss = |case: &BacktestCase, k: usize| score.of(&case.forecasts[k]);
                let differences: Vec<f64> = cases
                    .iter()
                    .map(|case| loss(case, a) - loss(case, b))
                    .collect();
                let mean = by_year.mean(&differences);
                let test = diebold_mariano(&by_year.series(&differences), 1);
                comparisons.push(ScoreComparison {
                    score,
                    first,
                    second,
                    difference: mean.mean,
                    half_width: mean.half_width.unwrap_or(0.0),
                    statistic: test.map(|test| test.corrected),
                    p_value: test.map(|test| test.p_value),
                });
            }
        }
    }
    comparisons
}
