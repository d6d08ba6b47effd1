//! The back-test: past growth forecast by what was known at the time, one year ahead, and how the forecasts did.
//!
//! Every year is forecast from the years before it only. All forecasters are judged on the same cases. Places of one year share its shocks,
//! so that every error is estimated from years, not from cases.

mod accuracy;
mod by_year;
mod cases;
mod comparisons;
mod forecasters;
mod history;
mod judged;
mod moments;
mod null;
mod predictive;
mod remarks;
mod scores;
mod uniformity;

use by_year::ByYear;
use cases::forecast_all;
use comparisons::compare_all;
use judged::judge;

pub use accuracy::{DieboldMariano, diebold_mariano};
pub use null::{Null, NullStatistics, monte_carlo_test};
pub use predictive::Predictive;
pub use scores::{brier_parts, interval_score, pinball};
pub use uniformity::{berkowitz, bin_counts, chi_square, kolmogorov_smirnov};

use crate::quantity::Localized;
use crate::results::{
    BACKTEST_SCHEMA, Backtest, ForecastShape, Forecaster, ForecasterKind, Place, RecordInfo, Text,
};
use crate::scenario::TargetOutcome;

/// How a back-test is made.
#[derive(Debug, Clone, PartialEq)]
pub struct BacktestPlan {
    /// Name of the record.
    pub name: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// n₀ of the shrinkage n/(n + n₀) of the record's mean error, ≥ 0.
    pub shrink: f64,
    /// Shape of the predictive distributions.
    pub shape: ForecastShape,
    /// Seed of the draws.
    pub seed: u64,
    /// Draws of correct forecasts, at least 1.
    pub draws: u64,
}

/// Back-tests every forecaster on a record.
///
/// # Errors
/// When no target can be forecast from the years before it; says what is missing.
pub fn backtest(record: &[TargetOutcome], plan: &BacktestPlan) -> Result<Backtest, Localized> {
    let (cases, left_out) = forecast_all(record, plan);
    let info = record_info(record, plan);
    if cases.is_empty() {
        return Err(nothing_to_judge(&info));
    }
    let by_year = ByYear::new(cases.iter().map(|case| case.year));
    let keys: Vec<(&str, i32)> = cases
        .iter()
        .map(|case| (case.place.as_str(), case.year))
        .collect();
    let null = Null {
        cases: &keys,
        seed: plan.seed,
        draws: plan.draws,
    };
    let judged = ForecasterKind::ALL
        .iter()
        .enumerate()
        .map(|(k, kind)| judge(*kind, k, &cases, &by_year, &null))
        .collect::<Vec<Forecaster>>();
    let clustering = |it: &Forecaster| it.uniformity.as_ref().map(|it| it.clustering);
    // The least clustered is the kindest to the tests: what they miss then, they miss with the others, too.
    let least = judged.iter().filter_map(clustering).min_by(f64::total_cmp);
    let met: Vec<f64> = cases
        .iter()
        .map(|case| f64::from(u8::from(case.met)))
        .collect();
    let mut backtest = Backtest {
        schema: BACKTEST_SCHEMA,
        record: info,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        seed: plan.seed,
        draws: plan.draws,
        shape: plan.shape,
        shrink: plan.shrink,
        years: by_year.years,
        met: by_year.mean(&met),
        comparisons: compare_all(&cases, &by_year),
        power: least.map(|clustering| null.power(clustering)),
        forecasters: judged,
        left_out,
        remarks: Vec::new(),
        cases: Vec::new(),
    };
    backtest.cases = cases;
    backtest.remarks = remarks::remarks(&backtest);
    Ok(backtest)
}

fn record_info(record: &[TargetOutcome], plan: &BacktestPlan) -> RecordInfo {
    let mut places: Vec<Place> = Vec::new();
    for row in record {
        if places.iter().all(|known| known.id != row.place) {
            places.push(Place {
                id: row.place.clone(),
                name: Text {
                    zh: row.name.zh.clone(),
                    en: row.name.en.clone(),
                },
            });
        }
    }
    RecordInfo {
        name: plan.name.clone(),
        sha256: plan.sha256.clone(),
        outcomes: record.len(),
        targets: record.iter().filter(|row| row.target.is_some()).count(),
        places,
    }
}

fn nothing_to_judge(info: &RecordInfo) -> Localized {
    let (outcomes, targets, places) = (info.outcomes, info.targets, info.places.len());
    Localized::new(
        format!(
            "案例太少，无法回测：{places} 个地方共 {outcomes} 个实绩，其中 {targets} 个有目标。要评判一年，当地之前须有至少 5 年的目标与实绩，并有上一年的实绩"
        ),
        format!(
            "too few cases for a back-test: {outcomes} outcomes of {places} places, {targets} of them with a target. To judge a year, its place needs at least 5 earlier years with target and outcome, and last year's outcome"
        ),
    )
}
