//! What is solved once on the base scenario and handed in wherever a model runs (model.md §7, "calibrated once").

use ndarray::Array2;

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
