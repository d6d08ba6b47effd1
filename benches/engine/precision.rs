//! Each sampler's error against time: runs of several lengths, named by half of the 95 % interval of their targets' probabilities.

use criterion::{Criterion, Throughput};
use kapok::analysis::{Identity, summarise};
use kapok::results::{ProvenanceSummary, Summary};
use kapok::scenario::Sampler;
use kapok::simulation::{Design, IndicatorSet, SamplingPlan, Silent, prepare, simulate};

pub(crate) fn precision(criterion: &mut Criterion) {
    let scenario = crate::flagship();
    let mut group = criterion.benchmark_group("error against time");
    group.sample_size(10);
    for sampler in [Sampler::Philox, Sampler::Sobol] {
        let seed = scenario.run.seed;
        let design = Design { seed, sampler };
        let prepared =
            prepare(&scenario, design, IndicatorSet::Judged).expect("it can be simulated");
        let sampler = sampler.as_str();
        let identity = Identity {
            sha256: String::new(),
            seed,
            variant: None,
            provenance: ProvenanceSummary::default(),
        };
        for paths in [4_096, 16_384, 65_536] {
            let run = || simulate(&prepared, SamplingPlan::of_paths(paths), &Silent);
            let ensemble = run().expect("not interrupted");
            let summary = summarise(&scenario, &prepared, &ensemble, &identity);
            let error = 100.0 * mean_half_width(&summary);
            group.throughput(Throughput::Elements(paths));
            group.bench_function(
                format!("{sampler}, {paths} paths, ±{error:.3} points"),
                |b| {
                    b.iter(|| run().expect("not interrupted"));
                },
            );
        }
    }
    group.finish();
}

/// Half of the 95 % interval, the mean over the targets.
fn mean_half_width(summary: &Summary) -> f64 {
    let targets = summary.targets.iter();
    let sum: f64 = targets
        .map(|target| (target.ci95[1] - target.ci95[0]) / 2.0)
        .sum();
    sum / summary.targets.len() as f64
}
