//! What a reader of a back-test must know: what it cannot tell, and from how few cases.

use std::collections::BTreeMap;

use crate::results::{Backtest, ForecasterKind, LeftOutReason, Score, Severity, Text, Warning};

/// Below this probability of finding a spread 1.5 times too narrow, the tests are said to be weak.
const ENOUGH_POWER: f64 = 0.8;
/// Fewer years than this are few even for a comparison of means.
const FEW_YEARS: usize = 15;

/// The remarks, the gravest first.
pub(super) fn remarks(backtest: &Backtest) -> Vec<Warning> {
    let mut remarks: Vec<Warning> = Vec::new();
    remarks.extend(too_few(backtest));
    remarks.extend(weak(backtest));
    remarks.extend(undecided(backtest));
    remarks.extend(clustered(backtest));
    remarks.extend(left_out(backtest));
    remarks
}

fn remark(code: &str, severity: Severity, zh: String, en: String) -> Warning {
    Warning {
        code: code.to_owned(),
        severity,
        message: Text { zh, en },
        line: None,
    }
}

fn too_few(backtest: &Backtest) -> Option<Warning> {
    let (cases, years) = (backtest.cases.len(), backtest.years);
    let severity = Severity::Warning;
    if backtest.comparisons.is_empty() || backtest.power.is_none() {
        return Some(remark(
            "too-few-cases",
            severity,
            format!(
                "只有 {years} 个年份的 {cases} 个案例，太少：误差、检验和比较都不给出，各项得分只能参考。"
            ),
            format!(
                "Only {cases} cases of {years} years: too few. No errors, tests or comparisons are given, and the scores are no more than a look."
            ),
        ));
    }
    (years < FEW_YEARS).then(|| {
        remark(
            "few-years",
            severity,
            format!("只有 {years} 个年份；同一年各地受同样的冲击，所以误差按年份计，范围很宽。"),
            format!("There are only {years} years, and the places of a year share its shocks: errors count years and are wide."),
        )
    })
}

/// What the tests could have found.
fn weak(backtest: &Backtest) -> Option<Warning> {
    let power = backtest.power?;
    let cases = backtest.cases.len();
    let percent = |p: f64| format!("{:.0}", 100.0 * p);
    let (narrow, low) = (
        percent(power.spread_too_narrow),
        percent(power.too_optimistic),
    );
    let half = format!("{:.1}", 196.0 * power.std_error);
    let (severity, zh, en) = if power.spread_too_narrow < ENOUGH_POWER {
        (
            Severity::Warning,
            "案例太少，没有被拒绝不等于预测正确",
            "Too few cases: a forecast that is not rejected is not thereby right",
        )
    } else {
        (
            Severity::Note,
            "检验有多大把握发现错误",
            "What the tests would find",
        )
    };
    Some(remark(
        "power",
        severity,
        format!(
            "{zh}：这 {cases} 个案例中，若真实离散程度是预测的 1.5 倍，5% 水平的检验有 {narrow}% 的把握发现；若预测平均高出一个标准差，{low}%（±{half}）。"
        ),
        format!(
            "{en}: with these {cases} cases a test at 5% finds a true spread of 1.5 times the forecast's with probability {narrow}%, and forecasts one standard deviation too high with {low}% (±{half})."
        ),
    ))
}

/// Which of the two anchors did better, if that can be told.
fn undecided(backtest: &Backtest) -> Option<Warning> {
    let anchors = backtest.comparisons.iter().find(|it| {
        let pair = (it.first, it.second);
        it.score == Score::Crps && pair == (ForecasterKind::Targets, ForecasterKind::Record)
    })?;
    let p = anchors.p_value?;
    if p > 0.05 {
        return Some(remark(
            "anchors-alike",
            Severity::Note,
            format!("按 CRPS，“按目标”与“按记录修正”的差别不足以排除偶然（p = {p:.2}）。"),
            format!(
                "By CRPS the target and the record cannot be told apart from chance (p = {p:.2})."
            ),
        ));
    }
    let (zh, en) = if anchors.difference < 0.0 {
        ("按目标", "the target")
    } else {
        ("按记录修正", "the record")
    };
    Some(remark(
        "anchors-differ",
        Severity::Note,
        format!("按 CRPS，“{zh}”更准（p = {p:.3}）。"),
        format!("By CRPS {en} did better (p = {p:.3})."),
    ))
}

/// How alike the cases of a year are.
fn clustered(backtest: &Backtest) -> Option<Warning> {
    let tested = backtest.forecasters.iter();
    let known: Vec<f64> = tested
        .filter_map(|it| Some(it.uniformity.as_ref()?.clustering))
        .collect();
    let low = known.iter().copied().fold(f64::INFINITY, f64::min);
    let high = known.iter().copied().fold(0.0, f64::max);
    (high > 0.0).then(|| {
        remark(
            "clustered",
            Severity::Note,
            format!("同一年各地的预测误差相关（{low:.2}—{high:.2}），临界值已计入。"),
            format!("Forecast errors of one year are correlated between places ({low:.2} to {high:.2}); the critical values allow for it."),
        )
    })
}

/// How many targets are not judged, and why.
fn left_out(backtest: &Backtest) -> Option<Warning> {
    if backtest.left_out.is_empty() {
        return None;
    }
    let mut counts: BTreeMap<LeftOutReason, usize> = BTreeMap::new();
    for it in &backtest.left_out {
        *counts.entry(it.reason).or_default() += 1;
    }
    let reasons = |zh: bool| -> Vec<String> {
        let told = |(reason, count): (&LeftOutReason, &usize)| {
            let (in_zh, in_en) = words(*reason);
            if zh {
                format!("{count} 个{in_zh}")
            } else {
                format!("{count} {in_en}")
            }
        };
        counts.iter().map(told).collect()
    };
    let (left, all) = (backtest.left_out.len(), backtest.record.targets);
    Some(remark(
        "left-out",
        Severity::Note,
        format!(
            "{all} 个目标中有 {left} 个不评判：{}。",
            reasons(true).join("，")
        ),
        format!(
            "{left} of {all} targets are not judged: {}.",
            reasons(false).join(", ")
        ),
    ))
}

fn words(reason: LeftOutReason) -> (&'static str, &'static str) {
    match reason {
        LeftOutReason::FewOwnYears => (
            "之前当地的目标与实绩不足 5 年",
            "with fewer than 5 earlier years of the place",
        ),
        LeftOutReason::NoLastGrowth => ("缺上一年的实绩", "without last year's outcome"),
        LeftOutReason::FewChanges => (
            "之前各地合计不足 5 次增速变化",
            "with fewer than 5 earlier changes of growth",
        ),
        LeftOutReason::NoSpread => ("之前的偏差没有离散", "whose past errors have no spread"),
    }
}
