//! What growth is made of, as JSON and as a table.

use super::tables::table;
use super::update::update_json;
use crate::results::{Contribution, ContributionSeries, Contributions};

/// `contributions.json`.
pub fn contributions_json(contributions: &Contributions) -> Vec<u8> {
    update_json(contributions)
}

/// `contributions.csv`: tidy, a row for each item and period; the period `cumulated` is the horizon. Growth itself has no split.
pub fn contributions_csv(contributions: &Contributions) -> Vec<u8> {
    let header = [
        "split",
        "item",
        "kind",
        "period",
        "central",
        "mean",
        "std_error",
        "p10",
        "p90",
    ];
    let of = |split: &str, series: &ContributionSeries| {
        let years = contributions.years.iter().zip(&series.years);
        let years = years.map(|(year, part)| row(split, series, &year.to_string(), part));
        let mut rows: Vec<Vec<String>> = years.collect();
        rows.push(row(split, series, "cumulated", &series.cumulated));
        rows
    };
    let mut rows = of("", &contributions.growth);
    for split in &contributions.splits {
        rows.extend(split.items.iter().flat_map(|item| of(&split.split, item)));
    }
    table(&header, rows.into_iter())
}

fn row(split: &str, series: &ContributionSeries, period: &str, part: &Contribution) -> Vec<String> {
    let texts = [split, &series.item, &series.kind, period].map(str::to_owned);
    let numbers = [
        part.central,
        part.mean.value,
        part.mean.std_error,
        part.p10,
        part.p90,
    ];
    texts
        .into_iter()
        .chain(numbers.map(|number| number.to_string()))
        .collect()
}
