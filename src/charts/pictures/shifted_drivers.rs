//! The drivers before and after something is given, the most shifted first, each in its own standard deviations.

use super::super::chart::{Chart, ChartError, Content, Style};
use super::super::page::{
    Along, Axis, Canvas, Column, Heading, Key, Laid, Line, Marker, Sample, Stroke, Table, Type,
    color,
};
use super::super::words::{Lang, Measure, grouped};
use super::names::subtitle;
use super::updated_targets::{given_text, update_imprint};
use crate::results::{Spread, Summary, Update, UpdatedQuantity};

/// Most drivers that are drawn.
const ROWS: usize = 16;
/// Half of the axis, in standard deviations: the interval of nine tenths of a normal driver is 1.64 wide on each side.
const REACH: f64 = 3.0;

/// Draws the drivers whose shift is beyond its error: median and interval of nine tenths, before and after.
///
/// # Errors
///
/// No driver is shifted beyond its error.
pub fn shifted_drivers(
    summary: &Summary,
    update: &Update,
    style: &Style,
) -> Result<Chart, ChartError> {
    let shifted: Vec<&UpdatedQuantity> = update.drivers.iter().filter(|it| it.shifted).collect();
    if shifted.is_empty() {
        return Err(ChartError::Nothing(Content::Drivers));
    }
    let picture = Drivers {
        summary,
        update,
        rows: &shifted[..shifted.len().min(ROWS)],
        all: shifted.len(),
        lang: style.lang,
    };
    let mut canvas = Canvas::new(style);
    picture.draw(&mut canvas);
    Ok(canvas.finish())
}

struct Drivers<'a> {
    summary: &'a Summary,
    update: &'a Update,
    rows: &'a [&'a UpdatedQuantity],
    all: usize,
    lang: Lang,
}

impl Drivers<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        let top = canvas.opening(&self.heading(), &self.keys());
        let paragraphs = vec![
            self.note(),
            update_imprint(self.summary, self.update, self.lang),
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
        Heading {
            title: lang
                .choose("各因素的分布：给定前后", "The drivers, before and after")
                .to_owned(),
            subtitle: subtitle(self.summary, lang),
            sentences: vec![given_text(self.update, lang)],
        }
    }

    fn keys(&self) -> Vec<Key> {
        let lang = self.lang;
        vec![
            Key::new(
                Sample::Block(color::PALE),
                lang.choose("原来的 5%–95% 与中位数", "before: 5%–95% and median"),
            ),
            Key::new(
                Sample::MarkedLine(Stroke::solid(color::STRONG, 3.0), Marker::Disc),
                lang.choose("给定后", "after"),
            ),
        ]
    }

    /// What the axis is, and what is not drawn.
    fn note(&self) -> String {
        let quiet = self.update.drivers.len() - self.all;
        let more = self.all - self.rows.len();
        let (more_zh, more_en) = if more > 0 {
            (
                format!("另有 {more} 个移动较小，未画。"),
                format!(" {more} more are shifted less and not drawn."),
            )
        } else {
            (String::new(), String::new())
        };
        let (quiet_zh, quiet_en) = if quiet > 0 {
            (
                format!("其余 {quiet} 个因素的移动没有超出误差（同时比较，95%）。"),
                format!(
                    " Drivers not shifted beyond the error: {quiet} (all compared at once, 95%)."
                ),
            )
        } else {
            (String::new(), String::new())
        };
        self.lang.choose(
            format!("横轴为与原均值之差，以各自原来的标准差计。事件列出的是当年发生的概率，圆点为强度的均值。{more_zh}{quiet_zh}"),
            format!("The axis is the distance from the earlier mean, in each driver's own standard deviations. Of an event, the probability that it occurs in the year is listed, and the dot is its mean severity.{more_en}{quiet_en}"),
        )
    }

    fn table(&self) -> Table {
        let lang = self.lang;
        let column = |heading: &str, along, most, cell: &dyn Fn(&UpdatedQuantity) -> Line| Column {
            heading: (heading.to_owned(), color::MUTED),
            cells: self.rows.iter().map(|row| vec![cell(row)]).collect(),
            along,
            most,
        };
        let label = |text: String| (text, Type::Label, color::INK);
        let plain = Measure::new("number", "", lang, REACH);
        Table {
            before: vec![column(
                lang.choose("因素", "driver"),
                Along::Start,
                0.3,
                &|row| label(self.name(row)),
            )],
            after: vec![
                column(
                    lang.choose("原中位数", "median before"),
                    Along::End,
                    0.14,
                    &|row| label(told(row, &row.before, row.occurs.map(|it| it.before.value))),
                ),
                column(lang.choose("给定后", "after"), Along::End, 0.14, &|row| {
                    label(told(row, &row.after, row.occurs.map(|it| it.after.value)))
                }),
                column(
                    lang.choose("均值移动（标准差）", "shift of the mean (sd)"),
                    Along::End,
                    0.16,
                    &|row| (self.shift(row), Type::Strong, color::INK),
                ),
            ],
            axis: Axis::rounded(-REACH, REACH, 7, &plain),
            heading: lang
                .choose(
                    "与原均值之差（标准差）",
                    "distance from the earlier mean (sd)",
                )
                .to_owned(),
            dividers: Vec::new(),
            row: 46.0,
        }
    }

    fn name(&self, row: &UpdatedQuantity) -> String {
        let label = self.lang.pick(&row.label);
        match row.year {
            Some(year) => {
                let year = self.lang.year(year);
                self.lang
                    .choose(format!("{year}{label}"), format!("{label} {year}"))
            }
            None => label.to_owned(),
        }
    }

    fn shift(&self, row: &UpdatedQuantity) -> String {
        let half = self.update.errors().quantile95() * row.shift.std_error;
        let sign = if row.shift.value < 0.0 { "−" } else { "+" };
        format!("{sign}{:.2} ± {half:.2}", row.shift.value.abs())
    }
}

/// A median in the driver's unit; of an event the probability that it occurs.
fn told(row: &UpdatedQuantity, spread: &Spread, occurs: Option<f64>) -> String {
    if let Some(occurs) = occurs {
        return format!("{:.1}%", 100.0 * occurs);
    }
    let median = spread.quantiles["0.5"];
    let text = match row.unit.as_str() {
        "rate" | "share" => format!("{}%", grouped(100.0 * median, 2)),
        _ => grouped(median, 3),
    };
    text.replace('-', "−")
}

/// A pale block from the 5 % to the 95 % point before, its median a stroke; the same after as a line with a dot. Of an event, whose median is mostly
/// that it does not occur, the means.
fn draw_row(canvas: &mut Canvas, laid: &Laid, index: usize, row: &UpdatedQuantity) {
    let (middle, frame) = (laid.rows[index], &laid.frame);
    let sd = if row.before.sd > 0.0 {
        row.before.sd
    } else {
        1.0
    };
    let across = |value: f64| (value - row.before.mean.value) / sd;
    let of = |spread: &Spread, p: &str| across(spread.quantiles[p]);
    let half = canvas.px(9.0);
    let (before, after) = if row.occurs.is_some() {
        (across(row.before.mean.value), across(row.after.mean.value))
    } else {
        let ends = [of(&row.before, "0.05"), of(&row.before, "0.95")];
        frame.bar(
            canvas,
            (ends[0], middle - half),
            (ends[1], middle + half),
            color::PALE,
        );
        let ends = (of(&row.after, "0.05"), of(&row.after, "0.95"));
        frame.whisker(
            canvas,
            ends,
            middle,
            Stroke::solid(color::STRONG, canvas.px(3.0)),
        );
        (of(&row.before, "0.5"), of(&row.after, "0.5"))
    };
    let stroke = Stroke::solid(color::MUTED, canvas.px(3.0));
    frame.line(
        canvas,
        &[(before, middle - half), (before, middle + half)],
        stroke,
    );
    frame.marker(
        canvas,
        (after, middle),
        Marker::Disc,
        color::STRONG,
        canvas.px(8.0),
    );
}
