//! Pictures of what the tenths of the paths have in common.

use kapok::charts::{Lang, NamedChart, Size, Style, tenths_sentences, tenths_set};
use kapok::results::{
    Better, DriverInTenths, Estimate, Summary, TENTHS_SCHEMA, Tenths, TenthsOf, Text,
};

use crate::pictures::{texts, untidy};
use crate::{judged, sample, ugly};

fn text(zh: &str, en: &str) -> Text {
    Text {
        zh: zh.to_owned(),
        en: en.to_owned(),
    }
}

fn estimate(value: f64, std_error: f64) -> Estimate {
    Estimate { value, std_error }
}

/// The k-th driver: the second has a long name, every third is an event (which never happens in the good tenth), the last is within its error.
fn driver(k: usize, count: usize) -> DriverInTenths {
    let label = match k {
        1 => text(
            "固定资产投资中由重点项目带动的那一部分的完成情况",
            "The part of fixed-asset investment led by key projects: execution rate",
        ),
        2 => text("重大外部冲击（事件）", "Major external shock: event"),
        _ => text(&format!("因素{k}冲击"), &format!("Factor {k}: shock")),
    };
    let event = k % 3 == 2;
    let reach = 1.2 / (k + 1) as f64;
    let means = if event {
        [
            estimate(0.385, 0.017),
            estimate(0.0526, 0.0025),
            estimate(0.0, 0.0),
        ]
    } else {
        [-reach, 0.0, reach].map(|value| estimate(0.02 * value, 0.0009))
    };
    DriverInTenths {
        driver: format!("innovation.f{k}"),
        label,
        unit: match k % 4 {
            3 => "number",
            _ => "rate",
        }
        .to_owned(),
        event,
        sd: if event { 0.223 } else { 0.02 },
        means,
        difference: estimate(2.0 * reach, 0.04),
        beyond: k + 1 < count || count == 1,
        rank: estimate(0.5, 0.01),
    }
}

fn tenths_of(indicator: &str, unit: &str, mean: f64, better: Better, drivers: usize) -> TenthsOf {
    let spread = 0.5 * mean.abs().max(1e-3);
    TenthsOf {
        indicator: indicator.to_owned(),
        year: 2024,
        label: text("地区生产总值增速", "Real GDP growth"),
        unit: unit.to_owned(),
        counted_in: (unit == "count").then(|| "户".to_owned()),
        better,
        tenth: 819,
        means: [-spread, 0.0, spread].map(|off| estimate(mean + off, spread / 40.0)),
        drivers: (0..drivers).map(|k| driver(k, drivers)).collect(),
    }
}

pub(crate) fn tenths(summary: &Summary, drivers: usize) -> Tenths {
    Tenths {
        schema: TENTHS_SCHEMA,
        scenario: summary.scenario.id.clone(),
        variant: None,
        sha256: String::new(),
        version: "0.1.0".to_owned(),
        paths: 8192,
        left_out: 2,
        seed: 1,
        sampler: "philox".to_owned(),
        replicates: (drivers == 3).then_some(16),
        compared: 4 * drivers as u64,
        subjects: vec![
            tenths_of("gdp.growth", "rate", 0.058, Better::Higher, drivers),
            tenths_of("目标", "count", 3.2e5, Better::Lower, drivers),
            tenths_of("去年", "money", 1343.0, Better::Neither, drivers),
            tenths_of("fourth", "number", 1.0, Better::Higher, drivers),
        ],
    }
}

#[test]
fn no_text_leaves_its_sheet_or_touches_another() {
    let summaries = [sample::flagship(), ugly::one_target(), judged::tiers()];
    for (index, summary) in summaries.iter().enumerate() {
        for drivers in [1, 3, 40] {
            let found = tenths(summary, drivers);
            for size in [(600, 400), (800, 500), (1600, 1000), (600, 3000)] {
                let size = Size::new(size.0, size.1).expect("possible");
                for lang in [Lang::Zh, Lang::En] {
                    let set = tenths_set(summary, &found, &Style::new(lang, size));
                    assert_eq!(set.len(), 3);
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

fn said(lang: Lang, drivers: usize, stem: &str) -> String {
    let summary = sample::flagship();
    let style = Style::new(lang, Size::default());
    let set = tenths_set(&summary, &tenths(&summary, drivers), &style);
    let named = set.iter().find(|named| named.stem == stem);
    texts(&named.expect("it is drawn").chart).join(" ")
}

#[test]
fn pictures_say_ends_shares_and_what_is_not_drawn() {
    let english = said(Lang::En, 40, "drivers-gdp-growth-2024");
    for word in [
        "Real GDP growth 2024: how the worst tenth and the best tenth differ",
        "averages 2.9% ± 0.1 in the worst tenth",
        "\"Factor 0: shock\" averages −2.4% ± 0.2 in the worst tenth and 2.4% ± 0.2",
        "38.5% ±",
        "<0.5%",
        "27 smaller differences",
        "Drivers that do not differ beyond the error: 1",
        "819 in a tenth",
    ] {
        assert!(english.contains(word), "{word}: {english}");
    }
    let chinese = said(Lang::Zh, 40, "drivers----2024-3");
    for word in ["最低的十分之一", "最高的十分之一", "同时出现不等于起因"] {
        assert!(chinese.contains(word), "{word}: {chinese}");
    }
    // Under a ceiling the bad end is the high one, and ids without Latin letters keep their places.
    let ceiling = said(Lang::En, 3, "drivers----2024");
    assert!(
        ceiling.contains("averages 2.4% ± 0.2 in the worst tenth"),
        "{ceiling}"
    );
}

#[test]
fn what_is_within_its_error_is_not_drawn() {
    let summary = sample::flagship();
    let mut found = tenths(&summary, 4);
    for driver in found.subjects.iter_mut().flat_map(|it| &mut it.drivers) {
        driver.beyond = false;
    }
    assert!(tenths_set(&summary, &found, &Style::default()).is_empty());
    let sentences = tenths_sentences(&summary, &found, &found.subjects[0], 3, Lang::En);
    assert_eq!(sentences.len(), 2);
    assert!(sentences[1].starts_with("No driver differs"));
}
