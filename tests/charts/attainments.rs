//! Pictures of targets together, and of what growth is made of.

use kapok::charts::{Lang, NamedChart, Size, Style, attainment_set, contribution_set};
use kapok::results::{
    AtLeast, AttainedTarget, Attainment, ChainLink, ConditionalChance, Contribution,
    ContributionSeries, Contributions, Estimate, Gain, Probability, SplitOfGrowth, Summary, Text,
};

use crate::pictures::{texts, untidy};
use crate::{sample, ugly};

fn share(probability: f64) -> Probability {
    let half = if probability <= 0.0 { 0.0 } else { 0.01 };
    Probability {
        probability,
        std_error: half / 2.0,
        ci95: [
            (probability - half).max(0.0),
            (probability + half.max(0.002)).min(1.0),
        ],
    }
}

fn estimate(value: f64) -> Estimate {
    Estimate {
        value,
        std_error: 0.004,
    }
}

fn label(k: usize) -> Text {
    if k == 1 {
        return sample::text(
            "2024年固定资产投资中由重点项目带动的那一部分的完成额（力争） ≥ 1,410亿元",
            "The part of fixed-asset investment led by key projects 2024 (pledge) ≥ CNY 141 bn",
        );
    }
    sample::text(
        &format!("2024年目标{k} ≥ 5%"),
        &format!("Target {k} 2024 ≥ 5%"),
    )
}

/// So many targets, all of them met with probability `all`; the first is the weakest link.
pub(crate) fn attainment(count: usize, all: f64) -> Attainment {
    let id = |k: usize| format!("t{k}");
    let gain = |part: f64| Gain {
        after: share((all + part).min(1.0)),
        gain: share(part),
    };
    let target = |k: usize| AttainedTarget {
        id: id(k),
        label: label(k),
        alone: share(if k == 0 { 0.0 } else { 0.5 }),
    };
    let at_least = |k: usize| AtLeast {
        count: k,
        together: share(all.max(1.0 - k as f64 / count as f64)),
        independent: estimate(0.5 * all),
        dependence: estimate(0.5 * all),
    };
    let link = |k: usize| ChainLink {
        id: id(k),
        dropped: gain(if k == 0 { 0.12 } else { 0.0 }),
        relaxed_by: (k != 2).then_some(0.01),
        relaxed_to: (k != 2).then(|| sample::text("≥ 4%", "≥ 4%")),
        relaxed: (k != 2).then(|| gain(if k == 0 { 0.05 } else { 0.0 })),
    };
    let pairs = (0..count).flat_map(|given| (0..count).map(move |target| (given, target)));
    let pairs = pairs.filter(|(given, target)| given != target);
    Attainment {
        schema: 1,
        scenario: "x".to_owned(),
        variant: None,
        sha256: String::new(),
        version: "0.1.0".to_owned(),
        paths: 20_000,
        seed: 1,
        sampler: "philox".to_owned(),
        replicates: None,
        failed_paths: sample::flagship().run.failed_paths,
        tier: None,
        targets: (0..count).map(target).collect(),
        implied: vec!["plan".to_owned()],
        at_least: (1..=count).map(at_least).collect(),
        conditional: pairs
            .map(|(given, target)| ConditionalChance {
                given: id(given),
                target: id(target),
                paths: if given == 0 { 12 } else { 9_000 },
                chance: (given != 0).then(|| share(target as f64 / count as f64)),
            })
            .collect(),
        least_paths: 100,
        links: (0..count).map(link).collect(),
        weakest_dropped: vec![id(0)],
        weakest_relaxed: Vec::new(),
    }
}

fn contribution(mean: f64) -> Contribution {
    Contribution {
        central: mean,
        mean: Estimate {
            value: mean,
            std_error: mean.abs() / 100.0,
        },
        p10: mean - 0.02,
        p90: mean + 0.02,
    }
}

/// So many items a split, of which every third takes away.
pub(crate) fn contributions(summary: &Summary, count: usize, size: f64) -> Contributions {
    let series = |item: &str, label: Text, mean: f64| ContributionSeries {
        item: item.to_owned(),
        kind: "sector".to_owned(),
        label,
        years: vec![contribution(mean)],
        cumulated: contribution(3.0 * mean),
    };
    let part = |k: usize| if k % 3 == 2 { -size } else { size };
    let split = |split: &str| SplitOfGrowth {
        split: split.to_owned(),
        items: (0..count)
            .map(|k| series(&format!("i{k}"), label(k), part(k)))
            .collect(),
    };
    let total = (0..count).map(part).sum();
    Contributions {
        schema: 1,
        scenario: "x".to_owned(),
        variant: None,
        sha256: String::new(),
        version: "0.1.0".to_owned(),
        paths: 20_000,
        seed: 1,
        sampler: "philox".to_owned(),
        replicates: None,
        failed_paths: summary.run.failed_paths.clone(),
        region: None,
        region_name: Some(sample::text("白云区", "Baiyun")),
        years: vec![2024],
        year: 2024,
        growth: series("growth", sample::text("实际增速", "Real growth"), total),
        splits: ["sectors", "demand", "supply"].map(split).into(),
        largest_residual: 0.0,
        notes: vec![sample::text(
            "锚定所含不是测得的。",
            "The anchor is not measured.",
        )],
    }
}

fn assert_tidy(set: Vec<NamedChart>, about: &str) {
    for NamedChart { stem, chart, .. } in set {
        assert_eq!(untidy(&chart), None, "{about} {stem}");
    }
}

#[test]
fn no_text_leaves_its_sheet_or_touches_another() {
    for summary in [sample::flagship(), ugly::one_target()] {
        for size in [(600, 400), (1600, 1000), (4000, 3000), (600, 3000)] {
            let size = Size::new(size.0, size.1).unwrap();
            for lang in [Lang::Zh, Lang::En] {
                for (count, all) in [(2, 0.3), (5, 0.0), (12, 1.0), (40, 0.02)] {
                    let set =
                        attainment_set(&summary, &attainment(count, all), &Style::new(lang, size));
                    assert!(set.len() >= 3);
                    assert_tidy(set, &format!("{count} {lang:?} {size:?}"));
                }
                for (count, part) in [(1, 0.0), (3, 0.2), (13, 0.005), (30, 1e-6)] {
                    let found = contributions(&summary, count, part);
                    let set = contribution_set(&summary, &found, &Style::new(lang, size));
                    assert_eq!(set.len(), 3);
                    assert_tidy(set, &format!("{count} {part} {lang:?} {size:?}"));
                }
            }
        }
    }
}

#[test]
fn pictures_of_targets_together_say_the_numbers() {
    let summary = sample::flagship();
    let set = attainment_set(
        &summary,
        &attainment(5, 0.3),
        &Style::new(Lang::En, Size::default()),
    );
    let stems: Vec<&str> = set.iter().map(|named| named.stem.as_str()).collect();
    assert_eq!(stems, ["at-least", "conditional", "weakest-link"]);
    let said = |k: usize| texts(&set[k].chart).join(" ");
    let words = [
        vec![
            "All 5 targets are met together",
            "30.0% ± 1.0",
            "all 5",
            "+15.0 ± 0.8",
        ],
        vec!["fewer than 100", "80", "60"],
        vec![
            "≥ 4%",
            "+12.0 ± 1.0",
            "gains most",
            "no gain exceeds its error",
        ],
    ];
    for (k, words) in words.iter().enumerate() {
        for word in words {
            assert!(said(k).contains(word), "{word}: {}", said(k));
        }
    }
}

#[test]
fn a_waterfall_ends_at_growth() {
    let summary = sample::flagship();
    let found = contributions(&summary, 4, 0.01);
    let set = contribution_set(&summary, &found, &Style::new(Lang::En, Size::default()));
    assert_eq!(set[0].stem, "growth-sectors-2024");
    let said = texts(&set[2].chart).join(" ");
    for word in [
        "Real growth",
        "Baiyun",
        "+1.00",
        "−1.00",
        "+2.00",
        "not measured",
    ] {
        assert!(said.contains(word), "{word}: {said}");
    }
}
