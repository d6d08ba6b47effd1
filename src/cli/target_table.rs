//! The table of targets on the terminal.

use super::terminal::Terminal;
use crate::analysis::{estimate, rounded};
use crate::quantity::{Language, Localized, Money, MoneyUnit, format_count, format_money};
use crate::results::{IndicatorSummary, JointSummary, Summary, TargetSummary, TargetValue, Text};
use crate::scenario::tier_name;

/// Prints every target with its probability and error, and the joint probabilities below.
pub(super) fn show(summary: &Summary, terminal: &Terminal) {
    if summary.targets.is_empty() {
        if summary.milestones.is_empty() {
            terminal.line(terminal.say(&Localized::new(
                "情景没有目标。",
                "The scenario has no targets.",
            )));
        }
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
                "不以规划为前提"
            } else {
                "Not assuming the plan"
            }
            .to_owned(),
        );
    }
    let any_actual = summary.targets.iter().any(|t| t.actual.is_some());
    if any_actual {
        header.push(if chinese { "实际" } else { "Actual" }.to_owned());
    }
    let mut order: Vec<&TargetSummary> = summary.targets.iter().collect();
    order.sort_by(|a, b| {
        a.year
            .cmp(&b.year)
            .then(b.probability.total_cmp(&a.probability))
    });
    let rows: Vec<Vec<String>> = order
        .into_iter()
        .map(|target| row(summary, target, numbers, any_unseeded, any_actual))
        .collect();
    terminal.table(&header, &rows);
}

/// Prints the chance that all targets are met together, and those of each tier.
pub(super) fn show_joint(summary: &Summary, terminal: &Terminal) {
    let chance = |joint: &JointSummary| estimate(joint.probability, joint.std_error, &summary.run);
    if let Some(joint) = &summary.joint {
        let (count, probability) = (joint.targets.len(), chance(joint));
        let implied = summary.targets.len().saturating_sub(count);
        let (zh, en) = if implied > 0 {
            (
                format!("（另 {implied} 个由要求更高的档次包含）"),
                format!(" ({implied} more are implied by a tier that asks for more)"),
            )
        } else {
            (String::new(), String::new())
        };
        terminal.line(terminal.say(&Localized::new(
            format!("{count} 个目标同时实现的概率{zh}：{probability}"),
            format!("All {count} targets together{en}: {probability}"),
        )));
    }
    for tier in summary.tiers.iter().filter(|it| it.joint.targets.len() > 1) {
        let (count, probability) = (tier.joint.targets.len(), chance(&tier.joint));
        let name = tier_name(&tier.tier);
        let (zh, en) = (&name.zh, &name.en);
        terminal.line(terminal.say(&Localized::new(
            format!("“{zh}”档 {count} 个目标同时实现的概率：{probability}"),
            format!("All {count} targets of the tier \"{en}\" together: {probability}"),
        )));
    }
}

/// A label with its tier, if it has one.
pub(super) fn with_tier(label: &str, tier: Option<&str>, language: Language) -> String {
    let name = tier.map(tier_name);
    match (name, language) {
        (None, _) => label.to_owned(),
        (Some(name), Language::Chinese) => format!("{label}（{}）", name.zh),
        (Some(name), Language::English) => format!("{label} ({})", name.en),
    }
}

fn row(
    summary: &Summary,
    target: &TargetSummary,
    numbers: Numbers,
    any_unseeded: bool,
    any_actual: bool,
) -> Vec<String> {
    let indicator = &summary.indicators[&target.indicator];
    let label = numbers.label(&indicator.label);
    let mut row = vec![
        with_tier(label, target.tier.as_deref(), numbers.language),
        target.year.to_string(),
        asked(target, indicator, numbers),
        numbers.text(target.median, indicator.measured()),
        estimate(target.probability, target.std_error, &summary.run),
    ];
    if any_unseeded {
        row.push(
            target
                .not_presumed()
                .map(|p| rounded(p, target.not_presumed_error().unwrap_or(0.0), &summary.run))
                .unwrap_or_default(),
        );
    }
    if any_actual {
        row.push(came_to_be(target, indicator, numbers).unwrap_or_default());
    }
    row
}

/// What came of a target, where it is known.
fn came_to_be(
    target: &TargetSummary,
    indicator: &IndicatorSummary,
    numbers: Numbers,
) -> Option<String> {
    let value = numbers.text(target.actual?, indicator.measured());
    let verdict = match (target.met?, numbers.language) {
        (true, Language::Chinese) => "达到",
        (false, Language::Chinese) => "未达到",
        (true, Language::English) => "met",
        (false, Language::English) => "missed",
    };
    Some(format!("{value} {verdict}"))
}

pub(super) fn asked(
    target: &TargetSummary,
    indicator: &IndicatorSummary,
    numbers: Numbers,
) -> String {
    let number = |value: f64| numbers.text(value, indicator.measured());
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
        Self::in_money(&summary.scenario.money, terminal)
    }

    /// In the terminal's language and this unit of money.
    pub(super) fn in_money(money: &str, terminal: &Terminal) -> Self {
        Self {
            language: terminal.language(),
            money: MoneyUnit::from_words(money),
        }
    }

    /// The language that numbers and names are in.
    pub(super) fn language(self) -> Language {
        self.language
    }

    /// A text of the summary.
    pub(super) fn label(self, text: &Text) -> &str {
        match self.language {
            Language::Chinese => &text.zh,
            Language::English => &text.en,
        }
    }

    /// What follows a number of this unit that people read in hundredths: `%`, or percentage points; `None` for other units.
    pub(super) fn in_hundredths(self, unit: &str) -> Option<&'static str> {
        match (unit, self.language) {
            ("rate" | "share", _) => Some("%"),
            ("points", Language::Chinese) => Some("个百分点"),
            ("points", Language::English) => Some(" pp"),
            _ => None,
        }
    }

    /// A value in this unit, and for a count what is counted.
    pub(super) fn text(self, value: f64, (unit, counted_in): (&str, Option<&str>)) -> String {
        if let Some(word) = counted_in {
            return format_count(value, word, self.language);
        }
        if let Some(suffix) = self.in_hundredths(unit) {
            return format!("{:.1}{suffix}", 100.0 * value);
        }
        match (unit, self.money) {
            ("money", Some(money)) => format_money(Money::new(value), money, self.language),
            ("money", None) => format!("{value:.1}"),
            _ => format!("{value:.3}"),
        }
    }

    /// A difference of two values in this unit, with its sign, and half of its 95 % interval if it is known; rates in percentage points.
    pub(super) fn change(
        self,
        difference: f64,
        half: Option<f64>,
        measured: (&str, Option<&str>),
    ) -> String {
        let size = |value: f64| match measured {
            (unit, None) if self.in_hundredths(unit).is_some() => {
                format!("{:.2}", 100.0 * value.abs())
            }
            _ => self.text(value.abs(), measured),
        };
        let text = size(difference);
        let sign = match text.bytes().any(|b| (b'1'..=b'9').contains(&b)) {
            true if difference < 0.0 => "−",
            true => "+",
            false => "",
        };
        match half {
            Some(half) => format!("{sign}{text} ± {}", size(half)),
            None => format!("{sign}{text}"),
        }
    }
}
