//! Pictures of discoveries: boxes, what they gain and cost, a sample of paths.

use kapok::charts::{Lang, NamedChart, Size, Style, discovery_sentences, discovery_set};
use kapok::results::{
    CountedShare, DISCOVERY_SCHEMA, DiscoveredBox, Discovery, DiscoveryDriver, Interest, Nothing,
    Restriction, Scatter, Summary, TrajectoryPoint, std_error, wilson95,
};

use crate::pictures::{texts, untidy};
use crate::sample::text;
use crate::{judged, sample, ugly};

fn share(value: f64) -> CountedShare {
    let hits = (value * 10_000.0) as u64;
    CountedShare {
        value,
        std_error: std_error(hits, 10_000),
        ci95: wilson95(hits, 10_000),
        of: 10_000,
    }
}

fn driver(name: &str, zh: &str, en: &str, unit: &str) -> DiscoveryDriver {
    let quantiles = [
        ("0", -0.08),
        ("0.05", -0.03),
        ("0.5", 0.0),
        ("0.95", 0.03),
        ("1", 0.08),
    ];
    DiscoveryDriver {
        name: name.to_owned(),
        label: text(zh, en),
        unit: unit.to_owned(),
        years: (unit != "number").then_some([2024, 2026]),
        event: false,
        quantiles: quantiles.map(|(p, value)| (p.to_owned(), value)).into(),
    }
}

fn restriction(driver: &DiscoveryDriver, [low, high]: [Option<f64>; 2]) -> Restriction {
    Restriction {
        driver: driver.name.clone(),
        low,
        high,
        ranks: [low.map_or(0.0, |_| 0.4), high.map_or(1.0, |_| 0.6)],
        words: text(
            &format!("{}（2024–2026年均值）低于 −1.8%", driver.label.zh),
            &format!("{} (mean of 2024–2026) below −1.8%", driver.label.en),
        ),
        quasi_p_value: 1e-9,
        density_without: share(0.71),
        alone: [share(0.8), share(0.0)],
    }
}

/// A discovery about the first target of a run with this many restrictions.
pub(crate) fn discovery(summary: &Summary, restrictions: usize, boxes: usize) -> Discovery {
    let drivers = vec![
        driver("innovation.demand", "需求冲击", "Demand shock", "rate"),
        driver(
            "execution.hub",
            "空港经济区航空枢纽扩建及其配套综合保税区项目执行率",
            "Airport hub expansion with its bonded zone and everything beside it: execution rate",
            "share",
        ),
        driver("revision.r", "基数修订", "Base revision", "number"),
        driver(
            "shocks.supply",
            "各产业供给冲击（合计）",
            "Supply shocks of all sectors",
            "rate",
        ),
    ];
    let ends = [
        [None, Some(-0.018)],
        [None, Some(0.01)],
        [Some(-0.01), None],
        [Some(-0.01), Some(0.02)],
    ];
    let all = drivers.iter().zip(ends).take(restrictions);
    let restrictions: Vec<Restriction> = all
        .map(|(driver, ends)| restriction(driver, ends))
        .collect();
    let joined = |zh: bool, and: &str| {
        let words = restrictions
            .iter()
            .map(|it| if zh { &it.words.zh } else { &it.words.en });
        words.cloned().collect::<Vec<String>>().join(and)
    };
    let point = |k: u32| TrajectoryPoint {
        restricted: k as usize / 3,
        coverage: share(1.0 - 0.05 * f64::from(k)),
        density: (k < 18).then(|| share(0.41 + 0.03 * f64::from(k))),
        mass: libm::pow(0.95, f64::from(k)),
        chosen: k == 9,
    };
    let found = DiscoveredBox {
        words: text(&joined(true, "，且"), &joined(false, " and ")),
        restrictions: restrictions.clone(),
        coverage: share(0.55),
        density: share(0.79),
        mass: share(0.3),
        outside: share(0.2),
        trajectory: (0..19).map(point).collect(),
    };
    let at = |k: u32| {
        (
            f64::from(k % 37) / 400.0 - 0.05,
            f64::from(k % 29) / 400.0 - 0.04,
            k.is_multiple_of(3),
        )
    };
    Discovery {
        schema: DISCOVERY_SCHEMA,
        scenario: summary.scenario.id.clone(),
        variant: None,
        sha256: String::new(),
        run: summary.run.clone(),
        id: summary.targets[0].id.clone(),
        interest: Interest::Missed,
        peel: 0.05,
        paste: 0.05,
        least_mass: 0.05,
        searched: 20_000,
        counted: 20_000,
        base: share(0.41),
        nothing: None,
        boxes: vec![found; boxes],
        together: share(0.75),
        scatter: Some(Scatter {
            across: 0,
            up: 1,
            points: (0..300).map(at).collect(),
        }),
        drivers,
    }
}

#[test]
fn no_text_leaves_its_sheet_or_touches_another() {
    for summary in [sample::flagship(), ugly::one_target(), judged::tiers()] {
        for (restrictions, boxes) in [(1, 1), (4, 2)] {
            let found = discovery(&summary, restrictions, boxes);
            for size in [(600, 400), (1600, 1000), (4000, 3000), (600, 3000)] {
                let size = Size::new(size.0, size.1).unwrap();
                for lang in [Lang::Zh, Lang::En] {
                    let set = discovery_set(&summary, &found, &Style::new(lang, size));
                    assert_eq!(set.len(), 2 * boxes + 1);
                    for NamedChart { stem, chart, .. } in set {
                        assert_eq!(untidy(&chart), None, "{stem} {lang:?} {size:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn degenerate_samples_are_drawn() {
    let summary = sample::flagship();
    let mut found = discovery(&summary, 2, 1);
    for points in [vec![], vec![(0.0, 0.0, true)]] {
        found.scatter.as_mut().unwrap().points = points;
        for lang in [Lang::Zh, Lang::En] {
            for NamedChart { stem, chart, .. } in
                discovery_set(&summary, &found, &Style::new(lang, Size::default()))
            {
                assert_eq!(untidy(&chart), None, "{stem}");
            }
        }
    }
}

#[test]
fn the_box_is_told_with_its_errors() {
    let summary = sample::flagship();
    let found = discovery(&summary, 2, 2);
    let said = discovery_sentences(&summary, &found, Lang::En).join(" ");
    for words in [
        "79.0% ± 0.8",
        "and 55.0% ± 1.0 of those that missed it",
        "below −1.8% and",
        "Beyond that",
        "Together",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
    let set = discovery_set(&summary, &found, &Style::new(Lang::Zh, Size::default()));
    let stems: Vec<&str> = set.iter().map(|it| it.stem.as_str()).collect();
    assert_eq!(
        stems,
        ["box", "box-2", "trade-off", "trade-off-2", "scatter"]
    );
    let told = texts(&set[0].chart);
    assert!(told.iter().any(|text| text.contains("71.0%")), "{told:?}");
}

#[test]
fn without_a_box_there_is_no_picture_and_the_reason_is_said() {
    let summary = sample::flagship();
    let mut nothing = discovery(&summary, 0, 0);
    nothing.scatter = None;
    for (reason, words) in [
        (Nothing::HardlyAny, "too few"),
        (Nothing::NearlyAll, "nearly all"),
        (Nothing::NoDrivers, "nothing in the scenario is drawn"),
        (Nothing::NoBox, "beyond the error"),
    ] {
        nothing.nothing = Some(reason);
        assert!(
            discovery_set(&summary, &nothing, &Style::new(Lang::Zh, Size::default())).is_empty()
        );
        let said = discovery_sentences(&summary, &nothing, Lang::En);
        assert!(said.len() == 1 && said[0].contains(words), "{said:?}");
    }
}
