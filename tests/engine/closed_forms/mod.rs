//! Scenarios whose answers are known exactly, from their text to their summary.
//!
//! Each case is a function that takes the parameters a mistake could change and returns how far the summary is from the exact
//! answers, in standard errors: `mutants.rs` calls them with a wrong parameter. Exact answers come from
//! `tests/reference/cases.json` where it has them.

pub(super) mod distributions;
pub(super) mod growth;
mod intervals;
pub(super) mod investment;
pub(super) mod record;
pub(super) mod targets;

use kapok::results::Summary;

use crate::reference::{Case, number, numbers};
use crate::support::{Checks, indicator};

const MILLION: u64 = 1_000_000;

/// An expected number of a reference case.
fn exact(case: &Case, key: &str) -> f64 {
    number(case.expected(key))
}

/// An expected list of a reference case.
fn exacts(case: &Case, key: &str) -> Vec<f64> {
    numbers(case.expected(key))
}

/// An input list of a reference case.
fn inputs(case: &Case, key: &str) -> Vec<f64> {
    numbers(case.input(key))
}

/// Adds the reported quantiles of an indicator: the exact distribution function there is p, but for the error of a share.
fn quantiles(
    checks: &mut Checks,
    summary: &Summary,
    name: &str,
    year: usize,
    cdf: impl Fn(f64) -> f64,
) {
    for (p, values) in &indicator(summary, name).quantiles {
        let exact: f64 = p.parse().expect("quantiles are named by their probability");
        let label = format!("F at the {p} quantile of {name}");
        checks.probability(&label, cdf(values[year]), exact, summary.run.paths);
    }
}
