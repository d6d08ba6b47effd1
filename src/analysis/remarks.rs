//! What a reader must know before trusting the numbers of a run.

use super::proportion::estimate;
use crate::results::{Severity, Summary, TargetSummary, Text, Warning};

/// The remarks on a summary, the gravest first.
pub(super) fn remarks(summary: &Summary) -> Vec<Warning> {
    let mut remarks: Vec<Warning> = Vec::new();
    remarks.extend(failed(summary));
    remarks.extend(
        summary
            .targets
            .iter()
            .filter_map(|target| seeded(summary, target)),
    );
    remarks.extend(few_paths(summary));
    remarks.extend(uneven_points(summary));
    remarks.extend(skewed(summary));
    remarks
}

fn warning(code: &str, severity: Severity, zh: String, en: String) -> Warning {
    Warning {
        code: code.to_owned(),
        severity,
        message: Text { zh, en },
        line: None,
    }
}

fn failed(summary: &Summary) -> Option<Warning> {
    let failed = &summary.run.failed_paths;
    let first = failed.first.as_ref()?;
    let share = 100.0 * failed.count as f64 / summary.run.paths as f64;
    Some(warning(
        "failed-paths",
        Severity::Warning,
        format!(
            "{} 条路径（{share:.3} %）数值溢出，按未达标计，不进入其他统计；最早的是第 {} 条路径 {} 年的 {}。",
            failed.count, first.path, first.year, first.indicator
        ),
        format!(
            "{} paths ({share:.3} %) left the numbers; they count as missed and are in no other statistic. The first is path {} in {}, {}.",
            failed.count, first.path, first.year, first.indicator
        ),
    ))
}

/// The sentence that says which probability assumes the plan.
fn seeded(summary: &Summary, target: &TargetSummary) -> Option<Warning> {
    let run = &summary.run;
    let with = estimate(target.probability, target.std_error, run);
    let without = estimate(target.not_presumed()?, target.not_presumed_error()?, run);
    let label = &summary.indicators[&target.indicator].label;
    let (zh, en) = match presumed(summary, target) {
        Some(mu) => (
            format!("（即假定剩余生产率增速为每年 {:.2} 个百分点）", 100.0 * mu),
            format!(
                " (it presumes a residual productivity growth of {:.2} % a year)",
                100.0 * mu
            ),
        ),
        None => (String::new(), String::new()),
    };
    Some(warning(
        "seeded-target",
        Severity::Note,
        format!(
            "“{}”（{} 年）本身是中心路径的输入：{with} 是“计划的前提成立时”的概率{zh}；不以它为前提，概率是 {without}。",
            label.zh, target.year
        ),
        format!(
            "\"{}\" ({}) is itself an input of the central path: {with} is its probability if the plan's assumptions hold{en}; \
             without presuming it, the probability is {without}.",
            label.en, target.year
        ),
    ))
}

/// μ of the target's year, when the target is on the growth of the region (or of the only one).
fn presumed(summary: &Summary, target: &TargetSummary) -> Option<f64> {
    let region = match target.indicator.strip_suffix("gdp.growth")? {
        "" if summary.anchor.len() == 1 => summary.anchor.values().next()?,
        prefix => summary.anchor.get(prefix.trim_end_matches('.'))?,
    };
    let year = summary.years.iter().position(|year| *year == target.year)?;
    region.adjustment.get(year).copied()
}

fn few_paths(summary: &Summary) -> Option<Warning> {
    (summary.run.paths < 1000).then(|| {
        warning(
            "few-paths",
            Severity::Warning,
            format!(
                "只有 {} 条路径：概率的误差很大，分位数只供参考。",
                summary.run.paths
            ),
            format!(
                "Only {} paths: probabilities are rough and quantiles are no more than hints.",
                summary.run.paths
            ),
        )
    })
}

/// Quasi-random points that do not come in a full net: correct, with part of the gain lost.
fn uneven_points(summary: &Summary) -> Option<Warning> {
    let (paths, replicates) = (summary.run.paths, summary.run.replicates?);
    let full = paths.is_multiple_of(replicates) && (paths / replicates).is_power_of_two();
    let below = replicates << (paths / replicates).max(1).ilog2();
    (!full).then(|| {
        warning(
            "uneven-points",
            Severity::Note,
            format!(
                "{paths} 条路径没有取满拟随机点的整网：结果照样正确，但误差比取 {below} 或 {} 条时相对要大。",
                2 * below
            ),
            format!(
                "{paths} paths are no full net of quasi-random points: right all the same, but with {below} or {} paths the errors gain more.",
                2 * below
            ),
        )
    })
}

/// Medians off the central path by more than their error: skewed margins, or execution below plan.
fn skewed(summary: &Summary) -> Option<Warning> {
    let below = summary.targets.iter().filter(|t| {
        let sd = summary.indicators[&t.indicator].sd[(t.year - summary.years[0]) as usize];
        t.median < t.central - 0.1 * sd
    });
    let count = below.count();
    (count > 0).then(|| {
        warning(
            "median-below-central",
            Severity::Note,
            format!(
                "{count} 个目标的中位数低于中心路径：执行率的均值低于 1、事件只向下、分布偏斜都会如此；中心路径没有冲击和事件、投资按情景安排完成，不是最可能的结果。"
            ),
            format!(
                "{count} targets have a median below the central path: execution below plan, events that only hurt and skewed shocks \
                 do that. The central path, without shocks or events and with investment as scheduled, is not the likeliest outcome."
            ),
        )
    })
}
