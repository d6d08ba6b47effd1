//! Probabilities estimated by counting paths, with their errors.

use crate::results::{Errors, RunInfo};

/// A probability estimated from the paths of a run as people read it: `42.6% ± 0.1`, with half of the 95 % interval; where no
/// path or every path is a hit, the interval's bound instead (`< 0.04%`).
pub fn estimate(probability: f64, std_error: f64, run: &RunInfo) -> String {
    estimate_over(probability, std_error, run.paths, run.errors())
}

/// As [`estimate`], from as many paths as are effective.
pub fn estimate_over(probability: f64, std_error: f64, paths: u64, errors: Errors) -> String {
    let [low, high] = errors.interval95(probability, std_error, paths);
    let half = 100.0 * errors.quantile95() * std_error;
    match (probability * paths as f64).round() as u64 {
        0 => {
            let bound = 100.0 * high;
            format!("< {bound:.*}%", decimals(bound).max(2))
        }
        hits if hits == paths => {
            let bound = 100.0 * low;
            format!("> {bound:.*}%", decimals(100.0 - bound).max(2))
        }
        _ => {
            let decimals = decimals(half);
            format!("{:.decimals$}% ± {half:.decimals$}", 100.0 * probability)
        }
    }
}

/// A probability where there is no room for its error: no digit that half of the 95 % interval does not support (`42%` ± 0.3, `42.6%` ± 0.1); of
/// nothing and of all the interval's bound.
pub fn rounded(probability: f64, std_error: f64, run: &RunInfo) -> String {
    let hits = (probability * run.paths as f64).round() as u64;
    if hits == 0 || hits == run.paths {
        return estimate(probability, std_error, run);
    }
    let half = 100.0 * run.errors().quantile95() * std_error;
    let supported = |decimals: &usize| libm::pow(10.0, -(*decimals as f64)) >= half;
    let decimals = (1..=6).rev().find(supported).unwrap_or(0);
    let step = libm::pow(10.0, -(decimals as f64));
    let [low, high] = run.interval95(probability, std_error);
    // What would be rounded to nothing or to all is told by the interval's bound.
    if 100.0 * probability < step / 2.0 {
        let bound = (100.0 * high / step).ceil() * step;
        return format!("< {bound:.decimals$}%");
    }
    if 100.0 * (1.0 - probability) < step / 2.0 {
        let bound = (100.0 * low / step).floor() * step;
        return format!("> {bound:.decimals$}%");
    }
    format!("{:.decimals$}%", 100.0 * probability)
}

/// A difference of probabilities in percentage points with half of its 95 % interval: `+3.2 ± 0.1`, as many decimals as show the error.
pub fn points(difference: f64, half_width: f64) -> String {
    let half = 100.0 * half_width;
    let decimals = decimals(half);
    format!("{:+.decimals$} ± {half:.decimals$}", 100.0 * difference)
}

/// As many decimals as show the first digit of an error in percent: at least 1, at most 6.
fn decimals(error: f64) -> usize {
    let shown = |decimals: &usize| error * libm::pow(10.0, *decimals as f64) >= 0.95;
    (1..6).find(shown).unwrap_or(6)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::{FailedPaths, std_error};

    fn run(paths: u64, replicates: Option<u64>) -> RunInfo {
        RunInfo {
            paths,
            seed: 1,
            sampler: String::new(),
            replicates,
            version: String::new(),
            failed_paths: FailedPaths {
                count: 0,
                first: None,
            },
        }
    }

    #[test]
    fn estimates_never_claim_certainty() {
        let of = |share, hits, paths| estimate(share, std_error(hits, paths), &run(paths, None));
        assert_eq!(of(0.0, 0, 10_000), "< 0.04%");
        assert_eq!(of(1.0, 10_000, 10_000), "> 99.96%");
        assert_eq!(of(0.0, 0, 100_000), "< 0.004%");
        assert_eq!(of(1.0, 100_000, 100_000), "> 99.996%");
        assert_eq!(of(0.000_03, 3, 100_000), "0.003% ± 0.003");
        assert_eq!(of(0.426, 42_600, 100_000), "42.6% ± 0.3");
        assert_eq!(of(0.005, 500, 100_000), "0.50% ± 0.04");
    }

    #[test]
    fn without_its_error_a_probability_has_no_digit_too_many() {
        let of = |share, hits, paths| rounded(share, std_error(hits, paths), &run(paths, None));
        assert_eq!(of(0.426, 42_600, 100_000), "43%");
        assert_eq!(of(0.426_1, 426_100, 1_000_000), "42.6%");
        assert_eq!(of(0.426, 426, 1_000), "43%");
        assert_eq!(of(0.0, 0, 10_000), "< 0.04%");
        assert_eq!(of(0.000_3, 3, 10_000), "< 0.1%");
        assert_eq!(of(0.999_7, 9_997, 10_000), "> 99.9%");
        assert_eq!(points(0.0321, 0.0012), "+3.2 ± 0.1");
        assert_eq!(points(-0.0321, 0.000_3), "-3.21 ± 0.03");
    }

    #[test]
    fn replicates_have_students_error() {
        let of = |share, std_error| estimate(share, std_error, &run(10_000, Some(16)));
        assert_eq!(of(0.0, 0.0), "< 0.04%");
        assert_eq!(of(1.0, 0.0), "> 99.96%");
        assert_eq!(of(0.426, 0.001), "42.6% ± 0.2");
        assert_eq!(of(0.426, 0.000_1), "42.60% ± 0.02");
    }
}
