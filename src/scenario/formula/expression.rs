//! A checked formula.

use crate::scenario::Indicator;

/// A formula, resolved: what it says of one year of one path.
#[derive(Debug, Clone, PartialEq)]
pub enum Expression {
    /// A number, in the scenario's money unit or in whole things.
    Number(f64),
    /// The calendar year.
    Year,
    /// The indicator's own draw of the year.
    Noise,
    /// A series in the same year.
    Series(Indicator),
    /// An operation on one value.
    Unary(UnaryOperation, Box<Expression>),
    /// An operation on two values.
    Binary(BinaryOperation, Box<Expression>, Box<Expression>),
    /// The second where the first is true, else the third.
    If(Box<[Expression; 3]>),
    /// The value a year before; in the first simulated year the initial value, or the base year's where there is none.
    Lag {
        /// What is looked back at.
        of: Box<Expression>,
        /// What stands in for it in the first simulated year.
        initial: Option<Box<Expression>>,
    },
    /// The value over that of the year before, less 1.
    Growth(Box<Expression>),
    /// Sum over the simulated years up to this one; 0 in the base year.
    Cumulated(Box<Expression>),
    /// Sum of the parts, at least one.
    Sum(Vec<Expression>),
}

/// An operation on one value. Truth is 1 for true, 0 for false.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnaryOperation {
    /// `-x`
    Negate,
    /// `not x`
    Not,
    /// `exp(x)`
    Exp,
    /// `ln(x)`
    Ln,
    /// `abs(x)`
    Abs,
}

/// An operation on two values. Truth is 1 for true, 0 for false.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BinaryOperation {
    /// `x + y`
    Add,
    /// `x - y`
    Subtract,
    /// `x * y`
    Multiply,
    /// `x / y`
    Divide,
    /// `x ^ y`
    Power,
    /// `min(x, y)`
    Min,
    /// `max(x, y)`
    Max,
    /// `x < y`
    Less,
    /// `x <= y`
    LessOrEqual,
    /// `x > y`
    Greater,
    /// `x >= y`
    GreaterOrEqual,
    /// `x == y`
    Equal,
    /// `x != y`
    NotEqual,
    /// `x and y`
    And,
    /// `x or y`
    Or,
}

impl BinaryOperation {
    /// Whether the operation asks how two values compare.
    pub fn compares(self) -> bool {
        matches!(
            self,
            Self::Less
                | Self::LessOrEqual
                | Self::Greater
                | Self::GreaterOrEqual
                | Self::Equal
                | Self::NotEqual
        )
    }
}

impl Expression {
    /// Hands every series that the formula names to `see`.
    pub fn each_series<'e>(&'e self, see: &mut impl FnMut(&'e Indicator)) {
        match self {
            Self::Number(_) | Self::Year | Self::Noise => {}
            Self::Series(indicator) => see(indicator),
            Self::Unary(_, of) | Self::Growth(of) | Self::Cumulated(of) => of.each_series(see),
            Self::Binary(_, left, right) => {
                left.each_series(see);
                right.each_series(see);
            }
            Self::If(parts) => parts.iter().for_each(|part| part.each_series(see)),
            Self::Lag { of, initial } => {
                of.each_series(see);
                if let Some(initial) = initial {
                    initial.each_series(see);
                }
            }
            Self::Sum(parts) => parts.iter().for_each(|part| part.each_series(see)),
        }
    }
}
