//! How fast the engine's parts are, from a random number to the whole flagship. Throughput is in numbers, path-years or paths per second.
//!
//! A path-year is one path of the scenario itself advanced one year; twins of seeded targets, which a run with all statistics
//! simulates beside it, are not counted.

mod draws;
mod flagship;
mod functions;
mod margins;
mod precision;
mod statistics;
mod step;

use std::path::Path;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use kapok::scenario::{Scenario, load};
use kapok::simulation::{IndicatorSet, Prepared, SamplingPlan, prepare};

/// Paths of a block.
const BLOCK: usize = SamplingPlan::BLOCK;

fn flagship() -> Scenario {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/baiyun-2024.toml");
    load(&file).expect("the flagship has no mistakes").scenario
}

fn prepared(scenario: &Scenario, set: IndicatorSet) -> Prepared {
    prepare(scenario, scenario.run.seed, set).expect("the flagship can be simulated")
}

fn short() -> Criterion {
    Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2))
}

criterion_group! {
    name = benches;
    config = short();
    targets = draws::draws, functions::functions, margins::margins, step::step, statistics::statistics,
        flagship::flagship, precision::precision
}
criterion_main!(benches);
