//! What the pictures of a back-test have in common: its name, its small print, colour and mark of a forecaster.

use super::super::backend::Color;
use super::super::page::{Marker, color};
use super::super::words::{Lang, grouped};
use crate::results::Backtest;

/// What is back-tested.
pub(super) fn subtitle(backtest: &Backtest, lang: Lang) -> String {
    let (cases, years) = (backtest.cases.len(), backtest.years);
    let first = backtest.cases.first().map_or(0, |case| case.year);
    let last = backtest.cases.last().map_or(0, |case| case.year);
    let span = lang.years(first, last);
    lang.choose(
        format!("提前一年预测 {cases} 个目标（{span}，{years} 个年份），只用当年以前的数据"),
        format!("{cases} targets forecast one year ahead ({span}, {years} years), from earlier years only"),
    )
}

/// How the picture came about.
pub(super) fn imprint(backtest: &Backtest, lang: Lang) -> String {
    let (name, seed, version) = (&backtest.record.name, backtest.seed, &backtest.version);
    let draws = grouped(backtest.draws as f64, 0);
    lang.choose(
        format!("数据 {name} · 临界值模拟 {draws} 次 · 随机种子 {seed} · kapok {version}"),
        format!("data {name} · critical values from {draws} draws · seed {seed} · kapok {version}"),
    )
}

/// What a picture without any test was made from.
pub(super) fn source(backtest: &Backtest, lang: Lang) -> String {
    let (name, version) = (&backtest.record.name, &backtest.version);
    lang.choose(
        format!("数据 {name} · kapok {version}"),
        format!("data {name} · kapok {version}"),
    )
}

/// The colour of the k-th forecaster or place.
pub(super) fn ink(k: usize) -> Color {
    color::SCENARIOS[k % color::SCENARIOS.len()]
}

/// The mark of the k-th forecaster or place.
pub(super) fn marker(k: usize) -> Marker {
    Marker::SCENARIOS[k % Marker::SCENARIOS.len()]
}
