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

/// `targets.csv` of a comparison: one row a shared target, then one a shared milestone.
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
    table(&header, difference_rows(a, b, comparison).into_iter())
}

#[derive(Serialize)]
struct VariantsFile<'a> {
    schema: u32,
    base: Side<'a>,
    variants: Vec<VariantEntry<'a>>,
}

#[derive(Serialize)]
struct VariantEntry<'a> {
    variant: Side<'a>,
    #[serde(flatten)]
    comparison: &'a Comparison,
}

/// `comparison.json` of a scenario (A) and its variants (each B).
///
/// # Panics
/// Never: a comparison holds nothing that JSON cannot say.
pub fn variants_json(base: &Summary, variants: &[(&Summary, &Comparison)]) -> Vec<u8> {
    let file = VariantsFile {
        schema: crate::results::SCHEMA,
        base: side(base),
        variants: variants
            .iter()
            .map(|(summary, comparison)| VariantEntry {
                variant: side(summary),
                comparison,
            })
            .collect(),
    };
    let mut json = serde_json::to_vec_pretty(&file).expect("a comparison is plain data");
    json.push(b'\n');
    json
}

/// `targets.csv` of a scenario and its variants: one row a target or milestone and variant.
pub fn variants_csv(base: &Summary, variants: &[(&Summary, &Comparison)]) -> Vec<u8> {
    let header = [
        "variant",
        "id",
        "indicator",
        "year",
        "probability_base",
        "probability_variant",
        "difference",
        "half_width_95",
        "paired",
    ];
    let rows = variants.iter().flat_map(|(summary, comparison)| {
        let info = summary.scenario.variant.as_ref();
        let id = info.map(|variant| variant.id.clone()).unwrap_or_default();
        let rows = difference_rows(base, summary, comparison).into_iter();
        rows.map(move |mut row| {
            row.insert(0, id.clone());
            row
        })
    });
    table(&header, rows)
}

/// Id, indicator, year, both probabilities, their difference with its half-width, and whether the runs are paired.
fn difference_rows(a: &Summary, b: &Summary, comparison: &Comparison) -> Vec<Vec<String>> {
    let targets = comparison.targets.iter().map(|difference| {
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
    let milestones = comparison.milestones.iter().map(|difference| {
        vec![
            difference.id.clone(),
            a.milestones[difference.in_a].indicator.clone(),
            difference.year.to_string(),
            difference.probability_a.to_string(),
            difference.probability_b.to_string(),
            difference.difference.to_string(),
            difference.half_width.to_string(),
            difference.paired.to_string(),
        ]
    });
    targets.chain(milestones).collect()
}

fn side(summary: &Summary) -> Side<'_> {
    Side {
        scenario: &summary.scenario,
        run: &summary.run,
    }
}
