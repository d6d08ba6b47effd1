//! Input coefficients that change from a year on.

use std::collections::BTreeMap;

use super::checked::Scenario;
use super::economy::InputCoefficient;
use super::provenance::{Span, Stated};

/// What becomes of a coefficient.
#[derive(Debug, Clone, PartialEq)]
pub enum NewCoefficient {
    /// This one, ≥ 0.
    Coefficient(Stated<f64>),
    /// The base year's times this, ≥ 0.
    Factor(Stated<f64>),
}

impl NewCoefficient {
    /// The number in the file.
    pub fn stated(&self) -> &Stated<f64> {
        match self {
            Self::Coefficient(value) | Self::Factor(value) => value,
        }
    }

    fn of(&self, base: f64) -> f64 {
        match self {
            Self::Coefficient(value) => value.value,
            Self::Factor(factor) => base * factor.value,
        }
    }
}

/// A change of the inputs of each of `users` from each of `suppliers`.
#[derive(Debug, Clone, PartialEq)]
pub struct InputChange {
    /// Positions of the using sectors.
    pub users: Vec<usize>,
    /// Positions of the supplying sectors.
    pub suppliers: Vec<usize>,
    /// Index of the first year it holds in; 0 is the first simulated year.
    pub from: usize,
    /// What becomes of the coefficients.
    pub to: NewCoefficient,
    /// Where the change stands.
    pub span: Span,
}

impl InputChange {
    /// Every (supplier, user) it is about.
    pub fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        let suppliers = self.suppliers.iter();
        suppliers.flat_map(|&supplier| self.users.iter().map(move |&user| (supplier, user)))
    }
}

impl Scenario {
    /// The years in which coefficients are not those of the year before, first year 0, in order.
    pub fn years_of_input_changes(&self) -> Vec<usize> {
        let mut years: Vec<usize> = self.input_changes.iter().map(|c| c.from).collect();
        years.sort_unstable();
        years.dedup();
        years
    }

    /// The local inputs of year `t`, when those of the base year are `base`: of each pair the latest change up to then.
    pub fn inputs_of_year(&self, base: &[InputCoefficient], t: usize) -> Vec<InputCoefficient> {
        let mut latest: BTreeMap<(usize, usize), &InputChange> = BTreeMap::new();
        for change in self.input_changes.iter().filter(|change| change.from <= t) {
            for pair in change.pairs() {
                let known = latest.entry(pair).or_insert(change);
                if change.from > known.from {
                    *known = change;
                }
            }
        }
        let mut inputs = base.to_vec();
        for input in &mut inputs {
            if let Some(change) = latest.remove(&(input.supplier, input.user)) {
                let new = change.to.stated();
                input.coefficient = Stated {
                    value: change.to.of(input.coefficient.value),
                    span: new.span,
                    provenance: new.provenance.clone(),
                };
            }
        }
        // What is left are pairs without a coefficient in the base year.
        for ((supplier, user), change) in latest {
            if let NewCoefficient::Coefficient(coefficient) = &change.to {
                inputs.push(InputCoefficient {
                    supplier,
                    user,
                    coefficient: coefficient.clone(),
                    user_span: change.span,
                });
            }
        }
        inputs
    }
}
