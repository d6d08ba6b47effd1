//! The machine that formulas run on: a stack of rows, one row a block's lanes.
//!
//! Truth is 1 and 0. What is no number stays none: a comparison with it is no truth, and a choice by it is no number.

use crate::numerics::packs::{self, Kernel, Vectors};
use crate::numerics::{exp, ln};
use crate::scenario::{BinaryOperation, UnaryOperation};

/// One instruction; a value is one row of the stack.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Instruction {
    /// Pushes a number.
    Constant(f64),
    /// Pushes the calendar year of `back` years before.
    Calendar { back: usize },
    /// Pushes a series of `back` years before; its base-year value where that is the base year.
    Load {
        place: usize,
        back: usize,
        base: f64,
    },
    /// Replaces the last value.
    Unary(UnaryOperation),
    /// Replaces the last two values by one.
    Binary(BinaryOperation),
    /// Replaces condition, then and otherwise by one of the two.
    Select,
    /// Goes on at `to` in every year but `t`.
    UnlessYear { t: usize, to: usize },
    /// Goes on at `to`.
    Jump { to: usize },
}

/// The year in hand and the shape of the rows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Index of the year.
    pub(super) t: usize,
    /// Its calendar year.
    pub(super) calendar: f64,
    pub(super) years: usize,
    pub(super) lanes: usize,
}

/// Runs a program for one year; its result is the first row of the stack. `values` is `[place, year, lane]`.
pub(super) fn run(program: &[Instruction], place: Place, values: &[f64], stack: &mut [f64]) {
    packs::run(Program {
        instructions: program,
        place,
        values,
        stack,
    });
}

struct Program<'p> {
    instructions: &'p [Instruction],
    place: Place,
    values: &'p [f64],
    stack: &'p mut [f64],
}

impl Kernel for Program<'_> {
    type Output = ();

    #[inline(always)]
    fn run<V: Vectors>(self, _: V) {
        execute(self.instructions, self.place, self.values, self.stack);
    }
}

/// The rows are worked through in plain loops, which the compiler turns into the vectors of whatever set it compiles them for.
#[inline(always)]
fn execute(program: &[Instruction], place: Place, values: &[f64], stack: &mut [f64]) {
    let lanes = place.lanes;
    let (mut next, mut rows) = (0, 0);
    while let Some(instruction) = program.get(next) {
        next += 1;
        match *instruction {
            Instruction::Constant(value) => {
                stack[rows * lanes..][..lanes].fill(value);
                rows += 1;
            }
            Instruction::Calendar { back } => {
                stack[rows * lanes..][..lanes].fill(place.calendar - back as f64);
                rows += 1;
            }
            Instruction::Load {
                place: series,
                back,
                base,
            } => {
                let out = &mut stack[rows * lanes..][..lanes];
                match place.t.checked_sub(back) {
                    Some(t) => {
                        out.copy_from_slice(&values[(series * place.years + t) * lanes..][..lanes]);
                    }
                    None => out.fill(base),
                }
                rows += 1;
            }
            Instruction::Unary(operation) => {
                unary(operation, &mut stack[(rows - 1) * lanes..][..lanes]);
            }
            Instruction::Binary(operation) => {
                rows -= 1;
                let (left, right) = stack[(rows - 1) * lanes..][..2 * lanes].split_at_mut(lanes);
                binary(operation, left, right);
            }
            Instruction::Select => {
                rows -= 2;
                let parts = &mut stack[(rows - 1) * lanes..][..3 * lanes];
                let (condition, rest) = parts.split_at_mut(lanes);
                let (then, otherwise) = rest.split_at(lanes);
                select(condition, then, otherwise);
            }
            Instruction::UnlessYear { t, to } => {
                if place.t != t {
                    next = to;
                }
            }
            Instruction::Jump { to } => next = to,
        }
    }
}

#[inline(always)]
fn unary(operation: UnaryOperation, row: &mut [f64]) {
    match operation {
        UnaryOperation::Negate => row.iter_mut().for_each(|x| *x = -*x),
        UnaryOperation::Not => row.iter_mut().for_each(|x| *x = 1.0 - *x),
        UnaryOperation::Exp => row.iter_mut().for_each(|x| *x = exp(*x)),
        UnaryOperation::Ln => row.iter_mut().for_each(|x| *x = ln(*x)),
        UnaryOperation::Abs => row.iter_mut().for_each(|x| *x = x.abs()),
    }
}

#[inline(always)]
fn binary(operation: BinaryOperation, left: &mut [f64], right: &[f64]) {
    match operation {
        BinaryOperation::Add => each(left, right, |a, b| a + b),
        BinaryOperation::Subtract => each(left, right, |a, b| a - b),
        BinaryOperation::Multiply => each(left, right, |a, b| a * b),
        BinaryOperation::Divide => each(left, right, |a, b| a / b),
        BinaryOperation::Power => each(left, right, libm::pow),
        BinaryOperation::Min => each(left, right, |a, b| pick(a < b, a, b)),
        BinaryOperation::Max => each(left, right, |a, b| pick(a > b, a, b)),
        BinaryOperation::Less => each(left, right, |a, b| truth(a < b, a, b)),
        BinaryOperation::LessOrEqual => each(left, right, |a, b| truth(a <= b, a, b)),
        BinaryOperation::Greater => each(left, right, |a, b| truth(a > b, a, b)),
        BinaryOperation::GreaterOrEqual => each(left, right, |a, b| truth(a >= b, a, b)),
        BinaryOperation::Equal => each(left, right, |a, b| truth(a == b, a, b)),
        BinaryOperation::NotEqual => each(left, right, |a, b| truth(a != b, a, b)),
        BinaryOperation::And => each(left, right, |a, b| a * b),
        BinaryOperation::Or => each(left, right, |a, b| pick(a > b, a, b)),
    }
}

#[inline(always)]
fn each(left: &mut [f64], right: &[f64], of: impl Fn(f64, f64) -> f64) {
    for (a, b) in left.iter_mut().zip(right) {
        *a = of(*a, *b);
    }
}

/// One of two numbers; none where either is none.
#[inline(always)]
fn pick(first: bool, a: f64, b: f64) -> f64 {
    let chosen = if first { a } else { b };
    if a.is_nan() { a } else { chosen }
}

/// 1 for true, 0 for false; no number where either is none.
#[inline(always)]
fn truth(holds: bool, a: f64, b: f64) -> f64 {
    let value = if holds { 1.0 } else { 0.0 };
    if a.is_nan() || b.is_nan() {
        f64::NAN
    } else {
        value
    }
}

#[inline(always)]
fn select(condition: &mut [f64], then: &[f64], otherwise: &[f64]) {
    for (out, (a, b)) in condition.iter_mut().zip(then.iter().zip(otherwise)) {
        let chosen = if *out == 0.0 { *b } else { *a };
        *out = if out.is_nan() { *out } else { chosen };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The result of a program on one lane in year `t`, over one series of two years.
    fn result(program: &[Instruction], t: usize) -> f64 {
        let place = Place {
            t,
            calendar: 2024.0 + t as f64,
            years: 2,
            lanes: 1,
        };
        let mut stack = [0.0; 8];
        run(program, place, &[10.0, 20.0], &mut stack);
        stack[0]
    }

    fn load(back: usize) -> Instruction {
        Instruction::Load {
            place: 0,
            back,
            base: 5.0,
        }
    }

    #[test]
    fn earlier_years_are_earlier_rows_and_then_the_base() {
        assert_eq!(result(&[load(0)], 1), 20.0);
        assert_eq!(result(&[load(1)], 1), 10.0);
        assert_eq!(result(&[load(1)], 0), 5.0);
        assert_eq!(result(&[Instruction::Calendar { back: 1 }], 1), 2024.0);
    }

    #[test]
    fn what_is_no_number_stays_none() {
        use BinaryOperation::{And, Equal, Greater, Less, Max, Min, NotEqual, Or};
        let nan = Instruction::Constant(f64::NAN);
        let one = Instruction::Constant(1.0);
        for operation in [Min, Max, Less, Greater, Equal, NotEqual, And, Or] {
            for [a, b] in [[nan, one], [one, nan]] {
                let value = result(&[a, b, Instruction::Binary(operation)], 0);
                assert!(value.is_nan(), "{operation:?}");
            }
        }
        let zero = Instruction::Constant(0.0);
        assert!(result(&[nan, one, zero, Instruction::Select], 0).is_nan());
        // What is not chosen may be none.
        assert_eq!(result(&[zero, nan, one, Instruction::Select], 0), 1.0);
    }

    #[test]
    fn a_branch_is_taken_in_its_year_only() {
        let program = [
            Instruction::UnlessYear { t: 0, to: 3 },
            Instruction::Constant(7.0),
            Instruction::Jump { to: 4 },
            load(1),
            Instruction::Constant(1.0),
            Instruction::Binary(BinaryOperation::Add),
        ];
        assert_eq!(result(&program, 0), 8.0);
        assert_eq!(result(&program, 1), 11.0);
    }
}
