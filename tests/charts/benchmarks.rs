//! Pictures of a benchmark: how long until probabilities are known.

use kapok::charts::{Lang, NamedChart, Size, Style, benchmark_set};
use kapok::results::{Benchmark, Rate, SamplerSpeed, Summary, TimeToPrecision};

use crate::pictures::{texts, untidy};
use crate::{judged, sample, ugly};

/// Designs that run alike, the k-th needing a k-th of the paths of the first.
pub(crate) fn benchmark(summary: &Summary, samplers: &[&str], paths_per_second: f64) -> Benchmark {
    let rate = Rate {
        threads: 2,
        paths: 100_000,
        paths_per_second,
        spread: 0.02,
    };
    let time = |id: Option<&String>, probability: f64, part: f64| {
        let paths = probability * (1.0 - probability) * 3.84e6 * part + 1917.0;
        TimeToPrecision {
            id: id.cloned(),
            probability,
            half_width: 0.001,
            paths: paths as u64,
            seconds: paths / paths_per_second,
        }
    };
    let speed = |(k, sampler): (usize, &&str)| {
        let part = 1.0 / (k + 1) as f64;
        let targets = summary.targets.iter();
        let targets = targets.map(|target| time(Some(&target.id), target.probability, part));
        let joint = summary.joint.iter();
        let joint = joint.map(|joint| time(None, joint.probability, part));
        SamplerSpeed {
            sampler: (*sampler).to_owned(),
            start_seconds: 0.05,
            one_thread: rate,
            all_threads: rate,
            scaling: 1.0,
            path_years_per_second: 7.0 * paths_per_second,
            paths: 100_000,
            targets: targets.chain(joint).collect(),
            runs: Vec::new(),
        }
    };
    Benchmark {
        schema: 1,
        scenario: summary.scenario.id.clone(),
        sha256: "0".repeat(64),
        version: "0.1.0".to_owned(),
        isa: "avx2".to_owned(),
        threads: 2,
        nodes: 13,
        years: 7,
        twins: 1,
        repeats: 7,
        peak_memory_bytes: None,
        half_width: 0.001,
        samplers: samplers.iter().enumerate().map(speed).collect(),
    }
}

#[test]
fn no_text_leaves_its_sheet_or_touches_another() {
    let summaries = [
        sample::flagship(),
        ugly::one_target(),
        ugly::many_targets(),
        ugly::certain(),
        ugly::one_year(),
        judged::tiers(),
    ];
    let designs: [&[&str]; 3] = [&["philox"], &["philox", "sobol"], &["philox", "sobol", "a"]];
    for (index, summary) in summaries.iter().enumerate() {
        for (samplers, rate) in designs.into_iter().zip([30.0, 1e5, 5e7]) {
            let benchmark = benchmark(summary, samplers, rate);
            for size in [(600, 400), (1600, 1000), (4000, 3000), (600, 3000)] {
                let size = Size::new(size.0, size.1).unwrap();
                for lang in [Lang::Zh, Lang::En] {
                    let set = benchmark_set(summary, &benchmark, &Style::new(lang, size));
                    assert!(!set.is_empty());
                    for NamedChart { stem, chart, .. } in set {
                        let complaint = untidy(&chart);
                        assert_eq!(
                            complaint, None,
                            "{index} {stem} {samplers:?} {lang:?} {size:?}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn every_target_and_every_design_is_there() {
    let summary = sample::flagship();
    let benchmark = benchmark(&summary, &["philox", "sobol"], 1e5);
    let set = benchmark_set(&summary, &benchmark, &Style::new(Lang::En, Size::default()));
    let stems: Vec<&str> = set.iter().map(|named| named.stem.as_str()).collect();
    assert_eq!(stems, ["time-to-precision"]);
    let said = texts(&set[0].chart);
    for word in ["philox", "sobol", "all together", "time (s)"] {
        assert!(said.contains(&word), "{word}: {said:?}");
    }
    // Each target's paths with each design: grouped thousands.
    for speed in &benchmark.samplers {
        for time in &speed.targets {
            let digits = time.paths.to_string();
            let found = said.iter().any(|text| text.replace(',', "") == digits);
            assert!(found, "{digits}: {said:?}");
        }
    }
}

#[test]
fn without_targets_there_is_no_picture() {
    let summary = sample::empty(&[2024, 2025]);
    let benchmark = benchmark(&summary, &["philox"], 1e5);
    assert!(benchmark_set(&summary, &benchmark, &Style::new(Lang::Zh, Size::default())).is_empty());
}
