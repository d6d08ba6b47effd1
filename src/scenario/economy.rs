//! Regions, sectors and the inputs between them.

use super::provenance::{Localized, Span, Stated};
use crate::calendar::YearPath;
use crate::distribution::Shape;
use crate::quantity::{Money, Rate, Share};

/// What the central path's real growth is pinned to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// The seeding targets, then a return to trend.
    Targets,
    /// The seeding targets corrected by their attainment record.
    Record,
    /// The trend; targets are only judged.
    Trend,
}

/// One region.
#[derive(Debug, Clone, PartialEq)]
pub struct Region {
    /// Identifier, without hyphen.
    pub id: String,
    /// Name shown to people.
    pub name: Localized,
    /// Where the region's table stands.
    pub span: Span,
    /// Stated base-year nominal GDP; within 0.1 % of the sum of its sectors (checked with the accounts).
    pub gdp: Stated<Money>,
    /// What growth is pinned to.
    pub anchor: Stated<Anchor>,
    /// Growth once stated targets run out, per year, proportional.
    pub trend: Stated<YearPath>,
    /// Years until half of the distance to trend is gone, > 0.
    pub half_life: Stated<f64>,
    /// sd of the one draw of trend uncertainty held over the horizon, log points per year, ≥ 0.
    pub trend_sd: Stated<Rate>,
    /// Central deflator growth, log points per year.
    pub inflation: Stated<YearPath>,
    /// Pressure of the demand–capacity gap on the deflator, per log point of gap.
    pub price_slope: Stated<f64>,
    /// Labour growth, log points per year.
    pub labour: Stated<YearPath>,
    /// Stated central growth of consumption, proportional per year; `None`: consumption grows with GDP.
    pub consumption: Option<Stated<YearPath>>,
    /// ω: share of an unexpected income change that consumption follows a year later, 0..=1.
    pub income_effect: Stated<Share>,
    /// The region's share of the nation's economy, in (0, 1]; what FLQ takes for its size.
    pub national_share: Option<Stated<Share>>,
    /// Factor on published nominal levels, drawn once a path; central value 1.
    pub revision: Stated<Shape>,
    /// R&D intensity (share of GDP) and its base-year value; `None` when the file gives none.
    pub research: Option<ResearchPath>,
    /// Attainment record of past targets; needed by `Anchor::Record`.
    pub record: Option<TargetRecord>,
}

/// R&D intensity of a region.
#[derive(Debug, Clone, PartialEq)]
pub struct ResearchPath {
    /// R&D over GDP in each simulated year.
    pub intensity: Stated<YearPath>,
    /// R&D over GDP in the base year.
    pub base: Stated<Rate>,
}

/// Past targets and what became of them.
#[derive(Debug, Clone, PartialEq)]
pub struct TargetRecord {
    /// One entry a year.
    pub years: Vec<RecordYear>,
    /// Whose record it is, where a file of several places says so (`geo`); `None`: the region's own.
    pub place: Option<Localized>,
    /// n₀ of the shrinkage n/(n + n₀), ≥ 0.
    pub shrink: f64,
    /// Where the record stands.
    pub span: Span,
}

/// A past year's target and outcome, both proportional growth per year.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RecordYear {
    /// Calendar year.
    pub year: i32,
    /// What was announced.
    pub target: f64,
    /// What came.
    pub actual: f64,
}

/// Loads of a sector on the known factors, per unit of the factor.
#[derive(Debug, Clone, PartialEq)]
pub struct Beta {
    /// On outside demand.
    pub demand: f64,
    /// On consumption.
    pub consumption: f64,
    /// On productivity.
    pub productivity: f64,
}

/// One node: a sector in a region.
#[derive(Debug, Clone, PartialEq)]
pub struct Sector {
    /// Identifier, unique over all regions, without hyphen.
    pub id: String,
    /// Name shown to people.
    pub name: Localized,
    /// Where the sector's table stands.
    pub span: Span,
    /// Position of its region.
    pub region: usize,
    /// Groups it belongs to.
    pub groups: Vec<String>,
    /// Base-year value added, > 0.
    pub value_added: Stated<Money>,
    /// v = V/X, in (0, 1).
    pub value_added_ratio: Stated<Share>,
    /// κ = K/V, > 0.
    pub capital_output_ratio: Stated<f64>,
    /// α, in 0..=1.
    pub capital_share: Stated<Share>,
    /// δ per year, in 0..=1.
    pub depreciation: Stated<Share>,
    /// u, in (0, 1).
    pub utilisation: Stated<Share>,
    /// s, in 0..=1.
    pub consumption_share: Stated<Share>,
    /// m, in 0..=1.
    pub market_pass_through: Stated<Share>,
    /// γ, in 0..=1.
    pub catch_up: Stated<Share>,
    /// a: trend productivity growth relative to the region, log points per year.
    pub trend: Stated<YearPath>,
    /// θ: effect of a change of R&D intensity on capacity growth.
    pub rd_effect: Stated<f64>,
    /// σ^s, log points, ≥ 0.
    pub supply_sd: Stated<Rate>,
    /// σ^d, log points, ≥ 0.
    pub demand_sd: Stated<Rate>,
    /// Loads on the factors.
    pub beta: Beta,
}

/// A group of sectors or of investment categories, with the name shown to people.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedGroup {
    /// Identifier, as members give it.
    pub id: String,
    /// Name shown to people.
    pub name: Localized,
    /// Where the group's table stands.
    pub span: Span,
}

/// Input of `supplier` per yuan of the output of `user`.
#[derive(Debug, Clone, PartialEq)]
pub struct InputCoefficient {
    /// Position of the supplying sector.
    pub supplier: usize,
    /// Position of the using sector.
    pub user: usize,
    /// `A_ji` ≥ 0.
    pub coefficient: Stated<f64>,
    /// Where the user's row stands.
    pub user_span: Span,
}

/// A critical input: a shortage upstream holds the user back.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Position of the supplying sector.
    pub supplier: usize,
    /// Position of the using sector.
    pub user: usize,
    /// χ ≥ 0: log points of capacity lost per log point of shortage.
    pub strength: Stated<f64>,
    /// Where the link stands.
    pub span: Span,
}
