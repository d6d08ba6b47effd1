//! What is known once something is given, as JSON and as tables.

use serde::Serialize;

use super::tables::table;
use crate::results::{Estimate, Spread, Update, UpdatedQuantity, UpdatedTarget};

/// `condition.json` or `track.json`.
///
/// # Panics
/// Never: an update is plain data.
pub fn update_json(update: &impl Serialize) -> Vec<u8> {
    let mut json = serde_json::to_vec_pretty(update).expect("an update is plain data");
    json.push(b'\n');
    json
}

/// `targets.csv` of an update: one row a target or milestone, and one for all together, whose id is empty.
pub fn updated_targets_csv(update: &Update) -> Vec<u8> {
    let header = [
        "id",
        "probability_before",
        "std_error_before",
        "ci95_before_low",
        "ci95_before_high",
        "probability_after",
        "std_error_after",
        "ci95_after_low",
        "ci95_after_high",
        "change",
        "std_error_change",
        "given",
    ];
    let row = |target: &UpdatedTarget| {
        let change = &target.probability;
        let mut row = vec![target.id.clone().unwrap_or_default()];
        row.extend(estimate(change.before));
        row.extend(target.ci95_before.map(|end| end.to_string()));
        row.extend(estimate(change.after));
        row.extend(target.ci95_after.map(|end| end.to_string()));
        row.extend(estimate(change.change));
        row.push(target.given.to_string());
        row
    };
    table(&header, update.targets.iter().map(row))
}

/// `drivers.csv`: tidy, a row for each driver or indicator, year and statistic, before and after.
pub fn updated_quantities_csv(update: &Update) -> Vec<u8> {
    let header = ["name", "year", "unit", "statistic", "before", "after"];
    let quantities = update.drivers.iter().chain(&update.indicators);
    table(&header, quantities.flat_map(quantity_rows))
}

fn quantity_rows(quantity: &UpdatedQuantity) -> Vec<Vec<String>> {
    let (before, after) = (&quantity.before, &quantity.after);
    let year = quantity.year.map(|year| year.to_string());
    let row = |statistic: &str, before: f64, after: f64| {
        vec![
            quantity.name.clone(),
            year.clone().unwrap_or_default(),
            quantity.unit.clone(),
            statistic.to_owned(),
            before.to_string(),
            after.to_string(),
        ]
    };
    let of = |statistic: &str, of: &dyn Fn(&Spread) -> f64| row(statistic, of(before), of(after));
    let mut rows = vec![
        of("mean", &|spread| spread.mean.value),
        of("std_error", &|spread| spread.mean.std_error),
        of("sd", &|spread| spread.sd),
        of("median_ci95_low", &|spread| spread.median_ci95[0]),
        of("median_ci95_high", &|spread| spread.median_ci95[1]),
    ];
    for p in before.quantiles.keys() {
        rows.push(of(&format!("quantile_{p}"), &|spread| spread.quantiles[p]));
    }
    if let Some(occurs) = &quantity.occurs {
        rows.push(row("occurs", occurs.before.value, occurs.after.value));
        let [before, after] = [occurs.before, occurs.after].map(|it| it.std_error);
        rows.push(row("occurs_std_error", before, after));
    }
    rows.push(row("shift_in_sd", 0.0, quantity.shift.value));
    rows.push(row("shift_std_error", 0.0, quantity.shift.std_error));
    rows
}

fn estimate(estimate: Estimate) -> [String; 2] {
    [estimate.value.to_string(), estimate.std_error.to_string()]
}
