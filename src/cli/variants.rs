//! The variants of a scenario: which are run, what they leave behind, and the table beside the scenario itself.

use std::path::Path;

use clap::ArgMatches;

use super::milestone_table;
use super::outcome::Failure;
use super::simulate::{Finished, load_all, variant_info};
use super::target_table::{Numbers, with_tier};
use super::terminal::Terminal;
use crate::analysis::{Comparison, compare, estimate, points, rounded, std_error};
use crate::charts::TargetDifference;
use crate::quantity::Localized;
use crate::results::{Summary, VariantInfo};
use crate::scenario::{Loaded, Variant};

/// Changed targets that are shown of each variant.
const SHOWN: usize = 3;

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
            return Err(unknown(loaded, id, ["，或 none", ", or none"]));
        }
    }
    let asked = |variant: &&Variant| ids.contains(&&variant.id);
    Ok(loaded.variants.iter().filter(asked).collect())
}

/// The variant of this id.
pub(super) fn variant_of<'l>(loaded: &'l Loaded, id: &str) -> Result<&'l Variant, Failure> {
    let mut variants = loaded.variants.iter();
    let found = variants.find(|variant| variant.id == id);
    found.ok_or_else(|| unknown(loaded, id, ["", ""]))
}

/// The one variant that the command line names; `None`: the scenario itself.
pub(super) fn one<'l>(
    loaded: &'l Loaded,
    matches: &ArgMatches,
) -> Result<Option<&'l Variant>, Failure> {
    let id = matches.get_one::<String>("variant");
    id.map(|id| variant_of(loaded, id)).transpose()
}

/// The changes that `--set` and a single `--variant` ask for together, as `--set` takes them, and how the result is called.
///
/// # Errors
/// A file that is no scenario, and a variant that it has not.
pub(super) fn as_changed(
    file: &Path,
    matches: &ArgMatches,
) -> Result<(Vec<String>, Option<VariantInfo>), Failure> {
    let mut changes = super::run::changes(matches);
    let Some(id) = matches.get_one::<String>("variant") else {
        return Ok((changes, None));
    };
    let loaded = load_all(file, &changes)?;
    let variant = variant_of(&loaded, id)?;
    let set = loaded.changes.iter();
    // The variant's own change of a path takes the place of one on the command line, as in a run.
    let kept = set.map(|change| variant.changes.iter().all(|own| own.path != change.path));
    let mut kept = kept.collect::<Vec<bool>>().into_iter();
    changes.retain(|_| kept.next().unwrap_or(true));
    let own = variant.changes.iter();
    changes.extend(own.map(|change| format!("{}={}", change.path, change.written)));
    Ok((changes, variant_info(&loaded.changes, Some(variant))))
}

/// What there is instead; `more` ends the list in each language.
fn unknown(loaded: &Loaded, id: &str, more: [&str; 2]) -> Failure {
    let known: Vec<&str> = loaded.variants.iter().map(|v| v.id.as_str()).collect();
    Failure::Usage(if known.is_empty() {
        Localized::new(
            format!("没有变体 {id}：这个情景没有变体"),
            format!("there is no variant {id}: the scenario has none"),
        )
    } else {
        Localized::new(
            format!("没有变体 {id}；可用的是 {}{}", known.join("、"), more[0]),
            format!(
                "there is no variant {id}; there are {}{}",
                known.join(", "),
                more[1]
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

/// Prints, for each variant, the targets whose probability it changes most; the pictures and tables in `compare/` have them all.
pub(super) fn show(all: &[Finished], comparisons: &[Comparison], terminal: &Terminal) {
    if comparisons.is_empty() {
        return;
    }
    let base = &all[0].summary;
    terminal.line(terminal.say(&Localized::new(
        format!("变体改变最多的目标（概率：基准 → 变体，差为百分点；全部见 compare/）。同时实现：基准 {}", joint(base)),
        format!("What the variants change most (probability: base → variant, difference in points; all in compare/). All together: base {}", joint(base)),
    )));
    for (variant, comparison) in all[1..].iter().zip(comparisons) {
        show_variant(base, &variant.summary, comparison, terminal);
    }
}

fn show_variant(base: &Summary, variant: &Summary, comparison: &Comparison, terminal: &Terminal) {
    if let Some(info) = &variant.scenario.variant {
        let together = joint(variant);
        terminal.line(terminal.say(&Localized::new(
            format!("  {}：同时实现 {together}", info.name.zh),
            format!("  {}: all together {together}", info.name.en),
        )));
    }
    let changes = changes(base, comparison, terminal);
    let share_of = |share: f64| {
        let hits = (share * base.run.paths as f64).round() as u64;
        rounded(share, std_error(hits, base.run.paths), &base.run)
    };
    for (name, [before, after], difference, half_width) in changes.iter().take(SHOWN) {
        terminal.line(&format!(
            "    {name}: {} → {} ({})",
            share_of(*before),
            share_of(*after),
            points(*difference, *half_width)
        ));
    }
    if changes.is_empty() {
        terminal.line(terminal.say(&Localized::new(
            "    没有目标的变化超过误差",
            "    no target changes by more than its error",
        )));
    }
}

/// A target's name, its probability before and after, the difference and half of its 95 % interval.
type Change = (String, [f64; 2], f64, f64);

/// The changes beyond their errors, the greatest first.
fn changes(base: &Summary, comparison: &Comparison, terminal: &Terminal) -> Vec<Change> {
    let numbers = Numbers::new(base, terminal);
    let targets = comparison.targets.iter().map(|d| {
        let target = &base.targets[d.in_a];
        let indicator = &base.indicators[&target.indicator];
        let label = numbers.label(&indicator.label);
        let label = with_tier(label, target.tier.as_deref(), terminal.language());
        let asked = super::target_table::asked(target, indicator, numbers);
        let before = target.probability;
        let name = format!("{label} {} {asked}", target.year);
        (
            name,
            [before, before + d.difference],
            d.difference,
            d.half_width,
        )
    });
    let milestones = comparison.milestones.iter().map(|d| {
        let milestone = &base.milestones[d.in_a];
        let year = base.years[milestone.judged_index(&base.years)];
        let name = format!("{} ≤ {year}", milestone_table::name(milestone, numbers));
        let ends = [d.probability_b - d.difference, d.probability_b];
        (name, ends, d.difference, d.half_width)
    });
    let mut changes: Vec<Change> = targets
        .chain(milestones)
        .filter(|(_, _, difference, half_width)| difference.abs() > *half_width)
        .collect();
    changes.sort_by(|a, b| b.2.abs().total_cmp(&a.2.abs()));
    changes
}

fn joint(summary: &Summary) -> String {
    let joint = summary.joint.as_ref();
    joint.map_or_else(String::new, |joint| {
        estimate(joint.probability, joint.std_error, &summary.run)
    })
}
