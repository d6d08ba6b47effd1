//! Several regions: each against its own numbers, all together against the sum.

use kapok::results::Severity;

use super::sample::{findings, open, target};

/// Two regions, 600 and 400, without and with inflation of 3 %.
fn twins(rest: &str) -> String {
    format!(
        r#"
schema = 1
id = "twins"
base_year = 2023
horizon = 2025

[region.east]
gdp = 600
anchor = "trend"
trend = "4%"

[region.west]
gdp = 400
anchor = "trend"
trend = "4%"
inflation = "3%"

[defaults.sector]
value_added_ratio = 0.5
capital_output_ratio = 3
capital_share = 0.4
depreciation = 0.05
utilisation = 0.8

[[sector]]
id = "docks"
region = "east"
groups = ["trade"]
share = 1

[[sector]]
id = "shops"
region = "west"
groups = ["trade"]
share = 1

[investment.ports]
region = "east"
base = 60
growth = "5%"

[investment.malls]
region = "west"
base = 40
growth = "10%"

[run]
paths = 100
seed = 1
{rest}"#
    )
}

#[test]
fn each_region_is_held_against_its_own_base_and_prices() {
    let claims = |region: &str, level: f64| {
        [
            target(
                "g",
                &format!("{region}.gdp.growth"),
                2024,
                "at_least = \"5.0%\"",
            ),
            target(
                "l",
                &format!("{region}.gdp.nominal"),
                2024,
                &format!("at_least = {level}"),
            ),
        ]
        .concat()
    };
    // East 600 × 1.05 = 630 and prices stand still; west 400 × 1.05 = 420, × e^0.03 = 432.8.
    let east = findings(&twins(&claims("east", 640.0)));
    assert_eq!((east[0].left, east[0].severity), (630.0, Severity::Warning));
    assert!(
        east[0].statement.zh.starts_with("east地区生产总值"),
        "{}",
        east[0].statement.zh
    );
    assert!(findings(&twins(&claims("east", 630.0)))[0].holds);
    let west = findings(&twins(&claims("west", 430.0)));
    assert_eq!((west[0].left, west[0].severity), (420.0, Severity::Note));
    assert!(west[0].covered_by.is_some());
    assert_eq!(
        findings(&twins(&claims("west", 440.0)))[0].severity,
        Severity::Warning
    );
}

#[test]
fn all_regions_together_are_held_against_the_sums() {
    let text = twins(
        &[
            target("g", "gdp.growth", 2024, "at_least = \"5.0%\""),
            target("l", "gdp.nominal", 2024, "at_least = 1060"),
            target("f", "fai.growth", 2024, "at_least = \"10.0%\""),
        ]
        .concat(),
    );
    let found = findings(&text);
    // 1000 × 1.05 = 1050; with prices (600 + 400 × e^0.03) / 1000 = 1.01218: 1062.8.
    let gdp = found
        .iter()
        .find(|f| f.code == "growth-against-level")
        .expect("it is told");
    assert!(gdp.covered_by.is_some() && gdp.left == 1050.0, "{gdp:#?}");
    // 63 + 44 = 107 are planned, 110 asked for.
    let fai = found
        .iter()
        .find(|f| f.code == "plan-against-target")
        .expect("it is told");
    assert!(
        (fai.left - 107.0).abs() < 1e-9 && (fai.right - 110.0).abs() < 1e-9,
        "{fai:#?}"
    );
}

#[test]
fn regions_are_not_confused() {
    // East asks for much and west for little: neither excludes the other, nor is anything stated twice.
    let text = twins(
        &[
            target("a", "east.gdp.growth", 2024, "at_least = \"9%\""),
            target("b", "west.gdp.growth", 2024, "at_most = \"2%\""),
            target("c", "east.fai.growth", 2024, "at_least = \"5%\""),
            target("d", "west.fai.growth", 2024, "at_least = \"10%\""),
            target("e", "fai.growth", 2024, "at_least = \"7%\""),
        ]
        .concat(),
    );
    let found = findings(&text);
    assert!(open(&found).is_empty(), "{found:#?}");
    // The regions are the parts of the whole: 63 + 44 = 107 = 100 × 1.07.
    let parts = found
        .iter()
        .find(|f| f.code == "parts-against-total")
        .expect("it is told");
    assert!(
        (parts.left - 107.0).abs() < 1e-9 && (parts.right - 107.0).abs() < 1e-9,
        "{parts:#?}"
    );
}

#[test]
fn a_category_named_with_or_without_its_region_is_the_same() {
    let text = twins(
        &[
            target("a", "fai.ports.growth", 2024, "at_least = \"5%\""),
            target("b", "east.fai.ports.growth", 2024, "at_least = \"5%\""),
        ]
        .concat(),
    );
    let found = findings(&text);
    assert!(found.iter().any(|f| f.code == "stated-twice"), "{found:#?}");
}
