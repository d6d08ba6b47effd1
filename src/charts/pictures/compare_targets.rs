//! Target probabilities of two runs, side by side.

use super::super::chart::{Chart, ChartError, Content, Style};
use super::super::page::{
    Along, Axis, Canvas, Column, Heading, Key, Laid, Line, Sample, Stroke, Table, Type, color,
};
use super::super::words::{Chance, Lang, difference};
use super::compared::{Row, TargetDifference, look, rows};
use super::imprint::{imprints, plus_minus};
use super::names::scenario_names;
use super::variant_dots::variant_dots;
use crate::results::Summary;

/// Draws the probability of every target in every run: two runs beside each other with their difference and its error, as given in
/// `differences`; of more runs a group of rows for each target, on as many sheets as that takes. The first run is the base.
///
/// # Errors
///
/// There are fewer than two runs, or no target is common to the first and another.
pub fn compare_targets(
    summaries: &[Summary],
    differences: &[TargetDifference],
    style: &Style,
) -> Result<Vec<Chart>, ChartError> {
    if summaries.len() > 2 {
        return variant_dots(summaries, differences, style);
    }
    let rows = rows(summaries);
    if rows.is_empty() {
        return Err(ChartError::Nothing(Content::CommonTargets));
    }
    let picture = CompareTargets {
        summaries,
        names: scenario_names(summaries, style.lang),
        rows,
        differences,
        lang: style.lang,
    };
    let mut canvas = Canvas::new(style);
    picture.draw(&mut canvas);
    Ok(vec![canvas.finish()])
}

/// The marks of the two runs as characters, for headings.
const GLYPHS: [&str; 2] = ["●", "■"];

struct CompareTargets<'a> {
    summaries: &'a [Summary],
    names: Vec<String>,
    rows: Vec<Row<'a>>,
    differences: &'a [TargetDifference],
    lang: Lang,
}

impl CompareTargets<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        let top = canvas.opening(&self.heading(), &self.keys());
        let summaries: Vec<&Summary> = self.summaries.iter().collect();
        let mut paragraphs = imprints(&summaries, self.lang);
        paragraphs.push(self.note());
        let foot = canvas.foot_height(&paragraphs);
        let laid = self.table().draw(canvas, top, foot);
        for (index, row) in self.rows.iter().enumerate() {
            draw_row(canvas, &laid, index, row);
        }
        canvas.foot(&paragraphs);
    }

    /// What ± means, and how the errors of differences were found.
    fn note(&self) -> String {
        let mut found = self.rows.iter().filter_map(|row| self.difference(row));
        let paired = found.all(|d| d.paired);
        let note = plus_minus(self.lang);
        if !paired {
            return note;
        }
        self.lang.choose(
            format!("{note}；两情景用同一组随机数，差的误差按配对计算"),
            format!("{note}; both scenarios share their draws; the error of a difference is computed from pairs"),
        )
    }

    fn heading(&self) -> Heading {
        let lang = self.lang;
        Heading {
            title: lang
                .choose(
                    "目标达成概率：情景比较",
                    "How likely each target is: scenarios compared",
                )
                .to_owned(),
            subtitle: self.names.join(lang.choose("、", ", ")),
            sentences: vec![self.statement()],
        }
    }

    /// How many targets become likelier: only differences greater than their error count.
    fn statement(&self) -> String {
        let found = self.rows.iter().filter_map(|row| self.difference(row));
        let sure: Vec<TargetDifference> = found.filter(TargetDifference::is_sure).collect();
        let up = sure.iter().filter(|d| d.difference > 0.0).count();
        let (down, same) = (sure.len() - up, self.rows.len() - sure.len());
        self.tell(up, down, same)
    }

    fn tell(&self, up: usize, down: usize, same: usize) -> String {
        let lang = self.lang;
        let mut parts = Vec::new();
        let mut add = |count: usize, zh: &str, en: &str| {
            if count > 0 {
                parts.push(lang.choose(format!("{count} 项目标{zh}"), format!("{count} {en}")));
            }
        };
        add(up, "更可能达成", "more likely");
        add(down, "更难达成", "less likely");
        add(same, "差别不超过误差", "no different beyond the error");
        let other = &self.names[1];
        let parts = parts.join(lang.choose("，", ", "));
        lang.choose(
            format!("在“{other}”下，{parts}。"),
            format!("Targets under “{other}”: {parts}."),
        )
    }

    fn keys(&self) -> Vec<Key> {
        let key = |(index, name): (usize, &String)| {
            let (marker, color) = look(index);
            Key::new(Sample::Mark(marker, color), name.clone())
        };
        self.names.iter().enumerate().map(key).collect()
    }

    fn difference(&self, row: &Row<'_>) -> Option<TargetDifference> {
        row.difference(self.differences, 1)
    }

    fn table(&self) -> Table {
        let lang = self.lang;
        let column = |heading: &str, along, most, cell: &dyn Fn(&Row<'_>) -> Vec<Line>| Column {
            heading: (heading.to_owned(), color::MUTED),
            cells: self.rows.iter().map(cell).collect(),
            along,
            most,
        };
        let mut after = self.chance_columns();
        let heading = lang.choose("差（百分点）", "difference (pp)");
        after.push(column(heading, Along::End, 0.2, &|row| {
            self.difference_cell(row)
        }));
        Table {
            before: vec![
                column(lang.choose("目标", "target"), Along::Start, 0.28, &|row| {
                    self.name(row)
                }),
                column(lang.choose("要求", "asked"), Along::Start, 0.17, &|row| {
                    self.asked(row)
                }),
            ],
            after,
            axis: Axis::shares(0.25),
            heading: String::new(),
            dividers: Vec::new(),
            row: 50.0,
        }
    }

    fn name(&self, row: &Row<'_>) -> Vec<Line> {
        let text = row.name(&self.summaries[0], self.lang);
        vec![(text, Type::Label, color::INK)]
    }

    /// What is asked, in both runs where that differs.
    fn asked(&self, row: &Row<'_>) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        for text in row.asked(self.summaries, self.lang).into_iter().flatten() {
            if lines.iter().all(|line| line.0 != text) {
                lines.push((text, Type::Label, color::TARGET));
            }
        }
        lines
    }

    /// The probability in each run, a column each, headed by its mark.
    fn chance_columns(&self) -> Vec<Column> {
        let column = |(run, glyph): (usize, &&str)| Column {
            heading: ((*glyph).to_owned(), look(run).1),
            cells: self.rows.iter().map(|row| chance(row, run)).collect(),
            along: Along::End,
            most: 0.2,
        };
        GLYPHS.iter().enumerate().map(column).collect()
    }

    fn difference_cell(&self, row: &Row<'_>) -> Vec<Line> {
        let Some(found) = self.difference(row) else {
            return Vec::new();
        };
        let text = difference(found.difference, found.half_width);
        vec![(text, Type::Strong, color::INK)]
    }
}

/// The probability in a run.
fn chance(row: &Row<'_>, run: usize) -> Vec<Line> {
    let target = row.judged[run];
    let text = target.map_or("—".to_owned(), |target| Chance::from(target).with_error());
    vec![(text, Type::Label, color::INK)]
}

/// A mark for each run at its probability, with its 95 % interval, tied by a line; marks that would hide each other are set apart in height.
fn draw_row(canvas: &mut Canvas, laid: &Laid, index: usize, row: &Row<'_>) {
    let (middle, frame) = (laid.rows[index], &laid.frame);
    let radius = canvas.px(9.0);
    let mut across: Vec<f64> = row
        .judged
        .iter()
        .flatten()
        .map(|t| frame.across(t.probability))
        .collect();
    across.sort_by(f64::total_cmp);
    let hidden = across
        .windows(2)
        .any(|pair| pair[1] - pair[0] < 2.2 * radius);
    let step = if hidden { canvas.px(12.0) } else { 0.0 };
    let count = row.judged.len() as f64;
    let height = |run: usize| middle + ((count - 1.0) / 2.0 - run as f64) * step;
    let runs = || {
        row.judged
            .iter()
            .enumerate()
            .filter_map(|(run, target)| Some((run, (*target)?)))
    };
    let places: Vec<(f64, f64)> = runs()
        .map(|(run, t)| (t.probability, height(run)))
        .collect();
    frame.line(canvas, &places, Stroke::solid(color::PALE, canvas.px(5.0)));
    for (run, target) in runs() {
        let (marker, fill) = look(run);
        let chance = Chance::from(target);
        let stroke = Stroke::solid(fill, canvas.px(2.0));
        frame.whisker(
            canvas,
            (chance.interval[0], chance.interval[1]),
            height(run),
            stroke,
        );
        frame.marker(canvas, (chance.share, height(run)), marker, fill, radius);
    }
}
