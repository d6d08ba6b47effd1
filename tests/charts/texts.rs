//! What each kind of picture says and where: every text with the corner of its box, of one made-up picture of each kind.
//!
//! `INSTA_UPDATE=always cargo test --test charts every_text` writes the snapshots anew.

use kapok::charts::{
    DifferenceOf, Kind, Lang, NamedChart, Style, attainment_set, attribution_set, backtest_set,
    benchmark_set, comparison_set, contribution_set, convergence_set, difference_set,
    discovery_set, linkage_set, sensitivity_set, solution_set, standard_set, tenths_set,
    update_set,
};

use crate::{
    attainments, backtests, benchmarks, convergences, discoveries, gaps, judged, linkages, panels,
    sample, sensitivities, solutions, tenths, updates,
};

/// Pictures of every kind, some of them more than once.
fn pictures(lang: Lang) -> Vec<NamedChart> {
    let style = Style {
        lang,
        ..Style::default()
    };
    let summary = sample::flagship();
    let variants = judged::variants(3);
    let runs = gaps::runs(&summary);
    let difference = [DifferenceOf {
        indicator: "gdp.growth",
        year: summary.years[0],
        scenario: 1,
        paths: &gaps::difference(0.0026, 0.0015, 0.0),
    }];
    let trading = linkages::peopled(8, 2);
    let fed = linkages::linkages(&trading, 2, 1.0, true);
    let group = judged::peopled_milestones();
    let alone = [
        judged::tiers(),
        judged::outcomes(),
        group,
        panels::four(),
        panels::regions(4),
    ];
    let mut all: Vec<NamedChart> = Vec::new();
    all.extend(standard_set(&summary, &style));
    all.extend(alone.iter().flat_map(|it| standard_set(it, &style)));
    all.extend(comparison_set(
        &variants,
        &judged::paired(&variants),
        &style,
    ));
    all.extend(difference_set(&runs, &difference, &style));
    all.extend(attribution_set(&gaps::attribution(4, 0.6, 0.02), &style));
    all.extend(contribution_set(
        &summary,
        &attainments::contributions(&summary, 3, 0.2),
        &style,
    ));
    all.extend(attainment_set(
        &summary,
        &attainments::attainment(5, 0.1),
        &style,
    ));
    all.extend(sensitivity_set(
        &summary,
        &sensitivities::sensitivity(&summary, 4, 5),
        &style,
    ));
    all.extend(discovery_set(
        &summary,
        &discoveries::discovery(&summary, 3, 1),
        &style,
    ));
    all.extend(update_set(&summary, &updates::update(&summary, 6), &style));
    all.extend(solution_set(
        &summary,
        &solutions::every_solution(&summary)[0],
        &style,
    ));
    all.extend(convergence_set(
        &summary,
        &convergences::convergence(&summary, 14),
        &style,
    ));
    all.extend(benchmark_set(
        &summary,
        &benchmarks::benchmark(&summary, &["philox", "sobol"], 1e5),
        &style,
    ));
    let record = backtests::judged(4, 20, |place| format!("地方{place}"));
    all.extend(backtest_set(&record, &style));
    all.extend(linkage_set(&trading, &fed, &style));
    all.extend(tenths_set(&summary, &tenths::tenths(&summary, 5), &style));
    all
}

/// Each text with the left and the upper edge of its box in whole pixels.
fn texts(chart: &NamedChart) -> String {
    let line = |text: &kapok::charts::PlacedText| {
        let (left, top) = (text.area.left.round(), text.area.top.round());
        format!("{left:>5} {top:>5}  {}", text.text)
    };
    let lines: Vec<String> = chart.chart.texts().iter().map(line).collect();
    lines.join("\n")
}

#[test]
fn every_text_of_every_kind_stands_where_it_stood() {
    let languages = [(Lang::Zh, "zh"), (Lang::En, "en")].map(|(lang, word)| (pictures(lang), word));
    for kind in Kind::ALL {
        for (pictures, lang) in &languages {
            let chart = pictures.iter().find(|it| it.kind == *kind);
            let chart = chart.unwrap_or_else(|| panic!("a made-up picture of {kind:?}"));
            insta::assert_snapshot!(format!("{}-{lang}", kind.word()), texts(chart));
        }
    }
}
