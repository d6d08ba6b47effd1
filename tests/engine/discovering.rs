//! Scenario discovery on planted truths.

use kapok::analysis::Identity;
use kapok::analysis::discover::{
    DiscoveryQuestion, Interest, Peeling, discover, discovery_columns,
};
use kapok::results::{Column, Discovery, Nothing, ProvenanceSummary};
use kapok::scenario::Scenario;
use kapok::simulation::{IndicatorSet, SamplingPlan, Silent, gather};

use crate::support::{Plan, judged, one_sector, parse};

const PATHS: u64 = 16_000;

/// Four standard normal draws a year, a to d, and a verdict on them by a formula of 1 and 0: it is met where it is 1.
fn drawn(horizon: i32, verdict: &str) -> Scenario {
    let noise = |id: &str| {
        format!(
            "\n[[indicator]]\nid = \"{id}\"\nvalue = \"noise\"\nnoise = {{ shape = \"normal\", mean = 0, sd = 1 }}\n"
        )
    };
    let verdict = format!("\n[[indicator]]\nid = \"verdict\"\nvalue = \"{verdict}\"\n");
    let rest = ["a", "b", "c", "d"].map(noise).concat()
        + &verdict
        + &judged("planted", "verdict", horizon, "at_least = 0.5");
    parse(&one_sector(horizon, "0.03", &rest))
}

fn discovered(scenario: &Scenario, interest: Interest, boxes: usize) -> Discovery {
    let plan = Plan::paths(PATHS).all_indicators();
    let prepared = plan.prepare(scenario);
    let question = DiscoveryQuestion {
        about: Column::Met(0),
        interest,
        peeling: Peeling::default(),
        boxes,
    };
    let columns = discovery_columns(scenario, &question.about);
    let sampling = SamplingPlan::of_paths(PATHS);
    let table = gather(&prepared, columns, sampling, &Silent).expect("nobody interrupts");
    let identity = Identity {
        sha256: String::new(),
        seed: scenario.run.seed,
        variant: None,
        provenance: ProvenanceSummary::default(),
    };
    assert_eq!(plan.indicators, IndicatorSet::All);
    let summary = plan.summarise(scenario, &prepared);
    discover(scenario, &table, &question, &identity, &summary.run)
}

fn names(discovery: &Discovery, k: usize) -> Vec<&str> {
    let restrictions = discovery.boxes[k].restrictions.iter();
    restrictions.map(|it| it.driver.as_str()).collect()
}

/// Missed where a is below −0.5 and b above 0.2: P = Φ(−0.5) Φ(−0.2) = 0.3085 × 0.4207.
#[test]
fn a_planted_box_is_found_and_nothing_else_is_in_it() {
    let scenario = drawn(2024, "if(a < -0.5 and b > 0.2, 0, 1)");
    let found = discovered(&scenario, Interest::Missed, 1);
    assert_eq!((found.searched, found.counted), (PATHS / 2, PATHS / 2));
    let exact = 0.308_538 * 0.420_740;
    assert!((found.base.value - exact).abs() < 4.5 * found.base.std_error);
    let mut restricted = names(&found, 0);
    restricted.sort_unstable();
    assert_eq!(restricted, ["noise.a", "noise.b"]);
    let the_box = &found.boxes[0];
    assert!(
        the_box.density.value > 0.97 && the_box.coverage.value > 0.97,
        "{the_box:?}"
    );
    assert!(the_box.outside.value < 0.01);
    let of = |name: &str| {
        let found = the_box.restrictions.iter().find(|it| it.driver == name);
        found.expect("it is restricted")
    };
    // Half way between neighbours among 4000 paths: within some hundredths of the truth.
    let (a, b) = (of("noise.a"), of("noise.b"));
    assert!(
        (a.high.expect("from above") + 0.5).abs() < 0.05 && a.low.is_none(),
        "{a:?}"
    );
    assert!(
        (b.low.expect("from below") - 0.2).abs() < 0.05 && b.high.is_none(),
        "{b:?}"
    );
    // Alone, a says Φ(−0.2) inside and nothing outside.
    assert!((a.alone[0].value - 0.420_740).abs() < 0.05 && a.alone[1].value < 0.02);
    assert!(a.quasi_p_value < 1e-6 && b.quasi_p_value < 1e-6);
    assert!((a.ranks[1] - 0.308_538).abs() < 0.03 && a.ranks[0] == 0.0);
    assert!(
        the_box.words.en.contains("below −0.5") && the_box.words.zh.contains("且"),
        "{:?}",
        the_box.words
    );
    // The whole way is told: from all paths to the smallest box, one of them chosen.
    let way = &the_box.trajectory;
    assert_eq!((way[0].coverage.value, way[0].restricted), (1.0, 0));
    assert_eq!(way.iter().filter(|point| point.chosen).count(), 1);
    let scatter = found.scatter.as_ref().expect("two drivers");
    assert!(scatter.points.len() == 1500 && scatter.across != scatter.up);
}

/// Of three years the mean counts: met where it is above 0.4, sd 1/√3.
#[test]
fn a_driver_of_several_years_counts_by_its_mean() {
    let scenario = drawn(2026, "if(cum(a) / 3 > 0.4, 1, 0)");
    let found = discovered(&scenario, Interest::Met, 1);
    assert_eq!(names(&found, 0), ["noise.a"]);
    let restriction = &found.boxes[0].restrictions[0];
    assert!(
        (restriction.low.expect("from below") - 0.4).abs() < 0.03,
        "{restriction:?}"
    );
    let driver = &found.drivers[0];
    assert_eq!(
        (driver.name.as_str(), driver.years),
        ("noise.a", Some([2024, 2026]))
    );
    assert!((driver.quantiles["0.95"] - 1.645 / 3.0_f64.sqrt()).abs() < 0.05);
}

/// Two separate boxes: one by a alone, one by b alone, of what the first leaves.
#[test]
fn a_second_box_holds_what_the_first_leaves() {
    let scenario = drawn(2024, "if(a < -1.2 or b > 1.3, 0, 1)");
    let found = discovered(&scenario, Interest::Missed, 3);
    assert_eq!(found.boxes.len(), 2, "nothing is left for a third");
    let mut both = [names(&found, 0), names(&found, 1)].concat();
    both.sort_unstable();
    assert_eq!(both, ["noise.a", "noise.b"]);
    let sum: f64 = found.boxes.iter().map(|it| it.coverage.value).sum();
    assert!((found.together.value - sum).abs() < 1e-12 && sum > 0.93);
    assert!(found.boxes.iter().all(|it| it.density.value > 0.9));
}

#[test]
fn where_there_is_nothing_to_find_it_says_so() {
    // No path, every path, and a verdict by the sign of a product: every range of every driver holds as many as any other.
    for (verdict, nothing) in [
        ("if(a < -9, 0, 1)", Nothing::HardlyAny),
        ("if(a < 9, 0, 1)", Nothing::NearlyAll),
        ("if(a * b * c * d > 0, 0, 1)", Nothing::NoBox),
    ] {
        let found = discovered(&drawn(2024, verdict), Interest::Missed, 1);
        assert_eq!(
            (found.nothing, found.boxes.len()),
            (Some(nothing), 0),
            "{verdict}"
        );
        assert!(found.scatter.is_none());
    }
}
