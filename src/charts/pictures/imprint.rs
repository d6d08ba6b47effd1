//! The small print: how a picture came about, so that it can be made again.

use super::super::words::{Lang, Word, not_presumed};
use crate::results::{RunInfo, Summary, TargetSummary};

/// Scenario, paths, seed and version of a run.
pub(super) fn imprint(summary: &Summary, lang: Lang) -> String {
    line(summary, &identity(summary, lang), lang)
}

fn line(summary: &Summary, id: &str, lang: Lang) -> String {
    let run = &summary.run;
    let paths = super::super::words::grouped(run.paths as f64, 0);
    let failed = match run.failed_paths.count {
        0 => String::new(),
        count => lang.choose(
            format!("（其中 {count} 条溢出，按未达到计）"),
            format!(" ({count} overflowed and count as missed)"),
        ),
    };
    let sampler = match run.replicates {
        None => String::new(),
        Some(_) => lang.choose(
            format!(" · 抽样 {}", run.sampler),
            format!(" · sampler {}", run.sampler),
        ),
    };
    lang.choose(
        format!(
            "情景 {id} · {paths} 条路径{failed} · 随机种子 {}{sampler} · kapok {}",
            run.seed, run.version
        ),
        format!(
            "scenario {id} · {paths} paths{failed} · seed {}{sampler} · kapok {}",
            run.seed, run.version
        ),
    )
}

/// A scenario's id, with the variant's.
fn identity(summary: &Summary, lang: Lang) -> String {
    let id = &summary.scenario.id;
    match &summary.scenario.variant {
        None => id.clone(),
        Some(variant) => lang.choose(
            format!("{id}（方案 {}）", variant.id),
            format!("{id} (variant {})", variant.id),
        ),
    }
}

/// The imprint of each of several runs; variants that were run alike share one.
pub(super) fn imprints(summaries: &[&Summary], lang: Lang) -> Vec<String> {
    let variants: Vec<&str> = summaries
        .iter()
        .filter_map(|summary| summary.scenario.variant.as_ref())
        .map(|variant| variant.id.as_str())
        .collect();
    let alike = |pair: &[&Summary]| {
        pair[0].run == pair[1].run && pair[0].scenario.id == pair[1].scenario.id
    };
    if !variants.is_empty() && summaries.windows(2).all(alike) {
        let line = line(summaries[0], &summaries[0].scenario.id, lang);
        let named = variants.join(lang.choose("、", ", "));
        return vec![lang.choose(
            format!("{line} · 方案 {named}"),
            format!("{line} · variants {named}"),
        )];
    }
    let mut lines: Vec<String> = Vec::new();
    for summary in summaries {
        let line = imprint(summary, lang);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

/// Of a picture that shows no draw: scenario and version.
pub(super) fn unsimulated(summary: &Summary, lang: Lang) -> String {
    let (id, version) = (identity(summary, lang), &summary.run.version);
    lang.choose(
        format!("情景 {id} · 由投入系数算出，没有抽样误差 · kapok {version}"),
        format!(
            "scenario {id} · from the input coefficients, without sampling error · kapok {version}"
        ),
    )
}

/// What ± means; said once on a picture that uses it.
pub(super) fn plus_minus(lang: Lang) -> String {
    lang.choose(
        "“±”为 95% 置信区间的一半（只计有限路径数带来的误差）",
        "± is half the 95% interval (the error of a finite number of paths only)",
    )
    .to_owned()
}

/// What a probability that does not assume the plan is; said once on a picture that has one of these targets beside others.
pub(super) fn unseeded<'a>(
    targets: impl IntoIterator<Item = &'a TargetSummary>,
    run: &RunInfo,
    lang: Lang,
) -> Option<String> {
    let mut targets = targets.into_iter();
    targets.find_map(|target| not_presumed(target, run))?;
    let word = Word::Unseeded.say(lang);
    Some(lang.choose(
        format!("“{word}”：以趋势代替规划目标"),
        format!("“{word}”: with trends in place of planned targets"),
    ))
}

/// Both in one line, and what a probability that does not assume the plan is where a target has one.
pub(super) fn imprint_of_targets(
    summary: &Summary,
    targets: &[&TargetSummary],
    lang: Lang,
) -> Vec<String> {
    let mut paragraphs = imprint_with_error(summary, lang);
    let note = unseeded(targets.iter().copied(), &summary.run, lang);
    if let Some(text) = note {
        paragraphs[0] = format!("{} · {text}", paragraphs[0]);
    }
    paragraphs
}

/// Which vintage an indicator's history is of; `None` where it has none or does not say.
pub(super) fn vintage(summary: &Summary, indicator: &str, lang: Lang) -> Option<String> {
    let mut known = summary.history.iter();
    let known = known.find(|known| known.indicator == indicator)?;
    let text = known.vintage.as_ref()?;
    Some(lang.choose(
        format!("历史：{}", text.zh),
        format!("history: {}", text.en),
    ))
}

/// Both in one line.
pub(super) fn imprint_with_error(summary: &Summary, lang: Lang) -> Vec<String> {
    vec![format!("{} · {}", imprint(summary, lang), plus_minus(lang))]
}
