//! Target probabilities of many variants: a group of rows for each target, a row for each variant, tied to the base by a line.

use super::super::chart::{Chart, ChartError, Content, Style};
use super::super::page::{
    Along, Axis, Canvas, Column, Heading, Laid, Line, Stroke, Table, Type, color,
};
use super::super::words::{Chance, Lang, difference};
use super::compared::{Row, TargetDifference, look, rows};
use super::imprint::{imprints, plus_minus};
use super::names::{numbered, scenario_names, sheets, subtitle};
use crate::results::Summary;

/// Rows on a sheet; a group is never broken.
const ROWS: usize = 40;

/// Draws the probability of every target in every run, grouped by target: one sheet, or several when there are many. The first run is the
/// base; error bars are those of the differences to it, as given in `differences`.
///
/// # Errors
///
/// There are fewer than two runs, or no target is common to the first and another.
pub(super) fn variant_dots(
    summaries: &[Summary],
    differences: &[TargetDifference],
    style: &Style,
) -> Result<Vec<Chart>, ChartError> {
    let rows = rows(summaries);
    if rows.is_empty() {
        return Err(ChartError::Nothing(Content::CommonTargets));
    }
    let sheets = sheets(&rows, (ROWS / (summaries.len() + 1)).max(1));
    let count = sheets.len();
    let draw = |(index, groups): (usize, &&[Row<'_>])| {
        let picture = Dots {
            summaries,
            names: scenario_names(summaries, style.lang),
            lines: lines(groups),
            groups,
            differences,
            sheet: (index + 1, count),
            lang: style.lang,
        };
        let mut canvas = Canvas::new(style);
        picture.draw(&mut canvas);
        canvas.finish()
    };
    Ok(sheets.iter().enumerate().map(draw).collect())
}

/// A line of the table: the head of a target's group, or a run in it.
#[derive(Clone, Copy)]
enum Entry {
    Head(usize),
    Run(usize, usize),
}

fn lines(groups: &[Row<'_>]) -> Vec<Entry> {
    let mut lines = Vec::new();
    for (group, row) in groups.iter().enumerate() {
        lines.push(Entry::Head(group));
        for (run, judged) in row.judged.iter().enumerate() {
            if judged.is_some() {
                lines.push(Entry::Run(group, run));
            }
        }
    }
    lines
}

struct Dots<'a> {
    summaries: &'a [Summary],
    names: Vec<String>,
    groups: &'a [Row<'a>],
    lines: Vec<Entry>,
    differences: &'a [TargetDifference],
    /// This sheet and how many there are.
    sheet: (usize, usize),
    lang: Lang,
}

impl Dots<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        let top = canvas.heading(&self.heading());
        let summaries: Vec<&Summary> = self.summaries.iter().collect();
        let mut paragraphs = imprints(&summaries, self.lang);
        paragraphs.push(self.note());
        let foot = canvas.foot_height(&paragraphs);
        let laid = self.table().draw(canvas, top, foot);
        for group in 0..self.groups.len() {
            self.base_line(canvas, &laid, group);
        }
        for index in 0..self.lines.len() {
            self.dot(canvas, &laid, index);
        }
        canvas.foot(&paragraphs);
    }

    /// Whether every difference on the sheet has the error of pairs.
    fn paired(&self) -> bool {
        let runs = 1..self.summaries.len();
        let mut found = self.groups.iter().flat_map(|row| {
            runs.clone()
                .filter_map(|run| row.difference(self.differences, run))
        });
        found.all(|d| d.paired)
    }

    /// What ± and the error bars mean.
    fn note(&self) -> String {
        let note = plus_minus(self.lang);
        let bars = if self.paired() {
            self.lang.choose(
                "误差线为与基准之差的 95% 区间（同一组随机数，按配对计算）",
                "bars are the 95% interval of the difference to the base (same draws, paired)",
            )
        } else {
            self.lang.choose(
                "误差线为与基准之差的 95% 区间",
                "bars are the 95% interval of the difference to the base",
            )
        };
        format!("{note}{}{bars}", self.lang.choose("；", "; "))
    }

    fn heading(&self) -> Heading {
        let lang = self.lang;
        let title = lang.choose(
            "各情景下目标的达成概率",
            "How likely each target is in each scenario",
        );
        let base = &self.names[0];
        Heading {
            title: numbered(title, self.sheet, lang),
            subtitle: subtitle(&self.summaries[0], lang),
            sentences: vec![lang.choose(
                format!("竖线为“{base}”的概率；横线连到各情景。"),
                format!(
                    "Vertical line: probability in “{base}”; horizontal lines lead to each scenario."
                ),
            )],
        }
    }

    fn table(&self) -> Table {
        let lang = self.lang;
        let column = |heading: &str, along, most, cell: &dyn Fn(&Entry) -> Vec<Line>| Column {
            heading: (heading.to_owned(), color::MUTED),
            cells: self.lines.iter().map(cell).collect(),
            along,
            most,
        };
        let heads =
            |(index, entry): (usize, &Entry)| matches!(entry, Entry::Head(_)).then_some(index);
        Table {
            before: vec![column(
                lang.choose("目标与情景", "target and scenario"),
                Along::Start,
                0.32,
                &|entry| self.name(*entry),
            )],
            after: vec![
                column(
                    lang.choose("达成概率", "probability"),
                    Along::End,
                    0.16,
                    &|entry| self.chance(*entry),
                ),
                column(
                    lang.choose("与基准之差（百分点）", "minus base (pp)"),
                    Along::End,
                    0.18,
                    &|entry| self.gap(*entry),
                ),
            ],
            axis: Axis::shares(0.25),
            heading: String::new(),
            dividers: self.lines.iter().enumerate().filter_map(heads).collect(),
            row: 36.0,
        }
    }

    /// The target with what is asked; the run, with what it asks where that is something else.
    fn name(&self, entry: Entry) -> Vec<Line> {
        let (Entry::Head(group) | Entry::Run(group, _)) = entry;
        let row = &self.groups[group];
        let asked = row.asked(self.summaries, self.lang);
        let first = asked[0].clone().unwrap_or_default();
        match entry {
            Entry::Head(_) => {
                let name = row.name(&self.summaries[0], self.lang);
                vec![(format!("{name} {first}"), Type::Strong, color::TARGET)]
            }
            Entry::Run(_, run) => {
                let name = &self.names[run];
                let other = asked[run].as_ref().filter(|other| **other != first);
                let text = match other {
                    Some(other) => self
                        .lang
                        .choose(format!("{name}（{other}）"), format!("{name} ({other})")),
                    None => name.clone(),
                };
                let kind = if run == 0 { Type::Strong } else { Type::Label };
                vec![(text, kind, color::INK)]
            }
        }
    }

    fn chance(&self, entry: Entry) -> Vec<Line> {
        let Entry::Run(group, run) = entry else {
            return Vec::new();
        };
        let target = self.groups[group].judged[run];
        let text = target.map(|target| Chance::from(target).with_error());
        let line = |text| (text, Type::Label, color::INK);
        text.into_iter().map(line).collect()
    }

    /// The difference to the base; what does not exceed its error is muted.
    fn gap(&self, entry: Entry) -> Vec<Line> {
        let found = match entry {
            Entry::Run(group, run) if run > 0 => {
                self.groups[group].difference(self.differences, run)
            }
            _ => None,
        };
        let line = |found: TargetDifference| {
            let text = difference(found.difference, found.half_width);
            if found.is_sure() {
                (text, Type::Strong, color::INK)
            } else {
                (text, Type::Label, color::MUTED)
            }
        };
        found.into_iter().map(line).collect()
    }

    /// The base's probability through all rows of a group.
    fn base_line(&self, canvas: &mut Canvas, laid: &Laid, group: usize) {
        let mine = |entry: &Entry| matches!(entry, Entry::Run(g, _) if *g == group);
        let mut rows = self
            .lines
            .iter()
            .enumerate()
            .filter(|(_, entry)| mine(entry));
        let Some((first, _)) = rows.next() else {
            return;
        };
        let last = rows.next_back().map_or(first, |(last, _)| last);
        let top = laid.rows[first] + laid.heights[first] / 2.0;
        let bottom = laid.rows[last] - laid.heights[last] / 2.0;
        let x = self.groups[group].target.probability;
        let stroke = Stroke::solid(color::SCENARIOS[0], canvas.px(2.0));
        laid.frame.line(canvas, &[(x, top), (x, bottom)], stroke);
    }

    fn dot(&self, canvas: &mut Canvas, laid: &Laid, index: usize) {
        let Entry::Run(group, run) = self.lines[index] else {
            return;
        };
        let row = &self.groups[group];
        let Some(target) = row.judged[run] else {
            return;
        };
        let (frame, y) = (&laid.frame, laid.rows[index]);
        let (marker, fill) = look(run);
        let chance = Chance::from(target);
        let base = row.target.probability;
        let tie = Stroke::solid(fill.with_alpha(0.45), canvas.px(6.0));
        frame.line(canvas, &[(base, y), (chance.share, y)], tie);
        let half = match row.difference(self.differences, run) {
            Some(found) if run > 0 => found.half_width,
            _ => chance.half_width(),
        };
        let stroke = Stroke::solid(fill, canvas.px(2.0));
        let ends = (chance.share - half, chance.share + half);
        frame.whisker(canvas, (ends.0.max(0.0), ends.1.min(1.0)), y, stroke);
        let radius = canvas.px(9.0);
        frame.marker(canvas, (chance.share, y), marker, fill, radius);
    }
}
