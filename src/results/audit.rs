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
    /// Whether the relation holds, allowing for the rounding of the stated figures (half a unit of the last stated digit).
    pub holds: bool,
    /// An assumption of the scenario's own that makes up the difference where it does not hold by itself (its inflation). What
    /// neither holds nor is covered is incoherent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covered_by: Option<Text>,
    /// What would make it hold, each alone, each with its number.
    pub remedies: Vec<Remedy>,
    /// Line of the scenario file.
    pub line: Option<usize>,
}

/// A change that alone makes a finding hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Remedy {
    /// What to change and to which number, in Chinese.
    pub zh: String,
    /// The same in English.
    pub en: String,
    /// Dotted path of the value to change (`target.gdp_growth.at_least`); `None` when it is no single value of the file.
    pub path: Option<String>,
    /// The least change that makes it hold, as the value of `path`, in the unit the file has there (rates as fractions).
    pub value: f64,
}
