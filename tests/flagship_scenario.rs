//! The flagship file becomes the scenario it describes.

use std::path::Path;

use kapok::diagnostics::{Code, Style};
use kapok::quantity::Language;
use kapok::scenario::{Comparator, FactorRole, Loaded, load};

const STYLE: Style = Style {
    language: Language::Chinese,
    colour: false,
    width: 120,
};

fn flagship() -> Loaded {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/baiyun-2024.toml");
    load(&path).unwrap_or_else(|found| panic!("{}", found.render(STYLE)))
}

#[test]
fn the_flagship_is_read_with_no_finding_but_what_the_trend_makes_idle() {
    let loaded = flagship();
    // Anchored at its trend, the region has no use for the half-life and the GDP seed.
    let codes: Vec<Code> = loaded.notes.iter().map(|note| note.code).collect();
    assert_eq!(codes, [Code::Idle; 2], "{:?}", loaded.notes);
    let variants: Vec<&str> = loaded.variants.iter().map(|v| v.id.as_str()).collect();
    assert_eq!(
        variants,
        [
            "on_time",
            "external_shock",
            "census_revision",
            "published_base",
            "adopted_plan",
            "record",
            "trend"
        ]
    );
    let scenario = loaded.scenario;
    assert_eq!(
        scenario.horizon.years().collect::<Vec<_>>(),
        (2024..=2030).collect::<Vec<_>>()
    );
    assert_eq!(scenario.regions[0].gdp.value.get(), 2800.0);
    assert_eq!(scenario.sectors.len(), 13);
    let total: f64 = scenario
        .sectors
        .iter()
        .map(|s| s.value_added.value.get())
        .sum();
    assert_eq!(total, 2800.0);
    assert_eq!(scenario.inputs.len(), 74);
    assert_eq!(scenario.categories.len(), 6);
    assert_eq!(scenario.pipelines.len(), 4);
    assert_eq!(scenario.targets.len(), 23);
    assert_eq!(scenario.milestones.len(), 2);
    assert_eq!(scenario.actuals.len(), 8);
}

#[test]
fn defaults_merge_and_paths_hold_until_the_next_stated_year() {
    let scenario = flagship().scenario;
    let other = scenario
        .sectors
        .iter()
        .find(|s| s.id == "other_manufacturing")
        .unwrap();
    assert_eq!(other.capital_share.value.get(), 0.45);
    assert_eq!(other.trend.value.values(), [0.0; 7]);
    assert_eq!(other.beta.demand, 1.4);
    let upgrade = &scenario.categories[0];
    assert_eq!(
        upgrade.growth.value.values(),
        [0.5, 0.18, 0.1, 0.06, 0.06, 0.06, 0.06]
    );
    assert_eq!(
        upgrade.growth.provenance.source.as_deref(),
        Some("conference-2024")
    );
    let planned: Vec<f64> = scenario.pipelines[0]
        .planned
        .value
        .iter()
        .map(|m| m.get())
        .collect();
    assert_eq!(planned, [430.0, 380.0, 300.0, 0.0, 0.0, 0.0, 0.0]);
    assert_eq!(scenario.factors[0].role, FactorRole::Demand);
    assert_eq!(
        scenario.targets[0].comparator.value,
        Comparator::AtLeast(0.065)
    );
    assert_eq!(
        scenario.targets[1].comparator.value,
        Comparator::AtLeast(3000.0)
    );
}

/// Scenarios of an independent implementation are scenarios here too.
#[test]
fn the_reference_scenarios_are_read_without_a_finding() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference/independent");
    let mut read = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            let loaded = load(&path).unwrap_or_else(|found| panic!("{}", found.render(STYLE)));
            assert!(loaded.notes.is_empty(), "{:?}", loaded.notes);
            read += 1;
        }
    }
    assert!(read > 0);
}
