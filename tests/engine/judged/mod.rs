//! Thresholds without a year, tiers, and outcomes known since.

mod milestones;
mod outcomes;
mod tiers;

use kapok::results::{MilestoneSummary, Summary};

/// A target without a year.
fn someday(id: &str, indicator: &str, comparison: &str) -> String {
    format!("\n[[target]]\nid = \"{id}\"\nindicator = \"{indicator}\"\n{comparison}\n")
}

/// An outcome.
fn outcome(indicator: &str, year: i32, value: &str) -> String {
    format!("\n[[actual]]\nindicator = \"{indicator}\"\nyear = {year}\nvalue = {value}\n")
}

fn milestone<'a>(summary: &'a Summary, id: &str) -> &'a MilestoneSummary {
    let found = summary.milestones.iter().find(|it| it.id == id);
    found.unwrap_or_else(|| panic!("the summary has no milestone {id}"))
}

/// The same summary without what is judged beside targets with a year.
fn without_judged(mut summary: Summary) -> Summary {
    summary.milestones.clear();
    summary.tiers.clear();
    summary.actuals.clear();
    for target in &mut summary.targets {
        (target.actual, target.met) = (None, None);
    }
    summary
}
