//! Local inputs that come from a national table.

use super::economy::InputCoefficient;
use super::provenance::{Span, Stated};
use crate::distribution::Shape;
use crate::input_output::{Composition, NationalTable};

/// Which location quotient scales the national coefficients.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegionalMethod {
    /// Simple location quotient.
    Slq,
    /// Cross-industry location quotient.
    Cilq,
    /// Flegg's location quotient.
    Flq,
}

impl RegionalMethod {
    /// The word in scenario files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Slq => "slq",
            Self::Cilq => "cilq",
            Self::Flq => "flq",
        }
    }
}

/// The national origin of local inputs.
#[derive(Debug, Clone, PartialEq)]
pub struct National {
    /// The table.
    pub table: NationalTable,
    /// How it was brought down to the region.
    pub method: RegionalMethod,
    /// δ of FLQ, ≥ 0; `None` for the other methods.
    pub delta: Option<Stated<Shape>>,
    /// Each region's share of the nation, in (0, 1]; empty for methods other than FLQ.
    pub shares: Vec<f64>,
    /// What each region's sectors are made of; rows are the region's sectors in the order of the file.
    pub compositions: Vec<Composition>,
    /// Part of the wanted local deliveries that each sector makes in the central case, 0..=1.
    pub delivered: Vec<f64>,
    /// The points that an uncertain δ is held at, of equal probability, with the local inputs at each; empty when δ is certain.
    pub cases: Vec<InputCase>,
    /// Where the table stands.
    pub span: Span,
}

/// Local inputs at one value of δ.
#[derive(Debug, Clone, PartialEq)]
pub struct InputCase {
    /// δ.
    pub delta: f64,
    /// Local inputs, in the order of [`Scenario::inputs`](super::Scenario::inputs).
    pub inputs: Vec<InputCoefficient>,
}
