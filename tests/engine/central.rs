//! The path without shocks: against reference values, and as the limit of a scenario whose shocks vanish.

use kapok::model::{Seeding, compile};

use crate::support::{Plan, close, indicator, json, package, parse, read};

/// A scenario's text with other lines: `edit` gives the new line, or `None` to leave it out.
fn edited(file: &str, edit: impl Fn(&str, &str) -> Option<String>) -> String {
    let text = std::fs::read_to_string(package(file)).expect("the scenario is there");
    let mut heading = "";
    let mut lines = Vec::new();
    for line in text.lines() {
        if line.starts_with('[') {
            heading = line.trim_end_matches(|c| c != ']');
        }
        lines.extend(edit(heading, line));
    }
    lines.join("\n")
}

/// The key that a line sets.
fn key(line: &str) -> &str {
    line.split('=').next().unwrap_or_default().trim()
}

/// The scenario with every shock of no size, events that never come, and execution exactly to plan.
fn silenced(file: &str) -> String {
    edited(file, |heading, line| {
        if heading.starts_with("[factor.") {
            return match key(line) {
                "persistence" => Some(line.to_owned()),
                _ => line.starts_with('[').then(|| format!("{line}\nsd = 0")),
            };
        }
        let fixed = match key(line) {
            "sd" | "supply_sd" | "demand_sd" | "trend_sd" | "probability" => "0",
            "execution" | "revision" => "{ shape = \"fixed\", value = 1 }",
            _ => return Some(line.to_owned()),
        };
        Some(format!("{} = {fixed}", key(line)))
    })
}

#[test]
fn without_shocks_every_path_is_the_central_one() {
    for name in ["bottleneck", "margins", "pandemic", "seeded", "twin-trade"] {
        check_silence(&format!("tests/reference/independent/{name}.toml"));
    }
    check_silence("tests/reference/baiyun-core.toml");
}

fn check_silence(file: &str) {
    let summary = Plan::paths(64).all_indicators().run_text(&silenced(file));
    for (name, found) in &summary.indicators {
        for t in 0..summary.years.len() {
            let at = format!("{file}: {name} in {}", summary.years[t]);
            assert_eq!(found.sd[t], 0.0, "{at}");
            assert!(
                close(found.mean[t], found.central[t], 1e-9, 1e-3),
                "{at}: {} against {}",
                found.mean[t],
                found.central[t]
            );
            assert!(
                found
                    .quantiles
                    .values()
                    .all(|values| values[t] == found.mean[t]),
                "{at}"
            );
        }
    }
    for target in &summary.targets {
        assert!(
            [0.0, 1.0].contains(&target.probability),
            "{file}: {}",
            target.id
        );
    }
}

#[test]
fn the_flagships_central_path_is_the_independent_one() {
    let reference = json("tests/reference/baiyun-2024-central.json");
    let summary = Plan::paths(16).run(&read("tests/reference/baiyun-core.toml"));
    let theirs = reference["indicators"].as_object().expect("indicators");
    for (name, theirs) in theirs {
        let ours = match name.as_str() {
            "anchor.adjustment" => &summary.anchor["baiyun"].adjustment,
            name => &indicator(&summary, name).central,
        };
        let theirs: Vec<f64> = serde_json::from_value(theirs.clone()).expect("numbers");
        assert_eq!(ours.len(), theirs.len());
        for (t, (ours, theirs)) in ours.iter().zip(&theirs).enumerate() {
            assert!(
                close(*ours, *theirs, 1e-8, 0.0),
                "{name} in year {t}: {ours} against {theirs}"
            );
        }
    }
    let years: Vec<i32> = serde_json::from_value(reference["years"].clone()).expect("years");
    assert_eq!(summary.years, years);
}

#[test]
fn the_flagships_accounts_are_the_independent_ones() {
    let reference = json("tests/reference/baiyun-2024-accounts.json");
    let scenario = read("tests/reference/baiyun-core.toml");
    let accounts = compile(&scenario, Seeding::All)
        .expect("it compiles")
        .accounts;
    // A column of L sums to the output that one more yuan of final demand on the sector sets off.
    let multipliers = accounts.leontief.sum_axis(ndarray::Axis(0)).to_vec();
    for (name, ours) in [
        ("output_multipliers", &multipliers),
        ("outside_sales", &accounts.outside_sales),
        ("consumption", &accounts.consumption),
        ("gross_output", &accounts.gross_output),
        ("capital", &accounts.capital),
        ("notional_over_realised", &accounts.notional_ratio),
    ] {
        for (i, sector) in scenario.sectors.iter().enumerate() {
            let theirs = reference[name][&sector.id].as_f64().expect("a number");
            assert!(
                close(ours[i], theirs, 1e-8, 1e-9),
                "{name} of {}: {} against {theirs}",
                sector.id,
                ours[i]
            );
        }
    }
}

#[test]
fn an_economy_at_rest_repeats_its_base_year() {
    // No growth of anything, and capital without a say in capacity: then no year differs from the base year.
    let text = edited("tests/reference/baiyun-core.toml", |heading, line| {
        match (heading, key(line)) {
            ("[[pipeline]]", _) | (_, "half_life") => None,
            (_, "seed") if heading != "[run]" => None,
            (_, "anchor") => Some("anchor = \"trend\"".to_owned()),
            (_, "trend" | "inflation" | "labour" | "growth" | "capital_share") => {
                Some(format!("{} = 0", key(line)))
            }
            _ => Some(line.to_owned()),
        }
    });
    let summary = Plan::paths(16).run(&parse(&text));
    for (name, found) in &summary.indicators {
        for (t, central) in found.central.iter().enumerate() {
            let at_rest = found.base.unwrap_or(0.0);
            assert!(
                (central - at_rest).abs() <= 1e-9 * at_rest.abs().max(1e-3),
                "{name} in year {t}: {central} against {at_rest}"
            );
        }
    }
    assert!(
        summary.indicators.len() > 80,
        "{}",
        summary.indicators.len()
    );
}
