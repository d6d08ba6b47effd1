//! The syntax tree of a formula: it keeps places.

use std::ops::Range;

use super::expression::{BinaryOperation, UnaryOperation};
use crate::quantity::Written;

/// A part of a formula and its bytes in the text.
#[derive(Debug, Clone)]
pub(in crate::scenario) struct Tree {
    pub(super) kind: TreeKind,
    pub(super) range: Range<usize>,
    pub(super) height: usize,
}

impl Tree {
    /// Whether the formula is one number without a unit, perhaps with a sign.
    pub(in crate::scenario) fn is_bare_number(&self, text: &str) -> bool {
        match &self.kind {
            TreeKind::Number => {
                Written::parse(&text[self.range.clone()]).is_ok_and(|w| w.is_bare())
            }
            TreeKind::Unary(UnaryOperation::Negate, of) => of.is_bare_number(text),
            _ => false,
        }
    }
}

#[derive(Debug, Clone)]
pub(super) enum TreeKind {
    /// A number as written.
    Number,
    /// A name as written.
    Name,
    Unary(UnaryOperation, Box<Tree>),
    /// With the place of the operator.
    Binary(BinaryOperation, Range<usize>, Box<Tree>, Box<Tree>),
    /// A function with as many values as it takes.
    Call(Function, Vec<Tree>),
}

/// A function that is no operation on one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Function {
    Min,
    Max,
    If,
    Lag,
    Growth,
    Cum,
    SumOver,
    Exp,
    Ln,
    Abs,
}

impl Function {
    /// Name, function, fewest and most values, how it is written.
    pub(super) const ALL: [(&'static str, Self, usize, usize, &'static str); 10] = [
        ("min", Self::Min, 2, 100, "min(x, y, …)"),
        ("max", Self::Max, 2, 100, "max(x, y, …)"),
        ("if", Self::If, 3, 3, "if(x > y, then, else)"),
        ("lag", Self::Lag, 1, 2, "lag(x), lag(x, initial)"),
        ("growth", Self::Growth, 1, 1, "growth(x)"),
        ("cum", Self::Cum, 1, 1, "cum(x)"),
        (
            "sum_over",
            Self::SumOver,
            2,
            2,
            "sum_over(group, sector.*.value_added)",
        ),
        ("exp", Self::Exp, 1, 1, "exp(x)"),
        ("ln", Self::Ln, 1, 1, "ln(x)"),
        ("abs", Self::Abs, 1, 1, "abs(x)"),
    ];
}

/// Words that cannot be an indicator's id, because they have a meaning in formulas.
pub(in crate::scenario) fn is_word_of_formulas(word: &str) -> bool {
    let function = Function::ALL.iter().any(|(name, ..)| *name == word);
    function || ["and", "or", "not", "year", "noise"].contains(&word)
}
