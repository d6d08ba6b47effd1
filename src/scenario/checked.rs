//! The checked scenario.

use super::formula::whole_numbers;
use super::{
    Actual, Anchor, Category, Correlation, DeclaredIndicator, Event, Factor, HalfYear, History,
    Indicator, IndicatorNames, InputChange, InputCoefficient, Link, Localized, Milestone,
    NamedGroup, National, Pipeline, Region, RunSettings, Sector, Series, Source, Stated, Target,
};
use crate::calendar::Horizon;

impl Scenario {
    /// Takes the seed off targets on GDP growth whose region is anchored at its trend: nothing would use it.
    pub(super) fn drop_idle_seeds(&mut self) {
        for target in &mut self.targets {
            let indicator = &target.indicator.value;
            let region = indicator.region.unwrap_or(0);
            let unused = indicator.series == Series::GdpGrowth
                && self.regions[region].anchor.value == Anchor::Trend;
            target.seed &= !unused;
        }
    }

    /// Whether an indicator is a whole number on every path, by its formula.
    pub fn takes_whole_numbers(&self, indicator: &Indicator) -> bool {
        match indicator.series {
            Series::Declared(k) => whole_numbers(&self.indicators)[k],
            _ => false,
        }
    }

    /// The ids that indicator names are made of.
    pub fn indicator_names(&self) -> IndicatorNames {
        IndicatorNames {
            regions: self.regions.iter().map(|r| r.id.clone()).collect(),
            sectors: self.sectors.iter().map(|s| s.id.clone()).collect(),
            sector_regions: self.sectors.iter().map(|s| s.region).collect(),
            sector_groups: self.sectors.iter().map(|s| s.groups.clone()).collect(),
            categories: self.categories.iter().map(|c| c.id.clone()).collect(),
            category_regions: self.categories.iter().map(|c| c.region).collect(),
            category_groups: self.categories.iter().map(|c| c.groups.clone()).collect(),
            factors: self.factors.iter().map(|f| f.id.clone()).collect(),
            events: self.events.iter().map(|e| e.id.clone()).collect(),
            pipelines: self.pipelines.iter().map(|p| p.id.clone()).collect(),
            declared: self
                .indicators
                .iter()
                .map(DeclaredIndicator::name)
                .collect(),
        }
    }
}

/// A checked scenario: it cannot refer to what does not exist, and every number is in its documented range.
///
/// Lists are in the order of the file; a `usize` that names a region, sector, category or factor is a position in the
/// list of that name.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// Identifier, `[a-z][a-z0-9_-]*`; names the run folder.
    pub id: String,
    /// Title shown to people.
    pub title: Localized,
    /// The question it is there to answer.
    pub question: Option<Localized>,
    /// Base year and simulated years.
    pub horizon: Horizon,
    /// Unit of every [`Money`](crate::quantity::Money) in the scenario, as written (`亿元`).
    pub money: String,
    /// Documents that values and targets cite.
    pub sources: Vec<Source>,
    /// ρ of the short-side rule, > 0 (`model.mismatch`).
    pub mismatch: Stated<f64>,
    /// Share of a year's capital formation that enters after 0, 1, 2, 3 years; sums to 1; one to four entries.
    pub gestation: Stated<Vec<f64>>,
    /// At least one region.
    pub regions: Vec<Region>,
    /// At least one sector (node).
    pub sectors: Vec<Sector>,
    /// Groups of sectors or categories that have a name.
    pub groups: Vec<NamedGroup>,
    /// Local inputs of the base year, each pair at most once; with an uncertain δ those at its median.
    pub inputs: Vec<InputCoefficient>,
    /// Where local inputs come from, when that is a national table.
    pub national: Option<National>,
    /// Local inputs that change, of a pair at most one a year.
    pub input_changes: Vec<InputChange>,
    /// Critical supply links.
    pub links: Vec<Link>,
    /// Categories of fixed-asset investment.
    pub categories: Vec<Category>,
    /// Batches of key projects.
    pub pipelines: Vec<Pipeline>,
    /// Common shocks. The five that the model knows may be absent: then they are zero.
    pub factors: Vec<Factor>,
    /// Correlations of the factors' underlying normals; pairs not listed are 0.
    pub correlations: Vec<Correlation>,
    /// Jumps.
    pub events: Vec<Event>,
    /// Further series.
    pub indicators: Vec<DeclaredIndicator>,
    /// What is judged in a year.
    pub targets: Vec<Target>,
    /// Thresholds without a year, and thresholds on the members of a group.
    pub milestones: Vec<Milestone>,
    /// Outcomes known since, each indicator and year at most once.
    pub actuals: Vec<Actual>,
    /// What indicators were before the simulated years, each once.
    pub history: Vec<History>,
    /// What the first half of a year says about all of it, never used in the simulation.
    pub half_year: Option<HalfYear>,
    /// Paths and seed asked for in the file.
    pub run: RunSettings,
}
