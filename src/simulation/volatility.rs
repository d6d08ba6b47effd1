//! λ: one factor on the common shocks, so that the model's first-year growth is as uncertain as the attainment record says
//! a plan is (model.md §7, `record`).

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use thiserror::Error;

use super::draws::Draws;
use crate::model::{Calibration, Model, Shocks, State, advance};
use crate::results::{Grid, Statistics};
use crate::scenario::{Anchor, TargetRecord};

/// Paths of the pilot that λ is found on.
const PATHS: u64 = 1 << 17;
const BLOCK: usize = 256;

/// The record is less uncertain than the model without any common shock.
#[derive(Debug, Clone, PartialEq, Error)]
#[error("the record's sd {wanted} is below the {least} of node shocks, events and trend alone")]
pub struct VolatilityError {
    /// Position of the region whose record it is.
    pub region: usize,
    /// sd of growth that the record predicts, per year.
    pub wanted: f64,
    /// sd of growth that the model has with λ = 0.
    pub least: f64,
}

/// Sets λ of the regions anchored at their record, found on the first of them; others keep 1.
///
/// # Errors
/// When no λ ≥ 0 makes the model as narrow as the record.
pub(super) fn calibrate(
    model: &Model,
    draws: &Draws,
    calibration: &mut Calibration,
) -> Result<(), VolatilityError> {
    let asks = |r: &usize| model.regions[*r].anchor == Anchor::Record;
    let Some(region) = (0..model.regions.len()).find(asks) else {
        return Ok(());
    };
    let Some(record) = &model.regions[region].record else {
        return Ok(());
    };
    let wanted = predictive_sd(record);
    let mut variance = |lambda: f64| {
        for r in (0..model.regions.len()).filter(asks) {
            calibration.volatility[r] = lambda;
        }
        let sd = first_year_sd(model, draws, calibration, region);
        sd * sd
    };
    let least = variance(0.0);
    if least > wanted * wanted {
        return Err(VolatilityError {
            region,
            wanted,
            least: least.sqrt(),
        });
    }
    // The variance is very nearly a + b λ²: the secant through (0, a) and the last point converges in a few steps.
    let mut lambda = 1.0;
    for _ in 0..60 {
        let slope = (variance(lambda) - least) / (lambda * lambda);
        if slope <= 0.0 {
            return Err(VolatilityError {
                region,
                wanted,
                least: least.sqrt(),
            });
        }
        let next = ((wanted * wanted - least) / slope).sqrt();
        let change = (next - lambda).abs();
        lambda = next;
        if change < 1e-12 * lambda.max(1e-6) {
            break;
        }
    }
    variance(lambda);
    Ok(())
}

/// s √(1 + 1/n), s the standard deviation (n − 1) of actual − target.
fn predictive_sd(record: &TargetRecord) -> f64 {
    let n = record.years.len() as f64;
    let errors: Vec<f64> = record.years.iter().map(|y| y.actual - y.target).collect();
    let mean = errors.iter().sum::<f64>() / n;
    let variance = errors.iter().map(|e| (e - mean) * (e - mean)).sum::<f64>() / (n - 1.0);
    (variance * (1.0 + 1.0 / n)).sqrt()
}

/// sd of a region's first-year real growth over the pilot's paths.
fn first_year_sd(model: &Model, draws: &Draws, calibration: &Calibration, region: usize) -> f64 {
    let base = model.regions[region].gdp;
    let growth = |first_path: u64| -> Vec<f64> {
        let mut state = State::base_year(model, BLOCK);
        let mut shocks = Shocks::none(model, BLOCK);
        let mut room = vec![0.0; BLOCK];
        draws.fill_held(first_path, &mut room, &mut state);
        state.reset(model);
        draws.fill_year(0, first_path, &mut room, &mut shocks);
        advance(model, calibration, 0, &shocks, &mut state);
        state
            .gdp
            .row(region)
            .iter()
            .map(|gdp| gdp / base - 1.0)
            .filter(|growth| growth.is_finite())
            .collect()
    };
    let grid = Grid::of_sample(&growth(0));
    let starts = (0..PATHS / BLOCK as u64).into_par_iter();
    let total = starts
        .fold(
            || Statistics::new(grid),
            |mut statistics, block| {
                statistics.add(&growth(block * BLOCK as u64));
                statistics
            },
        )
        .reduce(
            || Statistics::new(grid),
            |mut a, b| {
                a.merge(&b);
                a
            },
        );
    total.sd()
}
