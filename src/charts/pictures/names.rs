//! Names of sectors, categories and scenarios, told apart where two would read the same.

use super::super::words::Lang;
use crate::results::{Summary, Text, VariantInfo};

/// The names of the sectors, in the order of the summary.
pub(super) fn sector_names(summary: &Summary, lang: Lang) -> Vec<String> {
    let sectors = &summary.sectors;
    distinct(
        sectors
            .iter()
            .map(|s| (&s.name, s.id.as_str(), s.region.as_str())),
        lang,
    )
}

/// The names of the investment categories, in the order of the summary.
pub(super) fn category_names(summary: &Summary, lang: Lang) -> Vec<String> {
    let categories = &summary.categories;
    distinct(
        categories
            .iter()
            .map(|c| (&c.name, c.id.as_str(), c.region.as_str())),
        lang,
    )
}

/// Which scenario a picture of one run is about: its title, and the variant if it is one.
pub(super) fn subtitle(summary: &Summary, lang: Lang) -> String {
    let title = lang.pick(&summary.scenario.title);
    match &summary.scenario.variant {
        None => title.to_owned(),
        Some(variant) => {
            let name = variant_name(variant, lang);
            lang.choose(
                format!("{title} · 方案：{name}"),
                format!("{title} · variant: {name}"),
            )
        }
    }
}

/// A title with the number of its sheet, where there are several.
pub(super) fn numbered(title: &str, (sheet, sheets): (usize, usize), lang: Lang) -> String {
    if sheets < 2 {
        return title.to_owned();
    }
    lang.choose(
        format!("{title}（{sheet}/{sheets}）"),
        format!("{title} ({sheet}/{sheets})"),
    )
}

/// Rows shared out evenly over as few sheets as hold `most` each.
pub(super) fn sheets<T>(rows: &[T], most: usize) -> Vec<&[T]> {
    let count = rows.len().div_ceil(most.max(1)).max(1);
    rows.chunks(rows.len().div_ceil(count).max(1)).collect()
}

fn variant_name(variant: &VariantInfo, lang: Lang) -> &str {
    let name = lang.pick(&variant.name);
    if name.is_empty() { &variant.id } else { name }
}

/// Whether a run is the scenario that others of these are variants of.
fn is_base(summary: &Summary, summaries: &[Summary]) -> bool {
    let varied = |other: &Summary| {
        other.scenario.variant.is_some() && other.scenario.id == summary.scenario.id
    };
    summary.scenario.variant.is_none() && summaries.iter().any(varied)
}

/// The names of several runs: the variant's, “base” for the scenario they vary, else their titles; with the identifier where two are
/// alike, with a number where even those are.
pub(super) fn scenario_names(summaries: &[Summary], lang: Lang) -> Vec<String> {
    let base = Text {
        zh: "基准情景".to_owned(),
        en: "Base".to_owned(),
    };
    let mut entries: Vec<(&Text, &str, &str)> = Vec::new();
    for summary in summaries {
        let info = &summary.scenario;
        entries.push(match &info.variant {
            Some(variant) => (&variant.name, &variant.id, &variant.id),
            None if is_base(summary, summaries) => (&base, &info.id, &info.id),
            None => (&info.title, &info.id, &info.id),
        });
    }
    let mut names = distinct(entries.into_iter(), lang);
    let before = names.clone();
    for (index, name) in names.iter_mut().enumerate() {
        if before.iter().filter(|other| *other == name).count() > 1 {
            *name = format!("{name} {}", index + 1);
        }
    }
    names
}

/// Names as they are; one without a name is called by its id, and one that another shares gets the mark that tells them apart in brackets.
fn distinct<'a>(
    entries: impl Iterator<Item = (&'a Text, &'a str, &'a str)>,
    lang: Lang,
) -> Vec<String> {
    let entries: Vec<(&str, &str)> = entries
        .map(|(name, id, mark)| {
            (
                Some(lang.pick(name))
                    .filter(|n| !n.is_empty())
                    .unwrap_or(id),
                mark,
            )
        })
        .collect();
    let shared = |name: &str| entries.iter().filter(|(other, _)| *other == name).count() > 1;
    entries
        .iter()
        .map(|(name, mark)| {
            if shared(name) {
                lang.choose(format!("{name}（{mark}）"), format!("{name} ({mark})"))
            } else {
                (*name).to_owned()
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_read_the_same_are_told_apart() {
        let text = |zh: &str| Text {
            zh: zh.to_owned(),
            en: String::new(),
        };
        let (a, b, none) = (text("建筑业"), text("农业"), text(""));
        let entries = [
            (&a, "x", "east"),
            (&b, "y", "east"),
            (&a, "z", "west"),
            (&none, "w", "west"),
        ];
        assert_eq!(
            distinct(entries.into_iter(), Lang::Zh),
            ["建筑业（east）", "农业", "建筑业（west）", "w"]
        );
    }
}
