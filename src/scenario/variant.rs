//! The same scenario with changes.

use super::Scenario;
use super::provenance::Localized;

/// One change, as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Dotted path of the setting.
    pub path: String,
    /// Its new value, as the file or the command line has it.
    pub written: String,
}

/// A scenario with changes, run on the same draws as the scenario it changes.
#[derive(Debug, Clone)]
pub struct Variant {
    /// Identifier.
    pub id: String,
    /// Name shown to people.
    pub name: Localized,
    /// What it changes.
    pub changes: Vec<Change>,
    /// The changed scenario, checked like any other.
    pub scenario: Scenario,
}
