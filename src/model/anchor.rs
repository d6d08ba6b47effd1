//! The anchor: μ such that the central path's real growth is the anchor growth, year by year (model.md §7).

use ndarray::Array2;
use thiserror::Error;

use super::block::{Shocks, State};
use super::calibration::Calibration;
use super::compile::{Model, RegionModel};
use super::step::{LANE_GROUP, Year};
use super::supply;
use crate::input_output::LuFactors;
use crate::numerics::ln;
use crate::scenario::{Anchor, TargetRecord};

/// The growth that a region's anchor asks for cannot be reached.
#[derive(Debug, Clone, PartialEq, Error)]
#[error("no productivity growth gives region {region} the growth {growth} in {year}")]
pub struct AnchorError {
    /// Position of the region.
    pub region: usize,
    /// Calendar year.
    pub year: i32,
    /// G asked for, proportional.
    pub growth: f64,
}

/// Solves μ and the central path's growth rates. λ is 1; a record's λ needs draws and is found by the simulation.
///
/// # Errors
/// When a year's anchor growth has no root.
pub fn calibrate(model: &Model) -> Result<Calibration, AnchorError> {
    let regions = model.regions.len();
    let mut calibration = Calibration::empty(model.horizon.len(), model.nodes.len(), regions);
    let mut growth_before = vec![0.0; regions];
    let shocks = Shocks::none(model, LANE_GROUP);
    let mut state = State::base_year(model, LANE_GROUP);
    for i in 0..model.nodes.len() {
        calibration.gap_before[[0, i]] = state.gap[[i, 0]];
    }
    for t in 0..model.horizon.len() {
        for (r, region) in model.regions.iter().enumerate() {
            let growth = anchor_growth(region, t, growth_before[r]);
            growth_before[r] = growth;
            calibration.anchor_growth[[t, r]] = growth;
            let consumed = region
                .consumption
                .as_ref()
                .map_or(growth, |path| path.at(t));
            calibration.consumption_growth[[t, r]] = ln(1.0 + consumed);
        }
        year(model, &calibration, t, &shocks).open(&mut state);
        solve_year(model, t, &shocks, &mut calibration, &mut state)?;
        year(model, &calibration, t, &shocks).close(&mut state);
        for i in 0..model.nodes.len() {
            calibration.gap_before[[t + 1, i]] = state.gap[[i, 0]];
        }
        for r in 0..regions {
            calibration.gdp_growth[[t, r]] = state.gdp_growth[[r, 0]];
        }
    }
    Ok(calibration)
}

fn year<'m>(
    model: &'m Model,
    calibration: &'m Calibration,
    t: usize,
    shocks: &'m Shocks,
) -> Year<'m> {
    Year {
        model,
        calibration,
        t,
        shocks,
    }
}

/// G of a year, given that of the year before.
fn anchor_growth(region: &RegionModel, t: usize, before: f64) -> f64 {
    let trend = region.trend.at(t);
    if region.anchor == Anchor::Trend {
        return trend;
    }
    let bias = match (&region.record, region.anchor) {
        (Some(record), Anchor::Record) => mean_error(record),
        _ => 0.0,
    };
    match region.seeded_growth[t] {
        Some(target) => target + bias,
        None if t == 0 => trend,
        None => trend + (before - trend) * libm::exp2(-1.0 / region.half_life),
    }
}

/// Mean of actual − target over the record, shrunk by n/(n + n₀).
fn mean_error(record: &TargetRecord) -> f64 {
    let n = record.years.len() as f64;
    let mean = record
        .years
        .iter()
        .map(|y| y.actual - y.target)
        .sum::<f64>()
        / n;
    mean * n / (n + record.shrink)
}

/// Newton's method on the regions' μ together: the residual is ln Y − ln(Y_{t−1}(1 + G)).
fn solve_year(
    model: &Model,
    t: usize,
    shocks: &Shocks,
    calibration: &mut Calibration,
    state: &mut State,
) -> Result<(), AnchorError> {
    const STEP: f64 = 1e-6;
    let regions = model.regions.len();
    let mut trial: Vec<f64> = match t {
        0 => vec![0.0; regions],
        _ => calibration.adjustment.row(t - 1).to_vec(),
    };
    for _ in 0..100 {
        let residual = residuals(model, t, shocks, calibration, state, &trial);
        let worst = residual.iter().fold(0.0_f64, |worst, r| worst.max(r.abs()));
        if worst < 1e-14 {
            return Ok(());
        }
        if !worst.is_finite() {
            break;
        }
        let mut jacobian = Array2::zeros((regions, regions));
        for r in 0..regions {
            let mut moved = trial.clone();
            moved[r] += STEP;
            let there = residuals(model, t, shocks, calibration, state, &moved);
            for s in 0..regions {
                jacobian[[s, r]] = (there[s] - residual[s]) / STEP;
            }
        }
        let Ok(factors) = LuFactors::factor(&jacobian) else {
            break;
        };
        let change = factors.solve(&residual);
        for (mu, change) in trial.iter_mut().zip(&change) {
            // Half a log point at most: far beyond any plan, and it keeps a wild start inside the numbers.
            *mu -= change.clamp(-0.5, 0.5);
        }
        if change.iter().all(|c| c.abs() < 1e-15) {
            residuals(model, t, shocks, calibration, state, &trial);
            return Ok(());
        }
    }
    let region = (0..regions)
        .find(|&r| model.regions[r].anchor != Anchor::Trend)
        .unwrap_or(0);
    let year = model.horizon.base_year() + 1 + t as i32;
    Err(AnchorError {
        region,
        year,
        growth: calibration.anchor_growth[[t, region]],
    })
}

/// Distance of ln Y from what the anchor asks, when the year has these μ; leaves the year in the state, uncommitted.
fn residuals(
    model: &Model,
    t: usize,
    shocks: &Shocks,
    calibration: &mut Calibration,
    state: &mut State,
    adjustment: &[f64],
) -> Vec<f64> {
    for (r, mu) in adjustment.iter().enumerate() {
        calibration.adjustment[[t, r]] = *mu;
    }
    // On the central path ê is the central capacity growth itself: there is no unexpected gap to catch up with.
    for (i, node) in model.nodes.iter().enumerate() {
        calibration.capacity_growth[[t, i]] = supply::known_growth(model, node, t)
            + calibration.adjustment[[t, node.region]]
            + node.capital_share * state.capital_growth[[i, 0]];
    }
    year(model, calibration, t, shocks).produce(state);
    (0..model.regions.len())
        .map(|r| {
            ln(state.next_gdp[[r, 0]] / state.gdp[[r, 0]])
                - ln(1.0 + calibration.anchor_growth[[t, r]])
        })
        .collect()
}
