//! What `kapok attribute` says on the terminal.

use super::drawing;
use super::target_table::Numbers;
use super::terminal::{PAGE, Terminal};
use super::wrap::wrap;
use crate::charts::change_text;
use crate::quantity::{Language, Localized};
use crate::results::{AttributedQuantity, Attribution, Measured, QuantityKind, SharingOut, Text};

/// Prints what the gaps of all probabilities are put down to, and of the medians of judged indicators.
pub(super) fn show(found: &Attribution, terminal: &Terminal) {
    let told = Told { found, terminal };
    told.method();
    told.changes();
    let probabilities = |kind: QuantityKind| kind.is_probability();
    told.table(&probabilities, ("概率（百分点）", "Probability (points)"));
    told.table(&|kind| kind == QuantityKind::Median, ("中位数", "Median"));
}

struct Told<'a> {
    found: &'a Attribution,
    terminal: &'a Terminal,
}

impl Told<'_> {
    fn say(&self, zh: String, en: String) {
        let text = Localized::new(zh, en);
        for line in wrap(self.terminal.say(&text), PAGE, "  ") {
            self.terminal.line(&line);
        }
    }

    fn pick(&self, text: &Text) -> String {
        match self.terminal.language() {
            Language::Chinese => text.zh.clone(),
            Language::English => text.en.clone(),
        }
    }

    /// How the gap is shared out, over how many paths, under which calibration.
    fn method(&self) {
        let it = self.found;
        let (count, paths) = (it.combinations, it.paths);
        match it.method {
            SharingOut::Shapley => self.say(
                format!("贡献为夏普利值：改动的 {count} 种组合各模拟 {paths} 条同样的路径，对所有先后次序取平均。"),
                format!("Contributions are Shapley values: {count} combinations of the changes over the same {paths} paths, the mean over all orders."),
            ),
            SharingOut::StatedOrder => self.say(
                format!("改动按文件中的次序逐项加上（{count} 个情景，各 {paths} 条同样的路径）：各项贡献与次序有关。"),
                format!("The changes come in the order of the file ({count} scenarios over the same {paths} paths): a contribution depends on that order."),
            ),
        }
        if !it.calibration_kept {
            self.say(
                "有改动涉及锚、作前提的目标或基年账户：校准随之重新求解，它的贡献含重新求解的作用。".to_owned(),
                "A change touches the anchor, a seeding target or an account of the base year: the calibration is solved anew with it, and its contribution includes that.".to_owned(),
            );
        }
    }

    /// The changes by number, and why some are taken together.
    fn changes(&self) {
        let lang = drawing::lang(self.terminal);
        for (place, change) in self.found.changes.iter().enumerate() {
            let text = format!("({}) {}", place + 1, change_text(change, lang));
            for line in wrap(&text, PAGE, "    ") {
                self.terminal.line(&line);
            }
            if let Some(because) = &change.because {
                let why = self.pick(because);
                self.say(
                    format!("    这几项合为一项，因为缺一不可：{why}"),
                    format!("    taken together, for one without the other would not do: {why}"),
                );
            }
        }
    }

    /// A block for each quantity of a kind that any change moves by more than its error.
    fn table(&self, wanted: &dyn Fn(QuantityKind) -> bool, (zh, en): (&str, &str)) {
        let all = self.found.quantities.iter().filter(|it| wanted(it.kind));
        let moved = |it: &&AttributedQuantity| {
            let mut parts = it.contributions.iter();
            parts.any(|it| it.estimate.value.abs() > it.half_width)
        };
        let (moved, still): (Vec<_>, Vec<_>) = all.partition(moved);
        if !moved.is_empty() {
            self.say(format!("{zh}："), format!("{en}:"));
        }
        for quantity in moved {
            self.quantity(quantity);
        }
        if !still.is_empty() {
            let names: Vec<String> = still.iter().map(|it| self.pick(&it.label)).collect();
            self.say(
                format!("没有哪项改动的作用超出误差：{}", names.join("、")),
                format!("Not moved beyond the error: {}", names.join("; ")),
            );
        }
    }

    fn quantity(&self, quantity: &AttributedQuantity) {
        let scale = Scale {
            numbers: Numbers::in_money(&self.found.money, self.terminal),
            quantity,
        };
        let label = self.pick(&quantity.label);
        let gap = scale.change(&quantity.difference);
        let (from, to) = (scale.level(&quantity.from), scale.level(&quantity.to));
        self.say(
            format!("{label}：{from} → {to}，相差 {gap}"),
            format!("{label}: {from} → {to}, a gap of {gap}"),
        );
        let parts = quantity.contributions.iter().enumerate();
        let parts = parts.map(|(place, it)| format!("({}) {}", place + 1, scale.change(it)));
        let parts = parts.collect::<Vec<_>>().join("   ");
        for line in wrap(&format!("    {parts}"), PAGE, "    ") {
            self.terminal.line(&line);
        }
    }
}

/// How the numbers of a quantity are written: rates in per cent with the digits that their errors deserve, else in its own unit.
struct Scale<'q> {
    numbers: Numbers,
    quantity: &'q AttributedQuantity,
}

impl Scale<'_> {
    fn in_hundredths(&self) -> Option<&'static str> {
        self.numbers.in_hundredths(&self.quantity.unit)
    }

    fn measured(&self) -> (&str, Option<&str>) {
        (&self.quantity.unit, self.quantity.counted_in.as_deref())
    }

    fn level(&self, it: &Measured) -> String {
        let (value, half) = (it.estimate.value, it.half_width);
        if let Some(unit) = self.in_hundredths() {
            let decimals = decimals(half);
            return format!(
                "{:.decimals$}{unit} ± {:.decimals$}",
                100.0 * value,
                100.0 * half
            );
        }
        let text = |value: f64| self.numbers.text(value, self.measured());
        format!("{} ± {}", text(value), text(half))
    }

    fn change(&self, it: &Measured) -> String {
        let (value, half) = (it.estimate.value, it.half_width);
        if self.in_hundredths().is_some() {
            let decimals = decimals(half);
            return format!(
                "{:+.decimals$} ± {:.decimals$}",
                100.0 * value,
                100.0 * half
            );
        }
        self.numbers.change(value, Some(half), self.measured())
    }
}

/// As many decimals of a percentage as show the first digit of its error: one at least, three at most.
fn decimals(half: f64) -> usize {
    let digits = (-libm::log10((100.0 * half).max(1e-9))).ceil();
    digits.clamp(1.0, 3.0) as usize
}
