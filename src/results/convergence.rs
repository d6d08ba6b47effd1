//! `convergence.json`: how the probabilities of a run came to rest as it went on.

use serde::{Deserialize, Serialize};

use super::summary::RunInfo;

/// Version of the layout of `convergence.json`.
pub const CONVERGENCE_SCHEMA: u32 = 1;

/// The probabilities of a run after growing numbers of its paths. Where it was looked at depends on its sampler and its length alone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Convergence {
    /// Version of this layout.
    pub schema: u32,
    /// Scenario id.
    pub scenario: String,
    /// SHA-256 of the scenario's bytes, in hexadecimal.
    pub sha256: String,
    /// The run, at its end.
    pub run: RunInfo,
    /// Each target with a year, each milestone (by its deadline, or the last year), and all together where these are several.
    pub probabilities: Vec<ProbabilityCourse>,
}

/// How one probability came to rest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProbabilityCourse {
    /// Id of the target or milestone; `None`: all together.
    pub id: Option<String>,
    /// The estimates, by number of paths; the last is that of the whole run.
    pub points: Vec<ConvergencePoint>,
    /// Paths that bring half of the 95 % interval to a given width, the widest first.
    pub needed: Vec<NeededPaths>,
}

/// An estimate on the first paths of a run.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ConvergencePoint {
    /// How many paths.
    pub paths: u64,
    /// Share of them.
    pub probability: f64,
    /// One standard error.
    pub std_error: f64,
    /// 95 % interval.
    pub ci95: [f64; 2],
}

/// How many paths a precision takes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct NeededPaths {
    /// Half of the 95 % interval.
    pub half_width: f64,
    /// Paths.
    pub paths: u64,
}
