//! What the statistics look like when forecasts are right: simulated, because with few cases the textbook's limits reject too often, and
//! because the cases of one year are not independent.

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use super::uniformity::{berkowitz, bin_counts, chi_square, kolmogorov_smirnov};
use crate::numerics::{normal_cdf, normal_quantile};
use crate::random::Stream;
use crate::results::{COVERAGES, MonteCarloTest, Power};

/// Draws of the normal scores of correct forecasts: z = √ρ·(the year's) + √(1 − ρ)·(the case's own), each standard normal.
#[derive(Debug, Clone)]
pub struct Null<'c> {
    /// Place and year of each case.
    pub cases: &'c [(&'c str, i32)],
    /// Seed of the draws.
    pub seed: u64,
    /// Number of draws.
    pub draws: u64,
}

/// The statistics of correct forecasts, each sorted.
#[derive(Debug, Clone, PartialEq)]
pub struct NullStatistics {
    /// Kolmogorov–Smirnov distances.
    pub kolmogorov_smirnov: Vec<f64>,
    /// χ² over the bins.
    pub chi_square: Vec<f64>,
    /// Berkowitz's ratio.
    pub berkowitz: Vec<f64>,
    /// Counts of each bin: the outer ones of clustered cases spread further.
    pub bins: Vec<Vec<f64>>,
    /// Counts inside each central interval.
    pub inside: [Vec<f64>; COVERAGES.len()],
}

/// The statistics of one draw.
struct Drawn {
    kolmogorov_smirnov: f64,
    chi_square: f64,
    berkowitz: f64,
    bins: Vec<u64>,
    inside: [u64; COVERAGES.len()],
}

impl Null<'_> {
    /// The distribution of the statistics with this correlation between the cases of a year, 0 ≤ `clustering` < 1, over so many bins.
    pub fn statistics(&self, clustering: f64, bins: usize) -> NullStatistics {
        let bounds = COVERAGES.map(|nominal| normal_quantile(0.5 + 0.5 * nominal));
        let scorer = self.scorer(clustering);
        let drawn: Vec<Drawn> = (0..self.draws)
            .into_par_iter()
            .map(|draw| {
                let scores = scorer(draw);
                let inside = |bound: f64| scores.iter().filter(|z| z.abs() <= bound).count() as u64;
                let mut values: Vec<f64> = scores.iter().map(|z| normal_cdf(*z)).collect();
                values.sort_by(f64::total_cmp);
                let counts = bin_counts(&values, bins);
                Drawn {
                    kolmogorov_smirnov: kolmogorov_smirnov(&values),
                    chi_square: chi_square(&counts),
                    berkowitz: berkowitz(&scores),
                    bins: counts,
                    inside: bounds.map(inside),
                }
            })
            .collect();
        let sorted = |of: &dyn Fn(&Drawn) -> f64| {
            let mut values: Vec<f64> = drawn.iter().map(of).collect();
            values.sort_by(f64::total_cmp);
            values
        };
        NullStatistics {
            kolmogorov_smirnov: sorted(&|it| it.kolmogorov_smirnov),
            chi_square: sorted(&|it| it.chi_square),
            berkowitz: sorted(&|it| it.berkowitz),
            bins: (0..bins).map(|k| sorted(&|it| it.bins[k] as f64)).collect(),
            inside: std::array::from_fn(|k| sorted(&|it| it.inside[k] as f64)),
        }
    }

    /// How likely a test at 5 % by Berkowitz's ratio is to find scores that spread 1.5 times too far, and scores one too low.
    pub fn power(&self, clustering: f64) -> Power {
        let scorer = self.scorer(clustering);
        let ratios: Vec<[f64; 3]> = (0..self.draws)
            .into_par_iter()
            .map(|draw| {
                let scores = scorer(draw);
                let wide: Vec<f64> = scores.iter().map(|z| 1.5 * z).collect();
                let low: Vec<f64> = scores.iter().map(|z| z - 1.0).collect();
                [berkowitz(&scores), berkowitz(&wide), berkowitz(&low)]
            })
            .collect();
        let mut right: Vec<f64> = ratios.iter().map(|it| it[0]).collect();
        right.sort_by(f64::total_cmp);
        let critical = quantile(&right, 0.95);
        let n = self.draws as f64;
        let found = |k: usize| ratios.iter().filter(|it| it[k] > critical).count() as f64 / n;
        let error = |p: f64| (p * (1.0 - p) / n).sqrt();
        let (spread_too_narrow, too_optimistic) = (found(1), found(2));
        Power {
            spread_too_narrow,
            too_optimistic,
            std_error: error(spread_too_narrow).max(error(too_optimistic)),
        }
    }

    /// The scores of all cases by the number of the draw.
    fn scorer(&self, clustering: f64) -> impl Fn(u64) -> Vec<f64> {
        let (shared, own) = (clustering.sqrt(), (1.0 - clustering).sqrt());
        let of_year = Stream::new(self.seed, "backtest-year", "");
        let streams: Vec<(Stream, u32)> = self
            .cases
            .iter()
            .map(|(place, year)| {
                let stream = Stream::new(self.seed, "backtest-case", place);
                (stream, u32::try_from(*year).unwrap_or(0))
            })
            .collect();
        move |draw| {
            let score = |(stream, year): &(Stream, u32)| {
                shared * of_year.normal(*year, draw) + own * stream.normal(*year, draw)
            };
            streams.iter().map(score).collect()
        }
    }
}

/// The value of sorted draws that this part of them does not exceed.
pub(super) fn quantile(sorted: &[f64], part: f64) -> f64 {
    let place = (part * sorted.len() as f64).ceil() as usize;
    sorted[place.clamp(1, sorted.len()) - 1]
}

/// A statistic against its sorted draws, great values against correct forecasts.
///
/// The probability counts the statistic itself as a draw, so that it is never zero and the test is never too ready (Davison and Hinkley
/// 1997, ch. 4).
pub fn monte_carlo_test(statistic: f64, sorted: &[f64]) -> MonteCarloTest {
    let n = sorted.len() as f64;
    // Equal counts may differ in the last bit of their sum.
    let least = statistic - 1e-9 * statistic.abs();
    let below = sorted.partition_point(|drawn| *drawn < least);
    let p_value = (1.0 + n - below as f64) / (1.0 + n);
    MonteCarloTest {
        statistic,
        critical_5: quantile(sorted, 0.95),
        p_value,
        std_error: (p_value * (1.0 - p_value) / n).sqrt(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cases(count: i32) -> Vec<(&'static str, i32)> {
        (2000..2000 + count).map(|year| ("a", year)).collect()
    }

    #[test]
    fn the_power_is_that_of_an_independent_simulation() {
        // 20 000 simulations by another program: 0.20, 0.45, 0.66, 0.91 against a spread 1.5 times too narrow, 0.42 and 0.87 against a bias of one, with critical values
        // of the limit for more than 12 (a size of 6 %); with exact ones a little less.
        for (count, narrow, optimistic, tolerance) in [
            (5, 0.14, 0.30, 0.07),
            (12, 0.42, 0.85, 0.04),
            (40, 0.91, 1.0, 0.02),
        ] {
            let cases = cases(count);
            let null = Null {
                cases: &cases,
                seed: 1,
                draws: 20_000,
            };
            let power = null.power(0.0);
            let off = (power.spread_too_narrow - narrow).abs();
            assert!(off < tolerance, "{count}: {power:?}");
            let off = (power.too_optimistic - optimistic).abs();
            assert!(off < 2.0 * tolerance, "{count}: {power:?}");
        }
    }

    #[test]
    fn draws_of_correct_forecasts_are_found_wrong_in_one_of_twenty() {
        let cases = cases(12);
        let draws = 20_000;
        let null = |seed| Null {
            cases: &cases,
            seed,
            draws,
        };
        let (known, other) = (null(1).statistics(0.0, 4), null(2).statistics(0.0, 4));
        let sides = [
            (&known.kolmogorov_smirnov, &other.kolmogorov_smirnov),
            (&known.berkowitz, &other.berkowitz),
        ];
        for (sorted, drawn) in sides {
            let found = drawn
                .iter()
                .filter(|it| monte_carlo_test(**it, sorted).p_value <= 0.05);
            let share = found.count() as f64 / draws as f64;
            // The error of the share and of the critical value.
            assert!(
                (share - 0.05).abs() < 4.5 * 2.0_f64.sqrt() * 0.00154,
                "{share}"
            );
        }
        // The 5 % point of the Kolmogorov–Smirnov distance of 12 (Miller 1956).
        let critical = monte_carlo_test(0.0, &known.kolmogorov_smirnov).critical_5;
        assert!((critical - 0.375_43).abs() < 0.005, "{critical}");
    }

    #[test]
    fn cases_that_share_a_year_spread_further() {
        let cases: Vec<(&str, i32)> = (2000..2010)
            .flat_map(|year| ["a", "b", "c"].map(|place| (place, year)))
            .collect();
        let null = Null {
            cases: &cases,
            seed: 1,
            draws: 2_000,
        };
        let critical = |rho| quantile(&null.statistics(rho, 4).kolmogorov_smirnov, 0.95);
        assert!(critical(0.8) > 1.3 * critical(0.0));
    }
}
