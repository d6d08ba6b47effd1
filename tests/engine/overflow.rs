//! Paths that leave the numbers: counted, located, missed, and never a NaN in a file.

use kapok::results::Summary;
use serde_json::Value;

use crate::support::{Checks, Plan, indicator, judged, one_sector, parse, target};

/// Every number of a summary's JSON is a number: a NaN or an infinity would be written as null where a number belongs.
fn assert_numbers(summary: &Summary) {
    fn visit(at: &str, value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Null => found.push(at.to_owned()),
            Value::Array(items) => {
                for (k, item) in items.iter().enumerate() {
                    visit(&format!("{at}[{k}]"), item, found);
                }
            }
            Value::Object(entries) => {
                for (key, entry) in entries {
                    visit(&format!("{at}.{key}"), entry, found);
                }
            }
            _ => {}
        }
    }
    let json = serde_json::to_value(summary).expect("a summary can be written");
    let mut found = Vec::new();
    visit("", &json, &mut found);
    // What may be absent by its meaning.
    found.retain(|at| {
        let key = at.rsplit('.').next().unwrap_or(at);
        !matches!(
            key,
            "base"
                | "source"
                | "quote"
                | "tier"
                | "actual"
                | "met"
                | "line"
                | "unseeded"
                | "probability_unseeded"
                | "probability_without_seeds"
                | "std_error_unseeded"
                | "std_error_without_seeds"
                | "mean_shortfall"
                | "first"
                | "joint"
        )
    });
    found.truncate(8);
    assert!(found.is_empty(), "no numbers: {found:?}");
}

/// A scenario whose growth has this standard deviation, in log points a year, with heavy tails.
fn wild(factor: &str, sd: f64) -> String {
    one_sector(
        2026,
        "0.03",
        &format!(
            "\n[factor.{factor}]\nshape = \"student-t\"\ndof = 3\nsd = \"{}%\"\n{}{}",
            100.0 * sd,
            judged("any", "gdp.real", 2024, "at_least = 0.0001"),
            judged("nominal", "gdp.nominal", 2026, "at_most = 1e14"),
        ),
    )
}

fn check(factor: &str, sd: f64, series: &str) -> Summary {
    let plan = Plan::paths(20_000);
    let scenario = parse(&wild(factor, sd));
    let summary = plan.run(&scenario);
    let failed = &summary.run.failed_paths;
    assert!(
        (1..summary.run.paths).contains(&failed.count),
        "{} of {} paths failed",
        failed.count,
        summary.run.paths
    );
    assert_numbers(&summary);
    // Where the first failed: a path of the run, a simulated year, an indicator that exists.
    let first = failed.first.as_ref().expect("some failed");
    assert!(first.path < summary.run.paths);
    assert!(summary.years.contains(&first.year));
    assert!(
        summary.indicators.contains_key(&first.indicator),
        "{}",
        first.indicator
    );
    assert_eq!(first.indicator, series);
    // A shorter run that ends just before it has no failure, one that ends with it has that one.
    if first.path > 0 {
        let before = Plan::paths(first.path).run(&scenario);
        assert_eq!(before.run.failed_paths.count, 0);
    }
    let with = Plan::paths(first.path + 1).run(&scenario);
    assert_eq!(with.run.failed_paths.count, 1);
    assert_eq!(with.run.failed_paths.first.as_ref(), Some(first));
    // Failed paths miss every target and count as meeting none.
    let joint = summary.joint.as_ref().expect("there are targets");
    let share = failed.count as f64 / summary.run.paths as f64;
    assert!(joint.count[0] >= share);
    for target in &summary.targets {
        let hits: u64 = target.batch_hits.iter().sum();
        assert!(hits + failed.count <= summary.run.paths, "{}", target.id);
    }
    assert!(
        summary
            .warnings
            .iter()
            .any(|warning| warning.code == "failed-paths")
    );
    // The same bytes however the run is cut.
    for block in [32, 1024] {
        let other = plan.block(block).run(&scenario);
        assert_eq!(
            serde_json::to_string(&summary).expect("it can be written"),
            serde_json::to_string(&other).expect("it can be written")
        );
    }
    summary
}

#[test]
fn output_that_overflows_on_rare_paths_is_counted_and_located() {
    // Levels beyond e^±83 count as lost: some sixteen of these standard deviations, which Student's t with three degrees of freedom
    // reaches once in a few thousand years.
    let summary = check("productivity", 5.0, "sector.s1.value_added");
    assert!(
        summary.run.failed_paths.count < 100,
        "{}",
        summary.run.failed_paths.count
    );
}

#[test]
fn output_that_overflows_on_many_paths_is_counted_and_located() {
    let summary = check("productivity", 500.0, "sector.s1.value_added");
    assert!(
        summary.run.failed_paths.count > 2_000,
        "{}",
        summary.run.failed_paths.count
    );
}

#[test]
fn prices_that_overflow_are_counted_and_located() {
    let summary = check("prices", 100.0, "deflator");
    // Prices move no quantity here: of the paths that remain, every one meets the real target.
    let share = summary.run.failed_paths.count as f64 / summary.run.paths as f64;
    assert!((target(&summary, "any").probability - (1.0 - share)).abs() < 1e-12);
}

#[test]
fn huge_numbers_that_stay_finite_are_reported_as_numbers() {
    // Levels from 10⁻²⁵ to 10²⁵ by the third year: far beyond any economy, and the greatest is millions of the pilot's standard deviations.
    let text = one_sector(
        2026,
        "0.03",
        &format!(
            "\n[factor.productivity]\nsd = \"800%\"\n{}",
            judged("any", "gdp.real", 2026, "at_least = 100"),
        ),
    );
    let summary = Plan::paths(20_000).run_text(&text);
    assert_eq!(summary.run.failed_paths.count, 0);
    assert_numbers(&summary);
    for (name, found) in &summary.indicators {
        for t in 0..3 {
            assert!(found.sd[t] >= 0.0 && found.min[t] <= found.max[t], "{name}");
            assert!(
                found.min[t] <= found.mean[t] && found.mean[t] <= found.max[t],
                "{name}: {} in [{}, {}]",
                found.mean[t],
                found.min[t],
                found.max[t]
            );
        }
    }
    // Quantiles are as coarse as they say: 100 · 1.03³ · exp(8 √3 Φ⁻¹(p)).
    let gdp = indicator(&summary, "gdp.real");
    for (p, z) in [
        ("0.25", -0.674_489_750_196_081_7),
        ("0.5", 0.0),
        ("0.75", 0.674_489_750_196_081_7),
    ] {
        let exact = 109.2727 * libm::exp(8.0 * 3.0_f64.sqrt() * z);
        let off = (gdp.quantiles[p][2] - exact).abs();
        assert!(
            off <= gdp.quantile_error[2],
            "{p}: {off} against {}",
            gdp.quantile_error[2]
        );
    }
    let mut checks = Checks::default();
    // P(GDP ≥ 100) = Φ(3 ln 1.03/(8 √3)).
    let above = kapok::numerics::normal_cdf(3.0 * libm::log1p(0.03) / (8.0 * 3.0_f64.sqrt()));
    checks.target(&summary, "any", above);
    checks.hold();
}

#[test]
fn a_plan_wholly_unspent_counts_as_lost() {
    // Investment of nothing has no growth the year after: half of the years here, so one path in eight comes through three of them.
    let text = one_sector(
        2026,
        "0.03",
        r#"
[investment.works]
base = 100
growth = 0
formation = 0

[[pipeline]]
id = "works"
category = "works"
planned = { 2024 = 100, 2025 = 100, 2026 = 100 }
execution = { shape = "uniform", low = -1, high = 1 }
carry = 0
"#,
    );
    let paths = 20_000;
    let summary = Plan::paths(paths).run_text(&text);
    assert_numbers(&summary);
    let mut checks = Checks::default();
    let failed = &summary.run.failed_paths;
    checks.probability("lost", failed.count as f64 / paths as f64, 0.875, paths);
    checks.hold();
    assert_eq!(
        failed.first.as_ref().expect("some are lost").indicator,
        "fai.works"
    );
    assert!(indicator(&summary, "fai.works").min[2] > 0.0);
}

#[test]
fn a_revision_beyond_all_numbers_counts_as_lost() {
    let text = one_sector(2025, "0.03", "\n[factor.productivity]\nsd = \"1%\"\n").replace(
        "anchor = \"trend\"",
        "anchor = \"trend\"\nrevision = { shape = \"normal\", mean = 1, sd = 0.5 }",
    );
    let paths = 20_000;
    let summary = Plan::paths(paths).run_text(&text);
    assert_numbers(&summary);
    // A level that is published as negative: Φ(−2).
    let mut checks = Checks::default();
    let failed = &summary.run.failed_paths;
    let below = kapok::numerics::normal_cdf(-2.0);
    checks.probability("lost", failed.count as f64 / paths as f64, below, paths);
    checks.hold();
    assert_eq!(
        failed.first.as_ref().expect("some are lost").indicator,
        "gdp.nominal"
    );
}
