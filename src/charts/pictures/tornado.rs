//! A tornado: the mean of an indicator, or the probability of a verdict, with each driver at its 10 % and at its 90 % point.

use super::super::chart::{Chart, ChartError, Content, Style};
use super::super::page::{
    Along, Axis, Canvas, Column, Heading, Key, Laid, Line, Sample, Stroke, Table, Type, color,
};
use super::super::words::{Lang, Measure};
use super::names::subtitle;
use super::series::measured;
use super::variance_shares::{sensitivity_imprint, with_half, without_effect};
use crate::results::{Estimate, Explained, Sensitivity, Summary, TornadoBar};

/// Most bars that are drawn.
const ROWS: usize = 16;

/// Draws the bars of a subject, the longest first.
///
/// # Errors
///
/// It has no bars.
pub fn tornado(
    summary: &Summary,
    sensitivity: &Sensitivity,
    subject: &Explained,
    style: &Style,
) -> Result<Chart, ChartError> {
    let moving = subject.tornado.iter().filter(|bar| !bar.is_nothing());
    let moving: Vec<&TornadoBar> = moving.collect();
    if moving.is_empty() {
        return Err(ChartError::Nothing(Content::Drivers));
    }
    let rows = &moving[..moving.len().min(ROWS)];
    let ends = rows.iter().flat_map(|row| [row.low, row.high]);
    let ends = ends.flat_map(interval).chain([subject.mean.value]);
    let (low, high) = ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), end| {
        (low.min(end), high.max(end))
    });
    let unit = (subject.unit.as_str(), subject.counted_in.as_deref());
    let picture = Tornado {
        summary,
        sensitivity,
        subject,
        rows,
        moving: moving.len(),
        measure: measured(
            unit,
            &summary.scenario.money,
            style.lang,
            low.abs().max(high.abs()),
        ),
        reach: (low, high),
        lang: style.lang,
    };
    let mut canvas = Canvas::new(style);
    picture.draw(&mut canvas);
    Ok(canvas.finish())
}

struct Tornado<'a> {
    summary: &'a Summary,
    sensitivity: &'a Sensitivity,
    subject: &'a Explained,
    rows: &'a [&'a TornadoBar],
    /// Bars that move anything.
    moving: usize,
    measure: Measure,
    reach: (f64, f64),
    lang: Lang,
}

impl Tornado<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        let top = canvas.opening(&self.heading(), &self.keys());
        let imprint = sensitivity_imprint(self.summary, self.sensitivity, self.lang);
        let paragraphs = vec![self.note(), imprint];
        let foot = canvas.foot_height(&paragraphs);
        let laid = self.table().draw(canvas, top, foot);
        for (index, row) in self.rows.iter().enumerate() {
            self.draw_row(canvas, &laid, index, row);
        }
        let (middle, frame) = (self.subject.mean.value, &laid.frame);
        let stroke = Stroke::dashed(color::INK, canvas.px(2.0), (canvas.px(8.0), canvas.px(6.0)));
        frame.line(
            canvas,
            &[(middle, frame.y.low), (middle, frame.y.high)],
            stroke,
        );
        canvas.foot(&paragraphs);
    }

    fn heading(&self) -> Heading {
        let lang = self.lang;
        let label = lang.pick(&self.subject.label);
        let is_indicator = self.subject.kind == "indicator";
        let (zh, en) = if is_indicator {
            ("的均值", "mean")
        } else {
            ("的概率", "probability")
        };
        let mean = self.measure.value(self.subject.mean.value, self.decimals());
        Heading {
            title: lang.choose(
                format!("各因素能把{label}{zh}推到哪里"),
                format!("How far each driver moves the {en} of {label}"),
            ),
            subtitle: subtitle(self.summary, lang),
            sentences: vec![lang.choose(
                format!("所有路径：{mean}（虚线）。"),
                format!("Over all paths: {mean} (dashed line)."),
            )],
        }
    }

    fn keys(&self) -> Vec<Key> {
        let lang = self.lang;
        let mut keys = vec![
            Key::new(
                Sample::Block(color::BAND_INNER),
                lang.choose("在 10% 处", "at its 10% point"),
            ),
            Key::new(
                Sample::Block(color::STRONG),
                lang.choose("在 90% 处", "at its 90% point"),
            ),
        ];
        if self.rows.iter().any(|row| row.slices == "occurrence") {
            keys.push(Key::new(
                Sample::Block(color::PALE),
                lang.choose("事件：不发生", "event: without"),
            ));
            keys.push(Key::new(
                Sample::Block(color::AXIS),
                lang.choose("事件：发生", "event: with"),
            ));
        }
        keys.push(Key::new(
            Sample::Interval(color::INK),
            lang.choose("95% 区间", "95% interval"),
        ));
        keys
    }

    /// What the ends are, and what a tornado does not show.
    fn note(&self) -> String {
        let lang = self.lang;
        let more = self.moving - self.rows.len();
        let (zh, en) = if more > 0 {
            (
                format!("另有 {more} 个较短，未画。"),
                format!(" {more} shorter bars are not drawn."),
            )
        } else {
            (String::new(), String::new())
        };
        let together = self.subject.interactions.filter(|it| it.std_error > 0.0);
        let together = together.map(with_half);
        let (together_zh, together_en) = together.map_or_else(Default::default, |it| {
            (
                format!("，占方差的 {it}"),
                format!(", {it} of the variance"),
            )
        });
        let (still_zh, still_en) = without_effect(self.subject.tornado.len() - self.moving);
        lang.choose(
            format!("10% 处：只有该因素变动时指标排在 5%–15% 的路径，在完整模型中的均值；90% 处为 85%–95%；相关的因素随之变动。几个因素合起来才有的影响不在图中{together_zh}。{zh}{still_zh}"),
            format!("At 10%: the full model's mean over the paths that the driver alone puts at 5–15% of the indicator; at 90%: 85–95%; correlated factors go along. What several do together is not shown{together_en}.{en}{still_en}"),
        )
    }

    fn table(&self) -> Table {
        let lang = self.lang;
        let column = |heading: &str, along, most, cell: &dyn Fn(&TornadoBar) -> Line| Column {
            heading: (heading.to_owned(), color::MUTED),
            cells: self.rows.iter().map(|row| vec![cell(row)]).collect(),
            along,
            most,
        };
        let label = |id: &str| {
            let label = self.sensitivity.label(id);
            label.map_or_else(|| id.to_owned(), |label| lang.pick(label).to_owned())
        };
        let range = |row: &TornadoBar| {
            let [low, high] =
                [row.low, row.high].map(|end| self.measure.number(end.value, self.decimals()));
            format!("{low} → {high}")
        };
        Table {
            before: vec![column(
                lang.choose("因素", "driver"),
                Along::Start,
                0.32,
                &|row| (label(&row.group), Type::Label, color::INK),
            )],
            after: vec![
                column(lang.choose("两端", "ends"), Along::End, 0.2, &|row| {
                    (range(row), Type::Label, color::INK)
                }),
                column(lang.choose("相差", "swing"), Along::End, 0.18, &|row| {
                    (self.swing(row.swing), Type::Strong, color::INK)
                }),
            ],
            axis: self.axis(),
            heading: Axis::caption(&self.measure, lang).unwrap_or_default(),
            dividers: Vec::new(),
            row: 46.0,
        }
    }

    /// Shortened numbers tell the ends of bars apart.
    fn decimals(&self) -> usize {
        self.measure.decimals(self.reach.1 - self.reach.0)
    }

    fn swing(&self, swing: Estimate) -> String {
        let half = Sensitivity::quantile95() * swing.std_error;
        let decimals = self.decimals();
        let number = |value: f64| self.measure.number(value, decimals);
        format!("{} ± {}", number(swing.value), number(half))
    }

    fn axis(&self) -> Axis {
        let (low, high) = self.reach;
        let room = (0.03 * (high - low)).max(1e-9 * high.abs()).max(1e-12);
        let (mut low, mut high) = (low - room, high + room);
        if self.subject.kind != "indicator" {
            // The interval of a probability may reach beyond what a probability can be.
            (low, high) = (low.max(0.0), high.min(1.0));
        }
        Axis::exact(low, high, 6, &self.measure)
    }

    fn draw_row(&self, canvas: &mut Canvas, laid: &Laid, index: usize, row: &TornadoBar) {
        let (y, frame) = (laid.rows[index], &laid.frame);
        let half = canvas.px(13.0);
        let middle = self.subject.mean.value;
        let colors = if row.slices == "occurrence" {
            [color::PALE, color::AXIS]
        } else {
            [color::BAND_INNER, color::STRONG]
        };
        let ink = Stroke::solid(color::INK, canvas.px(2.0));
        for (end, fill) in [row.low, row.high].into_iter().zip(colors) {
            frame.bar(canvas, (middle, y - half), (end.value, y + half), fill);
        }
        for end in [row.low, row.high] {
            let [from, to] = interval(end);
            frame.whisker(canvas, (from, to), y, ink);
        }
    }
}

fn interval(estimate: Estimate) -> [f64; 2] {
    let half = Sensitivity::quantile95() * estimate.std_error;
    [estimate.value - half, estimate.value + half]
}
