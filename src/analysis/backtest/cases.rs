//! The cases: every target with its outcome, forecast from the years before it.

use super::BacktestPlan;
use super::forecasters::{Rules, forecasts};
use super::history::History;
use super::predictive::Predictive;
use crate::numerics::ln;
use crate::results::{BacktestCase, Forecast, LeftOut};
use crate::scenario::TargetOutcome;

/// Every case with its forecasts, and the targets that are left out, by year and place.
pub(super) fn forecast_all(
    record: &[TargetOutcome],
    plan: &BacktestPlan,
) -> (Vec<BacktestCase>, Vec<LeftOut>) {
    let rules = Rules {
        shrink: plan.shrink,
        shape: plan.shape,
    };
    let mut rows: Vec<&TargetOutcome> = record.iter().collect();
    rows.sort_by(|a, b| (a.year, &a.place).cmp(&(b.year, &b.place)));
    let mut history = History::default();
    let (mut cases, mut left_out) = (Vec::new(), Vec::new());
    for year in rows.chunk_by(|a, b| a.year == b.year) {
        // Nothing of a year is known when any of its places is forecast.
        for row in year {
            let Some(target) = row.target else { continue };
            let met = met(row.actual, target);
            let announced = f64::midpoint(target[0], target[1]);
            let asked = (row.place.as_str(), row.year, announced);
            match forecasts(&history, asked, rules) {
                Ok(made) => cases.push(case(row, target, met, &made)),
                Err(reason) => left_out.push(LeftOut {
                    place: row.place.clone(),
                    year: row.year,
                    target,
                    actual: row.actual,
                    met,
                    reason,
                }),
            }
        }
        for row in year {
            history.learn(row);
        }
    }
    (cases, left_out)
}

/// Whether an outcome comes to at least the lower end of its target, as targets are judged anywhere: less only by rounding.
fn met(actual: f64, [low, _]: [f64; 2]) -> bool {
    actual >= low - 1e-9 * low.abs().max(1.0)
}

/// A case and its scores.
fn case(
    row: &TargetOutcome,
    target: [f64; 2],
    met: bool,
    forecasts: &[Predictive],
) -> BacktestCase {
    let scored = |forecast: &Predictive| {
        let probability_met = forecast.probability_above(target[0]);
        let off = probability_met - f64::from(u8::from(met));
        Forecast {
            centre: forecast.centre(),
            scale: forecast.scale(),
            dof: forecast.dof(),
            probability_met,
            pit: forecast.probability_below(row.actual),
            crps: forecast.crps(row.actual),
            log_score: forecast.log_score(row.actual) + ln(100.0),
            brier: off * off,
        }
    };
    BacktestCase {
        place: row.place.clone(),
        year: row.year,
        target,
        actual: row.actual,
        met,
        forecasts: forecasts.iter().map(scored).collect(),
    }
}
