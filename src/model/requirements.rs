//! What output final demand calls for: the Leontief inverses in force, by year and by case of the input coefficients.

use ndarray::Array2;

use super::accounts::{Accounts, coefficients};
use crate::input_output::{InputOutputError, leontief_inverse};
use crate::scenario::{InputCoefficient, Scenario};

/// A row of an inverse without its zeros: (position of the final demand, coefficient).
pub(super) type SparseRow = Vec<(usize, f64)>;

/// L_t (model.md §5). Coefficients that are stated to change have an inverse for each year of change; an uncertain δ of a national
/// table has a case for each of its points, of which every path holds one, and beside them the central case, at its median.
#[derive(Debug, Clone)]
pub struct Requirements {
    /// Which of the spans of years each simulated year is in.
    span_of_year: Vec<usize>,
    spans: Vec<Span>,
    /// What is consumed here and what is sold outside in the base year, by case; the central one first. One entry where coefficients are
    /// certain.
    base_sales: Vec<BaseSales>,
}

/// Years with the same coefficients.
#[derive(Debug, Clone)]
struct Span {
    /// Rows of the central case's inverse.
    central: Vec<SparseRow>,
    /// Inverses of all cases, the central one first; empty where coefficients are certain.
    cases: Vec<Array2<f64>>,
}

/// Final demand of the base year but for investment, by node.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct BaseSales {
    /// c: local consumption.
    pub(super) consumption: Vec<f64>,
    /// e: sales outside the modelled regions.
    pub(super) outside: Vec<f64>,
}

impl Requirements {
    /// The inverses of a scenario with these base-year accounts.
    ///
    /// # Errors
    /// When some I − A_t cannot be inverted, in the central case or another.
    pub(super) fn of(scenario: &Scenario, accounts: &Accounts) -> Result<Self, InputOutputError> {
        let uncertain = scenario.national.iter().flat_map(|n| &n.cases);
        let uncertain: Vec<&[InputCoefficient]> =
            uncertain.map(|case| case.inputs.as_slice()).collect();
        let mut base_sales = vec![BaseSales {
            consumption: accounts.consumption.clone(),
            outside: accounts.outside_sales.clone(),
        }];
        base_sales.extend(uncertain.iter().map(|inputs| {
            let of_case = coefficients(inputs, scenario.sectors.len());
            accounts.base_sales(scenario, &of_case)
        }));

        let changes = scenario.years_of_input_changes();
        let mut starts = changes.clone();
        starts.insert(0, 0);
        starts.dedup();
        let span_of_year = (0..scenario.horizon.len())
            .map(|t| starts.partition_point(|start| *start <= t) - 1)
            .collect();
        let inverse = |inputs: &[InputCoefficient], t: usize| {
            let inputs = scenario.inputs_of_year(inputs, t);
            leontief_inverse(&coefficients(&inputs, scenario.sectors.len()))
        };
        let spans = starts.iter().map(|&t| {
            let unchanged = changes.first().is_none_or(|first| t < *first);
            let central = if unchanged {
                accounts.leontief.clone()
            } else {
                inverse(&scenario.inputs, t)?
            };
            let mut cases = Vec::new();
            if !uncertain.is_empty() {
                cases.push(central.clone());
                for inputs in &uncertain {
                    cases.push(inverse(inputs, t)?);
                }
            }
            let rows = central.rows().into_iter();
            let central = rows.map(|row| sparse(row.iter().copied())).collect();
            Ok(Span { central, cases })
        });
        Ok(Self {
            span_of_year,
            spans: spans.collect::<Result<_, InputOutputError>>()?,
            base_sales,
        })
    }

    /// Rows of the central case's inverse in year `t`, by node.
    pub fn central(&self, t: usize) -> &[SparseRow] {
        &self.spans[self.span_of_year[t]].central
    }

    /// The inverses of year `t` by case, `[supplied node, final demand]`, the central one first; empty where coefficients are certain.
    pub(super) fn cases(&self, t: usize) -> &[Array2<f64>] {
        &self.spans[self.span_of_year[t]].cases
    }

    /// Whether every path holds a case of its own.
    pub fn are_uncertain(&self) -> bool {
        self.base_sales.len() > 1
    }

    /// What the base year sells to consumers and outside, by case, the central one first.
    pub(super) fn base_sales(&self) -> &[BaseSales] {
        &self.base_sales
    }
}

/// The non-zero entries of a row, with their positions.
pub(super) fn sparse(row: impl Iterator<Item = f64>) -> SparseRow {
    row.enumerate().filter(|(_, value)| *value != 0.0).collect()
}
