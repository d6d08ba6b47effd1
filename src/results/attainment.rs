//! Targets attained together: plain data.

use serde::{Deserialize, Serialize};

use super::errors::Errors;
use super::summary::{FailedPaths, Text};
use super::update::Estimate;

/// Version of the layout of `joint.json`.
pub const ATTAINMENT_SCHEMA: u32 = 1;

/// A share of the paths, or of some of them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Probability {
    /// The share.
    pub probability: f64,
    /// One standard error.
    pub std_error: f64,
    /// 95 % interval.
    pub ci95: [f64; 2],
}

/// A target or milestone that is counted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AttainedTarget {
    /// Its id.
    pub id: String,
    /// What it asks, for people.
    pub label: Text,
    /// Its probability alone.
    #[serde(flatten)]
    pub alone: Probability,
}

/// At least so many of the targets.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct AtLeast {
    /// How many.
    pub count: usize,
    /// How likely.
    #[serde(flatten)]
    pub together: Probability,
    /// How likely if every target kept its probability but had nothing to do with the others.
    pub independent: Estimate,
    /// The first less the second, with the error of both on the same paths.
    pub dependence: Estimate,
}

/// A target given another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConditionalChance {
    /// Id of the target that is given as met.
    pub given: String,
    /// Id of the target in question.
    pub target: String,
    /// Paths on which the given one is met.
    pub paths: u64,
    /// How likely; absent where fewer paths than [`Attainment::least_paths`] carry the condition.
    #[serde(flatten)]
    pub chance: Option<Probability>,
}

/// What becomes of all together when one target is changed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Gain {
    /// How likely all are together after.
    pub after: Probability,
    /// After less before, on the same paths: the share of the paths that this target alone keeps from meeting all.
    pub gain: Probability,
}

/// A target as a link of the chain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChainLink {
    /// Its id.
    pub id: String,
    /// When it is dropped.
    pub dropped: Gain,
    /// By how much it is relaxed, in its indicator's unit; absent where one per cent of it is nothing.
    pub relaxed_by: Option<f64>,
    /// What it then asks, for people.
    pub relaxed_to: Option<Text>,
    /// When it is relaxed.
    pub relaxed: Option<Gain>,
}

/// `joint.json`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Attainment {
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
    /// Paths that left the numbers: they meet nothing.
    pub failed_paths: FailedPaths,
    /// Tier whose targets are counted; absent of all, or of chosen ones.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<String>,
    /// What is counted, in the order of the file.
    pub targets: Vec<AttainedTarget>,
    /// Ids of what is not counted because a target of another tier implies it. It must still be met when that one is dropped or relaxed.
    pub implied: Vec<String>,
    /// At least 1, 2, …, all of the targets; the last is all together.
    pub at_least: Vec<AtLeast>,
    /// Every target given every other.
    pub conditional: Vec<ConditionalChance>,
    /// Fewest paths that a condition is told from.
    pub least_paths: u64,
    /// Every target as a link, in the order of the file.
    pub links: Vec<ChainLink>,
    /// Ids of the targets whose dropping gains most; several cannot be told apart by their error; empty where no gain exceeds its error.
    pub weakest_dropped: Vec<String>,
    /// The same of relaxing.
    pub weakest_relaxed: Vec<String>,
}

impl Attainment {
    /// Where the errors of its estimates come from.
    pub fn errors(&self) -> Errors {
        match self.replicates {
            None => Errors::OfPaths,
            Some(_) => Errors::OfReplicates,
        }
    }

    /// All together.
    ///
    /// # Panics
    /// Never: something is counted.
    pub fn all(&self) -> &AtLeast {
        self.at_least.last().expect("something is counted")
    }

    /// One target given another.
    pub fn given(&self, target: &str, given: &str) -> Option<&ConditionalChance> {
        let mut pairs = self.conditional.iter();
        pairs.find(|pair| pair.target == target && pair.given == given)
    }

    /// A counted target.
    pub fn target(&self, id: &str) -> Option<&AttainedTarget> {
        self.targets.iter().find(|target| target.id == id)
    }
}
