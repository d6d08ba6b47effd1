//! What it takes: levers solved for, against exact answers and reference values.

use kapok::analysis::solve::{Goal, Line, Refusal, Response, central, least_change, reaching};
use kapok::model::SolvedFor;
use kapok::numerics::{exp, ln, normal_cdf, normal_quantile};
use kapok::results::{CentralReaching, Ending, PointOfCurve, Reaching, Shape};
use kapok::scenario::{LeverRange, Levers, Loaded, parse_text};
use kapok::simulation::{Base, Design, IndicatorSet, SamplingPlan, Silent, prepare};

use crate::support::Checks;

/// One sector that sells everything outside and finds buyers for whatever it can make: output is capacity. Its capital is built by
/// one category from the year on, and `shock` is the standard deviation of its log productivity.
fn growing(trend: f64, shock: f64, rest: &str) -> String {
    format!(
        r#"
schema = 1
id = "growing"
title = "growing"
base_year = 2023
horizon = 2026

[model]
gestation = [1.0]

[region.r]
gdp = 100
trend = {trend}
inflation = 0.0

[[sector]]
id = "s"
value_added = 100
value_added_ratio = 0.5
capital_output_ratio = 2.6
capital_share = 0.45
depreciation = 0.045
utilisation = 0.8
consumption_share = 0.0
market_pass_through = 1.0
supply_sd = {shock}
demand_sd = 0.0

[investment.plant]
base = 24
growth = {{ 2024 = 0.0 }}
formation = 1.0
sd = 0.0
spent_on = {{ s = 0.0 }}
builds = {{ s = 1.0 }}

[investment.other]
base = 24
growth = {{ 2024 = 0.0 }}
formation = 0.0
sd = 0.0
spent_on = {{ s = 0.0 }}
builds = {{ s = 1.0 }}

{rest}
[run]
paths = 20000
seed = 11
"#
    )
}

fn target(floor: f64) -> String {
    format!(
        "[[target]]\nid = \"growth\"\nindicator = \"gdp.growth\"\nyear = 2024\nat_least = {floor}\n"
    )
}

fn loaded(text: &str) -> Loaded {
    let no_file = |_: &str| Err(std::io::ErrorKind::NotFound.into());
    parse_text("growing.toml", text, &no_file).unwrap_or_else(|found| {
        let told = found.list().iter().map(|it| it.message.en.clone());
        panic!("{}\n{text}", told.collect::<Vec<_>>().join("\n"))
    })
}

fn range(path: &str, low: &str, high: &str) -> LeverRange {
    LeverRange {
        path: path.to_owned(),
        low: low.to_owned(),
        high: high.to_owned(),
    }
}

/// What a test asks of the levers' response to the first target.
fn with_response<T>(
    loaded: &Loaded,
    ranges: &[LeverRange],
    ask: impl FnOnce(&Response<'_>) -> T,
) -> Result<T, Refusal> {
    let levers = Levers::new(loaded, ranges).expect("the levers are numbers of the file");
    let base = loaded.base();
    let design = Design::of(base);
    let prepared = prepare(base, design, IndicatorSet::Judged).expect("it can be calibrated");
    let from = Base {
        scenario: base,
        prepared: &prepared,
    };
    let plan = SamplingPlan::of_paths(base.run.paths);
    let response = Response::new(&levers, from, Goal::Target(0), (design, plan), &Silent)?;
    Ok(ask(&response))
}

fn solved(loaded: &Loaded, lever: &LeverRange, asked: f64) -> (Reaching, Vec<PointOfCurve>) {
    let found = with_response(loaded, std::slice::from_ref(lever), |response| {
        let line = Line::of_one(&response.levers().levers()[0]);
        reaching(response, &line, asked).expect("every value can be had")
    });
    found.expect("the calibration is kept")
}

fn solved_centrally(loaded: &Loaded, lever: &LeverRange) -> CentralReaching {
    let found = with_response(loaded, std::slice::from_ref(lever), |response| {
        let line = Line::of_one(&response.levers().levers()[0]);
        central(response, &line).expect("every value can be had")
    });
    let found = found.expect("the calibration is kept");
    found.expect("a target has a central path")
}

const PLANT: &str = "investment.plant.growth.2024";

/// Growth of capacity when investment grows by x, as the equations have it: K₁ = (1 − δ) K₀ + I, α = 0.45, of the base's growth.
fn log_growth(trend: f64, x: f64) -> f64 {
    let capital = |investment: f64| 0.955 * 260.0 + investment;
    ln(1.0 + trend) + 0.45 * (ln(capital(24.0 * (1.0 + x))) - ln(capital(24.0)))
}

/// The inverse: growth of investment for this log growth.
fn investment_for(trend: f64, log_growth: f64) -> f64 {
    let capital = |investment: f64| 0.955 * 260.0 + investment;
    let wanted = capital(24.0) * exp((log_growth - ln(1.0 + trend)) / 0.45);
    (wanted - 0.955 * 260.0) / 24.0 - 1.0
}

/// The World Bank's growth model (Loayza & Pennings 2022, submodel 2): with β = 0.55, δ = 0.045, K/Y = 2.6 and the case's factor growth, I/Y
/// of 0.24 gives 4.5447 %, and growth of 4.5 % takes I/Y of 0.237413.
#[test]
fn investment_required_on_the_central_path_is_that_of_the_growth_model() {
    let loaded = loaded(&growing(0.045_447_005_320_713_48, 0.0, &target(0.045)));
    let found = solved_centrally(&loaded, &range(PLANT, "-20%", "20%"));
    assert_eq!(found.ending, Ending::Reached);
    let growth = found.values.expect("it is reached")[0];
    let share = 0.24 * (1.0 + growth);
    assert!((share - 0.237_413_381_930_788_37).abs() < 1e-9, "{share}");
    assert!((found.central - 0.045).abs() < 1e-9);
}

#[test]
fn the_central_path_that_is_not_brought_there_says_how_near_it_gets() {
    let loaded = loaded(&growing(0.04, 0.0, &target(0.06)));
    let found = solved_centrally(&loaded, &range(PLANT, "-20%", "20%"));
    assert_eq!((found.ending, found.values), (Ending::OutOfReach, None));
    let most = exp(log_growth(0.04, 0.2)) - 1.0;
    assert!((found.central - most).abs() < 1e-9 && (found.shortfall - (0.06 - most)).abs() < 1e-9);
    assert_eq!(found.nearest, [0.2]);
}

/// The lever solved for growth of `floor` with probability `asked`, against the exact answer for 4.5 % and 70 %, in standard errors of
/// the solution.
pub(crate) fn lever(floor: f64, asked: f64) -> Checks {
    let sd = 0.02;
    let loaded = loaded(&growing(0.04, sd, &target(floor)));
    let (found, _) = solved(&loaded, &range(PLANT, "0%", "100%"), asked);
    let exact = investment_for(0.04, ln(1.045) + sd * normal_quantile(0.7));
    let ends = found.interval.map(|end| end.expect("inside the range")[0]);
    let solution = found.solution.expect("it is reached").values[0];
    let mut checks = Checks::default();
    checks.value("lever", solution, exact, (ends[1] - ends[0]) / 2.0 / 1.96);
    checks
}

#[test]
fn a_lever_has_the_exact_answer() {
    lever(0.045, 0.7).hold();
}

/// ln(1 + growth) is normal around what investment gives: P = Φ((m(x) − ln 1.045)/σ).
#[test]
fn a_lever_solved_for_a_probability_has_the_exact_answer_inside_its_interval() {
    let sd = 0.02;
    let loaded = loaded(&growing(0.04, sd, &target(0.045)));
    let (found, curve) = solved(&loaded, &range(PLANT, "0%", "100%"), 0.7);
    let exact = investment_for(0.04, ln(1.045) + sd * normal_quantile(0.7));
    let [low, high] = found
        .interval
        .clone()
        .map(|end| end.expect("inside the range")[0]);
    let solution = found.solution.expect("it is reached");
    assert_eq!(
        (found.ending, found.shape),
        (Ending::Reached, Shape::Rising)
    );
    assert!(low < solution.values[0] && solution.values[0] < high);
    // Twice the interval about the solution: three tests in a thousand fall outside 1.5 of it.
    let room = 0.75 * (high - low);
    assert!(
        (solution.values[0] - exact).abs() < room,
        "{exact} {solution:?}"
    );
    // The interval is as wide as the error of the probability over the slope of the curve there.
    let slope = (log_growth(0.04, exact + 1e-4) - log_growth(0.04, exact - 1e-4)) / 2e-4;
    let z = normal_quantile(0.7);
    let density = exp(-z * z / 2.0) / std::f64::consts::TAU.sqrt() / sd;
    let width = 2.0 * 1.96 * (0.7_f64 * 0.3 / 20_000.0).sqrt() / (density * slope);
    assert!(
        ((high - low) / width - 1.0).abs() < 0.15,
        "{low} {high} {width}"
    );
    // It gives what was asked for, and hardly more; and so does every point of the curve what the formula says.
    assert!(solution.probability >= 0.7 && solution.probability < 0.703);
    for point in curve {
        let exact = normal_cdf((log_growth(0.04, point.values[0]) - ln(1.045)) / sd);
        assert!((point.probability - exact).abs() < 4.5 * (0.25_f64 / 20_000.0).sqrt());
    }
}

#[test]
fn a_run_with_the_solution_gives_the_probability() {
    let text = growing(0.04, 0.02, &target(0.045));
    let (found, _) = solved(&loaded(&text), &range(PLANT, "0%", "100%"), 0.7);
    let no_file = |_: &str| Err(std::io::ErrorKind::NotFound.into());
    let change = format!("{PLANT}={}", found.written[0]);
    let changed = kapok::scenario::parse_with("growing.toml", &text, &[change], &no_file)
        .expect("the written solution is a change");
    let base = changed.base();
    let design = Design::of(base);
    let prepared = prepare(base, design, IndicatorSet::Judged).expect("it can be calibrated");
    let from = Base {
        scenario: base,
        prepared: &prepared,
    };
    let set = IndicatorSet::Judged;
    let member = kapok::simulation::prepare_changed(&changed.scenario, from, design, set)
        .expect("it can be prepared");
    let plan = SamplingPlan::of_paths(20_000);
    let run = kapok::simulation::simulate(&member, plan, &Silent).expect("it runs");
    let share = run.arms[0].targets[0].hits() as f64 / 20_000.0;
    let solution = found.solution.expect("it is reached");
    assert_eq!(share, solution.probability);
    assert!(share >= 0.7);
}

#[test]
fn what_cannot_be_reached_is_said_with_how_near_it_gets() {
    let loaded = loaded(&growing(0.04, 0.02, &target(0.045)));
    let (found, curve) = solved(&loaded, &range(PLANT, "0%", "10%"), 0.9);
    assert_eq!(found.ending, Ending::OutOfReach);
    assert_eq!((found.solution, found.written.len()), (None, 0));
    assert_eq!(found.best.values, [0.1]);
    assert_eq!(Some(&found.best), curve.last());
}

#[test]
fn what_is_reached_at_the_lower_end_is_said_with_how_far_it_holds() {
    // The more the uncertain plan spreads, the less sure is what is met without it.
    let text = growing(
        0.05,
        0.0,
        &format!("{}\n[factor.productivity]\nsd = 0.01\n", target(0.045)),
    );
    let loaded = loaded(&text);
    let (found, _) = solved(
        &loaded,
        &range("factor.productivity.sd", "0.1%", "10%"),
        0.7,
    );
    assert_eq!(
        (found.ending, found.shape),
        (Ending::AtStart, Shape::Falling)
    );
    assert_eq!(found.written, ["0.1%"]);
    // Φ(ln(1.05/1.045)/σ) = 0.7.
    let exact = ln(1.05 / 1.045) / normal_quantile(0.7);
    let until = found.holds_until.expect("it does not hold to the end")[0];
    assert!((until / exact - 1.0).abs() < 0.05, "{until} {exact}");
}

#[test]
fn a_lever_that_does_nothing_is_told() {
    let loaded = loaded(&growing(0.04, 0.02, &target(0.045)));
    let (found, _) = solved(
        &loaded,
        &range("investment.other.growth.2024", "0%", "50%"),
        0.7,
    );
    assert_eq!(
        (found.ending, found.shape),
        (Ending::OutOfReach, Shape::Flat)
    );
}

#[test]
fn a_response_that_rises_and_falls_is_told() {
    // What is asked for lies between two bounds: more investment first reaches the lower, then leaves by the upper.
    let between = "[[target]]\nid = \"growth\"\nindicator = \"gdp.growth\"\nyear = 2024\nbetween = [0.05, 0.06]\n";
    let loaded = loaded(&growing(0.03, 0.003, between));
    let (found, _) = solved(&loaded, &range(PLANT, "0%", "150%"), 0.7);
    assert_eq!((found.ending, found.shape), (Ending::Reached, Shape::Mixed));
    let first = found.solution.expect("it is reached").values[0];
    let until = found.holds_until.expect("it is left again")[0];
    let middle = investment_for(0.03, ln(1.055));
    assert!(first < middle && middle < until, "{first} {middle} {until}");
}

#[test]
fn what_the_calibration_is_solved_for_is_no_lever() {
    let seeded = "[[target]]\nid = \"plan\"\nindicator = \"fai.plant.growth\"\nyear = 2025\nat_least = 0.02\nseed = true\n";
    let loaded = loaded(&growing(0.04, 0.02, &format!("{}{seeded}", target(0.045))));
    for (path, low, high, why) in [
        ("region.r.trend", "2%", "6%", SolvedFor::Anchor),
        ("sector.s.utilisation", "70%", "90%", SolvedFor::Account),
    ] {
        let found = with_response(&loaded, &[range(path, low, high)], |_| ());
        let refused = matches!(found, Err(Refusal::SolvedAnew(0, told)) if told == why);
        assert!(refused, "{path}: {found:?}");
    }
    // Which of several it is.
    let both = [
        range(PLANT, "0%", "50%"),
        range("region.r.trend", "2%", "6%"),
    ];
    let found = with_response(&loaded, &both, |_| ());
    assert!(matches!(
        found,
        Err(Refusal::SolvedAnew(1, SolvedFor::Anchor))
    ));
}

#[test]
fn a_lever_is_one_number_with_a_range_in_order() {
    let loaded = loaded(&growing(0.04, 0.02, &target(0.045)));
    for (path, low, high, code) in [
        ("investment.plant.growht.2024", "0%", "50%", "K130"),
        (
            "investment.plant.builds",
            "{ s = 0.5 }",
            "{ s = 1.0 }",
            "K103",
        ),
        ("target.growth.at_least", "4%", "5%", "K103"),
        (PLANT, "50%", "0%", "K106"),
        (PLANT, "0亿", "50亿", "K104"),
    ] {
        let refused = Levers::new(&loaded, &[range(path, low, high)]).expect_err(path);
        assert_eq!(refused.list()[0].code.as_str(), code, "{path}");
    }
}

/// Two levers with the same effect on ln K: the least Σ w d² shares the change by 1/w; of the two, each in parts of its range.
#[test]
fn the_least_change_of_several_levers_is_along_the_gradient_over_the_weights() {
    let two = growing(0.04, 0.02, &target(0.045))
        .replace("formation = 0.0", "formation = 1.0")
        .replace("base = 24\n", "base = 12\n");
    let loaded = loaded(&two);
    let ranges = [
        range(PLANT, "0%", "100%"),
        range("investment.other.growth.2024", "0%", "100%"),
    ];
    let found = with_response(&loaded, &ranges, |response| {
        let line = least_change(response, &[0.0, 0.0], &[1.0, 2.0], 0.65).expect("a way");
        reaching(response, &line, 0.65)
            .expect("every value can be had")
            .0
    });
    let found = found.expect("the calibration is kept");
    assert_eq!(found.ending, Ending::Reached);
    let solution = found.solution.expect("it is reached");
    let [a, b] = solution.values[..] else {
        panic!("two levers")
    };
    // 12 (a + b) more investment, as 24 x of the one category; a = 2 b.
    let exact = 2.0 * investment_for(0.04, ln(1.045) + 0.02 * normal_quantile(0.65));
    assert!(((a + b) / exact - 1.0).abs() < 0.1, "{a} {b} {exact}");
    assert!((a / b / 2.0 - 1.0).abs() < 0.1, "{a} {b}");
    assert!(solution.probability >= 0.65);
}
