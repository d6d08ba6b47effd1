//! What is known once something is given: probabilities and distributions before and after, with the weight that carries them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::errors::Errors;
use super::summary::{FailedPaths, Text};

/// Version of the layout of `condition.json` and `track.json`.
pub const UPDATE_SCHEMA: u32 = 1;

/// An estimate from weighted paths.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// One standard error.
    pub std_error: f64,
}

/// The same before and after something is given.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// Over all paths.
    pub before: Estimate,
    /// Over the paths as weighted.
    pub after: Estimate,
    /// After less before, with the error of both on the same paths.
    pub change: Estimate,
}

/// A distribution over weighted paths.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    /// Mean.
    pub mean: Estimate,
    /// Standard deviation.
    pub sd: f64,
    /// Quantiles, by probability written in shortest digits (`"0.05"`).
    pub quantiles: BTreeMap<String, f64>,
    /// 95 % interval of the median (Woodruff 1952): the quantiles at the ends of the interval of its probability.
    pub median_ci95: [f64; 2],
}

/// A driver or an indicator in a year, before and after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UpdatedQuantity {
    /// Its name in files.
    pub name: String,
    /// Its name for people.
    pub label: Text,
    /// Calendar year; `None` for what is held over the horizon.
    pub year: Option<i32>,
    /// `money`, `rate` (of a shock: log points), `share`, `index`, `number` or `count`.
    pub unit: String,
    /// What a `count` counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted_in: Option<String>,
    /// Over all paths.
    pub before: Spread,
    /// Over the paths as weighted.
    pub after: Spread,
    /// Mean after less mean before, in standard deviations before.
    pub shift: Estimate,
    /// Whether the shift is beyond its error at 5 % over all quantities of its list together (Bonferroni).
    pub shifted: bool,
    /// Of an event: the probability that it occurs in the year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occurs: Option<Change>,
}

/// What is judged, before and after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct UpdatedTarget {
    /// Id of the target or milestone; `None` for all of them together.
    pub id: Option<String>,
    /// Its probability.
    #[serde(flatten)]
    pub probability: Change,
    /// Its 95 % interval before: Wilson's of the paths, where they are independent.
    pub ci95_before: [f64; 2],
    /// Its 95 % interval after, of as many paths as are effective.
    pub ci95_after: [f64; 2],
    /// Whether what is given says so itself: it is then no estimate.
    pub given: bool,
}

/// What is given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GivenSummary {
    /// `met`, `missed`, `mean`, `quantile`, `probability`, `first_half` or `year`.
    pub kind: String,
    /// Id of the target or milestone, or name of the driver or indicator.
    pub subject: String,
    /// Calendar year of a driver or indicator that has one.
    pub year: Option<i32>,
    /// What the mean or the quantile is to be, or what came to be.
    pub value: Option<f64>,
    /// Of which probability, for a quantile or a probability.
    pub probability: Option<f64>,
    /// γ that a mean, quantile or probability is tilted by, per unit of its function.
    pub multiplier: Option<f64>,
    /// All of it in words.
    pub text: Text,
}

impl Update {
    /// Where the errors of its estimates come from.
    pub fn errors(&self) -> Errors {
        match self.replicates {
            None => Errors::OfPaths,
            Some(_) => Errors::OfReplicates,
        }
    }
}

/// The second half of a year whose first half is known: year = weight · first + (1 − weight) · second.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RestOfYear {
    /// The rate of growth.
    pub indicator: String,
    /// Its name for people.
    pub label: Text,
    /// Calendar year.
    pub year: i32,
    /// Share of the first half in the amount of the year before.
    pub weight: f64,
    /// Standard deviation of the growth of the first half less that of the second.
    pub spread: f64,
    /// Growth in the first half, as it came to be.
    pub first: f64,
    /// Mean of the first half over all paths before it was known.
    pub expected: Estimate,
    /// Its standard deviation, the spread of the halves included.
    pub expected_sd: f64,
    /// Growth in the second half that goes with the first, over the paths as weighted.
    pub second: Spread,
    /// What each target on the indicator in the year asks of the second half.
    pub needed: Vec<NeededRest>,
}

/// What a target asks of the rest of the year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NeededRest {
    /// Id of the target.
    pub id: String,
    /// Growth in the second half at least; `None` where there is no floor.
    pub at_least: Option<f64>,
    /// Growth in the second half at most; `None` where there is no ceiling.
    pub at_most: Option<f64>,
}

/// Everything known once something is given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Update {
    /// Version of this layout.
    pub schema: u32,
    /// Scenario id.
    pub scenario: String,
    /// SHA-256 of the scenario's bytes, in hexadecimal.
    pub sha256: String,
    /// Version of kapok.
    pub version: String,
    /// Paths gathered.
    pub paths: u64,
    /// Seed of every draw.
    pub seed: u64,
    /// Design of the draws.
    pub sampler: String,
    /// Independent replicates that errors are estimated from; absent where paths are independent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replicates: Option<u64>,
    /// Paths that left the numbers: given no weight, before or after.
    pub failed_paths: FailedPaths,
    /// What is given.
    pub given: Vec<GivenSummary>,
    /// Paths that keep any weight: those selected.
    pub carrying_paths: u64,
    /// Kish's effective number of paths after, (Σ w)² / Σ w².
    pub effective_paths: f64,
    /// Σ w log(w/π) of the tilting or the likelihood over the selected paths.
    pub divergence: f64,
    /// Every target with a year, every milestone with a deadline, and all together, in the order of the file.
    pub targets: Vec<UpdatedTarget>,
    /// The drivers up to the last year that is given, the most shifted first.
    pub drivers: Vec<UpdatedQuantity>,
    /// The indicators that something is given about.
    pub indicators: Vec<UpdatedQuantity>,
    /// What the rest of the year must do, of each first half that is given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub halves: Vec<RestOfYear>,
}
