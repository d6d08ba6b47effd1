//! Any finite numbers can be drawn, and are drawn tidily.

use kapok::charts::{Lang, Size, Style, comparison_set, standard_set};
use kapok::results::{Summary, TargetSummary};
use proptest::prelude::*;

use crate::pictures::untidy;
use crate::sample::{Ask, empty, histogram, indicator, joint, target, text};

/// Numbers of every size and sign.
fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        Just(0.0),
        -1.0..1.0,
        -1e4..1e4,
        -1e15..1e15,
        -1e-9..1e-9,
        Just(1e300),
        Just(-1e-300),
    ]
}

fn spread() -> impl Strategy<Value = f64> {
    prop_oneof![Just(0.0), 0.0..1e-12, 0.0..1.0, 0.0..1e6]
}

fn ask() -> impl Strategy<Value = Ask> {
    let pair = (number(), number());
    prop_oneof![
        number().prop_map(Ask::AtLeast),
        number().prop_map(Ask::AtMost),
        (number(), 0.0..10.0).prop_map(|(middle, within)| Ask::About(middle, within)),
        pair.prop_map(|(a, b): (f64, f64)| Ask::Between(a.min(b), a.max(b))),
    ]
}

prop_compose! {
    fn summary()(
        count in 1_usize..6,
        middles in prop::collection::vec(number(), 15),
        spreads in prop::collection::vec(spread(), 3),
        asks in prop::collection::vec((ask(), 0.0..=1.0_f64), 0..5),
        unit in prop::sample::select(vec!["money", "rate", "share", "index", "number"]),
        base in prop::option::of(number()),
    ) -> Summary {
        let years: Vec<i32> = (0..count as i32).map(|t| 2024 + t).collect();
        let mut summary = empty(&years);
        for (index, name) in ["gdp.nominal", "gdp.growth", "fai.total"].iter().enumerate() {
            let label = text("某项指标", "Some indicator");
            let middle = &middles[index * 5..index * 5 + count];
            let made = indicator(unit, label, base, middle, &vec![spreads[index]; count]);
            summary.indicators.insert((*name).to_owned(), made);
        }
        for (index, (ask, share)) in asks.iter().enumerate() {
            let name = ["gdp.nominal", "gdp.growth"][index % 2];
            let year = years[index % years.len()];
            let made = target(&summary, &format!("t{index}"), name, year, ask);
            let series = &summary.indicators[name];
            summary.targets.push(TargetSummary {
                probability: *share,
                ci95: [(share - 0.01).max(0.0), (share + 0.01).min(1.0)],
                histogram: histogram(series.mean[index % years.len()], spreads[index % 2]),
                ..made
            });
        }
        summary.joint = Some(joint(&summary, 0.5));
        summary
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_finite_numbers_can_be_drawn(summary in summary(), wide in any::<bool>()) {
        let size = if wide { Size::new(1600, 1000) } else { Size::new(600, 400) }.unwrap();
        let pair = [summary.clone(), summary.clone()];
        let charts = standard_set(&summary, &Style::new(Lang::Zh, size));
        prop_assert!(charts.len() >= 3);
        for named in charts.iter().chain(&comparison_set(&pair, &[], &Style::new(Lang::En, size))) {
            prop_assert!(untidy(&named.chart).is_none(), "{}: {}", named.stem, untidy(&named.chart).unwrap());
        }
        if !wide {
            for named in &charts {
                prop_assert!(!named.chart.png().is_empty());
            }
        }
    }
}

/// Tiers of one's own may have names of 64 letters; the legend names two of them at once.
#[test]
fn a_name_wider_than_the_sheet_is_broken_in_the_legend() {
    let mut summary = empty(&[2024]);
    let label = text("某项指标", "Some indicator");
    let made = indicator("rate", label, None, &[0.06], &[0.02]);
    summary.indicators.insert("gdp.growth".to_owned(), made);
    for (id, floor) in [("a", 0.05), ("b", 0.07)] {
        let made = target(&summary, id, "gdp.growth", 2024, &Ask::AtLeast(floor));
        summary.targets.push(TargetSummary {
            tier: Some(format!("{id}{}", "_word".repeat(12))),
            ..made
        });
    }
    for lang in [Lang::Zh, Lang::En] {
        for size in [Size::new(600, 400), Size::new(1600, 1000)] {
            for named in standard_set(&summary, &Style::new(lang, size.unwrap())) {
                let fault = untidy(&named.chart);
                assert!(fault.is_none(), "{}: {fault:?}", named.stem);
            }
        }
    }
}
