//! The members of a group on their way to a threshold: a small fan of each, the likeliest first.

use super::super::chart::{Chart, ChartError, Content, Style};
use super::super::page::{Heading, Type, color};
use super::super::words::{Chance, Lang};
use super::imprint::imprint_with_error;
use super::milestones::{find, likeliest_first, member_name, phrase, reached_already};
use super::names::{numbered, sheets, subtitle};
use super::panels::{PANELS, Panel, Panels};
use super::series::Series;
use crate::results::{MilestoneMember, MilestoneSummary, Summary, TargetValue};

/// Draws each member of a milestone as a small fan with the threshold across it: median, 50 and 90 % bands, and how likely it has been reached by
/// the deadline, or else by the last year. One sheet, or several of many members.
///
/// # Errors
///
/// The run has no such milestone, or it is not one threshold on a group of at least two whose numbers are known.
pub fn milestone_members(
    summary: &Summary,
    id: &str,
    style: &Style,
) -> Result<Vec<Chart>, ChartError> {
    let milestone = find(summary, id)?;
    let nothing = ChartError::Nothing(Content::Members);
    let TargetValue::One(threshold) = milestone.value else {
        return Err(nothing);
    };
    let members = likeliest_first(milestone);
    let panels: Vec<Panel<'_>> = members
        .iter()
        .filter_map(|member| panel(summary, (milestone, threshold), member, style.lang))
        .collect();
    if panels.len() < 2 {
        return Err(nothing);
    }
    let all: Vec<&Panel<'_>> = panels.iter().collect();
    let sheets = sheets(&all, PANELS);
    let draw = |(index, panels): (usize, &&[&Panel<'_>])| {
        let heading = heading(summary, milestone, (index + 1, sheets.len()), style.lang);
        let shared = None;
        let foot = imprint_with_error(summary, style.lang);
        Panels { panels, shared }.sheet(&heading, &foot, style)
    };
    Ok(sheets.iter().enumerate().map(draw).collect())
}

fn heading(
    summary: &Summary,
    milestone: &MilestoneSummary,
    sheet: (usize, usize),
    lang: Lang,
) -> Heading {
    let phrase = phrase(summary, milestone, lang);
    let title = lang.choose(
        format!("{phrase}：可能走势"),
        format!("{phrase}: range of outcomes"),
    );
    let how = lang.choose(
        "按达到概率从高到低；各图纵轴不同，横线为同一门槛，右侧为末年中位数。",
        "Most likely first. Vertical axes differ; the line across is the same threshold; at the right, the median of the last year.",
    );
    Heading {
        title: numbered(&title, sheet, lang),
        subtitle: subtitle(summary, lang),
        sentences: vec![how.to_owned()],
    }
}

fn panel<'a>(
    summary: &'a Summary,
    (milestone, threshold): (&MilestoneSummary, f64),
    member: &MilestoneMember,
    lang: Lang,
) -> Option<Panel<'a>> {
    let series = Series::read(summary, &member.indicator).ok()?;
    let last = *summary.years.last()?;
    let year = milestone.deadline.unwrap_or(last);
    let index = summary.years.iter().position(|known| *known == year)?;
    let (share, error) = (member.reached_by[index], member.std_error.get(index));
    let chance = Chance::counted(share, error.copied(), &summary.run).with_error();
    let text = if milestone.reached_in_base(member, summary) {
        reached_already(summary, lang)
    } else {
        lang.choose(
            format!("到{year}年达到：{chance}"),
            format!("by {year}: {chance}"),
        )
    };
    Some(Panel {
        title: member_name(member, lang).to_owned(),
        lines: vec![(text, Type::Note, color::TARGET)],
        past: Series::past(summary, &member.indicator),
        points: series.points(),
        plan: Vec::new(),
        threshold: Some(threshold),
        targets: Vec::new(),
        actuals: Vec::new(),
        measure: series.measure(lang),
    })
}
