//! `summary.json`: the numbers of a run, stable and versioned.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::audit::AuditFinding;
use super::errors::Errors;
use super::judged::{ActualSummary, HistorySummary, MilestoneSummary, TierSummary};
use super::provenance::ProvenanceSummary;

/// Version of the summary's layout.
pub const SCHEMA: u32 = 1;

/// A text in both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// Simplified Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

/// Everything a run found. Arrays over time have one entry for each simulated year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Version of this layout.
    pub schema: u32,
    /// Which scenario.
    pub scenario: ScenarioInfo,
    /// How it was run.
    pub run: RunInfo,
    /// The simulated calendar years.
    pub years: Vec<i32>,
    /// Statistics of each indicator, by name.
    pub indicators: BTreeMap<String, IndicatorSummary>,
    /// The judged targets, in the order of the file.
    pub targets: Vec<TargetSummary>,
    /// All targets together; `None` when there are none.
    pub joint: Option<JointSummary>,
    /// Thresholds without a year, and thresholds on the members of a group, in the order of the file.
    #[serde(default)]
    pub milestones: Vec<MilestoneSummary>,
    /// The targets of each tier together, in the order of the file.
    #[serde(default)]
    pub tiers: Vec<TierSummary>,
    /// Outcomes known since, in the order of the file.
    #[serde(default)]
    pub actuals: Vec<ActualSummary>,
    /// What indicators were before the simulated years, in the order of the file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<HistorySummary>,
    /// Arithmetic between the stated numbers, the gravest finding first.
    #[serde(default)]
    pub audit: Vec<AuditFinding>,
    /// How the inputs are known.
    #[serde(default)]
    pub provenance: ProvenanceSummary,
    /// By region id: what pins the central path.
    pub anchor: BTreeMap<String, AnchorSummary>,
    /// Sectors, in the order of the file, for labels.
    pub sectors: Vec<SectorInfo>,
    /// Investment categories, in the order of the file, for labels.
    pub categories: Vec<CategoryInfo>,
    /// Batches of key projects and what they plan, in the order of the file.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pipelines: Vec<PipelineInfo>,
    /// What a reader must know before trusting the numbers.
    pub warnings: Vec<Warning>,
}

/// Identity of the scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScenarioInfo {
    /// Identifier.
    pub id: String,
    /// Title shown to people.
    pub title: Text,
    /// The question it answers, when the file says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<Text>,
    /// The variant that was run; `None`: the scenario as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<VariantInfo>,
    /// Calibrated year.
    pub base_year: i32,
    /// Last simulated year.
    pub horizon: i32,
    /// Money unit.
    pub money: String,
    /// SHA-256 of the scenario's bytes, in hexadecimal.
    pub sha256: String,
}

/// A scenario with changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariantInfo {
    /// Identifier; `set` for changes made on the command line alone.
    pub id: String,
    /// Name shown to people.
    pub name: Text,
    /// What it changes: dotted path and new value, as written.
    pub changes: Vec<(String, String)>,
}

/// How the scenario was run; nothing here depends on the machine or on time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RunInfo {
    /// Number of paths.
    pub paths: u64,
    /// Seed of every draw.
    pub seed: u64,
    /// Design of the draws: `philox` or `sobol`.
    pub sampler: String,
    /// Independent replicates that every `std_error` and `ci95` is estimated from, with Student's t of one degree of freedom less;
    /// absent where paths are independent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replicates: Option<u64>,
    /// Version of kapok.
    pub version: String,
    /// Paths that left the numbers.
    pub failed_paths: FailedPaths,
}

impl RunInfo {
    /// Where the errors of its estimates come from.
    pub fn errors(&self) -> Errors {
        match self.replicates {
            None => Errors::OfPaths,
            Some(_) => Errors::OfReplicates,
        }
    }

    /// The 95 % interval of a share of its paths.
    pub fn interval95(&self, share: f64, std_error: f64) -> [f64; 2] {
        self.errors().interval95(share, std_error, self.paths)
    }
}

/// Paths that overflowed; each counts as having missed every target and is left out of the other statistics.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FailedPaths {
    /// How many.
    pub count: u64,
    /// The one with the lowest number.
    pub first: Option<FailedPath>,
}

/// Where a path left the numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FailedPath {
    /// Path number.
    pub path: u64,
    /// First year with a number that is not finite.
    pub year: i32,
    /// The first such indicator in that year.
    pub indicator: String,
}

/// Statistics of one indicator over the paths, by year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IndicatorSummary {
    /// `money`, `rate` (per year), `share`, `index`, `number` or `count`.
    pub unit: String,
    /// What a `count` counts (`户`, `家`, `套`, `万平方米`); `None` for every other unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted_in: Option<String>,
    /// Whether it is a whole number on every path: its quantiles then are, too.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub whole: bool,
    /// Name shown to people.
    pub label: Text,
    /// Base-year value; `None` for a growth rate.
    pub base: Option<f64>,
    /// The path without shocks and events, investment as scheduled.
    pub central: Vec<f64>,
    /// Mean.
    pub mean: Vec<f64>,
    /// Standard deviation (divisor n − 1).
    pub sd: Vec<f64>,
    /// Least value.
    pub min: Vec<f64>,
    /// Greatest value.
    pub max: Vec<f64>,
    /// Standard error of the mean.
    pub std_error: Vec<f64>,
    /// Quantiles, by probability written in shortest digits (`"0.05"`).
    pub quantiles: BTreeMap<String, Vec<f64>>,
    /// Greatest distance between a reported quantile and the sample's own, by year.
    pub quantile_error: Vec<f64>,
}

impl IndicatorSummary {
    /// The unit, and for a count what is counted.
    pub fn measured(&self) -> (&str, Option<&str>) {
        (&self.unit, self.counted_in.as_deref())
    }
}

impl TargetSummary {
    /// The probability that does not presume the target, for a target that seeds the run.
    pub fn not_presumed(&self) -> Option<f64> {
        self.probability_without_seeds.or(self.probability_unseeded)
    }

    /// One standard error of [`not_presumed`](Self::not_presumed).
    pub fn not_presumed_error(&self) -> Option<f64> {
        self.std_error_without_seeds.or(self.std_error_unseeded)
    }
}

/// What a target asks for: one number, or the two ends of a range.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum TargetValue {
    /// A floor, a ceiling or a middle.
    One(f64),
    /// Both ends.
    Range([f64; 2]),
}

/// How one target fared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TargetSummary {
    /// Identifier.
    pub id: String,
    /// Indicator judged.
    pub indicator: String,
    /// Calendar year judged.
    pub year: i32,
    /// `at_least`, `at_most`, `about` or `between`.
    pub comparator: String,
    /// What is asked for, in the indicator's unit.
    pub value: TargetValue,
    /// The distance that `about` allows.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub within: Option<f64>,
    /// Whether the target is an input of the central path.
    pub seed: bool,
    /// Share of all paths that meet it.
    pub probability: f64,
    /// The same with every region anchored at its trend, on the same draws; `None` when the target seeds nothing.
    pub probability_unseeded: Option<f64>,
    /// The same with no seed at all, for a target that seeds another driver than GDP: anchored at the trend, its own seed would
    /// still be presumed. `None` for every other target, and when the key projects do not fit the plan without its seeds.
    #[serde(default)]
    pub probability_without_seeds: Option<f64>,
    /// One standard error of `probability_unseeded`.
    #[serde(default)]
    pub std_error_unseeded: Option<f64>,
    /// One standard error of `probability_without_seeds`.
    #[serde(default)]
    pub std_error_without_seeds: Option<f64>,
    /// One standard error of `probability`.
    pub std_error: f64,
    /// Its 95 % interval: Wilson's where paths are independent.
    pub ci95: [f64; 2],
    /// Value on the central path.
    pub central: f64,
    /// Median over the paths.
    pub median: f64,
    /// Mean distance to the nearest bound given a miss, ≥ 0; `None` if never missed.
    pub mean_shortfall: Option<f64>,
    /// Document that states it.
    pub source: Option<String>,
    /// The document's own words.
    pub quote: Option<String>,
    /// Tier of the target.
    pub tier: Option<String>,
    /// What came to be, where it is known since.
    #[serde(default)]
    pub actual: Option<f64>,
    /// Whether what came to be meets the target.
    #[serde(default)]
    pub met: Option<bool>,
    /// Hits among the paths whose number is g modulo the length: batches that pair two runs on the same draws.
    pub batch_hits: Vec<u64>,
    /// Distribution of the indicator in the target's year.
    pub histogram: Histogram,
}

/// Shares of the paths in bins of equal width.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Histogram {
    /// Lower edge of the first bin.
    pub low: f64,
    /// Width of a bin, > 0.
    pub width: f64,
    /// Share of the paths in each bin; what lies outside the bins is not shown (the shares then sum to less than 1).
    pub shares: Vec<f64>,
}

/// Targets together: all of them, or those of a tier.
///
/// Targets with a year count, and thresholds on a group that have a deadline; what never had to be met by a year does not.
/// Where tiers ask for more and less of one indicator in one year, only the most demanding of them counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct JointSummary {
    /// Share of the paths that meet every one of them.
    pub probability: f64,
    /// One standard error.
    pub std_error: f64,
    /// Its 95 % interval: Wilson's where paths are independent.
    pub ci95: [f64; 2],
    /// Which targets.
    pub targets: Vec<String>,
    /// Share of the paths that meet exactly 0, 1, … of them.
    pub count: Vec<f64>,
    /// As `batch_hits` of a target.
    pub batch_hits: Vec<u64>,
}

/// What pins a region's central path.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AnchorSummary {
    /// `targets`, `record` or `trend`.
    pub kind: String,
    /// Anchor growth G by year, proportional.
    pub growth: Vec<f64>,
    /// μ by year, log points: the residual productivity growth that the anchor presumes.
    pub adjustment: Vec<f64>,
    /// `own`, or `base` when the calibration of the base scenario is kept.
    pub solved: String,
    /// λ: the factor on the common shocks' scales that the record asks for; 1 without a record.
    pub volatility: f64,
    /// The same with no seeding target: the trend's growth and its μ; `None` when nothing seeds.
    pub unseeded: Option<Box<AnchorSummary>>,
}

/// A sector's labels.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SectorInfo {
    /// Identifier.
    pub id: String,
    /// Name shown to people.
    pub name: Text,
    /// Id of its region.
    pub region: String,
    /// Its groups.
    pub groups: Vec<String>,
}

/// A category's labels.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CategoryInfo {
    /// Identifier.
    pub id: String,
    /// Name shown to people.
    pub name: Text,
    /// Id of its region.
    pub region: String,
}

/// A batch of key projects and its plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PipelineInfo {
    /// Identifier.
    pub id: String,
    /// Name shown to people.
    pub name: Text,
    /// Id of the investment category that it is part of.
    pub category: String,
    /// Nominal money planned for each simulated year, ≥ 0.
    pub planned: Vec<f64>,
}

/// How much a warning matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Changes how the numbers may be read.
    Warning,
}

/// Something a reader must know.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Warning {
    /// Stable code.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// The sentence, in both languages.
    pub message: Text,
    /// Line of the scenario file, where there is one.
    pub line: Option<usize>,
}
