//! The table of targets on the terminal.

use super::terminal::Terminal;
use crate::analysis::estimate;
use crate::quantity::{Language, Localized, Money, MoneyUnit, format_money};
use crate::results::{Summary, TargetSummary, TargetValue};

/// Prints every target with its probability and error, and the joint probability below.
pub(super) fn show(summary: &Summary, terminal: &Terminal) {
    if summary.targets.is_empty() {
        terminal.line(terminal.say(&Localized::new(
            "情景没有目标。",
            "The scenario has no targets.",
        )));
        return;
    }
    let chinese = terminal.language() == Language::Chinese;
    let numbers = Numbers::new(summary, terminal);
    let any_unseeded = summary.targets.iter().any(|t| t.seed);
    let mut header: Vec<String> = if chinese {
        ["目标", "年份", "要求", "中位数", "概率（±95%半宽）"]
            .map(str::to_owned)
            .into()
    } else {
        [
            "Target",
            "Year",
            "Asked",
            "Median",
            "Probability (± half of 95 %)",
        ]
        .map(str::to_owned)
        .into()
    };
    if any_unseeded {
        header.push(
            if chinese {
                "不以计划为前提"
            } else {
                "Not presuming the plan"
            }
            .to_owned(),
        );
    }
    let mut order: Vec<&TargetSummary> = summary.targets.iter().collect();
    order.sort_by(|a, b| {
        a.year
            .cmp(&b.year)
            .then(b.probability.total_cmp(&a.probability))
    });
    let rows: Vec<Vec<String>> = order
        .into_iter()
        .map(|target| row(summary, target, numbers, any_unseeded))
        .collect();
    terminal.table(&header, &rows);
    if let Some(joint) = &summary.joint {
        let probability = estimate(joint.probability, joint.std_error, summary.run.paths);
        terminal.line(terminal.say(&Localized::new(
            format!(
                "{} 个目标同时实现的概率：{probability}",
                joint.targets.len()
            ),
            format!(
                "All {} targets together: {probability}",
                joint.targets.len()
            ),
        )));
    }
}

fn row(
    summary: &Summary,
    target: &TargetSummary,
    numbers: Numbers,
    any_unseeded: bool,
) -> Vec<String> {
    let indicator = &summary.indicators[&target.indicator];
    let label = match numbers.language {
        Language::Chinese => &indicator.label.zh,
        Language::English => &indicator.label.en,
    };
    let mut row = vec![
        label.clone(),
        target.year.to_string(),
        asked(target, &indicator.unit, numbers),
        numbers.text(target.median, &indicator.unit),
        estimate(target.probability, target.std_error, summary.run.paths),
    ];
    if any_unseeded {
        row.push(
            target
                .not_presumed()
                .map(|p| format!("{:.1}%", 100.0 * p))
                .unwrap_or_default(),
        );
    }
    row
}

pub(super) fn asked(target: &TargetSummary, unit: &str, numbers: Numbers) -> String {
    let number = |value: f64| numbers.text(value, unit);
    match (target.value, target.comparator.as_str()) {
        (TargetValue::Range([low, high]), _) => format!("{} – {}", number(low), number(high)),
        (TargetValue::One(value), "at_least") => format!("≥ {}", number(value)),
        (TargetValue::One(value), "at_most") => format!("≤ {}", number(value)),
        (TargetValue::One(value), _) => format!(
            "{} ± {}",
            number(value),
            number(target.within.unwrap_or(0.0))
        ),
    }
}

/// How numbers are written: percent for rates and shares, people's units for money.
#[derive(Clone, Copy)]
pub(super) struct Numbers {
    language: Language,
    money: Option<MoneyUnit>,
}

impl Numbers {
    /// In the terminal's language and the summary's money.
    pub(super) fn new(summary: &Summary, terminal: &Terminal) -> Self {
        Self {
            language: terminal.language(),
            money: MoneyUnit::from_words(&summary.scenario.money),
        }
    }

    /// A value of an indicator of this unit.
    pub(super) fn text(self, value: f64, unit: &str) -> String {
        match (unit, self.money) {
            ("rate" | "share", _) => format!("{:.1}%", 100.0 * value),
            ("money", Some(money)) => format_money(Money::new(value), money, self.language),
            ("money", None) => format!("{value:.1}"),
            _ => format!("{value:.3}"),
        }
    }
}
