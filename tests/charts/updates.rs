//! Pictures of what is known once something is given.

use std::collections::BTreeMap;

use kapok::charts::{Lang, NamedChart, Size, Style, update_set};
use kapok::results::{
    Change, Estimate, GivenSummary, NeededRest, RestOfYear, Spread, Summary, Text, Update,
    UpdatedQuantity, UpdatedTarget,
};

use crate::pictures::{texts, untidy};
use crate::{judged, sample, ugly};

fn text(zh: &str, en: &str) -> Text {
    Text {
        zh: zh.to_owned(),
        en: en.to_owned(),
    }
}

fn estimate(value: f64) -> Estimate {
    Estimate {
        value,
        std_error: 0.004,
    }
}

fn change(before: f64, after: f64) -> Change {
    Change {
        before: estimate(before),
        after: estimate(after),
        change: estimate(after - before),
    }
}

/// A normal's spread.
fn spread(mean: f64, sd: f64) -> Spread {
    let quantile = |(p, z): (&str, f64)| (p.to_owned(), mean + z * sd);
    let points = [("0.05", -1.645), ("0.5", 0.0), ("0.95", 1.645)];
    Spread {
        mean: estimate(mean),
        sd,
        quantiles: points.into_iter().map(quantile).collect::<BTreeMap<_, _>>(),
        median_ci95: [mean, mean],
    }
}

/// The k-th of some drivers: every fifth an event, one with a long name, one that cannot vary.
fn driver(k: usize) -> UpdatedQuantity {
    let sd = if k == 3 { 0.0 } else { 0.02 };
    let shift = 2.5 / (k + 1) as f64;
    let long = "固定资产投资中由重点项目带动的那一部分的完成情况";
    UpdatedQuantity {
        name: format!("innovation.f{k}"),
        label: if k == 1 {
            text(
                long,
                "The part of fixed-asset investment led by key projects: shock",
            )
        } else {
            text(&format!("因素{k}冲击"), &format!("Factor {k}: shock"))
        },
        year: (k != 2).then_some(2024),
        unit: "rate".to_owned(),
        counted_in: None,
        before: spread(0.0, sd),
        after: spread(sd * shift, 0.9 * sd),
        shift: estimate(shift),
        shifted: k < 20,
        occurs: (k % 5 == 4).then(|| change(0.15, 0.31)),
    }
}

/// Each target likelier, the first of them given, and a half-year of the first target's indicator.
pub(crate) fn update(summary: &Summary, drivers: usize) -> Update {
    let target = |id: Option<&String>, before: f64, given: bool| {
        let after = if given { 1.0 } else { (before + 0.1).min(1.0) };
        UpdatedTarget {
            id: id.cloned(),
            probability: change(before, after),
            ci95_before: [(before - 0.01).max(0.0), (before + 0.01).min(1.0)],
            ci95_after: [(after - 0.02).max(0.0), (after + 0.02).min(1.0)],
            given,
        }
    };
    let targets = summary.targets.iter().enumerate();
    let targets = targets.map(|(k, it)| target(Some(&it.id), it.probability, k == 0));
    let milestones = summary
        .milestones
        .iter()
        .map(|it| target(Some(&it.id), 0.4, false));
    let joint = summary.joint.iter();
    let joint = joint.map(|it| target(None, it.probability, false));
    let needed = summary.targets.iter().take(3).map(|it| NeededRest {
        id: it.id.clone(),
        at_least: Some(0.067),
        at_most: it.within.map(|_| 0.07),
    });
    Update {
        schema: 1,
        scenario: summary.scenario.id.clone(),
        sha256: String::new(),
        version: "0.1.0".to_owned(),
        paths: 20_000,
        seed: 1,
        sampler: "philox".to_owned(),
        replicates: None,
        failed_paths: summary.run.failed_paths.clone(),
        given: vec![GivenSummary {
            kind: "first_half".to_owned(),
            subject: "gdp.growth".to_owned(),
            year: Some(2024),
            value: Some(0.063),
            probability: None,
            multiplier: None,
            text: text(
                "2024年上半年地区生产总值增速 6.3%",
                "Growth in the first half: 6.3%",
            ),
        }],
        carrying_paths: 20_000,
        effective_paths: 11_323.4,
        divergence: 0.2,
        targets: targets.chain(milestones).chain(joint).collect(),
        drivers: (0..drivers).map(driver).collect(),
        indicators: Vec::new(),
        halves: vec![RestOfYear {
            indicator: "gdp.growth".to_owned(),
            label: text("地区生产总值增速", "Real GDP growth"),
            year: 2024,
            weight: 0.5,
            spread: 0.02,
            first: 0.063,
            expected: estimate(0.06),
            expected_sd: 0.025,
            second: spread(0.06, 0.02),
            needed: needed.collect(),
        }],
    }
}

#[test]
fn no_text_leaves_its_sheet_or_touches_another() {
    let summaries = [
        sample::flagship(),
        ugly::one_target(),
        ugly::many_targets(),
        ugly::certain(),
        judged::tiers(),
    ];
    for (index, summary) in summaries.iter().enumerate() {
        for drivers in [1, 24] {
            let update = update(summary, drivers);
            for size in [(600, 400), (1600, 1000), (4000, 3000), (600, 3000)] {
                let size = Size::new(size.0, size.1).unwrap();
                for lang in [Lang::Zh, Lang::En] {
                    let set = update_set(summary, &update, &Style::new(lang, size));
                    assert!(set.len() >= 2);
                    for NamedChart { stem, chart, .. } in set {
                        let complaint = untidy(&chart);
                        assert_eq!(
                            complaint, None,
                            "{index} {stem} {drivers} {lang:?} {size:?}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn both_pictures_say_what_is_given_and_what_follows() {
    let summary = sample::flagship();
    let update = update(&summary, 24);
    let set = update_set(&summary, &update, &Style::new(Lang::En, Size::default()));
    let stems: Vec<&str> = set.iter().map(|named| named.stem.as_str()).collect();
    assert_eq!(stems, ["targets-before-after", "drivers-before-after"]);
    let whole = |chart| texts(chart).join(" ");
    for named in &set {
        let said = whole(&named.chart);
        assert!(said.contains("Growth in the first half: 6.3%"), "{said}");
        assert!(said.contains("11,323"), "{said}");
    }
    let said = whole(&set[0].chart);
    assert!(
        said.contains("given 100%") && said.contains("≥ 6.7%"),
        "{said}"
    );
    let said = whole(&set[1].chart);
    // Sixteen of the twenty shifted are drawn; an event by its probability.
    for word in [
        "Factor 15: shock 2024",
        "31.0%",
        "4 more are shifted less",
        "Drivers not shifted beyond the error: 4",
    ] {
        assert!(said.contains(word), "{word}: {said}");
    }
    assert!(!said.contains("Factor 16"), "{said}");
}

#[test]
fn sentences_of_the_heading_end() {
    let summary = sample::flagship();
    let set = update_set(
        &summary,
        &update(&summary, 3),
        &Style::new(Lang::Zh, Size::default()),
    );
    let said = texts(&set[0].chart).join("");
    assert!(
        said.contains("增速 6.3%。地区生产总值增速下半年须"),
        "{said}"
    );
}

#[test]
fn without_targets_and_shifts_there_is_no_picture() {
    let summary = sample::empty(&[2024, 2025]);
    let mut update = update(&summary, 1);
    update.drivers[0].shifted = false;
    assert!(update_set(&summary, &update, &Style::new(Lang::Zh, Size::default())).is_empty());
}
