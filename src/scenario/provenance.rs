//! Where a value stands in the file and how it is known.

pub use crate::diagnostics::Span;
pub use crate::quantity::Localized;

/// How a number is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Status {
    /// A document says so.
    Stated,
    /// Arithmetic on stated numbers.
    Derived,
    /// A modeller's judgement; the status of a plain value.
    #[default]
    Assumed,
}

impl Status {
    /// The word in scenario and result files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Derived => "derived",
            Self::Assumed => "assumed",
        }
    }
}

/// Status, source and wording of a value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Provenance {
    /// How the number is known.
    pub status: Status,
    /// Id of a declared source.
    pub source: Option<String>,
    /// The source's own words.
    pub quote: Option<String>,
    /// A remark of the modeller.
    pub note: Option<String>,
}

/// A value with its place and its provenance. Two are equal when their values are: what a scenario says does not depend on where
/// it says it.
#[derive(Debug, Clone)]
pub struct Stated<T> {
    /// The value itself.
    pub value: T,
    /// Where a planner would edit it; for a default, the place that would hold it (its table).
    pub span: Span,
    /// How it is known; a default of the format is assumed.
    pub provenance: Provenance,
}

impl<T: PartialEq> PartialEq for Stated<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

/// A document that values and targets cite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Identifier.
    pub id: String,
    /// Title, publication and date.
    pub title: String,
}
