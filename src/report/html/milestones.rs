//! Milestones of a report: thresholds that are judged by when they are first reached, told and in a table.

use maud::{Markup, html};

use super::scrolling;
use super::tables::chance;
use crate::charts::{Chance, Lang, milestone_phrase, quoted};
use crate::results::{MilestoneSummary, Summary};

/// Milestones that the answer speaks of.
const TOLD: usize = 3;

/// A sentence for each of the first milestones.
pub(super) fn sentences(summary: &Summary, lang: Lang) -> Vec<String> {
    let first = summary.milestones.iter().take(TOLD);
    first.map(|it| sentence(summary, it, lang)).collect()
}

fn sentence(summary: &Summary, milestone: &MilestoneSummary, lang: Lang) -> String {
    let name = quoted(&milestone_phrase(summary, milestone, lang));
    let members = required(milestone, lang).map_or_else(String::new, |required| {
        lang.choose(format!("（{required}）"), format!(" ({required})"))
    });
    if milestone.met_in_base(summary) {
        let base = summary.scenario.base_year;
        return lang.choose(
            format!("{name}{members}：{base}年（基年）已经达到。"),
            format!("{name}{members}: reached already in {base}, the base year."),
        );
    }
    let (year, chance) = (judged(summary, milestone), by_then(summary, milestone));
    let (chance, median) = (chance.with_error(), median(summary, milestone, lang));
    lang.choose(
        format!("{name}{members}：到{year}年的概率 {chance}，中位年份 {median}。"),
        format!("{name}{members}: by {year} with a probability of {chance}, median year {median}."),
    )
}

/// The year by which a milestone is judged: its deadline, else the last.
fn judged(summary: &Summary, milestone: &MilestoneSummary) -> i32 {
    let place = milestone.judged_index(&summary.years);
    summary.years.get(place).copied().unwrap_or_default()
}

fn by_then(summary: &Summary, milestone: &MilestoneSummary) -> Chance {
    let place = milestone.judged_index(&summary.years);
    let share = milestone.reached_by.get(place).copied().unwrap_or(0.0);
    let error = milestone.std_error.get(place).copied();
    Chance::counted(share, error, &summary.run)
}

/// How many members of a group have to be there; `None` for a single indicator.
fn required(milestone: &MilestoneSummary, lang: Lang) -> Option<String> {
    let (required, members) = (milestone.required, milestone.members.len());
    milestone.is_of_group().then(|| {
        lang.choose(
            format!("{members} 个中至少 {required} 个"),
            format!("at least {required} of {members}"),
        )
    })
}

/// The year by which half of the paths have reached it, that it is later than all of them, or that it stood there in the base year.
fn median(summary: &Summary, milestone: &MilestoneSummary, lang: Lang) -> String {
    if milestone.met_in_base(summary) {
        let base = summary.scenario.base_year;
        return lang.choose(format!("{base}年已达到"), format!("already in {base}"));
    }
    let last = summary.years.last().copied().unwrap_or_default();
    match milestone.median_year {
        Some(year) => year.to_string(),
        None => lang.choose(format!("{last}年以后"), format!("after {last}")),
    }
}

/// Every milestone: what is asked, of how many members, by when, how likely it is and when half of the paths are there.
pub(super) fn table(summary: &Summary, lang: Lang) -> Markup {
    let grouped = summary.milestones.iter().any(MilestoneSummary::is_of_group);
    let table = html! {
        table {
            thead { tr {
                th { (lang.choose("何时达到", "Reached when")) }
                @if grouped { th { (lang.choose("须达到的个数", "Members required")) } }
                th.number { (lang.choose("到何年", "By")) }
                th { (lang.choose("概率", "Probability")) }
                th.number { (lang.choose("中位年份", "Median year")) }
            } }
            tbody { @for milestone in &summary.milestones { tr {
                td { (milestone_phrase(summary, milestone, lang)) }
                @if grouped { td { (required(milestone, lang).unwrap_or_default()) } }
                td.number {
                    (judged(summary, milestone))
                    @if milestone.deadline.is_none() { (lang.choose("（末年）", " (last year)")) }
                }
                td.chance { (chance(&by_then(summary, milestone))) }
                td.number { (median(summary, milestone, lang)) }
            } } }
        }
    };
    scrolling(
        lang.choose("没有年份的门槛", "Thresholds without a year"),
        &table,
    )
}
