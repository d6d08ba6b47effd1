//! How likely at least one, two, … all of the targets are, beside what independent targets would make of it.

use super::super::chart::{Chart, Style};
use super::super::page::{
    Along, Axis, Canvas, Column, Heading, Key, Laid, Marker, Sample, Stroke, Table, Type, color,
};
use super::super::words::{Lang, difference};
use super::attainment::{chance, together};
use super::imprint::imprint_with_error;
use super::names::subtitle;
use crate::results::{AtLeast, Attainment, Summary};

/// Draws the probability of at least k targets for every k.
pub fn at_least(summary: &Summary, found: &Attainment, style: &Style) -> Chart {
    let picture = Picture {
        summary,
        found,
        lang: style.lang,
    };
    let mut canvas = Canvas::new(style);
    picture.draw(&mut canvas);
    canvas.finish()
}

struct Picture<'a> {
    summary: &'a Summary,
    found: &'a Attainment,
    lang: Lang,
}

impl Picture<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        let top = canvas.opening(&self.heading(), &self.keys());
        let paragraphs = imprint_with_error(self.summary, self.lang);
        let foot = canvas.foot_height(&paragraphs);
        let laid = self.table().draw(canvas, top, foot);
        for (row, it) in self.found.at_least.iter().enumerate() {
            draw_row(canvas, &laid, row, it);
        }
        canvas.foot(&paragraphs);
    }

    fn heading(&self) -> Heading {
        let lang = self.lang;
        Heading {
            title: lang
                .choose(
                    "至少实现几个目标",
                    "How many targets are met: at least so many",
                )
                .to_owned(),
            subtitle: subtitle(self.summary, lang),
            sentences: vec![together(self.found, lang)],
        }
    }

    fn keys(&self) -> Vec<Key> {
        let names = self.lang.choose(
            ["至少这么多个实现", "若各目标互不相干"],
            ["at least so many are met", "if targets were independent"],
        );
        vec![
            Key::new(Sample::Block(color::BAND_MIDDLE), names[0]),
            Key::new(Sample::Mark(Marker::Diamond, color::TARGET), names[1]),
        ]
    }

    fn table(&self) -> Table {
        let lang = self.lang;
        let (count, rows) = (self.found.targets.len(), &self.found.at_least);
        let column = |heading: &str, along, cell: &dyn Fn(&AtLeast) -> String| Column {
            heading: (heading.to_owned(), color::MUTED),
            cells: rows
                .iter()
                .map(|it| vec![(cell(it), Type::Label, color::INK)])
                .collect(),
            along,
            most: 0.2,
        };
        let quantile = self.found.errors().quantile95();
        Table {
            before: vec![column(
                lang.choose("至少", "at least"),
                Along::End,
                &|it| {
                    if it.count == count {
                        lang.choose(format!("全部 {count} 个"), format!("all {count}"))
                    } else {
                        lang.choose(format!("{} 个", it.count), it.count.to_string())
                    }
                },
            )],
            after: vec![
                column(lang.choose("概率", "probability"), Along::End, &|it| {
                    chance(&it.together).with_error()
                }),
                column(
                    lang.choose("与互不相干之差（百分点）", "minus independent (pp)"),
                    Along::End,
                    &|it| difference(it.dependence.value, quantile * it.dependence.std_error),
                ),
            ],
            axis: Axis::shares(0.25),
            heading: String::new(),
            dividers: Vec::new(),
            row: 36.0,
        }
    }
}

fn draw_row(canvas: &mut Canvas, laid: &Laid, row: usize, it: &AtLeast) {
    let (frame, middle) = (&laid.frame, laid.rows[row]);
    let half = (laid.heights[row] * 0.3).min(canvas.px(20.0));
    let share = it.together.probability;
    let corners = ((0.0, middle - half), (share, middle + half));
    frame.bar(canvas, corners.0, corners.1, color::BAND_MIDDLE);
    let [low, high] = it.together.ci95;
    let stroke = Stroke::solid(color::INK, canvas.px(2.0));
    frame.whisker(canvas, (low, high), middle, stroke);
    let (at, radius) = ((it.independent.value, middle), canvas.px(9.0));
    frame.marker(canvas, at, Marker::Diamond, color::TARGET, radius);
}
