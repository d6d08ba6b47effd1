//! Exceedance curves: they pass through every target's probability, and say which side of the curve counts.

use kapok::charts::{Chart, Lang, Size, Style, exceedance, standard_set};
use kapok::results::{Histogram, Summary};

use crate::judged;
use crate::pictures::{texts, untidy};
use crate::sample::{Ask, PATHS, empty, flagship, indicator, target, text};

const TARGET: &str = "#c23b1e";
const CURVE: &str = "#0f4c81";

fn english() -> Style {
    Style::new(Lang::En, Size::default())
}

/// Points of the unfilled paths of a colour and stroke width.
fn strokes(chart: &Chart, color: &str, width: &str) -> Vec<Vec<(f64, f64)>> {
    let svg = chart.svg();
    let wanted = [
        format!("stroke=\"{color}\""),
        format!("stroke-width=\"{width}\""),
    ];
    let point = |text: &str| -> Option<(f64, f64)> {
        let (x, y) = text.trim().split_once([' ', ','])?;
        Some((x.parse().ok()?, y.parse().ok()?))
    };
    svg.lines()
        .filter(|line| wanted.iter().all(|part| line.contains(part)))
        .filter_map(|line| line.split(" d=\"M").nth(1)?.split('"').next())
        .map(|data| data.split('L').filter_map(point).collect())
        .collect()
}

/// Middle of the first text that reads so.
fn middle(chart: &Chart, text: &str) -> (f64, f64) {
    let found = chart.texts().iter().find(|placed| placed.text == text);
    let found = found.unwrap_or_else(|| panic!("no {text} among {:?}", texts(chart)));
    (found.area.centre().x, found.area.centre().y)
}

/// Pixels of a chance, read off the labels of 0 and 100 %.
fn up(chart: &Chart, chance: f64) -> f64 {
    let (none, all) = (middle(chart, "0%").1, middle(chart, "100%").1);
    none + chance * (all - none)
}

/// Heights of the curve at an abscissa, in pixels.
fn curve_at(chart: &Chart, x: f64) -> f64 {
    let lines = strokes(chart, CURVE, "5");
    let points = lines.iter().max_by_key(|line| line.len()).expect("a curve");
    let pair = points
        .windows(2)
        .find(|pair| pair[0].0 <= x && x <= pair[1].0)
        .expect("the curve reaches there");
    let [(x0, y0), (x1, y1)] = [pair[0], pair[1]];
    if x1 == x0 {
        return y0;
    }
    y0 + (x - x0) / (x1 - x0) * (y1 - y0)
}

#[test]
fn the_curve_passes_through_every_floors_probability() {
    let summary = judged::tiers();
    for lang in [Lang::Zh, Lang::En] {
        let chart = exceedance(&summary, "gdp_growth", &Style::new(lang, Size::default())).unwrap();
        let lines = strokes(&chart, TARGET, "4");
        let floors: Vec<f64> = summary
            .targets
            .iter()
            .filter(|it| it.indicator == "gdp.growth" && it.year == 2024)
            .map(|it| it.probability)
            .collect();
        assert_eq!((lines.len(), floors.len()), (3, 3));
        for (line, probability) in lines.iter().zip(floors) {
            let [foot, head] = line[..] else {
                panic!("{line:?}")
            };
            assert!((foot.1 - up(&chart, 0.0)).abs() < 2.0, "it stands on zero");
            let wanted = up(&chart, probability);
            assert!((head.1 - wanted).abs() < 2.0, "{} {wanted}", head.1);
            assert!((curve_at(&chart, head.0) - wanted).abs() < 3.0);
        }
    }
}

#[test]
fn every_tier_the_outcome_and_the_read_values_are_in_words() {
    let summary = judged::tiers();
    let chart = exceedance(&summary, "gdp_growth", &Style::default()).unwrap();
    let words = texts(&chart).join("\n");
    for wanted in [
        "2024年GDP增速：至少达到各水平的概率",
        "九成路径不低于",
        "P = 67.6% ± 0.1",
        "P = 44.0% ± 0.1",
        "P = 14.5% ± 0.1",
        "实际 5.2%（第 26 百分位）",
        "实际为 5.2%，不低于它的路径占 73.8%",
        "纵轴：结果不低于横轴数值的路径占比",
    ] {
        assert!(words.contains(wanted), "{wanted} is missing from {words}");
    }
    assert!(exceedance(&summary, "unheard_of", &english()).is_err());
}

/// One indicator in one year, judged by these.
fn judged_by(asks: &[Ask]) -> Summary {
    let mut summary = empty(&[2024]);
    let label = text("某项指标", "Some indicator");
    let made = indicator("rate", label, None, &[0.03], &[0.01]);
    summary.indicators.insert("cpi".to_owned(), made);
    for (index, ask) in asks.iter().enumerate() {
        let made = target(&summary, &format!("t{index}"), "cpi", 2024, ask);
        summary.targets.push(made);
    }
    summary
}

#[test]
fn of_ceilings_alone_the_curve_is_the_chance_of_staying_under() {
    let summary = judged_by(&[Ask::AtMost(0.035), Ask::AtMost(0.02)]);
    let chart = exceedance(&summary, "t0", &english()).unwrap();
    let words = texts(&chart).join("\n");
    assert!(words.contains("chance of staying at or below"), "{words}");
    assert!(
        words.contains("Nine in ten paths stay at or below"),
        "{words}"
    );
    let lines = strokes(&chart, TARGET, "4");
    for (line, target) in lines.iter().zip(&summary.targets) {
        let head = line[1];
        let wanted = up(&chart, target.probability);
        assert!((head.1 - wanted).abs() < 2.0, "{} {wanted}", head.1);
        assert!((curve_at(&chart, head.0) - wanted).abs() < 3.0);
    }
    assert!(
        lines[0][1].1 < lines[1][1].1,
        "the higher ceiling is likelier"
    );
}

#[test]
fn a_range_is_the_drop_between_its_bounds_and_a_ceiling_what_is_above_the_curve() {
    let summary = judged_by(&[
        Ask::AtLeast(0.015),
        Ask::Between(0.02, 0.035),
        Ask::AtMost(0.04),
    ]);
    let chart = exceedance(&summary, "t1", &Style::default()).unwrap();
    let lines = strokes(&chart, TARGET, "4");
    assert_eq!(lines.len(), 3);
    for (line, target) in lines.iter().zip(&summary.targets) {
        let length = (line[0].1 - line[1].1).abs();
        let wanted = (up(&chart, 0.0) - up(&chart, target.probability)).abs();
        assert!(
            (length - wanted).abs() < 3.0,
            "{}: {length} {wanted}",
            target.id
        );
    }
    // The ceiling's reaches up to certainty.
    assert!((lines[2][1].1 - up(&chart, 1.0)).abs() < 3.0);
}

#[test]
fn paths_that_failed_reach_nothing() {
    let mut summary = judged_by(&[Ask::AtLeast(0.01)]);
    summary.run.failed_paths.count = PATHS / 5;
    summary.targets[0].probability *= 0.8;
    let chart = exceedance(&summary, "t0", &Style::default()).unwrap();
    let line = strokes(&chart, CURVE, "5");
    let first = line.iter().max_by_key(|line| line.len()).unwrap()[0];
    assert!((first.1 - up(&chart, 0.8)).abs() < 3.0);
}

#[test]
fn a_value_all_paths_share_is_a_step_and_many_targets_stay_tidy() {
    let mut certain = judged_by(&[Ask::AtLeast(0.03)]);
    let label = text("某项指标", "Some indicator");
    let made = indicator("rate", label, None, &[0.03], &[0.0]);
    certain.indicators.insert("cpi".to_owned(), made);
    certain.targets[0].probability = 1.0;
    certain.targets[0].ci95 = [0.999_99, 1.0];
    certain.targets[0].histogram = Histogram {
        low: 0.03 - 1e-9,
        width: 2e-9,
        shares: vec![1.0],
    };
    let asks: Vec<Ask> = (0..40)
        .map(|index| match index % 3 {
            0 => Ask::AtLeast(f64::from(index) * 0.0015),
            1 => Ask::AtMost(f64::from(index) * 0.0015),
            _ => Ask::Between(0.01, 0.02 + f64::from(index) * 0.0008),
        })
        .collect();
    let mut crowded = judged_by(&asks);
    for (index, target) in crowded.targets.iter_mut().enumerate() {
        target.tier = Some(format!("层级{index}{}", "甚长".repeat(12)));
    }
    for summary in [certain, crowded, judged_by(&[Ask::About(9.0, 0.1)])] {
        for (width, height) in [(600, 400), (1600, 1000), (4000, 400), (600, 3000)] {
            for lang in [Lang::Zh, Lang::En] {
                let style = Style::new(lang, Size::new(width, height).unwrap());
                let chart = exceedance(&summary, &summary.targets[0].id, &style).unwrap();
                assert_eq!(untidy(&chart), None, "{width} {height} {lang:?}");
            }
        }
    }
}

#[test]
fn what_several_targets_judge_has_its_curve_first_and_six_have_one() {
    let stems = |summary: &Summary| -> Vec<String> {
        let charts = standard_set(summary, &Style::new(Lang::Zh, Size::default()));
        let stems = charts.into_iter().map(|named| named.stem);
        stems
            .filter(|stem| stem.starts_with("exceedance-"))
            .collect()
    };
    assert_eq!(stems(&flagship()).len(), 6);
    let tiers = stems(&judged::tiers());
    assert!(tiers.contains(&"exceedance-group-industry-share-2024".to_owned()));
    assert_eq!(tiers[0], "exceedance-gdp-growth-2024");
}
