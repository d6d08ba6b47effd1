//! How one forecaster did: mean scores, coverage of its intervals, uniformity of its transforms.

use super::by_year::ByYear;
use super::null::{Null, monte_carlo_test, quantile};
use super::predictive::Predictive;
use super::scores::{brier_parts, interval_score};
use super::uniformity::{berkowitz, bin_counts, chi_square, kolmogorov_smirnov};
use crate::numerics::{normal_cdf, normal_quantile};
use crate::results::{
    BacktestCase, COVERAGES, Coverage, Forecast, Forecaster, ForecasterKind, Uniformity,
};

/// Equal parts of [0, 1] whose forecasts the Brier score's parts take together.
const BRIER_BINS: f64 = 5.0;
/// Fewest cases whose transforms are tested.
const FEWEST_CASES: usize = 5;

/// How the forecaster in place k of the cases' forecasts did.
pub(super) fn judge(
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
    let interval_scores = COVERAGES.map(|nominal| {
        let tail = (1.0 - nominal) / 2.0;
        let score = |case: &BacktestCase, forecast: &Forecast| {
            let forecast = predictive(forecast);
            let ends = [tail, 1.0 - tail].map(|p| forecast.quantile(p));
            interval_score(2.0 * tail, ends, case.actual)
        };
        of(&score).iter().sum::<f64>() / cases.len() as f64
    });
    let (coverage, uniformity) = calibration(&scores, &interval_scores, by_year, null);
    let probabilities = of(&|_, it| it.probability_met);
    let met: Vec<bool> = cases.iter().map(|case| case.met).collect();
    let bin = |p: &f64| ((p * BRIER_BINS) as usize).min(BRIER_BINS as usize - 1);
    let bins: Vec<usize> = probabilities.iter().map(bin).collect();
    Forecaster {
        id: kind,
        name: kind.name(),
        bias: mean(&|case, it| case.actual - it.centre),
        crps: mean(&|_, it| it.crps),
        log_score: mean(&|_, it| it.log_score),
        brier: mean(&|_, it| it.brier),
        brier_parts: brier_parts(&probabilities, &met, &bins),
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
    interval_scores: &[f64],
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
            interval_score: interval_scores[k],
            expected95: drawn
                .as_ref()
                .map(|drawn| range95(&drawn.inside[k]).map(|count| count / n)),
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
            bins95: drawn.bins.iter().map(|counts| range95(counts)).collect(),
            kolmogorov_smirnov: monte_carlo_test(distance, &drawn.kolmogorov_smirnov),
            chi_square: monte_carlo_test(chi_square(&counts), &drawn.chi_square),
            berkowitz: monte_carlo_test(berkowitz(scores), &drawn.berkowitz),
            bins: counts,
        }
    });
    (coverage, uniformity)
}

/// Where 95 % of sorted draws lie.
fn range95(sorted: &[f64]) -> [f64; 2] {
    [quantile(sorted, 0.025), quantile(sorted, 0.975)]
}

/// Bins of a histogram of so many cases: some five in each.
fn bins(cases: usize) -> usize {
    match cases {
        50.. => 10,
        25.. => 5,
        _ => 4,
    }
}
