//! How much the quasi-random sampler gains, and how honest its intervals are: the tables of `docs/sampling.md`.
//!
//! `cargo run --release --example samplers -- FILE PATHS RUNS` runs a scenario under many seeds with either sampler, and compares
//! every probability with that of a long run.

#![allow(clippy::print_stdout)]

use std::path::Path;
use std::time::Instant;

use kapok::analysis::{Identity, summarise};
use kapok::results::{ProvenanceSummary, Summary};
use kapok::scenario::{Sampler, Scenario, load};
use kapok::simulation::{
    Design, Draws, IndicatorSet, Prepared, SamplingPlan, Silent, prepare, simulate,
};

/// Paths and seed of the long run that stands for the truth.
const LONG: u64 = 1 << 22;
const LONG_SEED: u64 = 77_777_777;

/// An estimate, its standard error and half-width or interval.
#[derive(Clone, Copy)]
struct Estimate {
    value: f64,
    std_error: f64,
    interval: [f64; 2],
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, file, paths, runs] = arguments.as_slice() else {
        println!("samplers FILE PATHS RUNS");
        return;
    };
    let (paths, runs): (u64, u64) = (number(paths), number(runs));
    let loaded = load(Path::new(file)).unwrap_or_else(|_| panic!("kapok check {file}"));
    let scenario = &loaded.scenario;
    let model = prepare(scenario, LONG_SEED, IndicatorSet::Judged).expect("kapok check FILE");
    let one = |sampler, seed, paths| {
        let summary = run(scenario, &model, Design { seed, sampler }, paths);
        estimates(&summary)
    };
    let clock = Instant::now();
    let truth = one(Sampler::Sobol, LONG_SEED, LONG);
    let seconds = clock.elapsed().as_secs_f64();
    println!("{file}: {paths} paths, {runs} seeds; long run of {LONG} paths in {seconds:.1} s");
    let of = |sampler: Sampler| {
        let clock = Instant::now();
        let each = (1..=runs).map(|seed| one(sampler, seed, paths));
        let all: Vec<Vec<(String, Estimate)>> = each.collect();
        let milliseconds = 1e3 * clock.elapsed().as_secs_f64() / runs as f64;
        println!("{}: {milliseconds:.2} ms a run", sampler.as_str());
        all
    };
    let (philox, sobol) = (of(Sampler::Philox), of(Sampler::Sobol));
    println!(
        "\n| what | long run | philox: bias, sd, covered | sobol: bias, sd, covered | variance ratio | claimed ÷ actual error |"
    );
    println!("|---|---|---|---|---|---|");
    for (k, (name, exact)) in truth.iter().enumerate() {
        let (p, s) = (
            found(&philox, k, exact.value),
            found(&sobol, k, exact.value),
        );
        // Of a probability the variance of independent paths is known; of a mean it is measured.
        let independent = if name.starts_with('P') {
            exact.value * (1.0 - exact.value) / paths as f64
        } else {
            p.sd * p.sd
        };
        println!(
            "| {name} | {:.5} | {:+.5} {:.5} {:.1} % | {:+.5} {:.5} {:.1} % | {:.2} | {:.2} |",
            exact.value,
            p.bias,
            p.sd,
            100.0 * p.covered,
            s.bias,
            s.sd,
            100.0 * s.covered,
            independent / (s.sd * s.sd),
            s.claimed / s.sd,
        );
    }
}

fn number(text: &str) -> u64 {
    text.parse().expect("a whole number")
}

/// A run of the one model: only its draws depend on the seed.
fn run(scenario: &Scenario, model: &Prepared, design: Design, paths: u64) -> Summary {
    let prepared = Prepared {
        draws: Draws::new(scenario, design).expect("kapok check FILE"),
        ..model.clone()
    };
    let plan = SamplingPlan::of_paths(paths);
    let ensemble = simulate(&prepared, plan, &Silent).expect("nothing stops it");
    let identity = Identity {
        sha256: String::new(),
        seed: design.seed,
        variant: None,
        provenance: ProvenanceSummary::default(),
    };
    summarise(scenario, &prepared, &ensemble, &identity)
}

/// Every probability of a run, and the mean of what is judged.
fn estimates(summary: &Summary) -> Vec<(String, Estimate)> {
    let share = |name: String, value: f64, std_error: f64, interval| {
        (
            name,
            Estimate {
                value,
                std_error,
                interval,
            },
        )
    };
    let mut found = Vec::new();
    for target in &summary.targets {
        let name = format!("P({} {})", target.id, target.year);
        found.push(share(
            name,
            target.probability,
            target.std_error,
            target.ci95,
        ));
    }
    let joint = summary
        .joint
        .iter()
        .map(|joint| ("P(all together)".to_owned(), joint));
    let tiers = summary
        .tiers
        .iter()
        .map(|tier| (format!("P(tier {})", tier.tier), &tier.joint));
    for (name, joint) in joint.chain(tiers) {
        found.push(share(name, joint.probability, joint.std_error, joint.ci95));
    }
    for milestone in &summary.milestones {
        let t = milestone.judged_index(&summary.years);
        let (value, error) = (milestone.reached_by[t], milestone.std_error[t]);
        let name = format!("P({} by {})", milestone.id, summary.years[t]);
        found.push(share(
            name,
            value,
            error,
            summary.run.interval95(value, error),
        ));
    }
    for target in &summary.targets {
        let t = (target.year - summary.years[0]) as usize;
        let indicator = &summary.indicators[&target.indicator];
        let (mean, error) = (indicator.mean[t], indicator.std_error[t]);
        let half = summary.run.errors().quantile95() * error;
        let name = format!("mean {} {}", target.indicator, target.year);
        if found.iter().all(|(known, _)| *known != name) {
            found.push(share(name, mean, error, [mean - half, mean + half]));
        }
    }
    found
}

/// What one estimate does over many seeds.
struct Found {
    bias: f64,
    sd: f64,
    covered: f64,
    /// Root mean square of the standard errors.
    claimed: f64,
}

fn found(runs: &[Vec<(String, Estimate)>], k: usize, truth: f64) -> Found {
    let n = runs.len() as f64;
    let mean = |of: &dyn Fn(Estimate) -> f64| runs.iter().map(|run| of(run[k].1)).sum::<f64>() / n;
    let middle = mean(&|it| it.value);
    let variance = mean(&|it| (it.value - middle) * (it.value - middle)) * n / (n - 1.0);
    let inside = |it: Estimate| it.interval[0] <= truth && truth <= it.interval[1];
    Found {
        bias: middle - truth,
        sd: variance.sqrt(),
        covered: mean(&|it| f64::from(u8::from(inside(it)))),
        claimed: mean(&|it| it.std_error * it.std_error).sqrt(),
    }
}
