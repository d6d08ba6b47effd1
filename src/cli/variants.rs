//! The variants of a scenario: which are run, what they leave behind, and the table beside the scenario itself.

use clap::ArgMatches;

use super::milestone_table;
use super::outcome::Failure;
use super::simulate::Finished;
use super::target_table::{Numbers, with_tier};
use super::terminal::Terminal;
use crate::analysis::{Comparison, compare};
use crate::charts::TargetDifference;
use crate::quantity::{Language, Localized};
use crate::results::Summary;
use crate::scenario::{Loaded, Variant};

/// Variants beside each other in one table on the terminal.
const COLUMNS: usize = 3;

/// The variants that the command line asks for: all, none, or those named.
pub(super) fn wanted<'l>(
    loaded: &'l Loaded,
    matches: &ArgMatches,
) -> Result<Vec<&'l Variant>, Failure> {
    let Some(ids) = matches.get_many::<String>("variant") else {
        return Ok(loaded.variants.iter().collect());
    };
    let ids: Vec<&String> = ids.collect();
    if ids.iter().any(|id| *id == "none") {
        return match ids.as_slice() {
            [_] => Ok(Vec::new()),
            _ => Err(Failure::Usage(Localized::new(
                "--variant none 不能与其他变体同用",
                "--variant none excludes every other variant",
            ))),
        };
    }
    for id in &ids {
        if loaded.variants.iter().all(|variant| variant.id != **id) {
            return Err(unknown(loaded, id));
        }
    }
    let asked = |variant: &&Variant| ids.contains(&&variant.id);
    Ok(loaded.variants.iter().filter(asked).collect())
}

fn unknown(loaded: &Loaded, id: &str) -> Failure {
    let known: Vec<&str> = loaded.variants.iter().map(|v| v.id.as_str()).collect();
    Failure::Usage(if known.is_empty() {
        Localized::new(
            format!("没有变体 {id}：这个情景没有变体"),
            format!("there is no variant {id}: the scenario has none"),
        )
    } else {
        Localized::new(
            format!("没有变体 {id}；可用的是 {}，或 none", known.join("、")),
            format!(
                "there is no variant {id}; there are {}, or none",
                known.join(", ")
            ),
        )
    })
}

/// Each variant against the scenario itself, which comes first in `all`.
pub(super) fn comparisons(all: &[Finished]) -> Vec<Comparison> {
    let base = &all[0].summary;
    all[1..]
        .iter()
        .map(|variant| compare(base, &variant.summary))
        .collect()
}

/// The differences as the pictures want them; run `k + 1` is that of comparison `k`.
pub(super) fn differences(comparisons: &[Comparison]) -> Vec<TargetDifference> {
    let of = |(place, comparison): (usize, &Comparison)| {
        let picture = |d: &crate::analysis::TargetDifference| TargetDifference {
            id: d.id.clone(),
            scenario: place + 1,
            difference: d.difference,
            half_width: d.half_width,
            paired: comparison.paired,
        };
        comparison.targets.iter().map(picture).collect::<Vec<_>>()
    };
    comparisons.iter().enumerate().flat_map(of).collect()
}

/// Prints the targets' probabilities under the scenario and its variants.
pub(super) fn show(all: &[Finished], comparisons: &[Comparison], terminal: &Terminal) {
    let base = &all[0].summary;
    if comparisons.is_empty() || (base.targets.is_empty() && base.milestones.is_empty()) {
        return;
    }
    terminal.line(terminal.say(&Localized::new(
        "变体（目标概率，括号内为与基准之差，百分点，±95%半宽）：",
        "Variants (probability, in brackets the difference to the base in points, ± half of 95 %):",
    )));
    let places: Vec<usize> = (0..comparisons.len()).collect();
    for sheet in places.chunks(COLUMNS) {
        show_sheet(all, comparisons, sheet, terminal);
    }
}

fn show_sheet(all: &[Finished], comparisons: &[Comparison], sheet: &[usize], terminal: &Terminal) {
    let base = &all[0].summary;
    let chinese = terminal.language() == Language::Chinese;
    let say = |zh: &str, en: &str| {
        if chinese {
            zh.to_owned()
        } else {
            en.to_owned()
        }
    };
    let mut header = vec![say("目标", "Target"), say("基准", "Base")];
    header.extend(sheet.iter().map(|&k| {
        let summary = &all[k + 1].summary;
        let info = summary.scenario.variant.as_ref();
        info.map_or_else(String::new, |v| say(&v.name.zh, &v.name.en))
    }));
    let numbers = Numbers::new(base, terminal);
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (place, target) in base.targets.iter().enumerate() {
        let indicator = &base.indicators[&target.indicator];
        let label = with_tier(
            numbers.label(&indicator.label),
            target.tier.as_deref(),
            terminal.language(),
        );
        let asked = super::target_table::asked(target, &indicator.unit, numbers);
        let mut row = vec![
            format!("{label} {} {asked}", target.year),
            format!("{:.1}%", 100.0 * target.probability),
        ];
        row.extend(sheet.iter().map(|&k| {
            let mut found = comparisons[k].targets.iter();
            found
                .find(|d| d.in_a == place)
                .map_or_else(String::new, |d| {
                    let probability = all[k + 1].summary.targets[d.in_b].probability;
                    changed(probability, d.difference, d.half_width)
                })
        }));
        rows.push(row);
    }
    for (place, milestone) in base.milestones.iter().enumerate() {
        let judged = milestone.judged_index(&base.years);
        let name = milestone_table::name(milestone, numbers);
        let mut row = vec![
            format!("{name} ≤ {}", base.years[judged]),
            format!("{:.1}%", 100.0 * milestone.reached_by[judged]),
        ];
        row.extend(sheet.iter().map(|&k| {
            let mut found = comparisons[k].milestones.iter();
            found
                .find(|d| d.in_a == place)
                .map_or_else(String::new, |d| {
                    changed(d.probability_b, d.difference, d.half_width)
                })
        }));
        rows.push(row);
    }
    let joint = |summary: &Summary| {
        let joint = summary.joint.as_ref();
        joint.map_or_else(String::new, |joint| {
            format!("{:.2}%", 100.0 * joint.probability)
        })
    };
    let mut together = vec![say("同时实现", "All together"), joint(base)];
    together.extend(sheet.iter().map(|&k| joint(&all[k + 1].summary)));
    rows.push(together);
    terminal.table(&header, &rows);
}

/// A probability, and by how much it differs from the base.
fn changed(probability: f64, difference: f64, half_width: f64) -> String {
    format!(
        "{:.1}% ({:+.1}±{:.1})",
        100.0 * probability,
        100.0 * difference,
        100.0 * half_width
    )
}
