//! What the paths on which an indicator ends lowest and highest have in common: the drivers in both tenths beside all paths.

use serde::{Deserialize, Serialize};

use super::errors::Errors;
use super::summary::Text;
use super::update::Estimate;

/// Version of the layout of `drivers.json`.
pub const TENTHS_SCHEMA: u32 = 1;

/// Fewest paths: a tenth of fewer is too small to speak of.
pub const LEAST_PATHS_OF_TENTHS: u64 = 200;

/// Which end of an indicator those who judge it ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// Every target on it is a floor.
    Higher,
    /// Every target on it is a ceiling.
    Lower,
    /// Ranges, both, or none at all.
    Neither,
}

/// The drivers of a scenario in the tenths of its paths.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Tenths {
    /// Version of this layout.
    pub schema: u32,
    /// Scenario id.
    pub scenario: String,
    /// Id of the variant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    /// SHA-256 of the scenario's bytes, in hexadecimal.
    pub sha256: String,
    /// Version of kapok.
    pub version: String,
    /// Paths looked at: the first of the run.
    pub paths: u64,
    /// How many of them left the numbers and are in no tenth.
    pub left_out: u64,
    /// Seed of every draw.
    pub seed: u64,
    /// Design of the draws.
    pub sampler: String,
    /// Independent replicates that errors come from; absent where paths are independent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replicates: Option<u64>,
    /// Drivers times indicators: how many differences are looked at together.
    pub compared: u64,
    /// Each judged indicator and year.
    pub subjects: Vec<TenthsOf>,
}

/// The tenths of the paths by an indicator in a year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TenthsOf {
    /// Name of the indicator.
    pub indicator: String,
    /// Calendar year.
    pub year: i32,
    /// Its name for people, without the year.
    pub label: Text,
    /// `money`, `rate`, `share`, `index`, `number`, `count`.
    pub unit: String,
    /// What a `count` counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted_in: Option<String>,
    /// Which end is asked for.
    pub better: Better,
    /// Paths in each tenth.
    pub tenth: u64,
    /// The indicator's mean in the lowest tenth, on all paths, in the highest tenth.
    pub means: [Estimate; 3],
    /// Every driver that varies, the greatest difference first.
    pub drivers: Vec<DriverInTenths>,
}

/// A driver in the tenths: its mean over the years up to the indicator's; of an event the share of the paths on which it occurs up to then.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DriverInTenths {
    /// Name of the driver.
    pub driver: String,
    /// Its name for people.
    pub label: Text,
    /// Unit of its values: `rate`, `share`, `number`; of an event `share`.
    pub unit: String,
    /// Whether it is an event.
    pub event: bool,
    /// Standard deviation over all paths.
    pub sd: f64,
    /// In the lowest tenth, on all paths, in the highest tenth.
    pub means: [Estimate; 3],
    /// Highest less lowest, in standard deviations.
    pub difference: Estimate,
    /// Whether the difference is beyond the 95 % interval that holds for all that are compared at once.
    pub beyond: bool,
    /// Spearman's rank correlation with the indicator.
    pub rank: Estimate,
}

impl Tenths {
    /// Where its errors come from.
    pub fn errors(&self) -> Errors {
        match self.replicates {
            None => Errors::OfPaths,
            Some(_) => Errors::OfReplicates,
        }
    }
}

impl TenthsOf {
    /// The drivers whose difference is beyond the error.
    pub fn named(&self) -> impl Iterator<Item = &DriverInTenths> {
        self.drivers.iter().filter(|it| it.beyond)
    }

    /// The tenths in the order bad, all, good; lowest first where neither end is asked for.
    pub fn in_order(&self, means: [Estimate; 3]) -> [Estimate; 3] {
        let [low, all, high] = means;
        match self.better {
            Better::Lower => [high, all, low],
            Better::Higher | Better::Neither => [low, all, high],
        }
    }
}
