//! A discovered box: the range of each driver that it restricts, against all paths.

use super::super::chart::{Chart, ChartError, Style};
use super::super::page::{
    Along, Axis, Canvas, Column, Key, Laid, Line, Sample, Stroke, Table, Type, color,
};
use super::discovered::{BoxSheet, discovery_imprint, sheets, told, verb};
use crate::results::{Discovery, Restriction, Summary};

/// Draws each box of a discovery: a row for each restriction, the range as a part of all paths in the order of the driver; a sheet for each box.
///
/// # Errors
///
/// There is no box.
pub fn discovered_boxes(
    summary: &Summary,
    discovery: &Discovery,
    style: &Style,
) -> Result<Vec<Chart>, ChartError> {
    sheets(summary, discovery, style, |sheet, canvas| {
        Ranges(sheet).draw(canvas);
    })
}

struct Ranges<'a>(&'a BoxSheet<'a>);

impl Ranges<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        let top = canvas.heading(&self.0.heading());
        let margin = canvas.theme().margin();
        let right = canvas.width() - margin;
        let top = canvas.legend(&self.keys(), margin, top, right) + canvas.px(12.0);
        let imprint = discovery_imprint(self.0.summary, self.0.discovery, self.0.lang);
        let paragraphs = vec![self.note(), imprint];
        let foot = canvas.foot_height(&paragraphs);
        let laid = self.table().draw(canvas, top, foot);
        for (index, restriction) in self.0.found.restrictions.iter().enumerate() {
            draw_row(canvas, &laid, index, restriction);
        }
        canvas.foot(&paragraphs);
    }

    fn keys(&self) -> Vec<Key> {
        let lang = self.0.lang;
        vec![
            Key::new(
                Sample::Block(color::PALE),
                lang.choose(
                    "全部路径，按因素从小到大",
                    "all paths, from the driver's least",
                ),
            ),
            Key::new(
                Sample::Block(color::STRONG),
                lang.choose("盒子的范围", "range of the box"),
            ),
            Key::new(
                Sample::Line(Stroke::solid(color::INK, 3.0)),
                lang.choose("中位数", "median"),
            ),
        ]
    }

    fn note(&self) -> String {
        let verb = verb(self.0.discovery, self.0.lang);
        self.0.lang.choose(
            format!("“单看”为只按这一个因素分：范围内、外各有多少路径{verb}。每年都抽取的因素取各年均值；事件取强度的均值，没有发生为 0。"),
            format!("\"Alone\" splits all paths by this driver only: the share {verb} inside and outside its range. Of what is drawn every year the mean is taken; of an event its mean severity, 0 where it does not occur."),
        )
    }

    fn table(&self) -> Table {
        let lang = self.0.lang;
        let column = |heading: &str, along, most, cell: &dyn Fn(&Restriction) -> Line| Column {
            heading: (heading.to_owned(), color::MUTED),
            cells: self
                .0
                .found
                .restrictions
                .iter()
                .map(|row| vec![cell(row)])
                .collect(),
            along,
            most,
        };
        let label = |text: String| (text, Type::Label, color::INK);
        let heading = lang.choose("因素的范围", "range of the driver");
        Table {
            before: vec![column(heading, Along::Start, 0.34, &|row| {
                (lang.pick(&row.words).to_owned(), Type::Strong, color::INK)
            })],
            after: vec![
                column(
                    lang.choose("单看：范围内", "alone: inside"),
                    Along::End,
                    0.14,
                    &|row| label(told(row.alone[0])),
                ),
                column(
                    lang.choose("范围外", "outside"),
                    Along::End,
                    0.14,
                    &|row| label(told(row.alone[1])),
                ),
                column(
                    lang.choose("去掉这条后", "box without it"),
                    Along::End,
                    0.14,
                    &|row| label(told(row.density_without)),
                ),
            ],
            axis: Axis::shares(0.25),
            heading: lang
                .choose("在全部路径中的位置", "place among all paths")
                .to_owned(),
            dividers: Vec::new(),
            row: 84.0,
        }
    }
}

/// All paths as a pale bar, those inside the range as a strong one on it.
fn draw_row(canvas: &mut Canvas, laid: &Laid, index: usize, row: &Restriction) {
    let (middle, frame) = (laid.rows[index], &laid.frame);
    let (half, inner) = (canvas.px(16.0), canvas.px(11.0));
    frame.bar(
        canvas,
        (0.0, middle - half),
        (1.0, middle + half),
        color::PALE,
    );
    let [low, high] = row.ranks;
    frame.bar(
        canvas,
        (low, middle - inner),
        (high, middle + inner),
        color::STRONG,
    );
    let stroke = Stroke::solid(color::INK, canvas.px(3.0));
    let ends = [(0.5, middle - 1.3 * half), (0.5, middle + 1.3 * half)];
    frame.line(canvas, &ends, stroke);
}
