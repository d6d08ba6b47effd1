//! The bundled scenarios give the numbers they gave before, to the last digit.
//!
//! `KAPOK_UPDATE_GOLDEN=1 cargo test golden` writes the numbers of now; a line of `CHANGELOG.md` then says why they moved.

use std::collections::BTreeMap;

use kapok::results::Summary;
use serde_json::{Value, json};

use crate::support::{Plan, names, package, read};

const PATHS: u64 = 20_000;

/// What is kept of a summary: a line of JSON for each thing reported. Numbers have the fewest digits that give back the same
/// bits, and are compared as text, because a reader may round the last one.
fn golden(summary: &Summary) -> BTreeMap<String, String> {
    let mut lines = BTreeMap::new();
    let mut keep = |name: String, value: Value| lines.insert(name, value.to_string());
    let run = &summary.run;
    keep(
        "run".into(),
        json!({ "paths": run.paths, "seed": run.seed }),
    );
    if let Some(joint) = &summary.joint {
        keep("joint".into(), json!([joint.probability, joint.count]));
    }
    for target in &summary.targets {
        let value = json!({
            "probability": target.probability,
            "unseeded": target.probability_unseeded,
            "without_seeds": target.probability_without_seeds,
            "median": target.median,
            "mean_shortfall": target.mean_shortfall,
        });
        keep(format!("target {}", target.id), value);
    }
    for (name, found) in &summary.indicators {
        keep(format!("{name} mean"), json!(found.mean));
        keep(format!("{name} sd"), json!(found.sd));
        keep(format!("{name} median"), json!(found.quantiles["0.5"]));
    }
    for (region, anchor) in &summary.anchor {
        keep(
            format!("anchor {region}"),
            json!([anchor.adjustment, anchor.volatility]),
        );
    }
    lines
}

/// One JSON object, one entry a line.
fn written(lines: &BTreeMap<String, String>) -> String {
    let entries: Vec<String> = lines
        .iter()
        .map(|(name, value)| format!("{}: {value}", json!(name)))
        .collect();
    format!("{{\n{}\n}}\n", entries.join(",\n"))
}

/// The entries of [`written`].
fn lines_of(text: &str) -> BTreeMap<String, String> {
    let entries = text.lines().filter_map(|line| line.split_once("\": "));
    entries
        .map(|(name, value)| {
            let value = value.strip_suffix(',').unwrap_or(value);
            (name.trim_start_matches('"').to_owned(), value.to_owned())
        })
        .collect()
}

/// Where two sets of numbers differ.
fn differences(now: &BTreeMap<String, String>, before: &BTreeMap<String, String>) -> Vec<String> {
    let names: std::collections::BTreeSet<&String> = now.keys().chain(before.keys()).collect();
    names
        .into_iter()
        .filter(|name| now.get(*name) != before.get(*name))
        .map(|name| format!("{name}: {:?}, was {:?}", now.get(name), before.get(name)))
        .collect()
}

#[test]
fn golden_summaries_are_what_they_were() {
    let changelog = std::fs::read_to_string(package("CHANGELOG.md")).expect("there is a changelog");
    let scenarios = names("scenarios", ".toml");
    assert!(!scenarios.is_empty());
    for id in scenarios {
        let summary = Plan::paths(PATHS).run(&read(&format!("scenarios/{id}.toml")));
        assert_eq!(
            summary.scenario.id, id,
            "a bundled scenario is named after its file"
        );
        let now = golden(&summary);
        let file = package(&format!("tests/golden/{id}.json"));
        if std::env::var_os("KAPOK_UPDATE_GOLDEN").is_some_and(|set| set == "1") {
            std::fs::create_dir_all(package("tests/golden")).expect("the folder can be made");
            std::fs::write(&file, written(&now)).expect("the golden file can be written");
        }
        let before = std::fs::read_to_string(&file).unwrap_or_else(|_| {
            panic!("scenarios/{id}.toml has no golden summary: KAPOK_UPDATE_GOLDEN=1 cargo test golden writes it")
        });
        let differences = differences(&now, &lines_of(&before));
        assert!(
            differences.is_empty(),
            "{} numbers of {id} moved. If that is meant, say why in CHANGELOG.md (golden `{id}`: …) and renew them with \
             KAPOK_UPDATE_GOLDEN=1 cargo test golden. The first:\n{}",
            differences.len(),
            differences[..differences.len().min(5)].join("\n")
        );
        assert_eq!(written(&now), before, "the file is as it would be written");
        assert!(
            changelog.contains(&format!("golden `{id}`")),
            "CHANGELOG.md does not mention golden `{id}`"
        );
    }
}

#[test]
fn golden_files_belong_to_a_bundled_scenario() {
    assert_eq!(names("tests/golden", ".json"), names("scenarios", ".toml"));
}
