//! Shares of the variance of an indicator or a verdict: first-order and total indices of each group, Shapley effects where they are known.

use super::super::chart::{Chart, ChartError, Content, Style};
use super::super::page::{
    Along, Axis, Canvas, Column, Heading, Key, Laid, Line, Marker, Sample, Stroke, Table, Type,
    color,
};
use super::super::words::{Lang, Measure, grouped};
use super::imprint::{imprint, plus_minus};
use super::names::subtitle;
use crate::results::{Estimate, Explained, GroupShares, Sensitivity, Summary};

/// Most rows that are drawn.
const ROWS: usize = 18;

/// Draws the indices of every group, the greatest total first; under a group of correlated factors the Shapley effect of each.
///
/// # Errors
///
/// Nothing of its variance is known.
pub fn variance_shares(
    summary: &Summary,
    sensitivity: &Sensitivity,
    subject: &Explained,
    style: &Style,
) -> Result<Chart, ChartError> {
    let rows = rows(sensitivity, subject, style.lang);
    if rows.is_empty() {
        return Err(ChartError::Nothing(Content::Drivers));
    }
    let picture = Shares {
        summary,
        sensitivity,
        subject,
        rows: &rows[..rows.len().min(ROWS)],
        all: rows.len(),
        lang: style.lang,
    };
    let mut canvas = Canvas::new(style);
    picture.draw(&mut canvas);
    Ok(canvas.finish())
}

/// A group, or one of its factors, of which only the Shapley effect is known.
struct Row<'a> {
    label: String,
    shares: Option<&'a GroupShares>,
    shapley: Option<Estimate>,
}

fn rows<'a>(sensitivity: &Sensitivity, subject: &'a Explained, lang: Lang) -> Vec<Row<'a>> {
    let shapley = |id: &str| {
        let mut effects = subject.shapley.iter();
        effects.find(|it| it.group == id).map(|it| it.share)
    };
    let label = |id: &str| {
        let label = sensitivity.label(id);
        label.map_or_else(|| id.to_owned(), |label| lang.pick(label).to_owned())
    };
    let mut rows = Vec::new();
    for shares in subject.shares.iter().filter(|it| !it.is_nothing()) {
        rows.push(Row {
            label: label(&shares.group),
            shares: Some(shares),
            shapley: shapley(&shares.group),
        });
        let group = sensitivity.groups.iter().find(|it| it.id == shares.group);
        let members = group.map_or(&[][..], |group| &group.drivers);
        let single =
            |id: &String| members.len() > 1 && sensitivity.players.iter().any(|it| it.id == *id);
        for member in members.iter().filter(|id| single(id)) {
            if let Some(effect) = shapley(member) {
                rows.push(Row {
                    label: format!("— {}", label(member)),
                    shares: None,
                    shapley: Some(effect),
                });
            }
        }
    }
    rows
}

struct Shares<'a> {
    summary: &'a Summary,
    sensitivity: &'a Sensitivity,
    subject: &'a Explained,
    rows: &'a [Row<'a>],
    all: usize,
    lang: Lang,
}

impl Shares<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        let top = canvas.opening(&self.heading(), &self.keys());
        let paragraphs = vec![
            self.note(),
            sensitivity_imprint(self.summary, self.sensitivity, self.lang),
        ];
        let foot = canvas.foot_height(&paragraphs);
        let laid = self.table().draw(canvas, top, foot);
        for (index, row) in self.rows.iter().enumerate() {
            draw_row(canvas, &laid, index, row);
        }
        canvas.foot(&paragraphs);
    }

    fn heading(&self) -> Heading {
        let lang = self.lang;
        let label = lang.pick(&self.subject.label);
        Heading {
            title: lang.choose(format!("什么决定{label}"), format!("What moves {label}")),
            subtitle: subtitle(self.summary, lang),
            sentences: vec![self.statement()],
        }
    }

    /// The greatest first-order index, and what only comes of several together.
    fn statement(&self) -> String {
        let lang = self.lang;
        let greatest = self
            .subject
            .shares
            .iter()
            .max_by(|a, b| a.first_order.value.total_cmp(&b.first_order.value));
        let mut sentences = Vec::new();
        if let Some(greatest) = greatest {
            let label = self.sensitivity.label(&greatest.group);
            let label = label.map_or(greatest.group.as_str(), |label| lang.pick(label));
            let share = with_half(greatest.first_order);
            sentences.push(lang.choose(
                format!("“{label}”单独解释方差的 {share}。"),
                format!("“{label}” alone explains {share} of the variance."),
            ));
        }
        // One group alone has nobody to do anything with.
        if let Some(together) = self.subject.interactions.filter(|it| it.std_error > 0.0) {
            let share = with_half(together);
            sentences.push(lang.choose(
                format!("几个因素合起来才有的占 {share}。"),
                format!("{share} arises only from several together."),
            ));
        }
        lang.sentences(&sentences)
    }

    fn keys(&self) -> Vec<Key> {
        let lang = self.lang;
        let mut keys = vec![
            Key::new(
                Sample::Block(color::STRONG),
                lang.choose("单独（一阶指数）", "alone (first-order index)"),
            ),
            Key::new(
                Sample::Block(color::BAND_MIDDLE),
                lang.choose("连同交互（总指数）", "with interactions (total index)"),
            ),
        ];
        if !self.subject.shapley.is_empty() {
            let diamond = Sample::Mark(Marker::Diamond, color::TARGET);
            keys.push(Key::new(
                diamond,
                lang.choose("Shapley 效应", "Shapley effect"),
            ));
        }
        keys.push(Key::new(
            Sample::Interval(color::INK),
            lang.choose("95% 区间", "95% interval"),
        ));
        keys
    }

    fn note(&self) -> String {
        let more = self.all - self.rows.len();
        let (zh, en) = if more > 0 {
            (
                format!("另有 {more} 行较小，未画。"),
                format!(" {more} smaller rows are not drawn."),
            )
        } else {
            (String::new(), String::new())
        };
        let still = self.subject.shares.iter().filter(|it| it.is_nothing());
        let (still_zh, still_en) = without_effect(still.count());
        self.lang.choose(
            format!("占方差的份额，按估计值画：影响很小的在误差之内可略低于 0。相关的因素合为一组。{zh}{still_zh}"),
            format!("Shares of the variance, drawn as estimated: a very small one may fall below 0 within its error. Correlated factors form one group.{en}{still_en}"),
        )
    }

    fn table(&self) -> Table {
        let lang = self.lang;
        let column = |heading: &str, along, most, cell: &dyn Fn(&Row<'_>) -> Line| Column {
            heading: (heading.to_owned(), color::MUTED),
            cells: self.rows.iter().map(|row| vec![cell(row)]).collect(),
            along,
            most,
        };
        let number = |estimate: Option<Estimate>, kind| {
            (
                estimate.map(with_half).unwrap_or_default(),
                kind,
                color::INK,
            )
        };
        let mut after = vec![
            column(
                lang.choose("一阶", "first order"),
                Along::End,
                0.14,
                &|row| number(row.shares.map(|it| it.first_order), Type::Strong),
            ),
            column(lang.choose("总", "total"), Along::End, 0.14, &|row| {
                number(row.shares.map(|it| it.total), Type::Label)
            }),
        ];
        if !self.subject.shapley.is_empty() {
            after.push(column("Shapley", Along::End, 0.14, &|row| {
                number(row.shapley, Type::Label)
            }));
        }
        Table {
            before: vec![column(
                lang.choose("因素", "driver"),
                Along::Start,
                0.32,
                &|row| (row.label.clone(), Type::Label, color::INK),
            )],
            after,
            axis: self.axis(),
            heading: lang
                .choose("占方差的份额", "share of the variance")
                .to_owned(),
            dividers: Vec::new(),
            row: 46.0,
        }
    }

    fn axis(&self) -> Axis {
        let estimates = self.rows.iter().flat_map(|row| {
            let shares = row.shares.map(|it| [it.first_order, it.total]);
            shares.into_iter().flatten().chain(row.shapley)
        });
        let ends = estimates.map(interval);
        let (low, high) = ends.fold((0.0_f64, 0.05_f64), |(low, high), (from, to)| {
            (low.min(from), high.max(to))
        });
        let measure = Measure::new("share", "", self.lang, 1.0);
        Axis::exact(low.max(-1.0), high.min(2.0), 7, &measure)
    }
}

fn interval(estimate: Estimate) -> (f64, f64) {
    let half = Sensitivity::quantile95() * estimate.std_error;
    (estimate.value - half, estimate.value + half)
}

/// How many drivers have no effect at all; nothing where there is none.
pub(super) fn without_effect(count: usize) -> (String, String) {
    if count == 0 {
        return Default::default();
    }
    (
        format!("另有 {count} 个因素毫无影响。"),
        format!(" {count} further drivers have no effect at all."),
    )
}

/// A share with half of its interval, in as many digits as the error allows.
pub(super) fn with_half(share: Estimate) -> String {
    let half = 100.0 * Sensitivity::quantile95() * share.std_error;
    if half == 0.0 {
        return format!("{}%", grouped(100.0 * share.value, 0));
    }
    let decimals = [0.95, 0.095, 0.0095]
        .iter()
        .filter(|least| half < **least)
        .count();
    let value = grouped(100.0 * share.value, decimals);
    format!("{value}% ± {}", grouped(half, decimals))
}

/// How a picture of a sensitivity came about.
pub(super) fn sensitivity_imprint(
    summary: &Summary,
    sensitivity: &Sensitivity,
    lang: Lang,
) -> String {
    let (imprint, note) = (imprint(summary, lang), plus_minus(lang));
    let times = sensitivity.simulations;
    lang.choose(
        format!("{imprint} · 模拟 {times} 次 · {note}"),
        format!("{imprint} · {times} simulations · {note}"),
    )
}

/// The total index behind the first-order one, each with its interval; a diamond for the Shapley effect.
fn draw_row(canvas: &mut Canvas, laid: &Laid, index: usize, row: &Row<'_>) {
    let (middle, frame) = (laid.rows[index], &laid.frame);
    let ink = Stroke::solid(color::INK, canvas.px(2.0));
    if let Some(shares) = row.shares {
        let (outer, inner) = (canvas.px(15.0), canvas.px(8.0));
        let (total, first) = (shares.total.value, shares.first_order.value);
        frame.bar(
            canvas,
            (0.0, middle - outer),
            (total, middle + outer),
            color::BAND_MIDDLE,
        );
        frame.bar(
            canvas,
            (0.0, middle - inner),
            (first, middle + inner),
            color::STRONG,
        );
        frame.whisker(canvas, interval(shares.total), middle - outer * 0.8, ink);
        frame.whisker(
            canvas,
            interval(shares.first_order),
            middle + outer * 0.5,
            ink,
        );
    }
    if let Some(effect) = row.shapley {
        let stroke = Stroke::solid(color::TARGET, canvas.px(3.0));
        frame.whisker(canvas, interval(effect), middle, stroke);
        frame.marker(
            canvas,
            (effect.value, middle),
            Marker::Diamond,
            color::TARGET,
            canvas.px(9.0),
        );
    }
}
