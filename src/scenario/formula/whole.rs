//! Which declared indicators are whole numbers on every path: counts of chains that stand above a mark, not amounts that vary smoothly.

use super::expression::{BinaryOperation, Expression, UnaryOperation};
use crate::scenario::{DeclaredIndicator, Indicator, Series, Unit};

/// For each declared indicator, by position, whether its formula can only give whole numbers of what it counts. Sums, differences, products, least and greatest of whole
/// numbers are whole, and so is each choice between them; a quotient, a rate, a draw and every series of the model are not taken to be.
pub(in crate::scenario) fn whole_numbers(declared: &[DeclaredIndicator]) -> Vec<bool> {
    let countable = |it: &DeclaredIndicator| {
        matches!(it.unit, Unit::Count(_) | Unit::Number) && has_whole_base(it)
    };
    let mut whole: Vec<bool> = declared.iter().map(countable).collect();
    // One may be made of another, or of itself a year before: what is not whole takes with it what is made of it, until nothing changes.
    loop {
        let before = whole.clone();
        for (k, it) in declared.iter().enumerate() {
            whole[k] = before[k] && is_whole(&it.rule.formula().value.expression, &before);
        }
        if whole == before {
            return whole;
        }
    }
}

/// Whether the base-year value, if there is one, is whole; what grows by a rate from it is not.
fn has_whole_base(it: &DeclaredIndicator) -> bool {
    let grows = matches!(it.rule, crate::scenario::Rule::Growth(_));
    !grows
        && it
            .base
            .as_ref()
            .is_none_or(|base| base.value.fract() == 0.0)
}

fn is_whole(expression: &Expression, known: &[bool]) -> bool {
    let whole = |part: &Expression| is_whole(part, known);
    match expression {
        Expression::Number(value) => value.fract() == 0.0,
        Expression::Year => true,
        Expression::Series(Indicator {
            series: Series::Declared(k),
            ..
        }) => known[*k],
        Expression::Noise | Expression::Series(_) | Expression::Growth(_) => false,
        Expression::Unary(operation, of) => match operation {
            UnaryOperation::Negate | UnaryOperation::Abs => whole(of),
            UnaryOperation::Not => true,
            UnaryOperation::Exp | UnaryOperation::Ln => false,
        },
        Expression::Binary(operation, left, right) => match operation {
            BinaryOperation::Add
            | BinaryOperation::Subtract
            | BinaryOperation::Multiply
            | BinaryOperation::Min
            | BinaryOperation::Max => whole(left) && whole(right),
            BinaryOperation::Divide | BinaryOperation::Power => false,
            // The answer to a question is 1 or 0.
            _ => true,
        },
        Expression::If(parts) => whole(&parts[1]) && whole(&parts[2]),
        Expression::Lag { of, initial } => {
            whole(of) && initial.as_ref().is_none_or(|initial| whole(initial))
        }
        Expression::Cumulated(of) => whole(of),
        Expression::Sum(parts) => parts.iter().all(whole),
    }
}
