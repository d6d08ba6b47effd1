//! Local inputs from a national table, uncertain and changing ones.
//!
//! `tests/reference/regional/` has a scenario of two regions with a small national table, and its coefficients from a second
//! implementation.

use kapok::input_output::leontief_inverse;
use kapok::model::{Shocks, State, advance};
use kapok::scenario::{InputCoefficient, Loaded, Scenario, parse_with};
use kapok::simulation::{Base, prepare_changed};
use ndarray::Array2;
use serde_json::Value;

use crate::reference::matrix;
use crate::support::{Plan, close, indicator, json, package};

const FOLDER: &str = "tests/reference/regional";

fn text() -> String {
    std::fs::read_to_string(package(&format!("{FOLDER}/regional.toml"))).expect("it is there")
}

fn load(text: &str, set: &[&str]) -> Loaded {
    let set: Vec<String> = set.iter().map(|&change| change.to_owned()).collect();
    let beside = |file: &str| std::fs::read(package(FOLDER).join(file));
    parse_with("test.toml", text, &set, &beside)
        .unwrap_or_else(|found| panic!("{:#?}", found.list()))
}

fn scenario(set: &[&str]) -> Scenario {
    load(&text(), set).scenario
}

/// The scenario without what makes paths differ, but for δ.
fn quiet() -> String {
    ["supply_sd", "demand_sd", "trend_sd"]
        .into_iter()
        .fold(text(), |text, key| {
            let lines = text.lines().filter(|line| !line.starts_with(key));
            lines.collect::<Vec<_>>().join("\n")
        })
        .replace("sd          = \"2%\"", "sd          = 0")
}

fn table(inputs: &[InputCoefficient], sectors: usize) -> Array2<f64> {
    let mut coefficients = Array2::zeros((sectors, sectors));
    for input in inputs {
        coefficients[[input.supplier, input.user]] = input.coefficient.value;
    }
    coefficients
}

fn hold(found: &[InputCoefficient], expected: &Value, what: &str) {
    let expected = matrix(expected);
    let found = table(found, expected.nrows());
    for (place, value) in found.indexed_iter() {
        assert!(
            (value - expected[place]).abs() < 1e-13,
            "{what} {place:?}: {value}, not {}",
            expected[place]
        );
    }
}

#[test]
fn regional_coefficients_are_those_of_a_second_implementation() {
    let expected = json(&format!("{FOLDER}/regional.json"));
    let flq = scenario(&[]);
    hold(&flq.inputs, &expected["median"], "median");
    let cases = &flq.national.as_ref().expect("it has a table").cases;
    assert_eq!(cases.len(), 4);
    for (k, case) in cases.iter().enumerate() {
        hold(&case.inputs, &expected["cases"][k], &format!("case {k}"));
    }
    for method in ["slq", "cilq"] {
        // Without δ and its cases, and without the shares that only FLQ takes.
        let text: Vec<String> = text()
            .lines()
            .filter(|line| {
                let idle = ["delta", "cases", "national_share"];
                !idle.iter().any(|key| line.starts_with(key))
            })
            .map(|line| line.replace("\"flq\"", &format!("\"{method}\"")))
            .collect();
        let other = load(&text.join("\n"), &[]).scenario;
        hold(&other.inputs, &expected[method], method);
    }
}

#[test]
fn a_sector_without_a_ratio_takes_the_tables() {
    let scenario = scenario(&[]);
    let ratio = |id: &str| {
        let sector = scenario.sectors.iter().find(|s| s.id == id);
        sector.expect("a sector").value_added_ratio.value.get()
    };
    assert!(close(ratio("n_goods"), 2400.0 / 9800.0, 1e-14, 0.0));
    let mixed = 0.7 * 2400.0 / 9800.0 + 0.3 * 280.0 / 1500.0;
    assert!(close(ratio("s_goods"), mixed, 1e-14, 0.0));
    assert_eq!(ratio("n_chips"), 0.2, "as stated");
}

/// A_t from the text of the scenario, by hand.
fn by_hand(base: &Array2<f64>, scenario: &Scenario, year: i32) -> Array2<f64> {
    let position = |id: &str| scenario.sectors.iter().position(|s| s.id == id);
    let at = |id: &str| position(id).expect("a sector");
    let mut a = base.clone();
    if year >= 2024 {
        for user in ["n_goods", "n_chips", "n_phones", "s_goods"] {
            for supplier in ["n_services", "s_services"] {
                a[[at(supplier), at(user)]] *= 1.2;
            }
        }
    }
    if year >= 2025 {
        a[[at("s_farms"), at("s_goods")]] = 0.01;
    }
    if year >= 2026 {
        a[[at("n_services"), at("n_goods")]] = 1.5 * base[[at("n_services"), at("n_goods")]];
    }
    a
}

#[test]
fn demand_goes_through_the_inverse_of_its_case_and_year() {
    const LANES: usize = 256;
    let scenario = scenario(&[]);
    let prepared = Plan::paths(LANES as u64).prepare(&scenario);
    let arm = &prepared.arms[0];
    let model = &arm.model;
    let n = model.nodes.len();
    let cases = &scenario.national.as_ref().expect("a table").cases;
    let mut state = State::base_year(model, LANES);
    let mut shocks = Shocks::none(model, LANES);
    let mut room = vec![0.0; LANES];
    prepared.draws.fill_held(0, &mut room, &mut state);
    state.reset(model);
    let held: Vec<usize> = (0..LANES)
        .map(|lane| state.input_case[[0, lane]] as usize)
        .collect();
    for case in 1..=cases.len() {
        let share = held.iter().filter(|held| **held == case).count();
        assert!(
            (40..=90).contains(&share),
            "case {case}: {share} of {LANES}"
        );
    }
    let tables: Vec<Array2<f64>> = cases.iter().map(|case| table(&case.inputs, n)).collect();
    // Every path's base year closes: x = A x + c + e + what investment buys.
    let output = &model.accounts.gross_output;
    for lane in 0..LANES {
        let used = tables[held[lane] - 1].dot(&ndarray::arr1(output));
        for i in 0..n {
            let sold = used[i]
                + state.consumption[[i, lane]]
                + state.outside_sales[[i, lane]]
                + model.accounts.investment_demand[i];
            assert!(close(sold, output[i], 1e-12, 0.0), "sector {i} of {lane}");
        }
    }
    for t in 0..model.horizon.len() {
        prepared.draws.fill_year(t, 0, &mut room, &mut shocks);
        advance(model, &arm.calibration, t, &shocks, &mut state);
        let year = 2023 + t as i32;
        for (lane, case) in held.iter().enumerate() {
            let a = by_hand(&tables[case - 1], &scenario, year);
            let inverse = leontief_inverse(&a).expect("productive");
            for i in 0..n {
                let called_for: f64 = (0..n)
                    .map(|j| inverse[[i, j]] * state.final_demand[[j, lane]])
                    .sum();
                let notional = called_for * model.accounts.notional_ratio[i];
                let found = kapok::numerics::exp(state.ln_demand[[i, lane]]);
                assert!(
                    close(found, notional, 1e-12, 0.0),
                    "sector {i}, {year}, path {lane}: {found}, not {notional}"
                );
            }
        }
    }
}

#[test]
fn an_uncertain_delta_spreads_paths_and_nothing_else_does() {
    let sure = quiet()
        .replace("{ shape = \"uniform\", low = 0.1, high = 0.3 }", "0.2")
        .lines()
        .filter(|line| !line.starts_with("cases"))
        .collect::<Vec<_>>()
        .join("\n");
    let sd = |text: &str| {
        let summary = Plan::paths(2000).run(&load(text, &[]).scenario);
        indicator(&summary, "gdp.growth").sd[3]
    };
    assert!(sd(&sure) < 1e-12);
    let spread = sd(&quiet());
    assert!(spread > 1e-6 && spread < 0.02, "{spread}");
}

#[test]
fn a_change_of_coefficients_is_a_lever_from_its_year_on() {
    let plan = Plan::paths(1000).all_indicators();
    let base = scenario(&[]);
    let solved = plan.prepare(&base);
    let before = plan.summarise(&base, &solved);
    let changed = scenario(&["io_change.making.serving.2024.factor=1.6"]);
    let prepared = prepare_changed(
        &changed,
        Base {
            scenario: &base,
            prepared: &solved,
        },
        base.run.seed,
        plan.indicators,
    )
    .expect("it can be prepared");
    let after = plan.summarise(&changed, &prepared);
    assert_eq!(
        after.anchor["north"].solved, "base",
        "a lever is no account"
    );
    let mean = |summary, name| indicator(summary, name).mean.clone();
    let name = "north.sector.n_services.value_added";
    let (before, after) = (mean(&before, name), mean(&after, name));
    assert_eq!(before[0], after[0], "nothing moves before 2024");
    for year in 1..3 {
        assert!(after[year] > 1.005 * before[year], "services sell more");
    }
}

#[test]
fn a_factor_of_one_changes_nothing() {
    let neutral = [
        "io_change.making.serving.2024.factor=1",
        "io_change.n_goods.n_services.2026.factor=1",
    ];
    let text = text();
    let blocks: Vec<&str> = text.split("[[io_change]]").collect();
    // All changes taken out but the one on s_farms.
    let kept: String = [blocks[0], "[[io_change]]", blocks[2]].concat();
    let rest = text.split("[investment.plant]").nth(1).expect("the rest");
    let without = format!("{kept}\n[investment.plant]{rest}");
    let plan = Plan::paths(500);
    let run = |scenario: &Scenario| plan.run(scenario).indicators;
    let (neutral, without) = (
        run(&load(&text, &neutral).scenario),
        run(&load(&without, &[]).scenario),
    );
    for (name, found) in &neutral {
        let same = found.mean.iter().zip(&without[name].mean);
        for (a, b) in same {
            assert!(close(*a, *b, 1e-12, 1e-15), "{name}: {a} {b}");
        }
    }
}

#[test]
fn cases_do_not_depend_on_how_paths_are_cut() {
    let scenario = scenario(&[]);
    let run = |block: usize| Plan::paths(700).block(block).run(&scenario).indicators;
    let (small, large) = (run(32), run(256));
    for (name, found) in &small {
        assert_eq!(found.mean, large[name].mean, "{name}");
        assert_eq!(found.quantiles, large[name].quantiles, "{name}");
    }
}
