//! What is judged, as a phrase, by its id.

use super::super::words::{Lang, bracketed_tier, demand, spoken_indicator};
use super::milestones::phrase;
use super::series::measure_of;
use crate::results::Summary;

/// The target or milestone of this id with its year, what it asks and its tier; `None`: all together. An id that the run does not know stands for itself.
pub(super) fn judged_name(summary: &Summary, id: Option<&str>, lang: Lang) -> String {
    let Some(id) = id else {
        return lang.choose("全部同时实现", "all together").to_owned();
    };
    if let Some(target) = summary.targets.iter().find(|it| it.id == id) {
        let label = spoken_indicator(summary, &target.indicator, lang);
        let year = lang.year(target.year);
        let tier = bracketed_tier(target.tier.as_deref(), lang);
        let measure = measure_of(summary, &target.indicator, lang);
        let asked = demand(target, &measure, lang);
        return lang.choose(
            format!("{year}{label} {asked}{tier}"),
            format!("{label} {asked} in {year}{tier}"),
        );
    }
    let Some(milestone) = summary.milestones.iter().find(|it| it.id == id) else {
        return id.to_owned();
    };
    let named = phrase(summary, milestone, lang);
    let last = summary.years.last().copied();
    match milestone.deadline.or(last) {
        Some(year) => {
            let digit = named.starts_with(|c: char| c.is_ascii_digit());
            let pause = if digit { "，" } else { "" };
            lang.choose(
                format!("到{year}年{pause}{named}"),
                format!("{named} by {year}"),
            )
        }
        None => named,
    }
}
