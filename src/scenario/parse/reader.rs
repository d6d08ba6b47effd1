//! What reading a file knows and what it has found.

use std::collections::BTreeSet;
use std::io;

use super::fields::Fields;
use super::registry::Registry;
use super::variants::VariantSpec;
use crate::calendar::Horizon;
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::quantity::{Localized, MoneyUnit};

/// How many words suggestions are looked for among, all together: a file of nothing but mistakes must not take long.
const SUGGESTION_BUDGET: usize = 300_000;

/// Reads a file that the scenario names: the place that names it, and its path relative to the file it is named in.
pub(in crate::scenario) type ReadFile<'f> = dyn Fn(Span, &str) -> io::Result<Vec<u8>> + 'f;

/// The state of the second stage.
pub(in crate::scenario) struct Reader<'f> {
    /// Everything that can be referred to.
    pub(super) registry: Registry,
    /// Unit of amounts without a unit.
    pub(super) money: MoneyUnit,
    /// Simulated years, when the file states them rightly.
    pub(super) horizon: Option<Horizon>,
    /// What sectors need not state, once it has been read.
    pub(super) sector_defaults: Option<Fields>,
    /// Ids of the sources that something cites.
    pub(super) cited: BTreeSet<String>,
    /// Reads the files that the scenario names.
    pub(super) read_file: &'f ReadFile<'f>,
    /// Words that suggestions were looked for among.
    compared: usize,
    /// The variants that the file declares.
    pub(in crate::scenario) variants: Vec<VariantSpec>,
    /// Mistakes of this stage.
    pub(in crate::scenario) found: Vec<Diagnostic>,
    /// Findings about coherence that reading comes upon: they belong to the next stage.
    pub(in crate::scenario) incoherent: Vec<Diagnostic>,
}

impl<'f> Reader<'f> {
    /// A reader of a file with these ids.
    pub(super) fn new(registry: Registry, read_file: &'f ReadFile<'f>) -> Self {
        Self {
            registry,
            money: MoneyUnit::HUNDRED_MILLION_YUAN,
            horizon: None,
            sector_defaults: None,
            cited: BTreeSet::new(),
            read_file,
            compared: 0,
            variants: Vec::new(),
            found: Vec::new(),
            incoherent: Vec::new(),
        }
    }

    /// Whether a suggestion may be looked for among this many words: far beyond what is ever shown, only the count of
    /// findings matters.
    pub(super) fn suggests(&mut self, words: usize) -> bool {
        self.compared += words;
        self.compared <= SUGGESTION_BUDGET
    }

    /// Notes a mistake of this stage.
    pub(super) fn report(&mut self, finding: Diagnostic) {
        self.found.push(finding);
    }

    /// Notes a mistake of this stage: what is wrong, and what to do.
    pub(super) fn error(&mut self, code: Code, span: Span, message: Localized, help: Localized) {
        self.found
            .push(Diagnostic::error(code, span, message).help(help));
    }
}
