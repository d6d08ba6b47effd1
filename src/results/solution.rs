//! `solve.json`: what it takes to reach a probability, and what each value of the levers gives.

use serde::{Deserialize, Serialize};

use super::{RunInfo, TargetValue};

/// Version of the layout of `solve.json`.
pub const SOLUTION_SCHEMA: u32 = 1;

/// What it takes: the levers' least change that reaches a probability, or brings the central path to the target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Solution {
    /// Version of this layout.
    pub schema: u32,
    /// Scenario id.
    pub scenario: String,
    /// SHA-256 of the scenario's bytes, in hexadecimal.
    pub sha256: String,
    /// Changes of the command line that hold at every value of the levers: path and value.
    pub changes: Vec<[String; 2]>,
    /// The draws, the same at every value of the levers.
    pub run: RunInfo,
    /// What is to be reached.
    pub aim: Aim,
    /// What is moved.
    pub levers: Vec<LeverInfo>,
    /// As the scenario stands.
    pub present: PointOfCurve,
    /// The probability asked for and what it takes; `None` when only the central path was asked about.
    pub reaching: Option<Reaching>,
    /// What it takes on the central path; `None` when that was not asked.
    pub central: Option<CentralReaching>,
    /// From the start of the levers to the end of their way, evenly.
    pub curve: Vec<PointOfCurve>,
}

/// A target or a milestone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Aim {
    /// Its id.
    pub id: String,
    /// `target` or `milestone`.
    pub kind: String,
    /// Its indicator; of a milestone on a group the pattern that names one for each member.
    pub indicator: String,
    /// Calendar year; of a milestone its deadline, or else the last year.
    pub year: i32,
    /// The comparison, as in `summary.json`.
    pub comparator: String,
    /// What is asked for, in the indicator's unit.
    pub value: TargetValue,
    /// The distance allowed, of a target `about` a value.
    pub within: Option<f64>,
    /// The indicator's unit, as in `summary.json`.
    pub unit: String,
    /// What is counted, where the unit is a count.
    pub counted_in: Option<String>,
}

/// A lever.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LeverInfo {
    /// Dotted path.
    pub path: String,
    /// `rate`, `share`, `money`, `number`, `years` or `count`.
    pub unit: String,
    /// What is counted, where the unit is a count.
    pub counted_in: Option<String>,
    /// The lower end of its range.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// What the file has there; `None` where it has no single number at this path.
    pub present: Option<f64>,
    /// Where it starts from: its lower end when it is the only one; else `present`, if that lies inside the range.
    pub start: f64,
    /// What a change by the whole range weighs, among several levers.
    pub weight: f64,
}

/// What one value of each lever gives.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PointOfCurve {
    /// Values of the levers; empty: as the scenario stands.
    pub values: Vec<f64>,
    /// Share of the paths that meet the aim.
    pub probability: f64,
    /// Its standard error.
    pub std_error: f64,
    /// Its 95 % interval.
    pub ci95: [f64; 2],
    /// The indicator on the central path; `None` of a milestone.
    pub central: Option<f64>,
}

/// How a question ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// There is a least change that reaches it.
    Reached,
    /// It is reached already where the levers start.
    AtStart,
    /// No value on the way reaches it.
    OutOfReach,
}

/// How the probability answers to the levers on their way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// It nowhere falls by more than the error.
    Rising,
    /// It nowhere rises by more than the error.
    Falling,
    /// It does both.
    Mixed,
    /// No two points differ by more than the error.
    Flat,
}

/// What it takes to reach a probability.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reaching {
    /// The probability asked for.
    pub asked: f64,
    /// Whether it is reached.
    pub ending: Ending,
    /// How the probability answers on the way.
    pub shape: Shape,
    /// The least change that reaches it, rounded away from the start to its error; `None` when it is out of reach.
    pub solution: Option<PointOfCurve>,
    /// The same values as a scenario file has them.
    pub written: Vec<String>,
    /// Values where the curve meets the asked probability less and plus half of the 95 % interval there: the solution as far as the
    /// paths tell it. `None`: not between the start and the end of the way.
    pub interval: [Option<Vec<f64>>; 2],
    /// Where the probability falls below the asked one again; `None`: nowhere up to the end of the way.
    pub holds_until: Option<Vec<f64>>,
    /// The likeliest point of the curve.
    pub best: PointOfCurve,
}

/// What it takes for the central path to meet the target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CentralReaching {
    /// Whether it does.
    pub ending: Ending,
    /// The least change at which it does; `None` when it is out of reach.
    pub values: Option<Vec<f64>>,
    /// The indicator there, or at the nearest point of the way.
    pub central: f64,
    /// How far that is from what is asked, ≥ 0.
    pub shortfall: f64,
    /// The values at the nearest point of the way.
    pub nearest: Vec<f64>,
}
