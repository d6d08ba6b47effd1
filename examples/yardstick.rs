//! What a path-year of the flagship costs in units that are public: `cargo run --release --example yardstick`.
//!
//! The unit is one `StandardNormal` of `rand_distr` on `Xoshiro256++`, on the same machine in the same minute. A path-year is one path of the
//! scenario itself advanced one year. *Judged* is what the targets need, and nothing else; *default* keeps the statistics of every
//! default indicator and simulates the twins of seeded targets beside the scenario, which are not counted. What a run does once
//! before its paths is taken off. All measurements take turns, and medians are shown: of the times, and of the ratios within each turn.

#![allow(clippy::print_stdout)]

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use kapok::report::instruction_set;
use kapok::scenario::load;
use kapok::simulation::{IndicatorSet, Prepared, SamplingPlan, Silent, prepare, simulate};
use rand::SeedableRng as _;
use rand::rngs::Xoshiro256PlusPlus;
use rand_distr::{Distribution as _, StandardNormal};
use rayon::ThreadPool;

/// Turns; odd, so that the median is one of them.
const TURNS: usize = 11;
/// Seconds of one measurement, about.
const SECONDS: f64 = 0.2;

/// Nanoseconds of one turn.
struct Turn {
    normal: f64,
    judged_one: f64,
    judged_two: f64,
    default_one: f64,
    default_two: f64,
}

fn main() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/baiyun-2024.toml");
    let scenario = load(&file).expect("the flagship has no mistakes").scenario;
    let seed = scenario.run.seed;
    let ready = |set| prepare(&scenario, seed, set).expect("the flagship can be simulated");
    let (judged, default) = (ready(IndicatorSet::Judged), ready(IndicatorSet::Default));
    let (one, two) = (pool(1), pool(2));
    let judged_paths = paths_of(&judged, &one);
    let default_paths = paths_of(&default, &one);
    let turn = |_| Turn {
        normal: normal(),
        judged_one: path_year(&judged, &one, judged_paths),
        judged_two: path_year(&judged, &two, 2 * judged_paths),
        default_one: path_year(&default, &one, default_paths),
        default_two: path_year(&default, &two, 2 * default_paths),
    };
    normal();
    let turns: Vec<Turn> = (0..TURNS).map(turn).collect();
    let median = |of: &dyn Fn(&Turn) -> f64| {
        let mut values: Vec<f64> = turns.iter().map(of).collect();
        values.sort_by(f64::total_cmp);
        values[TURNS / 2]
    };
    println!(
        "instruction set {}, medians of {TURNS} turns",
        instruction_set()
    );
    println!(
        "one StandardNormal                {:8.2} ns",
        median(&|t| t.normal)
    );
    println!(
        "path-year, judged, 1 thread       {:8.1} ns",
        median(&|t| t.judged_one)
    );
    println!(
        "path-year, default, 1 thread      {:8.1} ns",
        median(&|t| t.default_one)
    );
    println!(
        "judged / StandardNormal           {:8.1}",
        median(&|t| t.judged_one / t.normal)
    );
    println!(
        "default / StandardNormal          {:8.1}",
        median(&|t| t.default_one / t.normal)
    );
    println!(
        "throughput, default over judged   {:8.2}",
        median(&|t| t.judged_one / t.default_one)
    );
    println!(
        "2 threads over 1, judged          {:8.2}",
        median(&|t| t.judged_one / t.judged_two)
    );
    println!(
        "2 threads over 1, default         {:8.2}",
        median(&|t| t.default_one / t.default_two)
    );
}

fn pool(threads: usize) -> ThreadPool {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    pool.expect("threads can be started")
}

/// Nanoseconds of one standard normal, a block of 1,024 at a time.
fn normal() -> f64 {
    let mut generator = Xoshiro256PlusPlus::seed_from_u64(1);
    let mut block = [0.0_f64; 1024];
    let (clock, mut blocks) = (Instant::now(), 0_u32);
    while clock.elapsed().as_secs_f64() < SECONDS {
        // Looking at the clock costs as much as a few dozen normals.
        for _ in 0..64 {
            for value in &mut block {
                *value = StandardNormal.sample(&mut generator);
            }
            black_box(&mut block);
        }
        blocks += 64;
    }
    clock.elapsed().as_secs_f64() * 1e9 / (f64::from(blocks) * block.len() as f64)
}

fn seconds(prepared: &Prepared, pool: &ThreadPool, paths: u64) -> f64 {
    pool.install(|| {
        let clock = Instant::now();
        let ensemble = simulate(prepared, SamplingPlan::of_paths(paths), &Silent);
        black_box(ensemble.expect("not interrupted"));
        clock.elapsed().as_secs_f64()
    })
}

/// Paths that take about [`SECONDS`], in whole tasks.
fn paths_of(prepared: &Prepared, pool: &ThreadPool) -> u64 {
    const TASK: u64 = 1024;
    let trial = 16 * TASK;
    let taken = (0..3)
        .map(|_| seconds(prepared, pool, trial))
        .fold(f64::INFINITY, f64::min);
    ((trial as f64 * SECONDS / taken / TASK as f64) as u64).max(4) * TASK
}

/// Nanoseconds on the wall clock of one path-year: with two threads at best half of that with one.
fn path_year(prepared: &Prepared, pool: &ThreadPool, paths: u64) -> f64 {
    let start = seconds(prepared, pool, 0);
    let all = seconds(prepared, pool, paths);
    let years = prepared.arms[0].horizon().len() as f64;
    (all - start) * 1e9 / (paths as f64 * years)
}
