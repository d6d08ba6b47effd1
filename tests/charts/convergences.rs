//! Pictures of convergence: a panel for each probability.

use kapok::charts::{Lang, NamedChart, Size, Style, convergence_set};
use kapok::results::{
    CONVERGENCE_SCHEMA, Convergence, ConvergencePoint, NeededPaths, ProbabilityCourse, Summary,
    std_error, wilson95,
};

use crate::pictures::{texts, untidy};
use crate::{judged, sample, ugly};

/// A probability that came to rest after `looks` looks.
fn course(id: Option<&str>, end: f64, looks: u32) -> ProbabilityCourse {
    let point = |k: u32| {
        let paths = 1024 << k;
        let probability = (end + 0.02 / f64::from(k + 1)).min(1.0);
        let hits = (probability * paths as f64) as u64;
        ConvergencePoint {
            paths,
            probability,
            std_error: std_error(hits, paths),
            ci95: wilson95(hits, paths),
        }
    };
    let needed = [(0.01, 9_382), (0.001, 938_123)]
        .map(|(half_width, paths)| NeededPaths { half_width, paths });
    ProbabilityCourse {
        id: id.map(str::to_owned),
        points: (0..looks).map(point).collect(),
        needed: needed.to_vec(),
    }
}

pub(crate) fn convergence(summary: &Summary, looks: u32) -> Convergence {
    let targets = summary.targets.iter().enumerate();
    let targets = targets.map(|(k, it)| course(Some(&it.id), (0.07 * k as f64).min(1.0), looks));
    let milestones = summary.milestones.iter();
    let milestones = milestones.map(|it| course(Some(&it.id), 0.999, looks));
    Convergence {
        schema: CONVERGENCE_SCHEMA,
        scenario: summary.scenario.id.clone(),
        sha256: String::new(),
        run: summary.run.clone(),
        probabilities: targets
            .chain(milestones)
            .chain([course(None, 0.0, looks)])
            .collect(),
    }
}

#[test]
fn no_text_leaves_its_sheet_or_touches_another() {
    for summary in [
        sample::flagship(),
        ugly::one_target(),
        ugly::many_targets(),
        judged::milestones(),
    ] {
        for looks in [1, 2, 14] {
            let course = convergence(&summary, looks);
            for size in [(600, 400), (1600, 1000), (600, 3000)] {
                let size = Size::new(size.0, size.1).unwrap();
                for lang in [Lang::Zh, Lang::En] {
                    let set = convergence_set(&summary, &course, &Style::new(lang, size));
                    assert_eq!(set.len(), course.probabilities.len().div_ceil(9));
                    for NamedChart { stem, chart, .. } in set {
                        assert_eq!(untidy(&chart), None, "{stem} {lang:?} {size:?} {looks}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_panel_says_where_it_ends_and_what_a_precision_takes() {
    let summary = sample::flagship();
    let set = convergence_set(
        &summary,
        &convergence(&summary, 12),
        &Style::new(Lang::En, Size::default()),
    );
    let said = texts(&set[0].chart);
    for word in ["±1 pp: 9,400, ±0.1 pp: 940,000 paths", "100k", "P = "] {
        assert!(
            said.iter().any(|text| text.contains(word)),
            "{word}: {said:?}"
        );
    }
}

#[test]
fn what_judges_nothing_has_no_picture() {
    let summary = sample::empty(&[2024]);
    let mut nothing = convergence(&summary, 3);
    nothing.probabilities.clear();
    assert!(convergence_set(&summary, &nothing, &Style::new(Lang::Zh, Size::default())).is_empty());
}
