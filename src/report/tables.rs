//! The summary as JSON and as tables for a spreadsheet (UTF-8 with a byte-order mark, so that Excel opens it).

use crate::results::{IndicatorSummary, Summary, TargetSummary, TargetValue};

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// `summary.json`.
///
/// # Panics
/// Never: a summary holds nothing that JSON cannot say.
pub fn summary_json(summary: &Summary) -> Vec<u8> {
    let mut json = serde_json::to_vec_pretty(summary).expect("a summary is plain data");
    json.push(b'\n');
    json
}

/// `targets.csv`: one row a target.
pub fn targets_csv(summary: &Summary) -> Vec<u8> {
    let header = [
        "id",
        "indicator",
        "label_zh",
        "label_en",
        "year",
        "comparator",
        "value",
        "value_high",
        "within",
        "unit",
        "probability",
        "std_error",
        "ci95_low",
        "ci95_high",
        "probability_unseeded",
        "probability_without_seeds",
        "central",
        "median",
        "mean_shortfall",
        "seed",
        "tier",
        "actual",
        "met",
        "source",
        "quote",
    ];
    table(
        &header,
        summary
            .targets
            .iter()
            .map(|target| target_row(summary, target)),
    )
}

fn target_row(summary: &Summary, target: &TargetSummary) -> Vec<String> {
    let indicator = &summary.indicators[&target.indicator];
    let (value, high) = match target.value {
        TargetValue::One(value) => (value, None),
        TargetValue::Range([low, high]) => (low, Some(high)),
    };
    let optional = |value: Option<f64>| value.map(|v| v.to_string()).unwrap_or_default();
    vec![
        target.id.clone(),
        target.indicator.clone(),
        cell(&indicator.label.zh),
        cell(&indicator.label.en),
        target.year.to_string(),
        target.comparator.clone(),
        value.to_string(),
        optional(high),
        optional(target.within),
        indicator.unit.clone(),
        target.probability.to_string(),
        target.std_error.to_string(),
        target.ci95[0].to_string(),
        target.ci95[1].to_string(),
        optional(target.probability_unseeded),
        optional(target.probability_without_seeds),
        target.central.to_string(),
        target.median.to_string(),
        optional(target.mean_shortfall),
        target.seed.to_string(),
        target.tier.clone().unwrap_or_default(),
        optional(target.actual),
        target.met.map(|met| met.to_string()).unwrap_or_default(),
        cell(target.source.as_deref().unwrap_or_default()),
        cell(target.quote.as_deref().unwrap_or_default()),
    ]
}

/// `inputs.csv`: every number of the scenario file with its provenance, one row each.
pub fn inputs_csv(summary: &Summary) -> Vec<u8> {
    let header = ["path", "value", "status", "source", "quote", "note", "line"];
    let text = |text: &Option<String>| cell(text.as_deref().unwrap_or_default());
    let rows = summary.provenance.inputs.iter().map(|input| {
        vec![
            input.path.clone(),
            cell(&input.written),
            input.status.clone(),
            text(&input.source),
            text(&input.quote),
            text(&input.note),
            input.line.map(|line| line.to_string()).unwrap_or_default(),
        ]
    });
    table(&header, rows)
}

/// `indicators.csv`: tidy, one row a number.
pub fn indicators_csv(summary: &Summary) -> Vec<u8> {
    let rows = summary
        .indicators
        .iter()
        .flat_map(|(name, indicator)| indicator_rows(summary, name, indicator));
    table(&["indicator", "year", "statistic", "value", "unit"], rows)
}

fn indicator_rows(summary: &Summary, name: &str, indicator: &IndicatorSummary) -> Vec<Vec<String>> {
    let row = |year: i32, statistic: &str, value: f64| {
        vec![
            name.to_owned(),
            year.to_string(),
            statistic.to_owned(),
            value.to_string(),
            indicator.unit.clone(),
        ]
    };
    let mut rows: Vec<Vec<String>> = indicator
        .base
        .iter()
        .map(|base| row(summary.scenario.base_year, "base", *base))
        .collect();
    for (t, year) in summary.years.iter().enumerate() {
        let statistics = [
            ("central", &indicator.central),
            ("mean", &indicator.mean),
            ("sd", &indicator.sd),
            ("std_error", &indicator.std_error),
            ("min", &indicator.min),
            ("max", &indicator.max),
        ];
        rows.extend(
            statistics
                .iter()
                .map(|(statistic, values)| row(*year, statistic, values[t])),
        );
        rows.extend(
            indicator
                .quantiles
                .iter()
                .map(|(p, values)| row(*year, &format!("q{p}"), values[t])),
        );
    }
    rows
}

/// A text cell that no spreadsheet takes for a formula.
pub(super) fn cell(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// A CSV table.
pub(super) fn table(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(BYTE_ORDER_MARK.to_vec());
    let in_memory = "writing to memory does not fail";
    writer.write_record(header).expect(in_memory);
    for row in rows {
        writer.write_record(row).expect(in_memory);
    }
    writer.into_inner().expect(in_memory)
}
