//! Indicators that the scenario declares.

use super::formula::Expression;
use super::indicator::{DeclaredName, Unit};
use super::provenance::{Localized, Span, Stated};
use crate::distribution::Shape;

/// A formula as written, and what it means.
#[derive(Debug, Clone, PartialEq)]
pub struct Formula {
    /// Its text.
    pub text: String,
    /// Its meaning.
    pub expression: Expression,
}

/// How a declared indicator moves.
#[derive(Debug, Clone, PartialEq)]
pub enum Rule {
    /// The formula is its growth over the year before, proportional; the base-year value is known.
    Growth(Stated<Formula>),
    /// The formula is its value.
    Value(Stated<Formula>),
}

impl Rule {
    /// The formula.
    pub fn formula(&self) -> &Stated<Formula> {
        match self {
            Self::Growth(formula) | Self::Value(formula) => formula,
        }
    }
}

/// A further series, of all regions together.
#[derive(Debug, Clone, PartialEq)]
pub struct DeclaredIndicator {
    /// Identifier, without hyphen; its name.
    pub id: String,
    /// Name shown to people.
    pub name: Localized,
    /// Where the table stands.
    pub span: Span,
    /// What it is measured in; money in the scenario's unit, counts in whole things.
    pub unit: Unit,
    /// Base-year value.
    pub base: Option<Stated<f64>>,
    /// How it moves.
    pub rule: Rule,
    /// Distribution of `noise`, drawn anew for every path and year; there exactly when the formula uses it.
    pub noise: Option<Stated<Shape>>,
}

/// Whether an indicator has a growth rate of its own; `grows` when its formula is one.
pub(super) fn has_growth(grows: bool, base: Option<f64>, unit: Option<Unit>) -> bool {
    let level = !unit.is_some_and(Unit::is_fraction);
    grows || (level && base.is_some_and(|base| base != 0.0))
}

impl DeclaredIndicator {
    /// Whether `<id>.growth` exists: of what grows from its base, and of an amount, index or number with a base other than 0.
    pub fn has_growth(&self) -> bool {
        let base = self.base.as_ref().map(|base| base.value);
        let grows = matches!(self.rule, Rule::Growth(_));
        has_growth(grows, base, Some(self.unit))
    }

    pub(super) fn name(&self) -> DeclaredName {
        DeclaredName {
            id: self.id.clone(),
            name: self.name.clone(),
            unit: self.unit,
            has_growth: self.has_growth(),
        }
    }
}
