//! The drivers in the tenths of the paths, as JSON and as a tidy table.

use super::tables::{cell, table};
use super::update::update_json;
use crate::results::{DriverInTenths, Estimate, Tenths, TenthsOf};

/// `drivers.json`.
///
/// # Panics
/// Never: it is plain data.
pub fn tenths_json(tenths: &Tenths) -> Vec<u8> {
    update_json(tenths)
}

/// `drivers.csv`: a row for each indicator, year and driver, and one for the indicator itself (whose driver is empty). Means in the lowest tenth, on all paths and in the
/// highest tenth; the difference in standard deviations; the rank correlation.
pub fn tenths_csv(tenths: &Tenths) -> Vec<u8> {
    let header = [
        "indicator",
        "year",
        "driver",
        "label_zh",
        "label_en",
        "unit",
        "low",
        "low_std_error",
        "all",
        "all_std_error",
        "high",
        "high_std_error",
        "difference_sd",
        "difference_std_error",
        "beyond",
        "rank_correlation",
        "rank_std_error",
    ];
    let rows = tenths.subjects.iter().flat_map(|subject| {
        let drivers = subject.drivers.iter();
        std::iter::once(own(subject)).chain(drivers.map(|driver| row(subject, driver)))
    });
    table(&header, rows)
}

fn own(subject: &TenthsOf) -> Vec<String> {
    let mut row = head(subject, "", &subject.label, &subject.unit);
    row.extend(subject.means.into_iter().flat_map(numbers));
    row.resize(17, String::new());
    row
}

fn row(subject: &TenthsOf, driver: &DriverInTenths) -> Vec<String> {
    let mut row = head(subject, &driver.driver, &driver.label, &driver.unit);
    row.extend(driver.means.into_iter().flat_map(numbers));
    row.extend(numbers(driver.difference));
    row.push(driver.beyond.to_string());
    row.extend(numbers(driver.rank));
    row
}

fn head(subject: &TenthsOf, driver: &str, label: &crate::results::Text, unit: &str) -> Vec<String> {
    vec![
        subject.indicator.clone(),
        subject.year.to_string(),
        driver.to_owned(),
        cell(&label.zh),
        cell(&label.en),
        unit.to_owned(),
    ]
}

fn numbers(estimate: Estimate) -> [String; 2] {
    [estimate.value.to_string(), estimate.std_error.to_string()]
}
