//! The table of keys as documentation.

use std::fmt::Write as _;

use super::kind::documented;
use super::root::ROOT;
use crate::quantity::Language;

/// The tables of keys in Markdown.
pub fn markdown(language: Language) -> String {
    let mut text = String::new();
    for key in ROOT.keys() {
        let _ = writeln!(text, "{} {}", key.name, documented(&key.kind, language));
    }
    text
}
