//! Back-tests: scores and tests against the reference cases and an independent program, no use of the future, and planted truths.

use kapok::analysis::backtest::{
    BacktestPlan, Predictive, backtest, berkowitz, bin_counts, brier_parts, chi_square,
    diebold_mariano, interval_score, kolmogorov_smirnov, pinball,
};
use kapok::numerics::normal_quantile;
use kapok::quantity::Localized;
use kapok::random::Stream;
use kapok::results::{
    Backtest, Forecast, ForecastShape, Forecaster, ForecasterKind, LeftOutReason, Score,
    ScoreComparison,
};
use kapok::scenario::{TargetOutcome, bundled_file, read_outcomes};

mod reference;

use reference::{Case, number, numbers};

fn plan() -> BacktestPlan {
    BacktestPlan {
        name: "record.csv".to_owned(),
        sha256: String::new(),
        shrink: 4.0,
        shape: ForecastShape::StudentT,
        seed: 1,
        draws: 2_000,
    }
}

fn bundled() -> Vec<TargetOutcome> {
    let bytes = bundled_file("data/targets-and-outcomes.csv").expect("it is bundled");
    read_outcomes(&bytes).expect("it is a record")
}

fn row(place: &str, year: i32, target: f64, actual: f64) -> TargetOutcome {
    TargetOutcome {
        place: place.to_owned(),
        name: Localized::same(place),
        year,
        target: Some([target; 2]),
        actual,
    }
}

fn of(backtest: &Backtest, kind: ForecasterKind) -> &Forecaster {
    let found = backtest.forecasters.iter().find(|it| it.id == kind);
    found.expect("every forecaster is judged")
}

fn versus(backtest: &Backtest, first: ForecasterKind, second: ForecasterKind) -> &ScoreComparison {
    let of_pair =
        |it: &&ScoreComparison| it.score == Score::Crps && it.first == first && it.second == second;
    let found = backtest.comparisons.iter().find(of_pair);
    found.expect("every two are compared")
}

#[test]
fn scores_of_normal_forecasts() {
    let case = Case::find("SC-normal");
    let inputs = numbers(case.input("y_m_s"));
    let forecasts = inputs
        .chunks(3)
        .map(|it| (it[0], Predictive::normal(it[1], it[2])));
    let forecasts: Vec<(f64, Predictive)> = forecasts.collect();
    let each = |score: &dyn Fn(&Predictive, f64) -> f64| -> Vec<f64> {
        forecasts
            .iter()
            .map(|(y, forecast)| score(forecast, *y))
            .collect()
    };
    case.check("crps", &each(&Predictive::crps));
    case.check("logs", &each(&Predictive::log_score));
    case.check("pit", &each(&Predictive::probability_below));
}

#[test]
fn quantiles_intervals_and_probabilities() {
    let case = Case::find("SC-misc");
    let triples = numbers(case.input("pinball"));
    let losses = triples.chunks(3).map(|it| pinball(it[0], it[1], it[2]));
    case.check("pinball", &losses.collect::<Vec<f64>>());
    let given = case.input("interval");
    let of = |name: &str| number(&given[name]);
    let score = interval_score(of("alpha"), [of("l"), of("u")], of("y"));
    assert!((score / 7.0 - 1.0).abs() < 1e-13, "{score}");
    let probabilities = numbers(case.input("brier_p"));
    let outcomes: Vec<bool> = numbers(case.input("brier_o"))
        .iter()
        .map(|it| *it == 1.0)
        .collect();
    // As Murphy has it: equal forecasts are taken together.
    let distinct: Vec<usize> = probabilities
        .iter()
        .map(|p| (10.0 * p).round() as usize)
        .collect();
    let parts = brier_parts(&probabilities, &outcomes, &distinct);
    case.check("reliability", &[parts.reliability]);
    case.check("resolution", &[parts.resolution]);
    case.check("uncertainty", &[parts.uncertainty]);
    assert!(parts.within.abs() < 1e-15);
    let squares = probabilities.iter().zip(&outcomes).map(|(p, met)| {
        let off = p - f64::from(u8::from(*met));
        off * off
    });
    let mean = squares.sum::<f64>() / 8.0;
    case.check("brier", &[mean]);
    // Whatever is taken together, the parts sum to the score.
    for bins in [vec![0; 8], (0..8).collect(), vec![0, 1, 0, 1, 2, 2, 0, 1]] {
        let parts = brier_parts(&probabilities, &outcomes, &bins);
        let sum = parts.reliability - parts.resolution + parts.uncertainty + parts.within;
        assert!((sum - mean).abs() < 1e-15, "{bins:?}");
    }
}

#[test]
fn equal_accuracy() {
    let case = Case::find("SC-dm");
    let (first, second) = (numbers(case.input("loss1")), numbers(case.input("loss2")));
    let differences: Vec<f64> = first.iter().zip(&second).map(|(a, b)| a - b).collect();
    for (horizon, name) in [(1, "h1"), (2, "h2")] {
        let test = diebold_mariano(&differences, horizon).expect("it can be computed");
        let expected = case.expected(name);
        for (got, key) in [
            (test.statistic, "dm"),
            (test.corrected, "hln"),
            (test.p_value, "p_hln"),
            (test.p_normal, "p_normal"),
        ] {
            let wanted = number(&expected[key]);
            assert!((got / wanted - 1.0).abs() < 1e-9, "{name} {key}: {got}");
        }
    }
}

#[test]
fn uniformity_of_transforms() {
    let case = Case::find("SC-pit");
    let values = numbers(case.input("pit"));
    case.check("ks", &[kolmogorov_smirnov(&values)]);
    case.check("chi2_4bins", &[chi_square(&bin_counts(&values, 4))]);
    let scores: Vec<f64> = values.into_iter().map(normal_quantile).collect();
    case.check("berkowitz_lr2", &[berkowitz(&scores)]);
}

/// Means over the 44 cases of the bundled record by an independent program (SciPy 1.16): bias, CRPS, logarithmic score, Brier score; Kolmogorov–Smirnov
/// distance and Berkowitz's ratio.
const BUNDLED: [(ForecasterKind, [f64; 4], [f64; 2]); 5] = [
    (
        ForecasterKind::Targets,
        [
            -0.002_186_363_636,
            0.009_630_127_297,
            2.058_128_398_071,
            0.247_106_630_790,
        ],
        [0.226_773_193_679, 10.663_117_393_021],
    ),
    (
        ForecasterKind::Record,
        [
            -0.012_545_119_439,
            0.010_916_142_431,
            2.092_011_534_446,
            0.232_437_551_536,
        ],
        [0.420_296_543_242, 21.785_367_839_976],
    ),
    (
        ForecasterKind::LastGrowth,
        [
            -0.004_113_636_364,
            0.013_778_171_952,
            2.464_340_315_021,
            0.264_135_907_546,
        ],
        [0.183_695_896_907, 11.527_311_797_363],
    ),
    (
        ForecasterKind::Ar1,
        [
            -0.006_667_868_257,
            0.013_800_731_047,
            2.540_947_737_018,
            0.275_366_717_677,
        ],
        [0.292_908_001_636, 21.409_533_112_029],
    ),
    (
        ForecasterKind::PooledError,
        [
            -0.018_078_010_482,
            0.013_262_867_887,
            2.309_068_008_828,
            0.250_025_221_096,
        ],
        [0.506_030_924_907, 49.120_006_232_351],
    ),
];

#[test]
fn the_bundled_record_scores_as_in_an_independent_program() {
    let judged = backtest(&bundled(), &plan()).expect("there are cases");
    assert_eq!((judged.cases.len(), judged.years), (44, 18));
    assert_eq!((judged.record.outcomes, judged.record.targets), (79, 68));
    for (kind, scores, tests) in BUNDLED {
        let it = of(&judged, kind);
        let means = [it.bias, it.crps, it.log_score, it.brier].map(|mean| mean.mean);
        let uniformity = it.uniformity.as_ref().expect("there are enough cases");
        let statistics = [
            uniformity.kolmogorov_smirnov.statistic,
            uniformity.berkowitz.statistic,
        ];
        for (got, wanted) in means
            .iter()
            .zip(&scores)
            .chain(statistics.iter().zip(&tests))
        {
            assert!(
                (got - wanted).abs() < 2e-12 * wanted.abs().max(1.0),
                "{kind:?}: {got} {wanted}"
            );
        }
    }
    let anchors = versus(&judged, ForecasterKind::Targets, ForecasterKind::Record);
    assert!((anchors.difference + 0.001_286_015_134).abs() < 1e-12);
    assert!((anchors.statistic.unwrap() + 1.249_993_202_428).abs() < 1e-9);
    assert!((anchors.p_value.unwrap() - 0.228_236_563_953).abs() < 1e-9);
}

#[test]
fn no_forecast_knows_its_own_year_or_a_later_one() {
    let record = bundled();
    let whole = backtest(&record, &plan()).expect("there are cases");
    let forecasts = |judged: &Backtest, year: i32| -> Vec<(String, Vec<[f64; 2]>)> {
        let cases = judged.cases.iter().filter(|case| case.year == year);
        let known = |it: &Forecast| [it.centre, it.scale];
        cases
            .map(|case| {
                (
                    case.place.clone(),
                    case.forecasts.iter().map(known).collect(),
                )
            })
            .collect()
    };
    for year in [2008, 2013, 2021, 2025] {
        // From this year on every outcome is another, and later rows come in another order.
        let mut changed = record.clone();
        for row in changed.iter_mut().filter(|row| row.year >= year) {
            row.actual = 0.5 - row.actual;
        }
        changed.reverse();
        let changed = backtest(&changed, &plan()).expect("there are cases");
        let known = forecasts(&whole, year);
        assert!(!known.is_empty());
        let mut others = forecasts(&changed, year);
        others.sort_by(|a, b| a.0.cmp(&b.0));
        assert_eq!(known, others, "{year}");
    }
}

#[test]
fn forecasts_are_those_of_the_formulas() {
    // One place, six years: the sixth is judged.
    let errors = [0.02, -0.01, 0.0, 0.01, 0.03];
    let actual: Vec<f64> = errors.iter().map(|error| 0.06 + error).collect();
    let mut record: Vec<TargetOutcome> = (2001..2006)
        .zip(&actual)
        .map(|(year, actual)| row("a", year, 0.06, *actual))
        .collect();
    // An older outcome without a target makes the fifth change.
    let mut older = row("a", 2000, 0.0, 0.05);
    older.target = None;
    record.push(older);
    record.push(TargetOutcome {
        target: Some([0.055, 0.065]),
        ..row("a", 2006, 0.0, 0.055)
    });
    let judged = backtest(&record, &plan()).expect("one case");
    let case = &judged.cases[0];
    assert_eq!((judged.cases.len(), case.year, case.met), (1, 2006, true));
    let squares: f64 = errors.iter().map(|error| error * error).sum();
    let spread: f64 = errors
        .iter()
        .map(|error| (error - 0.01) * (error - 0.01))
        .sum();
    let series = [0.05, 0.08, 0.05, 0.06, 0.07, 0.09];
    let changes: f64 = series
        .windows(2)
        .map(|it| (it[1] - it[0]) * (it[1] - it[0]))
        .sum();
    let scale = (spread / 4.0 * 1.2).sqrt();
    let expected = [
        (0.06, (squares / 5.0).sqrt(), 5.0),
        (0.06 + 0.01 * 5.0 / 9.0, scale, 4.0),
        (0.09, (changes / 5.0).sqrt(), 5.0),
        // The line through (5, 8), (8, 5), (5, 6), (6, 7), (7, 9) at 9: x̄ = 6.2, ȳ = 7, Sxx = 6.8, Sxy = −2, Syy = 10.
        (0.07 - 0.056 / 6.8, ar1_scale(), 3.0),
        (0.07, scale, 4.0),
    ];
    for (forecast, (centre, scale, dof)) in case.forecasts.iter().zip(expected) {
        assert!(
            (forecast.centre - centre).abs() < 1e-15,
            "{forecast:?} {centre}"
        );
        assert!(
            (forecast.scale - scale).abs() < 1e-15,
            "{forecast:?} {scale}"
        );
        assert_eq!(forecast.dof, Some(dof));
        let made = Predictive::student_t(centre, scale, dof);
        assert!((forecast.probability_met - made.probability_above(0.055)).abs() < 1e-12);
        assert!((forecast.crps - made.crps(0.055)).abs() < 1e-14);
        // Per percentage point: of growth in percent.
        let in_points = Predictive::student_t(100.0 * centre, 100.0 * scale, dof);
        assert!((forecast.log_score - in_points.log_score(5.5)).abs() < 1e-12);
        let miss = 1.0 - forecast.probability_met;
        assert!((forecast.brier - miss * miss).abs() < 1e-15);
    }
}

/// s² = (Syy − Sxy²/Sxx)/3, times 1 + 1/5 + (9 − 6.2)²/Sxx, in points; as growth.
fn ar1_scale() -> f64 {
    let residual = (10.0 - 4.0 / 6.8) / 3.0;
    let leverage = 1.2 + 2.8 * 2.8 / 6.8;
    f64::sqrt(residual * leverage) / 100.0
}

/// Targets of 6 % in one place over so many years, missed by `error` of the year and the record's number.
fn made(number: u64, years: i32, error: impl Fn(f64, i32) -> f64) -> Vec<TargetOutcome> {
    let stream = Stream::new(7, "test", "errors");
    let outcome = |year: i32| {
        let z = stream.normal(year.unsigned_abs(), number);
        row("a", year, 0.06, 0.06 + error(z, year))
    };
    (2000..2000 + years).map(outcome).collect()
}

/// Share of made records whose forecaster is found wrong at 5 %.
fn rejected(
    records: u64,
    kind: ForecasterKind,
    plan: &BacktestPlan,
    error: impl Fn(f64, i32) -> f64 + Copy,
) -> f64 {
    let found = (0..records).filter(|number| {
        let judged = backtest(&made(*number, 17, error), plan).expect("twelve cases");
        let it = of(&judged, kind).uniformity.as_ref();
        it.expect("enough cases").berkowitz.p_value <= 0.05
    });
    found.count() as f64 / records as f64
}

#[test]
fn a_right_forecast_is_rejected_one_time_in_twenty_and_a_wrong_one_is_found() {
    // The record without shrinkage is exactly right for normal errors about a constant: its transforms are uniform and independent.
    let exact = BacktestPlan {
        shrink: 0.0,
        draws: 1_000,
        ..plan()
    };
    let records = 200;
    let steady = |z: f64, _: i32| 0.01 + 0.015 * z;
    let size = rejected(records, ForecasterKind::Record, &exact, steady);
    // Errors of the share and of the simulated critical value.
    let error = (0.05 * 0.95 * (1.0 / records as f64 + 1.0 / 1_000.0)).sqrt();
    assert!((size - 0.05).abs() < 4.5 * error, "{size}");
    // A world that changes sign is found.
    let turned = |z: f64, year: i32| if year < 2005 { 0.04 } else { -0.04 } + 0.01 * z;
    let found = rejected(50, ForecasterKind::Record, &exact, turned);
    assert!(found > 0.9, "{found}");
    // As if the spread of five errors were known, forecasts are too narrow, and are rejected more often.
    let normal = BacktestPlan {
        shape: ForecastShape::Normal,
        ..exact
    };
    assert!(rejected(records, ForecasterKind::Record, &normal, steady) > size);
}

#[test]
fn the_forecaster_that_is_right_wins() {
    // Growth is the target but for little; the target moves.
    let stream = Stream::new(7, "test", "targets");
    let record: Vec<TargetOutcome> = (2000..2030)
        .map(|year: i32| {
            let target = 0.06 + 0.02 * stream.normal(year.unsigned_abs(), 0);
            row(
                "a",
                year,
                target,
                target + 0.002 * stream.normal(year.unsigned_abs(), 1),
            )
        })
        .collect();
    let judged = backtest(&record, &plan()).expect("there are cases");
    for rival in [ForecasterKind::LastGrowth, ForecasterKind::Ar1] {
        let won = versus(&judged, ForecasterKind::Targets, rival);
        assert!(
            won.difference < 0.0 && won.p_value.unwrap() < 0.01,
            "{won:?}"
        );
        assert!(won.difference + won.half_width < 0.0);
    }
    // Each is inside its own intervals as often as it should be, or the ranges would not hold it.
    let anchor = of(&judged, ForecasterKind::Targets);
    for coverage in &anchor.coverage {
        let [low, high] = coverage.expected95.expect("enough cases");
        assert!(low < coverage.nominal && coverage.nominal <= high + 1e-12);
    }
}

#[test]
fn too_few_cases_are_said_to_be_too_few() {
    let record = bundled();
    // Nothing to judge.
    let short: Vec<TargetOutcome> = record
        .iter()
        .filter(|row| row.year < 2008)
        .cloned()
        .collect();
    let problem = backtest(&short, &plan()).unwrap_err();
    assert!(problem.en.starts_with("too few cases"), "{}", problem.en);
    assert!(backtest(&[], &plan()).is_err());
    // Two years: scores, and nothing that would need more.
    let short: Vec<TargetOutcome> = record
        .iter()
        .filter(|row| row.year < 2010)
        .cloned()
        .collect();
    let judged = backtest(&short, &plan()).expect("some cases");
    assert_eq!(judged.years, 2);
    assert!(judged.comparisons.is_empty() && judged.met.half_width.is_none());
    assert_eq!(judged.remarks[0].code, "too-few-cases");
    // Why others are not judged.
    let reasons: Vec<LeftOutReason> = judged.left_out.iter().map(|it| it.reason).collect();
    assert!(reasons.contains(&LeftOutReason::FewOwnYears));
    assert_eq!(
        judged.cases.len() + judged.left_out.len(),
        judged.record.targets
    );
    // Errors without any spread give no forecast.
    let level: Vec<TargetOutcome> = (2000..2010)
        .map(|year| row("a", year, 0.06, 0.06))
        .collect();
    assert!(backtest(&level, &plan()).is_err());
}
