//! Seeding targets and anchors: what pins the central path, and that nothing pins it twice.

use crate::diagnostics::{Code, Diagnostic};
use crate::quantity::{Localized, bilingual};
use crate::scenario::{Anchor, InvestmentScope, Scenario, Series, Target};

/// Fewest years a record needs.
const FEWEST_YEARS: usize = 5;

/// What a seed replaces.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Driver {
    Growth(usize),
    Inflation(usize),
    /// With the region when several could be meant.
    Investment(InvestmentScope, Option<usize>),
}

/// Seeds that seed nothing, and seeds of the same thing in the same year.
pub(super) fn seeds(scenario: &Scenario) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut before: Vec<(Driver, &Target)> = Vec::new();
    for target in scenario.targets.iter().filter(|target| target.seed) {
        let driver = match driver(scenario, target) {
            Ok(driver) => driver,
            Err(finding) => {
                found.push(*finding);
                continue;
            }
        };
        let same = |(other, earlier): &&(Driver, &Target)| {
            *other == driver && earlier.year.value == target.year.value
        };
        if let Some((_, earlier)) = before.iter().find(same) {
            found.push(seeded_twice(target, earlier));
        }
        before.push((driver, target));
    }
    found
}

/// GDP seeds in regions whose growth is pinned to their trend.
pub(super) fn without_use(scenario: &Scenario) -> Vec<Diagnostic> {
    let seeds = scenario.targets.iter().filter(|target| target.seed);
    let idle = |target| match driver(scenario, target) {
        Ok(Driver::Growth(region)) => seed_without_use(scenario, target, region),
        _ => None,
    };
    seeds.filter_map(idle).collect()
}

/// What a seeding target replaces, if it can.
fn driver(scenario: &Scenario, target: &Target) -> Result<Driver, Box<Diagnostic>> {
    let indicator = &target.indicator.value;
    let region = match (indicator.region, scenario.regions.len()) {
        (None, 1) => Some(0),
        (region, _) => region,
    };
    match (&indicator.series, region) {
        (Series::GdpGrowth, Some(region)) => Ok(Driver::Growth(region)),
        (Series::Inflation, Some(region)) => Ok(Driver::Inflation(region)),
        (Series::GdpGrowth | Series::Inflation, None) => {
            Err(Box::new(region_needed(scenario, target)))
        }
        (Series::InvestmentGrowth(scope @ InvestmentScope::Category(_)), _) => {
            Ok(Driver::Investment(scope.clone(), None))
        }
        (Series::InvestmentGrowth(scope), region) => Ok(Driver::Investment(scope.clone(), region)),
        _ => Err(Box::new(cannot_seed(scenario, target))),
    }
}

fn cannot_seed(scenario: &Scenario, target: &Target) -> Diagnostic {
    let name = target.indicator.value.name(&scenario.indicator_names());
    Diagnostic::error(
        Code::Seed,
        target.indicator.span,
        bilingual!("指标 `{name}` 的目标不能作为输入（seed = true）", "a target on `{name}` cannot be a seed"),
    )
    .help(bilingual!(
        "能作输入的是 gdp.growth、inflation、fai.growth、fai.<类别或组>.growth；其余目标只作评判，请删去 seed",
        "gdp.growth, inflation, fai.growth and fai.<category or group>.growth can seed; other targets are only judged: remove seed"
    ))
}

fn region_needed(scenario: &Scenario, target: &Target) -> Diagnostic {
    let name = target.indicator.value.name(&scenario.indicator_names());
    let region = &scenario.regions[0].id;
    Diagnostic::error(
        Code::Seed,
        target.indicator.span,
        bilingual!(
            "有多个地区时，全部地区合计的 `{name}` 不能作为输入",
            "with several regions, `{name}` of all together cannot be a seed"
        ),
    )
    .help(bilingual!(
        "写明地区，如 {region}.{name}",
        "name the region, such as {region}.{name}"
    ))
}

/// A GDP seed in a region whose growth is pinned to its trend.
fn seed_without_use(scenario: &Scenario, target: &Target, region: usize) -> Option<Diagnostic> {
    let region = &scenario.regions[region];
    (region.anchor.value == Anchor::Trend).then(|| {
        let id = &region.id;
        Diagnostic::error(
            Code::Idle,
            target.indicator.span,
            bilingual!(
                "地区 `{id}` 以趋势为锚，增速目标不能作为输入",
                "region `{id}` is anchored to its trend: a growth target has no use as a seed"
            ),
        )
        .also(
            region.anchor.span,
            bilingual!("锚定方式在这里", "the anchor is here"),
        )
        .help(bilingual!(
            "删去 seed = true，或把 anchor 改为 \"targets\"",
            "remove seed = true, or set anchor = \"targets\""
        ))
    })
}

fn seeded_twice(target: &Target, earlier: &Target) -> Diagnostic {
    let year = target.year.value;
    Diagnostic::error(
        Code::Seed,
        target.indicator.span,
        bilingual!(
            "{year} 年的同一指标有两个作为输入的目标",
            "two seeds set the same indicator in {year}"
        ),
    )
    .also(
        earlier.indicator.span,
        bilingual!("第一个在这里", "the first is here"),
    )
    .help(bilingual!(
        "只留一个 seed = true",
        "keep seed = true on one of them"
    ))
}

/// The record anchor has a record that is long enough.
pub(super) fn anchors(scenario: &Scenario) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for region in scenario
        .regions
        .iter()
        .filter(|region| region.anchor.value == Anchor::Record)
    {
        let id = &region.id;
        let (span, message) = match &region.record {
            None => (
                region.anchor.span,
                bilingual!(
                    "地区 `{id}` 以记录为锚，但没有 `record`",
                    "region `{id}` is anchored to its record, but has none"
                ),
            ),
            Some(record) if record.years.len() < FEWEST_YEARS => {
                (record.span, too_short(id, record.years.len()))
            }
            Some(_) => continue,
        };
        found.push(Diagnostic::error(Code::Anchor, span, message).help(bilingual!(
            "加上 record = [{{ year = …, target = …, actual = … }}, …]，至少 {FEWEST_YEARS} 年",
            "add record = [{{ year = …, target = …, actual = … }}, …] of at least {FEWEST_YEARS} years"
        )));
    }
    found
}

fn too_short(id: &str, years: usize) -> Localized {
    bilingual!(
        "地区 `{id}` 的记录只有 {years} 年，至少要 {FEWEST_YEARS} 年",
        "the record of region `{id}` has {years} years; at least {FEWEST_YEARS} are needed"
    )
}
