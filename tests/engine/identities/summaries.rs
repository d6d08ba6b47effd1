//! What one summary must agree with in itself.

use kapok::scenario::{InvestmentScope, NodeScope, Series};
use kapok::simulation::{IndicatorSet, SamplingPlan, Silent, simulate};

use super::{SUBJECTS, Subject};
use crate::support::{Plan, close, indicator, read};

#[test]
fn summaries_are_coherent() {
    for Subject {
        name,
        scenario,
        prepared,
    } in &*SUBJECTS
    {
        let summary = Plan::paths(2_000).summarise(scenario, prepared);
        assert_eq!(summary.run.failed_paths.count, 0, "{name}");
        for (indicator, found) in &summary.indicators {
            for t in 0..summary.years.len() {
                let at = format!("{name}: {indicator} in {}", summary.years[t]);
                let mut ordered: Vec<(f64, f64)> = found
                    .quantiles
                    .iter()
                    .map(|(p, values)| (p.parse().expect("a probability"), values[t]))
                    .collect();
                ordered.sort_by(|a, b| a.0.total_cmp(&b.0));
                assert!(
                    ordered.windows(2).all(|pair| pair[0].1 <= pair[1].1),
                    "{at}: {ordered:?}"
                );
                assert!(
                    found.min[t] <= ordered[0].1 && ordered[10].1 <= found.max[t],
                    "{at}"
                );
                assert!(
                    found.min[t] <= found.mean[t] && found.mean[t] <= found.max[t],
                    "{at}"
                );
                assert!(found.sd[t] >= 0.0 && found.quantile_error[t] >= 0.0, "{at}");
                assert!(
                    close(
                        found.std_error[t],
                        found.sd[t] / 2_000.0_f64.sqrt(),
                        1e-12,
                        0.0
                    ),
                    "{at}"
                );
            }
        }
        for target in &summary.targets {
            let hits: u64 = target.batch_hits.iter().sum();
            assert_eq!(
                hits as f64 / 2_000.0,
                target.probability,
                "{name}: {}",
                target.id
            );
            assert_eq!(
                target.mean_shortfall.is_none(),
                hits == 2_000,
                "{name}: {}",
                target.id
            );
            assert!(
                target.mean_shortfall.is_none_or(|short| short > 0.0),
                "{name}: {}",
                target.id
            );
            let shown: f64 = target.histogram.shares.iter().sum();
            assert!(
                (0.99..=1.0 + 1e-12).contains(&shown),
                "{name}: {}: {shown}",
                target.id
            );
        }
        let joint = summary.joint.as_ref().expect("targets");
        let total: f64 = joint.count.iter().sum();
        assert!((total - 1.0).abs() < 1e-12, "{name}");
        // The mean number of targets met is the sum of their probabilities; and all together is at most the least likely of them.
        let mean: f64 = joint
            .count
            .iter()
            .enumerate()
            .map(|(k, share)| k as f64 * share)
            .sum();
        let together = summary
            .targets
            .iter()
            .filter(|t| joint.targets.contains(&t.id));
        let sum: f64 = together.map(|t| t.probability).sum();
        assert!((mean - sum).abs() < 1e-9, "{name}: {mean} against {sum}");
        let least = summary
            .targets
            .iter()
            .map(|t| t.probability)
            .fold(1.0, f64::min);
        assert!(
            joint.probability <= least && joint.probability == joint.count[joint.targets.len()],
            "{name}"
        );
    }
}

#[test]
fn totals_are_the_sums_of_their_parts() {
    // Means add up as every path does: GDP = Σ value added, investment = Σ categories, shares = 1.
    for Subject {
        name,
        scenario,
        prepared,
    } in &*SUBJECTS
    {
        let summary = Plan::paths(500).summarise(scenario, prepared);
        let mean = |series: &str, t: usize| indicator(&summary, series).mean[t];
        for t in 0..summary.years.len() {
            let over_sectors = |measure: &str| -> f64 {
                let ids = scenario.sectors.iter().map(|s| &s.id);
                ids.map(|id| mean(&format!("sector.{id}.{measure}"), t))
                    .sum()
            };
            let real = mean("gdp.real", t);
            assert!(
                close(over_sectors("value_added"), real, 1e-9, 0.0),
                "{name} {t}"
            );
            assert!(close(over_sectors("share"), 1.0, 1e-9, 0.0), "{name} {t}");
            let categories = scenario
                .categories
                .iter()
                .map(|c| mean(&format!("fai.{}", c.id), t));
            assert!(
                close(categories.sum(), mean("fai.total", t), 1e-9, 0.0),
                "{name} {t}"
            );
            if scenario.regions.len() > 1 {
                let regions = scenario
                    .regions
                    .iter()
                    .map(|r| mean(&format!("{}.gdp.real", r.id), t));
                assert!(close(regions.sum(), real, 1e-9, 0.0), "{name} {t}");
            }
        }
    }
}

#[test]
fn what_is_watched_does_not_change_what_is_found() {
    let scenario = read("tests/reference/independent/twin-trade.toml");
    let plan = Plan::paths(2_000);
    let (few, all) = (plan.run(&scenario), plan.all_indicators().run(&scenario));
    for (name, found) in &few.indicators {
        assert_eq!(indicator(&all, name), found, "{name}");
    }
    assert_eq!(few.targets, all.targets);
    assert!(all.indicators.len() > few.indicators.len());
}

#[test]
fn what_pipelines_have_spent_to_date_is_added_up_on_each_path() {
    let scenario = read("scenarios/haizhu-renewal-2023.toml");
    let summary = Plan::paths(2_000).all_indicators().run(&scenario);
    let of = |name: &str| indicator(&summary, name);
    let years = summary.years.len();
    let mut all = vec![0.0; years];
    for batch in &summary.pipelines {
        let spent = of(&format!("pipeline.{}.spent", batch.id));
        let done = of(&format!("pipeline.{}.cumulative", batch.id));
        let (mut mean, mut planned, mut added) = (0.0, 0.0, 0.0);
        for (t, all) in all.iter_mut().enumerate() {
            mean += spent.mean[t];
            planned += batch.planned[t];
            added += spent.quantiles["0.1"][t];
            *all += mean;
            assert!(close(done.mean[t], mean, 1e-9, 1e-9), "{} {t}", batch.id);
            // On the path without shocks every plan is met.
            assert!(
                close(done.central[t], planned, 1e-12, 1e-12),
                "{} {t}",
                batch.id
            );
            assert!(
                t == 0 || done.min[t] >= done.min[t - 1],
                "nothing is unspent"
            );
        }
        let together = done.quantiles["0.1"][years - 1];
        assert!(
            together > added * 1.02,
            "years make up for each other: {together} {added}"
        );
    }
    let total = of("pipeline.cumulative");
    for (t, mean) in all.into_iter().enumerate() {
        assert!(close(total.mean[t], mean, 1e-9, 1e-9), "{t}");
    }
    // Of a lone pipeline the total is the same, and is not written down twice.
    let lone = Plan::paths(100).run(&read("scenarios/starter.toml"));
    assert_eq!(lone.pipelines.len(), 1);
    assert!(!lone.indicators.contains_key("pipeline.cumulative"));
    let name = format!("pipeline.{}.cumulative", lone.pipelines[0].id);
    assert!(lone.indicators.contains_key(&name));
    assert!(
        !lone
            .indicators
            .contains_key(&name.replace("cumulative", "spent"))
    );
}

#[test]
fn indicators_name_what_the_scenario_has() {
    let scenario = read("tests/reference/independent/twin-trade.toml");
    let names = scenario.indicator_names();
    for found in names.all() {
        assert_eq!(names.find(&found.name(&names)), Some(found));
    }
    let series = |name: &str| names.find(name).map(|found| (found.region, found.series));
    assert_eq!(
        series("south.fai.s_parks"),
        None,
        "a pipeline is no category"
    );
    assert_eq!(
        series("south.fai.growth"),
        Some((Some(1), Series::InvestmentGrowth(InvestmentScope::Total)))
    );
    assert!(matches!(
        series("north.group.industry.share"),
        Some((Some(0), Series::Node(NodeScope::Group(group), _))) if group == "industry"
    ));
}

#[test]
fn an_observer_hears_of_every_path_and_can_stop_the_run() {
    use std::sync::atomic::{AtomicU64, Ordering};
    struct Counter {
        seen: AtomicU64,
        most: u64,
    }
    impl kapok::simulation::Observer for Counter {
        fn advanced(&self, paths: u64) {
            self.seen.fetch_add(paths, Ordering::Relaxed);
        }
        fn stopped(&self) -> bool {
            self.seen.load(Ordering::Relaxed) >= self.most
        }
    }
    let scenario = read("tests/reference/independent/margins.toml");
    let prepared = kapok::simulation::prepare(&scenario, 1, IndicatorSet::Default)
        .expect("it can be anchored");
    let counter = |most| Counter {
        seen: AtomicU64::new(0),
        most,
    };
    let patient = counter(u64::MAX);
    simulate(&prepared, SamplingPlan::of_paths(10_001), &patient).expect("nobody stops it");
    assert_eq!(patient.seen.into_inner(), 10_001);
    let hasty = counter(3_000);
    assert!(simulate(&prepared, SamplingPlan::of_paths(1_000_000), &hasty).is_err());
    assert!(hasty.seen.into_inner() < 100_000);
    assert!(simulate(&prepared, SamplingPlan::of_paths(10), &Silent).is_ok());
}
