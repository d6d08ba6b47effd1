//! Runs compared path by path: the reference's paired error, exact answers, the same bytes, and agreement with what each run says alone.

use kapok::analysis::{Comparison, Pairing, PathDifferences, Side, State, compare, pair_paths};
use kapok::results::{Errors, PairedDifference, PairedHits, Summary};
use kapok::scenario::Scenario;
use kapok::simulation::{Prepared, SamplingPlan, Silent, drawn_names};

use crate::reference::{Case, numbers};
use crate::support::{Plan, close, judged, one_sector, parse, read, target};

/// More than one part of the paths, and no whole number of parts.
const PATHS: u64 = 10_000;

/// Growth of ln(1 + trend) + N(0, 0.02²) in one year, a target on it, and a ceiling on the same.
fn shocked(trend: &str) -> Scenario {
    let floor = judged("floor", "gdp.growth", 2024, "at_least = 0.03");
    let ceiling = judged("ceiling", "gdp.growth", 2024, "at_most = 0.03");
    let about = judged("near", "gdp.growth", 2024, "about = 0.03\nwithin = 0.001");
    parse(&one_sector(
        2024,
        trend,
        &format!("\n[factor.productivity]\nsd = 0.02\n{floor}{ceiling}{about}"),
    ))
}

fn paired(a: &Scenario, b: &Scenario, plan: Plan) -> (PathDifferences, [Summary; 2]) {
    let prepared: [Prepared; 2] = [a, b].map(|scenario| plan.prepare(scenario));
    let side = |scenario, prepared| Side { scenario, prepared };
    let [reference, other] = [side(a, &prepared[0]), side(b, &prepared[1])];
    let plan_of = SamplingPlan::of_paths(plan.paths);
    let mut found = pair_paths(reference, &[other], plan_of, &Silent).expect("nobody interrupts");
    let summaries = [
        plan.summarise(a, &prepared[0]),
        plan.summarise(b, &prepared[1]),
    ];
    (found.remove(0), summaries)
}

fn growth(found: &PathDifferences) -> &PairedDifference {
    &found.indicators[&("gdp.growth".to_owned(), 2024)]
}

#[test]
fn the_paired_error_is_the_references() {
    let case = Case::find("CRN-paired");
    let met = |name: &str| numbers(case.input(name)).into_iter().map(|it| it > 0.5);
    let mut hits = PairedHits::default();
    for (path, (a, b)) in met("A").zip(met("B")).enumerate() {
        // The case subtracts the second from the first.
        hits.add(path as u64, [b, a]);
    }
    let shares = hits.summary(Errors::OfPaths);
    case.check("diff", &[shares.difference.value]);
    case.check("se_paired", &[shares.difference.std_error]);
    case.check("n10", &[10.0 * shares.only_b.value]);
    case.check("n01", &[10.0 * shares.only_a.value]);
}

#[test]
fn half_a_point_of_trend_lifts_every_path_by_as_much() {
    let (found, summaries) = paired(&shocked("0.03"), &shocked("0.035"), Plan::paths(PATHS));
    let difference = growth(&found);
    // Growth is 1.03 e^ε − 1 against 1.035 e^ε − 1: the difference 0.005 e^ε, lognormal around 0.005.
    let near = |value: f64, exact: f64, part: f64| close(value, exact, part, 1e-12);
    assert!(near(difference.mean.value, 0.005 * libm::exp(0.0002), 1e-3));
    for (p, z) in [("0.05", -1.644_853_6), ("0.5", 0.0), ("0.95", 1.644_853_6)] {
        let exact = 0.005 * libm::exp(0.02 * z);
        assert!(near(difference.quantiles[p], exact, 2e-3), "{p}");
        let [low, high] = difference.quantile_ci95[p];
        assert!(low <= difference.quantiles[p] && difference.quantiles[p] <= high);
    }
    let order = difference.order;
    assert_eq!(
        (order.above.value, order.equal.value, order.below.value),
        (1.0, 0.0, 0.0)
    );
    let better = |id: &str| found.targets[id].1.expect("one unit");
    // A floor likes it on every path, a ceiling on none; near a value some paths gain and some lose.
    assert_eq!(better("floor").above.value, 1.0);
    assert_eq!(better("ceiling").below.value, 1.0);
    let nearer = better("near");
    assert!(nearer.above.value > 0.3 && nearer.below.value > 0.3 && nearer.equal.value == 0.0);
    // Nobody who meets the floor before misses it after.
    let shares = &found.targets["floor"].0;
    assert_eq!(shares.only_a.value, 0.0);
    let [a, b] = [&summaries[0], &summaries[1]].map(|it| target(it, "floor").probability);
    assert!((shares.difference.value - (b - a)).abs() < 1e-12);
    assert!((shares.both.value - a).abs() < 1e-12);
    let apart = 1.96
        * libm::hypot(
            target(&summaries[0], "floor").std_error,
            target(&summaries[1], "floor").std_error,
        );
    assert!(
        shares.half_width < 0.6 * apart,
        "pairs are worth more than independent runs"
    );
}

#[test]
fn a_run_beside_itself_is_equal_on_every_path() {
    let scenario = shocked("0.03");
    let (found, _) = paired(&scenario, &scenario, Plan::paths(1_000));
    let difference = growth(&found);
    assert_eq!(difference.order.equal.value, 1.0);
    assert!(difference.quantiles.values().all(|it| *it == 0.0));
    assert_eq!(
        (difference.mean.value, difference.mean.std_error),
        (0.0, 0.0)
    );
    assert!(difference.histogram.is_none());
    let (shares, order) = &found.targets["floor"];
    assert_eq!(shares.difference.value, 0.0);
    assert!(
        shares.half_width > 0.0,
        "that no path differs is not that none can"
    );
    assert_eq!(order.expect("one unit").equal.value, 1.0);
}

#[test]
fn pairs_agree_with_the_runs_and_do_not_depend_on_threads() {
    let a = read("tests/reference/independent/margins.toml");
    let b = read("tests/reference/independent/pandemic.toml");
    for plan in [Plan::paths(PATHS), Plan::paths(8_704).sobol()] {
        let (found, summaries) = paired(&a, &a_with_faster_trend(), plan);
        for ((name, year), difference) in &found.indicators {
            let t = summaries[0]
                .years
                .iter()
                .position(|it| it == year)
                .expect("a year");
            let mean = |of: &Summary| of.indicators[name].mean[t];
            let expected = mean(&summaries[1]) - mean(&summaries[0]);
            let scale = summaries[0].indicators[name].sd[t].max(1e-9);
            assert!(
                (difference.mean.value - expected).abs() < 1e-9 * scale + 1e-12,
                "{name} {year}"
            );
        }
        for id in ["growth_2024", "services_2026", "nominal_2026"] {
            let [a, b] = [&summaries[0], &summaries[1]].map(|it| target(it, id).probability);
            let shares = &found.targets[id].0;
            assert!((shares.difference.value - (b - a)).abs() < 1e-12, "{id}");
            assert!(
                (shares.both.value + shares.only_b.value - b).abs() < 1e-12,
                "{id}"
            );
        }
    }
    // What two files do not share is left out; more than one thread changes nothing.
    let run = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let pool = pool.expect("threads can be started");
        pool.install(|| paired(&a, &b, Plan::paths(8_500)).0)
    };
    assert_eq!(run(1), run(3));
    assert!(!drawn_names(&a).is_empty());
}

fn a_with_faster_trend() -> Scenario {
    let text = std::fs::read_to_string(crate::support::package(
        "tests/reference/independent/margins.toml",
    ));
    let text = text.expect("the scenario is there");
    let faster = text.replace("trend      = \"5%\"", "trend      = \"5.5%\"");
    assert_ne!(text, faster);
    parse(&faster)
}

#[test]
fn a_target_turns_only_beyond_the_error() {
    let plan = Plan::paths(2_000);
    let summaries = ["0.01", "0.03", "0.05"].map(|trend| plan.run(&shocked(trend)));
    let [low, middle, high] = &summaries;
    let states = |a: &Summary, b: &Summary| {
        let found: Comparison = compare(a, b);
        assert_eq!(found.pairing, Pairing::Batches);
        let floor = &found.targets[0];
        (floor.state_a, floor.state_b, floor.changes)
    };
    assert_eq!(
        states(low, high),
        (State::Unlikely, State::Likely, Some(true))
    );
    assert_eq!(
        states(high, high),
        (State::Likely, State::Likely, Some(false))
    );
    assert_eq!(
        states(low, middle),
        (State::Unlikely, State::Undecided, None)
    );
}
