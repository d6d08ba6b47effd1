//! What the file says, before it is known what it means.
//!
//! Receives the text; returns a tree of values with their places, or every syntax error. TOML's own syntax ends here: the
//! later steps see tables in the order they are written in.

mod node;
mod syntax;
mod wording;

pub(super) use node::{Entry, Node, Table, Value};
pub(super) use syntax::read;
