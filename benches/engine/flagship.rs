//! The whole flagship: made ready, and run with one thread and two, for its targets alone and with all default statistics.

use criterion::{BenchmarkId, Criterion, Throughput};
use kapok::simulation::{IndicatorSet, SamplingPlan, Silent, simulate};

const PATHS: u64 = 20_480;

pub(crate) fn flagship(criterion: &mut Criterion) {
    let scenario = crate::flagship();
    let mut group = criterion.benchmark_group("flagship");
    group.sample_size(10);
    for (name, set) in [
        ("targets alone, path-years, threads", IndicatorSet::Judged),
        (
            "default statistics and twins, path-years, threads",
            IndicatorSet::Default,
        ),
    ] {
        let prepared = crate::prepared(&scenario, set);
        group.throughput(Throughput::Elements(PATHS * scenario.horizon.len() as u64));
        for threads in [1, 2] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
            let pool = pool.expect("threads can be started");
            group.bench_function(BenchmarkId::new(name, threads), |b| {
                b.iter(|| {
                    pool.install(|| simulate(&prepared, SamplingPlan::of_paths(PATHS), &Silent))
                        .expect("not interrupted")
                });
            });
        }
    }
    group.throughput(Throughput::Elements(1));
    group.bench_function("prepare: compile, calibrate, tables", |b| {
        b.iter(|| crate::prepared(&scenario, IndicatorSet::Default));
    });
    group.finish();
}
