//! Random numbers: a variable's uniforms and normals over a block of paths, beside a public yardstick.

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use kapok::random::Stream;
use rand::SeedableRng as _;
use rand::rngs::Xoshiro256PlusPlus;
use rand_distr::{Distribution as _, StandardNormal};

use crate::BLOCK;

pub(crate) fn draws(criterion: &mut Criterion) {
    let stream = Stream::new(1, "bench", "draws");
    let mut out = vec![0.0; BLOCK];
    let mut group = criterion.benchmark_group("draws");
    group.throughput(Throughput::Elements(BLOCK as u64));
    group.bench_function("uniform", |b| {
        b.iter(|| stream.fill_uniform(2024, black_box(4096), &mut out));
    });
    group.bench_function("normal", |b| {
        b.iter(|| stream.fill_normal(2024, black_box(4096), &mut out));
    });
    let mut generator = Xoshiro256PlusPlus::seed_from_u64(1);
    group.bench_function(
        "yardstick: rand_distr StandardNormal on Xoshiro256++",
        |b| {
            b.iter(|| {
                for value in &mut out {
                    *value = StandardNormal.sample(&mut generator);
                }
                black_box(&mut out);
            });
        },
    );
    group.finish();
}
