//! What real growth is made of: plain data.

use serde::{Deserialize, Serialize};

use super::errors::Errors;
use super::summary::{FailedPaths, Text};
use super::update::Estimate;

/// Version of the layout of `contributions.json`.
pub const CONTRIBUTIONS_SCHEMA: u32 = 1;

/// A part of growth in a period, proportional (0.01 is a percentage point).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Contribution {
    /// On the path without shocks.
    pub central: f64,
    /// Mean over the paths. Means of the items of a split add up to that of growth, quantiles do not.
    pub mean: Estimate,
    /// Quantile of the paths at 10 %.
    pub p10: f64,
    /// Quantile of the paths at 90 %.
    pub p90: f64,
}

/// An item of a split, or growth itself: in every year, and over the horizon.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ContributionSeries {
    /// Its name in files: `growth`, the id of a sector or category, or a word such as `consumption`.
    pub item: String,
    /// What kind of item it is: `growth`, `sector`, `consumption`, `outside_sales`, `investment`, `other_regions`, `input_coefficients`,
    /// `supply_limits`, `capital`, `labour`, `productivity`, `catch_up`, `critical_links` or `utilisation`.
    pub kind: String,
    /// Its name for people.
    pub label: Text,
    /// In each simulated year, as a part of the real GDP of the year before.
    pub years: Vec<Contribution>,
    /// Of all years together, as a part of the base year's real GDP (chained).
    pub cumulated: Contribution,
}

/// One way of splitting growth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SplitOfGrowth {
    /// `sectors`, `demand` or `supply`.
    pub split: String,
    /// Its parts, in the order of the file; they add up to growth on every path.
    pub items: Vec<ContributionSeries>,
}

/// `contributions.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Contributions {
    /// Version of this layout.
    pub schema: u32,
    /// Scenario id.
    pub scenario: String,
    /// Variant id; absent of the scenario itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    /// SHA-256 of the scenario's bytes, in hexadecimal.
    pub sha256: String,
    /// Version of kapok.
    pub version: String,
    /// Paths simulated.
    pub paths: u64,
    /// Seed of every draw.
    pub seed: u64,
    /// Design of the draws.
    pub sampler: String,
    /// Independent replicates that errors are estimated from; absent where paths are independent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replicates: Option<u64>,
    /// Paths that left the numbers: not among the values.
    pub failed_paths: FailedPaths,
    /// Id of the region; absent of all regions together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Its name for people; absent of all regions together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region_name: Option<Text>,
    /// The simulated years.
    pub years: Vec<i32>,
    /// The year that tables and pictures show.
    pub year: i32,
    /// Real growth.
    pub growth: ContributionSeries,
    /// By sector, by demand, by supply.
    pub splits: Vec<SplitOfGrowth>,
    /// The greatest difference, on any path and in any period, between growth and the sum of a split's items.
    pub largest_residual: f64,
    /// What the model does not tell apart.
    pub notes: Vec<Text>,
}

impl Contributions {
    /// Where the errors of its estimates come from.
    pub fn errors(&self) -> Errors {
        match self.replicates {
            None => Errors::OfPaths,
            Some(_) => Errors::OfReplicates,
        }
    }

    /// Index of the year that is shown.
    pub fn shown(&self) -> usize {
        let place = self.years.iter().position(|year| *year == self.year);
        place.unwrap_or(0)
    }
}
