//! Runs that stop when their probabilities are precise enough.

use kapok::analysis::{
    Aim, Identity, Probability, Watched, looks, probabilities, simulate_until, summarise,
};
use kapok::results::{ProvenanceSummary, wilson95};
use kapok::scenario::{Sampler, Scenario};
use kapok::simulation::{Ongoing, Prepared, SamplingPlan, Silent};

use crate::support::{Plan, read};

const MARGINS: &str = "tests/reference/independent/margins.toml";

fn identity() -> Identity {
    Identity {
        sha256: String::new(),
        seed: 14,
        variant: None,
        provenance: ProvenanceSummary::default(),
    }
}

fn until(
    scenario: &Scenario,
    prepared: &Prepared,
    (cap, block): (u64, usize),
    aims: &[Aim],
) -> Watched {
    let plan = SamplingPlan { paths: cap, block };
    simulate_until((scenario, prepared), plan, aims, &identity(), &Silent)
        .expect("nobody interrupts")
}

fn all(prepared: &Prepared, std_error: f64) -> Vec<Aim> {
    let aim = |probability| Aim {
        probability,
        std_error,
    };
    probabilities(prepared).into_iter().map(aim).collect()
}

#[test]
fn looks_grow_by_a_quarter_in_whole_steps() {
    let some: Vec<u64> = looks(Sampler::Philox).take(40).collect();
    assert!(some.iter().all(|paths| paths.is_multiple_of(Ongoing::STEP)));
    assert!(
        some.windows(2)
            .all(|pair| pair[0] < pair[1] && pair[1] <= 2 * pair[0])
    );
    assert!(
        some.windows(2)
            .skip(20)
            .all(|pair| pair[1] < pair[0] * 13 / 10)
    );
    let of_sobol: Vec<u64> = looks(Sampler::Sobol).take(3).collect();
    assert_eq!(of_sobol, [4096, 8192, 16384]);
}

#[test]
fn a_run_that_goes_on_is_the_run_of_as_many_paths() {
    let scenario = read(MARGINS);
    for plan in [Plan::paths(5000), Plan::paths(5000).sobol()] {
        let prepared = plan.prepare(&scenario);
        let whole = summarise(&scenario, &prepared, &plan.simulate(&prepared), &identity());
        let mut ongoing = Ongoing::new(&prepared, 64);
        for paths in [1024, 3072, 5000] {
            ongoing.go_on(paths, &Silent).expect("nobody interrupts");
        }
        let parts = summarise(&scenario, &prepared, &ongoing.finish(), &identity());
        assert_eq!(parts, whole);
    }
}

#[test]
fn where_a_run_stops_depends_on_the_numbers_only() {
    let scenario = read(MARGINS);
    let prepared = Plan::paths(1000).prepare(&scenario);
    let aims = all(&prepared, 0.005);
    let one = rayon_pool(1).install(|| until(&scenario, &prepared, (1_000_000, 32), &aims));
    let two = rayon_pool(2).install(|| until(&scenario, &prepared, (1_000_000, 256), &aims));
    assert!(one.reached && two.reached);
    assert_eq!(one.convergence, two.convergence);
    let summary =
        |watched: &Watched| summarise(&scenario, &prepared, &watched.ensemble, &identity());
    assert_eq!(summary(&one), summary(&two));
    let plan = Plan::paths(one.ensemble.paths);
    assert_eq!(
        summary(&one),
        summarise(&scenario, &prepared, &plan.simulate(&prepared), &identity())
    );
    // Every error is small enough at the end, and one of them was not at the look before.
    let errors = |back: usize| -> Vec<f64> {
        let courses = one.convergence.probabilities.iter();
        courses
            .map(|course| course.points[course.points.len() - 1 - back].std_error)
            .collect()
    };
    assert!(errors(0).iter().all(|error| *error <= 0.005));
    assert!(errors(1).iter().any(|error| *error > 0.005));
    // The picture's numbers are those of the summary.
    let summary = summary(&one);
    for (target, course) in summary.targets.iter().zip(&one.convergence.probabilities) {
        let last = course.points.last().expect("it was looked at");
        assert_eq!(course.id.as_ref(), Some(&target.id));
        assert_eq!(
            (last.probability, last.std_error, last.ci95),
            (target.probability, target.std_error, target.ci95)
        );
    }
}

fn rayon_pool(threads: usize) -> rayon::ThreadPool {
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .expect("threads can be started")
}

#[test]
fn a_cap_ends_a_run_that_is_not_precise_enough() {
    let scenario = read(MARGINS);
    let prepared = Plan::paths(1000).prepare(&scenario);
    let short = until(&scenario, &prepared, (1500, 256), &all(&prepared, 0.001));
    assert!(!short.reached && short.ensemble.paths == 1500);
    // Without aims the whole is simulated, and looked at on the way.
    let whole = until(&scenario, &prepared, (1500, 256), &[]);
    assert_eq!(whole.convergence, short.convergence);
    let looks = whole.convergence.probabilities[0].points.iter();
    assert_eq!(looks.map(|it| it.paths).collect::<Vec<u64>>(), [1024, 1500]);
}

#[test]
fn no_hit_at_all_is_no_precision() {
    // The error of a share of none is 0: what counts is the interval, z²/(n + z²).
    let scenario = crate::support::parse(&crate::support::one_sector(
        2024,
        "0.03",
        &crate::support::judged("never", "gdp.growth", 2024, "at_least = \"50%\""),
    ));
    let prepared = Plan::paths(1000).prepare(&scenario);
    let aim = Aim {
        probability: Probability::Target(0),
        std_error: 0.0002,
    };
    let found = until(&scenario, &prepared, (1_000_000, 256), &[aim]);
    let [_, high] = wilson95(0, found.ensemble.paths);
    assert!(found.reached && found.ensemble.paths > 1024);
    assert!(high / 2.0 / 1.96 <= 0.0002);
}

#[test]
fn quasi_random_points_must_be_precise_twice() {
    let scenario = read(MARGINS);
    let prepared = Plan::paths(4096).sobol().prepare(&scenario);
    let aims = all(&prepared, 0.02);
    let found = until(&scenario, &prepared, (1 << 20, 256), &aims);
    // Reached at the first look already, and believed at the second.
    assert!(found.reached);
    assert_eq!(found.ensemble.paths, 8192);
}
