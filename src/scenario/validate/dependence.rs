//! The correlations of the factors: together they must be possible.

use std::collections::BTreeMap;

use ndarray::Array2;

use super::amounts::number;
use crate::dependence::{CorrelationError, CorrelationMatrix};
use crate::diagnostics::{Code, Diagnostic};
use crate::quantity::bilingual;
use crate::scenario::{Correlation, Scenario};

/// How many entries of the nearest matrix are written out.
const SUGGESTED: usize = 6;

/// Some variables could have these correlations: no eigenvalue is negative.
pub(super) fn correlation_matrix(scenario: &Scenario) -> Vec<Diagnostic> {
    let places = correlated_factors(scenario);
    let mut entries = Array2::eye(places.len());
    for correlation in &scenario.correlations {
        let (a, b) = (places[&correlation.pair.0], places[&correlation.pair.1]);
        entries[[a, b]] = correlation.value.value;
        entries[[b, a]] = correlation.value.value;
    }
    match CorrelationMatrix::new(entries) {
        Err(CorrelationError::Impossible {
            smallest_eigenvalue,
            nearest,
        }) => {
            let near = |correlation: &Correlation| {
                nearest[[places[&correlation.pair.0], places[&correlation.pair.1]]]
            };
            impossible(scenario, smallest_eigenvalue, near)
                .into_iter()
                .collect()
        }
        _ => Vec::new(), // entries out of range were refused when they were read
    }
}

/// The factors with a correlation, numbered in their order: the others are independent and cannot make a matrix impossible.
fn correlated_factors(scenario: &Scenario) -> BTreeMap<usize, usize> {
    let pairs = scenario
        .correlations
        .iter()
        .flat_map(|c| [c.pair.0, c.pair.1]);
    let mut places: BTreeMap<usize, usize> = pairs.map(|factor| (factor, 0)).collect();
    for (place, value) in places.values_mut().enumerate() {
        *value = place;
    }
    places
}

/// Points at the entry that the nearest possible matrix changes most.
fn impossible(
    scenario: &Scenario,
    eigenvalue: f64,
    near: impl Fn(&Correlation) -> f64,
) -> Option<Diagnostic> {
    let change = |correlation: &Correlation| (near(correlation) - correlation.value.value).abs();
    let mut changed: Vec<&Correlation> = scenario.correlations.iter().collect();
    changed.sort_by(|a, b| change(b).total_cmp(&change(a)));
    let first = changed.first()?;
    let id = |factor: usize| scenario.factors[factor].id.as_str();
    let named = |correlation: &&Correlation| {
        let (a, b) = correlation.pair;
        // Rounded towards zero, so that what is suggested is not again impossible.
        let value = (near(correlation) * 1e3).trunc() / 1e3;
        format!("{}–{} {}", id(a), id(b), number(value))
    };
    let suggested: Vec<String> = changed.iter().take(SUGGESTED).map(named).collect();
    let (suggested, eigenvalue) = (suggested.join(", "), scientific(eigenvalue));
    let more = if changed.len() > SUGGESTED {
        " …"
    } else {
        ""
    };
    Some(
        Diagnostic::error(
            Code::NotPositiveDefinite,
            first.value.span,
            bilingual!(
                "这些相关系数不可能同时成立：相关矩阵不是正定的，最小特征值为 {eigenvalue}",
                "these correlations are impossible together: the matrix is not positive definite, its smallest eigenvalue is {eigenvalue}"
            ),
        )
        .label(bilingual!("与最近的可行矩阵相差最大的一项", "the entry farthest from the nearest possible matrix"))
        .help(bilingual!("最近的可行值：{suggested}{more}", "the nearest possible values: {suggested}{more}")),
    )
}

/// Four decimals, or a power of ten for what would round to nothing.
fn scientific(value: f64) -> String {
    if value.abs() < 1e-3 {
        format!("{value:.1e}")
    } else {
        number(value)
    }
}
