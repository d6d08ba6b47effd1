//! The tables of `kapok backtest` on the terminal.

use super::terminal::{PAGE, Terminal};
use super::wrap::wrap;
use crate::quantity::{Language, Localized};
use crate::results::{
    Backtest, Forecaster, ForecasterKind, Mean, MonteCarloTest, Score, ScoreComparison, Severity,
};

/// Prints how the forecasters did, whether their forecasts are calibrated, and whether they differ.
pub(super) fn show(backtest: &Backtest, terminal: &Terminal) {
    told(&heading(backtest), terminal);
    scores(backtest, terminal);
    calibration(backtest, terminal);
    if !backtest.comparisons.is_empty() {
        comparisons(backtest, terminal);
    }
    told(&meaning(), terminal);
    for remark in &backtest.remarks {
        let (zh, en) = match remark.severity {
            Severity::Warning => ("警告：", "warning: "),
            Severity::Note => ("说明：", "note: "),
        };
        told(
            &Localized::new(
                format!("{zh}{}", remark.message.zh),
                format!("{en}{}", remark.message.en),
            ),
            terminal,
        );
    }
}

fn told(text: &Localized, terminal: &Terminal) {
    for line in wrap(terminal.say(text), PAGE, "") {
        terminal.line(&line);
    }
}

fn heading(backtest: &Backtest) -> Localized {
    let record = &backtest.record;
    let (name, places) = (&record.name, record.places.len());
    let (cases, years) = (backtest.cases.len(), backtest.years);
    let first = backtest.cases.first().map_or(0, |case| case.year);
    let last = backtest.cases.last().map_or(0, |case| case.year);
    let met = backtest.cases.iter().filter(|case| case.met).count();
    let share = format!("{:.0}%", 100.0 * backtest.met.mean);
    Localized::new(
        format!(
            "{name}：{places} 个地方，评判 {cases} 个目标（{first}—{last} 年中的 {years} 年），实现 {met} 个（{share}）；每年只用以前的数据预测"
        ),
        format!(
            "{name}: {places} places, {cases} targets judged in {years} years of {first}–{last}, {met} ({share}) of them met; every year forecast from earlier ones only"
        ),
    )
}

/// A header in the terminal's language.
fn header(terminal: &Terminal, zh: &[&str], en: &[&str]) -> Vec<String> {
    let words = match terminal.language() {
        Language::Chinese => zh,
        Language::English => en,
    };
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn name(kind: ForecasterKind, terminal: &Terminal) -> String {
    let name = kind.name();
    match terminal.language() {
        Language::Chinese => name.zh,
        Language::English => name.en,
    }
}

/// A mean times `unit` with its error, to the error's first two digits or to `decimals` where there is none.
fn mean(mean: Mean, unit: f64, signed: bool) -> String {
    let value = unit * mean.mean;
    let shown = |decimals: usize| {
        if signed {
            format!("{value:+.decimals$}")
        } else {
            format!("{value:.decimals$}")
        }
    };
    match mean.half_width.map(|half| unit * half) {
        Some(half) => {
            let decimals = decimals(half);
            format!("{} ± {half:.decimals$}", shown(decimals))
        }
        None => shown(2),
    }
}

/// Decimals that show an error's first digit, at least one and at most three.
fn decimals(half: f64) -> usize {
    if half >= 0.95 {
        1
    } else if half >= 0.095 {
        2
    } else {
        3
    }
}

fn scores(backtest: &Backtest, terminal: &Terminal) {
    let zh = ["预测", "偏差（点）", "CRPS（点）", "对数得分", "Brier"];
    let en = ["Forecast", "Bias (pts)", "CRPS (pts)", "Log score", "Brier"];
    let rows = backtest.forecasters.iter().map(|it| {
        vec![
            name(it.id, terminal),
            mean(it.bias, 100.0, true),
            mean(it.crps, 100.0, false),
            mean(it.log_score, 1.0, false),
            mean(it.brier, 1.0, false),
        ]
    });
    terminal.narrow_table(&header(terminal, &zh, &en), &rows.collect::<Vec<_>>());
}

fn calibration(backtest: &Backtest, terminal: &Terminal) {
    let zh = [
        "预测",
        "预计实现",
        "50%",
        "80%",
        "90%",
        "PIT：KS p",
        "Berkowitz p",
    ];
    let en = [
        "Forecast",
        "P(met)",
        "50%",
        "80%",
        "90%",
        "PIT: KS p",
        "Berkowitz p",
    ];
    let percent = |share: f64| format!("{:.0}%", 100.0 * share);
    let row = |it: &Forecaster| {
        let mut row = vec![name(it.id, terminal), percent(it.probability_met)];
        row.extend(it.coverage.iter().map(|coverage| percent(coverage.share)));
        let tests = it.uniformity.as_ref();
        let tests = tests.map(|tests| {
            [&tests.kolmogorov_smirnov, &tests.berkowitz].map(MonteCarloTest::shown_p)
        });
        row.extend(tests.unwrap_or(["–".to_owned(), "–".to_owned()]));
        row
    };
    let rows: Vec<Vec<String>> = backtest.forecasters.iter().map(row).collect();
    terminal.narrow_table(&header(terminal, &zh, &en), &rows);
}

/// Each anchor against every other forecaster, by CRPS.
fn comparisons(backtest: &Backtest, terminal: &Terminal) {
    let zh = ["甲 − 乙", "CRPS 之差（点）", "DM", "p"];
    let en = ["A − B", "CRPS difference (pts)", "DM", "p"];
    let anchors = [ForecasterKind::Targets, ForecasterKind::Record];
    let shown = |it: &&ScoreComparison| it.score == Score::Crps && anchors.contains(&it.first);
    let row = |it: &ScoreComparison| {
        let of = |value: Option<f64>, decimals: usize| {
            value.map_or("–".to_owned(), |value| format!("{value:.decimals$}"))
        };
        let difference = Mean {
            mean: it.difference,
            half_width: Some(it.half_width),
        };
        vec![
            format!(
                "{} − {}",
                name(it.first, terminal),
                name(it.second, terminal)
            ),
            mean(difference, 100.0, true),
            of(it.statistic, 2),
            of(it.p_value, 3),
        ]
    };
    let rows: Vec<Vec<String>> = backtest.comparisons.iter().filter(shown).map(row).collect();
    terminal.narrow_table(&header(terminal, &zh, &en), &rows);
}

fn meaning() -> Localized {
    Localized::new(
        "偏差为实际减预测；得分越小越好；± 为 95% 区间的一半，误差按年份计。预计实现为各预测给出的实现概率的平均。50%、80%、90% 为落入相应预测区间的比例。p 为预测正确时出现这样偏离的概率（模拟）；DM 为 Diebold–Mariano 检验（小样本修正）。",
        "Bias: outcome less forecast. Scores: less is better; ± is half of the 95% interval, by the spread between years. P(met): mean forecast probability of meeting the target. 50%, 80%, 90%: share of outcomes inside these intervals. p: chance of such a deviation if the forecasts were right (simulated). DM: Diebold–Mariano test, small-sample correction.",
    )
}
