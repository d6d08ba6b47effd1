//! Milestones and outcomes as tables for a spreadsheet.

use super::tables::{cell, table};
use crate::results::{ActualSummary, MilestoneSummary, Summary, TargetSummary, TargetValue};

/// The tables that only some runs have, by file name: of milestones, of how many members of a group are there, of outcomes.
pub fn judged_tables(summary: &Summary) -> Vec<(&'static str, Vec<u8>)> {
    let mut tables = Vec::new();
    if !summary.milestones.is_empty() {
        tables.push(("milestones.csv", milestones_csv(summary)));
    }
    if summary.milestones.iter().any(MilestoneSummary::is_of_group) {
        tables.push(("milestone-counts.csv", milestone_counts_csv(summary)));
    }
    if !summary.actuals.is_empty() {
        tables.push(("actuals.csv", actuals_csv(summary)));
    }
    tables
}

/// `milestones.csv`: one row a year of a milestone, and of each member of a group.
fn milestones_csv(summary: &Summary) -> Vec<u8> {
    let header = [
        "id",
        "indicator",
        "member",
        "year",
        "reached_by",
        "std_error",
        "first_year",
        "comparator",
        "value",
        "unit",
        "count",
        "deadline",
        "tier",
    ];
    let rows = summary
        .milestones
        .iter()
        .flat_map(|milestone| milestone_rows(summary, milestone));
    table(&header, rows)
}

fn milestone_rows(summary: &Summary, milestone: &MilestoneSummary) -> Vec<Vec<String>> {
    let value = match milestone.value {
        TargetValue::One(value) | TargetValue::Range([value, _]) => value,
    };
    let row = |member: &str, t: usize, reached: f64, error: f64, first: Option<f64>| {
        vec![
            milestone.id.clone(),
            milestone.indicator.clone(),
            member.to_owned(),
            summary.years[t].to_string(),
            reached.to_string(),
            error.to_string(),
            optional(first),
            milestone.comparator.clone(),
            value.to_string(),
            milestone.unit.clone(),
            milestone.required.to_string(),
            milestone
                .deadline
                .map(|year| year.to_string())
                .unwrap_or_default(),
            milestone.tier.clone().unwrap_or_default(),
        ]
    };
    let years = 0..summary.years.len();
    let mut rows: Vec<Vec<String>> = years
        .clone()
        .map(|t| {
            let first = Some(milestone.first_year[t]);
            row(
                "",
                t,
                milestone.reached_by[t],
                milestone.std_error[t],
                first,
            )
        })
        .collect();
    if milestone.is_of_group() {
        for member in &milestone.members {
            rows.extend(years.clone().map(|t| {
                row(
                    &member.indicator,
                    t,
                    member.reached_by[t],
                    member.std_error[t],
                    None,
                )
            }));
        }
    }
    rows
}

/// `milestone-counts.csv`: how many members of a group have reached a threshold by each year.
fn milestone_counts_csv(summary: &Summary) -> Vec<u8> {
    let groups = summary.milestones.iter().filter(|it| it.is_of_group());
    let rows = groups.flat_map(|milestone| {
        let years = summary.years.iter().zip(&milestone.count);
        years.flat_map(|(year, shares)| {
            shares.iter().enumerate().map(|(count, share)| {
                vec![
                    milestone.id.clone(),
                    milestone.indicator.clone(),
                    year.to_string(),
                    count.to_string(),
                    share.to_string(),
                ]
            })
        })
    });
    table(&["id", "indicator", "year", "count", "probability"], rows)
}

/// `actuals.csv`: one row an outcome, beside what the paths say.
fn actuals_csv(summary: &Summary) -> Vec<u8> {
    let header = [
        "indicator",
        "label_zh",
        "label_en",
        "year",
        "actual",
        "unit",
        "percentile",
        "std_error",
        "inside_90",
        "median",
        "q0.05",
        "q0.95",
        "central",
        "targets_met",
        "targets_missed",
        "source",
        "quote",
        "note",
    ];
    let rows = summary
        .actuals
        .iter()
        .filter_map(|actual| actual_row(summary, actual));
    table(&header, rows)
}

fn actual_row(summary: &Summary, actual: &ActualSummary) -> Option<Vec<String>> {
    let indicator = summary.indicators.get(&actual.indicator)?;
    let t = summary.years.iter().position(|year| *year == actual.year)?;
    let quantile = |p: &str| indicator.quantiles[p][t].to_string();
    let judged = |met: bool| {
        let on_it = |target: &&TargetSummary| {
            target.indicator == actual.indicator && target.year == actual.year
        };
        let found = summary.targets.iter().filter(on_it);
        let ids: Vec<&str> = found
            .filter(|target| target.met == Some(met))
            .map(|target| target.id.as_str())
            .collect();
        ids.join(" ")
    };
    let text = |text: &Option<String>| cell(text.as_deref().unwrap_or_default());
    Some(vec![
        actual.indicator.clone(),
        cell(&indicator.label.zh),
        cell(&indicator.label.en),
        actual.year.to_string(),
        actual.value.to_string(),
        indicator.unit.clone(),
        actual.percentile.to_string(),
        actual.std_error.to_string(),
        actual.inside_90.to_string(),
        quantile("0.5"),
        quantile("0.05"),
        quantile("0.95"),
        indicator.central[t].to_string(),
        judged(true),
        judged(false),
        text(&actual.source),
        text(&actual.quote),
        text(&actual.note),
    ])
}

/// A number that may be absent.
fn optional(value: Option<f64>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}
