//! The tables of `kapok condition` and `kapok track`: probabilities and drivers, before and after something is given.

use super::target_table::{Numbers, asked, with_tier};
use super::terminal::{PAGE, Terminal};
use super::wrap::wrap;
use crate::analysis::{THIN_SHARE, estimate_over};
use crate::quantity::{Language, Localized};
use crate::results::{Estimate, GivenSummary, Summary, Update, UpdatedQuantity, UpdatedTarget};

/// Most drivers on the terminal; files have all of them.
const DRIVERS: usize = 12;

/// Prints what is given, how many paths carry it, and what follows.
pub(super) fn show(summary: &Summary, update: &Update, terminal: &Terminal) {
    show_given(update, terminal);
    show_targets(summary, update, terminal);
    show_drivers(summary, update, terminal);
}

/// Prints what is given, and how many paths carry it.
pub(super) fn show_given(update: &Update, terminal: &Terminal) {
    page(&given_line(update), terminal);
    page(&carried(update), terminal);
}

/// A sentence, in lines no wider than a page.
pub(super) fn page(sentence: &Localized, terminal: &Terminal) {
    for line in wrap(terminal.say(sentence), PAGE, "") {
        terminal.line(&line);
    }
}

/// What is given, as people say it.
fn given_line(update: &Update) -> Localized {
    let told = |pick: fn(&GivenSummary) -> &str, joint: &str| {
        let told: Vec<&str> = update.given.iter().map(pick).collect();
        told.join(joint)
    };
    Localized::new(
        format!("给定：{}", told(|it| &it.text.zh, "；")),
        format!("Given: {}", told(|it| &it.text.en, "; ")),
    )
}

/// A number in shortest digits, without the noise of its last.
fn trimmed(value: f64) -> String {
    let text = format!("{value:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// How many paths carry what is given.
fn carried(update: &Update) -> Localized {
    let (paths, carrying) = (update.paths, update.carrying_paths);
    let share = update.effective_paths / carrying as f64;
    let effective = update.effective_paths;
    let (zh, en) = if share < THIN_SHARE {
        (
            "；不到一成，读数须谨慎",
            "; less than a tenth: read with care",
        )
    } else {
        ("", "")
    };
    Localized::new(
        format!(
            "{paths} 条路径中 {carrying} 条符合，加权后相当于 {effective:.0} 条（{:.0}%）{zh}。“±”为 95% 区间的一半。",
            100.0 * share
        ),
        format!(
            "{carrying} of {paths} paths carry it, worth {effective:.0} as weighted ({:.0} %){en}. ± is half of the 95 % interval.",
            100.0 * share
        ),
    )
}

/// Prints the probability of each target before and after.
pub(super) fn show_targets(summary: &Summary, update: &Update, terminal: &Terminal) {
    if update.targets.is_empty() {
        page(
            &Localized::new("情景没有目标。", "The scenario has no targets."),
            terminal,
        );
        return;
    }
    let numbers = Numbers::new(summary, terminal);
    let header: Vec<String> = match terminal.language() {
        Language::Chinese => ["目标", "原概率", "给定后", "变化（百分点）"],
        Language::English => ["Target", "Before", "After", "Change (points)"],
    }
    .map(str::to_owned)
    .into();
    let row = |target: &UpdatedTarget| {
        let name = verdict_name(summary, target.id.as_deref(), numbers);
        let [before, after] = chances(update, target, terminal.language());
        vec![name, before, after, points(update, target)]
    };
    let rows: Vec<Vec<String>> = update.targets.iter().map(row).collect();
    terminal.narrow_table(&header, &rows);
    if summary.targets.iter().any(|target| target.seed) {
        page(
            &Localized::new(
                "有的目标是情景的前提（seed）：以上概率都在计划成立的前提之下。",
                "Some targets seed the scenario: all of these probabilities presume the plan.",
            ),
            terminal,
        );
    }
}

/// A probability before and after; what is given is no estimate.
fn chances(update: &Update, target: &UpdatedTarget, language: Language) -> [String; 2] {
    let valid = update.paths - update.failed_paths.count;
    let before = target.probability.before;
    let before = estimate_over(before.value, before.std_error, valid, update.errors());
    let after = target.probability.after;
    let after = if target.given {
        let word = match language {
            Language::Chinese => "给定",
            Language::English => "given",
        };
        format!(
            "{}% {word}",
            trimmed(100.0 * (1e9 * after.value).round() / 1e9)
        )
    } else {
        chance_after(update, target)
    };
    [before, after]
}

/// The probability of a target after, with its error.
pub(super) fn chance_after(update: &Update, target: &UpdatedTarget) -> String {
    let after = target.probability.after;
    let paths = update.effective_paths as u64;
    estimate_over(after.value, after.std_error, paths, update.errors())
}

fn points(update: &Update, target: &UpdatedTarget) -> String {
    let change = target.probability.change;
    let half = update.errors().quantile95() * change.std_error;
    let decimals = if half < 0.0005 { 2 } else { 1 };
    format!(
        "{:+.decimals$} ± {:.decimals$}",
        100.0 * change.value,
        100.0 * half
    )
}

/// The name of a target or milestone with its year and what it asks; of `None`, all together.
pub(super) fn verdict_name(summary: &Summary, id: Option<&str>, numbers: Numbers) -> String {
    let chinese = numbers.language() == Language::Chinese;
    let Some(id) = id else {
        return if chinese {
            "全部同时实现"
        } else {
            "All together"
        }
        .to_owned();
    };
    if let Some(target) = summary.targets.iter().find(|it| it.id == id) {
        let indicator = &summary.indicators[&target.indicator];
        let label = with_tier(
            numbers.label(&indicator.label),
            target.tier.as_deref(),
            numbers.language(),
        );
        let asked = asked(target, indicator, numbers);
        return if chinese {
            format!("{}年{label} {asked}", target.year)
        } else {
            format!("{} {label} {asked}", target.year)
        };
    }
    let milestone = summary.milestones.iter().find(|it| it.id == id);
    milestone.map_or_else(
        || id.to_owned(),
        |it| super::milestone_table::name(it, numbers),
    )
}

/// Prints the drivers that are shifted beyond their error, the most shifted first.
pub(super) fn show_drivers(summary: &Summary, update: &Update, terminal: &Terminal) {
    let numbers = Numbers::new(summary, terminal);
    let shifted: Vec<&UpdatedQuantity> = update.drivers.iter().filter(|it| it.shifted).collect();
    let quiet = update.drivers.len() - shifted.len();
    let shown = shifted.len().min(DRIVERS);
    if !shifted.is_empty() {
        let header: Vec<String> = match terminal.language() {
            Language::Chinese => ["因素", "原均值", "给定后均值", "移动（标准差）"],
            Language::English => ["Driver", "Mean before", "Mean after", "Shift (sd)"],
        }
        .map(str::to_owned)
        .into();
        let rows: Vec<Vec<String>> = shifted[..shown]
            .iter()
            .map(|driver| driver_row(update, driver, numbers))
            .collect();
        terminal.narrow_table(&header, &rows);
    }
    let more = shifted.len() - shown;
    let (zh, en) = if more > 0 {
        (
            format!("另有 {more} 个移动较小，见 drivers.csv。"),
            format!(" {more} more are shifted less: drivers.csv."),
        )
    } else {
        (String::new(), String::new())
    };
    let events = shifted[..shown].iter().any(|it| it.occurs.is_some());
    let (events_zh, events_en) = if events {
        (
            "事件列的是当年发生的概率。",
            " Of events: the probability that they occur in the year.",
        )
    } else {
        ("", "")
    };
    page(
        &Localized::new(
            format!("{events_zh}{zh}其余 {quiet} 个因素的移动没有超出误差。"),
            format!("The other {quiet} drivers are not shifted beyond the error.{en}{events_en}"),
        ),
        terminal,
    );
}

fn driver_row(update: &Update, driver: &UpdatedQuantity, numbers: Numbers) -> Vec<String> {
    let quantile = update.errors().quantile95();
    let after = match &driver.occurs {
        Some(occurs) => {
            let half = 100.0 * quantile * occurs.after.std_error;
            let percent = |it: Estimate| format!("{:.1}%", 100.0 * it.value);
            let paths = update.paths - update.failed_paths.count;
            let before = occurs.before;
            [
                estimate_over(before.value, before.std_error, paths, update.errors()),
                format!("{} ± {half:.1}", percent(occurs.after)),
            ]
        }
        None => [
            with_half(driver.before.mean, quantile, driver, numbers),
            with_half(driver.after.mean, quantile, driver, numbers),
        ],
    };
    let [before, after] = after;
    let half = quantile * driver.shift.std_error;
    let shift = format!("{:+.2} ± {half:.2}", driver.shift.value);
    vec![quantity_name(driver, numbers), before, after, shift]
}

/// A mean with half of its 95 % interval.
pub(super) fn with_half(
    mean: Estimate,
    quantile: f64,
    quantity: &UpdatedQuantity,
    numbers: Numbers,
) -> String {
    let half = quantile * mean.std_error;
    match numbers.in_hundredths(&quantity.unit) {
        Some(unit) => format!("{:.2}{unit} ± {:.2}", 100.0 * mean.value, 100.0 * half),
        None => format!(
            "{} ± {}",
            value_of(mean.value, quantity, numbers),
            value_of(half, quantity, numbers)
        ),
    }
}

/// A value in the quantity's unit; rates with two decimals, because shocks are small.
pub(super) fn value_of(value: f64, quantity: &UpdatedQuantity, numbers: Numbers) -> String {
    match numbers.in_hundredths(&quantity.unit) {
        // A sign before nothing says nothing.
        Some(unit) => {
            let number = format!("{:.2}", 100.0 * value).replace("-0.00", "0.00");
            format!("{number}{unit}")
        }
        None => numbers.text(value, (&quantity.unit, quantity.counted_in.as_deref())),
    }
}

/// The name of a driver or indicator with its year.
pub(super) fn quantity_name(quantity: &UpdatedQuantity, numbers: Numbers) -> String {
    let label = numbers.label(&quantity.label);
    match quantity.year {
        Some(year) if numbers.language() == Language::Chinese => format!("{year}年{label}"),
        Some(year) => format!("{year} {label}"),
        None => label.to_owned(),
    }
}
