//! Pictures of what moves an indicator or a target.

use kapok::charts::{Lang, NamedChart, Size, Style, sensitivity_set};
use kapok::results::{
    DriverGroup, Estimate, Explained, GroupShares, Sensitivity, ShapleyEffect, SharesInYear,
    SharesOverYears, Summary, Text, TornadoBar,
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

/// The k-th group: the second has a long name, the third is of correlated factors.
fn group(k: usize) -> DriverGroup {
    let label = match k {
        1 => text(
            "固定资产投资中由重点项目带动的那一部分的完成情况",
            "The part of fixed-asset investment led by key projects: execution rate",
        ),
        2 => text(
            "外部需求、居民消费等 5 个相关因素",
            "5 correlated factors (demand, consumption, …)",
        ),
        _ => text(&format!("因素{k}冲击"), &format!("Factor {k}: shock")),
    };
    let drivers = if k == 2 {
        vec!["innovation.p0".to_owned(), "innovation.p1".to_owned()]
    } else {
        vec![format!("innovation.f{k}")]
    };
    DriverGroup {
        id: format!("g{k}"),
        label,
        drivers,
    }
}

/// Shares that fall from group to group; the last is a little below nothing.
fn shares(count: usize) -> Vec<GroupShares> {
    let share = |k: usize| {
        let first = if k + 1 == count && k > 0 {
            -0.004
        } else {
            0.5 / (k + 1) as f64
        };
        GroupShares {
            group: format!("g{k}"),
            first_order: estimate(first, 0.01),
            estimator: "saltelli".to_owned(),
            first_order_saltelli: estimate(first, 0.01),
            first_order_jansen: estimate(first, 0.02),
            total: estimate(first + 0.1, 0.01),
        }
    };
    (0..count).map(share).collect()
}

fn explained(id: &str, unit: &str, mean: f64, groups: usize) -> Explained {
    let spread = 0.2 * mean.abs().max(1e-3);
    let bar = |k: usize| {
        let half = spread / (k + 1) as f64;
        TornadoBar {
            group: if k < 2 {
                format!("innovation.p{k}")
            } else {
                format!("g{k}")
            },
            slices: if k % 4 == 3 { "occurrence" } else { "ranks" }.to_owned(),
            low: estimate(mean - half, spread / 50.0),
            high: estimate(mean + 0.8 * half, spread / 50.0),
            swing: estimate(1.8 * half, spread / 30.0),
        }
    };
    Explained {
        kind: if unit == "share" {
            "target"
        } else {
            "indicator"
        }
        .to_owned(),
        id: id.to_owned(),
        year: (unit != "share").then_some(2024),
        label: text(
            "2024年地区生产总值增速（力争） ≥ 6.5%",
            "GDP growth 2024 (stretch) ≥ 6.5%",
        ),
        unit: unit.to_owned(),
        counted_in: (unit == "count").then(|| "户".to_owned()),
        mean: estimate(mean, spread / 100.0),
        sd: spread,
        unexplained: None,
        shares: shares(groups),
        interactions: Some(estimate(0.21, 0.01)),
        shapley: (0..2)
            .map(|k| ShapleyEffect {
                group: format!("innovation.p{k}"),
                share: estimate(0.3 / f64::from(k + 1), 0.01),
            })
            .collect(),
        tornado: (0..groups).map(bar).collect(),
        ranks: Vec::new(),
    }
}

pub(crate) fn sensitivity(summary: &Summary, groups: usize, years: i32) -> Sensitivity {
    let player = |k: usize| DriverGroup {
        id: format!("innovation.p{k}"),
        label: text(&format!("相关因素{k}"), &format!("Correlated factor {k}")),
        drivers: vec![format!("innovation.p{k}")],
    };
    let year = |k: i32| SharesInYear {
        year: 2024 + k,
        sd: 0.02,
        shares: if k == 1 { Vec::new() } else { shares(groups) },
        interactions: (k != 1).then(|| estimate(0.2, 0.01)),
    };
    Sensitivity {
        schema: 1,
        scenario: summary.scenario.id.clone(),
        variant: None,
        sha256: String::new(),
        version: "0.1.0".to_owned(),
        paths: summary.run.paths,
        left_out: 0,
        simulations: 28,
        batches: 32,
        seed: 1,
        sampler: "philox".to_owned(),
        groups: (0..groups).map(group).collect(),
        players: (0..2).map(player).collect(),
        shapley: None,
        explained: vec![
            explained("gdp.growth", "rate", 0.058, groups),
            explained("growth", "share", 0.42, groups),
            explained("fai.total", "money", 1343.0, groups),
            explained("firms", "count", 3.2e5, groups),
            explained("目标", "number", -0.002, groups),
            // Nothing moves it.
            Explained {
                sd: 0.0,
                tornado: Vec::new(),
                ..explained("另一个", "index", 1.0, 0)
            },
        ],
        over_years: vec![SharesOverYears {
            indicator: "gdp.growth".to_owned(),
            label: text("地区生产总值增速", "GDP growth"),
            years: (0..years).map(year).collect(),
        }],
    }
}

#[test]
fn no_text_leaves_its_sheet_or_touches_another() {
    let summaries = [sample::flagship(), ugly::one_target(), judged::tiers()];
    for (index, summary) in summaries.iter().enumerate() {
        for (groups, years) in [(1, 3), (4, 12), (24, 40)] {
            let found = sensitivity(summary, groups, years);
            for size in [(600, 400), (1600, 1000), (600, 3000)] {
                let size = Size::new(size.0, size.1).expect("possible");
                for lang in [Lang::Zh, Lang::En] {
                    let set = sensitivity_set(summary, &found, &Style::new(lang, size));
                    assert_eq!(set.len(), 11);
                    for NamedChart { stem, chart, .. } in set {
                        let complaint = untidy(&chart);
                        assert_eq!(complaint, None, "{index} {stem} {groups} {lang:?} {size:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn pictures_say_shares_ends_and_what_is_not_drawn() {
    let summary = sample::flagship();
    let set = sensitivity_set(
        &summary,
        &sensitivity(&summary, 24, 3),
        &Style::new(Lang::En, Size::default()),
    );
    let said = |stem: &str| {
        let named = set
            .iter()
            .find(|named| named.stem == stem)
            .expect("it is drawn");
        texts(&named.chart).join(" ")
    };
    let shares = said("variance-gdp-growth-2024");
    for word in [
        "\"Factor 0: shock\" alone explains 50% ± 2 of the variance.",
        "21% ± 2 arises only from several together.",
        "— Correlated factor 1",
        "15% ± 2",
        "28 simulations",
        "8 smaller rows",
    ] {
        assert!(shares.contains(word), "{word}: {shares}");
    }
    let tornado = said("tornado-growth");
    for word in ["Over all paths: 42.0%", "8 shorter bars", "event: without"] {
        assert!(tornado.contains(word), "{word}: {tornado}");
    }
    let years = said("variance-over-years-gdp-growth");
    for word in ["50%", "all other drivers", "drawn as 0"] {
        assert!(years.contains(word), "{word}: {years}");
    }
}
