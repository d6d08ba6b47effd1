//! Every target given every other, as a matrix of probabilities.

use super::super::chart::{Chart, Style};
use super::super::page::{Along, Canvas, Cell, Column, Heading, Key, Matrix, Sample, Type, color};
use super::super::words::{Lang, short_percent};
use super::attainment::{chance, together};
use super::imprint::imprint_with_error;
use super::names::{numbered, sheets, subtitle};
use crate::results::{AttainedTarget, Attainment, Summary};

/// Conditions on a sheet.
const COLUMNS: usize = 14;

/// Draws how likely each target is when another is met; several sheets when there are many targets.
pub fn conditional_matrix(summary: &Summary, found: &Attainment, style: &Style) -> Vec<Chart> {
    let all: Vec<usize> = (0..found.targets.len()).collect();
    let sheets = sheets(&all, COLUMNS);
    let count = sheets.len();
    let draw = |(index, columns): (usize, &&[usize])| {
        let picture = Picture {
            summary,
            found,
            columns,
            sheet: (index + 1, count),
            lang: style.lang,
        };
        let mut canvas = Canvas::new(style);
        picture.draw(&mut canvas);
        canvas.finish()
    };
    sheets.iter().enumerate().map(draw).collect()
}

struct Picture<'a> {
    summary: &'a Summary,
    found: &'a Attainment,
    /// Positions of the targets that are given.
    columns: &'a [usize],
    sheet: (usize, usize),
    lang: Lang,
}

impl Picture<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        let top = canvas.opening(&self.heading(), &keys());
        let paragraphs = imprint_with_error(self.summary, self.lang);
        let foot = canvas.foot_height(&paragraphs);
        self.matrix().draw(canvas, top, foot);
        canvas.foot(&paragraphs);
    }

    fn heading(&self) -> Heading {
        let lang = self.lang;
        let title = lang.choose(
            "一个目标实现时，另一个的概率",
            "How likely each target is when another is met",
        );
        let least = self.found.least_paths;
        Heading {
            title: numbered(title, self.sheet, lang),
            subtitle: subtitle(self.summary, lang),
            sentences: vec![
                together(self.found, lang),
                lang.choose(
                    format!("每格（%）：列目标实现的路径中，行目标实现的比例；不到 {least} 条路径的不列。"),
                    format!("Cells (%): of the paths that meet the column's target, the share that meets the row's; blank where fewer than {least} do."),
                ),
            ],
        }
    }

    fn matrix(&self) -> Matrix {
        let (lang, targets) = (self.lang, &self.found.targets);
        let numbers =
            (1..=targets.len()).map(|number| vec![(number.to_string(), Type::Note, color::MUTED)]);
        let names = targets.iter().map(|target| {
            let name = lang.pick(&target.label).to_owned();
            vec![(name, Type::Label, color::INK)]
        });
        let alone = targets.iter().map(|target| {
            let alone = chance(&target.alone).with_error();
            vec![(alone, Type::Label, color::INK)]
        });
        let column = |heading: &str, cells, along, most| Column {
            heading: (heading.to_owned(), color::MUTED),
            cells,
            along,
            most,
        };
        let number = |k: &usize| ((k + 1).to_string(), color::MUTED);
        Matrix {
            before: vec![
                column("", numbers.collect(), Along::End, 0.1),
                column(
                    lang.choose("目标", "target"),
                    names.collect(),
                    Along::Start,
                    0.3,
                ),
                column(
                    lang.choose("单独", "alone"),
                    alone.collect(),
                    Along::End,
                    0.14,
                ),
            ],
            headings: self.columns.iter().map(number).collect(),
            cells: targets.iter().map(|target| self.cells(target)).collect(),
            after: Vec::new(),
            ruled: Vec::new(),
            row: 44.0,
        }
    }

    fn cells(&self, target: &AttainedTarget) -> Vec<Option<Cell>> {
        let cell = |k: &usize| {
            let given = &self.found.targets[*k];
            let share = self.found.given(&target.id, &given.id)?.chance?;
            Some(Cell {
                text: short_percent(share.probability, 0),
                below: None,
                fill: color::of_share(share.probability),
                framed: false,
            })
        };
        self.columns.iter().map(cell).collect()
    }
}

/// The shades of shares.
fn keys() -> Vec<Key> {
    [0.0, 0.25, 0.5, 0.75, 1.0]
        .map(|share| {
            let sample = Sample::Block(color::of_share(share));
            Key::new(sample, format!("{:.0}%", 100.0 * share))
        })
        .into()
}
