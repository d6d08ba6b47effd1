//! How fast the engine's parts are, on the flagship scenario: normal draws, the shocks of a year, the year step over a block,
//! a block with its statistics, and the whole run. Throughput is in numbers or path-years per second.

use std::hint::black_box;
use std::path::Path;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use kapok::model::{Shocks, State, advance};
use kapok::random::Stream;
use kapok::scenario::{Scenario, load};
use kapok::simulation::{IndicatorSet, Prepared, SamplingPlan, Silent, prepare, simulate};

const BLOCK: usize = SamplingPlan::BLOCK;

fn flagship() -> (Scenario, Prepared) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/baiyun-2024.toml");
    let scenario = load(&file).expect("the flagship has no mistakes").scenario;
    let prepared = prepare(&scenario, scenario.run.seed, IndicatorSet::Default)
        .expect("the flagship can be simulated");
    (scenario, prepared)
}

fn normal_draws(criterion: &mut Criterion) {
    let stream = Stream::new(1, "bench", "normal");
    let mut out = vec![0.0; BLOCK];
    let mut group = criterion.benchmark_group("draws");
    group.throughput(Throughput::Elements(BLOCK as u64));
    group.bench_function("uniform/256", |b| {
        b.iter(|| stream.fill_uniform(2024, black_box(4096), &mut out));
    });
    group.bench_function("normal/256", |b| {
        b.iter(|| stream.fill_normal(2024, black_box(4096), &mut out));
    });
    group.finish();
}

fn year_step(criterion: &mut Criterion) {
    let (_, prepared) = flagship();
    let arm = &prepared.arms[0];
    let years = arm.horizon().len();
    let mut group = criterion.benchmark_group("step");
    for lanes in [64, BLOCK, 1024] {
        let mut state = State::base_year(&arm.model, lanes);
        let mut shocks = Shocks::none(&arm.model, lanes);
        let mut room = vec![0.0; lanes];
        group.throughput(Throughput::Elements((lanes * years) as u64));
        group.bench_function(BenchmarkId::new("shocks, path-years", lanes), |b| {
            b.iter(|| {
                for t in 0..years {
                    prepared
                        .draws
                        .fill_year(t, black_box(0), &mut room, &mut shocks);
                }
            });
        });
        group.bench_function(BenchmarkId::new("equations, path-years", lanes), |b| {
            b.iter(|| {
                state.reset(&arm.model);
                for t in 0..years {
                    advance(&arm.model, &arm.calibration, t, &shocks, &mut state);
                }
                black_box(state.gdp[[0, 0]])
            });
        });
    }
    group.finish();
}

fn flagship_run(criterion: &mut Criterion) {
    let (scenario, prepared) = flagship();
    let mut group = criterion.benchmark_group("flagship");
    let paths = 20_000;
    group.sample_size(10);
    group.throughput(Throughput::Elements(paths * scenario.horizon.len() as u64));
    for threads in [1, 2] {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .expect("threads can be started");
        group.bench_function(
            BenchmarkId::new("20000 paths with statistics, path-years, threads", threads),
            |b| {
                b.iter(|| {
                    pool.install(|| {
                        simulate(&prepared, SamplingPlan::of_paths(paths), &Silent)
                            .expect("not interrupted")
                    })
                });
            },
        );
    }
    group.bench_function("prepare: compile, calibrate, tables", |b| {
        b.iter(|| {
            prepare(&scenario, scenario.run.seed, IndicatorSet::Default)
                .expect("the flagship can be simulated")
        });
    });
    group.finish();
}

criterion_group!(benches, normal_draws, year_step, flagship_run);
criterion_main!(benches);
