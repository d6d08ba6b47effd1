//! Targets together: closed forms, the numbers of a run's summary, planted weakest links.

use kapok::analysis::{Counted, CountedError, Identity, attainment};
use kapok::numerics::{normal_cdf, normal_quantile};
use kapok::results::{Attainment, Column, Estimate, FailedPaths, Probability, ProvenanceSummary};
use kapok::scenario::Scenario;
use kapok::simulation::{SamplingPlan, Silent, gather};

use crate::reference::Case;
use crate::support::{Checks, Plan, close, growth, judged, parse, sectors};

fn attained(plan: Plan, scenario: &Scenario, counted: &Counted) -> Attainment {
    let prepared = plan.all_indicators().prepare(scenario);
    let columns = counted.columns(scenario);
    let sampling = SamplingPlan {
        paths: plan.paths,
        block: plan.block,
    };
    let table = gather(&prepared, columns, sampling, &Silent).expect("nobody interrupts");
    let identity = Identity {
        sha256: String::new(),
        seed: 1,
        variant: None,
        provenance: ProvenanceSummary::default(),
    };
    let failed = FailedPaths {
        count: 0,
        first: None,
    };
    attainment((scenario, &prepared), &table, counted, &identity, &failed)
}

fn all(scenario: &Scenario) -> Counted {
    Counted::of(scenario, None).expect("there are targets")
}

/// Growth of each of some sectors is N(0.03, 0.03²) in logs, correlated by ρ; each is to be no more than half a deviation below its mean.
fn equicorrelated(correlation: f64, count: usize) -> Scenario {
    let sd = 0.03;
    let (common, own) = (
        (correlation * sd * sd).sqrt(),
        ((1.0 - correlation) * sd * sd).sqrt(),
    );
    let floor = format!("at_least = {}", growth(0.03 - 0.5 * sd));
    let target = |k: usize| {
        judged(
            &format!("t{k}"),
            &format!("sector.s{k}.growth"),
            2024,
            &floor,
        )
    };
    let targets: String = (1..=count).map(target).collect();
    let factor = format!("\n[factor.productivity]\nsd = {common}\n");
    parse(&sectors(
        2024,
        &growth(0.03).to_string(),
        count,
        &format!("supply_sd = {own}"),
        &(factor + &targets),
    ))
}

/// ∫ φ(z) f(p(z)) dz by Simpson's rule, p(z) the probability of being no less than `below` deviations under the mean given the common z.
fn given_common(correlation: f64, f: impl Fn(&dyn Fn(f64) -> f64) -> f64) -> f64 {
    let (steps, end) = (2000, 9.0);
    let width = 2.0 * end / f64::from(steps);
    let term = |i: i32| {
        let z = -end + f64::from(i) * width;
        let density = libm::exp(-0.5 * z * z) / (2.0 * std::f64::consts::PI).sqrt();
        let p =
            |below: f64| normal_cdf((below + correlation.sqrt() * z) / (1.0 - correlation).sqrt());
        let weight = match i {
            0 => 1.0,
            i if i == steps => 1.0,
            i if i % 2 == 1 => 4.0,
            _ => 2.0,
        };
        weight * density * f(&p)
    };
    (0..=steps).map(term).sum::<f64>() * width / 3.0
}

/// AN-equicorr: together, given each other, and with one dropped or relaxed by half a deviation more.
#[test]
fn equally_correlated_targets_have_their_closed_forms() {
    let (paths, n) = (40_000, 6);
    let scenario = equicorrelated(0.3, n);
    let half_more = growth(0.015) - growth(0.0);
    let mut counted = all(&scenario);
    for k in 0..n {
        let by = half_more;
        counted = counted
            .relaxing(&scenario, Column::Met(k), by)
            .expect("it is counted");
    }
    let plan = Plan::paths(paths);
    let found = attained(plan, &scenario, &counted);
    let power = |k: i32| given_common(0.3, |p| libm::pow(p(0.5), f64::from(k)));
    let exact_all = power(6);
    assert!((exact_all - 0.234_868_264_766_965).abs() < 1e-9);
    let mut checks = Checks::default();
    checks.probability("all", found.all().together.probability, exact_all, paths);
    let alone = normal_cdf(0.5);
    let dependence = found.all().dependence;
    let exact = exact_all - libm::pow(alone, 6.0);
    checks.value("dependence", dependence.value, exact, dependence.std_error);
    let four = found.at_least[3].together.probability;
    checks.probability("four or more", four, 0.685_633_683_782_845_1, paths);
    for pair in &found.conditional {
        let chance = pair.chance.expect("most paths carry it");
        let name = format!("{} given {}", pair.target, pair.given);
        checks.probability(&name, chance.probability, power(2) / alone, pair.paths);
    }
    let dropped = power(5) - exact_all;
    let relaxed = given_common(0.3, |p| libm::pow(p(0.5), 5.0) * p(1.0)) - exact_all;
    for link in &found.links {
        let gain = link.dropped.gain.probability;
        checks.probability(&format!("{} dropped", link.id), gain, dropped, paths);
        let gain = link.relaxed.expect("it is relaxed").gain.probability;
        checks.probability(&format!("{} relaxed", link.id), gain, relaxed, paths);
    }
    checks.hold();
    // Alike targets cannot be told apart.
    assert!(
        found.weakest_dropped.len() >= 4,
        "{:?}",
        found.weakest_dropped
    );
    assert_eq!(found.conditional.len(), n * (n - 1));
}

#[test]
fn the_counts_are_those_of_a_runs_summary() {
    let scenario = equicorrelated(0.3, 5);
    for plan in [Plan::paths(3_000), Plan::paths(3_200).sobol()] {
        let found = attained(plan, &scenario, &all(&scenario));
        let summary = plan.all_indicators().run(&scenario);
        let joint = summary.joint.as_ref().expect("there are targets");
        let whole = found.all().together;
        assert_eq!(whole.probability, joint.probability);
        assert_eq!(whole.std_error, joint.std_error);
        assert_eq!(whole.ci95, joint.ci95);
        for it in &found.at_least {
            let expected: f64 = joint.count[it.count..].iter().sum();
            assert!(close(it.together.probability, expected, 1e-12, 0.0));
        }
        for (target, known) in found.targets.iter().zip(&summary.targets) {
            assert_eq!(target.id, known.id);
            assert_eq!(target.alone.probability, known.probability);
            assert_eq!(target.alone.ci95, known.ci95);
        }
    }
}

/// Four independent targets with these probabilities.
fn independent(probabilities: &[f64]) -> Scenario {
    let target = |(k, p): (usize, &f64)| {
        // P(0.03 + 0.02 ε ≥ 0.03 − 0.02 Φ⁻¹(p)) = p.
        let floor = growth(0.03 - 0.02 * normal_quantile(*p));
        let indicator = format!("sector.s{}.growth", k + 1);
        let comparison = format!("at_least = {floor}");
        judged(&format!("t{}", k + 1), &indicator, 2024, &comparison)
    };
    let targets: String = probabilities.iter().enumerate().map(target).collect();
    let trend = growth(0.03).to_string();
    let count = probabilities.len();
    parse(&sectors(2024, &trend, count, "supply_sd = 0.02", &targets))
}

/// TARGET-poisbin: what independent targets make of it is what is found, and the planted weakest link is found.
#[test]
fn independent_targets_follow_the_poisson_binomial_and_the_least_likely_is_the_weakest() {
    let case = Case::find("TARGET-poisbin");
    let pmf = case.expected("pmf").clone();
    let pmf: Vec<f64> = serde_json::from_value(pmf).expect("a list of numbers");
    let paths = 40_000;
    let scenario = independent(&[0.9, 0.8, 0.95, 0.7]);
    let found = attained(Plan::paths(paths), &scenario, &all(&scenario));
    let mut checks = Checks::default();
    for it in &found.at_least {
        let exact: f64 = pmf[it.count..].iter().sum();
        let name = format!("at least {}", it.count);
        checks.probability(&name, it.together.probability, exact, paths);
        let independent = it.independent;
        checks.value(&name, independent.value, exact, independent.std_error);
        checks.value(&name, it.dependence.value, 0.0, it.dependence.std_error);
    }
    let weakest = &found.links[3].dropped;
    checks.probability("dropped", weakest.gain.probability, 0.684 - 0.4788, paths);
    checks.probability("after", weakest.after.probability, 0.684, paths);
    checks.hold();
    assert_eq!(found.weakest_dropped, ["t4"]);
}

/// The error of the dependence is that of repetitions with other seeds.
#[test]
fn errors_are_those_of_repetitions() {
    let scenario = equicorrelated(0.3, 3);
    let counted = all(&scenario);
    let (mut values, mut stated) = (Vec::new(), 0.0);
    let repetitions = 60;
    for seed in 0..repetitions {
        let found = attained(Plan::paths(1_000).seed(seed), &scenario, &counted);
        let Estimate { value, std_error } = found.all().dependence;
        values.push(value);
        stated += std_error / repetitions as f64;
    }
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / (n - 1.0);
    let ratio = variance.sqrt() / stated;
    // The sd of 60 repetitions is known to 9 %.
    assert!((0.7..1.35).contains(&ratio), "{ratio}");
}

/// Two tiers on one indicator: the adopted plan is implied by the pledge, but is still there when the pledge is dropped.
fn two_tiers() -> Scenario {
    let floor = |deviations: f64| format!("{}", growth(0.03 + 0.02 * deviations));
    let tiered = |id: &str, indicator: &str, tier: &str, deviations: f64| {
        let comparison = format!("at_least = {}\ntier = \"{tier}\"", floor(deviations));
        judged(id, indicator, 2024, &comparison)
    };
    let targets = [
        tiered("pledge", "sector.s1.growth", "pledge", 0.5),
        tiered("plan", "sector.s1.growth", "plan", 0.0),
        tiered("other", "sector.s2.growth", "plan", 0.0),
    ]
    .concat();
    let trend = growth(0.03).to_string();
    parse(&sectors(2024, &trend, 2, "supply_sd = 0.02", &targets))
}

#[test]
fn dropping_a_pledge_leaves_the_plan_it_implied() {
    let scenario = two_tiers();
    let paths = 40_000;
    let found = attained(Plan::paths(paths), &scenario, &all(&scenario));
    let ids: Vec<&str> = found.targets.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["pledge", "other"]);
    assert_eq!(found.implied, ["plan"]);
    let (pledge, half) = (normal_cdf(-0.5), 0.5);
    let mut checks = Checks::default();
    let gain = |k: usize| -> Probability { found.links[k].dropped.gain };
    // Without the pledge the plan is still to be met: ½ · ½, not ½.
    checks.probability("pledge", gain(0).probability, half * (half - pledge), paths);
    checks.probability("other", gain(1).probability, half * pledge, paths);
    checks.hold();
    let plan = Counted::of(&scenario, Some("plan")).expect("two targets are of the plan");
    let found = attained(Plan::paths(2_000), &scenario, &plan);
    assert_eq!(found.tier.as_deref(), Some("plan"));
    assert!(found.implied.is_empty());
}

#[test]
fn what_cannot_be_counted_is_refused() {
    let scenario = two_tiers();
    let tiers = vec!["pledge".to_owned(), "plan".to_owned()];
    assert_eq!(
        Counted::of(&scenario, Some("dream")),
        Err(CountedError::NoTier(tiers))
    );
    assert_eq!(
        Counted::of(&scenario, Some("pledge")),
        Err(CountedError::TooFew(1))
    );
    let one = Counted::chosen(&scenario, &[Column::Met(0), Column::Met(0)]);
    assert_eq!(one, Err(CountedError::TooFew(1)));
    let relaxed = all(&scenario).relaxing(&scenario, Column::Met(1), 0.01);
    assert_eq!(relaxed, Err(CountedError::NotCounted("plan".to_owned())));
}

/// A condition that hardly any path carries is not told from; one that is certain leaves nothing to gain.
#[test]
fn rare_and_certain_targets_say_what_they_can() {
    let scenario = independent(&[0.999_999, 0.02, 0.6]);
    let found = attained(Plan::paths(2_000), &scenario, &all(&scenario));
    for pair in &found.conditional {
        assert_eq!(pair.chance.is_none(), pair.given == "t2", "{pair:?}");
        assert!(pair.given != "t2" || pair.paths < found.least_paths);
    }
    let link = &found.links[0];
    assert_eq!(link.dropped.gain.probability, 0.0);
    assert!(link.dropped.gain.ci95[1] > 0.0, "no path is not never");
    assert_eq!(found.weakest_dropped, ["t2"]);
    for link in &found.links {
        let relaxed = link.relaxed.expect("it is relaxed").gain.probability;
        assert!(relaxed <= link.dropped.gain.probability);
    }
}
