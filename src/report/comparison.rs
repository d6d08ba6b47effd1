//! A comparison as JSON and as a table.

use serde::Serialize;

use super::tables::table;
use crate::analysis::Comparison;
use crate::results::{RunInfo, ScenarioInfo, Summary};

#[derive(Serialize)]
struct File<'a> {
    schema: u32,
    a: Side<'a>,
    b: Side<'a>,
    #[serde(flatten)]
    comparison: &'a Comparison,
}

#[derive(Serialize)]
struct Side<'a> {
    scenario: &'a ScenarioInfo,
    run: &'a RunInfo,
}

/// `comparison.json`.
///
/// # Panics
/// Never: a comparison holds nothing that JSON cannot say.
pub fn comparison_json(a: &Summary, b: &Summary, comparison: &Comparison) -> Vec<u8> {
    let file = File {
        schema: crate::results::SCHEMA,
        a: side(a),
        b: side(b),
        comparison,
    };
    let mut json = serde_json::to_vec_pretty(&file).expect("a comparison is plain data");
    json.push(b'\n');
    json
}

/// `targets.csv` of a comparison: one row a shared target.
pub fn differences_csv(a: &Summary, b: &Summary, comparison: &Comparison) -> Vec<u8> {
    let header = [
        "id",
        "indicator",
        "year",
        "probability_a",
        "probability_b",
        "difference",
        "half_width_95",
        "paired",
    ];
    let rows = comparison.targets.iter().map(|difference| {
        let (ta, tb) = (&a.targets[difference.in_a], &b.targets[difference.in_b]);
        vec![
            difference.id.clone(),
            ta.indicator.clone(),
            ta.year.to_string(),
            ta.probability.to_string(),
            tb.probability.to_string(),
            difference.difference.to_string(),
            difference.half_width.to_string(),
            comparison.paired.to_string(),
        ]
    });
    table(&header, rows)
}

fn side(summary: &Summary) -> Side<'_> {
    Side {
        scenario: &summary.scenario,
        run: &summary.run,
    }
}
