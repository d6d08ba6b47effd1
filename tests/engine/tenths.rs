//! What the tenths of the paths have in common, on planted truths.

use kapok::analysis::{Identity, tail_mean, tenths, tenths_columns};
use kapok::results::{Better, DriverInTenths, ProvenanceSummary, Tenths, TenthsOf};
use kapok::scenario::{Sampler, Scenario};
use kapok::simulation::{SamplingPlan, Silent, gather};

use crate::support::{Plan, judged, one_sector, parse, sectors};

/// E[z | z > its 90 % point] of a standard normal: φ(1.281552) / 0.1.
const TAIL: f64 = 1.754_983;

/// Three standard normal draws a year and an indicator y made of them.
fn drawn(horizon: i32, y: &str, judgement: &str) -> Scenario {
    let noise = |id: &str| {
        format!(
            "\n[[indicator]]\nid = \"{id}\"\nvalue = \"noise\"\nnoise = {{ shape = \"normal\", mean = 0, sd = 1 }}\n"
        )
    };
    let indicator = format!("\n[[indicator]]\nid = \"y\"\nvalue = \"{y}\"\n");
    let rest = ["a", "b", "c"].map(noise).concat() + &indicator + judgement;
    parse(&one_sector(horizon, "0.03", &rest))
}

fn looked(scenario: &Scenario, paths: u64, sampler: Sampler) -> Option<Tenths> {
    let plan = Plan {
        sampler,
        ..Plan::paths(paths).all_indicators()
    };
    let prepared = plan.prepare(scenario);
    let sampling = SamplingPlan::of_paths(paths);
    let columns = tenths_columns(scenario);
    let table = gather(&prepared, columns, sampling, &Silent).expect("nobody interrupts");
    let identity = Identity {
        sha256: String::new(),
        seed: scenario.run.seed,
        variant: None,
        provenance: ProvenanceSummary::default(),
    };
    tenths(scenario, &table, &identity, sampler)
}

fn driver<'t>(subject: &'t TenthsOf, name: &str) -> &'t DriverInTenths {
    let found = subject.drivers.iter().find(|it| it.driver == name);
    found.unwrap_or_else(|| panic!("{name}"))
}

/// y = 0.8 a + 0.6 b is standard normal: in its highest tenth E[a] = 0.8 TAIL and E[b] = 0.6 TAIL; c is where it always is.
#[test]
fn the_drivers_of_a_planted_sum_stand_where_the_normal_tail_puts_them() {
    let floor = judged("t", "y", 2024, "at_least = 0");
    let scenario = drawn(2024, "0.8 * a + 0.6 * b", &floor);
    for sampler in [Sampler::Philox, Sampler::Sobol] {
        let found = looked(&scenario, 8192, sampler).expect("enough paths");
        assert_eq!(found.replicates, (sampler == Sampler::Sobol).then_some(16));
        let [subject] = found.subjects.as_slice() else {
            panic!("one indicator is judged");
        };
        assert_eq!((subject.better, subject.tenth), (Better::Higher, 819));
        let exact = |name: &str| match name {
            "noise.a" => 0.8 * TAIL,
            "noise.b" => 0.6 * TAIL,
            _ => 0.0,
        };
        for name in ["noise.a", "noise.b", "noise.c"] {
            let (driver, wanted) = (driver(subject, name), exact(name));
            for (mean, wanted) in driver.means.iter().zip([-wanted, 0.0, wanted]) {
                let off = (mean.value - wanted).abs();
                assert!(
                    off < 4.5 * mean.std_error + 1e-3,
                    "{sampler:?} {name}: {mean:?}"
                );
                assert!(mean.std_error < 0.05, "{sampler:?} {name}: {mean:?}");
            }
            let off = (driver.difference.value - 2.0 * wanted).abs();
            assert!(off < 4.5 * driver.difference.std_error + 1e-3, "{driver:?}");
            assert_eq!(driver.beyond, name != "noise.c", "{driver:?}");
        }
        let named: Vec<&str> = subject.named().map(|it| it.driver.as_str()).collect();
        assert_eq!(named, ["noise.a", "noise.b"]);
        // Spearman's correlation of a normal pair is 6/π asin(ρ/2).
        let rank = driver(subject, "noise.a").rank;
        let exact = 6.0 / std::f64::consts::PI * libm::asin(0.4);
        assert!(
            (rank.value - exact).abs() < 5.0 * rank.std_error + 1e-3,
            "{rank:?}"
        );
    }
}

/// The error that is told is the spread of the estimate over independent samples.
#[test]
fn the_error_of_a_tail_mean_is_its_spread() {
    let scenario = drawn(
        2024,
        "0.8 * a + 0.6 * b",
        &judged("t", "y", 2024, "at_least = 0"),
    );
    let prepared = Plan::paths(100_000).all_indicators().prepare(&scenario);
    let sampling = SamplingPlan::of_paths(100_000);
    let columns = tenths_columns(&scenario);
    let table = gather(&prepared, columns.clone(), sampling, &Silent).expect("nobody interrupts");
    let y = table.column(&columns[0]).expect("gathered");
    let noises: Vec<_> = columns[1..]
        .iter()
        .filter_map(|it| table.column(it))
        .collect();
    // Sector shocks and trend are there as well; a is the draw that goes with y most.
    let product = |x: &[f64]| x.iter().zip(&y).map(|(x, y)| x * y).sum::<f64>();
    let a = noises
        .iter()
        .max_by(|p, q| product(p).total_cmp(&product(q)));
    let a = a.expect("there are drivers");
    let (size, mut means, mut errors) = (500, Vec::new(), Vec::new());
    for (x, y) in a.chunks_exact(size).zip(y.chunks_exact(size)) {
        let mut order: Vec<usize> = (0..size).collect();
        order.sort_by(|p, q| y[*p].total_cmp(&y[*q]));
        let tail = tail_mean(x, &order, size / 10);
        let n = size as f64;
        assert!(tail.influence.iter().sum::<f64>().abs() < 1e-9 * n);
        let squares: f64 = tail.influence.iter().map(|it| it * it).sum();
        means.push(tail.mean);
        errors.push((squares / n).sqrt() / n.sqrt());
    }
    let count = means.len() as f64;
    let mean = means.iter().sum::<f64>() / count;
    let spread = (means
        .iter()
        .map(|it| (it - mean) * (it - mean))
        .sum::<f64>()
        / count)
        .sqrt();
    let told = errors.iter().sum::<f64>() / count;
    // The spread of 200 samples is itself known to 5 %.
    assert!((told / spread - 1.0).abs() < 0.2, "{told} {spread}");
    assert!((mean + 0.8 * TAIL).abs() < 0.03, "{mean}");
}

/// With the chance p in each of three years an event has occurred by the third on 1 − (1 − p)³ of the paths.
#[test]
fn an_event_counts_once_it_has_occurred() {
    let more = "\n[[event]]\nid = \"e\"\nprobability = 0.1\nseverity = 1\noutside_demand = { s1 = \"-10%\" }\n";
    let judgement = judged("t", "y", 2026, "at_least = 0") + more;
    // With a little noise: where many paths have one value, a tenth would be cut through them.
    let scenario = drawn(2026, "gdp.growth + a / 100000", &judgement);
    let found = looked(&scenario, 8192, Sampler::Philox).expect("enough paths");
    let event = driver(&found.subjects[0], "occurrence.e");
    assert!(event.event && event.unit == "share");
    let (all, exact) = (event.means[1], 1.0 - 0.9_f64 * 0.9 * 0.9);
    assert!((all.value - exact).abs() < 4.0 * all.std_error, "{all:?}");
    assert!((event.sd - (all.value * (1.0 - all.value)).sqrt()).abs() < 1e-9);
    // Growth falls in the year of the event, so that nearly all of the worst tenth have it.
    assert!(event.means[0].value > 0.9, "{event:?}");
}

#[test]
fn ends_are_those_that_targets_ask_for() {
    let judgement = judged("floor", "y", 2024, "at_least = 0")
        + &judged("cap", "y", 2025, "at_most = 0")
        + &judged("both_low", "a", 2024, "at_least = 0")
        + &judged("both_high", "a", 2024, "at_most = 1")
        // The same order of paths as y.
        + &judged("twice", "twice", 2024, "at_least = 0");
    let twice = "\n[[indicator]]\nid = \"twice\"\nvalue = \"2 * y\"\n";
    let scenario = drawn(2025, "b", &(twice.to_owned() + &judgement));
    let found = looked(&scenario, 512, Sampler::Philox).expect("enough paths");
    let told: Vec<(&str, i32, Better)> = found
        .subjects
        .iter()
        .map(|it| (it.indicator.as_str(), it.year, it.better))
        .collect();
    let wanted = [
        ("y", 2024, Better::Higher),
        ("y", 2025, Better::Lower),
        ("a", 2024, Better::Neither),
    ];
    assert_eq!(told, wanted);
    let cap = &found.subjects[1];
    let [bad, _, good] = cap.in_order(cap.means);
    assert!(bad.value > good.value);
}

#[test]
fn too_few_paths_say_nothing() {
    let scenario = parse(&sectors(2024, "0.03", 1, "supply_sd = 0.02", ""));
    assert!(looked(&scenario, 199, Sampler::Philox).is_none());
    let found = looked(&scenario, 200, Sampler::Philox).expect("just enough");
    let [subject] = found.subjects.as_slice() else {
        panic!("growth of GDP where nothing is judged");
    };
    assert_eq!(
        (subject.indicator.as_str(), subject.year),
        ("gdp.growth", 2024)
    );
    assert_eq!((subject.tenth, subject.better), (20, Better::Neither));
}
