//! What moves indicators and targets, as JSON and as tidy tables.

use super::tables::table;
use super::update::update_json;
use crate::results::{Estimate, Explained, GroupShares, Sensitivity};

/// `sensitivity.json`.
///
/// # Panics
/// Never: it is plain data.
pub fn sensitivity_json(sensitivity: &Sensitivity) -> Vec<u8> {
    update_json(sensitivity)
}

/// `indices.csv`: a row for each subject, group and statistic; interactions have no group.
pub fn indices_csv(sensitivity: &Sensitivity) -> Vec<u8> {
    let header = [
        "kind",
        "id",
        "year",
        "group",
        "statistic",
        "value",
        "std_error",
        "ci95_low",
        "ci95_high",
    ];
    let rows = sensitivity.explained.iter().flat_map(|subject| {
        let head = subject_cells(subject);
        let shares = subject.shares.iter().flat_map(|shares| {
            let group = &shares.group;
            statistics(shares).map(|(statistic, it)| row(&head, [group, statistic], it))
        });
        let interactions = subject.interactions.iter();
        let interactions = interactions.map(|it| row(&head, ["", "interactions"], *it));
        let shapley = subject.shapley.iter();
        let shapley = shapley.map(|it| row(&head, [&it.group, "shapley"], it.share));
        shares
            .chain(interactions)
            .chain(shapley)
            .collect::<Vec<_>>()
    });
    table(&header, rows)
}

/// `tornado.csv`: a row for each subject and single driver or group, the ends and the swing.
pub fn tornado_csv(sensitivity: &Sensitivity) -> Vec<u8> {
    let header = [
        "kind",
        "id",
        "year",
        "group",
        "slices",
        "statistic",
        "value",
        "std_error",
        "ci95_low",
        "ci95_high",
    ];
    let rows = sensitivity.explained.iter().flat_map(|subject| {
        let head = subject_cells(subject);
        let bars = subject.tornado.iter().flat_map(|bar| {
            let ends = [("low", bar.low), ("high", bar.high), ("swing", bar.swing)];
            ends.map(|(end, it)| {
                let names: [&str; 3] = [&bar.group, &bar.slices, end];
                row(&head, names, it)
            })
        });
        bars.collect::<Vec<_>>()
    });
    table(&header, rows)
}

/// `rank-correlations.csv`: a row for each subject and driver.
pub fn rank_correlations_csv(sensitivity: &Sensitivity) -> Vec<u8> {
    let header = [
        "kind",
        "id",
        "year",
        "driver",
        "correlation",
        "std_error",
        "ci95_low",
        "ci95_high",
    ];
    let rows = sensitivity.explained.iter().flat_map(|subject| {
        let head = subject_cells(subject);
        let ranks = subject.ranks.iter();
        let ranks = ranks.map(|it| row(&head, [it.driver.as_str()], it.correlation));
        ranks.collect::<Vec<_>>()
    });
    table(&header, rows)
}

/// `indices-over-years.csv`: a row for each indicator, year, group and statistic.
pub fn indices_over_years_csv(sensitivity: &Sensitivity) -> Vec<u8> {
    let header = [
        "indicator",
        "year",
        "group",
        "statistic",
        "value",
        "std_error",
        "ci95_low",
        "ci95_high",
    ];
    let rows = sensitivity.over_years.iter().flat_map(|over| {
        let years = over.years.iter().flat_map(|year| {
            let head = [over.indicator.clone(), year.year.to_string()];
            let shares = year.shares.iter().flat_map(|shares| {
                let group = &shares.group;
                statistics(shares).map(|(statistic, it)| row(&head, [group, statistic], it))
            });
            let interactions = year.interactions.iter();
            let interactions = interactions.map(|it| row(&head, ["", "interactions"], *it));
            shares.chain(interactions).collect::<Vec<_>>()
        });
        years.collect::<Vec<_>>()
    });
    table(&header, rows)
}

fn statistics(shares: &GroupShares) -> [(&'static str, Estimate); 4] {
    [
        ("first_order", shares.first_order),
        ("first_order_saltelli", shares.first_order_saltelli),
        ("first_order_jansen", shares.first_order_jansen),
        ("total", shares.total),
    ]
}

fn subject_cells(subject: &Explained) -> [String; 3] {
    let year = subject.year.map(|year| year.to_string());
    [
        subject.kind.clone(),
        subject.id.clone(),
        year.unwrap_or_default(),
    ]
}

/// Cells before an estimate, the estimate, its error and the ends of its interval.
fn row<const N: usize>(head: &[String], names: [&str; N], estimate: Estimate) -> Vec<String> {
    let half = Sensitivity::quantile95() * estimate.std_error;
    let Estimate { value, std_error } = estimate;
    let numbers = [value, std_error, value - half, value + half];
    let names = names.into_iter().map(str::to_owned);
    let numbers = numbers.into_iter().map(|it| it.to_string());
    head.iter().cloned().chain(names).chain(numbers).collect()
}
