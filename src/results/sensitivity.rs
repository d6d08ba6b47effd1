//! What moves an indicator or a target: shares of its variance, and how far each group of drivers moves it.

use serde::{Deserialize, Serialize};

use super::errors::T95_OF_31;
use super::summary::Text;
use super::update::Estimate;

/// Version of the layout of `sensitivity.json`.
pub const SENSITIVITY_SCHEMA: u32 = 1;

/// Drivers that are looked at together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DriverGroup {
    /// Its name in files.
    pub id: String,
    /// Its name for people.
    pub label: Text,
    /// Names of its drivers.
    pub drivers: Vec<String>,
}

/// Shares of the variance that a group explains, as estimated: within its error a share of nothing may come out below 0.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GroupShares {
    /// Id of the group.
    pub group: String,
    /// First-order index: alone. Of the two estimators the one with the smaller error.
    pub first_order: Estimate,
    /// `saltelli` or `jansen`: which it is.
    pub estimator: String,
    /// By the centred estimator of Saltelli et al. (2010).
    pub first_order_saltelli: Estimate,
    /// By Jansen's (1999).
    pub first_order_jansen: Estimate,
    /// Total index: alone and in all its interactions. Jansen's.
    pub total: Estimate,
}

/// The mean over the paths on which a group stands at its 10 % or at its 90 % point.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TornadoBar {
    /// Id of the single driver or group.
    pub group: String,
    /// `ranks`: `low` and `high` are the 5–15 % and the 85–95 % of the paths by what the group alone makes of the indicator;
    /// `occurrence`: of an event, the paths without it and those with it up to the year.
    pub slices: String,
    /// Mean at the low end, or without the event.
    pub low: Estimate,
    /// Mean at the high end, or with the event.
    pub high: Estimate,
    /// `high` less `low`.
    pub swing: Estimate,
}

/// A group's Shapley effect, as a share of the variance; those of all groups sum to 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShapleyEffect {
    /// Id of the single driver or group.
    pub group: String,
    /// The share.
    pub share: Estimate,
}

/// Spearman's rank correlation of a driver, its mean over the years up to the judged one, with an indicator or a verdict.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RankCorrelation {
    /// Name of the driver.
    pub driver: String,
    /// Its name for people.
    pub label: Text,
    /// The correlation.
    pub correlation: Estimate,
}

/// Why there are no shares.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Unexplained {
    /// It is the same on every path.
    Constant,
    /// Too few paths meet it, or too few miss it.
    TooFew {
        /// Paths that meet it.
        hits: u64,
        /// Fewest paths that must meet it, and that must miss it.
        least: u64,
    },
}

/// What moves an indicator in a year, or a verdict.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Explained {
    /// `indicator`, `target` or `milestone`.
    pub kind: String,
    /// Name of the indicator, or id of the target or milestone.
    pub id: String,
    /// Calendar year of an indicator.
    pub year: Option<i32>,
    /// Its name for people, with the year and what is asked.
    pub label: Text,
    /// `money`, `rate`, `share`, `index`, `number`, `count`; a verdict is a `share`.
    pub unit: String,
    /// What a `count` counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted_in: Option<String>,
    /// Mean; of a verdict its probability.
    pub mean: Estimate,
    /// Standard deviation.
    pub sd: f64,
    /// Why the lists below are empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unexplained: Option<Unexplained>,
    /// Every group, the greatest total index first.
    pub shares: Vec<GroupShares>,
    /// 1 less all first-order indices: what the groups do together and none alone.
    pub interactions: Option<Estimate>,
    /// Where asked for, the greatest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shapley: Vec<ShapleyEffect>,
    /// The greatest swing first; empty for a milestone with several members.
    pub tornado: Vec<TornadoBar>,
    /// The strongest first.
    pub ranks: Vec<RankCorrelation>,
}

/// An index in every year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SharesOverYears {
    /// Name of the indicator.
    pub indicator: String,
    /// Its name for people.
    pub label: Text,
    /// By year: standard deviation, every group, interactions; a year in which the indicator does not vary has no groups.
    pub years: Vec<SharesInYear>,
}

/// The indices of one year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SharesInYear {
    /// Calendar year.
    pub year: i32,
    /// Standard deviation of the indicator.
    pub sd: f64,
    /// Every group, in the order of the groups.
    pub shares: Vec<GroupShares>,
    /// 1 less all first-order indices; `None` where the indicator does not vary.
    pub interactions: Option<Estimate>,
}

/// How Shapley effects were computed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShapleyDesign {
    /// Players.
    pub players: usize,
    /// Whether all subsets were simulated.
    pub exact: bool,
    /// Orders, where they are a sample; each with its reverse.
    pub permutations: usize,
    /// Distinct subsets simulated.
    pub subsets: usize,
}

/// What moves the indicators and targets of a scenario.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sensitivity {
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
    /// Paths of each simulation.
    pub paths: u64,
    /// Paths that left the numbers in the sample, in the second sample or in a mixture of both: not looked at.
    pub left_out: u64,
    /// Simulations of that many paths.
    pub simulations: u64,
    /// Batches that standard errors come from (by the jackknife); 95 % is Student's t of one degree of freedom less.
    pub batches: u64,
    /// Seed of every draw.
    pub seed: u64,
    /// Design of the draws.
    pub sampler: String,
    /// Independent groups, of which the Sobol indices are. Factors that correlate are one.
    pub groups: Vec<DriverGroup>,
    /// Single factors and the other groups, of which tornado and Shapley effects are.
    pub players: Vec<DriverGroup>,
    /// How Shapley effects were computed, where asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shapley: Option<ShapleyDesign>,
    /// Each indicator in a year and each verdict.
    pub explained: Vec<Explained>,
    /// First-order and total indices of each indicator in every year.
    pub over_years: Vec<SharesOverYears>,
}

impl GroupShares {
    /// Whether the group moves nothing on any path.
    pub fn is_nothing(&self) -> bool {
        self.total.value == 0.0 && self.total.std_error == 0.0
    }
}

impl TornadoBar {
    /// Whether the group alone moves nothing on any path.
    pub fn is_nothing(&self) -> bool {
        self.swing.value == 0.0 && self.swing.std_error == 0.0
    }
}

impl Sensitivity {
    /// Half of the 95 % interval in standard errors.
    pub fn quantile95() -> f64 {
        T95_OF_31
    }

    /// The label of a group or player.
    pub fn label(&self, id: &str) -> Option<&Text> {
        let mut all = self.groups.iter().chain(&self.players);
        all.find(|group| group.id == id).map(|group| &group.label)
    }
}
