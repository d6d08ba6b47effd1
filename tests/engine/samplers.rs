//! Quasi-random draws: the same runs whatever the machine, variants on the same points, errors from the replicates.

use kapok::analysis::compare;
use kapok::model::{Shocks, State};
use kapok::results::{Summary, wilson95};
use kapok::scenario::{Sampler, Scenario};
use kapok::simulation::{
    Base, Design, Draws, DrawsError, IndicatorSet, PrepareError, Prepared, RunError, SamplingPlan,
    Silent, prepare_changed, simulate,
};

use crate::support::{Plan, indicator, judged, parse, read, sectors, target};

const CORE: &str = "tests/reference/baiyun-core.toml";

/// One draw a path: GDP of 2024 grows by 3 % and a shock of the only sector.
fn one_draw(comparison: &str) -> Scenario {
    let rest = judged("grown", "gdp.growth", 2024, comparison);
    parse(&sectors(2024, "0.03", 1, "supply_sd = 0.02", &rest))
}

fn square(x: f64) -> f64 {
    x * x
}

/// Every draw of a block of paths, in all years.
fn draws(prepared: &Prepared, first_path: u64, lanes: usize) -> Vec<Vec<f64>> {
    let model = &prepared.arms[0].model;
    let mut state = State::base_year(model, lanes);
    let mut shocks = Shocks::none(model, lanes);
    let mut room = vec![0.0; lanes];
    prepared.draws.fill_held(first_path, &mut room, &mut state);
    let mut rows: Vec<Vec<f64>> = Vec::new();
    rows.extend(state.trend_draw.iter().map(<[f64]>::to_vec));
    for t in 0..model.horizon.len() {
        prepared
            .draws
            .fill_year(t, first_path, &mut room, &mut shocks);
        for block in [
            &shocks.innovations,
            &shocks.arrivals,
            &shocks.execution,
            &shocks.investment,
            &shocks.supply,
            &shocks.outside,
        ] {
            rows.extend(block.iter().map(<[f64]>::to_vec));
        }
    }
    rows
}

#[test]
fn threads_and_blocks_do_not_change_a_byte() {
    // No multiple of anything, so that replicates and the last block are cut short.
    let plan = Plan::paths(1_037).sobol().all_indicators();
    let scenario = read(CORE);
    let bytes = |threads: usize, block: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let summary = pool
            .expect("threads can be started")
            .install(|| plan.block(block).run(&scenario));
        serde_json::to_vec(&summary).expect("a summary can be written")
    };
    let reference = bytes(1, 256);
    for (threads, block) in [(2, 256), (1, 64), (3, 192), (2, 1024)] {
        assert!(
            bytes(threads, block) == reference,
            "{threads} threads, blocks of {block}"
        );
    }
}

#[test]
fn a_path_is_the_same_in_every_run() {
    let prepared = Plan::paths(1).sobol().prepare(&read(CORE));
    let together = draws(&prepared, 0, 1024);
    // A block may start anywhere; a longer run has the paths of a shorter one.
    for first in [0, 16, 501, 1008] {
        for (alone, together) in draws(&prepared, first as u64, 16).iter().zip(&together) {
            assert_eq!(*alone, together[first..first + 16], "paths from {first}");
        }
    }
}

#[test]
fn a_longer_run_begins_with_the_shorter_one() {
    let scenario = one_draw("at_least = 0.04");
    let hits = |paths: u64| {
        let summary = Plan::paths(paths).sobol().run(&scenario);
        target(&summary, "grown").batch_hits.clone()
    };
    let mut before = hits(32);
    for paths in 33..=100 {
        let now = hits(paths);
        let last = ((paths - 1) % 32) as usize;
        for batch in 0..32 {
            let more = now[batch] - before[batch];
            assert!(more == 0 || (batch == last && more == 1), "{paths} paths");
        }
        before = now;
    }
}

#[test]
fn one_draw_is_stratified_in_every_replicate() {
    // P = Φ((ln 1.04 − ln 1.03)/σ): of 256 points in a replicate, the nearest whole number above or below 256 P.
    let scenario = one_draw("at_least = 0.04");
    let draws = Draws::new(&scenario, design(&scenario, 1)).expect("it can be drawn");
    assert_eq!(draws.order().len(), 1);
    let long = Plan::paths(1 << 20).sobol().run(&scenario);
    let share = target(&long, "grown").probability;
    for seed in 1..20 {
        let summary = Plan::paths(4096).seed(seed).sobol().run(&scenario);
        let hits = &target(&summary, "grown").batch_hits;
        for replicate in 0..16 {
            let hits = hits[replicate] + hits[replicate + 16];
            assert!(
                (hits as f64 - 256.0 * share).abs() < 1.001,
                "{hits} of 256 for {share}"
            );
        }
    }
}

fn design(scenario: &Scenario, seed: u64) -> Design {
    Plan::paths(1).seed(seed).sobol().design(scenario)
}

/// A change of a scenario, prepared on the scenario itself.
fn changed(base: &Scenario, change: &Scenario) -> Prepared {
    let plan = Plan::paths(1).sobol();
    let solved = plan.prepare(base);
    let from = Base {
        scenario: base,
        prepared: &solved,
    };
    prepare_changed(change, from, plan.design(base), IndicatorSet::Default)
        .expect("it can be calibrated")
}

#[test]
fn a_change_keeps_the_dimensions_of_its_base() {
    let base = read(CORE);
    let alone = Plan::paths(1).sobol().prepare(&base);
    // The first sector loses its demand shock, and the first region gains a revision: the rest has the same draws.
    let mut change = base.clone();
    change.sectors[0].demand_sd.value = kapok::quantity::Rate::new(0.0);
    change.regions[0].revision.value = kapok::distribution::Shape::Normal(
        kapok::distribution::Normal::new(0.0, 0.01).expect("a normal"),
    );
    let of_change = changed(&base, &change);
    let (before, after) = (alone.draws.order(), of_change.draws.order());
    assert_eq!(after.blocks()[..before.blocks().len()], *before.blocks());
    assert_eq!(after.len(), before.len() + 1);
    assert_eq!(
        after.blocks().last().expect("one more").variables[0].kind,
        "revision"
    );
    let (old, new) = (draws(&alone, 32, 64), draws(&of_change, 32, 64));
    let differing = old.iter().zip(&new).filter(|(old, new)| old != new).count();
    // The demand shock of the first sector, in each of seven years.
    assert_eq!((old.len(), differing), (new.len(), base.horizon.len()));
    // Without the base its dimensions would move.
    let itself = Plan::paths(1).sobol().prepare(&change);
    assert_ne!(draws(&itself, 32, 64), new);
}

#[test]
fn errors_are_those_of_the_replicates() {
    let scenario = read(CORE);
    // 16 replicates, of which the first five are one path longer.
    let summary = Plan::paths(16 * 64 + 5).sobol().run(&scenario);
    assert_eq!(summary.run.sampler, "sobol");
    assert_eq!(summary.run.replicates, Some(16));
    for found in &summary.targets {
        let n = 16.0 * 64.0 + 5.0;
        let hits = |k: usize| (found.batch_hits[k] + found.batch_hits[k + 16]) as f64;
        let squares: f64 = (0..16)
            .map(|k| {
                let size = if k < 5 { 65.0 } else { 64.0 };
                square(hits(k) - size * found.probability)
            })
            .sum();
        let error = (16.0 / 15.0 * squares).sqrt() / n;
        assert!((found.std_error - error).abs() < 1e-15, "{}", found.id);
        let [low, high] = found.ci95;
        assert!(low <= found.probability && found.probability <= high);
    }
    // Of means as well: quasi-random means are far better than √n.
    let growth = indicator(&summary, "gdp.growth");
    for t in 0..summary.years.len() {
        let independent = growth.sd[t] / (summary.run.paths as f64).sqrt();
        assert!(growth.std_error[t] > 0.0 && growth.std_error[t] < independent / 2.0);
    }
}

#[test]
fn what_never_happens_has_a_bound() {
    let summary = Plan::paths(4096).sobol().run(&one_draw("at_least = 0.5"));
    let found = target(&summary, "grown");
    assert_eq!(
        (found.probability, found.std_error, found.ci95[0]),
        (0.0, 0.0, 0.0)
    );
    assert!(found.ci95[1] > wilson95(0, 4096)[1] && found.ci95[1] < 0.0011);
}

#[test]
fn intervals_cover() {
    // 200 seeds: a nominal 95 % interval misses 10 ± 3 times.
    let scenario = read("tests/reference/independent/margins.toml");
    let exact = Plan::paths(1 << 18).sobol().seed(9_999).run(&scenario);
    let runs: Vec<Summary> = (0..200)
        .map(|seed| Plan::paths(512).sobol().seed(seed).run(&scenario))
        .collect();
    for (k, exact) in exact.targets.iter().enumerate().filter(|(_, it)| !it.seed) {
        let covered = runs.iter().filter(|run| {
            let [low, high] = run.targets[k].ci95;
            (low..=high).contains(&exact.probability)
        });
        let covered = covered.count();
        assert!(covered >= 179, "{}: {covered} of 200", exact.id);
        // The claimed error is the actual one.
        let mean = |of: &dyn Fn(&Summary) -> f64| runs.iter().map(of).sum::<f64>() / 200.0;
        let middle = mean(&|run| run.targets[k].probability);
        let actual = mean(&|run| square(run.targets[k].probability - middle)).sqrt();
        let claimed = mean(&|run| square(run.targets[k].std_error)).sqrt();
        assert!(
            (claimed / actual - 1.0).abs() < 0.2,
            "{}: {claimed} {actual}",
            exact.id
        );
        assert!((middle - exact.probability).abs() < 5.0 * actual / 14.0 + 4.0 * exact.std_error);
        let independent = (exact.probability * (1.0 - exact.probability) / 512.0).sqrt();
        assert!(
            actual < 1.1 * independent,
            "{}: {actual} {independent}",
            exact.id
        );
    }
}

#[test]
fn both_samplers_have_the_same_model() {
    let scenario = read("tests/reference/independent/record.toml");
    let calibration = |plan: Plan| plan.prepare(&scenario).arms[0].calibration.clone();
    let (philox, sobol) = (
        calibration(Plan::paths(1)),
        calibration(Plan::paths(1).sobol()),
    );
    assert_eq!(philox.volatility, sobol.volatility);
    assert_eq!(philox.adjustment, sobol.adjustment);
    assert_ne!(philox.volatility[0], 1.0);
}

#[test]
fn runs_of_one_sampler_pair_and_runs_of_two_do_not() {
    let scenario = read(CORE);
    let plan = Plan::paths(2048);
    let (philox, sobol) = (plan.run(&scenario), plan.sobol().run(&scenario));
    let alike = compare(&sobol, &sobol);
    assert!(alike.paired && alike.targets.iter().all(|it| it.half_width == 0.0));
    let mixed = compare(&philox, &sobol);
    assert!(!mixed.paired);
    let (p, s) = (&philox.targets[0], &sobol.targets[0]);
    let half = mixed.targets[0].half_width;
    let expected = (square(1.959_964 * p.std_error) + square(2.131_450 * s.std_error)).sqrt();
    assert!((half / expected - 1.0).abs() < 1e-5);
}

#[test]
fn a_change_is_paired_replicate_by_replicate() {
    let base = read(CORE);
    let mut change = base.clone();
    change.sectors[0].supply_sd.value = kapok::quantity::Rate::new(0.10);
    let plan = Plan::paths(4096).sobol();
    let (a, b) = (
        plan.run(&base),
        plan.summarise(&change, &changed(&base, &change)),
    );
    let comparison = compare(&a, &b);
    assert!(comparison.paired);
    // On the same points a difference is better known than either side.
    for found in comparison.targets.iter().filter(|it| it.difference != 0.0) {
        let (ta, tb) = (&a.targets[found.in_a], &b.targets[found.in_b]);
        let apart = 2.131_45 * (square(ta.std_error) + square(tb.std_error)).sqrt();
        assert!(
            found.half_width > 0.0 && found.half_width < apart,
            "{}",
            found.id
        );
    }
    assert!(comparison.targets.iter().any(|it| it.difference != 0.0));
}

#[test]
fn too_few_paths_have_no_error_and_are_refused() {
    let prepared = Plan::paths(1).sobol().prepare(&one_draw("at_least = 0.04"));
    for paths in [1, 16, 31] {
        let run = simulate(&prepared, SamplingPlan::of_paths(paths), &Silent);
        assert!(matches!(run, Err(RunError::Paths)), "{paths}");
    }
    assert!(simulate(&prepared, SamplingPlan::of_paths(32), &Silent).is_ok());
}

#[test]
fn more_draws_than_dimensions_are_refused_with_their_number() {
    // 100 years of 220 sectors with a shock each.
    let scenario = parse(&sectors(2123, "0.03", 220, "supply_sd = 0.02", ""));
    let design = design(&scenario, 1);
    let error = Draws::new(&scenario, design).expect_err("too many");
    assert_eq!(error, DrawsError::Dimensions { needed: 22_000 });
    let found = PrepareError::from(error).diagnostics(&scenario);
    assert!(found[0].message.zh.contains("22000") && found[0].message.en.contains("21201"));
    assert!(found[0].help.is_some());
    let philox = Design {
        sampler: Sampler::Philox,
        ..design
    };
    assert!(Draws::new(&scenario, philox).is_ok());
}
