//! The table of outcomes known since on the terminal: where each lies among the paths.

use super::target_table::Numbers;
use super::terminal::Terminal;
use crate::analysis::rounded;
use crate::quantity::{Language, Localized};
use crate::results::{ActualSummary, Summary};

/// Prints every outcome, if there are any, and how many lie inside the range of nine tenths of the paths.
pub(super) fn show(summary: &Summary, terminal: &Terminal) {
    if summary.actuals.is_empty() {
        return;
    }
    let numbers = Numbers::new(summary, terminal);
    let header: Vec<String> = match terminal.language() {
        Language::Chinese => [
            "实际值",
            "年份",
            "实际",
            "中位数",
            "5%–95% 范围",
            "所在百分位",
        ],
        Language::English => [
            "Outcome",
            "Year",
            "Actual",
            "Median",
            "5 % – 95 %",
            "Percentile",
        ],
    }
    .map(str::to_owned)
    .into();
    let rows: Vec<Vec<String>> = summary
        .actuals
        .iter()
        .filter_map(|actual| row(summary, actual, numbers))
        .collect();
    terminal.table(&header, &rows);
    // What is on another base lies nowhere among the paths.
    let comparable = || summary.actuals.iter().filter(|it| !it.other_base);
    let (inside, all) = (
        comparable().filter(|it| it.inside_90).count(),
        comparable().count(),
    );
    terminal.line(terminal.say(&Localized::new(
        format!("{all} 个口径相同的实际值中，{inside} 个在 5%–95% 范围内；它们没有参与模拟。"),
        format!("{inside} of {all} outcomes on the same base lie inside the 5 % – 95 % range; the simulation did not use them."),
    )));
}

fn row(summary: &Summary, actual: &ActualSummary, numbers: Numbers) -> Option<Vec<String>> {
    let indicator = summary.indicators.get(&actual.indicator)?;
    let t = summary.years.iter().position(|year| *year == actual.year)?;
    let number = |value: f64| numbers.text(value, indicator.measured());
    let quantile = |p: &str| number(indicator.quantiles[p][t]);
    let outside = match numbers.language() {
        Language::Chinese if actual.other_base => "（口径不同）",
        Language::English if actual.other_base => " (other base)",
        _ if actual.inside_90 => "",
        Language::Chinese => "（范围外）",
        Language::English => " (outside)",
    };
    Some(vec![
        numbers.label(&indicator.label).to_owned(),
        actual.year.to_string(),
        number(actual.value),
        quantile("0.5"),
        format!("{} – {}", quantile("0.05"), quantile("0.95")),
        format!(
            "{}{outside}",
            rounded(actual.percentile, actual.std_error, &summary.run)
        ),
    ])
}
