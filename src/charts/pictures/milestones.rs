//! What the pictures of milestones have in common: the milestone, its words, and what it says of years.

use super::super::chart::ChartError;
use super::super::page::{Key, Sample, color};
use super::super::words::{Lang, bracketed_tier, threshold, unnumbered};
use super::series::{measured, unit_of};
use crate::results::{MilestoneMember, MilestoneSummary, Summary, TargetValue};

/// A milestone of a run whose numbers are whole: a share for every year, at least one.
pub(super) fn find<'a>(summary: &'a Summary, id: &str) -> Result<&'a MilestoneSummary, ChartError> {
    let missing = || ChartError::NoMilestone(id.to_owned());
    let known = |milestone: &&MilestoneSummary| milestone.id == id;
    let found = summary.milestones.iter().find(known).ok_or_else(missing)?;
    let years = summary.years.len();
    let whole = |values: &[f64]| values.len() == years && values.iter().all(|v| v.is_finite());
    let members = || found.members.iter().all(|member| whole(&member.reached_by));
    if years == 0 || !whole(&found.reached_by) || !members() {
        return Err(missing());
    }
    Ok(found)
}

/// What is asked of each member: ≥ 1,000亿元.
pub(super) fn asked(summary: &Summary, milestone: &MilestoneSummary, lang: Lang) -> String {
    let magnitude = match milestone.value {
        TargetValue::One(value) => value,
        TargetValue::Range([_, high]) => high,
    };
    let series = summary.indicators.get(&milestone.indicator).or_else(|| {
        let first = milestone.members.first()?;
        summary.indicators.get(&first.indicator)
    });
    let unit = series.map_or(
        (milestone.unit.as_str(), milestone.counted_in.as_deref()),
        unit_of,
    );
    let measure = measured(unit, &summary.scenario.money, lang, magnitude);
    threshold(milestone, &measure, lang)
}

/// The milestone as a phrase, with its tier: 地区生产总值 ≥ 10,000亿元（力争）.
pub(super) fn phrase(summary: &Summary, milestone: &MilestoneSummary, lang: Lang) -> String {
    let label = lang.pick(&milestone.label);
    let label = if label.is_empty() {
        &milestone.id
    } else {
        label
    };
    let label = unnumbered(label);
    let asked = asked(summary, milestone, lang);
    let tier = bracketed_tier(milestone.tier.as_deref(), lang);
    format!("{label} {asked}{tier}")
}

/// The members by their chance at the end, the likeliest first; of equal ones by the years before.
pub(super) fn likeliest_first(milestone: &MilestoneSummary) -> Vec<&MilestoneMember> {
    let mut members: Vec<&MilestoneMember> = milestone.members.iter().collect();
    members.sort_by(|a, b| {
        let chances = b.reached_by.iter().rev().zip(a.reached_by.iter().rev());
        let differing = chances.map(|(b, a)| b.total_cmp(a)).find(|o| o.is_ne());
        differing.unwrap_or(std::cmp::Ordering::Equal)
    });
    members
}

/// What a member is called: its identifier where it has no name.
pub(super) fn member_name(member: &MilestoneMember, lang: Lang) -> &str {
    let label = lang.pick(&member.label);
    if label.is_empty() {
        &member.indicator
    } else {
        label
    }
}

/// That something stood there before the first simulated year: 2023年已达到.
pub(super) fn reached_already(summary: &Summary, lang: Lang) -> String {
    let base = summary.scenario.base_year;
    lang.choose(format!("{base}年已达到"), format!("already in {base}"))
}

/// The median year of a member, that it is not within the horizon, or that it stood there in the base year already.
pub(super) fn median_year(
    summary: &Summary,
    milestone: &MilestoneSummary,
    member: &MilestoneMember,
    lang: Lang,
) -> String {
    if milestone.reached_in_base(member, summary) {
        return reached_already(summary, lang);
    }
    let last = summary.years.last().copied().unwrap_or_default();
    match member.median_year {
        Some(year) => year.to_string(),
        None => lang.choose(format!("{last}年后"), format!("after {last}")),
    }
}

/// The years that have a column of their own: all if `most` allow, else every second, fifth, … counted back from the last, and the deadline.
pub(super) fn shown_years(years: &[i32], deadline: Option<i32>, most: usize) -> Vec<usize> {
    let step = [1, 2, 5, 10, 20, 50]
        .into_iter()
        .find(|step| years.len().div_ceil(*step) < most.max(2) || years.len() <= most)
        .unwrap_or(100);
    let last = years.len().saturating_sub(1);
    (0..years.len())
        .filter(|index| (last - index).is_multiple_of(step) || deadline == Some(years[*index]))
        .collect()
}

/// The heading of a year's column; the deadline's stands out.
pub(super) fn year_heading(
    year: i32,
    deadline: Option<i32>,
    lang: Lang,
) -> (String, super::super::backend::Color) {
    if deadline == Some(year) {
        let word = lang.choose("期限", "due");
        return (format!("{word} {year}"), color::TARGET);
    }
    (year.to_string(), color::MUTED)
}

/// The legend of the shares' colours.
pub(super) fn share_keys() -> Vec<Key> {
    [0.0, 0.25, 0.5, 0.75, 1.0]
        .into_iter()
        .map(|share| {
            let name = format!("{:.0}%", share * 100.0);
            Key::new(Sample::Block(color::of_share(share)), name)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_years_thin_out_but_keep_the_deadline_and_the_last() {
        let years: Vec<i32> = (2024..=2030).collect();
        assert_eq!(shown_years(&years, Some(2026), 8), [0, 1, 2, 3, 4, 5, 6]);
        let years: Vec<i32> = (2021..=2050).collect();
        let shown: Vec<i32> = shown_years(&years, Some(2027), 16)
            .into_iter()
            .map(|index| years[index])
            .collect();
        assert_eq!(shown[..3], [2022, 2024, 2026]);
        assert!(shown.contains(&2027) && shown.contains(&2050));
        assert!(shown.len() <= 16);
        assert!(shown_years(&[], None, 8).is_empty());
    }
}
