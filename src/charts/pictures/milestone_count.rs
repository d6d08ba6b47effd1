//! How many members of a group have reached a threshold by each year: the whole distribution, and the number that is asked for.

use super::super::chart::{Chart, ChartError, Content, Style};
use super::super::page::{
    Along, Canvas, Cell, Column, Heading, Key, Matrix, Sample, Stroke, Type, color,
};
use super::super::words::{Chance, Lang, short_percent};
use super::imprint::imprint_with_error;
use super::milestones::{find, phrase, share_keys, shown_years, year_heading};
use super::names::subtitle;
use crate::results::{MilestoneSummary, Summary};

/// A number of members that fewer paths than this have in every year has no row.
const LEAST: f64 = 0.0005;

/// Draws the distribution of the number of members that have reached a milestone, year by year, the required number marked.
///
/// # Errors
///
/// The run has no such milestone, or it is not on a group.
pub fn milestone_count(summary: &Summary, id: &str, style: &Style) -> Result<Chart, ChartError> {
    let milestone = find(summary, id)?;
    let counted = milestone.count.len() == summary.years.len();
    let whole = |shares: &Vec<f64>| !shares.is_empty() && shares.iter().all(|s| s.is_finite());
    if !counted || !milestone.count.iter().all(whole) {
        return Err(ChartError::Nothing(Content::Members));
    }
    let picture = Counts {
        summary,
        milestone,
        rows: rows(milestone),
        lang: style.lang,
    };
    let mut canvas = Canvas::new(style);
    picture.draw(&mut canvas);
    Ok(canvas.finish())
}

/// The numbers that have a row, the greatest first: all between the least and the greatest that occur, and the required one.
fn rows(milestone: &MilestoneSummary) -> Vec<usize> {
    let occurs = |k: &usize| {
        let share = |year: &Vec<f64>| year.get(*k).copied().unwrap_or(0.0);
        milestone.count.iter().any(|year| share(year) >= LEAST)
    };
    let most = milestone.count.iter().map(Vec::len).max().unwrap_or(0);
    let occurring: Vec<usize> = (0..most).filter(occurs).collect();
    let required = milestone.required.min(milestone.members.len());
    let low = occurring.first().copied().unwrap_or(0).min(required);
    let high = occurring.last().copied().unwrap_or(0).max(required);
    (low..=high).rev().collect()
}

struct Counts<'a> {
    summary: &'a Summary,
    milestone: &'a MilestoneSummary,
    rows: Vec<usize>,
    lang: Lang,
}

impl Counts<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        let top = canvas.heading(&self.heading());
        let margin = canvas.theme().margin();
        let right = canvas.width() - margin;
        let keys = self.keys(canvas);
        let top = canvas.legend(&keys, margin, top, right) + canvas.px(12.0);
        let paragraphs = imprint_with_error(self.summary, self.lang);
        let foot = canvas.foot_height(&paragraphs);
        self.matrix(canvas).draw(canvas, top, foot);
        canvas.foot(&paragraphs);
    }

    fn heading(&self) -> Heading {
        let lang = self.lang;
        let phrase = phrase(self.summary, self.milestone, lang);
        Heading {
            title: lang.choose(
                format!("{phrase}：逐年达到的个数"),
                format!("{phrase}: how many have reached it"),
            ),
            subtitle: subtitle(self.summary, lang),
            sentences: self.sentences(),
        }
    }

    /// The median and the 90 % interval of the number, and the chance of the required one, by the deadline or else the end.
    fn sentences(&self) -> Vec<String> {
        let lang = self.lang;
        let last = self.summary.years.len() - 1;
        let judged = |year: i32| self.summary.years.iter().position(|known| *known == year);
        let index = self.milestone.deadline.and_then(judged).unwrap_or(last);
        let (first, year) = (self.summary.years[0], self.summary.years[index]);
        let shares = &self.milestone.count[index];
        let [low, median, high] = [0.05, 0.5, 0.95].map(|p| quantile(shares, p));
        let (required, all) = (self.milestone.required, self.milestone.members.len());
        let share = self.milestone.reached_by[index];
        let error = self.milestone.std_error.get(index).copied();
        let chance = Chance::counted(share, error, &self.summary.run).with_error();
        let (base, before) = (
            self.summary.scenario.base_year,
            self.milestone.count_in_base(self.summary),
        );
        let (before_zh, before_en) = if before > 0 {
            (
                format!("（{base}年已有 {before} 个）"),
                format!(" ({before} in {base} already)"),
            )
        } else {
            (String::new(), String::new())
        };
        vec![
            lang.choose(
                format!("到{year}年，{all} 个成员中达到的个数：中位数 {median}，90% 区间 {low} 至 {high}{before_zh}。"),
                format!("How many of {all} members have reached it by {year}: median {median}, 90% interval {low} to {high}{before_en}."),
            ),
            lang.choose(
                format!("至少 {required} 个达到的概率为 {chance}。"),
                format!("The probability of at least {required} is {chance}."),
            ),
            lang.choose(
                format!("格内为从{first}年起恰好这么多个达到过的概率（%），不足 0.5% 的留空。"),
                format!("Cells: chance (%) of exactly that many since {first}; blank below 0.5%."),
            ),
        ]
    }

    fn keys(&self, canvas: &Canvas) -> Vec<Key> {
        let lang = self.lang;
        let required = self.milestone.required;
        let mut keys = share_keys();
        keys.push(Key::new(
            Sample::Frame(color::INK),
            lang.choose("中位数", "median"),
        ));
        keys.push(Key::new(
            Sample::Line(Stroke::solid(color::TARGET, canvas.px(4.0))),
            lang.choose(
                format!("线以上：达到要求的 {required} 个"),
                format!("above the line: the required {required}"),
            ),
        ));
        keys
    }

    fn matrix(&self, canvas: &Canvas) -> Matrix {
        let (lang, years) = (self.lang, &self.summary.years);
        let milestone = self.milestone;
        let shown = shown_years(years, milestone.deadline, Matrix::years(canvas));
        let cell = |share: f64, framed: bool| {
            let text = if share < 0.005 {
                String::new()
            } else {
                short_percent(share, 0)
            };
            Some(Cell {
                text,
                below: None,
                fill: color::of_share(share),
                framed,
            })
        };
        let required = milestone.required;
        let total = |index: &usize| {
            let share = milestone.reached_by[*index];
            Some(Cell {
                text: short_percent(share, 0),
                below: None,
                fill: color::of_share(share),
                framed: false,
            })
        };
        let mut cells: Vec<Vec<Option<Cell>>> = vec![shown.iter().map(total).collect(), vec![]];
        for &k in &self.rows {
            let exactly = |index: &usize| {
                let shares = &milestone.count[*index];
                let share = shares.get(k).copied().unwrap_or(0.0);
                cell(share, quantile(shares, 0.5) == k)
            };
            cells.push(shown.iter().map(exactly).collect());
        }
        let least = lang.choose(
            format!("至少 {required} 个"),
            format!("at least {required}"),
        );
        let mut names = vec![vec![(least, Type::Strong, color::TARGET)], vec![]];
        let row = |k: &usize| {
            vec![(
                lang.choose(format!("{k} 个"), k.to_string()),
                Type::Label,
                color::INK,
            )]
        };
        names.extend(self.rows.iter().map(row));
        let below = self.rows.iter().filter(|k| **k >= required).count();
        Matrix {
            before: vec![Column {
                heading: (
                    lang.choose("达到的个数", "how many").to_owned(),
                    color::MUTED,
                ),
                cells: names,
                along: Along::End,
                most: 0.2,
            }],
            headings: shown
                .iter()
                .map(|index| year_heading(years[*index], milestone.deadline, lang))
                .collect(),
            cells,
            after: Vec::new(),
            ruled: vec![2 + below],
            row: 38.0,
        }
    }
}

/// The least number with at least this much of the probability at or below it.
fn quantile(shares: &[f64], probability: f64) -> usize {
    let mut below = 0.0;
    for (k, share) in shares.iter().enumerate() {
        below += share;
        if below >= probability - 1e-12 {
            return k;
        }
    }
    shares.len().saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_of_a_number() {
        let shares = [0.25, 0.25, 0.4, 0.1];
        for (probability, wanted) in [(0.05, 0), (0.5, 1), (0.51, 2), (0.95, 3)] {
            assert_eq!(quantile(&shares, probability), wanted);
        }
        assert_eq!(quantile(&[0.0, 0.0, 1.0], 0.5), 2);
    }
}
