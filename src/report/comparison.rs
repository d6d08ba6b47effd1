//! A comparison as JSON and as tables.

use serde::{Deserialize, Serialize};

use super::tables::{table, unit};
use crate::analysis::Comparison;
use crate::results::{Estimate, PairedOrder, PairedShares, RunInfo, ScenarioInfo, Summary};

#[derive(Serialize)]
struct File<'a> {
    schema: u32,
    a: Side<'a>,
    b: Side<'a>,
    #[serde(flatten)]
    comparison: &'a Comparison,
}

#[derive(Serialize)]
struct SeveralFile<'a> {
    schema: u32,
    a: Side<'a>,
    others: Vec<OtherEntry<'a>>,
}

#[derive(Serialize)]
struct OtherEntry<'a> {
    b: Side<'a>,
    #[serde(flatten)]
    comparison: &'a Comparison,
}

#[derive(Serialize)]
struct Side<'a> {
    scenario: &'a ScenarioInfo,
    run: &'a RunInfo,
}

/// `comparison.json`: the reference (A) and what it is compared with, each with its comparison: one of them as B, several as a list.
///
/// # Panics
/// Never: a comparison holds nothing that JSON cannot say.
pub fn comparison_json(reference: &Summary, others: &[(&Summary, &Comparison)]) -> Vec<u8> {
    if let [(b, comparison)] = *others {
        return json(&File {
            schema: crate::results::SCHEMA,
            a: side(reference),
            b: side(b),
            comparison,
        });
    }
    json(&SeveralFile {
        schema: crate::results::SCHEMA,
        a: side(reference),
        others: others
            .iter()
            .map(|(summary, comparison)| OtherEntry {
                b: side(summary),
                comparison,
            })
            .collect(),
    })
}

fn json(file: &impl Serialize) -> Vec<u8> {
    let mut json = serde_json::to_vec_pretty(file).expect("a comparison is plain data");
    json.push(b'\n');
    json
}

/// The comparisons that a `comparison.json` holds, in its order.
///
/// # Errors
/// What keeps it from being one.
pub fn comparisons_of_json(bytes: &[u8]) -> Result<Vec<Comparison>, serde_json::Error> {
    #[derive(Deserialize)]
    struct Several {
        others: Vec<Comparison>,
    }
    match serde_json::from_slice::<Several>(bytes) {
        Ok(several) => Ok(several.others),
        Err(_) => Ok(vec![serde_json::from_slice(bytes)?]),
    }
}

/// `targets.csv` of a comparison: for each compared run one row a shared target, then one a shared milestone. What is known of paths alone is empty
/// where the runs do not share them.
pub fn differences_csv(reference: &Summary, others: &[(&Summary, &Comparison)]) -> Vec<u8> {
    let header = [
        "id",
        "indicator",
        "year",
        "probability_a",
        "probability_b",
        "difference",
        "half_width_95",
        "paired",
        "b",
        "pairing",
        "state_a",
        "state_b",
        "changes",
        "std_error",
        "both",
        "both_std_error",
        "only_a",
        "only_a_std_error",
        "only_b",
        "only_b_std_error",
        "neither",
        "neither_std_error",
        "better",
        "better_std_error",
        "equal",
        "equal_std_error",
        "worse",
        "worse_std_error",
    ];
    let rows = others.iter().flat_map(|(summary, comparison)| {
        let short = difference_rows(reference, summary, comparison).into_iter();
        let long = path_cells(summary, comparison).into_iter();
        short.zip(long).map(|(short, long)| [short, long].concat())
    });
    table(&header, rows)
}

/// The cells of a row that come after those of [`difference_rows`], in its order.
fn path_cells(b: &Summary, comparison: &Comparison) -> Vec<Vec<String>> {
    let start = [run_name(b), word(&comparison.pairing)];
    let shares = |paths: Option<&PairedShares>| -> Vec<String> {
        let Some(it) = paths else {
            return vec![String::new(); 9];
        };
        let parts = [it.both, it.only_a, it.only_b, it.neither];
        let first = it.difference.std_error.to_string();
        std::iter::once(first)
            .chain(parts.iter().flat_map(estimate))
            .collect()
    };
    let targets = comparison.targets.iter().map(|it| {
        let changes = it.changes.map(|changes| changes.to_string());
        let states = [
            word(&it.state_a),
            word(&it.state_b),
            changes.unwrap_or_default(),
        ];
        let paths = it.paths.as_ref();
        let better = paths.and_then(|paths| paths.better.as_ref());
        let order = better.map_or_else(|| vec![String::new(); 6], |it| order(it).to_vec());
        let shares = shares(paths.map(|paths| &paths.shares));
        [&start[..], &states, &shares, &order].concat()
    });
    let milestones = comparison.milestones.iter().map(|it| {
        let none = vec![String::new(); 6];
        let shares = shares(it.paths.as_ref());
        [&start[..], &none[..3], &shares, &none].concat()
    });
    targets.chain(milestones).collect()
}

/// `indicators.csv` of a comparison: for each compared run one row an indicator and year. What is known of paths alone is empty where the runs do
/// not share them.
pub fn indicator_differences_csv(
    reference: &Summary,
    others: &[(&Summary, &Comparison)],
) -> Vec<u8> {
    let points = ["0.05", "0.25", "0.5", "0.75", "0.95"];
    let mut header: Vec<String> = [
        "b",
        "indicator",
        "year",
        "unit",
        "median_a",
        "median_b",
        "mean_a",
        "mean_b",
        "mean_difference",
        "mean_std_error",
    ]
    .map(str::to_owned)
    .to_vec();
    for p in points {
        header.extend([format!("q{p}"), format!("q{p}_low"), format!("q{p}_high")]);
    }
    for share in ["higher", "equal", "lower"] {
        header.extend([share.to_owned(), format!("{share}_std_error")]);
    }
    let rows = others.iter().flat_map(|(summary, comparison)| {
        comparison.indicators.iter().map(|it| {
            let mut row = vec![
                run_name(summary),
                it.indicator.clone(),
                it.year.to_string(),
                unit(reference.indicators[&it.indicator].measured()),
            ];
            let medians = [it.median_a, it.median_b, it.mean_a, it.mean_b];
            row.extend(medians.map(|value| value.to_string()));
            row.extend(estimate(&it.mean));
            let Some(paths) = &it.paths else {
                row.resize(10 + 3 * points.len() + 6, String::new());
                return row;
            };
            for p in points {
                let [low, high] = paths.quantile_ci95[p];
                row.extend([paths.quantiles[p], low, high].map(|value| value.to_string()));
            }
            row.extend(order(&paths.order));
            row
        })
    });
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    table(&header, rows)
}

fn estimate(it: &Estimate) -> [String; 2] {
    [it.value, it.std_error].map(|value| value.to_string())
}

fn order(it: &PairedOrder) -> [String; 6] {
    let [above, equal, below] = [it.above, it.equal, it.below].map(|it| estimate(&it));
    let [[a, b], [c, d], [e, f]] = [above, equal, below];
    [a, b, c, d, e, f]
}

/// A word as JSON has it.
fn word(it: &impl Serialize) -> String {
    let value = serde_json::to_value(it).expect("a word is plain data");
    value.as_str().unwrap_or_default().to_owned()
}

/// What a run is called in tables: its scenario, and the variant it is of.
fn run_name(summary: &Summary) -> String {
    let id = &summary.scenario.id;
    match &summary.scenario.variant {
        Some(variant) => format!("{id}#{}", variant.id),
        None => id.clone(),
    }
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
    json(&file)
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
