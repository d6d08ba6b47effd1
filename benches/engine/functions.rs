//! Elementary functions over a block, in the form in which the equations use them.

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use kapok::numerics::{exp_in_place, ln_in_place, normal_score_in_place, softplus_in_place};

use crate::BLOCK;

/// A name, arguments, and the function over them in place.
type Function = (&'static str, Vec<f64>, fn(&mut [f64]));

pub(crate) fn functions(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("functions");
    group.throughput(Throughput::Elements(BLOCK as u64));
    let spread = |low: f64, high: f64| -> Vec<f64> {
        let step = (high - low) / BLOCK as f64;
        (0..BLOCK).map(|i| low + step * (i as f64 + 0.5)).collect()
    };
    let functions: [Function; 4] = [
        ("exp", spread(-2.0, 2.0), exp_in_place),
        ("ln", spread(0.1, 10.0), ln_in_place),
        ("normal score", spread(0.0, 1.0), normal_score_in_place),
        ("softplus", spread(-8.0, 8.0), softplus_in_place),
    ];
    let mut values = vec![0.0; BLOCK];
    for (name, arguments, function) in functions {
        group.bench_function(name, |b| {
            b.iter(|| {
                // A copy of 2 kB: small beside any of them.
                values.copy_from_slice(black_box(&arguments));
                function(&mut values);
                black_box(&mut values);
            });
        });
    }
    group.finish();
}
