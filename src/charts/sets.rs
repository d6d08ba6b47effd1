//! Which pictures a run deserves.

use super::chart::{Chart, NamedChart, Size, Style};
use super::pictures::{distribution, fan, target_board};
use super::words::Lang;
use crate::results::Summary;

/// The indicators whose fans every briefing has.
const FANS: [&str; 3] = ["gdp.nominal", "gdp.growth", "fai.total"];
/// Up to this many targets each get their distribution; beyond, only those on GDP.
const DISTRIBUTIONS: usize = 12;

/// Every picture that a run deserves, in the order of a briefing.
pub fn standard_set(summary: &Summary, lang: Lang, size: Size) -> Vec<NamedChart> {
    let style = Style::new(lang, size);
    let mut set = Set::default();
    for indicator in FANS {
        if let Ok(chart) = fan(summary, indicator, &style) {
            set.add(format!("fan-{}", slug(indicator)), chart);
        }
    }
    for target in &summary.targets {
        let shown = summary.targets.len() <= DISTRIBUTIONS || target.indicator.contains("gdp.");
        if let (true, Ok(chart)) = (shown, distribution(summary, &target.id, &style)) {
            let stem = format!("distribution-{}-{}", slug(&target.indicator), target.year);
            set.add_distinct(stem, &target.id, chart);
        }
    }
    for chart in target_board(summary, &style).unwrap_or_default() {
        set.add_numbered("targets", chart);
    }
    set.charts
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
    fn add_numbered(&mut self, stem: &str, chart: Chart) {
        let number = (2..)
            .find(|n| !self.has(&format!("{stem}-{n}")))
            .unwrap_or(2);
        let stem = if self.has(stem) {
            format!("{stem}-{number}")
        } else {
            stem.to_owned()
        };
        self.add(stem, chart);
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
