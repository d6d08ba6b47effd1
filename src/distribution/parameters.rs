//! The rules that parameters must keep, and the error when they do not.

use core::fmt;

/// A rule about the parameters of a shape.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Rule {
    /// Every parameter is a finite number.
    Finite,
    /// The named parameter is zero or more.
    NotNegative(&'static str),
    /// The named parameter is more than zero.
    Positive(&'static str),
    /// The named parameter is more than the limit.
    Above(&'static str, f64),
    /// The named parameter is less than the limit that the other parameters set.
    Below(&'static str, f64),
    /// The named parameters stand in this order; equal ones are allowed, but the first is less than the last.
    Ordered(&'static [&'static str]),
    /// The named parameters stand in this order, and no two are equal.
    Increasing(&'static [&'static str]),
    /// There is at least one value.
    NotEmpty,
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Finite => f.write_str("every parameter must be a finite number"),
            Self::NotNegative(name) => write!(f, "{name} must be zero or more"),
            Self::Positive(name) => write!(f, "{name} must be more than zero"),
            Self::Above(name, limit) => write!(f, "{name} must be more than {limit}"),
            Self::Below(name, limit) => write!(f, "{name} must be less than {limit}"),
            Self::Ordered(names) => {
                let (first, last) = (names[0], names[names.len() - 1]);
                write!(f, "{} and {first} < {last} must hold", names.join(" ≤ "))
            }
            Self::Increasing(names) => write!(f, "{} must hold", names.join(" < ")),
            Self::NotEmpty => f.write_str("at least one value is needed"),
        }
    }
}

/// Parameters that make no distribution. The shape cannot be used; nothing else is affected.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{shape}: {rule}, but {}", listed(.values))]
pub struct ShapeError {
    /// The shape, as scenario files call it.
    pub shape: &'static str,
    /// The rule that is broken.
    pub rule: Rule,
    /// The parameters and their values, in the order of the constructor; of a list, the first value at fault.
    pub values: Vec<(&'static str, f64)>,
}

fn listed(values: &[(&'static str, f64)]) -> String {
    if values.is_empty() {
        return "there is none".to_owned();
    }
    let each: Vec<String> = values
        .iter()
        .map(|(name, value)| format!("{name} = {value}"))
        .collect();
    each.join(", ")
}

/// The parameters of a shape on their way to being checked.
pub(super) struct Parameters<'a> {
    shape: &'static str,
    values: &'a [(&'static str, f64)],
}

impl<'a> Parameters<'a> {
    /// Takes named parameters and requires them to be finite.
    pub(super) fn finite(
        shape: &'static str,
        values: &'a [(&'static str, f64)],
    ) -> Result<Self, ShapeError> {
        let parameters = Self { shape, values };
        parameters.require(
            values.iter().all(|(_, value)| value.is_finite()),
            Rule::Finite,
        )?;
        Ok(parameters)
    }

    /// An error with all the values unless the rule holds.
    pub(super) fn require(&self, holds: bool, rule: Rule) -> Result<(), ShapeError> {
        if holds {
            return Ok(());
        }
        Err(ShapeError {
            shape: self.shape,
            rule,
            values: self.values.to_vec(),
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::distribution::{Beta, Empirical, Fixed, LogNormal, Normal, Pert, ShapeError};
    use crate::distribution::{StudentT, Triangular, TwoPiece, Uniform};

    #[test]
    fn every_refusal_says_the_rule_and_the_values() {
        fn said<T>(result: Result<T, ShapeError>) -> String {
            result
                .err()
                .expect("these parameters are wrong")
                .to_string()
        }
        let cases = [
            (
                said(Normal::new(1.0, -0.5)),
                "normal: sd must be zero or more, but mean = 1, sd = -0.5",
            ),
            (
                said(Normal::new(f64::NAN, 1.0)),
                "normal: every parameter must be a finite number, but mean = NaN, sd = 1",
            ),
            (
                said(TwoPiece::new(0.0, 0.0, 1.0)),
                "two-piece: sd_down must be more than zero, but mode = 0, sd_down = 0, sd_up = 1",
            ),
            (
                said(TwoPiece::new(0.0, 1.0, -1.0)),
                "two-piece: sd_up must be more than zero, but mode = 0, sd_down = 1, sd_up = -1",
            ),
            (
                said(StudentT::new(0.0, 1.0, 2.0)),
                "student-t: dof must be more than 2, but mean = 0, sd = 1, dof = 2",
            ),
            (
                said(Triangular::new(1.0, 0.0, 2.0)),
                "triangular: low ≤ mode ≤ high and low < high must hold, but low = 1, mode = 0, high = 2",
            ),
            (
                said(Triangular::new(1.0, 1.0, 1.0)),
                "triangular: low ≤ mode ≤ high and low < high must hold, but low = 1, mode = 1, high = 1",
            ),
            (
                said(Pert::new(0.0, 3.0, 2.0)),
                "pert: low ≤ mode ≤ high and low < high must hold, but low = 0, mode = 3, high = 2",
            ),
            (
                said(Uniform::new(2.0, 2.0)),
                "uniform: low < high must hold, but low = 2, high = 2",
            ),
            (
                said(LogNormal::new(0.0, 1.0)),
                "lognormal: median must be more than zero, but median = 0, sigma = 1",
            ),
            (
                said(Beta::new(0.5, 0.5, 0.0, 1.0)),
                "beta: sd must be less than 0.5, but mean = 0.5, sd = 0.5, low = 0, high = 1",
            ),
            (
                said(Beta::new(1.0, 0.1, 0.0, 1.0)),
                "beta: low < mean < high must hold, but mean = 1, sd = 0.1, low = 0, high = 1",
            ),
            (
                said(Beta::new(0.5, 0.0, 0.0, 1.0)),
                "beta: sd must be more than 0.0001, but mean = 0.5, sd = 0, low = 0, high = 1",
            ),
            (
                said(Fixed::new(f64::INFINITY)),
                "fixed: every parameter must be a finite number, but value = inf",
            ),
            (
                said(Empirical::new(vec![])),
                "empirical: at least one value is needed, but there is none",
            ),
            (
                said(Empirical::new(vec![1.0, f64::NAN])),
                "empirical: every parameter must be a finite number, but value = NaN",
            ),
        ];
        for (got, expected) in cases {
            assert_eq!(got, expected);
        }
    }
}
