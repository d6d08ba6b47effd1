//! The sentences and tables of `kapok sensitivity`.

use super::target_table::Numbers;
use super::terminal::Terminal;
use super::update_table::page;
use crate::quantity::{Language, Localized};
use crate::results::{Estimate, Explained, Sensitivity, Summary, TornadoBar, Unexplained};

/// Most subjects with tables of their own on the terminal; files have all of them.
const TABLES: usize = 2;
/// Most subjects with a sentence of their own.
const SENTENCES: usize = 8;
/// Most groups named in a sentence, and most rows of a table.
const NAMED: usize = 4;
const ROWS: usize = 12;
/// Share of the variance that single groups do not explain, from which a tornado misleads.
const MUCH: f64 = 0.1;

/// Says how much there is to simulate.
pub(super) fn announce(simulations: u64, paths: u64, terminal: &Terminal) {
    page(
        &Localized::new(
            format!("共模拟 {simulations} 次，每次 {paths} 条路径。"),
            format!("{simulations} simulations of {paths} paths each."),
        ),
        terminal,
    );
}

/// Prints what moves each subject in a sentence, and tables of the first.
pub(super) fn show(summary: &Summary, found: &Sensitivity, terminal: &Terminal) {
    let numbers = Numbers::new(summary, terminal);
    for subject in found.explained.iter().take(SENTENCES) {
        page(&sentence(subject, found, numbers), terminal);
    }
    let more = found.explained.len().saturating_sub(SENTENCES);
    if more > 0 {
        page(
            &Localized::new(
                format!(
                    "另有 {more} 个指标和目标，见 indices.csv；用 --target 或 --indicator 只看其中几个。"
                ),
                format!(
                    "{more} more indicators and targets are in indices.csv; --target and --indicator choose a few."
                ),
            ),
            terminal,
        );
    }
    for subject in found
        .explained
        .iter()
        .filter(|it| !it.shares.is_empty())
        .take(TABLES)
    {
        terminal.line("");
        terminal.line(&heading(subject, numbers));
        show_shares(subject, found, numbers, terminal);
        show_tornado(subject, found, numbers, terminal);
    }
    page(&conventions(found), terminal);
}

/// The subject with its mean or probability.
fn heading(subject: &Explained, numbers: Numbers) -> String {
    let label = numbers.label(&subject.label);
    let mean = amount(subject.mean, subject, numbers);
    match (subject.kind.as_str(), numbers.language()) {
        ("indicator", Language::Chinese) => format!("{label}：均值 {mean}"),
        ("indicator", Language::English) => format!("{label}: mean {mean}"),
        (_, Language::Chinese) => format!("{label}：概率 {mean}"),
        (_, Language::English) => format!("{label}: probability {mean}"),
    }
}

fn sentence(subject: &Explained, found: &Sensitivity, numbers: Numbers) -> Localized {
    let heading = heading(subject, numbers);
    let (zh, en) = match &subject.unexplained {
        Some(Unexplained::Constant) => (
            "每条路径都相同，没有可解释的波动".to_owned(),
            "the same on every path: there is no spread to explain".to_owned(),
        ),
        Some(Unexplained::TooFew { hits, least }) => (
            format!(
                "{} 条路径中 {hits} 条达到；达到和达不到都要 {least} 条以上才说得清，请加 --paths 或换一个目标",
                found.paths
            ),
            format!(
                "{hits} of {} paths meet it; {least} must meet it and {least} miss it to tell: add --paths, or choose another target",
                found.paths
            ),
        ),
        None => explained(subject, found, numbers),
    };
    Localized::new(format!("{heading}。{zh}。"), format!("{heading}. {en}."))
}

/// What each of the first groups explains alone, and what only comes of several together.
fn explained(subject: &Explained, found: &Sensitivity, numbers: Numbers) -> (String, String) {
    let mut shares: Vec<_> = subject
        .shares
        .iter()
        .map(|it| (&it.group, it.first_order))
        .collect();
    shares.sort_by(|a, b| b.1.value.total_cmp(&a.1.value));
    let beyond = |it: &Estimate| it.value > Sensitivity::quantile95() * it.std_error;
    let clear: Vec<_> = shares.into_iter().filter(|(_, it)| beyond(it)).collect();
    let told = |joint: &str| {
        let told = clear.iter().take(NAMED).map(|(group, share)| {
            let label = found
                .label(group)
                .map_or(group.as_str(), |it| numbers.label(it));
            format!("{label} {}", percent(*share))
        });
        told.collect::<Vec<String>>().join(joint)
    };
    let together = subject.interactions.filter(beyond).map(percent);
    let (together_zh, together_en) = together.map_or_else(Default::default, |it| {
        (
            format!("；几个因素合起来才有的 {it}"),
            format!("; {it} only comes of several together"),
        )
    });
    if clear.is_empty() {
        return (
            format!("没有哪个因素单独解释的份额超出误差{together_zh}"),
            format!("No driver alone explains more than the error{together_en}"),
        );
    }
    (
        format!("波动（方差）的来源：{}{together_zh}", told("，")),
        format!(
            "Of its spread (variance), alone: {}{together_en}",
            told(", ")
        ),
    )
}

fn show_shares(subject: &Explained, found: &Sensitivity, numbers: Numbers, terminal: &Terminal) {
    let header: Vec<String> = match terminal.language() {
        Language::Chinese => ["因素", "单独（一阶）", "连同交互（总）"],
        Language::English => ["Driver", "Alone (first)", "With interactions (total)"],
    }
    .map(str::to_owned)
    .into();
    let rows: Vec<Vec<String>> = subject
        .shares
        .iter()
        .filter(|it| !it.is_nothing())
        .take(ROWS)
        .map(|it| {
            let label = found
                .label(&it.group)
                .map_or(it.group.as_str(), |it| numbers.label(it));
            vec![label.to_owned(), percent(it.first_order), percent(it.total)]
        })
        .collect();
    terminal.narrow_table(&header, &rows);
}

fn show_tornado(subject: &Explained, found: &Sensitivity, numbers: Numbers, terminal: &Terminal) {
    let shapley = !subject.shapley.is_empty();
    let points = numbers.in_hundredths(&subject.unit).is_some();
    let swing_heading = match (terminal.language(), points) {
        (Language::Chinese, true) => "相差（百分点）",
        (Language::Chinese, false) => "相差",
        (Language::English, true) => "Swing (points)",
        (Language::English, false) => "Swing",
    };
    let mut header: Vec<String> = match terminal.language() {
        Language::Chinese => ["因素（单个）", "10% 处", "90% 处", swing_heading],
        Language::English => ["Single driver", "At 10 %", "At 90 %", swing_heading],
    }
    .map(str::to_owned)
    .into();
    if shapley {
        header.push("Shapley".to_owned());
    }
    let row = |bar: &TornadoBar| {
        let label = found
            .label(&bar.group)
            .map_or(bar.group.as_str(), |it| numbers.label(it));
        let event = bar.slices == "occurrence";
        let mut row = vec![if event {
            format!("{label} *")
        } else {
            label.to_owned()
        }];
        row.extend([bar.low, bar.high].map(|end| value(end.value, subject, numbers)));
        row.push(swing(bar.swing, subject, numbers));
        if shapley {
            let effect = subject.shapley.iter().find(|it| it.group == bar.group);
            row.push(effect.map(|it| percent(it.share)).unwrap_or_default());
        }
        row
    };
    let rows: Vec<Vec<String>> = subject
        .tornado
        .iter()
        .filter(|it| !it.is_nothing())
        .take(ROWS)
        .map(row)
        .collect();
    if !rows.is_empty() {
        terminal.narrow_table(&header, &rows);
    }
    if subject.interactions.is_some_and(|it| it.value > MUCH) {
        page(
            &Localized::new(
                "上表逐个因素看，几个因素合起来才有的影响不在其中。",
                "This table moves one driver at a time: what several do together is not in it.",
            ),
            terminal,
        );
    }
}

/// What the numbers are, said once.
fn conventions(found: &Sensitivity) -> Localized {
    let events = found.explained.iter().flat_map(|it| &it.tornado);
    let (events_zh, events_en) = if events.into_iter().any(|it| it.slices == "occurrence") {
        (
            "带 * 的是事件：前者不发生，后者发生。",
            " An event (*): without it and with it.",
        )
    } else {
        ("", "")
    };
    Localized::new(
        format!(
            "“±”为 95% 区间的一半。10% 处：只有该因素变动时指标排在 5%–15% 的路径，在完整模型中的均值；90% 处同理（85%–95%）。{events_zh}"
        ),
        format!(
            "± is half of the 95 % interval. At 10 %: the full model's mean over the paths that the driver alone puts at 5–15 % of the indicator; at 90 % likewise (85–95 %).{events_en}"
        ),
    )
}

/// A share of the variance with half of its interval, in as many digits as the error allows; one without any error alone.
fn percent(share: Estimate) -> String {
    let half = 100.0 * Sensitivity::quantile95() * share.std_error;
    if half == 0.0 {
        return format!("{:.0}%", 100.0 * share.value);
    }
    let decimals = [0.95, 0.095, 0.0095]
        .iter()
        .filter(|least| half < **least)
        .count();
    let value = format!("{:.decimals$}", 100.0 * share.value);
    format!("{}% ± {half:.decimals$}", unsigned_zero(&value))
}

/// A value of the subject with half of its interval.
fn amount(estimate: Estimate, subject: &Explained, numbers: Numbers) -> String {
    let half = Sensitivity::quantile95() * estimate.std_error;
    match (numbers.in_hundredths(&subject.unit), subject.unit.as_str()) {
        (Some(unit), _) => {
            let half = 100.0 * half;
            let decimals = decimals(half);
            let value = format!("{:.decimals$}", 100.0 * estimate.value);
            format!("{}{unit} ± {half:.decimals$}", unsigned_zero(&value))
        }
        // A count whose mean is known to less than one is no whole number.
        (_, "count") if half < 0.95 => format!("{:.2} ± {half:.2}", estimate.value),
        _ => format!(
            "{} ± {}",
            value(estimate.value, subject, numbers),
            value(half, subject, numbers)
        ),
    }
}

/// A difference with its sign; of rates and shares in percentage points.
fn swing(estimate: Estimate, subject: &Explained, numbers: Numbers) -> String {
    let sign = if estimate.value < 0.0 { "−" } else { "+" };
    let size = Estimate {
        value: estimate.value.abs(),
        ..estimate
    };
    let unit = numbers.in_hundredths(&subject.unit).unwrap_or_default();
    format!(
        "{sign}{}",
        amount(size, subject, numbers).replacen(unit, "", 1)
    )
}

fn value(value: f64, subject: &Explained, numbers: Numbers) -> String {
    match (subject.kind.as_str(), numbers.in_hundredths(&subject.unit)) {
        ("indicator", Some(unit)) => {
            format!("{}{unit}", unsigned_zero(&format!("{:.2}", 100.0 * value)))
        }
        _ => numbers.text(value, (&subject.unit, subject.counted_in.as_deref())),
    }
}

/// As many decimals as show the first digit of an error in per cent, one to three.
fn decimals(half: f64) -> usize {
    match half {
        half if half >= 0.095 => 1,
        half if half >= 0.0095 => 2,
        _ => 3,
    }
}

/// A sign before nothing says nothing.
fn unsigned_zero(text: &str) -> &str {
    let digits = text.trim_start_matches('-');
    if digits.chars().all(|c| matches!(c, '0' | '.')) {
        digits
    } else {
        text
    }
}
