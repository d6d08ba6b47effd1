//! A year over a block of paths: its draws, the equations, and the watched indicators.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput};
use kapok::model::{Shocks, State, advance};
use kapok::simulation::IndicatorSet;

use crate::BLOCK;

pub(crate) fn step(criterion: &mut Criterion) {
    let prepared = crate::prepared(&crate::flagship(), IndicatorSet::Default);
    let arm = &prepared.arms[0];
    let years = arm.horizon().len();
    let mut group = criterion.benchmark_group("step");
    for lanes in [64, BLOCK, 1024] {
        let mut state = State::base_year(&arm.model, lanes);
        let mut shocks = Shocks::none(&arm.model, lanes);
        let mut room = vec![0.0; lanes];
        group.throughput(Throughput::Elements((lanes * years) as u64));
        group.bench_function(BenchmarkId::new("draws, path-years, block", lanes), |b| {
            b.iter(|| {
                for t in 0..years {
                    let first_path = black_box(0);
                    prepared
                        .draws
                        .fill_year(t, first_path, &mut room, &mut shocks);
                }
            });
        });
        group.bench_function(
            BenchmarkId::new("equations, path-years, block", lanes),
            |b| {
                b.iter(|| {
                    state.reset(&arm.model);
                    for t in 0..years {
                        advance(&arm.model, &arm.calibration, t, &shocks, &mut state);
                    }
                    black_box(state.gdp[[0, 0]])
                });
            },
        );
    }
    group.finish();
}
