//! Pictures of solutions: the response curve.

use kapok::charts::{Lang, NamedChart, Size, Style, solution_sentences, solution_set};
use kapok::results::{
    Aim, CentralReaching, Ending, LeverInfo, PointOfCurve, Reaching, SOLUTION_SCHEMA, Shape,
    Solution, Summary,
};

use crate::pictures::{texts, untidy};
use crate::{judged, sample, ugly};

fn point(values: Vec<f64>, probability: f64) -> PointOfCurve {
    PointOfCurve {
        values,
        probability,
        std_error: 0.003,
        ci95: [
            (probability - 0.006).max(0.0),
            (probability + 0.006).min(1.0),
        ],
        central: Some(0.06),
    }
}

fn lever(path: &str, unit: &str, low: f64, high: f64) -> LeverInfo {
    LeverInfo {
        path: path.to_owned(),
        unit: unit.to_owned(),
        counted_in: None,
        low,
        high,
        present: Some(low + 0.3 * (high - low)),
        start: low,
        weight: 1.0,
    }
}

/// A solution for the first target of a run: the probability rises from 0.2 to 0.2 + `rise`.
fn solution(summary: &Summary, levers: Vec<LeverInfo>, rise: f64, asked: f64) -> Solution {
    let target = &summary.targets[0];
    let at = |part: f64| -> Vec<f64> {
        let levers = levers.iter();
        levers
            .map(|it| it.low + part * (it.high - it.low))
            .collect()
    };
    let curve: Vec<PointOfCurve> = (0..=16)
        .map(|k| f64::from(k) / 16.0)
        .map(|part| point(at(part), 0.2 + rise * part))
        .collect();
    let part = (asked - 0.2) / rise;
    let ending = match part {
        part if part <= 0.0 => Ending::AtStart,
        part if part <= 1.0 => Ending::Reached,
        _ => Ending::OutOfReach,
    };
    let found = (ending != Ending::OutOfReach).then(|| at(part.max(0.0)));
    let written = |values: &Vec<f64>| values.iter().map(|value| format!("{value:.2}")).collect();
    Solution {
        schema: SOLUTION_SCHEMA,
        scenario: summary.scenario.id.clone(),
        sha256: "0".repeat(64),
        changes: Vec::new(),
        run: summary.run.clone(),
        aim: Aim {
            id: target.id.clone(),
            kind: "target".to_owned(),
            indicator: target.indicator.clone(),
            year: target.year,
            comparator: target.comparator.clone(),
            value: target.value,
            within: target.within,
            unit: "rate".to_owned(),
            counted_in: None,
        },
        present: point(Vec::new(), 0.31),
        reaching: Some(Reaching {
            asked,
            ending,
            shape: Shape::Mixed,
            written: found.as_ref().map_or_else(Vec::new, written),
            solution: found.map(|values| point(values, asked)),
            interval: [Some(at((part - 0.1).clamp(0.0, 1.0))), None],
            holds_until: (ending == Ending::AtStart).then(|| at(0.7)),
            best: curve[16].clone(),
        }),
        central: Some(CentralReaching {
            ending: Ending::OutOfReach,
            values: None,
            central: 0.05,
            shortfall: 0.01,
            nearest: at(1.0),
        }),
        levers,
        curve,
    }
}

pub(crate) fn every_solution(summary: &Summary) -> Vec<Solution> {
    let one = || {
        vec![lever(
            "investment.manufacturing_new.growth.2024",
            "rate",
            0.2,
            0.8,
        )]
    };
    let two = || {
        let planned = lever("pipeline.hub.planned.2024", "money", 100.0, 400.0);
        [one(), vec![planned]].concat()
    };
    vec![
        solution(summary, one(), 0.6, 0.7),
        solution(summary, one(), 0.01, 0.7),
        solution(summary, two(), 0.6, 0.7),
        solution(summary, two(), 0.3, 0.1),
    ]
}

#[test]
fn no_text_leaves_its_sheet_or_touches_another() {
    for summary in [sample::flagship(), ugly::one_target(), judged::tiers()] {
        for (index, solution) in every_solution(&summary).iter().enumerate() {
            for size in [(600, 400), (1600, 1000), (4000, 3000), (600, 3000)] {
                let size = Size::new(size.0, size.1).unwrap();
                for lang in [Lang::Zh, Lang::En] {
                    let set = solution_set(&summary, solution, &Style::new(lang, size));
                    assert_eq!(set.len(), 1);
                    for NamedChart { stem, chart, .. } in set {
                        let complaint = untidy(&chart);
                        assert_eq!(complaint, None, "{index} {stem} {lang:?} {size:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn the_picture_says_what_is_asked_and_what_it_takes() {
    let summary = sample::flagship();
    let set = solution_set(
        &summary,
        &every_solution(&summary)[0],
        &Style::new(Lang::En, Size::default()),
    );
    let said = texts(&set[0].chart);
    for word in ["70%", "now 38.00%", "95% interval of the solution"] {
        assert!(
            said.iter().any(|text| text.contains(word)),
            "{word}: {said:?}"
        );
    }
}

#[test]
fn what_is_out_of_reach_is_said_with_how_near_it_gets() {
    let summary = sample::flagship();
    let said = solution_sentences(&summary, &every_solution(&summary)[1], Lang::En);
    assert!(
        said[0].contains("out of reach") && said[0].contains("49.0 points short"),
        "{said:?}"
    );
}

#[test]
fn without_a_curve_there_is_no_picture() {
    let summary = sample::flagship();
    let mut only_central = every_solution(&summary).remove(0);
    only_central.reaching = None;
    only_central.curve = Vec::new();
    assert!(
        solution_set(
            &summary,
            &only_central,
            &Style::new(Lang::Zh, Size::default())
        )
        .is_empty()
    );
}
