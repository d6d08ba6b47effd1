//! What is wrong with a scenario, said so that a planner can repair it.
//!
//! Receives findings with their place in the file; returns text with the offending words underlined, in Chinese or English.
//! Every finding has a stable [`Code`], says what was expected and, where it can, what to write instead.

mod code;
mod excerpt;
mod finding;
mod render;
mod report;
mod source;
mod suggest;

pub use code::Code;
pub(crate) use excerpt::escape;
pub use finding::{Diagnostic, Label, Severity};
pub use render::Style;
pub use report::{Diagnostics, SHOWN_AT_MOST};
pub use source::{SourceText, Span};
pub(crate) use suggest::{Candidate, closest};
