//! Target probabilities before and after something is given, tied by a line.

use super::super::chart::{Chart, ChartError, Content, Style};
use super::super::page::{
    Along, Axis, Canvas, Column, Heading, Key, Laid, Line, Sample, Stroke, Table, Type, color,
};
use super::super::words::{
    Chance, Lang, bracketed_tier, demand, difference, grouped, spoken_indicator,
};
use super::compared::look;
use super::imprint::{imprint, plus_minus};
use super::names::{numbered, sheets, subtitle};
use super::series::measure_of;
use crate::results::{RestOfYear, Summary, TargetSummary, Update, UpdatedTarget};

/// Rows on a sheet.
const ROWS: usize = 30;

/// Draws the probability of every target before and after, in the order of the file, all together last; one sheet, or several when there are very many.
///
/// # Errors
///
/// The run judges nothing.
pub fn updated_targets(
    summary: &Summary,
    update: &Update,
    style: &Style,
) -> Result<Vec<Chart>, ChartError> {
    if update.targets.is_empty() {
        return Err(ChartError::Nothing(Content::Targets));
    }
    let sheets = sheets(&update.targets, ROWS);
    let count = sheets.len();
    let draw = |(index, rows): (usize, &&[UpdatedTarget])| {
        let picture = Updated {
            summary,
            update,
            rows,
            sheet: (index + 1, count),
            lang: style.lang,
        };
        let mut canvas = Canvas::new(style);
        picture.draw(&mut canvas);
        canvas.finish()
    };
    Ok(sheets.iter().enumerate().map(draw).collect())
}

/// What is given, in words.
pub(super) fn given_text(update: &Update, lang: Lang) -> String {
    let told: Vec<&str> = update.given.iter().map(|it| lang.pick(&it.text)).collect();
    let told = told.join(lang.choose("；", "; "));
    lang.choose(format!("给定：{told}。"), format!("Given: {told}."))
}

/// How the picture came about: the run, and how many paths what is given leaves.
pub(super) fn update_imprint(summary: &Summary, update: &Update, lang: Lang) -> String {
    let effective = super::super::words::grouped(update.effective_paths, 0);
    let imprint = imprint(summary, lang);
    let note = plus_minus(lang);
    lang.choose(
        format!("{imprint} · 给定后相当于 {effective} 条 · {note}"),
        format!("{imprint} · weighted, worth {effective} equal paths · {note}"),
    )
}

struct Updated<'a> {
    summary: &'a Summary,
    update: &'a Update,
    rows: &'a [UpdatedTarget],
    sheet: (usize, usize),
    lang: Lang,
}

impl Updated<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        let top = canvas.opening(&self.heading(), &self.keys());
        let paragraphs = vec![update_imprint(self.summary, self.update, self.lang)];
        let foot = canvas.foot_height(&paragraphs);
        let laid = self.table().draw(canvas, top, foot);
        for (index, row) in self.rows.iter().enumerate() {
            if row.id.is_none() && index > 0 {
                laid.rule_above(canvas, index);
            }
            draw_row(canvas, &laid, index, row);
        }
        canvas.foot(&paragraphs);
    }

    fn heading(&self) -> Heading {
        let lang = self.lang;
        let title = lang.choose(
            "目标达成概率：给定前后",
            "How likely each target is, before and after",
        );
        Heading {
            title: numbered(title, self.sheet, lang),
            subtitle: subtitle(self.summary, lang),
            sentences: std::iter::once(given_text(self.update, lang))
                .chain(self.update.halves.iter().filter_map(|it| self.rest(it)))
                .collect(),
        }
    }

    /// What the second half of a year must do, for each target on it; `None` when there is no target.
    fn rest(&self, half: &RestOfYear) -> Option<String> {
        let lang = self.lang;
        let percent = |value: f64| format!("{}%", grouped(100.0 * value, 1));
        let needed = half.needed.iter().map(|it| {
            let mut targets = self.summary.targets.iter();
            let known = targets.find(|target| target.id == it.id);
            let tier = bracketed_tier(known.and_then(|target| target.tier.as_deref()), lang);
            let ends = [
                it.at_least.map(|end| format!("≥ {}", percent(end))),
                it.at_most.map(|end| format!("≤ {}", percent(end))),
            ];
            let ends: Vec<String> = ends.into_iter().flatten().collect();
            format!("{}{tier}", ends.join(lang.choose("且 ", " and ")))
        });
        let mut needed: Vec<String> = needed.collect();
        needed.dedup();
        let label = lang.pick(&half.label);
        let needed = (!needed.is_empty()).then(|| needed.join(lang.choose("，", ", ")))?;
        Some(lang.choose(
            format!("{label}下半年须 {needed}。"),
            format!("{label} in the second half must be {needed}."),
        ))
    }

    fn keys(&self) -> Vec<Key> {
        let names = self.lang.choose(["原概率", "给定后"], ["before", "after"]);
        let key = |(index, name): (usize, &str)| {
            let (marker, color) = look(index);
            Key::new(Sample::Mark(marker, color), name)
        };
        names.into_iter().enumerate().map(key).collect()
    }

    fn table(&self) -> Table {
        let lang = self.lang;
        let column =
            |heading: &str, ink, along, most, cell: &dyn Fn(&UpdatedTarget) -> Line| Column {
                heading: (heading.to_owned(), ink),
                cells: self.rows.iter().map(|row| vec![cell(row)]).collect(),
                along,
                most,
            };
        let label = |text: String| (text, Type::Label, color::INK);
        Table {
            before: vec![
                column(
                    lang.choose("目标", "target"),
                    color::MUTED,
                    Along::Start,
                    0.28,
                    &|row| label(self.name(row)),
                ),
                column(
                    lang.choose("要求", "asked"),
                    color::MUTED,
                    Along::Start,
                    0.17,
                    &|row| (self.asked(row), Type::Label, color::TARGET),
                ),
            ],
            after: vec![
                column("●", look(0).1, Along::End, 0.2, &|row| {
                    label(before(row).with_error())
                }),
                column("■", look(1).1, Along::End, 0.2, &|row| {
                    label(self.after(row))
                }),
                column(
                    lang.choose("变化（百分点）", "change (pp)"),
                    color::MUTED,
                    Along::End,
                    0.2,
                    &|row| (self.change(row), Type::Strong, color::INK),
                ),
            ],
            axis: Axis::shares(0.25),
            heading: String::new(),
            dividers: Vec::new(),
            row: 50.0,
        }
    }

    fn target(&self, row: &UpdatedTarget) -> Option<&TargetSummary> {
        let mut targets = self.summary.targets.iter();
        targets.find(|it| Some(&it.id) == row.id.as_ref())
    }

    fn name(&self, row: &UpdatedTarget) -> String {
        let lang = self.lang;
        let Some(id) = &row.id else {
            return lang.choose("全部同时达成", "all together").to_owned();
        };
        let Some(target) = self.target(row) else {
            let mut milestones = self.summary.milestones.iter();
            let known = milestones.find(|it| it.id == *id);
            return known.map_or_else(|| id.clone(), |it| lang.pick(&it.label).to_owned());
        };
        let label = spoken_indicator(self.summary, &target.indicator, lang);
        let tier = bracketed_tier(target.tier.as_deref(), lang);
        let year = lang.year(target.year);
        lang.choose(
            format!("{year}{label}{tier}"),
            format!("{label} {year}{tier}"),
        )
    }

    fn asked(&self, row: &UpdatedTarget) -> String {
        if let Some(target) = self.target(row) {
            let measure = measure_of(self.summary, &target.indicator, self.lang);
            return demand(target, &measure, self.lang);
        }
        let mut milestones = self.summary.milestones.iter();
        let known = milestones.find(|it| Some(&it.id) == row.id.as_ref());
        known.map_or_else(String::new, |it| {
            let measure = measure_of(self.summary, &it.indicator, self.lang);
            super::super::words::threshold(it, &measure, self.lang)
        })
    }

    /// What is given is no estimate.
    fn after(&self, row: &UpdatedTarget) -> String {
        if row.given {
            let share = 100.0 * row.probability.after.value;
            return self
                .lang
                .choose(format!("给定 {share:.0}%"), format!("given {share:.0}%"));
        }
        after(row).with_error()
    }

    fn change(&self, row: &UpdatedTarget) -> String {
        let change = row.probability.change;
        let half = self.update.errors().quantile95() * change.std_error;
        difference(change.value, half)
    }
}

fn before(row: &UpdatedTarget) -> Chance {
    Chance {
        share: row.probability.before.value,
        interval: row.ci95_before,
    }
}

fn after(row: &UpdatedTarget) -> Chance {
    Chance {
        share: row.probability.after.value,
        interval: row.ci95_after,
    }
}

/// Before and after with their 95 % intervals, tied by a line; marks that would hide each other are set apart in height.
fn draw_row(canvas: &mut Canvas, laid: &Laid, index: usize, row: &UpdatedTarget) {
    let (middle, frame) = (laid.rows[index], &laid.frame);
    let radius = canvas.px(9.0);
    let chances = [before(row), after(row)];
    let apart = (frame.across(chances[0].share) - frame.across(chances[1].share)).abs();
    let step = if apart < 2.2 * radius {
        canvas.px(12.0)
    } else {
        0.0
    };
    let heights = [middle + step / 2.0, middle - step / 2.0];
    let places = [0, 1].map(|k| (chances[k].share, heights[k]));
    frame.line(canvas, &places, Stroke::solid(color::PALE, canvas.px(5.0)));
    for (k, chance) in chances.iter().enumerate() {
        let (marker, fill) = look(k);
        if !(k == 1 && row.given) {
            let ends = (chance.interval[0], chance.interval[1]);
            let stroke = Stroke::solid(fill, canvas.px(2.0));
            frame.whisker(canvas, ends, heights[k], stroke);
        }
        frame.marker(canvas, places[k], marker, fill, radius);
    }
}
