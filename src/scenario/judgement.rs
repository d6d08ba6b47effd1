//! Targets, thresholds that have no year, outcomes known since, and how the scenario asks to be run.

use super::indicator::{Indicator, IndicatorNames, Unit};
use super::members::EachMember;
use super::provenance::{Span, Stated};
use super::sampler::Sampler;
use crate::quantity::Localized;

/// When a target counts as met.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Comparator {
    /// 以上, 突破.
    AtLeast(f64),
    /// 以内, 控制在.
    AtMost(f64),
    /// 左右: within a distance of the value.
    About {
        /// The value.
        value: f64,
        /// The greatest distance, > 0.
        within: f64,
    },
    /// From the first to the second, both included.
    Between(f64, f64),
}

/// A judged statement about an indicator.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// Identifier.
    pub id: String,
    /// Where the table stands.
    pub span: Span,
    /// Indicator judged.
    pub indicator: Stated<Indicator>,
    /// Calendar year judged, inside the horizon.
    pub year: Stated<i32>,
    /// The comparison and its value(s), in the indicator's unit.
    pub comparator: Stated<Comparator>,
    /// Whether the target is an input of the central path.
    pub seed: bool,
    /// Tier, such as `plan` or `pledge`.
    pub tier: Option<Stated<String>>,
    /// Id of a declared source.
    pub source: Option<String>,
    /// The source's own words.
    pub quote: Option<String>,
}

impl Comparator {
    /// The lone bound of a floor or a ceiling; `None` for a range.
    pub fn bound(self) -> Option<f64> {
        match self {
            Self::AtLeast(value) | Self::AtMost(value) => Some(value),
            Self::About { .. } | Self::Between(..) => None,
        }
    }

    /// Whether whatever meets this meets the other too: a floor that is not lower, a ceiling that is not higher.
    pub fn implies(self, other: Self) -> bool {
        match (self, other) {
            (Self::AtLeast(mine), Self::AtLeast(theirs)) => mine >= theirs,
            (Self::AtMost(mine), Self::AtMost(theirs)) => mine <= theirs,
            _ => false,
        }
    }
}

/// What a milestone waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Awaited {
    /// One indicator.
    One(Indicator),
    /// The members of a group, one by one.
    Each(EachMember),
}

impl Awaited {
    /// The name in files: of the indicator, or the pattern.
    pub fn name(&self, names: &IndicatorNames) -> String {
        match self {
            Self::One(indicator) => indicator.name(names),
            Self::Each(pattern) => pattern.name(names),
        }
    }

    /// The unit of every series.
    pub fn unit(&self, names: &IndicatorNames) -> Unit {
        match self {
            Self::One(indicator) => indicator.unit(names),
            Self::Each(pattern) => pattern.unit(names),
        }
    }

    /// The series, at least one.
    pub fn indicators(&self, names: &IndicatorNames) -> Vec<Indicator> {
        match self {
            Self::One(indicator) => vec![indicator.clone()],
            Self::Each(pattern) => pattern.indicators(names),
        }
    }
}

/// A threshold without a year, or one that so many members of a group are to reach.
#[derive(Debug, Clone, PartialEq)]
pub struct Milestone {
    /// Identifier.
    pub id: String,
    /// Where the table stands.
    pub span: Span,
    /// Whose threshold it is.
    pub awaited: Stated<Awaited>,
    /// [`AtLeast`](Comparator::AtLeast) or [`AtMost`](Comparator::AtMost), in the indicator's unit.
    pub comparator: Stated<Comparator>,
    /// How many members must have reached it, 1..=members; 1 for a single indicator.
    pub required: usize,
    /// Calendar year by which it is asked for, inside the horizon; only for the members of a group.
    pub deadline: Option<Stated<i32>>,
    /// Tier, such as `plan` or `pledge`.
    pub tier: Option<Stated<String>>,
    /// Id of a declared source.
    pub source: Option<String>,
    /// The source's own words.
    pub quote: Option<String>,
}

/// An outcome known since: compared with the paths, never used in the simulation.
#[derive(Debug, Clone, PartialEq)]
pub struct Actual {
    /// Where the table stands.
    pub span: Span,
    /// Indicator.
    pub indicator: Stated<Indicator>,
    /// Calendar year, inside the horizon.
    pub year: Stated<i32>,
    /// What came to be, in the indicator's unit.
    pub value: Stated<f64>,
    /// Whether it is on another base than the scenario's levels, such as one revised since: no target is judged by it.
    pub other_base: bool,
    /// Id of a declared source.
    pub source: Option<String>,
    /// The source's own words.
    pub quote: Option<String>,
    /// A remark of the modeller.
    pub note: Option<String>,
}

/// What an indicator was in years before the simulated ones: drawn, never used in the simulation.
#[derive(Debug, Clone, PartialEq)]
pub struct History {
    /// Indicator.
    pub indicator: Stated<Indicator>,
    /// Calendar years up to the base year, ascending, each with the value in the indicator's unit.
    pub values: Vec<(i32, f64)>,
    /// When the values were published, whether they are revised.
    pub vintage: Option<Localized>,
    /// Id of a declared source.
    pub source: Option<String>,
    /// The source's own words.
    pub quote: Option<String>,
}

/// How the scenario asks to be run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunSettings {
    /// Number of paths, 1..=10¹⁰.
    pub paths: u64,
    /// Seed of every draw.
    pub seed: u64,
    /// How the draws are made.
    pub sampler: Sampler,
}
