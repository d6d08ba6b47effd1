//! `kapok compare`: two scenarios, or two finished runs, beside each other.

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::destination::Destination;
use super::outcome::{Failure, Outcome};
use super::simulate::{Finished, Request, read, simulate};
use super::target_table::{Numbers, with_tier};
use super::terminal::Terminal;
use super::{drawing, interrupt, milestone_table};
use crate::analysis::{Comparison, compare as compare_summaries};
use crate::charts::{TargetDifference, comparison_set};
use crate::quantity::{Language, Localized};
use crate::random::DimensionOrder;
use crate::report::{RunFolder, comparison_json, differences_csv, dimensions};
use crate::results::{Errors, Summary};

/// Compares two runs.
pub(super) fn compare(matches: &ArgMatches, terminal: &Terminal) -> Outcome {
    interrupt::listen();
    let [a, b] = ["a", "b"].map(|name| matches.get_one::<PathBuf>(name).expect("required"));
    let inputs = [a.clone(), b.clone()];
    let a = obtain(a, matches, terminal)?;
    let b = obtain(b, matches, terminal)?;
    let comparison = compare_summaries(&a.summary, &b.summary);
    let id = format!("compare-{}-{}", run_id(&a.summary), run_id(&b.summary));
    let destination = Destination::of(id, &inputs, matches)?;

    let mut folder = RunFolder::default();
    folder.add(
        "comparison.json",
        comparison_json(&a.summary, &b.summary, &comparison),
    );
    folder.add(
        "targets.csv",
        differences_csv(&a.summary, &b.summary, &comparison),
    );
    let differences = differences(&comparison);
    let both = [a.summary.clone(), b.summary.clone()];
    let charts = comparison_set(&both, &differences, &drawing::style(matches, terminal));
    drawing::add(&mut folder, charts, matches.get_flag("svg"), terminal);
    folder.set_dimensions(dimensions(None, b.order.blocks()));
    // The manifest describes the second run: its seed, paths and timing; the folder's id is the comparison's.
    destination.write(folder, &b.summary, b.timing)?;
    show(&a.summary, &b.summary, &comparison, terminal);
    destination.tell(terminal);
    Ok(())
}

/// What a run is called: its scenario, and the variant it is of.
fn run_id(summary: &Summary) -> String {
    let id = &summary.scenario.id;
    match &summary.scenario.variant {
        Some(variant) => format!("{id}-{}", variant.id),
        None => id.clone(),
    }
}

/// The differences as the pictures want them.
fn differences(comparison: &Comparison) -> Vec<TargetDifference> {
    let picture = |d: &crate::analysis::TargetDifference| TargetDifference {
        id: d.id.clone(),
        scenario: 1,
        difference: d.difference,
        half_width: d.half_width,
        paired: comparison.paired,
    };
    comparison.targets.iter().map(picture).collect()
}

/// A finished run, read from its folder or simulated now.
fn obtain(path: &Path, matches: &ArgMatches, terminal: &Terminal) -> Result<Finished, Failure> {
    if path.is_dir() {
        return finished(path);
    }
    simulate(&read(path, &[], terminal)?, Request::of(matches), terminal)
}

fn finished(folder: &Path) -> Result<Finished, Failure> {
    let file = folder.join("summary.json");
    let unreadable = |reason: String| {
        Failure::Usage(Localized::new(
            format!("{} 不是 kapok run 留下的文件夹：{reason}", folder.display()),
            format!(
                "{} is not a folder that kapok run left: {reason}",
                folder.display()
            ),
        ))
    };
    let bytes = std::fs::read(&file).map_err(|error| unreadable(error.to_string()))?;
    let summary: Summary =
        serde_json::from_slice(&bytes).map_err(|error| unreadable(error.to_string()))?;
    if summary.schema != crate::results::SCHEMA {
        return Err(unreadable(format!("schema {}", summary.schema)));
    }
    Ok(Finished {
        summary,
        timing: crate::report::Timing::none(),
        order: DimensionOrder::default(),
    })
}

/// Prints the differences of the targets, and says how their errors were found.
fn show(a: &Summary, b: &Summary, comparison: &Comparison, terminal: &Terminal) {
    let chinese = terminal.language() == Language::Chinese;
    let title = |summary: &Summary| {
        let scenario = &summary.scenario;
        let pick = |text: &crate::results::Text| if chinese { &text.zh } else { &text.en }.clone();
        match &scenario.variant {
            Some(variant) => format!("{} – {}", pick(&scenario.title), pick(&variant.name)),
            None => pick(&scenario.title),
        }
    };
    terminal.line(terminal.say(&Localized::new(
        format!("甲：{}\n乙：{}", title(a), title(b)),
        format!("A: {}\nB: {}", title(a), title(b)),
    )));
    let header: Vec<String> = if chinese {
        [
            "目标",
            "年份",
            "中位数 甲",
            "中位数 乙",
            "概率 甲",
            "概率 乙",
            "差（百分点）",
        ]
        .map(str::to_owned)
        .into()
    } else {
        [
            "Target",
            "Year",
            "Median A",
            "Median B",
            "P in A",
            "P in B",
            "B − A (points)",
        ]
        .map(str::to_owned)
        .into()
    };
    let rows = rows(a, b, comparison, terminal);
    if rows.is_empty() {
        terminal.line(terminal.say(&Localized::new(
            "两者没有相同的目标。",
            "The two have no target in common.",
        )));
    } else {
        terminal.table(&header, &rows);
    }
    let paired = if comparison.paired && a.run.errors() == Errors::OfReplicates {
        Localized::new(
            "两次用同样的 16 个重复：差的误差按配对计。",
            "Both use the same 16 replicates: the errors of the differences are paired.",
        )
    } else if comparison.paired {
        Localized::new(
            "两次用同样的抽样：差的误差按配对计（32 批）。",
            "Both use the same draws: the errors of the differences are paired (32 batches).",
        )
    } else {
        Localized::new(
            "种子、路径数或抽样方式不同：按相互独立计算误差。",
            "Seed, number of paths or sampler differ: errors are those of independent runs.",
        )
    };
    terminal.line(terminal.say(&paired));
    if !comparison.only_in_one.is_empty() {
        let ids = comparison.only_in_one.join(", ");
        terminal.line(terminal.say(&Localized::new(
            format!("只有一方有、或判断的不是同一件事的目标：{ids}"),
            format!("Targets of one side only, or that do not judge the same: {ids}"),
        )));
    }
}

/// A row for each target that both judge, then for each milestone.
fn rows(
    a: &Summary,
    b: &Summary,
    comparison: &Comparison,
    terminal: &Terminal,
) -> Vec<Vec<String>> {
    let (numbers_a, numbers_b) = (Numbers::new(a, terminal), Numbers::new(b, terminal));
    let percent = |probability: f64| format!("{:.1}%", 100.0 * probability);
    let points = |difference: f64, half_width: f64| {
        format!("{:+.2} ± {:.2}", 100.0 * difference, 100.0 * half_width)
    };
    let targets = comparison.targets.iter().map(|difference| {
        let (ta, tb) = (&a.targets[difference.in_a], &b.targets[difference.in_b]);
        let indicator = &a.indicators[&ta.indicator];
        let label = numbers_a.label(&indicator.label);
        vec![
            with_tier(label, ta.tier.as_deref(), terminal.language()),
            ta.year.to_string(),
            numbers_a.text(ta.median, indicator.measured()),
            numbers_b.text(tb.median, indicator.measured()),
            percent(ta.probability),
            percent(tb.probability),
            points(difference.difference, difference.half_width),
        ]
    });
    let milestones = comparison.milestones.iter().map(|difference| {
        let ma = &a.milestones[difference.in_a];
        let mb = &b.milestones[difference.in_b];
        vec![
            milestone_table::name(ma, numbers_a),
            format!("≤ {}", difference.year),
            milestone_table::median(a, ma, numbers_a),
            milestone_table::median(b, mb, numbers_b),
            percent(difference.probability_a),
            percent(difference.probability_b),
            points(difference.difference, difference.half_width),
        ]
    });
    targets.chain(milestones).collect()
}
