//! The pictures of a run by itself.

use std::collections::BTreeSet;

use super::super::Kind;
use super::super::chart::{NamedChart, Style};
use super::super::pictures::{
    RegionalMeasure, distribution, exceedance, fan, first_target_year, investment, milestone,
    milestone_count, milestone_ladder, milestone_members, pipeline_batches, pipelines,
    regional_panels, sector_growth, target_board,
};
use super::{DISTRIBUTIONS, Set, slug};
use crate::results::{MilestoneSummary, Summary, TargetSummary};
use crate::scenario::FIRST_WORDS;

/// The indicators whose fans every briefing has.
pub(super) const FANS: [&str; 3] = ["gdp.nominal", "gdp.growth", "fai.total"];
/// Up to this many regions each get a fan of their own.
const REGIONS: usize = 12;
/// Up to this many further indicators get a fan.
pub(super) const FURTHER: usize = 6;
/// Up to this many pairs of indicator and year get their exceedance curve, those that several targets judge first.
const EXCEEDANCES: usize = 6;
/// A count of a narrower range has no exceedance curve.
const COARSE: f64 = 40.0;
/// Up to this many milestones get their pictures.
const MILESTONES: usize = 12;

/// Every picture that a run deserves, in the order of a briefing: fans of GDP, growth and investment (with several regions also of each
/// region's GDP) and of the declared indicators that are judged, the distributions the targets are judged on, exceedance curves, the target board,
/// milestones, sectors, investment and key projects; of three or more regions sheets of small fans.
pub fn standard_set(summary: &Summary, style: &Style) -> Vec<NamedChart> {
    let mut set = Set::default();
    add_fans(&mut set, summary, style);
    add_regions(&mut set, summary, style);
    let judged = judged(summary);
    for (place, target) in judged.iter().enumerate() {
        let shown = place < DISTRIBUTIONS || target.indicator.contains("gdp.");
        if let (true, Ok(chart)) = (shown, distribution(summary, &target.id, style)) {
            let stem = format!("distribution-{}-{}", slug(&target.indicator), target.year);
            set.add_distinct(Kind::Distribution, stem, &target.id, chart);
        }
    }
    add_exceedances(&mut set, summary, judged, style);
    set.add_sheets(
        Kind::Targets,
        "targets",
        target_board(summary, style).unwrap_or_default(),
    );
    for known in summary.milestones.iter().take(MILESTONES) {
        add_milestone(&mut set, summary, known, style);
    }
    if let Some(year) = first_target_year(summary) {
        if let Ok(chart) = sector_growth(summary, style) {
            set.add(Kind::SectorGrowth, format!("sector-growth-{year}"), chart);
        }
        if let Ok(chart) = investment(summary, style) {
            set.add(Kind::Investment, format!("investment-{year}"), chart);
        }
    }
    add_pipelines(&mut set, summary, style);
    set.charts
}

fn add_fans(set: &mut Set, summary: &Summary, style: &Style) {
    let regional = regions(summary)
        .into_iter()
        .map(|region| format!("{region}.gdp.nominal"));
    let fans = FANS.iter().map(ToString::to_string);
    let indicators: Vec<String> = fans.chain(regional).chain(further(summary)).collect();
    for indicator in indicators {
        if let Ok(chart) = fan(summary, &indicator, style) {
            let stem = format!("fan-{}", slug(&indicator));
            if !set.has(&stem) {
                set.add(Kind::Fan, stem, chart);
            }
        }
    }
}

/// All regions on one sheet: their GDP and its growth.
fn add_regions(set: &mut Set, summary: &Summary, style: &Style) {
    for (stem, measure) in [
        ("regions-gdp", RegionalMeasure::Gdp),
        ("regions-growth", RegionalMeasure::Growth),
    ] {
        let sheets = regional_panels(summary, measure, style);
        set.add_sheets(Kind::Regions, stem, sheets.unwrap_or_default());
    }
}

/// What key projects have cost by each year: all together, and batch by batch.
fn add_pipelines(set: &mut Set, summary: &Summary, style: &Style) {
    let stem = match summary.pipelines.as_slice() {
        [only] => format!("pipeline-{}", slug(&only.id)),
        _ => "pipelines".to_owned(),
    };
    if let Ok(chart) = pipelines(summary, style) {
        set.add(Kind::Pipelines, stem, chart);
    }
    let sheets = pipeline_batches(summary, style);
    set.add_sheets(
        Kind::PipelineBatches,
        "pipelines-batches",
        sheets.unwrap_or_default(),
    );
}

/// The exceedance curves of what several targets judge, then of the others, in the order of the file.
fn add_exceedances(
    set: &mut Set,
    summary: &Summary,
    mut judged: Vec<&TargetSummary>,
    style: &Style,
) {
    let alone = |target: &&TargetSummary| {
        let same = |it: &&TargetSummary| it.indicator == target.indicator && it.year == target.year;
        summary.targets.iter().filter(same).count() < 2
    };
    judged.sort_by_key(alone);
    judged.retain(|target| !is_coarse(summary, target));
    for target in judged.into_iter().take(EXCEEDANCES) {
        if let Ok(chart) = exceedance(summary, &target.id, style) {
            let stem = format!("exceedance-{}-{}", slug(&target.indicator), target.year);
            set.add_distinct(Kind::Exceedance, stem, &target.id, chart);
        }
    }
}

/// A count that takes few values: its steps are no curve, and its distribution says it all.
fn is_coarse(summary: &Summary, target: &TargetSummary) -> bool {
    let series = summary.indicators.get(&target.indicator);
    let place = summary.years.iter().position(|year| *year == target.year);
    let (Some(series), Some(place)) = (series, place) else {
        return false;
    };
    series.unit == "count" && series.max[place] - series.min[place] < COARSE
}

/// Further indicators that deserve a fan, those with an outcome first: declared ones that are judged or whose outcome is known, and any whose outcome no other picture
/// shows.
pub(super) fn further(summary: &Summary) -> Vec<String> {
    let targets = || summary.targets.iter().map(|target| &target.indicator);
    let on_distribution = |indicator: &str, year: i32| {
        let mut targets = summary.targets.iter();
        targets.any(|target| target.indicator == indicator && target.year == year)
    };
    let declared = |name: &str| !is_built_in(summary, name);
    let judged = targets().filter(|name| declared(name));
    let reached = summary
        .milestones
        .iter()
        .map(|milestone| &milestone.indicator)
        .filter(|name| declared(name));
    let known = summary
        .actuals
        .iter()
        .filter(|actual| {
            let (name, year) = (&actual.indicator, actual.year);
            let row = first_target_year(summary) == Some(year) && is_row(summary, name);
            declared(name) || !(row || on_distribution(name, year))
        })
        .map(|actual| &actual.indicator);
    let mut names: Vec<String> = Vec::new();
    for name in known.chain(judged).chain(reached) {
        let wanted = summary.indicators.contains_key(name) && !names.contains(name);
        if wanted && names.len() < FURTHER {
            names.push(name.clone());
        }
    }
    names
}

/// Whether an indicator is a row of the pictures of sectors or investment.
fn is_row(summary: &Summary, name: &str) -> bool {
    let sector = |id: &str| format!("sector.{id}.growth") == name;
    let category = |id: &str| format!("fai.{id}") == name;
    summary.sectors.iter().any(|known| sector(&known.id))
        || summary.categories.iter().any(|known| category(&known.id))
}

/// Whether an indicator is one that every run has, by the beginning of its name after the region's.
fn is_built_in(summary: &Summary, name: &str) -> bool {
    let mut parts = name.split('.');
    let first = parts.next().unwrap_or_default();
    let regional = summary.sectors.iter().any(|sector| sector.region == first);
    let kind = if regional {
        parts.next().unwrap_or_default()
    } else {
        first
    };
    FIRST_WORDS.contains(&kind)
}

/// One target for each pair of indicator and year, the first in the order of the file.
fn judged(summary: &Summary) -> Vec<&TargetSummary> {
    let mut judged: Vec<&TargetSummary> = Vec::new();
    for target in &summary.targets {
        let same = |known: &&TargetSummary| {
            known.indicator == target.indicator && known.year == target.year
        };
        if !judged.iter().any(same) {
            judged.push(target);
        }
    }
    judged
}

/// A curve for a single indicator; ladder, counts and small fans for a group.
fn add_milestone(set: &mut Set, summary: &Summary, known: &MilestoneSummary, style: &Style) {
    let (id, stem) = (&known.id, format!("milestone-{}", slug(&known.id)));
    if known.members.len() < 2 {
        if let Ok(chart) = milestone(summary, id, style) {
            set.add(Kind::Milestone, stem, chart);
        }
        return;
    }
    let ladder = milestone_ladder(summary, id, style).unwrap_or_default();
    set.add_sheets(Kind::MilestoneLadder, &format!("{stem}-ladder"), ladder);
    if let Ok(chart) = milestone_count(summary, id, style) {
        set.add(Kind::MilestoneCount, format!("{stem}-count"), chart);
    }
    let members = milestone_members(summary, id, style).unwrap_or_default();
    set.add_sheets(Kind::MilestoneMembers, &format!("{stem}-members"), members);
}

/// Ids of the regions when there are several, but not too many for a picture each.
fn regions(summary: &Summary) -> Vec<&str> {
    let regions: BTreeSet<&str> = summary
        .sectors
        .iter()
        .map(|sector| sector.region.as_str())
        .collect();
    if (2..=REGIONS).contains(&regions.len()) {
        regions.into_iter().collect()
    } else {
        Vec::new()
    }
}
