//! Sub-targets against their total: how much of it they explain, and what is left for the rest.

mod demand;
mod rest;
mod sums;

use super::finding::Finding;
use super::ledger::Ledger;
use demand::{Universe, demands, parts_of};

pub(super) const CODE: &str = "parts-against-total";

/// Every total that is stated beside some of its parts: investment and its categories, GDP (or a group) and its sectors.
pub(super) fn check(ledger: &Ledger) -> Vec<Finding> {
    let mut found = Vec::new();
    for year in 0..ledger.scenario.horizon.len() {
        for universe in [Universe::Investment, Universe::ValueAdded] {
            let demands = demands(ledger, universe, year);
            for total in &demands {
                let parts = parts_of(total, &demands);
                if !parts.is_empty() {
                    found.extend(sums::exceeded(ledger, total, &parts));
                    found.extend(rest::remainder(ledger, universe, total, &parts));
                }
            }
        }
    }
    found
}
