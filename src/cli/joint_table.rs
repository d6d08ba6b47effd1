//! The tables of `kapok joint`.

use super::terminal::Terminal;
use super::update_table::page;
use crate::analysis::estimate_over;
use crate::quantity::{Language, Localized};
use crate::results::{AtLeast, Attainment, ChainLink, Estimate, Gain, Probability, Text};

/// Most columns of conditional probabilities on the terminal; files have all of them.
const COLUMNS: usize = 8;

/// Prints what is attained together, one given another, and the weakest link.
pub(super) fn show(found: &Attainment, terminal: &Terminal) {
    show_all(found, terminal);
    show_at_least(found, terminal);
    show_conditional(found, terminal);
    show_links(found, terminal);
}

/// All together, and what it would be if the targets had nothing to do with each other.
fn show_all(found: &Attainment, terminal: &Terminal) {
    let (all, count) = (found.all(), found.targets.len());
    let chance = chance(found, all.together, found.paths);
    let independent = share(found, all.independent);
    let difference = points(found, all.dependence);
    let (zh, en) = if found.implied.is_empty() {
        (String::new(), String::new())
    } else {
        let implied = found.implied.len();
        (
            format!("（另 {implied} 个由要求更高的档次包含）"),
            format!(" ({implied} more are implied by a tier that asks for more)"),
        )
    };
    page(
        &Localized::new(
            format!(
                "{count} 个目标同时实现的概率{zh}：{chance}。若各目标互不相干，只有各自概率的乘积 {independent}；相差 {difference} 个百分点。“±”为 95% 区间的一半。"
            ),
            format!(
                "All {count} targets together{en}: {chance}. If they had nothing to do with each other it would be the product of their probabilities, {independent}; the difference is {difference} points. ± is half of the 95 % interval."
            ),
        ),
        terminal,
    );
}

fn show_at_least(found: &Attainment, terminal: &Terminal) {
    let header = match terminal.language() {
        Language::Chinese => ["至少", "概率", "若互不相干", "差（百分点）"],
        Language::English => [
            "At least",
            "Probability",
            "If independent",
            "Difference (points)",
        ],
    };
    let row = |it: &AtLeast| {
        vec![
            it.count.to_string(),
            chance(found, it.together, found.paths),
            share(found, it.independent),
            points(found, it.dependence),
        ]
    };
    let rows: Vec<Vec<String>> = found.at_least.iter().map(row).collect();
    terminal.narrow_table(&header.map(str::to_owned), &rows);
}

/// The least likely targets given each other; a matrix of all of them does not fit a page.
fn show_conditional(found: &Attainment, terminal: &Terminal) {
    let mut order: Vec<usize> = (0..found.targets.len()).collect();
    order.sort_by(|a, b| {
        let alone = |k: usize| found.targets[k].alone.probability;
        alone(*a).total_cmp(&alone(*b))
    });
    let hidden = order.len().saturating_sub(COLUMNS);
    order.truncate(COLUMNS);
    order.sort_unstable();
    let (zh, en) = if hidden > 0 {
        (
            format!("这里是概率最低的 {COLUMNS} 个，全部见 conditional.csv。"),
            format!("These are the {COLUMNS} least likely; conditional.csv has all. "),
        )
    } else {
        (String::new(), String::new())
    };
    let least = found.least_paths;
    page(
        &Localized::new(
            format!(
                "列目标实现时，行目标实现的概率（%）。{zh}“–”：不到 {least} 条路径，不足为据。误差见 conditional.csv，最多 ± 10 个百分点。"
            ),
            format!(
                "How likely the row's target is when the column's is met (%). {en}–: fewer than {least} paths. Errors: conditional.csv, ± 10 points at most."
            ),
        ),
        terminal,
    );
    let mut header = vec![
        match terminal.language() {
            Language::Chinese => "目标",
            Language::English => "Target",
        }
        .to_owned(),
        "P".to_owned(),
    ];
    header.extend((1..=order.len()).map(|number| number.to_string()));
    let rows = order.iter().enumerate().map(|(number, &row)| {
        let target = &found.targets[row];
        let name = pick(&target.label, terminal);
        let mut cells = vec![
            format!("{}. {name}", number + 1),
            percent(target.alone.probability),
        ];
        cells.extend(order.iter().map(|&column| {
            let given = &found.targets[column];
            match found.given(&target.id, &given.id) {
                None => "·".to_owned(),
                Some(pair) => pair
                    .chance
                    .map_or_else(|| "–".to_owned(), |it| percent(it.probability)),
            }
        }));
        cells
    });
    let rows: Vec<Vec<String>> = rows.collect();
    terminal.narrow_table(&header, &rows);
}

/// What each target, dropped or relaxed, would do for all together, the weakest link first.
fn show_links(found: &Attainment, terminal: &Terminal) {
    let header = match terminal.language() {
        Language::Chinese => ["目标", "单独", "去掉：+百分点", "放宽到", "+百分点"],
        Language::English => ["Target", "Alone", "Dropped: +pp", "Relaxed to", "+pp"],
    };
    let mut links: Vec<&ChainLink> = found.links.iter().collect();
    links.sort_by(|a, b| {
        let gain = |it: &ChainLink| it.dropped.gain.probability;
        gain(b).total_cmp(&gain(a))
    });
    let row = |link: &ChainLink| {
        let target = found.target(&link.id).expect("a link is counted");
        let to = link.relaxed_to.as_ref();
        vec![
            pick(&target.label, terminal).to_owned(),
            percent(target.alone.probability) + "%",
            gain(found, Some(link.dropped)),
            to.map_or("–", |to| pick(to, terminal)).to_owned(),
            gain(found, link.relaxed),
        ]
    };
    let rows: Vec<Vec<String>> = links.into_iter().map(row).collect();
    terminal.narrow_table(&header.map(str::to_owned), &rows);
    let dropped = weakest(found, &found.weakest_dropped);
    let relaxed = weakest(found, &found.weakest_relaxed);
    page(
        &Localized::new(
            format!(
                "最弱的一环：去掉它，{}；放宽它，{}。",
                dropped.zh, relaxed.zh
            ),
            format!(
                "The weakest link: to drop, {}; to relax, {}.",
                dropped.en, relaxed.en
            ),
        ),
        terminal,
    );
    if !found.implied.is_empty() {
        page(
            &Localized::new(
                "去掉或放宽一个目标后，它原来包含的较低档目标仍须实现。",
                "When a target is dropped or relaxed, the lower tier's that it implied must still be met.",
            ),
            terminal,
        );
    }
}

/// Which gain most, as far as the error tells.
fn weakest(found: &Attainment, ids: &[String]) -> Localized {
    let names = |joint: &str, name: fn(&Text) -> &str| {
        let targets = ids.iter().filter_map(|id| found.target(id));
        let names: Vec<&str> = targets.map(|target| name(&target.label)).collect();
        names.join(joint)
    };
    let (zh, en) = (
        names("、", |label| &label.zh),
        names("; ", |label| &label.en),
    );
    match ids.len() {
        0 => Localized::new(
            "没有哪个目标的增益超出误差",
            "no target gains more than its error",
        ),
        1 => Localized::new(format!("“{zh}”增益最大"), format!("\"{en}\" gains most")),
        count => Localized::new(
            format!("{count} 个目标在误差之内并列：{zh}"),
            format!("{count} targets tie within the error: {en}"),
        ),
    }
}

fn pick<'t>(text: &'t Text, terminal: &Terminal) -> &'t str {
    match terminal.language() {
        Language::Chinese => &text.zh,
        Language::English => &text.en,
    }
}

fn chance(found: &Attainment, share: Probability, paths: u64) -> String {
    estimate_over(share.probability, share.std_error, paths, found.errors())
}

fn gain(found: &Attainment, gain: Option<Gain>) -> String {
    gain.map_or_else(
        || "–".to_owned(),
        |gain| chance(found, gain.gain, found.paths).replace('%', ""),
    )
}

/// A probability that follows from others, with half of its 95 % interval.
fn share(found: &Attainment, estimate: Estimate) -> String {
    let half = 100.0 * found.errors().quantile95() * estimate.std_error;
    let (value, decimals) = (100.0 * estimate.value, decimals(half));
    // What rounds to nothing, or to certainty, is neither.
    let least = 0.5 * libm::pow(10.0, -(decimals as f64));
    if value < least {
        format!("< {:.decimals$}%", 2.0 * least)
    } else if value > 100.0 - least {
        format!("> {:.decimals$}%", 100.0 - 2.0 * least)
    } else {
        format!("{value:.decimals$}% ± {half:.decimals$}")
    }
}

fn points(found: &Attainment, estimate: Estimate) -> String {
    let half = 100.0 * found.errors().quantile95() * estimate.std_error;
    let decimals = decimals(half);
    // Nothing was ever seen to differ, which is not to be known exactly.
    if half < 0.5 * libm::pow(10.0, -(decimals as f64)) {
        return "–".to_owned();
    }
    format!("{:+.decimals$} ± {half:.decimals$}", 100.0 * estimate.value)
}

/// As many decimals as show the first digit of an error in per cent: 1 to 4.
fn decimals(error: f64) -> usize {
    let shown = |decimals: &usize| error * libm::pow(10.0, *decimals as f64) >= 0.95;
    (1..4).find(shown).unwrap_or(4)
}

/// A share in whole per cent; never certain.
fn percent(share: f64) -> String {
    match 100.0 * share {
        small if small < 0.5 => "<1".to_owned(),
        great if great >= 99.5 => ">99".to_owned(),
        percent => format!("{percent:.0}"),
    }
}
