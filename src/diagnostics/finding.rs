//! One finding about a scenario.

use super::code::Code;
use super::source::Span;
use crate::quantity::Localized;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// The scenario cannot be run.
    Error,
    /// It runs, but a number deserves a second look.
    Warning,
    /// Worth knowing.
    Note,
}

/// A place in the file and what is to be said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The offending bytes.
    pub span: Span,
    /// What stands there, or what was expected; may be empty.
    pub text: Localized,
}

/// A mistake, a warning or a note with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable code.
    pub code: Code,
    /// How grave it is.
    pub severity: Severity,
    /// One sentence: what is wrong, with the offending value.
    pub message: Localized,
    /// The value a planner would edit.
    pub primary: Label,
    /// The other culprits.
    pub further: Vec<Label>,
    /// What to write instead.
    pub help: Option<Localized>,
}

impl Diagnostic {
    /// A finding of this severity at this place.
    pub fn new(severity: Severity, code: Code, span: Span, message: Localized) -> Self {
        Self {
            code,
            severity,
            message,
            primary: Label {
                span,
                text: Localized::default(),
            },
            further: Vec::new(),
            help: None,
        }
    }

    /// An error at this place.
    pub fn error(code: Code, span: Span, message: Localized) -> Self {
        Self::new(Severity::Error, code, span, message)
    }

    /// What to write below the underlined words.
    #[must_use]
    pub fn label(mut self, text: Localized) -> Self {
        self.primary.text = text;
        self
    }

    /// Points at a further place.
    #[must_use]
    pub fn also(mut self, span: Span, text: Localized) -> Self {
        self.further.push(Label { span, text });
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, text: Localized) -> Self {
        self.help = Some(text);
        self
    }

    /// Says what to do when there is something to say.
    #[must_use]
    pub fn help_if(mut self, text: Option<Localized>) -> Self {
        self.help = text.or(self.help);
        self
    }
}
