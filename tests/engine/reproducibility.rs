//! Results depend on the scenario, the seed and the version, and on nothing else.

use kapok::analysis::compare;
use kapok::model::{LANE_GROUP, Recorded, Shocks, State, Trajectory, advance};
use kapok::random::Stream;
use kapok::results::Summary;
use kapok::scenario::Scenario;
use kapok::simulation::{Draws, Prepared};

use crate::support::{Plan, indicator, package, parse, read, target};

/// A summary's bytes as they go to disk.
fn bytes(summary: &Summary) -> Vec<u8> {
    serde_json::to_vec(summary).expect("a summary can be written")
}

fn flagship() -> String {
    std::fs::read_to_string(package("tests/reference/baiyun-core.toml"))
        .expect("the flagship is there")
}

#[test]
fn threads_and_blocks_do_not_change_a_byte() {
    // Not a multiple of any block or task, so that the last block is cut short.
    let plan = Plan::paths(2_051).all_indicators();
    for file in [
        "tests/reference/baiyun-core.toml",
        "tests/reference/independent/twin-trade.toml",
        "tests/reference/independent/pandemic.toml",
    ] {
        let scenario = read(file);
        let reference = bytes(&plan.run(&scenario));
        for threads in 1..=3 {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
            let pool = pool.expect("threads can be started");
            for block in [32, 64, 256, 1024] {
                // The calibration of a record sums over threads as well: it is part of what must not change.
                let found = pool.install(|| bytes(&plan.block(block).run(&scenario)));
                assert!(
                    found == reference,
                    "{file}: {threads} threads, blocks of {block}"
                );
            }
        }
    }
}

#[test]
fn a_records_calibration_does_not_depend_on_threads() {
    let scenario = read("tests/reference/independent/record.toml");
    let calibrated = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let pool = pool.expect("threads can be started");
        let prepared = pool.install(|| Plan::paths(1).prepare(&scenario));
        prepared.arms[0].calibration.volatility.clone()
    };
    assert_eq!(calibrated(1), calibrated(3));
}

/// Real GDP of the first region and prices of every year, of the lanes of one block.
fn block_of_paths(prepared: &Prepared, first_path: u64, lanes: usize) -> Vec<Vec<f64>> {
    let arm = &prepared.arms[0];
    let (model, calibration) = (&arm.model, &arm.calibration);
    let mut state = State::base_year(model, lanes);
    let mut shocks = Shocks::none(model, lanes);
    let mut room = vec![0.0; lanes];
    prepared.draws.fill_held(first_path, &mut room, &mut state);
    let mut found = Vec::new();
    for t in 0..model.horizon.len() {
        prepared
            .draws
            .fill_year(t, first_path, &mut room, &mut shocks);
        advance(model, calibration, t, &shocks, &mut state);
        found.push(state.gdp.row(0).to_vec());
        found.push(state.ln_price.row(0).to_vec());
        found.push(state.output.row(model.nodes.len() - 1).to_vec());
    }
    found
}

#[test]
fn a_path_does_not_depend_on_the_others_of_its_block() {
    let prepared = Plan::paths(1).prepare(&read("tests/reference/baiyun-core.toml"));
    let together = block_of_paths(&prepared, 0, 1024);
    for first in [0, 32, 480, 992] {
        let alone = block_of_paths(&prepared, first as u64, LANE_GROUP);
        for (alone, together) in alone.iter().zip(&together) {
            assert_eq!(
                *alone,
                together[first..first + LANE_GROUP],
                "paths from {first}"
            );
        }
    }
    // A block may start anywhere.
    let odd = block_of_paths(&prepared, 501, LANE_GROUP);
    for (odd, together) in odd.iter().zip(&together) {
        assert_eq!(*odd, together[501..501 + LANE_GROUP]);
    }
}

#[test]
fn a_longer_run_begins_with_the_shorter_one() {
    // Paths are counted in 32 batches, path number modulo 32. With 32 paths a batch is one path; with 64 it is that path and one more.
    let scenario = read("tests/reference/independent/margins.toml");
    let hits = |paths: u64| -> Vec<Vec<u64>> {
        let summary = Plan::paths(paths).run(&scenario);
        summary
            .targets
            .into_iter()
            .map(|target| target.batch_hits)
            .collect()
    };
    let mut before = vec![vec![0; 32]; scenario.targets.len()];
    for paths in 1..=70 {
        let now = hits(paths);
        for (now, before) in now.iter().zip(&before) {
            let changed: Vec<usize> = (0..32)
                .filter(|&batch| now[batch] != before[batch])
                .collect();
            let last = ((paths - 1) % 32) as usize;
            assert!(changed.is_empty() || changed == [last], "{paths} paths");
            assert!(now[last] - before[last] <= 1, "{paths} paths");
        }
        before = now;
    }
}

#[test]
fn a_longer_horizon_leaves_the_years_before_as_they_were() {
    let longer = flagship().replace("horizon   = 2030", "horizon   = 2035");
    let plan = Plan::paths(2_000);
    let (short, long) = (plan.run_text(&flagship()), plan.run_text(&longer));
    assert_eq!(long.years.len(), short.years.len() + 5);
    for (name, short) in &short.indicators {
        let long = indicator(&long, name);
        let years = short.mean.len();
        assert_eq!(short.mean, long.mean[..years], "{name}");
        assert_eq!(
            short.quantiles["0.05"],
            long.quantiles["0.05"][..years],
            "{name}"
        );
    }
    assert_eq!(short.targets, long.targets);
}

/// Everything that the smaller run reports is in the larger one, to the bit.
fn contains(larger: &Summary, smaller: &Summary) {
    for (name, found) in &smaller.indicators {
        assert_eq!(indicator(larger, name), found, "{name}");
    }
    for found in &smaller.targets {
        assert_eq!(target(larger, &found.id), found);
    }
    assert_eq!(larger.anchor, smaller.anchor);
}

const ADDITIONS: &str = r#"
[factor.weather]
sd = "3%"
shape = "student-t"
dof = 4

[[event]]
id = "flood"
probability = 0
severity = { shape = "pert", low = 0.5, mode = 1.0, high = 3.0 }
decay = 0.5
effect = { weather = "-5%", demand = "-3%" }
supply = { key_chain = "-2%", public_services = "-4%" }
outside_demand = { hub = "-2%" }

[[target]]
id = "flood_state"
indicator = "event.flood"
year = 2026
at_most = 0.5
"#;

#[test]
fn an_event_that_never_comes_with_its_own_factor_and_target_changes_nothing() {
    let plan = Plan::paths(20_000);
    let before = plan.run_text(&flagship());
    let after = plan.run_text(&(flagship() + ADDITIONS));
    contains(&after, &before);
    assert_eq!(target(&after, "flood_state").probability, 1.0);
    // A target that is always met leaves the joint probability as it was.
    let joint = |summary: &Summary| summary.joint.as_ref().map(|joint| joint.batch_hits.clone());
    assert_eq!(joint(&after), joint(&before));
}

#[test]
fn additions_at_the_top_of_the_file_change_nothing_either() {
    let plan = Plan::paths(5_000);
    let before = flagship();
    let (head, rest) = before
        .split_once("\n[[sector]]")
        .expect("the flagship has sectors");
    let after = format!("{head}{ADDITIONS}\n[[sector]]{rest}");
    contains(&plan.run_text(&after), &plan.run_text(&before));
}

#[test]
fn an_event_that_comes_leaves_every_other_draw_as_it_was() {
    // Paths without the event are the same paths: where it never came, GDP is equal to the bit.
    let scenario = |probability: &str| {
        parse(&(flagship() + &ADDITIONS.replace("probability = 0", probability)))
    };
    let plan = Plan::paths(1);
    let never = plan.prepare(&scenario("probability = 0"));
    let often = plan.prepare(&scenario("probability = { 2024 = 0, 2026 = 0.3 }"));
    let (never, often) = (
        block_of_paths(&never, 0, 1024),
        block_of_paths(&often, 0, 1024),
    );
    // Two years of three rows each before the first flood.
    assert_eq!(never[..6], often[..6]);
    let same = |row: usize| {
        let pairs = never[row].iter().zip(&often[row]);
        pairs.filter(|(a, b)| a == b).count() as f64 / 1024.0
    };
    // 70 % have no flood in 2026, 49 % none until 2027; the error of a share of 1,024 is 1.6 %.
    assert!((same(6) - 0.7).abs() < 0.07, "{}", same(6));
    assert!((same(9) - 0.49).abs() < 0.07, "{}", same(9));
}

#[test]
fn a_further_sector_leaves_every_other_draw_as_it_was() {
    let with_port = flagship()
        .replace("gdp        = { value = \"2800亿\"", "gdp        = { value = \"2810亿\"")
        .replace(
            "# ---- local inputs",
            "[[sector]]\nid = \"port\"\nvalue_added = 10\nsupply_sd = \"9%\"\n\n# ---- local inputs",
        );
    let fill = |scenario: &Scenario| {
        let prepared = Plan::paths(1).prepare(scenario);
        let model = &prepared.arms[0].model;
        let mut shocks = Shocks::none(model, 256);
        let mut state = State::base_year(model, 256);
        let mut room = vec![0.0; 256];
        prepared.draws.fill_held(512, &mut room, &mut state);
        prepared.draws.fill_year(3, 512, &mut room, &mut shocks);
        (shocks, state.trend_draw)
    };
    let (before, trend_before) = fill(&read("tests/reference/baiyun-core.toml"));
    let (after, trend_after) = fill(&parse(&with_port));
    assert_eq!(trend_before, trend_after);
    assert_eq!(before.innovations, after.innovations);
    assert_eq!(before.arrivals, after.arrivals);
    assert_eq!(before.execution, after.execution);
    assert_eq!(before.investment, after.investment);
    let old = before.supply.count();
    assert_eq!(after.supply.count(), old + 1);
    assert!(before.supply.iter().eq(after.supply.iter().take(old)));
    assert!(before.outside.iter().eq(after.outside.iter().take(old)));
    // The new sector has draws of its own.
    assert_ne!(after.supply.row(old), after.supply.row(0));
}

#[test]
fn every_shock_has_a_stream_of_its_own() {
    // The same id in every kind of variable: no two rows of draws may be equal.
    let scenario = parse(
        &crate::support::one_sector(
            2024,
            "0.03",
            r#"
[factor.demand]
sd = "1%"
[factor.prices]
sd = "1%"
[[event]]
id = "s1"
probability = 1
severity = { shape = "normal", mean = 0, sd = 1 }
supply = { s1 = 0.01 }
[investment.s1]
base = 10
growth = 0
sd = "5%"
[[pipeline]]
id = "s1"
category = "s1"
planned = { 2024 = 5 }
execution = { shape = "normal", mean = 0, sd = 1 }
"#,
        )
        .replace(
            "utilisation = 0.8",
            "utilisation = 0.8\nsupply_sd = 1\ndemand_sd = 1",
        ),
    );
    let prepared = Plan::paths(1).prepare(&scenario);
    let model = &prepared.arms[0].model;
    let lanes = 64;
    let mut shocks = Shocks::none(model, lanes);
    let mut room = vec![0.0; lanes];
    prepared.draws.fill_year(0, 0, &mut room, &mut shocks);
    let mut rows: Vec<Vec<f64>> = Vec::new();
    for block in [
        &shocks.innovations,
        &shocks.arrivals,
        &shocks.supply,
        &shocks.outside,
        &shocks.investment,
        &shocks.execution,
    ] {
        rows.extend(block.iter().map(|row| {
            // In standard normals whatever the scale.
            let size = row.iter().map(|x| x * x).sum::<f64>().sqrt();
            row.iter().map(|x| x / size).collect()
        }));
    }
    assert_eq!(rows.len(), 7);
    for (i, a) in rows.iter().enumerate() {
        for b in &rows[..i] {
            let correlation: f64 = a.iter().zip(b).map(|(a, b)| a * b).sum();
            // 4.5 standard errors of a correlation of 64 pairs.
            assert!(correlation.abs() < 4.5 / 8.0, "{correlation}");
        }
    }
}

#[test]
fn a_shock_is_the_stream_of_its_name() {
    // What the engine draws for a sector is the stream of (kind, id), in the calendar year: the promise that variants rest on.
    let scenario = read("tests/reference/baiyun-core.toml");
    let draws = Draws::new(&scenario, 7).expect("no two names collide");
    let prepared = Plan::paths(1).seed(7).prepare(&scenario);
    let model = &prepared.arms[0].model;
    let mut shocks = Shocks::none(model, LANE_GROUP);
    let mut room = vec![0.0; LANE_GROUP];
    draws.fill_year(2, 1_000_000_007, &mut room, &mut shocks);
    for (i, sector) in scenario.sectors.iter().enumerate() {
        let stream = Stream::new(7, "supply", &sector.id);
        for lane in 0..LANE_GROUP {
            let alone = stream.normal(2026, 1_000_000_007 + lane as u64);
            assert_eq!(shocks.supply[[i, lane]], alone, "{}", sector.id);
        }
    }
}

#[test]
fn another_seed_gives_other_paths_and_the_same_truth() {
    let scenario = read("tests/reference/baiyun-core.toml");
    let plan = Plan::paths(50_000);
    let (a, b) = (plan.seed(1).run(&scenario), plan.seed(2).run(&scenario));
    for (a, b) in a.targets.iter().zip(&b.targets) {
        assert_ne!(a.batch_hits, b.batch_hits, "{}", a.id);
        let error = (a.std_error * a.std_error + b.std_error * b.std_error).sqrt();
        let z = (a.probability - b.probability) / error;
        assert!(z.abs() < 4.5, "{}: {z}", a.id);
    }
}

#[test]
fn variants_share_their_draws() {
    // A plan with one category growing one point faster: on shared draws the difference is known far better than each probability.
    let variant = flagship().replace("2025 = \"18%\"", "2025 = \"28%\"");
    assert_ne!(variant, flagship());
    let plan = Plan::paths(20_000);
    let base = plan.run_text(&flagship());
    let paired = compare(&base, &plan.run_text(&variant));
    let other_seed = compare(&base, &plan.seed(99).run_text(&variant));
    assert!(paired.paired && !other_seed.paired);
    for (paired, alone) in paired.targets.iter().zip(&other_seed.targets) {
        // All targets are of 2024, before the plans part: not one path differs.
        assert_eq!(
            (paired.difference, paired.half_width),
            (0.0, 0.0),
            "{}",
            paired.id
        );
        assert!(alone.half_width > 0.0, "{}", alone.id);
    }
    let faster = flagship().replace("trend      = \"4.5%\"", "trend      = \"4.6%\"");
    let faster = faster
        .replace("anchor     = \"targets\"", "anchor     = \"trend\"")
        .replace("half_life  = 2.0", "");
    let slower = faster.replace("trend      = \"4.6%\"", "trend      = \"4.5%\"");
    let unseeded = |text: &str| plan.run_text(&text.replace("seed = true", "seed = false"));
    let (slower, faster) = (unseeded(&slower), unseeded(&faster));
    let comparison = compare(&slower, &faster);
    let growth = &comparison.targets[0];
    assert_eq!(growth.id, "gdp_growth");
    assert!(growth.difference > 0.0);
    // A share d of the paths lies between the two floors, all on one side: the error is √(d(1 − d)/n), here a third of that of
    // independent runs. 32 batches know it to 13 %.
    let shared = (growth.difference * (1.0 - growth.difference) / plan.paths as f64).sqrt();
    let ratio = growth.half_width / 2.04 / shared;
    assert!((0.5..1.6).contains(&ratio), "{ratio}");
    assert!(shared < 0.4 * 2.0_f64.sqrt() * slower.targets[0].std_error);
}

#[test]
fn a_trajectory_records_what_the_state_holds() {
    // What the indicators are made of is the state of each year, not of another.
    let prepared = Plan::paths(1)
        .all_indicators()
        .prepare(&read("tests/reference/baiyun-core.toml"));
    let model = &prepared.arms[0].model;
    let years = model.horizon.len();
    let mut state = State::base_year(model, LANE_GROUP);
    let mut shocks = Shocks::none(model, LANE_GROUP);
    let mut room = vec![0.0; LANE_GROUP];
    let mut trajectory = Trajectory::new(model, years, LANE_GROUP, Recorded::default());
    let mut gdp = Vec::new();
    prepared.draws.fill_held(0, &mut room, &mut state);
    for t in 0..years {
        prepared.draws.fill_year(t, 0, &mut room, &mut shocks);
        advance(model, &prepared.arms[0].calibration, t, &shocks, &mut state);
        trajectory.record(model, t, 1.0, &mut state);
        gdp.push(state.gdp.clone());
    }
    for (t, gdp) in gdp.iter().enumerate() {
        for r in 0..gdp.count() {
            assert_eq!(trajectory.gdp.row(t, r), gdp.row(r));
        }
    }
}
