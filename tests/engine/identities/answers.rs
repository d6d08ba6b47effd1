//! Answers to changed questions: other units, another order, stricter targets, larger plans.

use std::fmt::Write as _;

use kapok::model::{Calibration, Model, Seeding, calibrate, compile};
use kapok::results::Summary;
use kapok::scenario::Scenario;

use crate::support::{Plan, close, indicator, package, parse, read, target};

/// Runs a model under a calibration that is not its own.
fn under(scenario: &Scenario, model: Model, calibration: &Calibration, paths: u64) -> Summary {
    let plan = Plan::paths(paths);
    let mut prepared = plan.prepare(scenario);
    prepared.arms.truncate(1);
    prepared.twins.clear();
    prepared.arms[0].model = model;
    prepared.arms[0].calibration = calibration.clone();
    plan.summarise(scenario, &prepared)
}

fn flagship() -> String {
    std::fs::read_to_string(package("tests/reference/baiyun-core.toml"))
        .expect("the flagship is there")
}

#[test]
fn more_planned_investment_raises_growth_under_the_same_calibration() {
    let base = parse(&flagship());
    let lever = parse(&flagship().replace(
        "2025 = \"18%\", 2026 = \"10%\", 2027 = \"6%\" }\nformation = 0.85",
        "2025 = \"60%\", 2026 = \"30%\", 2027 = \"6%\" }\nformation = 0.85",
    ));
    let model = compile(&base, Seeding::All).expect("it compiles");
    let calibration = calibrate(&model).expect("it can be anchored");
    let before = under(&base, model, &calibration, 20_000);
    let changed = compile(&lever, Seeding::All).expect("it compiles");
    let after = under(&lever, changed.clone(), &calibration, 20_000);
    let name = "gdp.growth";
    let (before, with) = (indicator(&before, name), indicator(&after, name));
    // The plan is changed from the second year on.
    assert_eq!(before.mean[0], with.mean[0]);
    for t in 1..4 {
        assert!(
            with.mean[t] > before.mean[t],
            "year {t}: {} against {}",
            with.mean[t],
            before.mean[t]
        );
        assert!(with.central[t] > before.central[t], "year {t}");
        assert!(
            with.quantiles["0.1"][t] >= before.quantiles["0.1"][t],
            "year {t}"
        );
    }
    // Solved anew, the anchor would take the gain back: the central path is pinned to the plan's growth.
    let anew = calibrate(&changed).expect("it can be anchored");
    let pinned = under(&lever, changed, &anew, 64);
    for t in 0..7 {
        assert!(
            close(
                indicator(&pinned, name).central[t],
                before.central[t],
                1e-12,
                1e-3
            ),
            "year {t}"
        );
    }
    assert!(anew.adjustment[[2, 0]] < calibration.adjustment[[2, 0]]);
}

#[test]
fn a_larger_plan_meets_more_targets_under_the_same_calibration() {
    // The target is of the third year, so that the lever has years to work.
    let with_target = |text: String| {
        text + "\n[[target]]\nid = \"later\"\nindicator = \"gdp.real\"\nyear = 2026\nat_least = 3300\n"
    };
    let base = parse(&with_target(flagship()));
    let lever = parse(&with_target(
        flagship().replace("{ 2024 = \"8.03%\"", "{ 2024 = \"20%\""),
    ));
    let model = compile(&base, Seeding::All).expect("it compiles");
    let calibration = calibrate(&model).expect("it can be anchored");
    let before = under(&base, model, &calibration, 20_000);
    let changed = compile(&lever, Seeding::All).expect("it compiles");
    let after = under(&lever, changed, &calibration, 20_000);
    for id in ["later", "gdp_growth", "gdp_level", "fai_growth"] {
        let (before, after) = (target(&before, id), target(&after, id));
        assert!(after.probability > before.probability, "{id}");
        // On shared draws no batch of paths loses.
        assert!(
            before
                .batch_hits
                .iter()
                .zip(&after.batch_hits)
                .all(|(b, a)| a >= b),
            "{id}"
        );
    }
}

#[test]
fn stricter_targets_are_never_more_probable() {
    let mut text = flagship();
    let floors: Vec<f64> = (0..=20).map(|k| 0.002 * f64::from(k) + 0.04).collect();
    for (k, floor) in floors.iter().enumerate() {
        write!(
            text,
            "\n[[target]]\nid = \"floor{k}\"\nindicator = \"gdp.growth\"\nyear = 2026\nat_least = {floor}\n\
             [[target]]\nid = \"ceiling{k}\"\nindicator = \"gdp.growth\"\nyear = 2026\nat_most = {floor}\n\
             [[target]]\nid = \"band{k}\"\nindicator = \"gdp.growth\"\nyear = 2026\nabout = 0.05\nwithin = {}\n",
            floor - 0.039
        )
        .expect("a string takes all that is written to it");
    }
    let summary = Plan::paths(5_000).run_text(&text);
    let of = |kind: &str, k: usize| target(&summary, &format!("{kind}{k}")).probability;
    for k in 1..floors.len() {
        assert!(of("floor", k) <= of("floor", k - 1));
        assert!(of("ceiling", k) >= of("ceiling", k - 1));
        assert!(of("band", k) >= of("band", k - 1));
        // What is not below the floor is at or above it.
        assert!((of("floor", k) + of("ceiling", k) - 1.0).abs() < 1e-12);
    }
    assert!(of("floor", 0) > of("floor", 20));
}

#[test]
fn another_unit_of_money_scales_levels_and_nothing_else() {
    // Every amount 1024 times as large: a power of two, so that hardly a bit of a rate may move.
    let base = read("tests/reference/baiyun-core.toml");
    let text = scaled(&flagship(), 1024.0);
    let scenario = parse(&text);
    let plan = Plan::paths(2_000);
    let (small, large) = (plan.run(&base), plan.run(&scenario));
    for (name, small) in &small.indicators {
        let large = indicator(&large, name);
        let factor = if small.unit == "money" { 1024.0 } else { 1.0 };
        // Rates come from Newton's method on ln Y, which is of other size: they agree to its tolerance, not to the bit.
        let least = if small.unit == "money" { 1.0 } else { 1e-2 };
        for t in 0..small.mean.len() {
            for (what, small, large) in [
                ("mean", small.mean[t], large.mean[t]),
                ("sd", small.sd[t], large.sd[t]),
                ("central", small.central[t], large.central[t]),
                ("min", small.min[t], large.min[t]),
                (
                    "median",
                    small.quantiles["0.5"][t],
                    large.quantiles["0.5"][t],
                ),
            ] {
                assert!(
                    close(factor * small, large, 1e-11, least),
                    "{what} of {name} in year {t}: {small} and {large}"
                );
            }
        }
    }
    for (small, large) in small.targets.iter().zip(&large.targets) {
        assert_eq!(small.batch_hits, large.batch_hits, "{}", small.id);
    }
}

/// A scenario's text with every amount of money multiplied.
fn scaled(text: &str, factor: f64) -> String {
    let number = |text: &str| -> String {
        let value: f64 = text
            .parse()
            .unwrap_or_else(|_| panic!("{text} is no plain number"));
        (value * factor).to_string()
    };
    let mut lines = Vec::new();
    let mut heading = "";
    let mut money_target = false;
    for line in text.lines() {
        if line.starts_with('[') {
            heading = line;
        }
        let (key, rest) = line.split_once('=').unwrap_or((line, ""));
        let (key, rest) = (key.trim(), rest.trim());
        if key == "indicator" {
            money_target =
                rest.contains("nominal") || rest.contains("gross_output") || rest.contains("total");
        }
        let amount = matches!(
            (key, heading),
            ("gdp" | "value_added" | "base", _) | ("at_least", "[[target]]")
        ) && (key != "at_least" || money_target);
        let changed = if amount {
            // The first number of the line is the amount.
            let start = line.find('=').expect("a key has a value");
            let from = start
                + line[start..]
                    .find(|c: char| c.is_ascii_digit())
                    .expect("an amount");
            let length = line[from..]
                .find(|c: char| !(c.is_ascii_digit() || c == '.'))
                .unwrap_or(line.len() - from);
            let (digits, after) = line[from..].split_at(length);
            format!("{}{}{after}", &line[..from], number(digits))
        } else if key == "planned" {
            let inside = rest.trim_matches(['{', '}', ' ']);
            let years: Vec<String> = inside
                .split(',')
                .map(|entry| {
                    let (year, amount) = entry.split_once('=').expect("a year has an amount");
                    format!("{} = {}", year.trim(), number(amount.trim()))
                })
                .collect();
            format!("planned = {{ {} }}", years.join(", "))
        } else {
            line.to_owned()
        };
        lines.push(changed);
    }
    lines.join("\n")
}

#[test]
fn the_order_of_sectors_does_not_matter() {
    // Sums over sectors are added up in another order: the last digits may move, and no more.
    let scenario = read("tests/reference/independent/bottleneck.toml");
    let text = std::fs::read_to_string(package("tests/reference/independent/bottleneck.toml"))
        .expect("the scenario is there");
    let reversed = parse(&with_sectors_reversed(&text));
    assert_ne!(scenario.sectors[0].id, reversed.sectors[0].id);
    let plan = Plan::paths(2_000).all_indicators();
    let (a, b) = (plan.run(&scenario), plan.run(&reversed));
    for (name, a) in &a.indicators {
        let b = indicator(&b, name);
        for t in 0..a.mean.len() {
            for (what, a, b) in [
                ("mean", a.mean[t], b.mean[t]),
                ("sd", a.sd[t], b.sd[t]),
                ("central", a.central[t], b.central[t]),
                ("max", a.max[t], b.max[t]),
            ] {
                assert!(
                    close(a, b, 1e-10, 1e-3),
                    "{what} of {name} in year {t}: {a} and {b}"
                );
            }
        }
    }
    for (a, b) in a.targets.iter().zip(&b.targets) {
        assert_eq!(a.batch_hits, b.batch_hits, "{}", a.id);
    }
}

/// The `[[sector]]` blocks of a scenario in reverse.
fn with_sectors_reversed(text: &str) -> String {
    let mut blocks: Vec<String> = vec![String::new()];
    for line in text.lines() {
        if line.starts_with('[') {
            blocks.push(String::new());
        }
        let block = blocks.last_mut().expect("there is one");
        *block += line;
        *block += "\n";
    }
    let is_sector = |block: &String| block.starts_with("[[sector]]");
    let reversed: Vec<String> = blocks
        .iter()
        .filter(|b| is_sector(b))
        .rev()
        .cloned()
        .collect();
    let mut next = reversed.into_iter();
    blocks
        .iter()
        .map(|block| {
            if is_sector(block) {
                next.next().expect("as many")
            } else {
                block.clone()
            }
        })
        .collect()
}

#[test]
fn shocks_that_shrink_to_nothing_end_at_the_central_path() {
    // σ → 0: with every scale a thousandth of itself the sd is a thousandth, and the mean is central but for second-order terms.
    let text = |sd: f64| {
        crate::support::one_sector(
            2026,
            "0.03",
            &format!(
                "\n[factor.productivity]\nsd = {sd}\npersistence = 0.3\n[factor.demand]\nsd = {sd}\n"
            ),
        )
    };
    let plan = Plan::paths(20_000);
    let (wide, narrow) = (
        plan.run_text(&text(0.02)),
        plan.run_text(&text(0.02 / 1024.0)),
    );
    for (name, wide) in &wide.indicators {
        let narrow = indicator(&narrow, name);
        for t in 0..3 {
            assert!(
                close(1024.0 * narrow.sd[t], wide.sd[t], 0.02, 1e-9),
                "{name} in year {t}"
            );
            assert!(
                (narrow.mean[t] - narrow.central[t]).abs() <= narrow.sd[t] * 0.05,
                "{name} in year {t}"
            );
        }
    }
}
