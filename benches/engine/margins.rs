//! Margins other than the normal, through their tables in the normal score.

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use kapok::distribution::{
    Beta, LogNormal, Pert, ScoreTable, Shape, StudentT, Triangular, TwoPiece,
};
use kapok::random::Stream;

use crate::BLOCK;

const VALID: &str = "the parameters are valid";

pub(crate) fn margins(criterion: &mut Criterion) {
    let shapes = [
        (
            "student-t",
            Shape::StudentT(StudentT::new(0.0, 0.01, 5.0).expect(VALID)),
        ),
        (
            "two-piece",
            Shape::TwoPiece(TwoPiece::new(0.0, 0.03, 0.02).expect(VALID)),
        ),
        ("pert", Shape::Pert(Pert::new(0.7, 0.95, 1.1).expect(VALID))),
        (
            "triangular",
            Shape::Triangular(Triangular::new(0.5, 1.0, 2.0).expect(VALID)),
        ),
        (
            "beta",
            Shape::Beta(Beta::new(0.6, 0.1, 0.0, 1.0).expect(VALID)),
        ),
        (
            "lognormal",
            Shape::LogNormal(LogNormal::new(1.0, 0.2).expect(VALID)),
        ),
    ];
    let mut scores = vec![0.0; BLOCK];
    Stream::new(1, "bench", "margins").fill_normal(2024, 0, &mut scores);
    let mut out = vec![0.0; BLOCK];
    let mut group = criterion.benchmark_group("margins");
    for (name, shape) in &shapes {
        let table = ScoreTable::new(shape);
        group.throughput(Throughput::Elements(BLOCK as u64));
        group.bench_function(*name, |b| {
            b.iter(|| {
                table.apply(black_box(&scores), &mut out);
                black_box(&mut out);
            });
        });
    }
    group.throughput(Throughput::Elements(1));
    group.bench_function("a table of student-t", |b| {
        b.iter(|| ScoreTable::new(black_box(&shapes[0].1)));
    });
    group.finish();
}
