//! How much of a scenario is stated, derived and assumed.

use serde::{Deserialize, Serialize};

/// The inputs of a scenario by how they are known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProvenanceSummary {
    /// Numbers that a document states.
    pub stated: usize,
    /// Numbers that follow from stated ones by arithmetic.
    pub derived: usize,
    /// Numbers that a modeller judged.
    pub assumed: usize,
    /// Every number of the file with its provenance, in the order of the file.
    pub inputs: Vec<InputSummary>,
}

/// One number of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputSummary {
    /// Dotted path, as `--set` takes it.
    pub path: String,
    /// The value as written.
    pub written: String,
    /// `stated`, `derived` or `assumed`.
    pub status: String,
    /// Document that states it.
    pub source: Option<String>,
    /// The document's own words.
    pub quote: Option<String>,
    /// The modeller's remark.
    pub note: Option<String>,
    /// Line of the scenario file.
    pub line: Option<usize>,
}
