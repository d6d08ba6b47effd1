//! The back-test: past growth forecast by what was known at the time, one year ahead, and how the forecasts did.
//!
//! Every year is forecast from the years before it only. All forecasters are judged on the same cases. Places of one year share its shocks,
//! so that every error is estimated from years, not from cases.

mod accuracy;
mod by_year;
mod forecasters;
mod history;
mod moments;
mod null;
mod predictive;
mod remarks;
mod uniformity;

use by_year::{ByYear, FEWEST_YEARS};
use forecasters::{Rules, forecasts};
use history::History;
use null::quantile;

pub use accuracy::{DieboldMariano, diebold_mariano};
pub use null::{Null, NullStatistics, monte_carlo_test};
pub use predictive::Predictive;
pub use uniformity::{berkowitz, bin_counts, chi_square, kolmogorov_smirnov};

use crate::numerics::{ln, normal_cdf, normal_quantile};
use crate::quantity::Localized;
use crate::results::{
    BACKTEST_SCHEMA, Backtest, BacktestCase, COVERAGES, Coverage, Forecast, ForecastShape,
    Forecaster, ForecasterKind, LeftOut, Place, RecordInfo, Score, ScoreComparison, Text,
    Uniformity,
};
use crate::scenario::TargetOutcome;

/// Fewest cases whose transforms are tested.
const FEWEST_CASES: usize = 5;

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

/// Every case with its forecasts, and the targets that are left out, by year and place.
fn forecast_all(
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

/// How the forecaster in place k of the cases' forecasts did.
fn judge(
    kind: ForecasterKind,
    k: usize,
    cases: &[BacktestCase],
    by_year: &ByYear,
    null: &Null,
) -> Forecaster {
    let of = |value: &dyn Fn(&BacktestCase, &Forecast) -> f64| -> Vec<f64> {
        let cases = cases.iter();
        cases.map(|case| value(case, &case.forecasts[k])).collect()
    };
    let mean = |value: &dyn Fn(&BacktestCase, &Forecast) -> f64| by_year.mean(&of(value));
    let scores = of(&|case, it| predictive(it).normal_score(case.actual));
    let (coverage, uniformity) = calibration(&scores, by_year, null);
    Forecaster {
        id: kind,
        name: kind.name(),
        bias: mean(&|case, it| case.actual - it.centre),
        crps: mean(&|_, it| it.crps),
        log_score: mean(&|_, it| it.log_score),
        brier: mean(&|_, it| it.brier),
        probability_met: mean(&|_, it| it.probability_met).mean,
        coverage,
        uniformity,
    }
}

fn predictive(forecast: &Forecast) -> Predictive {
    let dof = forecast.dof.unwrap_or(f64::INFINITY);
    Predictive::student_t(forecast.centre, forecast.scale, dof)
}

/// Coverage of central intervals and uniformity, from the normal scores of the outcomes.
fn calibration(
    scores: &[f64],
    by_year: &ByYear,
    null: &Null,
) -> (Vec<Coverage>, Option<Uniformity>) {
    let n = scores.len() as f64;
    let bins = bins(scores.len());
    let clustering = by_year.clustering(scores);
    let enough = scores.len() >= FEWEST_CASES;
    let drawn = enough.then(|| null.statistics(clustering, bins));
    let coverage = COVERAGES.iter().enumerate().map(|(k, &nominal)| {
        let bound = normal_quantile(0.5 + 0.5 * nominal);
        let inside = scores.iter().filter(|z| z.abs() <= bound).count() as u64;
        Coverage {
            nominal,
            inside,
            share: inside as f64 / n,
            expected95: drawn.as_ref().map(|drawn| {
                let counts = &drawn.inside[k];
                [quantile(counts, 0.025) / n, quantile(counts, 0.975) / n]
            }),
        }
    });
    let coverage = coverage.collect();
    let uniformity = drawn.map(|drawn| {
        let mut values: Vec<f64> = scores.iter().map(|z| normal_cdf(*z)).collect();
        values.sort_by(f64::total_cmp);
        let counts = bin_counts(&values, bins);
        let distance = kolmogorov_smirnov(&values);
        Uniformity {
            clustering,
            bin95: [quantile(&drawn.bin, 0.025), quantile(&drawn.bin, 0.975)],
            kolmogorov_smirnov: monte_carlo_test(distance, &drawn.kolmogorov_smirnov),
            chi_square: monte_carlo_test(chi_square(&counts), &drawn.chi_square),
            berkowitz: monte_carlo_test(berkowitz(scores), &drawn.berkowitz),
            bins: counts,
        }
    });
    (coverage, uniformity)
}

/// Bins of a histogram of so many cases: some five in each.
fn bins(cases: usize) -> usize {
    match cases {
        50.. => 10,
        25.. => 5,
        _ => 4,
    }
}

/// Each two forecasters by each score; none with too few years.
fn compare_all(cases: &[BacktestCase], by_year: &ByYear) -> Vec<ScoreComparison> {
    if by_year.years < FEWEST_YEARS {
        return Vec::new();
    }
    let mut comparisons = Vec::new();
    for score in Score::ALL {
        for (a, first) in ForecasterKind::ALL.into_iter().enumerate() {
            for (b, second) in ForecasterKind::ALL.into_iter().enumerate().skip(a + 1) {
                let loss = |case: &BacktestCase, k: usize| score.of(&case.forecasts[k]);
                let differences: Vec<f64> = cases
                    .iter()
                    .map(|case| loss(case, a) - loss(case, b))
                    .collect();
                let mean = by_year.mean(&differences);
                let test = diebold_mariano(&by_year.series(&differences), 1);
                comparisons.push(ScoreComparison {
                    score,
                    first,
                    second,
                    difference: mean.mean,
                    half_width: mean.half_width.unwrap_or(0.0),
                    statistic: test.map(|test| test.corrected),
                    p_value: test.map(|test| test.p_value),
                });
            }
        }
    }
    comparisons
}
