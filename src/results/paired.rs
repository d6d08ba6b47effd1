//! Two runs on the same draws, path by path: counters that merge exactly, and what they come to.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::counters::{Batches, batch};
use super::errors::{Errors, batch_paths};
use super::{Estimate, Histogram};

/// What becomes of the paths under a target that two runs judge, by batch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PairedHits {
    both: Batches,
    only_a: Batches,
    only_b: Batches,
    neither: Batches,
}

impl PairedHits {
    /// Counts a path that meets the target in the first run, in the second, in both or in neither.
    pub fn add(&mut self, path: u64, [a, b]: [bool; 2]) {
        let place = match (a, b) {
            (true, true) => &mut self.both,
            (true, false) => &mut self.only_a,
            (false, true) => &mut self.only_b,
            (false, false) => &mut self.neither,
        };
        place[batch(path)] += 1;
    }

    /// The four shares, and the difference of the two probabilities.
    pub fn summary(&self, errors: Errors) -> PairedShares {
        let paths: u64 = [&self.both, &self.only_a, &self.only_b, &self.neither]
            .into_iter()
            .flatten()
            .sum();
        let share = |hits: &Batches| share(errors, hits, &batch_paths(paths));
        let discordant = [&self.only_a, &self.only_b];
        PairedShares {
            both: share(&self.both),
            only_a: share(&self.only_a),
            only_b: share(&self.only_b),
            neither: share(&self.neither),
            difference: errors.of_discordant(discordant, paths),
            half_width: errors.half_of_discordant(discordant, paths),
        }
    }
}

/// On which paths the second run lies above the first, by batch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OrderCounter {
    above: Batches,
    equal: Batches,
    below: Batches,
}

impl OrderCounter {
    /// Counts a path on which the second run lies there against the first.
    pub fn add(&mut self, path: u64, order: Ordering) {
        let place = match order {
            Ordering::Greater => &mut self.above,
            Ordering::Equal => &mut self.equal,
            Ordering::Less => &mut self.below,
        };
        place[batch(path)] += 1;
    }

    /// Paths counted, by batch.
    pub fn batch_paths(&self) -> Batches {
        core::array::from_fn(|batch| self.above[batch] + self.equal[batch] + self.below[batch])
    }

    /// The three shares.
    pub fn summary(&self, errors: Errors) -> PairedOrder {
        let paths = self.batch_paths();
        PairedOrder {
            above: share(errors, &self.above, &paths),
            equal: share(errors, &self.equal, &paths),
            below: share(errors, &self.below, &paths),
        }
    }
}

/// One standard error and the value of a share of paths.
pub fn share(errors: Errors, hits: &Batches, paths: &Batches) -> Estimate {
    let of: u64 = paths.iter().sum();
    Estimate {
        value: hits.iter().sum::<u64>() as f64 / of as f64,
        std_error: errors.of_share(hits, paths),
    }
}

/// What becomes of the paths under a target that two runs, A and B, judge on the same draws.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PairedShares {
    /// Share of the paths that meet it in both.
    pub both: Estimate,
    /// In A alone.
    pub only_a: Estimate,
    /// In B alone.
    pub only_b: Estimate,
    /// In neither.
    pub neither: Estimate,
    /// Probability in B less that in A: the share of B alone less that of A alone, with the error of pairs.
    pub difference: Estimate,
    /// Half of the 95 % interval of the difference: never nothing, for that no path differs does not say that none can.
    pub half_width: f64,
}

/// On which paths B does better than A.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct PairedOrder {
    /// Share of the paths on which B is better; of an indicator as such: higher.
    pub above: Estimate,
    /// Share on which both are equal, to twelve digits.
    pub equal: Estimate,
    /// Share on which B is worse; of an indicator as such: lower.
    pub below: Estimate,
}

/// B − A of an indicator in a year, path by path, over the paths on which both are numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PairedDifference {
    /// Mean of the difference, which is the difference of the means.
    pub mean: Estimate,
    /// Its standard deviation.
    pub sd: f64,
    /// Points of its distribution, by probability in shortest digits (`"0.05"`).
    pub quantiles: BTreeMap<String, f64>,
    /// Their 95 % intervals (Woodruff 1952).
    pub quantile_ci95: BTreeMap<String, [f64; 2]>,
    /// Where B is higher, equal, lower.
    pub order: PairedOrder,
    /// Its distribution over the paths that are not equal; only of what a target judges, and where any differs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub histogram: Option<Histogram>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_path_is_in_one_of_four() {
        let mut hits = PairedHits::default();
        let met = [
            ([true, true], 50),
            ([true, false], 10),
            ([false, true], 30),
            ([false, false], 70),
        ];
        let paths = met.iter().flat_map(|(both, n)| vec![*both; *n]);
        for (path, both) in paths.enumerate() {
            hits.add(path as u64, both);
        }
        let shares = hits.summary(Errors::OfPaths);
        let values = [shares.both, shares.only_a, shares.only_b, shares.neither];
        let values = values.map(|it| it.value);
        assert_eq!(values, [0.3125, 0.0625, 0.1875, 0.4375]);
        assert!((shares.difference.value - 0.125).abs() < 1e-15);
        // (40 − 20²/160) / 159 / 160 by hand.
        let expected = (37.5_f64 / 159.0 / 160.0).sqrt();
        assert!((shares.difference.std_error - expected).abs() < 1e-15);
    }
}
