//! Formulas of declared indicators: text to a checked expression.
//!
//! Receives the text of a formula; returns an [`Expression`] whose every name is resolved, whose units agree, and in which
//! every value of an earlier year exists, or the mistakes, each at its place in the text.
//!
//! The steps are tokens, a syntax tree (which keeps places), and resolution (which drops them).

mod call;
mod dimension;
mod expression;
mod functions;
mod leaves;
mod mistakes;
mod names;
mod parse;
mod resolve;
mod token;
mod tree;
mod whole;

pub(super) use dimension::Type;
pub use expression::{BinaryOperation, Expression, UnaryOperation};
pub(super) use names::{Declared, Names, mentions};
pub(super) use parse::parse;
pub(super) use resolve::{Outcome, Resolver};
pub(super) use tree::{Tree, is_word_of_formulas};
pub(super) use whole::whole_numbers;
