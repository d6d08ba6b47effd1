//! All findings of one file.

use super::finding::Diagnostic;
use super::source::SourceText;

/// How many findings are written out; the rest is counted.
pub const SHOWN_AT_MOST: usize = 20;

/// The findings of a file in the order of their places, with the text they point into.
#[derive(Debug, Clone)]
pub struct Diagnostics {
    source: SourceText,
    list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// The findings about this text, sorted by place (those at the same place stay in order).
    pub fn new(source: SourceText, mut list: Vec<Diagnostic>) -> Self {
        list.sort_by_key(|finding| finding.primary.span.start);
        Self { source, list }
    }

    /// The text the findings point into.
    pub fn source(&self) -> &SourceText {
        &self.source
    }

    /// The findings, sorted by place.
    pub fn list(&self) -> &[Diagnostic] {
        &self.list
    }
}
