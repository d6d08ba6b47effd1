//! Pictures of a back-test.

use kapok::analysis::backtest::{BacktestPlan, backtest};
use kapok::charts::{Lang, NamedChart, Size, Style, backtest_set};
use kapok::quantity::Localized;
use kapok::random::Stream;
use kapok::results::{Backtest, ForecastShape};
use kapok::scenario::TargetOutcome;

use crate::pictures::{texts, untidy};

/// A record of so many places over so many years, judged.
pub(crate) fn judged(places: usize, years: i32, named: impl Fn(usize) -> String) -> Backtest {
    let mut record = Vec::new();
    for place in 0..places {
        let name = named(place);
        let stream = Stream::new(5, "test", &format!("{place}"));
        for year in 2000..2000 + years {
            let z = stream.normal(year.unsigned_abs(), 0);
            record.push(TargetOutcome {
                place: format!("p{place}"),
                name: Localized::same(name.clone()),
                year,
                target: Some([0.06, 0.065]),
                actual: 0.06 + 0.03 * z,
            });
        }
    }
    let plan = BacktestPlan {
        name: "一份名字很长的各地历年增长目标与实绩记录.csv".to_owned(),
        sha256: String::new(),
        shrink: 4.0,
        shape: ForecastShape::StudentT,
        seed: 1,
        draws: 1_000,
    };
    backtest(&record, &plan).expect("there are cases")
}

fn every_backtest() -> Vec<(&'static str, Backtest)> {
    let plain = |place: usize| format!("地方{place}");
    vec![
        ("four", judged(4, 20, plain)),
        ("one without a name", judged(1, 12, |_| String::new())),
        ("few cases", judged(1, 7, plain)),
        (
            "eight",
            judged(8, 9, |_| "一个名字特别特别长的地方自治州".to_owned()),
        ),
        ("many", judged(60, 8, plain)),
    ]
}

#[test]
fn no_text_leaves_its_sheet_or_touches_another() {
    for (name, backtest) in every_backtest() {
        for size in [
            (600, 400),
            (1600, 1000),
            (4000, 3000),
            (600, 3000),
            (4000, 400),
        ] {
            let size = Size::new(size.0, size.1).unwrap();
            for lang in [Lang::Zh, Lang::En] {
                for NamedChart { stem, chart, .. } in
                    backtest_set(&backtest, &Style::new(lang, size))
                {
                    assert_eq!(untidy(&chart), None, "{name} {stem} {lang:?} {size:?}");
                }
            }
        }
    }
}

#[test]
fn few_cases_have_no_picture_of_transforms() {
    let few = judged(1, 7, |_| "甲".to_owned());
    let stems = |backtest: &Backtest| -> Vec<String> {
        let set = backtest_set(backtest, &Style::new(Lang::Zh, Size::default()));
        set.into_iter().map(|named| named.stem).collect()
    };
    assert_eq!(stems(&few), ["targets-and-outcomes", "coverage"]);
    let more = judged(1, 12, |_| "甲".to_owned());
    assert_eq!(stems(&more), ["targets-and-outcomes", "pit", "coverage"]);
}

#[test]
fn every_forecaster_and_place_is_named() {
    let backtest = judged(4, 20, |place| format!("地方{place}"));
    let set = backtest_set(&backtest, &Style::new(Lang::Zh, Size::default()));
    let scatter = texts(&set[0].chart);
    for place in 0..4 {
        let name = format!("地方{place}：");
        assert!(
            scatter.iter().any(|text| text.starts_with(&name)),
            "{scatter:?}"
        );
    }
    for chart in &set[1..] {
        let said = texts(&chart.chart);
        for forecaster in &backtest.forecasters {
            assert!(said.contains(&forecaster.name.zh.as_str()), "{said:?}");
        }
    }
}
