//! A gap and what it is put down to: a quantity at the start, what each change contributes, the quantity at the end.

use super::super::chart::{Chart, ChartError, Content, Style};
use super::super::page::{Axis, Bar, Canvas, Heading, Step, Type, Waterfall, color};
use super::super::words::{Lang, Measure, difference, grouped};
use super::imprint::plus_minus;
use super::series::measured;
use crate::results::{
    AttributedChange, AttributedQuantity, Attribution, Measured, SharingOut, VariantInfo,
};

/// Draws a quantity of an attribution as a waterfall from the start to the end, each contribution with its 95 % interval.
///
/// # Errors
///
/// There is no such quantity, or it is not a number.
pub fn attributed_gap(
    attribution: &Attribution,
    quantity: usize,
    style: &Style,
) -> Result<Chart, ChartError> {
    let found = attribution.quantities.get(quantity);
    let found = found.filter(|it| {
        let values = [&it.from, &it.to].into_iter().chain(&it.contributions);
        values
            .into_iter()
            .all(|it| it.estimate.value.is_finite() && it.half_width.is_finite())
    });
    let quantity = found.ok_or(ChartError::Nothing(Content::Contributions))?;
    let magnitude = quantity
        .from
        .estimate
        .value
        .abs()
        .max(quantity.to.estimate.value.abs());
    let unit = (quantity.unit.as_str(), quantity.counted_in.as_deref());
    let picture = Gap {
        attribution,
        quantity,
        measure: measured(unit, &attribution.money, style.lang, magnitude),
        lang: style.lang,
    };
    let mut canvas = Canvas::new(style);
    picture.draw(&mut canvas);
    Ok(canvas.finish())
}

/// What a change sets, in words: `path = value`, or that the file's own value comes back.
pub fn change_text(change: &AttributedChange, lang: Lang) -> String {
    let settings = change.settings.iter().map(|it| match (&it.from, &it.to) {
        (None, Some(to)) => format!("{} = {to}", it.path),
        (Some(from), Some(to)) => format!("{}: {from} → {to}", it.path),
        (_, None) => lang.choose(
            format!("{} 恢复为文件的值", it.path),
            format!("{} back to the file's value", it.path),
        ),
    });
    settings.collect::<Vec<_>>().join(lang.choose("；", "; "))
}

struct Gap<'a> {
    attribution: &'a Attribution,
    quantity: &'a AttributedQuantity,
    measure: Measure,
    lang: Lang,
}

impl Gap<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        let top = canvas.heading(&self.heading());
        let paragraphs = self.foot();
        let foot = canvas.foot_height(&paragraphs);
        let waterfall = Waterfall {
            steps: self.steps(),
            headings: [
                self.lang.choose("改动", "change").to_owned(),
                String::new(),
                self.number_heading(),
            ],
        };
        let (low, high) = waterfall.reach();
        let pad = ((high - low) * 0.05).max(1e-12 * high.abs().max(1e-3));
        let mut axis = Axis::exact(low - pad, high + pad, 7, &self.measure);
        if matches!(self.quantity.unit.as_str(), "rate" | "share") {
            for (_, label) in &mut axis.ticks {
                label.push('%');
            }
        }
        waterfall.draw(canvas, axis, top, foot);
        canvas.foot(&paragraphs);
    }

    fn number_heading(&self) -> String {
        let caption = self.measure.caption();
        let unit = if self.is_rate() {
            self.lang.choose("%、百分点", "%, points")
        } else {
            caption
        };
        unit.to_owned()
    }

    fn is_rate(&self) -> bool {
        matches!(self.quantity.unit.as_str(), "rate" | "share")
    }

    fn heading(&self) -> Heading {
        let lang = self.lang;
        let label = lang.pick(&self.quantity.label);
        let [zh, en] = if self.quantity.kind.is_probability() {
            ["的概率", "what moves its probability"]
        } else {
            ["", "what moves it"]
        };
        let (from, to) = (self.start(), name(Some(&self.attribution.to), lang));
        let title = lang.pick(&self.attribution.title);
        Heading {
            title: lang.choose(
                format!("{label}{zh}：各项改动的贡献"),
                format!("{label}: {en}"),
            ),
            subtitle: lang.choose(
                format!("{title} · 从“{from}”到“{to}”"),
                format!("{title} · from “{from}” to “{to}”"),
            ),
            sentences: vec![self.statement(), self.method()],
        }
    }

    fn start(&self) -> String {
        name(self.attribution.from.as_ref(), self.lang)
    }

    /// The gap, and the change that does most.
    fn statement(&self) -> String {
        let lang = self.lang;
        let it = self.quantity;
        let unit = if self.is_rate() {
            lang.choose(" 个百分点", " points")
        } else {
            ""
        };
        let gap = format!("{}{unit}", self.change(&it.difference));
        let (from, to) = (self.level(&it.from), self.level(&it.to));
        lang.choose(
            format!("由 {from} 到 {to}，相差 {gap}。"),
            format!("From {from} to {to}, a difference of {gap}."),
        )
    }

    fn method(&self) -> String {
        let lang = self.lang;
        match self.attribution.method {
            SharingOut::Shapley => lang.choose(
                "各项贡献为夏普利值：对改动的所有先后次序取平均，相加正好等于差距。".to_owned(),
                "Contributions are Shapley values: averages over all orders of the changes. They add up to the gap.".to_owned(),
            ),
            SharingOut::StatedOrder => lang.choose(
                "改动按文件中的次序逐项加上，各项贡献为加上它时的变化，与次序有关；相加正好等于差距。".to_owned(),
                "The changes are made one by one in the order of the file, on which each contribution depends. They add up to the gap.".to_owned(),
            ),
        }
    }

    fn steps(&self) -> Vec<Step> {
        let level = |name: String, it: &Measured| Step {
            name: vec![(name, Type::Strong, color::INK)],
            bar: Bar::Level(it.estimate.value),
            half_width: Some(it.half_width),
            text: self.level(it),
        };
        let changes = self.attribution.changes.iter();
        let changes = changes
            .zip(&self.quantity.contributions)
            .map(|(change, it)| Step {
                name: vec![(change_text(change, self.lang), Type::Note, color::INK)],
                bar: Bar::Change(it.estimate.value),
                half_width: Some(it.half_width),
                text: self.change(it),
            });
        let mut steps = vec![level(self.start(), &self.quantity.from)];
        steps.extend(changes);
        let end = name(Some(&self.attribution.to), self.lang);
        steps.push(level(end, &self.quantity.to));
        steps
    }

    /// Decimals that show the error's first digit.
    fn decimals(&self) -> usize {
        let it = self.quantity;
        let halves = it.contributions.iter().map(|it| it.half_width);
        let widest = halves.fold(it.difference.half_width, f64::max);
        self.measure.decimals(50.0 * widest).max(1)
    }

    /// A level with its error.
    fn level(&self, it: &Measured) -> String {
        let decimals = self.decimals();
        let half = self.measure.number(it.half_width, decimals);
        format!(
            "{} ± {half}",
            self.measure.value(it.estimate.value, decimals)
        )
    }

    /// A change with its sign and error; of rates in percentage points.
    fn change(&self, it: &Measured) -> String {
        if self.quantity.kind.is_probability() {
            return difference(it.estimate.value, it.half_width);
        }
        let decimals = self.decimals();
        let number = self.measure.number(it.estimate.value, decimals);
        let sign = if it.estimate.value > 0.0 { "+" } else { "" };
        format!(
            "{sign}{number} ± {}",
            self.measure.number(it.half_width, decimals)
        )
    }

    fn foot(&self) -> Vec<String> {
        let lang = self.lang;
        let it = self.attribution;
        let paths = grouped(it.paths as f64, 0);
        let imprint = lang.choose(
            format!(
                "情景 {} · {} 种组合，各 {paths} 条路径，同一组随机数 · 随机种子 {} · 抽样 {} · kapok {}",
                it.scenario, it.combinations, it.seed, it.sampler, it.version
            ),
            format!(
                "scenario {} · {} combinations of {paths} paths each, the same draws · seed {} · sampler {} · kapok {}",
                it.scenario, it.combinations, it.seed, it.sampler, it.version
            ),
        );
        let calibration = if it.calibration_kept {
            lang.choose(
                "校准不随改动重新求解",
                "the calibration is kept under every change",
            )
        } else {
            lang.choose(
                "有改动涉及锚、作前提的目标或基年账户，校准随之重新求解",
                "a change touches the anchor, a seed or an account: the calibration is solved anew with it",
            )
        };
        let joined = lang.choose("；", "; ");
        vec![
            format!("{}{joined}{calibration}", plus_minus(lang)),
            imprint,
        ]
    }
}

/// What an end is called.
fn name(variant: Option<&VariantInfo>, lang: Lang) -> String {
    match variant {
        None => lang.choose("基准情景", "Base").to_owned(),
        Some(variant) => {
            let name = lang.pick(&variant.name);
            if name.is_empty() { &variant.id } else { name }.to_owned()
        }
    }
}
