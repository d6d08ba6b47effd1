//! `attribution.json`: what separates two scenarios of a file, shared out over the changes between them.

use serde::{Deserialize, Serialize};

use super::{Estimate, Text, VariantInfo};

/// Version of the layout of `attribution.json`.
pub const ATTRIBUTION_SCHEMA: u32 = 1;

/// How a difference is shared out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SharingOut {
    /// The mean over all orders of the changes of what each adds when it comes (Shapley 1953).
    Shapley,
    /// What each change adds when they come in the order of the file.
    StatedOrder,
}

/// An estimate and half of its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Measured {
    /// Estimate and one standard error, from batches of paths or from replicates.
    #[serde(flatten)]
    pub estimate: Estimate,
    /// Half of the 95 % interval; of a probability never nothing.
    pub half_width: f64,
}

/// A change that something is put down to: a setting, or several that only make sense together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttributedChange {
    /// Its settings.
    pub settings: Vec<ChangedSetting>,
    /// Of several: why they are taken together, the mistake that one without the other would be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<Text>,
}

/// A setting with its values at both ends, as written; `None`: as the file has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedSetting {
    /// Dotted path.
    pub path: String,
    /// Value at the start.
    pub from: Option<String>,
    /// Value at the end.
    pub to: Option<String>,
}

/// What is shared out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuantityKind {
    /// Probability of a target with a year.
    Target,
    /// Probability that a milestone is reached by its deadline, or by the last year.
    Milestone,
    /// Probability that everything which is counted together is met.
    Joint,
    /// Mean of an indicator in a year.
    Mean,
    /// Median of an indicator in a year.
    Median,
}

impl QuantityKind {
    /// Whether it is a probability.
    pub fn is_probability(self) -> bool {
        matches!(self, Self::Target | Self::Milestone | Self::Joint)
    }
}

/// A quantity at both ends, and what each change contributes to its difference.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AttributedQuantity {
    /// What it is.
    pub kind: QuantityKind,
    /// Id of the target or milestone, `all` for all together, or name of the indicator.
    pub id: String,
    /// Calendar year of an indicator.
    pub year: Option<i32>,
    /// Name shown to people, with year and what is asked.
    pub label: Text,
    /// `share` of a probability, else the indicator's unit.
    pub unit: String,
    /// What a `count` counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted_in: Option<String>,
    /// At the start.
    pub from: Measured,
    /// At the end.
    pub to: Measured,
    /// End less start, on the same paths.
    pub difference: Measured,
    /// Of each change, in the order of `changes`; they sum to the difference.
    pub contributions: Vec<Measured>,
}

/// What separates two scenarios, and what it is put down to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Attribution {
    /// Version of this layout.
    pub schema: u32,
    /// Scenario id.
    pub scenario: String,
    /// Title shown to people.
    pub title: Text,
    /// Money unit.
    pub money: String,
    /// SHA-256 of the scenario's bytes, in hexadecimal.
    pub sha256: String,
    /// Version of kapok.
    pub version: String,
    /// Paths under every combination of changes, the same draws.
    pub paths: u64,
    /// Seed of every draw.
    pub seed: u64,
    /// Design of the draws.
    pub sampler: String,
    /// Independent replicates that errors are estimated from; absent where they are from 32 batches of paths.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replicates: Option<u64>,
    /// The start; `None`: the scenario itself.
    pub from: Option<VariantInfo>,
    /// The end.
    pub to: VariantInfo,
    /// How the difference is shared out.
    pub method: SharingOut,
    /// Combinations of changes that the contributions are made of.
    pub combinations: usize,
    /// Whether every combination keeps the calibration of the scenario; where one does not, a change touches what it is solved for.
    pub calibration_kept: bool,
    /// The changes, in the order of the file.
    pub changes: Vec<AttributedChange>,
    /// Targets, milestones, all together, then judged indicators.
    pub quantities: Vec<AttributedQuantity>,
}
