//! `backtest.json` and its tables.

use super::tables::table;
use crate::results::{Backtest, BacktestCase, Forecast, Forecaster, Mean, MonteCarloTest};

/// The back-test as JSON.
///
/// # Panics
/// Never: it is plain data.
pub fn backtest_json(backtest: &Backtest) -> Vec<u8> {
    let mut json = serde_json::to_vec_pretty(backtest).expect("a back-test is plain data");
    json.push(b'\n');
    json
}

/// `cases.csv`: one row a case and forecaster.
pub fn cases_csv(backtest: &Backtest) -> Vec<u8> {
    let header = [
        "place",
        "year",
        "target_low",
        "target_high",
        "actual",
        "met",
        "forecaster",
        "centre",
        "scale",
        "dof",
        "probability_met",
        "pit",
        "crps",
        "log_score",
        "brier",
    ];
    let rows = backtest.cases.iter().flat_map(|case| {
        let forecasters = backtest.forecasters.iter().zip(&case.forecasts);
        forecasters.map(|(forecaster, forecast)| case_row(case, forecaster, forecast))
    });
    table(&header, rows)
}

fn case_row(case: &BacktestCase, forecaster: &Forecaster, forecast: &Forecast) -> Vec<String> {
    vec![
        case.place.clone(),
        case.year.to_string(),
        case.target[0].to_string(),
        case.target[1].to_string(),
        case.actual.to_string(),
        case.met.to_string(),
        forecaster.id.id().to_owned(),
        forecast.centre.to_string(),
        forecast.scale.to_string(),
        optional(forecast.dof),
        forecast.probability_met.to_string(),
        forecast.pit.to_string(),
        forecast.crps.to_string(),
        forecast.log_score.to_string(),
        forecast.brier.to_string(),
    ]
}

/// `scores.csv`: one row a forecaster.
pub fn scores_csv(backtest: &Backtest) -> Vec<u8> {
    let mut header: Vec<String> = [
        "forecaster",
        "cases",
        "years",
        "probability_met",
        "share_met",
    ]
    .map(str::to_owned)
    .to_vec();
    for mean in ["bias", "crps", "log_score", "brier"] {
        header.extend([mean.to_owned(), format!("{mean}_half_width_95")]);
    }
    for coverage in backtest
        .forecasters
        .iter()
        .take(1)
        .flat_map(|it| &it.coverage)
    {
        let percent = (100.0 * coverage.nominal).round();
        let names = ["", "_expected_low", "_expected_high"];
        header.extend(names.map(|name| format!("coverage_{percent}{name}")));
    }
    for test in ["kolmogorov_smirnov", "chi_square", "berkowitz"] {
        let names = ["", "_critical_5", "_p", "_p_std_error"];
        header.extend(names.map(|name| format!("{test}{name}")));
    }
    header.push("clustering".to_owned());
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let rows = backtest.forecasters.iter();
    table(&header, rows.map(|it| score_row(backtest, it)))
}

fn score_row(backtest: &Backtest, forecaster: &Forecaster) -> Vec<String> {
    let mut row = vec![
        forecaster.id.id().to_owned(),
        backtest.cases.len().to_string(),
        backtest.years.to_string(),
        forecaster.probability_met.to_string(),
        backtest.met.mean.to_string(),
    ];
    let means = [
        forecaster.bias,
        forecaster.crps,
        forecaster.log_score,
        forecaster.brier,
    ];
    row.extend(means.iter().flat_map(mean_cells));
    for coverage in &forecaster.coverage {
        let [low, high] = coverage
            .expected95
            .map_or([None; 2], |range| range.map(Some));
        row.extend([coverage.share.to_string(), optional(low), optional(high)]);
    }
    let tests = forecaster.uniformity.as_ref();
    let tests = tests.map(|it| [it.kolmogorov_smirnov, it.chi_square, it.berkowitz]);
    match tests {
        Some(tests) => row.extend(tests.iter().flat_map(test_cells)),
        None => row.extend(vec![String::new(); 12]),
    }
    row.push(optional(
        forecaster.uniformity.as_ref().map(|it| it.clustering),
    ));
    row
}

fn mean_cells(mean: &Mean) -> [String; 2] {
    [mean.mean.to_string(), optional(mean.half_width)]
}

fn test_cells(test: &MonteCarloTest) -> [String; 4] {
    [
        test.statistic.to_string(),
        test.critical_5.to_string(),
        test.p_value.to_string(),
        test.std_error.to_string(),
    ]
}

/// `comparisons.csv`: one row a score and pair of forecasters.
pub fn comparisons_csv(backtest: &Backtest) -> Vec<u8> {
    let header = [
        "score",
        "first",
        "second",
        "difference",
        "half_width_95",
        "statistic",
        "p",
    ];
    let rows = backtest.comparisons.iter().map(|it| {
        vec![
            it.score.id().to_owned(),
            it.first.id().to_owned(),
            it.second.id().to_owned(),
            it.difference.to_string(),
            it.half_width.to_string(),
            optional(it.statistic),
            optional(it.p_value),
        ]
    });
    table(&header, rows)
}

fn optional(value: Option<f64>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}
