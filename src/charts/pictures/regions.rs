//! Districts side by side: a small fan of GDP, or of its growth, for each region.

use super::super::chart::{Chart, ChartError, Style};
use super::super::page::{Heading, Line, Type, color};
use super::super::words::{
    Chance, Lang, Measure, actuals_of, demand, indicator_label, percentile, targets_of, verdict,
};
use super::imprint::imprint_with_error;
use super::names::{numbered, sheets, subtitle};
use super::panels::{PANELS, Panel, Panels};
use super::series::Series;
use crate::results::{ActualSummary, Summary, TargetSummary};

/// Fewer regions than this need no sheet.
const FEWEST: usize = 3;

/// What each region is shown by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegionalMeasure {
    /// Nominal GDP, each region on an axis of its own.
    Gdp,
    /// Real growth, all on one axis.
    Growth,
}

impl RegionalMeasure {
    /// The name of the series after the region's.
    fn series(self) -> &'static str {
        match self {
            Self::Gdp => "gdp.nominal",
            Self::Growth => "gdp.growth",
        }
    }
}

/// Draws a small fan of each region, the greatest first after all together: history, median, 50 and 90 % bands, targets and outcomes. One sheet, or
/// several of many regions.
///
/// # Errors
///
/// Fewer than three regions have the series: two stand beside each other on pictures of their own.
pub fn regional_panels(
    summary: &Summary,
    measure: RegionalMeasure,
    style: &Style,
) -> Result<Vec<Chart>, ChartError> {
    let names = by_size(summary);
    let series = names.iter().map(|name| indicator(name, measure));
    let whole = measure.series().to_owned();
    let panels: Vec<Panel<'_>> = std::iter::once(whole)
        .chain(series)
        .filter_map(|name| panel(summary, &name, measure, style.lang))
        .collect();
    if panels.len() < FEWEST + 1 {
        return Err(ChartError::NoIndicator(measure.series().to_owned()));
    }
    let shared = (measure == RegionalMeasure::Growth).then(|| reach(&panels));
    let all: Vec<&Panel<'_>> = panels.iter().collect();
    let sheets = sheets(&all, PANELS);
    let draw = |(index, panels): (usize, &&[&Panel<'_>])| {
        let sheet = Regions {
            summary,
            measure,
            panels: Panels { panels, shared },
            sheet: (index + 1, sheets.len()),
            count: all.len() - 1,
            lang: style.lang,
        };
        let foot = imprint_with_error(summary, style.lang);
        sheet.panels.sheet(&sheet.heading(), &foot, style)
    };
    Ok(sheets.iter().enumerate().map(draw).collect())
}

/// Ids of the regions, that of the greatest base-year GDP first.
fn by_size(summary: &Summary) -> Vec<&str> {
    let mut regions: Vec<&str> = Vec::new();
    for sector in &summary.sectors {
        if !regions.contains(&sector.region.as_str()) {
            regions.push(&sector.region);
        }
    }
    let size = |region: &str| {
        let name = indicator(region, RegionalMeasure::Gdp);
        let series = summary.indicators.get(&name);
        series.and_then(|series| series.base).unwrap_or(0.0)
    };
    regions.sort_by(|a, b| size(b).total_cmp(&size(a)));
    regions
}

fn indicator(region: &str, measure: RegionalMeasure) -> String {
    format!("{region}.{}", measure.series())
}

/// Least and greatest of several panels.
fn reach(panels: &[Panel<'_>]) -> (f64, f64) {
    let reaches = panels.iter().map(Panel::reach);
    reaches.fold((f64::INFINITY, f64::NEG_INFINITY), |all, one| {
        (all.0.min(one.0), all.1.max(one.1))
    })
}

fn panel<'a>(
    summary: &'a Summary,
    name: &str,
    measure: RegionalMeasure,
    lang: Lang,
) -> Option<Panel<'a>> {
    let past = Series::past(summary, name);
    let series = Series::read(summary, name).ok()?;
    let series = series.starting_from(&past, summary.scenario.base_year);
    // One unit for all: that of the greatest.
    let shown = match Series::read(summary, measure.series()) {
        Ok(whole) => whole.measure(lang),
        Err(_) => series.measure(lang),
    };
    let targets = targets_of(summary, name);
    let actuals: Vec<&ActualSummary> = actuals_of(summary, name)
        .into_iter()
        .filter(|actual| series.year(actual.year).is_some())
        .collect();
    let mut lines: Vec<Line> = asked(&targets, &shown, lang).into_iter().collect();
    let outcomes = outcomes(&actuals, &shown, measure, lang);
    lines.extend(outcomes.map(|text| (text, Type::Note, color::OUTCOME)));
    Some(Panel {
        title: title(summary, name, measure, lang),
        lines,
        past,
        points: series.points(),
        plan: Vec::new(),
        threshold: None,
        targets,
        actuals,
        measure: shown,
    })
}

/// The first target with its probability, and how many more there are.
fn asked(targets: &[&TargetSummary], measure: &Measure, lang: Lang) -> Option<Line> {
    let first = targets.first()?;
    let chance = Chance::from(*first).with_error();
    let asked = demand(first, measure, lang);
    let more = match targets.len() {
        1 => String::new(),
        count => lang.choose(format!("（共 {count} 项）"), format!(" (of {count})")),
    };
    let year = first.year;
    let text = lang.choose(
        format!("{year}年 {asked}：{chance}{more}"),
        format!("{year} {asked}: {chance}{more}"),
    );
    Some((text, Type::Note, color::TARGET))
}

/// The first outcome with its place among the paths, and on a second line those of later years: every star is spoken of.
fn outcomes(
    actuals: &[&ActualSummary],
    shown: &Measure,
    measure: RegionalMeasure,
    lang: Lang,
) -> impl Iterator<Item = String> {
    let first = actuals.first();
    let first = first.map(|actual| came(actual, shown, measure, lang));
    let later = actuals.iter().skip(1).map(|actual| {
        let (year, value) = (actual.year, value_of(actual, shown, measure));
        lang.choose(format!("{year}年 {value}"), format!("{year}: {value}"))
    });
    let later: Vec<String> = later.collect();
    let later = (!later.is_empty()).then(|| later.join(lang.choose("，", "; ")));
    first.into_iter().chain(later)
}

fn value_of(actual: &ActualSummary, shown: &Measure, measure: RegionalMeasure) -> String {
    match measure {
        RegionalMeasure::Growth => shown.stated(actual.value),
        RegionalMeasure::Gdp => shown.number(actual.value, shown.decimals(0.2 * actual.value)),
    }
}

/// An outcome with its place among the paths, in few words.
fn came(actual: &ActualSummary, shown: &Measure, measure: RegionalMeasure, lang: Lang) -> String {
    let value = value_of(actual, shown, measure);
    let place = if actual.other_base {
        verdict(None, lang).to_owned()
    } else {
        percentile(actual.percentile, lang)
    };
    let year = actual.year;
    lang.choose(
        format!("{year}年实际 {value}（{place}）"),
        format!("{year}: {value} ({place})"),
    )
}

/// The region's name: what stands before the series' name in the label.
fn title(summary: &Summary, name: &str, measure: RegionalMeasure, lang: Lang) -> String {
    let series = measure.series();
    if name == series {
        return lang.choose("全部合计", "All together").to_owned();
    }
    let label = indicator_label(summary, name, lang);
    let region = label
        .strip_suffix(plain_name(summary, series, lang))
        .unwrap_or(label);
    region.trim_end_matches([' ', ':']).to_owned()
}

/// The name of a series, without the words that it is of all regions together.
fn plain_name<'a>(summary: &'a Summary, series: &'a str, lang: Lang) -> &'a str {
    let label = indicator_label(summary, series, lang);
    let label = label.strip_prefix("合计").unwrap_or(label);
    label.strip_suffix(", all regions").unwrap_or(label)
}

struct Regions<'a> {
    summary: &'a Summary,
    measure: RegionalMeasure,
    panels: Panels<'a>,
    /// This sheet and how many there are.
    sheet: (usize, usize),
    /// How many regions there are.
    count: usize,
    lang: Lang,
}

impl Regions<'_> {
    fn heading(&self) -> Heading {
        let (lang, count) = (self.lang, self.count);
        let label = plain_name(self.summary, self.measure.series(), lang);
        let title = lang.choose(
            format!("{label}：{count} 个地区"),
            format!("{label}: {count} regions"),
        );
        Heading {
            title: numbered(&title, self.sheet, lang),
            subtitle: subtitle(self.summary, lang),
            sentences: self.sentences(),
        }
    }

    /// How the panels are to be compared.
    fn sentences(&self) -> Vec<String> {
        let lang = self.lang;
        let first = self.panels.panels.first();
        let unit = first.map_or("", |panel| panel.measure.caption());
        let unit = match unit {
            "" => String::new(),
            unit => lang.choose(format!("（{unit}）"), format!(" ({unit})")),
        };
        let axes = match (self.measure, lang) {
            (RegionalMeasure::Growth, Lang::Zh) => {
                format!("各图纵轴{unit}相同，可以互比高低；右侧为末年中位数。")
            }
            (RegionalMeasure::Growth, Lang::En) => {
                format!("One vertical axis{unit} for all; at the right the last year's median.")
            }
            (RegionalMeasure::Gdp, Lang::Zh) => {
                format!("各图纵轴{unit}不同，只比形状；右侧为末年中位数。")
            }
            (RegionalMeasure::Gdp, Lang::En) => format!(
                "Vertical axes{unit} differ: compare shapes; at the right the last year's median."
            ),
        };
        let order = lang.choose(
            "按基年规模从大到小。",
            "The largest in the base year first.",
        );
        let mut sentences = vec![order.to_owned(), axes];
        if self.panels.panels.iter().any(|panel| panel.shares_a_year()) {
            let aside = lang.choose(
                "同一年的目标画在左，实际画在右。",
                "Of one year, the target stands to the left and the outcome to the right.",
            );
            sentences.push(aside.to_owned());
        }
        sentences
    }
}
