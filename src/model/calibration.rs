//! What is solved once on the base scenario and handed in wherever a model runs (model.md §7, "calibrated once").

use ndarray::Array2;

use super::compile::Model;
use crate::numerics::ln;
use crate::scenario::{Category, Region, Scenario, Sector, Target};

/// The anchor's μ, the common shocks' scale λ, and the central path's growth rates (the hats). Arrays are `[year, entity]`,
/// year 0 the first simulated one.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// G: anchor growth of each region, proportional per year.
    pub anchor_growth: Array2<f64>,
    /// μ: residual productivity growth of each region, log points per year.
    pub adjustment: Array2<f64>,
    /// λ: factor on the common shocks of each region; 1 without a record.
    pub volatility: Vec<f64>,
    /// ĉ: central consumption growth of each region, log points per year.
    pub consumption_growth: Array2<f64>,
    /// Δln cap̂ = ê: central capacity growth of each node, log points per year.
    pub capacity_growth: Array2<f64>,
    /// gap̂ of each node at the end of the year before: row 0 is the base year's.
    pub gap_before: Array2<f64>,
    /// Δln Ŷ: central real GDP growth of each region, log points per year.
    pub gdp_growth: Array2<f64>,
}

impl Calibration {
    /// A calibration for this many years, nodes and regions, with nothing solved yet.
    pub(super) fn empty(years: usize, nodes: usize, regions: usize) -> Self {
        Self {
            anchor_growth: Array2::zeros((years, regions)),
            adjustment: Array2::zeros((years, regions)),
            volatility: vec![1.0; regions],
            consumption_growth: Array2::zeros((years, regions)),
            capacity_growth: Array2::zeros((years, nodes)),
            gap_before: Array2::zeros((years + 1, nodes)),
            gdp_growth: Array2::zeros((years, regions)),
        }
    }
}

impl Calibration {
    /// This calibration for a changed model. Growth of consumption that the changed scenario states is given, not solved: it is taken
    /// from there.
    #[must_use]
    pub fn kept_for(&self, model: &Model) -> Self {
        let mut kept = self.clone();
        for (r, region) in model.regions.iter().enumerate() {
            if let Some(consumption) = &region.consumption {
                for t in 0..model.horizon.len() {
                    kept.consumption_growth[[t, r]] = ln(1.0 + consumption.at(t));
                }
            }
        }
        kept
    }
}

/// What a change touches that the calibration was solved for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SolvedFor {
    /// An account of the base year.
    Account,
    /// An anchor, a trend, a half-life or a record.
    Anchor,
    /// A seeding target.
    Seed,
}

/// Whether what was solved on `base` holds for `changed`: see [`touched`].
pub fn keeps_calibration(base: &Scenario, changed: &Scenario) -> bool {
    touched(base, changed).is_none()
}

/// What a change touches that the calibration was solved for; `None`: what was solved on `base` holds for `changed`. It does unless
/// the change touches an anchor, a trend, a half-life, a record, a seeding target or a base-year account.
///
/// Accounts are what the base year is reproduced from (model.md §1): value added and its ratio, inputs, investment by category and what
/// it is spent on, the consumption share, capital, utilisation and the mismatch. What a category builds and how much of it becomes
/// capital is no account: that is a lever like its growth.
pub fn touched(base: &Scenario, changed: &Scenario) -> Option<SolvedFor> {
    let seeds = |scenario: &Scenario| -> Vec<Target> {
        let seeding = scenario.targets.iter().filter(|target| target.seed);
        seeding.cloned().collect()
    };
    let same_seed = |(a, b): (&Target, &Target)| {
        a.indicator == b.indicator && a.year == b.year && a.comparator == b.comparator
    };
    let (of_base, of_changed) = (seeds(base), seeds(changed));
    let accounts = base.horizon == changed.horizon
        && base.mismatch == changed.mismatch
        && base.inputs == changed.inputs
        && all_alike(&base.sectors, &changed.sectors, same_account)
        && all_alike(&base.categories, &changed.categories, same_investment);
    let anchors = all_alike(&base.regions, &changed.regions, same_anchor);
    let seeds = of_base.len() == of_changed.len() && of_base.iter().zip(&of_changed).all(same_seed);
    match (accounts, anchors, seeds) {
        (false, _, _) => Some(SolvedFor::Account),
        (_, false, _) => Some(SolvedFor::Anchor),
        (_, _, false) => Some(SolvedFor::Seed),
        _ => None,
    }
}

fn all_alike<T>(a: &[T], b: &[T], alike: fn(&T, &T) -> bool) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| alike(a, b))
}

fn same_anchor(a: &Region, b: &Region) -> bool {
    a.gdp == b.gdp
        && a.anchor == b.anchor
        && a.trend == b.trend
        && a.half_life == b.half_life
        && a.record == b.record
}

fn same_account(a: &Sector, b: &Sector) -> bool {
    a.region == b.region
        && a.value_added == b.value_added
        && a.value_added_ratio == b.value_added_ratio
        && a.capital_output_ratio == b.capital_output_ratio
        && a.utilisation == b.utilisation
        && a.consumption_share == b.consumption_share
}

fn same_investment(a: &Category, b: &Category) -> bool {
    a.region == b.region && a.base == b.base && a.spent_on == b.spent_on
}
