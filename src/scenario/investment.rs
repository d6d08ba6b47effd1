//! Planned fixed-asset investment and the key projects inside it.

use super::provenance::{Localized, Span, Stated};
use crate::calendar::YearPath;
use crate::distribution::Shape;
use crate::quantity::{Money, Rate, Share};

/// A category of fixed-asset investment (FAI), nominal.
#[derive(Debug, Clone, PartialEq)]
pub struct Category {
    /// Identifier, without hyphen.
    pub id: String,
    /// Name shown to people.
    pub name: Localized,
    /// Where the table stands.
    pub span: Span,
    /// Position of its region.
    pub region: usize,
    /// Groups it belongs to.
    pub groups: Vec<String>,
    /// Base-year FAI, > 0: growth from nothing is undefined.
    pub base: Stated<Money>,
    /// Planned nominal growth, proportional per year, > −1. Seeds are not yet applied.
    pub growth: Stated<YearPath>,
    /// φ: share of FAI that becomes productive capital, 0..=1.
    pub formation: Stated<Share>,
    /// `σ_c`: sd of the category's own shock, log points, ≥ 0.
    pub sd: Stated<Rate>,
    /// `β_c`: load on the investment factor.
    pub investment_load: Stated<f64>,
    /// (sector, B): yuan of demand on the sector per yuan invested; sums to at most 1.
    pub spent_on: Vec<(usize, Stated<Share>)>,
    /// (sector, M): share that builds the sector's capital, sums to at most 1; `None`: by capital stock of the region.
    pub builds: Option<Vec<(usize, Stated<Share>)>>,
}

/// A batch of key projects inside a category.
#[derive(Debug, Clone, PartialEq)]
pub struct Pipeline {
    /// Identifier.
    pub id: String,
    /// Name shown to people.
    pub name: Localized,
    /// Where the table stands.
    pub span: Span,
    /// Position of its category.
    pub category: usize,
    /// Planned nominal spending in each simulated year, ≥ 0; 0 in a year the file does not state.
    pub planned: Stated<Vec<Money>>,
    /// Distribution of the execution rate.
    pub execution: Stated<Shape>,
    /// Upper bound on the execution rate, 1..=2.
    pub ceiling: Stated<f64>,
    /// Share of unspent money that is carried to the next year, 0..=1.
    pub carry: Stated<Share>,
    /// `λ_g`: load of the execution rate on the investment factor.
    pub investment_load: Stated<f64>,
}
