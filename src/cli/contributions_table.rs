//! The tables of `kapok contributions`: a year's growth, split three ways.

use super::terminal::Terminal;
use super::update_table::page;
use crate::quantity::{Language, Localized};
use crate::results::{Contribution, Contributions, Errors, SplitOfGrowth, Text};

/// Prints every split of the year, and what the model does not tell apart.
pub(super) fn show(found: &Contributions, terminal: &Terminal) {
    let (year, t) = (found.year, found.shown());
    let place = found.region_name.as_ref();
    let zh = place.map_or(String::new(), |name| name.zh.clone());
    let en = place.map_or(String::new(), |name| format!(" of {}", name.en));
    page(
        &Localized::new(
            format!(
                "{zh}{year}年实际增速的来源，百分点（不变价，以上年实际 GDP 为基数）。“±”为均值的 95% 区间的一半；各项的中心路径与均值分别加总等于增速，分位数不能相加。"
            ),
            format!(
                "Where real growth{en} in {year} comes from, percentage points of the year before's real GDP at constant prices. ± is half of the 95 % interval of the mean. Central values and means add up to growth; quantiles do not."
            ),
        ),
        terminal,
    );
    for split in &found.splits {
        show_split(found, split, t, terminal);
    }
    for note in &found.notes {
        page(&Localized::new(note.zh.clone(), note.en.clone()), terminal);
    }
}

fn show_split(found: &Contributions, split: &SplitOfGrowth, t: usize, terminal: &Terminal) {
    let chinese = terminal.language() == Language::Chinese;
    let title = match (split.split.as_str(), chinese) {
        ("sectors", true) => "按行业",
        ("sectors", false) => "By sector",
        ("demand", true) => "按需求",
        ("demand", false) => "By demand",
        (_, true) => "按供给",
        (_, false) => "By supply",
    };
    let header: Vec<String> = if chinese {
        [title, "中心路径", "均值", "10% 至 90%", "累计均值"]
    } else {
        [title, "Central", "Mean", "10 % to 90 %", "Horizon"]
    }
    .map(str::to_owned)
    .into();
    let errors = found.errors();
    let row = |label: &Text, part: &Contribution, all: &Contribution| {
        let name = if chinese { &label.zh } else { &label.en };
        vec![
            name.clone(),
            points(part.central, 2),
            mean(part, errors),
            format!("{} … {}", points(part.p10, 2), points(part.p90, 2)),
            mean(all, errors),
        ]
    };
    let items = split.items.iter();
    let mut rows: Vec<Vec<String>> = items
        .map(|item| row(&item.label, &item.years[t], &item.cumulated))
        .collect();
    let growth = &found.growth;
    rows.push(row(&growth.label, &growth.years[t], &growth.cumulated));
    terminal.narrow_table(&header, &rows);
}

/// A mean with half of its 95 % interval, in percentage points.
fn mean(part: &Contribution, errors: Errors) -> String {
    let half = 100.0 * errors.quantile95() * part.mean.std_error;
    let decimals = if half >= 0.095 { 1 } else { 2 };
    let value = points(part.mean.value, decimals);
    match half {
        // The same on every path.
        none if none < 1e-9 => value,
        small if small < 0.005 => format!("{value} ± <0.01"),
        half => format!("{value} ± {half:.decimals$}"),
    }
}

/// Percentage points with a sign, none before nothing.
fn points(value: f64, decimals: usize) -> String {
    let text = format!("{:+.decimals$}", 100.0 * value);
    if text.trim_start_matches(['+', '-', '0', '.']).is_empty() {
        text[1..].to_owned()
    } else {
        text
    }
}
