//! The spread that a record of attainment asks for.

use super::MILLION;
use crate::support::{Checks, Plan, close, indicator, judged, one_sector};

const RECORD: [(f64, f64); 6] = [
    (0.08, 0.086),
    (0.075, 0.081),
    (0.075, 0.052),
    (0.07, 0.061),
    (0.055, 0.027),
    (0.06, 0.066),
];

/// A region anchored at its record; the standard deviation that first-year growth is checked against is `factor` times the right one.
pub(crate) fn record(factor: f64, paths: u64) -> Checks {
    let rows: Vec<String> = RECORD
        .iter()
        .zip(2016..)
        .map(|((target, actual), year)| {
            format!("{{ year = {year}, target = {target}, actual = {actual} }}")
        })
        .collect();
    let text = one_sector(
        2025,
        "0.05",
        &format!(
            "\n[factor.productivity]\nsd = \"1%\"\n{}seed = true\n",
            judged("growth", "gdp.growth", 2024, "at_least = 0.06"),
        ),
    )
    .replace(
        "anchor = \"trend\"",
        &format!(
            "anchor = \"record\"\nshrink = 2\nrecord = [{}]",
            rows.join(", ")
        ),
    );
    let summary = Plan::paths(paths).run_text(&text);
    // Errors 0.6, 0.6, −2.3, −0.9, −2.8, 0.6 points: mean −0.7; six of them shrunk by 6/8.
    let n = RECORD.len() as f64;
    let errors = RECORD.map(|(target, actual)| actual - target);
    let mean = errors.iter().sum::<f64>() / n;
    assert!((mean + 0.007).abs() < 1e-12);
    let s = (errors.iter().map(|e| (e - mean) * (e - mean)).sum::<f64>() / (n - 1.0)).sqrt();
    let wanted = factor * s * (1.0 + 1.0 / n).sqrt();
    let found = indicator(&summary, "gdp.growth");
    assert!(
        close(found.central[0], 0.06 + 0.75 * mean, 1e-12, 0.0),
        "{}",
        found.central[0]
    );
    let mut checks = Checks::default();
    // λ fits the sd of the first 131,072 paths: an error of theirs beside that of all paths.
    let pilot = 131_072_f64;
    let error = (1.0 / (2.0 * paths as f64) + 1.0 / (2.0 * pilot)).sqrt();
    checks.value("sd", found.sd[0], wanted, wanted * error);
    checks
}

#[test]
fn first_year_growth_is_as_uncertain_as_the_record_predicts() {
    record(1.0, MILLION).hold();
}

#[test]
fn on_the_pilots_own_paths_the_records_spread_is_exact() {
    // λ is found on the first 131,072 keyed paths: a run of just these has the record's sd, but for the fixed-point sums.
    let error = (1.0_f64 / (2.0 * 131_072.0) + 1.0 / (2.0 * 131_072.0)).sqrt();
    let z = record(1.0, 131_072).worst();
    assert!(z * error < 1e-9, "{z}");
}
