//! Errors of what is estimated from paths: from the number of paths where they are independent, from the spread of the replicates
//! where they are quasi-random.

use super::Estimate;
use super::counters::{BATCHES, Batches};
use crate::random::REPLICATES;
use crate::scenario::Sampler;

/// Φ⁻¹(0.975).
pub const Z95: f64 = 1.959_963_984_540_054;

/// 97.5 % quantile of Student's t with the 15 degrees of freedom of 16 replicates.
const T95_OF_15: f64 = 2.131_449_545_559_323;

/// 97.5 % quantile of Student's t with the 31 degrees of freedom of 32 batches.
pub(super) const T95_OF_31: f64 = 2.039_513_446_396_408;

/// Hits, or misses, below which the replicates' hits are too uneven for Student's t: five a replicate.
const FEW: f64 = 5.0 * REPLICATES as f64;

/// Least standard error of a share in paths: 16 (1 − 0.025^(1/16)) ÷ t.
///
/// A share that depends on one draw alone is stratified: each replicate has one of two neighbouring whole numbers of hits, and all
/// sixteen have the same one with a probability of 2.5 % at least if its mean is 0.206 hits away or less. The half-width
/// is then at least the error of that.
const LEAST_ERROR: f64 = 1.545_67;

/// 0.025^(−1/16) − 1.
const ODDS_OF_NONE: f64 = 0.259_298_683_846_387_3;

/// Where errors come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Errors {
    /// Every path is independent: binomial errors, Wilson's interval.
    OfPaths,
    /// Paths depend on each other inside a replicate (path i is of replicate i modulo 16): the spread of the 16 independent
    /// replicates, with Student's t of 15 degrees of freedom.
    OfReplicates,
}

impl From<Sampler> for Errors {
    fn from(sampler: Sampler) -> Self {
        match sampler {
            Sampler::Philox => Self::OfPaths,
            Sampler::Sobol => Self::OfReplicates,
        }
    }
}

impl Errors {
    /// One standard error of the share Σ `hits` ÷ Σ `paths`; NaN of nothing. Of replicates at least that of 1.5 paths, unless no
    /// path is a hit or every one is.
    pub fn of_share(self, hits: &Batches, paths: &Batches) -> f64 {
        match self {
            Self::OfPaths => std_error(hits.iter().sum(), paths.iter().sum()),
            Self::OfReplicates => {
                let totals = replicates(&hits.map(|hits| hits as f64));
                let sizes = replicates(&paths.map(|paths| paths as f64));
                let (hits, n): (f64, f64) = (totals.iter().sum(), sizes.iter().sum());
                let least = if hits == 0.0 || hits == n {
                    0.0
                } else {
                    LEAST_ERROR / n
                };
                let error = spread(&totals, &sizes);
                if error < least { least } else { error }
            }
        }
    }

    /// One standard error of the mean of values by path, where the path is `valid`; NaN of none. Of independent paths s / √n, of replicates
    /// [`spread`].
    pub fn of_mean(self, values: &[f64], valid: &[bool]) -> f64 {
        let among = || {
            let paths = values.iter().zip(valid).enumerate();
            paths
                .filter(|(_, (_, valid))| **valid)
                .map(|(path, (value, _))| (path, *value))
        };
        let n = among().count() as f64;
        let mean = among().map(|(_, value)| value).sum::<f64>() / n;
        match self {
            Self::OfPaths => {
                let squares: f64 = among()
                    .map(|(_, value)| (value - mean) * (value - mean))
                    .sum();
                (squares / n).sqrt() / n.sqrt()
            }
            Self::OfReplicates => {
                // Less the mean: what all paths share has no error, and costs no digits.
                let (mut totals, mut sizes) = ([0.0; REPLICATES], [0.0; REPLICATES]);
                for (path, value) in among() {
                    totals[path % REPLICATES] += value - mean;
                    sizes[path % REPLICATES] += 1.0;
                }
                spread(&totals, &sizes)
            }
        }
    }

    /// Half of the 95 % interval in standard errors.
    pub fn quantile95(self) -> f64 {
        match self {
            Self::OfPaths => Z95,
            Self::OfReplicates => T95_OF_15,
        }
    }

    /// Into how many independent parts, by path number, paths fall from whose spread the error of any estimate can be told.
    pub fn parts(self) -> usize {
        match self {
            Self::OfPaths => BATCHES,
            Self::OfReplicates => REPLICATES,
        }
    }

    /// Half of the 95 % interval of a mean over the [`parts`](Self::parts), in standard errors: Student's t.
    pub fn quantile95_of_parts(self) -> f64 {
        match self {
            Self::OfPaths => T95_OF_31,
            Self::OfReplicates => T95_OF_15,
        }
    }

    /// The 95 % interval of a share of `paths` paths with this standard error: never empty, inside [0, 1].
    ///
    /// Of independent paths Wilson's (1927). Of replicates Student's t; with few hits or misses the interval that holds this
    /// and Wilson's; with none [`none_of_replicates`].
    pub fn interval95(self, share: f64, std_error: f64, paths: u64) -> [f64; 2] {
        let n = paths as f64;
        let wilson = wilson95((share * n).round() as u64, paths);
        if self == Self::OfPaths {
            return wilson;
        }
        let (hits, misses) = (share * n, (1.0 - share) * n);
        if hits < 0.5 {
            return [0.0, none_of_replicates(paths)];
        }
        if misses < 0.5 {
            return [1.0 - none_of_replicates(paths), 1.0];
        }
        let half = T95_OF_15 * std_error;
        let (low, high) = (share - half, share + half);
        if hits.min(misses) < FEW {
            return [low.min(wilson[0]).max(0.0), high.max(wilson[1]).min(1.0)];
        }
        [low.max(0.0), high.min(1.0)]
    }

    /// The difference of two shares of the same `paths` paths, from the paths that only the first and only the second run has, by batch.
    /// Of independent paths its standard error is that of the mean of n numbers −1, 0 and 1: √((n₁ + n₂ − (n₂ − n₁)²/n) / (n (n − 1))).
    pub fn of_discordant(self, [a, b]: [&Batches; 2], paths: u64) -> Estimate {
        let (only_a, only_b) = (a.iter().sum::<u64>() as f64, b.iter().sum::<u64>() as f64);
        let (n, gain) = (paths as f64, only_b - only_a);
        let std_error = match self {
            Self::OfPaths => ((only_a + only_b - gain * gain / n) / (n * (n - 1.0))).sqrt(),
            Self::OfReplicates => spread_of_gains([a, b], paths),
        };
        Estimate {
            value: gain / n,
            std_error,
        }
    }

    /// Half of the 95 % interval of that difference. Of independent paths with half a path added to each of the four kinds (Agresti & Min 2005): where
    /// no path or hardly any differs the difference is still not known exactly. Of replicates Student's t, and no less than this.
    pub fn half_of_discordant(self, [a, b]: [&Batches; 2], paths: u64) -> f64 {
        let (only_a, only_b) = (a.iter().sum::<u64>() as f64, b.iter().sum::<u64>() as f64);
        let (n, gain) = (paths as f64 + 2.0, only_b - only_a);
        let adjusted = Z95 * (only_a + only_b + 1.0 - gain * gain / n).sqrt() / n;
        match self {
            Self::OfPaths => adjusted,
            Self::OfReplicates if only_a + only_b < FEW => {
                adjusted.max(T95_OF_15 * spread_of_gains([a, b], paths))
            }
            Self::OfReplicates => T95_OF_15 * spread_of_gains([a, b], paths),
        }
    }

    /// Half of the 95 % interval of the difference of two shares of the same `paths` paths, from hits by batch: Student's t over
    /// 32 batches of independent paths, or over 16 replicates.
    pub fn of_paired_difference(self, a: &[u64], b: &[u64], paths: u64) -> f64 {
        let pairs = a.iter().zip(b);
        let differences: Vec<f64> = pairs.map(|(a, b)| *b as f64 - *a as f64).collect();
        match self {
            Self::OfPaths => T95_OF_31 * batch_error(&differences, paths),
            Self::OfReplicates => {
                let mut by_batch = [0.0; BATCHES];
                for (batch, difference) in differences.iter().enumerate() {
                    by_batch[batch % BATCHES] += difference;
                }
                T95_OF_15 * spread_of_batches(&by_batch, paths)
            }
        }
    }
}

/// Upper end of the 95 % interval when none of `paths` paths in 16 replicates is a hit.
///
/// Let a replicate's share of hits have at most the variance p (1 − p) / n that as many independent paths have. Then a replicate of n
/// paths has no hit with probability at most 1 / (1 + n p / (1 − p)) (Cantelli), and 16 independent ones with its 16th power;
/// this is 2.5 % at p / (1 − p) = 0.26 / n. Wilson's bound is 0.24 / n.
pub fn none_of_replicates(paths: u64) -> f64 {
    let odds = ODDS_OF_NONE / (paths / REPLICATES as u64) as f64;
    if odds.is_finite() {
        odds / (1.0 + odds)
    } else {
        1.0
    }
}

/// One standard error of Σ `totals` ÷ Σ `sizes`, each entry of an independent replicate: √(R / (R − 1) · Σ e²) ÷ Σ sizes with the
/// residuals e = total − size · mean. Replicates need not be equally long; NaN of nothing.
pub fn spread(totals: &[f64; REPLICATES], sizes: &[f64; REPLICATES]) -> f64 {
    let size: f64 = sizes.iter().sum();
    let mean = totals.iter().sum::<f64>() / size;
    let residuals = totals.iter().zip(sizes).map(|(total, n)| total - n * mean);
    let squares: f64 = residuals.map(|e| e * e).sum();
    let r = REPLICATES as f64;
    (r / (r - 1.0) * squares).sqrt() / size
}

/// Paths of a run of this length by batch.
pub fn batch_paths(paths: u64) -> Batches {
    let batches = BATCHES as u64;
    core::array::from_fn(|batch| paths / batches + u64::from((batch as u64) < paths % batches))
}

/// Standard error of (Σ b − Σ a) ÷ paths from the spread over replicates.
fn spread_of_gains([a, b]: [&Batches; 2], paths: u64) -> f64 {
    let gains = core::array::from_fn(|batch| b[batch] as f64 - a[batch] as f64);
    spread_of_batches(&gains, paths)
}

/// Standard error of Σ `totals` ÷ paths, by batch, from the spread over replicates.
fn spread_of_batches(totals: &[f64; BATCHES], paths: u64) -> f64 {
    let sizes = batch_paths(paths).map(|paths| paths as f64);
    spread(&replicates(totals), &replicates(&sizes))
}

/// By batch to by replicate: batch b is a part of replicate b modulo 16.
fn replicates(by_batch: &[f64; BATCHES]) -> [f64; REPLICATES] {
    core::array::from_fn(|replicate| by_batch.iter().skip(replicate).step_by(REPLICATES).sum())
}

/// Standard error of the difference of two hit rates on the same independent paths, from its spread over batches.
fn batch_error(differences: &[f64], paths: u64) -> f64 {
    let batches = differences.len() as f64;
    let size = paths as f64 / batches;
    let rates: Vec<f64> = differences.iter().map(|d| d / size).collect();
    let mean = rates.iter().sum::<f64>() / batches;
    let variance = rates.iter().map(|d| (d - mean) * (d - mean)).sum::<f64>() / (batches - 1.0);
    (variance / batches).sqrt()
}

/// One binomial standard error of `hits / n`; NaN of nothing.
pub fn std_error(hits: u64, n: u64) -> f64 {
    let p = hits as f64 / n as f64;
    (p * (1.0 - p) / n as f64).sqrt()
}

/// Wilson's 95 % interval of a proportion (Wilson 1927): never empty, inside [0, 1], honest at 0 and n hits.
pub fn wilson95(hits: u64, n: u64) -> [f64; 2] {
    let (k, n) = (hits as f64, n as f64);
    let p = k / n;
    let z2 = Z95 * Z95;
    let middle = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z95 / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    let low = if hits == 0 {
        0.0
    } else {
        (middle - half).max(0.0)
    };
    let high = if k == n {
        1.0
    } else {
        (middle + half).min(1.0)
    };
    [low, high]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Hits of each replicate as hits by batch: those of even rounds in the first half.
    fn batches(hits: [u64; REPLICATES]) -> Batches {
        core::array::from_fn(|batch| {
            let hits = hits[batch % REPLICATES];
            if batch < REPLICATES {
                hits.div_ceil(2)
            } else {
                hits / 2
            }
        })
    }

    #[test]
    fn equal_replicates_have_the_standard_error_of_their_mean() {
        // 16 replicates of 10 paths: hits 1 to 8 twice each. Variance of the shares: 15/14 … by hand: mean 4.5, Σ (h − 4.5)² = 84,
        // so s² = 84/15 / 100 and the standard error √(s²/16) = √(0.056/16).
        let hits = core::array::from_fn(|r| 1 + r as u64 % 8);
        let error = Errors::OfReplicates.of_share(&batches(hits), &batch_paths(160));
        assert!((error - (0.056_f64 / 16.0).sqrt()).abs() < 1e-15);
    }

    #[test]
    fn the_same_number_in_every_replicate_is_not_known_exactly() {
        let error = Errors::OfReplicates.of_share(&batches([5; REPLICATES]), &batch_paths(160));
        assert_eq!(error, LEAST_ERROR / 160.0);
        let apart = 1.0 - libm::pow(0.025, 1.0 / 16.0);
        assert!((LEAST_ERROR * T95_OF_15 - 16.0 * apart).abs() < 1e-5);
        let none = Errors::OfReplicates.of_share(&[0; BATCHES], &batch_paths(160));
        let nothing = Errors::OfReplicates.of_share(&[0; BATCHES], &[0; BATCHES]);
        assert!(none == 0.0 && nothing.is_nan());
    }

    #[test]
    fn unequal_replicates_count_by_their_length() {
        // 164 paths: replicates 0 to 3 have 11. As many hits in proportion leave no error.
        assert_eq!(batch_paths(164)[..5], [6, 6, 6, 6, 5]);
        let sizes: [f64; REPLICATES] = core::array::from_fn(|r| if r < 4 { 11.0 } else { 10.0 });
        assert!(spread(&sizes.map(|n| 0.3 * n), &sizes) < 1e-16);
        assert_eq!(sizes.iter().sum::<f64>(), 164.0);
        // One hit more in one of them: Σ e² = (1 − n/164)² + Σ of the others' (n/164)².
        let mut totals = sizes.map(|n| 0.3 * n);
        totals[0] += 1.0;
        let square = |x: f64| x * x;
        let squares =
            square(1.0 - 11.0 / 164.0) + 3.0 * square(11.0 / 164.0) + 12.0 * square(10.0 / 164.0);
        let expected = (16.0 / 15.0 * squares).sqrt() / 164.0;
        assert!((spread(&totals, &sizes) - expected).abs() < 1e-15);
    }

    #[test]
    fn no_hit_is_not_never() {
        for (paths, bound) in [(4096, 0.001_012), (160, 0.025_28), (16, 0.205_91)] {
            let [low, high] = Errors::OfReplicates.interval95(0.0, 0.0, paths);
            assert_eq!(low, 0.0);
            assert!((high - bound).abs() < 2e-5, "{paths}: {high}");
            let [below, one] = Errors::OfReplicates.interval95(1.0, 0.0, paths);
            assert_eq!((below, one), (1.0 - high, 1.0));
            assert!(high > wilson95(0, paths)[1]);
        }
        assert_eq!(none_of_replicates(15), 1.0);
        // The constant is what it says.
        assert!((libm::pow(1.0 + ODDS_OF_NONE, -16.0) - 0.025).abs() < 1e-15);
    }

    #[test]
    fn few_hits_have_no_narrower_interval_than_wilsons() {
        // Three hits in three replicates of 256: Student's t alone ends at 3 + 3.4 hits, Wilson's interval at 8.8.
        let mut hits = [0; REPLICATES];
        hits[..3].fill(1);
        let error = Errors::OfReplicates.of_share(&batches(hits), &batch_paths(4096));
        let [low, high] = Errors::OfReplicates.interval95(3.0 / 4096.0, error, 4096);
        assert_eq!(high, wilson95(3, 4096)[1]);
        assert_eq!(low, 0.0);
        // Many hits: Student's t alone.
        let [low, high] = Errors::OfReplicates.interval95(0.5, 0.001, 4096);
        assert!((high - 0.5 - T95_OF_15 * 0.001).abs() < 1e-15 && (low + high - 1.0).abs() < 1e-15);
    }

    #[test]
    fn that_no_path_differs_is_not_that_none_can() {
        let none = [0; BATCHES];
        let half = Errors::OfPaths.half_of_discordant([&none, &none], 1000);
        assert!((half - Z95 / 1002.0).abs() < 1e-15);
        assert_eq!(
            Errors::OfPaths
                .of_discordant([&none, &none], 1000)
                .std_error,
            0.0
        );
        assert_eq!(
            Errors::OfReplicates.half_of_discordant([&none, &none], 1000),
            half
        );
    }

    #[test]
    fn replicates_pair_two_runs() {
        // Every replicate gains 2 of 10 but one, which gains 4: mean gain 34, residuals −0.125 × 15 and 1.875.
        let a = [3; REPLICATES];
        let mut b = [5; REPLICATES];
        b[7] = 7;
        let half = Errors::OfReplicates.of_paired_difference(&batches(a), &batches(b), 160);
        let squares: f64 = 15.0 * 0.125 * 0.125 + 1.875 * 1.875;
        let expected = T95_OF_15 * (16.0 / 15.0 * squares).sqrt() / 160.0;
        assert!((half - expected).abs() < 1e-15);
    }
}
