//! Which pictures a run deserves.

use std::collections::BTreeSet;

use super::chart::{Chart, NamedChart, Size, Style};
use super::pictures::{
    TargetDifference, compare_fans, compare_targets, distribution, fan, first_target_year,
    investment, sector_growth, target_board,
};
use super::words::Lang;
use crate::results::Summary;

/// The indicators whose fans every briefing has.
const FANS: [&str; 3] = ["gdp.nominal", "gdp.growth", "fai.total"];
/// Up to this many regions each get a fan of their own.
const REGIONS: usize = 12;
/// Up to this many targets each get their distribution; beyond, only those on GDP.
const DISTRIBUTIONS: usize = 12;

/// Every picture that a run deserves, in the order of a briefing: fans of GDP, growth and investment (with several regions also of each
/// region's GDP), the distributions the targets are judged on, the target board, sectors and investment.
pub fn standard_set(summary: &Summary, lang: Lang, size: Size) -> Vec<NamedChart> {
    let style = Style::new(lang, size);
    let mut set = Set::default();
    for indicator in FANS {
        if let Ok(chart) = fan(summary, indicator, &style) {
            set.add(format!("fan-{}", slug(indicator)), chart);
        }
    }
    for region in regions(summary) {
        if let Ok(chart) = fan(summary, &format!("{region}.gdp.nominal"), &style) {
            set.add(format!("fan-{}-gdp-nominal", slug(region)), chart);
        }
    }
    for target in &summary.targets {
        let shown = summary.targets.len() <= DISTRIBUTIONS || target.indicator.contains("gdp.");
        if let (true, Ok(chart)) = (shown, distribution(summary, &target.id, &style)) {
            let stem = format!("distribution-{}-{}", slug(&target.indicator), target.year);
            set.add_distinct(stem, &target.id, chart);
        }
    }
    set.add_sheets("targets", target_board(summary, &style).unwrap_or_default());
    if let Some(year) = first_target_year(summary) {
        if let Ok(chart) = sector_growth(summary, &style) {
            set.add(format!("sector-growth-{year}"), chart);
        }
        if let Ok(chart) = investment(summary, &style) {
            set.add(format!("investment-{year}"), chart);
        }
    }
    set.charts
}

/// Every picture that two or more runs deserve beside each other; empty for fewer. `differences` gives the errors of target
/// probabilities that were simulated on the same draws.
pub fn comparison_set(
    summaries: &[Summary],
    differences: &[TargetDifference],
    lang: Lang,
    size: Size,
) -> Vec<NamedChart> {
    let style = Style::new(lang, size);
    let mut set = Set::default();
    for indicator in FANS {
        if let Ok(chart) = compare_fans(summaries, indicator, &style) {
            set.add(format!("compare-fan-{}", slug(indicator)), chart);
        }
    }
    if let Ok(chart) = compare_targets(summaries, differences, &style) {
        set.add("compare-targets".to_owned(), chart);
    }
    set.charts
}

/// Ids of the regions when there are several, but not too many for a picture each.
fn regions(summary: &Summary) -> Vec<&str> {
    let regions: BTreeSet<&str> = summary
        .sectors
        .iter()
        .map(|sector| sector.region.as_str())
        .collect();
    if (2..=REGIONS).contains(&regions.len()) {
        regions.into_iter().collect()
    } else {
        Vec::new()
    }
}

/// Pictures under distinct stems.
#[derive(Default)]
struct Set {
    charts: Vec<NamedChart>,
}

impl Set {
    fn add(&mut self, stem: String, chart: Chart) {
        self.charts.push(NamedChart { stem, chart });
    }

    fn has(&self, stem: &str) -> bool {
        self.charts.iter().any(|known| known.stem == stem)
    }

    /// Two targets may judge the same indicator in the same year: the second stem carries its id.
    fn add_distinct(&mut self, stem: String, id: &str, chart: Chart) {
        let stem = if self.has(&stem) {
            format!("{stem}-{}", slug(id))
        } else {
            stem
        };
        self.add(stem, chart);
    }

    /// The sheets of one picture: the first has no number.
    fn add_sheets(&mut self, stem: &str, sheets: Vec<Chart>) {
        for (index, sheet) in sheets.into_iter().enumerate() {
            let stem = match index {
                0 => stem.to_owned(),
                _ => format!("{stem}-{}", index + 1),
            };
            self.add(stem, sheet);
        }
    }
}

/// An identifier as part of a file name: letters, digits and hyphens.
fn slug(name: &str) -> String {
    name.chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '-'
            }
        })
        .collect()
}
