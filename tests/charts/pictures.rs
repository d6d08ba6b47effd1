//! What every picture must keep: its words, its sheet, its bytes.

use kapok::charts::{
    Area, Chart, Lang, NamedChart, PlacedText, Size, Style, TargetDifference, check_text,
    comparison_set, distribution, fan, standard_set, target_board,
};
use kapok::results::Summary;

use crate::{judged, sample, ugly};

pub(crate) fn texts(chart: &Chart) -> Vec<&str> {
    chart
        .texts()
        .iter()
        .map(|placed| placed.text.as_str())
        .collect()
}

/// What is untidy about a picture: a text that leaves the sheet or touches another.
pub(crate) fn untidy(chart: &Chart) -> Option<String> {
    let (width, height) = chart.dimensions();
    let sheet = Area::new(0.0, 0.0, f64::from(width), f64::from(height));
    let placed = chart.texts();
    for (index, text) in placed.iter().enumerate() {
        if !sheet.contains(&text.area) {
            return Some(format!("“{}” leaves the sheet", text.text));
        }
        let touches = |other: &&PlacedText| text.area.overlaps(&other.area);
        if let Some(other) = placed[index + 1..].iter().find(touches) {
            return Some(format!("“{}” touches “{}”", text.text, other.text));
        }
    }
    placed.is_empty().then(|| "says nothing".to_owned())
}

fn assert_tidy(name: &str, chart: &Chart) {
    if let Some(complaint) = untidy(chart) {
        panic!("{name}: {complaint}");
    }
}

fn every_summary() -> Vec<(&'static str, Summary)> {
    vec![
        ("flagship", sample::flagship()),
        ("one target", ugly::one_target()),
        ("many targets", ugly::many_targets()),
        ("crowded fan", ugly::crowded_fan()),
        ("certain", ugly::certain()),
        ("shrinking", ugly::shrinking()),
        ("three regions", ugly::three_regions()),
        ("one year", ugly::one_year()),
        ("rough", ugly::rough()),
        ("unwritable", ugly::unwritable()),
        ("outcomes", judged::outcomes()),
        ("tiers", judged::tiers()),
        ("milestones", judged::milestones()),
        ("many members", judged::many_members()),
        ("milestones of one year", judged::milestones_of_one_year()),
        ("counted homes", judged::counted_homes()),
        ("counted chains", judged::counted_chains()),
    ]
}

fn sizes() -> Vec<Size> {
    [
        (600, 400),
        (1600, 1000),
        (4000, 3000),
        (600, 3000),
        (4000, 400),
        (1000, 1000),
    ]
    .map(|(width, height)| Size::new(width, height).unwrap())
    .to_vec()
}

#[test]
fn no_text_leaves_its_sheet_or_touches_another() {
    for (name, summary) in every_summary() {
        for size in sizes() {
            for lang in [Lang::Zh, Lang::En] {
                for NamedChart { stem, chart, .. } in
                    standard_set(&summary, &Style::new(lang, size))
                {
                    assert_tidy(&format!("{name} {stem} {lang:?} {size:?}"), &chart);
                }
            }
        }
    }
}

#[test]
fn no_text_of_a_comparison_leaves_its_sheet_or_touches_another() {
    let runs = [
        sample::flagship(),
        ugly::variant(2, 0.01),
        ugly::variant(3, -0.015),
        ugly::certain(),
        ugly::many_targets(),
    ];
    for count in 2..=runs.len() {
        for size in sizes() {
            for lang in [Lang::Zh, Lang::En] {
                for NamedChart { stem, chart, .. } in
                    comparison_set(&runs[..count], &[], &Style::new(lang, size))
                {
                    assert_tidy(&format!("{count} runs {stem} {lang:?} {size:?}"), &chart);
                }
            }
        }
    }
}

#[test]
fn no_text_of_many_variants_leaves_its_sheet_or_touches_another() {
    for count in [1, 2, 7, 12] {
        let runs = judged::variants(count);
        let differences = judged::paired(&runs);
        for size in sizes() {
            let lang = if count % 2 == 0 { Lang::Zh } else { Lang::En };
            for NamedChart { stem, chart, .. } in
                comparison_set(&runs, &differences, &Style::new(lang, size))
            {
                assert_tidy(
                    &format!("{count} variants {stem} {lang:?} {size:?}"),
                    &chart,
                );
            }
        }
    }
}

#[test]
fn the_standard_set_has_the_pictures_of_a_briefing() {
    let charts = standard_set(&sample::flagship(), &Style::new(Lang::Zh, Size::default()));
    let stems: Vec<&str> = charts.iter().map(|named| named.stem.as_str()).collect();
    assert_eq!(
        stems,
        [
            "fan-gdp-nominal",
            "fan-gdp-growth",
            "fan-fai-total",
            "distribution-gdp-growth-2024",
            "distribution-gdp-nominal-2024",
            "distribution-fai-growth-2024",
            "distribution-fai-total-2024",
            "distribution-fai-industrial-growth-2024",
            "distribution-fai-manufacturing-growth-2024",
            "distribution-fai-tech-upgrade-growth-2024",
            "distribution-group-industry-share-2024",
            "distribution-group-hub-gross-output-2024",
            "exceedance-gdp-growth-2024",
            "exceedance-gdp-nominal-2024",
            "exceedance-fai-growth-2024",
            "exceedance-fai-total-2024",
            "exceedance-fai-industrial-growth-2024",
            "exceedance-fai-manufacturing-growth-2024",
            "targets",
            "sector-growth-2024",
            "investment-2024",
        ]
    );
    for named in &charts {
        assert_eq!(named.chart.dimensions(), (1600, 1000), "{}", named.stem);
    }
}

#[test]
fn several_regions_have_a_fan_each() {
    let charts = standard_set(
        &ugly::three_regions(),
        &Style::new(Lang::En, Size::default()),
    );
    for region in ["baiyun", "huadu", "tianhe"] {
        let stem = format!("fan-{region}-gdp-nominal");
        assert!(charts.iter().any(|named| named.stem == stem), "{stem}");
    }
}

#[test]
fn a_target_stands_on_its_fan_with_value_and_probability() {
    let summary = sample::flagship();
    let chart = fan(&summary, "gdp.nominal", &Style::default()).unwrap();
    let words = texts(&chart);
    for wanted in [
        "2024年目标 ≥ 3,000亿元",
        "P = 48.7% ± 0.1",
        "2024",
        "2030",
        "单位：亿元",
    ] {
        assert!(
            words.contains(&wanted),
            "{wanted} is missing from {words:?}"
        );
    }
    let chart = fan(
        &summary,
        "gdp.growth",
        &Style::new(Lang::En, Size::default()),
    )
    .unwrap();
    let words = texts(&chart);
    for wanted in [
        "2024 target ≥ 6.5%",
        "not assuming the plan P = 12.3% ± 0.1",
    ] {
        assert!(
            words.contains(&wanted),
            "{wanted} is missing from {words:?}"
        );
    }
    assert!(!words.contains(&"2023"), "growth has no base year");
}

#[test]
fn every_target_of_a_crowded_fan_is_named() {
    let summary = ugly::crowded_fan();
    for indicator in ["gdp.nominal", "gdp.growth"] {
        for lang in [Lang::Zh, Lang::En] {
            let chart = fan(&summary, indicator, &Style::new(lang, Size::default())).unwrap();
            let count = texts(&chart)
                .iter()
                .filter(|text| text.contains("P = "))
                .filter(|text| !text.contains("不以规划") && !text.contains("not assuming"))
                .count();
            let targets = summary
                .targets
                .iter()
                .filter(|t| t.indicator == indicator)
                .count();
            assert_eq!(count, targets, "{indicator} {lang:?}");
        }
    }
}

#[test]
fn a_distribution_says_what_its_shade_means() {
    let style = Style::default();
    let chart = distribution(&sample::flagship(), "gdp_growth", &style).unwrap();
    let words = texts(&chart);
    for wanted in [
        "P = 44.0% ± 0.1 个百分点",
        "达到目标 44.0%",
        "未达到 56.0%",
        "目标 6.5%",
        "中位数 6.3%",
        "中心路径 6.5%",
    ] {
        assert!(
            words.contains(&wanted),
            "{wanted} is missing from {words:?}"
        );
    }
    let about = distribution(&ugly::one_year(), "around", &style).unwrap();
    let words = texts(&about).join("\n");
    assert!(words.contains("5%左右（4.8% 至 5.2%）"), "{words}");
    assert!(
        words.contains("目标 4.8%") && words.contains("目标 5.2%"),
        "{words}"
    );
}

#[test]
fn pictures_of_whole_numbers_show_whole_numbers() {
    let summary = judged::counted_chains();
    let chart = distribution(&summary, "five", &Style::default()).unwrap();
    let words = texts(&chart);
    for wanted in ["中位数 5个", "3", "7", "柱高：恰为该数的路径占比（%）"] {
        assert!(
            words.contains(&wanted),
            "{wanted} is missing from {words:?}"
        );
    }
    assert!(
        !words.contains(&"2.5") && !words.contains(&"5.0"),
        "{words:?}"
    );
    let words = fan(&summary, "chains", &Style::default()).unwrap();
    let words = texts(&words).join("\n");
    assert!(words.contains("2030年至少 95% 的路径为 8个。"), "{words}");
    assert!(
        words.contains("2026年中位数 5个（95% 区间 2 至 7个）。"),
        "{words}"
    );
}

#[test]
fn the_board_says_which_bar_assumes_the_plan() {
    let summary = sample::flagship();
    let board = target_board(&summary, &Style::default()).unwrap();
    let words = texts(&board[0]).join("\n");
    assert!(words.contains("斜纹柱：不以规划为前提"), "{words}");
    assert!(
        words.contains("12.3% ± 0.1") && words.contains("9 项全部达成"),
        "{words}"
    );
    let mut unseeded = summary;
    unseeded.targets[0].probability_unseeded = None;
    let board = target_board(&unseeded, &Style::default()).unwrap();
    assert!(!texts(&board[0]).join("\n").contains("斜纹柱"));
}

#[test]
fn the_board_counts_in_words_where_a_number_would_be_odd() {
    let mut summary = judged::outcomes();
    let words = |summary: &Summary, lang| {
        let board = target_board(summary, &Style::new(lang, Size::default())).unwrap();
        texts(&board[0]).join(" ")
    };
    for target in &mut summary.targets {
        target.ci95 = [0.1, 0.2];
    }
    let count = summary.targets.len();
    assert!(
        words(&summary, Lang::Zh).contains(&format!("{count} 项目标中没有一项的达成概率超过一半"))
    );
    assert!(words(&summary, Lang::En).contains(&format!("none of {count} targets")));
    summary.targets[0].ci95 = [0.45, 0.55];
    assert!(words(&summary, Lang::En).contains("; too close to call: 1"));
    summary.targets.truncate(2);
    let joint = summary.joint.as_mut().unwrap();
    joint.targets = summary.targets.iter().map(|it| it.id.clone()).collect();
    assert!(words(&summary, Lang::En).contains("both together"));
    let (indicator, year) = (
        summary.targets[0].indicator.clone(),
        summary.targets[0].year,
    );
    let mut actual = judged::actual(&summary, &indicator, year, -1.0);
    actual.other_base = false;
    summary.actuals = vec![actual];
    summary
        .targets
        .retain(|it| it.indicator == indicator && it.year == year);
    summary.targets.truncate(1);
    assert!(words(&summary, Lang::En).contains("The one known outcome missed its target."));
    assert!(words(&summary, Lang::Zh).contains("已有实际结果的只有 1 项，未达成。"));
}

#[test]
fn a_hundred_targets_take_several_sheets() {
    let mut summary = ugly::many_targets();
    let targets = summary.targets.clone();
    for round in 1..4 {
        summary
            .targets
            .extend(targets.iter().cloned().map(|mut target| {
                target.id = format!("{}-{round}", target.id);
                target
            }));
    }
    let sheets = target_board(&summary, &Style::default()).unwrap();
    assert_eq!(sheets.len(), 3);
    assert!(texts(&sheets[1])[0].contains("（2/3）"));
}

#[test]
fn an_estimate_is_never_shown_as_certain() {
    for (name, summary) in every_summary() {
        for NamedChart { stem, chart, .. } in
            standard_set(&summary, &Style::new(Lang::Zh, Size::default()))
        {
            for text in texts(&chart) {
                let certain = ["P = 0.0", "P = 100", "0.0% ±", "100.0% ±"];
                assert!(
                    !certain.iter().any(|c| text.starts_with(c)),
                    "{name} {stem}: {text}"
                );
            }
        }
    }
}

#[test]
fn the_same_picture_has_the_same_bytes() {
    let style = Style::new(Lang::Zh, Size::new(800, 500).unwrap());
    let draw = || fan(&sample::flagship(), "gdp.nominal", &style).unwrap();
    assert_eq!(draw().png(), draw().png());
    assert_eq!(draw().svg(), draw().svg());
    assert_eq!(&draw().png()[..8], b"\x89PNG\r\n\x1a\n");
}

#[test]
fn svg_carries_the_words_as_labels_and_needs_no_font() {
    let style = Style::default();
    let svg = fan(&sample::flagship(), "gdp.nominal", &style)
        .unwrap()
        .svg();
    assert!(svg.contains(r#"aria-label="2024年目标 ≥ 3,000亿元""#));
    assert!(svg.contains("<title>名义GDP的可能走势，2023–2030年</title>"));
    assert!(!svg.contains("<text") && !svg.contains("font-family"));
}

#[test]
fn a_text_that_cannot_be_drawn_takes_the_charts_place() {
    assert!(check_text("目标 ≥ 3,000亿元").is_ok());
    assert_eq!(check_text("方案✗").unwrap_err().characters, ['✗']);
    let charts = standard_set(&ugly::unwritable(), &Style::new(Lang::Zh, Size::default()));
    for named in charts {
        let missing = named.chart.missing_characters();
        assert_eq!(missing.len(), 1, "{}", named.stem);
        assert_eq!(missing[0].text, "白雲區高質量發展✗方案😀");
        assert_eq!(missing[0].characters, ['雲', '區', '質', '發', '✗', '😀']);
        let words = texts(&named.chart).join("\n");
        assert!(
            words.contains("此图未能绘制") && words.contains("U+2717"),
            "{words}"
        );
    }
}

#[test]
fn what_cannot_be_drawn_is_said_in_both_languages() {
    let summary = sample::flagship();
    let missing = fan(&summary, "gdp.imaginary", &Style::default()).unwrap_err();
    assert!(
        missing
            .message(Lang::Zh)
            .contains("没有指标 `gdp.imaginary`")
    );
    assert!(
        missing
            .message(Lang::En)
            .contains("no numbers for the indicator")
    );
    let nothing = target_board(&sample::empty(&[2024]), &Style::default()).unwrap_err();
    assert_eq!(nothing.message(Lang::En), "the run has no targets to draw");
    let warning = check_text("方案✗").unwrap_err().message(Lang::Zh);
    assert!(warning.contains("✗ (U+2717)"), "{warning}");
}

#[test]
fn paired_differences_are_shown_as_given() {
    let runs = [sample::flagship(), ugly::variant(2, 0.01)];
    let given = |target: &kapok::results::TargetSummary| TargetDifference {
        id: target.id.clone(),
        scenario: 1,
        difference: 0.0321,
        half_width: 0.0012,
        paired: true,
    };
    let differences: Vec<TargetDifference> = runs[0].targets.iter().map(given).collect();
    let charts = comparison_set(&runs, &differences, &Style::new(Lang::Zh, Size::default()));
    let last = charts.last().unwrap();
    assert_eq!(last.stem, "compare-targets");
    let words = texts(&last.chart).join("\n");
    assert!(
        words.contains("+3.2 ± 0.1") && words.contains("按配对计算"),
        "{words}"
    );
}
