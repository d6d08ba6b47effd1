//! Stated targets as inputs of the central path (model.md §7).

use crate::scenario::{Comparator, Indicator, InvestmentScope, Scenario, Series, Target};

/// Which of the stated seeds are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seeding {
    /// All of them: the scenario as written.
    All,
    /// GDP seeds are dropped and every region is anchored at its trend; seeds on other drivers stay.
    TrendAnchor,
    /// None of them.
    None,
}

/// What a seeding target replaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SeedKind {
    Gdp,
    Driver,
}

/// The kind of a target's seed; `None` when it seeds nothing.
pub(super) fn seed_kind(target: &Target) -> Option<SeedKind> {
    target.seed.then_some(match target.indicator.value.series {
        Series::GdpGrowth => SeedKind::Gdp,
        _ => SeedKind::Driver,
    })
}

/// The value a target seeds with: the floor of "以上", the ceiling of "以内", the middle of a range.
pub(super) fn seed_value(comparator: Comparator) -> f64 {
    match comparator {
        Comparator::AtLeast(value)
        | Comparator::AtMost(value)
        | Comparator::About { value, .. } => value,
        Comparator::Between(low, high) => f64::midpoint(low, high),
    }
}

/// The seeds in force, as (indicator, index of the year, value).
pub(super) fn seeds(
    scenario: &Scenario,
    seeding: Seeding,
) -> impl Iterator<Item = (&Target, usize, f64)> {
    scenario.targets.iter().filter_map(move |target| {
        let used = match (seeding, seed_kind(target)?) {
            (Seeding::All, _) | (Seeding::TrendAnchor, SeedKind::Driver) => true,
            (Seeding::TrendAnchor, SeedKind::Gdp) | (Seeding::None, _) => false,
        };
        let year = scenario.horizon.index(target.year.value)?;
        used.then(|| (target, year, seed_value(target.comparator.value)))
    })
}

/// Whether an indicator of this region choice speaks of region `region` (without a region: of the only one).
pub(super) fn speaks_of(indicator: &Indicator, region: usize) -> bool {
    indicator.region.is_none_or(|r| r == region)
}

/// Whether an investment scope holds category `category`.
pub(super) fn holds(
    scenario: &Scenario,
    indicator: &Indicator,
    scope: &InvestmentScope,
    category: usize,
) -> bool {
    let entry = &scenario.categories[category];
    speaks_of(indicator, entry.region)
        && match scope {
            InvestmentScope::Total => true,
            InvestmentScope::Category(c) => *c == category,
            InvestmentScope::Group(group) => entry.groups.contains(group),
        }
}
