//! The table of milestones on the terminal: the chance by each year, and how many members of a group are there in the end.

use super::target_table::{Numbers, with_tier};
use super::terminal::Terminal;
use crate::analysis::{estimate, rounded, std_error};
use crate::quantity::{Language, Localized};
use crate::results::{MilestoneSummary, Summary, TargetValue};

/// Most years shown before the one that is judged.
const YEARS: usize = 4;

/// Shares below this would be printed as nothing.
const LEAST: f64 = 0.0005;

/// Prints every milestone, if there are any.
pub(super) fn show(summary: &Summary, terminal: &Terminal) {
    if summary.milestones.is_empty() {
        return;
    }
    let numbers = Numbers::new(summary, terminal);
    let years = shown_years(summary.years.len());
    let mut header: Vec<String> = match terminal.language() {
        Language::Chinese => ["何时达到", "要求", "中位年份"],
        Language::English => ["Reached when", "Asked", "Median year"],
    }
    .map(str::to_owned)
    .into();
    header.extend(years.iter().map(|t| match terminal.language() {
        Language::Chinese => format!("至{}", summary.years[*t]),
        Language::English => format!("by {}", summary.years[*t]),
    }));
    header.push(
        match terminal.language() {
            Language::Chinese => "至期限（±95%半宽）",
            Language::English => "By the deadline (± half of 95 %)",
        }
        .to_owned(),
    );
    let rows: Vec<Vec<String>> = summary
        .milestones
        .iter()
        .map(|milestone| row(summary, milestone, &years, numbers))
        .collect();
    terminal.table(&header, &rows);
    for milestone in summary.milestones.iter().filter(|it| it.is_of_group()) {
        terminal.line(terminal.say(&counts(summary, milestone, numbers)));
    }
}

/// Indices of a few years before the last, evenly apart.
fn shown_years(years: usize) -> Vec<usize> {
    let before = years.saturating_sub(1);
    let shown = before.min(YEARS);
    (0..shown).map(|k| k * before / shown).collect()
}

fn row(
    summary: &Summary,
    milestone: &MilestoneSummary,
    years: &[usize],
    numbers: Numbers,
) -> Vec<String> {
    let judged = milestone.judged_index(&summary.years);
    let label = numbers.label(&milestone.label);
    let mut row = vec![
        with_tier(label, milestone.tier.as_deref(), numbers.language()),
        asked(milestone, numbers),
        median(summary, milestone, numbers),
    ];
    row.extend(years.iter().map(|t| {
        rounded(
            milestone.reached_by[*t],
            milestone.std_error[*t],
            &summary.run,
        )
    }));
    let chance = estimate(
        milestone.reached_by[judged],
        milestone.std_error[judged],
        &summary.run,
    );
    row.push(format!("{}: {chance}", summary.years[judged]));
    row
}

/// What is waited for, with its threshold and tier.
pub(super) fn name(milestone: &MilestoneSummary, numbers: Numbers) -> String {
    let label = numbers.label(&milestone.label);
    let named = format!("{label} {}", asked(milestone, numbers));
    with_tier(&named, milestone.tier.as_deref(), numbers.language())
}

/// The year by which half of the paths have reached it, or that it stood there in the base year already.
pub(super) fn median(summary: &Summary, milestone: &MilestoneSummary, numbers: Numbers) -> String {
    if milestone.met_in_base(summary) {
        let base = summary.scenario.base_year;
        return match numbers.language() {
            Language::Chinese => format!("{base} 已达"),
            Language::English => format!("already {base}"),
        };
    }
    let last = summary.scenario.horizon;
    match (milestone.median_year, numbers.language()) {
        (Some(year), _) => year.to_string(),
        (None, Language::Chinese) => format!("{last} 年后"),
        (None, Language::English) => format!("after {last}"),
    }
}

/// The threshold.
fn bound(milestone: &MilestoneSummary, numbers: Numbers) -> String {
    let value = match milestone.value {
        TargetValue::One(value) | TargetValue::Range([value, _]) => value,
    };
    let sign = if milestone.comparator == "at_most" {
        '≤'
    } else {
        '≥'
    };
    format!("{sign} {}", numbers.text(value, milestone.measured()))
}

/// The threshold, and for a group how many members are to reach it.
fn asked(milestone: &MilestoneSummary, numbers: Numbers) -> String {
    let bound = bound(milestone, numbers);
    let (required, members) = (milestone.required, milestone.members.len());
    match (milestone.is_of_group(), numbers.language()) {
        (false, _) => bound,
        (true, Language::Chinese) => format!("{members} 个中 {required} 个 {bound}"),
        (true, Language::English) => format!("{required} of {members} {bound}"),
    }
}

/// How many members have reached it by the deadline or the last year.
fn counts(summary: &Summary, milestone: &MilestoneSummary, numbers: Numbers) -> Localized {
    let judged = milestone.judged_index(&summary.years);
    let year = summary.years[judged];
    let shares: Vec<(usize, f64)> = milestone.count[judged]
        .iter()
        .copied()
        .enumerate()
        .filter(|(_, share)| *share >= LEAST)
        .collect();
    // The file has no error of these shares: that of as many independent paths.
    let share_of = |share: f64| {
        let hits = (share * summary.run.paths as f64).round() as u64;
        rounded(share, std_error(hits, summary.run.paths), &summary.run)
    };
    let list = |unit: &str| {
        let parts = shares
            .iter()
            .map(|(count, share)| format!("{count}{unit} {}", share_of(*share)));
        parts.collect::<Vec<_>>()
    };
    let (zh, en) = (&milestone.label.zh, &milestone.label.en);
    let bound = bound(milestone, numbers);
    let (base, before) = (summary.scenario.base_year, milestone.count_in_base(summary));
    let (before_zh, before_en) = if before > 0 {
        (
            format!("（{base} 年已有 {before} 个）"),
            format!(" ({before} in {base} already)"),
        )
    } else {
        (String::new(), String::new())
    };
    Localized::new(
        format!(
            "{zh} {bound}，到 {year} 年达到的个数：{}{before_zh}",
            list(" 个").join("，")
        ),
        format!(
            "{en} {bound}, how many by {year}: {}{before_en}",
            list(":").join(", ")
        ),
    )
}
