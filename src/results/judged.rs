//! What is judged beside targets with a year: thresholds without one, tiers, and outcomes known since.

use serde::{Deserialize, Serialize};

use super::summary::{JointSummary, Summary, TargetValue, Text};

/// A threshold without a year (千亿级, 万亿级), on one indicator or on each member of a group: when is it first reached?
///
/// Arrays over time have one entry for each simulated year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MilestoneSummary {
    /// Identifier of the target.
    pub id: String,
    /// The indicator, or the pattern that names one for each member (`group.key_chain.*.gross_output`).
    pub indicator: String,
    /// Name shown to people.
    pub label: Text,
    /// Unit, as of an indicator.
    pub unit: String,
    /// What a `count` counts, as of an indicator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted_in: Option<String>,
    /// `at_least` or `at_most`.
    pub comparator: String,
    /// The threshold, in the indicator's unit.
    pub value: TargetValue,
    /// How many members must have reached it; 1 for a single indicator.
    pub required: usize,
    /// Year by which it is asked for; `None`: no year is stated.
    pub deadline: Option<i32>,
    /// The members, one for a single indicator.
    pub members: Vec<MilestoneMember>,
    /// Share of all paths in which the required number has reached it in that year or before; never falls.
    pub reached_by: Vec<f64>,
    /// One standard error of `reached_by`.
    pub std_error: Vec<f64>,
    /// Share of all paths that reach it first in that year.
    pub first_year: Vec<f64>,
    /// Share of all paths that do not reach it within the horizon; with `first_year` it sums to 1.
    pub never: f64,
    /// `[year][k]`: share of all paths in which exactly k members have reached it by that year; sums to 1 in every year.
    pub count: Vec<Vec<f64>>,
    /// First year on the central path; `None`: not within the horizon.
    pub central_year: Option<i32>,
    /// First year by which half of the paths have reached it; `None`: not within the horizon.
    pub median_year: Option<i32>,
    /// `reached_by` of the deadline, or of the last year, counted in batches as `batch_hits` of a target.
    pub batch_hits: Vec<u64>,
    /// Tier of the target.
    pub tier: Option<String>,
    /// Document that states it.
    pub source: Option<String>,
    /// The document's own words.
    pub quote: Option<String>,
}

impl MilestoneSummary {
    /// The unit, and for a count what is counted.
    pub fn measured(&self) -> (&str, Option<&str>) {
        (&self.unit, self.counted_in.as_deref())
    }

    /// Whether the members of a group are counted.
    pub fn is_of_group(&self) -> bool {
        self.indicator.contains('*')
    }

    /// Index of the year it is judged in, the deadline or the last.
    pub fn judged_index(&self, years: &[i32]) -> usize {
        let deadline = years.iter().position(|year| Some(*year) == self.deadline);
        deadline.unwrap_or(years.len().saturating_sub(1))
    }

    /// Whether a value reaches the threshold, by the rule that judges paths: within 1e-9 of the bound's size counts.
    pub fn reached_at(&self, value: f64) -> bool {
        let (low, high) = match (self.comparator.as_str(), self.value) {
            (_, TargetValue::Range([low, high])) => (low, high),
            ("at_most", TargetValue::One(value)) => (f64::NEG_INFINITY, value),
            (_, TargetValue::One(value)) => (value, f64::INFINITY),
        };
        let slack = |bound: f64| 1e-9 * bound.abs().max(1.0);
        let above = low.is_infinite() || value >= low - slack(low);
        let below = high.is_infinite() || value <= high + slack(high);
        above && below
    }

    /// Whether a member stood there in the base year already. One whose value in the base year is not known (a growth rate, a formula) did not.
    pub fn reached_in_base(&self, member: &MilestoneMember, summary: &Summary) -> bool {
        let known = summary.indicators.get(&member.indicator);
        let base = known.and_then(|indicator| indicator.base);
        base.is_some_and(|value| self.reached_at(value))
    }

    /// How many members stood there in the base year already, as far as is known.
    pub fn count_in_base(&self, summary: &Summary) -> usize {
        let members = self.members.iter();
        members
            .filter(|it| self.reached_in_base(it, summary))
            .count()
    }

    /// Whether as many as are required did: the simulated years then do not say when it was reached.
    pub fn met_in_base(&self, summary: &Summary) -> bool {
        self.count_in_base(summary) >= self.required
    }
}

/// One member of a milestone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MilestoneMember {
    /// Its indicator.
    pub indicator: String,
    /// Name shown to people (of the sector, for a member of a group).
    pub label: Text,
    /// Share of all paths that have reached the threshold in that year or before.
    pub reached_by: Vec<f64>,
    /// One standard error of `reached_by`.
    pub std_error: Vec<f64>,
    /// First year by which half of the paths have reached it.
    pub median_year: Option<i32>,
}

/// The targets of one tier together: the adopted plan, the pledge.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TierSummary {
    /// As the file names it.
    pub tier: String,
    /// The targets of this tier, met together.
    pub joint: JointSummary,
}

/// What an indicator was before the simulated years: never used in the simulation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HistorySummary {
    /// Indicator.
    pub indicator: String,
    /// Calendar years, ascending, none after the base year.
    pub years: Vec<i32>,
    /// By year, in the indicator's unit.
    pub values: Vec<f64>,
    /// When the values were published, whether they are revised.
    pub vintage: Option<Text>,
    /// Document that states them.
    pub source: Option<String>,
    /// The document's own words.
    pub quote: Option<String>,
}

/// An outcome known since: never used in the simulation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ActualSummary {
    /// Indicator.
    pub indicator: String,
    /// Calendar year.
    pub year: i32,
    /// What came to be, in the indicator's unit.
    pub value: f64,
    /// Share of the paths at or below it; failed paths are left out.
    pub percentile: f64,
    /// One standard error of `percentile`.
    pub std_error: f64,
    /// Whether it is on another base than the scenario's levels: then no target is judged by it.
    #[serde(default)]
    pub other_base: bool,
    /// Whether it lies between the 5 % and the 95 % quantile, both included.
    pub inside_90: bool,
    /// Document that states it.
    pub source: Option<String>,
    /// The document's own words.
    pub quote: Option<String>,
    /// A remark of the modeller.
    #[serde(default)]
    pub note: Option<String>,
}
