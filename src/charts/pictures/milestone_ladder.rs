//! The ladder: which members of a group have reached a threshold by which year, the likeliest on top.

use super::super::chart::{Chart, ChartError, Content, Style};
use super::super::page::{Along, Canvas, Cell, Column, Heading, Line, Matrix, Type, color};
use super::super::words::{Chance, Lang, short_percent};
use super::imprint::imprint_with_error;
use super::milestones::{
    find, likeliest_first, median_year, member_name, phrase, share_keys, shown_years, year_heading,
};
use super::names::{numbered, sheets, subtitle};
use crate::results::{MilestoneMember, MilestoneSummary, Summary};

/// Members on a sheet; beyond, the ladder goes on to another.
const ROWS: usize = 25;

/// Draws the chance that each member of a milestone has reached it by each year, one sheet, or several when there are very many members.
///
/// # Errors
///
/// The run has no such milestone, or it is not on a group.
pub fn milestone_ladder(
    summary: &Summary,
    id: &str,
    style: &Style,
) -> Result<Vec<Chart>, ChartError> {
    let milestone = find(summary, id)?;
    let members = likeliest_first(milestone);
    if members.is_empty() {
        return Err(ChartError::Nothing(Content::Members));
    }
    let sheets = sheets(&members, ROWS);
    let count = sheets.len();
    let draw = |(index, members): (usize, &&[&MilestoneMember])| {
        let ladder = Ladder {
            summary,
            milestone,
            members,
            sheet: (index + 1, count),
            lang: style.lang,
        };
        let mut canvas = Canvas::new(style);
        ladder.draw(&mut canvas);
        canvas.finish()
    };
    Ok(sheets.iter().enumerate().map(draw).collect())
}

struct Ladder<'a> {
    summary: &'a Summary,
    milestone: &'a MilestoneSummary,
    members: &'a [&'a MilestoneMember],
    /// This sheet and how many there are.
    sheet: (usize, usize),
    lang: Lang,
}

impl Ladder<'_> {
    fn draw(&self, canvas: &mut Canvas) {
        let top = canvas.opening(&self.heading(), &share_keys());
        let paragraphs = imprint_with_error(self.summary, self.lang);
        let foot = canvas.foot_height(&paragraphs);
        self.matrix(canvas).draw(canvas, top, foot);
        canvas.foot(&paragraphs);
    }

    fn heading(&self) -> Heading {
        let lang = self.lang;
        let phrase = phrase(self.summary, self.milestone, lang);
        let title = lang.choose(
            format!("{phrase}：逐年达到的概率"),
            format!("{phrase}: chance by year"),
        );
        Heading {
            title: numbered(&title, self.sheet, lang),
            subtitle: subtitle(self.summary, lang),
            sentences: self.sentences(),
        }
    }

    /// How many stood there before, and how many of the others are more likely than not to be there at the end.
    fn standing(&self) -> String {
        let (lang, milestone) = (self.lang, self.milestone);
        let last = self.summary.years.len() - 1;
        let (base, end) = (self.summary.scenario.base_year, self.summary.years[last]);
        let before = milestone.count_in_base(self.summary);
        let members = milestone.members.len();
        let likely = milestone.members.iter().filter(|member| {
            member.reached_by[last] > 0.5 && !milestone.reached_in_base(member, self.summary)
        });
        let (likely, others) = (likely.count(), members - before);
        match (before, others) {
            (0, _) => lang.choose(
                format!("到{end}年，{members} 个成员中有 {likely} 个的达到概率超过一半。"),
                format!("More likely than not to have reached it by {end}: {likely} of {members} members."),
            ),
            (_, 0) => lang.choose(
                format!("{members} 个成员在{base}年都已达到。"),
                format!("All {members} members had reached it in {base} already."),
            ),
            _ => lang.choose(
                format!("{members} 个成员中 {before} 个在{base}年已达到，另有 {likely} 个到{end}年达到的概率超过一半。"),
                format!("Reached in {base} already: {before} of {members} members; more likely than not by {end}: {likely} more."),
            ),
        }
    }

    /// How the members stand, and what is asked of all together.
    fn sentences(&self) -> Vec<String> {
        let lang = self.lang;
        let milestone = self.milestone;
        let last = self.summary.years.len() - 1;
        let end = self.summary.years[last];
        let first = self.summary.years[0];
        let (required, year) = (milestone.required, milestone.deadline.unwrap_or(end));
        let index = self.summary.years.iter().position(|known| *known == year);
        let index = index.unwrap_or(last);
        let (share, error) = (milestone.reached_by[index], milestone.std_error.get(index));
        let chance = Chance::counted(share, error.copied(), &self.summary.run).with_error();
        vec![
            self.standing(),
            if required == milestone.members.len() {
                lang.choose(
                    format!("到{year}年 {required} 个全部达到的概率为 {chance}。"),
                    format!("All {required} reach it by {year} with probability {chance}."),
                )
            } else {
                lang.choose(
                    format!("到{year}年至少 {required} 个达到的概率为 {chance}。"),
                    format!("At least {required} reach it by {year} with probability {chance}."),
                )
            },
            lang.choose(
                format!("格内为从{first}年起到该年为止达到过的概率（%）。"),
                format!("Cells: chance (%) of having reached it from {first} to that year."),
            ),
        ]
    }

    fn matrix(&self, canvas: &Canvas) -> Matrix {
        let (lang, years) = (self.lang, &self.summary.years);
        let deadline = self.milestone.deadline;
        let shown = shown_years(years, deadline, Matrix::years(canvas));
        let cell = |share: f64| Cell {
            text: short_percent(share, 0),
            below: None,
            fill: color::of_share(share),
            framed: false,
        };
        let row = |member: &&MilestoneMember| {
            let share = |index: &usize| Some(cell(member.reached_by[*index]));
            shown.iter().map(share).collect()
        };
        Matrix {
            before: vec![
                self.column(lang.choose("成员", "member"), (Along::Start, 0.3), &|m| {
                    (member_name(m, lang).to_owned(), Type::Label, color::INK)
                }),
            ],
            headings: shown
                .iter()
                .map(|index| year_heading(years[*index], deadline, lang))
                .collect(),
            cells: self.members.iter().map(row).collect(),
            after: vec![self.column(
                lang.choose("中位年份", "median year"),
                (Along::End, 0.16),
                &|member| {
                    let text = median_year(self.summary, self.milestone, member, lang);
                    (text, Type::Strong, color::INK)
                },
            )],
            ruled: Vec::new(),
            row: 38.0,
        }
    }

    fn column(
        &self,
        heading: &str,
        (along, most): (Along, f64),
        cell: &dyn Fn(&MilestoneMember) -> Line,
    ) -> Column {
        Column {
            heading: (heading.to_owned(), color::MUTED),
            cells: self.members.iter().map(|m| vec![cell(m)]).collect(),
            along,
            most,
        }
    }
}
