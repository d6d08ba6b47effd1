//! Targets attained together, as JSON and as tables.

use super::tables::table;
use super::update::update_json;
use crate::results::{Attainment, ChainLink, Estimate, Gain, Probability};

/// `joint.json`.
pub fn attainment_json(attainment: &Attainment) -> Vec<u8> {
    update_json(attainment)
}

/// `at_least.csv`: one row a number of targets; the last is all together.
pub fn at_least_csv(attainment: &Attainment) -> Vec<u8> {
    let header = [
        "count",
        "probability",
        "std_error",
        "ci95_low",
        "ci95_high",
        "independent",
        "independent_std_error",
        "dependence",
        "dependence_std_error",
    ];
    let rows = attainment.at_least.iter().map(|it| {
        let mut row = vec![it.count.to_string()];
        row.extend(probability(Some(it.together)));
        row.extend(estimate(it.independent));
        row.extend(estimate(it.dependence));
        row
    });
    table(&header, rows)
}

/// `conditional.csv`: one row a pair of targets; empty where too few paths carry the condition.
pub fn conditional_csv(attainment: &Attainment) -> Vec<u8> {
    let header = [
        "given",
        "target",
        "paths",
        "probability",
        "std_error",
        "ci95_low",
        "ci95_high",
    ];
    let rows = attainment.conditional.iter().map(|it| {
        let mut row = vec![it.given.clone(), it.target.clone(), it.paths.to_string()];
        row.extend(probability(it.chance));
        row
    });
    table(&header, rows)
}

/// `weakest_link.csv`: one row a target: its own probability, and all together when it is dropped or relaxed.
pub fn weakest_link_csv(attainment: &Attainment) -> Vec<u8> {
    let header = [
        "id",
        "probability",
        "std_error",
        "ci95_low",
        "ci95_high",
        "dropped_probability",
        "dropped_gain",
        "dropped_gain_std_error",
        "dropped_weakest",
        "relaxed_by",
        "relaxed_probability",
        "relaxed_gain",
        "relaxed_gain_std_error",
        "relaxed_weakest",
    ];
    let row = |link: &ChainLink| {
        let alone = attainment.target(&link.id).map(|target| target.alone);
        let mut row = vec![link.id.clone()];
        row.extend(probability(alone));
        row.extend(gain(Some(link.dropped)));
        row.push(attainment.weakest_dropped.contains(&link.id).to_string());
        row.push(link.relaxed_by.map_or(String::new(), |by| by.to_string()));
        row.extend(gain(link.relaxed));
        row.push(attainment.weakest_relaxed.contains(&link.id).to_string());
        row
    };
    table(&header, attainment.links.iter().map(row))
}

fn probability(probability: Option<Probability>) -> [String; 4] {
    probability.map_or_else(Default::default, |it| {
        [it.probability, it.std_error, it.ci95[0], it.ci95[1]].map(|number| number.to_string())
    })
}

fn estimate(estimate: Estimate) -> [String; 2] {
    [estimate.value, estimate.std_error].map(|number| number.to_string())
}

fn gain(gain: Option<Gain>) -> [String; 3] {
    gain.map_or_else(Default::default, |it| {
        let numbers = [it.after.probability, it.gain.probability, it.gain.std_error];
        numbers.map(|number| number.to_string())
    })
}
