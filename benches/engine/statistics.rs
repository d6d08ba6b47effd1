//! Statistics of one series: a block added, two parts merged, the quantiles read at the end.

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use kapok::random::Stream;
use kapok::results::{Grid, Statistics};

use crate::BLOCK;

const QUANTILES: [f64; 11] = [
    0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975, 0.99,
];

pub(crate) fn statistics(criterion: &mut Criterion) {
    let mut values = vec![0.0; BLOCK];
    Stream::new(1, "bench", "statistics").fill_normal(2024, 0, &mut values);
    let grid = Grid::of_sample(&values);
    let mut statistics = Statistics::new(grid);
    let mut group = criterion.benchmark_group("statistics");
    group.throughput(Throughput::Elements(BLOCK as u64));
    group.bench_function("add", |b| b.iter(|| statistics.add(black_box(&values))));
    group.throughput(Throughput::Elements(1));
    let other = statistics.clone();
    group.bench_function("merge, series", |b| {
        b.iter(|| statistics.merge(black_box(&other)));
    });
    group.bench_function("11 quantiles, series", |b| {
        b.iter(|| QUANTILES.map(|p| other.quantile(black_box(p))));
    });
    group.finish();
}
