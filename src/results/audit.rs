//! Arithmetic between the stated numbers, found before any simulation.

use serde::{Deserialize, Serialize};

use super::summary::{Severity, Text};

/// One finding of the coherence audit: an inequality with its numbers, and what would make it hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AuditFinding {
    /// Stable code, such as `growth-against-level`.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// Ids of the targets it is about.
    pub targets: Vec<String>,
    /// The inequality in words and numbers, in both languages.
    pub statement: Text,
    /// Left side of the inequality, in `unit`.
    pub left: f64,
    /// `<`, `≤`, `>`, `≥` or `=`: the relation that would have to hold for coherence, `left relation right`.
    pub relation: String,
    /// Right side of the inequality, in `unit`.
    pub right: f64,
    /// Unit of both sides, as of an indicator.
    pub unit: String,
    /// Whether the relation holds.
    pub holds: bool,
    /// What would make it hold, each with its number.
    pub remedies: Vec<Text>,
    /// Line of the scenario file.
    pub line: Option<usize>,
}
