//! Pictures of differences path by path, and of what gaps are put down to.

use kapok::charts::{DifferenceOf, Lang, NamedChart, Size, Style, attribution_set, difference_set};
use kapok::results::{
    AttributedChange, AttributedQuantity, Attribution, ChangedSetting, Estimate, Histogram,
    Measured, PairedDifference, PairedOrder, QuantityKind, SharingOut, Summary, VariantInfo,
};

use crate::pictures::{texts, untidy};
use crate::sample::text;
use crate::{judged, sample, ugly};

const SIZES: [(u32, u32); 4] = [(600, 400), (1600, 1000), (4000, 3000), (600, 3000)];

fn estimate(value: f64) -> Estimate {
    Estimate {
        value,
        std_error: 0.002,
    }
}

/// A difference of this mean and spread, equal on a share of the paths; without a spread one lone bar.
pub(crate) fn difference(mean: f64, sd: f64, equal: f64) -> PairedDifference {
    let point = |z: f64| mean + z * sd;
    let points = [
        ("0.05", -1.645),
        ("0.25", -0.674),
        ("0.5", 0.0),
        ("0.75", 0.674),
        ("0.95", 1.645),
    ];
    let bar = |k: usize| {
        let z = (k as f64 - 20.0) / 6.0;
        libm::exp(-0.5 * z * z) / 15.04
    };
    let (width, shares) = if sd > 0.0 {
        (sd / 6.0, (0..40).map(bar).collect())
    } else {
        (1e-12, vec![1.0])
    };
    PairedDifference {
        mean: estimate(mean),
        sd,
        quantiles: points.map(|(p, z)| (p.to_owned(), point(z))).into(),
        quantile_ci95: points
            .map(|(p, z)| (p.to_owned(), [point(z), point(z)]))
            .into(),
        order: PairedOrder {
            above: estimate(0.7 * (1.0 - equal)),
            equal: estimate(equal),
            below: estimate(0.3 * (1.0 - equal)),
        },
        histogram: Some(Histogram {
            low: mean - 20.0 * width,
            width,
            shares,
        }),
    }
}

/// A run and two more that only have other names, one of them very long.
pub(crate) fn runs(summary: &Summary) -> Vec<Summary> {
    let mut others = vec![summary.clone(); 3];
    let long = "在重点项目全部按期完成、外部需求同时回升、房地产投资企稳的情形下";
    for (k, name) in [
        (1, text("加快", "Faster")),
        (
            2,
            text(
                long,
                "Everything goes right at once, demand recovers and property investment holds",
            ),
        ),
    ] {
        others[k].scenario.variant = Some(VariantInfo {
            id: format!("v{k}"),
            name,
            changes: Vec::new(),
        });
    }
    others
}

#[test]
fn differences_are_tidy_at_every_size() {
    for summary in [
        sample::flagship(),
        ugly::one_target(),
        ugly::certain(),
        ugly::rough(),
    ] {
        let runs = runs(&summary);
        let cases = [
            difference(0.0026, 0.0015, 0.0),
            difference(-0.02, 0.01, 0.4),
            difference(0.001, 0.0, 0.99),
            difference(0.0, 1e-15, 0.0),
        ];
        for (k, case) in cases.iter().enumerate() {
            for (indicator, series) in &summary.indicators {
                if series.label.zh.is_empty() || !indicator.contains("gdp") {
                    continue;
                }
                let shown = [DifferenceOf {
                    indicator,
                    year: summary.years[0],
                    scenario: 1 + k % 2,
                    paths: case,
                }];
                for (width, height) in SIZES {
                    let size = Size::new(width, height).expect("a size");
                    for lang in [Lang::Zh, Lang::En] {
                        let set = difference_set(&runs, &shown, &Style::new(lang, size));
                        assert_eq!(set.len(), 1);
                        let complaint = untidy(&set[0].chart);
                        assert_eq!(complaint, None, "{indicator} {k} {lang:?} {size:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_difference_says_how_often_and_by_how_much() {
    let summary = sample::flagship();
    let case = difference(0.0026, 0.0015, 0.4);
    let shown = [DifferenceOf {
        indicator: "gdp.growth",
        year: 2024,
        scenario: 1,
        paths: &case,
    }];
    let set = difference_set(
        &runs(&summary)[..2],
        &shown,
        &Style::new(Lang::En, Size::default()),
    );
    assert_eq!(set[0].stem, "difference-gdp-growth-2024");
    let said = texts(&set[0].chart).join(" ");
    for word in [
        "higher on 42.0%",
        "equal on 40.0%",
        "no difference",
        "+0.26 pp",
        "percentage points",
    ] {
        assert!(said.contains(word), "{word}: {said}");
    }
    let without = PairedDifference {
        histogram: None,
        ..case.clone()
    };
    let none = [DifferenceOf {
        paths: &without,
        ..shown[0]
    }];
    assert!(
        difference_set(
            &runs(&summary),
            &none,
            &Style::new(Lang::En, Size::default())
        )
        .is_empty()
    );
}

/// Runs that count whole chains, and a difference of −1, 1 or 2 where they differ.
fn counts(lone: bool) -> (Vec<Summary>, PairedDifference) {
    let mut summary = judged::counted_homes();
    let firms = summary.indicators.get_mut("firms").expect("it is declared");
    firms.counted_in = Some("个".to_owned());
    firms.whole = true;
    let quantiles = |low, high| {
        [
            ("0.05", low),
            ("0.25", 0.0),
            ("0.5", 0.0),
            ("0.75", 0.0),
            ("0.95", high),
        ]
        .map(|(p, value)| (p.to_owned(), value))
        .into()
    };
    let paths = PairedDifference {
        quantiles: if lone {
            quantiles(0.0, 0.0)
        } else {
            quantiles(-1.0, 1.0)
        },
        histogram: Some(Histogram {
            low: -1.5,
            width: 1.0,
            shares: vec![0.25, 0.0, 0.5, 0.25],
        }),
        ..difference(0.3, 0.6, if lone { 0.97 } else { 0.6 })
    };
    (runs(&summary), paths)
}

#[test]
fn differences_of_counts_have_a_bar_for_equal_paths() {
    for (lone, marks) in [(false, ["−1", "+1"]), (true, ["median 0", "equal"])] {
        let (runs, paths) = counts(lone);
        for (width, height) in SIZES {
            let size = Size::new(width, height).expect("a size");
            for lang in [Lang::Zh, Lang::En] {
                for scenario in [1, 2] {
                    let shown = [DifferenceOf {
                        indicator: "firms",
                        year: runs[0].years[0],
                        scenario,
                        paths: &paths,
                    }];
                    let set = difference_set(&runs, &shown, &Style::new(lang, size));
                    assert_eq!(untidy(&set[0].chart), None, "{lang:?} {size:?} {lone}");
                    let said = texts(&set[0].chart);
                    let said = |wanted: &str| said.iter().any(|text| text.contains(wanted));
                    assert!(said(lang.choose("相等", "equal")));
                    assert!(said(lang.choose("恰为该数", "exactly that number")));
                    assert!(!said(lang.choose("没有差别", "no difference")));
                    if lang == Lang::En {
                        assert!(marks.iter().all(|mark| said(mark)), "{lone}");
                    }
                }
            }
        }
    }
}

fn measured(value: f64, half_width: f64) -> Measured {
    Measured {
        estimate: Estimate {
            value,
            std_error: half_width / 2.0,
        },
        half_width,
    }
}

/// `changes` changes of which every third takes something away, one of many settings.
pub(crate) fn attribution(changes: usize, from: f64, size: f64) -> Attribution {
    let part = |k: usize| {
        if k % 3 == 2 {
            -size
        } else {
            size / (k + 1) as f64
        }
    };
    let total: f64 = (0..changes).map(part).sum();
    let change = |k: usize| AttributedChange {
        settings: (0..=usize::from(k == 1) * 3)
            .map(|s| ChangedSetting {
                path: format!(
                    "investment.manufacturing_new_and_its_suppliers.growth.{}",
                    2024 + s
                ),
                from: (k == 2).then(|| "20%".to_owned()),
                to: (k != 3).then(|| "35%".to_owned()),
            })
            .collect(),
        because: (k == 1).then(|| text("缺一不可", "one needs the other")),
    };
    let quantity = |kind, id: &str, unit: &str, scale: f64| AttributedQuantity {
        kind,
        id: id.to_owned(),
        year: (!QuantityKind::is_probability(kind)).then_some(2024),
        label: text(
            "2024年固定资产投资中由重点项目带动的部分的增速（力争） ≥ 6.5%",
            "Growth of the part of fixed-asset investment that key projects lead 2024 (pledge) ≥ 6.5%",
        ),
        unit: unit.to_owned(),
        counted_in: (unit == "count").then(|| "户".to_owned()),
        from: measured(scale * from, scale * 0.01),
        to: measured(scale * (from + total), scale * 0.01),
        difference: measured(scale * total, scale * 0.004),
        contributions: (0..changes)
            .map(|k| measured(scale * part(k), scale * 0.003))
            .collect(),
    };
    Attribution {
        schema: 1,
        scenario: "x".to_owned(),
        title: text("示例", "Example"),
        money: "亿元".to_owned(),
        sha256: String::new(),
        version: "0.1.0".to_owned(),
        paths: 10_000,
        seed: 1,
        sampler: "philox".to_owned(),
        replicates: None,
        from: None,
        to: VariantInfo {
            id: "to".to_owned(),
            name: text("加快", "Faster"),
            changes: Vec::new(),
        },
        method: SharingOut::Shapley,
        combinations: 1 << changes,
        calibration_kept: changes.is_multiple_of(2),
        changes: (0..changes).map(change).collect(),
        quantities: vec![
            quantity(QuantityKind::Target, "growth", "share", 1.0),
            quantity(QuantityKind::Median, "gdp.nominal", "money", 3000.0),
            quantity(QuantityKind::Median, "households", "count", 4e5),
            quantity(QuantityKind::Mean, "gdp.nominal", "money", 3000.0),
        ],
    }
}

#[test]
fn waterfalls_are_tidy_at_every_size() {
    for (changes, from, size) in [
        (1, 0.4, 0.1),
        (4, 0.6, 0.02),
        (12, 0.05, 0.03),
        (3, 0.0, 1e-12),
        (2, 0.5, -0.4),
    ] {
        let found = attribution(changes, from, size);
        for (width, height) in SIZES {
            let sheet = Size::new(width, height).expect("a size");
            for lang in [Lang::Zh, Lang::En] {
                let set = attribution_set(&found, &Style::new(lang, sheet));
                // Means stand in the files; probabilities and medians are drawn.
                assert_eq!(set.len(), 3);
                for NamedChart { stem, chart, .. } in set {
                    assert_eq!(untidy(&chart), None, "{stem} {changes} {lang:?} {sheet:?}");
                }
            }
        }
    }
}

#[test]
fn a_waterfall_says_where_the_gap_comes_from() {
    let set = attribution_set(
        &attribution(4, 0.6, 0.02),
        &Style::new(Lang::En, Size::default()),
    );
    let stems: Vec<&str> = set.iter().map(|it| it.stem.as_str()).collect();
    assert_eq!(
        stems,
        [
            "attribution-growth",
            "attribution-gdp-nominal-2024",
            "attribution-households-2024"
        ]
    );
    let said = texts(&set[0].chart).join(" ");
    for word in [
        "Base",
        "Faster",
        "60.0% ± 1.0",
        "+2.0 ± 0.3",
        "−2.0 ± 0.3",
        "Shapley",
        "16 combinations",
    ] {
        assert!(said.contains(word), "{word}: {said}");
    }
    // What no change moves has no picture.
    assert!(
        attribution_set(
            &attribution(0, 0.5, 0.1),
            &Style::new(Lang::En, Size::default())
        )
        .is_empty()
    );
}
