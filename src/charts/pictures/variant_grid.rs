//! Every target under every variant at a glance: probabilities as numbers, differences to the base as shades.

use super::super::chart::{Chart, ChartError, Content, Style};
use super::super::page::{
    Along, Canvas, Cell, Column, Heading, Key, Line, Matrix, Sample, Type, color,
};
use super::super::words::{Chance, Lang, signed_points};
use super::compared::{Row, TargetDifference, rows};
use super::imprint::imprints;
use super::names::{numbered, scenario_names, sheets, subtitle};
use crate::results::Summary;

/// Targets on a sheet.
const ROWS: usize = 22;
/// Runs on a sheet beside the base.
const RUNS: usize = 9;
/// Differences at which the shade is full, of which the least that holds all is chosen.
const SCALES: [f64; 9] = [0.02, 0.04, 0.06, 0.1, 0.16, 0.2, 0.3, 0.5, 1.0];

/// Draws targets × runs: the probability in each cell, its difference to the first run below it and as a shade; one sheet, or several
/// when there are many targets or runs.
///
/// # Errors
///
/// There are fewer than two runs, or no target is common to the first and another.
pub fn variant_grid(
    summaries: &[Summary],
    differences: &[TargetDifference],
    style: &Style,
) -> Result<Vec<Chart>, ChartError> {
    let rows = rows(summaries);
    if rows.is_empty() {
        return Err(ChartError::Nothing(Content::CommonTargets));
    }
    let others: Vec<usize> = (1..summaries.len()).collect();
    let mut parts: Vec<(&[Row<'_>], &[usize])> = Vec::new();
    for some in sheets(&rows, ROWS) {
        parts.extend(sheets(&others, RUNS).into_iter().map(|runs| (some, runs)));
    }
    let scale = scale(&rows, differences, summaries.len());
    let count = parts.len();
    let draw = |(index, (rows, runs)): (usize, &(&[Row<'_>], &[usize]))| {
        let grid = Grid {
            summaries,
            names: scenario_names(summaries, style.lang),
            rows,
            runs: [&[0], *runs].concat(),
            differences,
            scale,
            sheet: (index + 1, count),
            lang: style.lang,
        };
        let mut canvas = Canvas::new(style);
        grid.draw(&mut canvas);
        canvas.finish()
    };
    Ok(parts.iter().enumerate().map(draw).collect())
}

/// The difference at which the shade is full.
fn scale(rows: &[Row<'_>], differences: &[TargetDifference], runs: usize) -> f64 {
    let found = rows
        .iter()
        .flat_map(|row| (1..runs).filter_map(|run| row.difference(differences, run)));
    let sure = found.filter(TargetDifference::is_sure);
    let greatest = sure.map(|d| d.difference.abs()).fold(0.0, f64::max);
    let holds = |scale: &&f64| **scale >= greatest;
    *SCALES.iter().find(holds).unwrap_or(&1.0)
}

struct Grid<'a> {
    summaries: &'a [Summary],
    names: Vec<String>,
    rows: &'a [Row<'a>],
    /// The base and the other runs of the sheet.
    runs: Vec<usize>,
    differences: &'a [TargetDifference],
    scale: f64,
    /// This sheet and how many there are.
    sheet: (usize, usize),
    lang: Lang,
}

impl Grid<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        let top = canvas.opening(&self.heading(), &self.keys());
        let summaries: Vec<&Summary> = self.summaries.iter().collect();
        let paragraphs = imprints(&summaries, self.lang);
        let foot = canvas.foot_height(&paragraphs);
        self.matrix().draw(canvas, top, foot);
        canvas.foot(&paragraphs);
    }

    fn heading(&self) -> Heading {
        let lang = self.lang;
        let title = lang.choose(
            "目标 × 情景：达成概率",
            "Targets by scenario: probabilities",
        );
        let base = &self.names[0];
        Heading {
            title: numbered(title, self.sheet, lang),
            subtitle: subtitle(&self.summaries[0], lang),
            sentences: vec![lang.choose(
                format!("每格：达成概率；下方为与“{base}”之差（百分点），差别不超过误差的不着色。"),
                format!("Each cell: probability; below it, the difference from “{base}” (pp), shaded where it exceeds its error."),
            )],
        }
    }

    fn keys(&self) -> Vec<Key> {
        let lang = self.lang;
        let unit = lang.choose(" 个百分点", " pp");
        [-1.0, -0.5, 0.0, 0.5, 1.0]
            .into_iter()
            .map(|part: f64| {
                let text = signed_points(part * self.scale);
                let text = text.trim_end_matches(".0");
                let last = if part == 1.0 { unit } else { "" };
                Key::new(
                    Sample::Block(color::of_change(part)),
                    format!("{text}{last}"),
                )
            })
            .collect()
    }

    fn matrix(&self) -> Matrix {
        let lang = self.lang;
        let column = |heading: &str, most, cell: &dyn Fn(&Row<'_>) -> Vec<Line>| Column {
            heading: (heading.to_owned(), color::MUTED),
            cells: self.rows.iter().map(cell).collect(),
            along: Along::Start,
            most,
        };
        let heading = |run: &usize| {
            let ink = if *run == 0 { color::INK } else { color::MUTED };
            (self.names[*run].clone(), ink)
        };
        Matrix {
            before: vec![
                column(lang.choose("目标", "target"), 0.24, &|row| {
                    let name = row.name(&self.summaries[0], lang);
                    vec![(name, Type::Label, color::INK)]
                }),
                column(lang.choose("要求", "asked"), 0.13, &|row| self.asked(row)),
            ],
            headings: self.runs.iter().map(heading).collect(),
            cells: self.rows.iter().map(|row| self.cells(row)).collect(),
            after: Vec::new(),
            ruled: Vec::new(),
            row: 66.0,
        }
    }

    /// What is asked, in every run where that differs.
    fn asked(&self, row: &Row<'_>) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        for text in row.asked(self.summaries, self.lang).into_iter().flatten() {
            if lines.iter().all(|line| line.0 != text) {
                lines.push((text, Type::Note, color::TARGET));
            }
        }
        lines
    }

    fn cells(&self, row: &Row<'_>) -> Vec<Option<Cell>> {
        let cell = |run: &usize| {
            let target = row.judged[*run]?;
            let text = Chance::from(target).percent();
            if *run == 0 {
                return Some(Cell {
                    text,
                    below: None,
                    fill: color::GRID,
                    framed: false,
                });
            }
            let found = row.difference(self.differences, *run)?;
            let part = if found.is_sure() {
                found.difference / self.scale
            } else {
                0.0
            };
            Some(Cell {
                text,
                below: Some(signed_points(found.difference)),
                fill: color::of_change(part),
                framed: false,
            })
        };
        self.runs.iter().map(cell).collect()
    }
}
