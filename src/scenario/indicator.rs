//! The names of series: what a target may judge and a chart may draw.

use std::collections::BTreeSet;

use crate::quantity::{Localized, Unit as Word};

/// First words of the names of series that every scenario has: no region and no declared indicator may be called so.
pub const FIRST_WORDS: [&str; 9] = [
    "gdp",
    "deflator",
    "inflation",
    "fai",
    "sector",
    "group",
    "factor",
    "event",
    "pipeline",
];

/// Kind of number an indicator is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// An amount in the scenario's money unit.
    Money,
    /// A rate of change per year, proportional.
    Rate,
    /// A part of a whole.
    Share,
    /// A difference of rates or of shares: a fraction, read in percentage points.
    Points,
    /// A level relative to the base year, 1 there.
    Index,
    /// A pure number (a factor in log points, an event's state).
    Number,
    /// So many of something that is counted or measured: 户, 套, 平方米.
    Count(Word),
}

impl Unit {
    /// What a count counts.
    pub fn counted_in(self) -> Option<&'static str> {
        match self {
            Self::Count(word) => Some(word.word()),
            _ => None,
        }
    }

    /// Whether its numbers are fractions that people read in hundredths: in percent, or in percentage points.
    pub fn is_fraction(self) -> bool {
        matches!(self, Self::Rate | Self::Share | Self::Points)
    }

    /// The unit's word in result files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Money => "money",
            Self::Rate => "rate",
            Self::Share => "share",
            Self::Points => "points",
            Self::Index => "index",
            Self::Number => "number",
            Self::Count(_) => "count",
        }
    }
}

/// Which investment is meant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum InvestmentScope {
    /// All categories.
    Total,
    /// One category, by position.
    Category(usize),
    /// The categories of a group.
    Group(String),
}

/// Which nodes are meant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum NodeScope {
    /// One sector, by position.
    Sector(usize),
    /// The sectors of a group.
    Group(String),
}

/// What is measured of nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// Real value added.
    ValueAdded,
    /// Growth of real value added.
    Growth,
    /// Share of nominal GDP.
    Share,
    /// Nominal gross output, on the published base.
    GrossOutput,
    /// Real capital at the end of the year.
    Capital,
    /// Output over capacity.
    Utilisation,
}

impl Measure {
    /// Every measure.
    pub const ALL: [Self; 6] = [
        Self::ValueAdded,
        Self::Growth,
        Self::Share,
        Self::GrossOutput,
        Self::Capital,
        Self::Utilisation,
    ];

    /// The last word of the indicator's name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ValueAdded => "value_added",
            Self::Growth => "growth",
            Self::Share => "share",
            Self::GrossOutput => "gross_output",
            Self::Capital => "capital",
            Self::Utilisation => "utilisation",
        }
    }
}

/// What is measured of a pipeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PipelineMeasure {
    /// Nominal money planned for the year.
    Planned,
    /// Nominal money spent in the year.
    Spent,
    /// Money spent over money planned, both since the first simulated year; 0 while nothing is planned.
    Progress,
    /// Nominal money spent since the first simulated year.
    Cumulative,
}

impl PipelineMeasure {
    /// Every measure.
    pub const ALL: [Self; 4] = [Self::Planned, Self::Spent, Self::Progress, Self::Cumulative];

    /// The last word of the indicator's name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Spent => "spent",
            Self::Progress => "progress",
            Self::Cumulative => "cumulative",
        }
    }
}

/// A series of a region or of all regions together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Series {
    /// `gdp.real`
    GdpReal,
    /// `gdp.nominal`, on the published base
    GdpNominal,
    /// `gdp.growth`, real
    GdpGrowth,
    /// `gdp.nominal_growth`
    GdpNominalGrowth,
    /// `deflator`, base year 1
    Deflator,
    /// `inflation`, growth of the deflator
    Inflation,
    /// `fai.…`, nominal
    Investment(InvestmentScope),
    /// `fai.….growth`, nominal
    InvestmentGrowth(InvestmentScope),
    /// `sector.…` and `group.…`
    Node(NodeScope, Measure),
    /// `factor.<id>`: z plus its events
    Factor(usize),
    /// `event.<id>`: the state h
    Event(usize),
    /// `pipeline.….…`
    Pipeline(usize, PipelineMeasure),
    /// `pipeline.cumulative`: what all pipelines together have spent since the first simulated year
    Pipelines,
    /// The id of a declared indicator, by position
    Declared(usize),
    /// `<id>.growth` of a declared indicator
    DeclaredGrowth(usize),
}

/// A series and the region it is of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Indicator {
    /// Position of the region; `None`: all regions together.
    pub region: Option<usize>,
    /// The series.
    pub series: Series,
}

/// The ids that indicator names are made of, in the order of the scenario's lists.
#[derive(Debug, Clone, Default)]
pub struct IndicatorNames {
    /// Region ids.
    pub regions: Vec<String>,
    /// Sector ids.
    pub sectors: Vec<String>,
    /// Position of each sector's region.
    pub sector_regions: Vec<usize>,
    /// Groups of each sector.
    pub sector_groups: Vec<Vec<String>>,
    /// Category ids.
    pub categories: Vec<String>,
    /// Position of each category's region.
    pub category_regions: Vec<usize>,
    /// Groups of each category.
    pub category_groups: Vec<Vec<String>>,
    /// Factor ids.
    pub factors: Vec<String>,
    /// Event ids.
    pub events: Vec<String>,
    /// Pipeline ids.
    pub pipelines: Vec<String>,
    /// Declared indicators.
    pub declared: Vec<DeclaredName>,
}

/// What names know of a declared indicator.
#[derive(Debug, Clone)]
pub struct DeclaredName {
    /// Identifier.
    pub id: String,
    /// Name shown to people.
    pub name: Localized,
    /// Its unit.
    pub unit: Unit,
    /// Whether `<id>.growth` exists.
    pub has_growth: bool,
}

impl Indicator {
    /// The unit of the series.
    pub fn unit(&self, names: &IndicatorNames) -> Unit {
        match &self.series {
            Series::Pipeline(_, PipelineMeasure::Progress) => Unit::Share,
            Series::GdpReal
            | Series::GdpNominal
            | Series::Investment(_)
            | Series::Pipeline(..)
            | Series::Pipelines => Unit::Money,
            Series::GdpGrowth
            | Series::GdpNominalGrowth
            | Series::Inflation
            | Series::InvestmentGrowth(_)
            | Series::DeclaredGrowth(_) => Unit::Rate,
            Series::Deflator => Unit::Index,
            Series::Node(_, measure) => match measure {
                Measure::ValueAdded | Measure::GrossOutput | Measure::Capital => Unit::Money,
                Measure::Growth => Unit::Rate,
                Measure::Share | Measure::Utilisation => Unit::Share,
            },
            Series::Factor(_) | Series::Event(_) => Unit::Number,
            Series::Declared(k) => names.declared[*k].unit,
        }
    }

    /// Whether a series that the model itself has is known in the base year.
    pub(super) fn has_base(&self) -> bool {
        match &self.series {
            Series::GdpReal
            | Series::GdpNominal
            | Series::Deflator
            | Series::Investment(_)
            | Series::Factor(_)
            | Series::Event(_) => true,
            Series::Node(_, measure) => *measure != Measure::Growth,
            Series::GdpGrowth
            | Series::GdpNominalGrowth
            | Series::Inflation
            | Series::InvestmentGrowth(_)
            | Series::Pipeline(..)
            | Series::Pipelines
            | Series::Declared(_)
            | Series::DeclaredGrowth(_) => false,
        }
    }

    /// The indicator's name in files; with several regions the region's id stands first.
    pub fn name(&self, names: &IndicatorNames) -> String {
        let series = match &self.series {
            Series::GdpReal => "gdp.real".to_owned(),
            Series::GdpNominal => "gdp.nominal".to_owned(),
            Series::GdpGrowth => "gdp.growth".to_owned(),
            Series::GdpNominalGrowth => "gdp.nominal_growth".to_owned(),
            Series::Deflator => "deflator".to_owned(),
            Series::Inflation => "inflation".to_owned(),
            Series::Investment(scope) => format!("fai.{}", names.investment_scope(scope)),
            Series::InvestmentGrowth(InvestmentScope::Total) => "fai.growth".to_owned(),
            Series::InvestmentGrowth(scope) => {
                format!("fai.{}.growth", names.investment_scope(scope))
            }
            Series::Node(NodeScope::Sector(i), measure) => {
                format!("sector.{}.{}", names.sectors[*i], measure.as_str())
            }
            Series::Node(NodeScope::Group(group), measure) => {
                format!("group.{group}.{}", measure.as_str())
            }
            Series::Factor(k) => format!("factor.{}", names.factors[*k]),
            Series::Event(e) => format!("event.{}", names.events[*e]),
            Series::Pipeline(g, measure) => {
                format!("pipeline.{}.{}", names.pipelines[*g], measure.as_str())
            }
            Series::Pipelines => "pipeline.cumulative".to_owned(),
            Series::Declared(k) => names.declared[*k].id.clone(),
            Series::DeclaredGrowth(k) => format!("{}.growth", names.declared[*k].id),
        };
        match self.region {
            Some(region) => format!("{}.{series}", names.regions[region]),
            None => series,
        }
    }
}

impl IndicatorNames {
    fn investment_scope(&self, scope: &InvestmentScope) -> String {
        match scope {
            InvestmentScope::Total => "total".to_owned(),
            InvestmentScope::Category(c) => self.categories[*c].clone(),
            InvestmentScope::Group(group) => group.clone(),
        }
    }

    /// The indicator of this name, if there is one. A lone region may be named or not.
    pub fn find(&self, name: &str) -> Option<Indicator> {
        let name = match self.regions.as_slice() {
            [only] => name
                .strip_prefix(only.as_str())
                .and_then(|rest| rest.strip_prefix('.'))
                .unwrap_or(name),
            _ => name,
        };
        self.all()
            .into_iter()
            .find(|indicator| indicator.name(self) == name)
    }

    /// Every indicator of the scenario: first of all regions together, then (with several regions) of each region.
    pub fn all(&self) -> Vec<Indicator> {
        let mut all = self.of(None);
        if self.regions.len() > 1 {
            all.extend((0..self.regions.len()).flat_map(|region| self.of(Some(region))));
        }
        all
    }

    fn of(&self, region: Option<usize>) -> Vec<Indicator> {
        let mut series = vec![
            Series::GdpReal,
            Series::GdpNominal,
            Series::GdpGrowth,
            Series::GdpNominalGrowth,
            Series::Deflator,
            Series::Inflation,
        ];
        for scope in self.investment_scopes(region) {
            series.push(Series::Investment(scope.clone()));
            series.push(Series::InvestmentGrowth(scope));
        }
        for scope in self.node_scopes(region) {
            series.extend(Measure::ALL.map(|measure| Series::Node(scope.clone(), measure)));
        }
        if region.is_none() {
            series.extend((0..self.factors.len()).map(Series::Factor));
            series.extend((0..self.events.len()).map(Series::Event));
            for g in 0..self.pipelines.len() {
                series.extend(PipelineMeasure::ALL.map(|measure| Series::Pipeline(g, measure)));
            }
            series.extend((!self.pipelines.is_empty()).then_some(Series::Pipelines));
            for (k, declared) in self.declared.iter().enumerate() {
                series.push(Series::Declared(k));
                series.extend(declared.has_growth.then_some(Series::DeclaredGrowth(k)));
            }
        }
        series
            .into_iter()
            .map(|series| Indicator { region, series })
            .collect()
    }

    fn investment_scopes(&self, region: Option<usize>) -> Vec<InvestmentScope> {
        let inside: Vec<usize> = (0..self.categories.len())
            .filter(|&c| region.is_none_or(|r| self.category_regions[c] == r))
            .collect();
        // Without any category there is no total either: its growth would be 0 / 0.
        let total = (!inside.is_empty()).then_some(InvestmentScope::Total);
        let mut scopes: Vec<InvestmentScope> = total.into_iter().collect();
        scopes.extend(inside.iter().map(|&c| InvestmentScope::Category(c)));
        scopes.extend(
            distinct(inside.iter().map(|&c| &self.category_groups[c]))
                .into_iter()
                .map(InvestmentScope::Group),
        );
        scopes
    }

    fn node_scopes(&self, region: Option<usize>) -> Vec<NodeScope> {
        let inside: Vec<usize> = (0..self.sectors.len())
            .filter(|&i| region.is_none_or(|r| self.sector_regions[i] == r))
            .collect();
        let mut scopes: Vec<NodeScope> = inside.iter().map(|&i| NodeScope::Sector(i)).collect();
        scopes.extend(
            distinct(inside.iter().map(|&i| &self.sector_groups[i]))
                .into_iter()
                .map(NodeScope::Group),
        );
        scopes
    }
}

/// The groups named, each once, in the order of their first mention.
fn distinct<'a>(lists: impl Iterator<Item = &'a Vec<String>>) -> Vec<String> {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    lists
        .flatten()
        .filter(|group| seen.insert(group.as_str()))
        .cloned()
        .collect()
}
