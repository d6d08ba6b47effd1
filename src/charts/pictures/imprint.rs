//! The small print: how a picture came about, so that it can be made again.

use super::super::words::Lang;
use crate::results::Summary;

/// Scenario, paths, seed and version of a run.
pub(super) fn imprint(summary: &Summary, lang: Lang) -> String {
    let run = &summary.run;
    let paths = super::super::words::grouped(run.paths as f64, 0);
    let failed = match run.failed_paths.count {
        0 => String::new(),
        count => lang.choose(
            format!("（其中 {count} 条溢出，按未达到计）"),
            format!(" ({count} overflowed and count as missed)"),
        ),
    };
    let id = &summary.scenario.id;
    lang.choose(
        format!(
            "情景 {id} · {paths} 条路径{failed} · 随机种子 {} · kapok {}",
            run.seed, run.version
        ),
        format!(
            "scenario {id} · {paths} paths{failed} · seed {} · kapok {}",
            run.seed, run.version
        ),
    )
}

/// The imprint of each of several runs.
pub(super) fn imprints(summaries: &[&Summary], lang: Lang) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for summary in summaries {
        let line = imprint(summary, lang);
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

/// What ± means; said once on a picture that uses it.
pub(super) fn plus_minus(lang: Lang) -> String {
    lang.choose(
        "“±”为 95% 置信区间的一半（只计有限路径数带来的误差）",
        "± is half the 95% interval (the error of a finite number of paths only)",
    )
    .to_owned()
}

/// Both in one line.
pub(super) fn imprint_with_error(summary: &Summary, lang: Lang) -> Vec<String> {
    vec![format!("{} · {}", imprint(summary, lang), plus_minus(lang))]
}
