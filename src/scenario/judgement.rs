//! Targets, and how the scenario asks to be run.

use super::indicator::Indicator;
use super::provenance::{Span, Stated};

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
}
