//! Cumulative investment of key projects, and small multiples of regions: places of the numbers, words, and tidy sheets.

use kapok::charts::{
    Chart, Lang, NamedChart, RegionalMeasure, Size, Style, pipeline_batches, pipelines,
    regional_panels, standard_set,
};
use kapok::results::{PipelineInfo, SectorInfo, Summary};

use crate::judged::actual;
use crate::pictures::{texts, untidy};
use crate::sample::{Ask, empty, flagship, indicator, target, text};

const STRONG: &str = "#0f4c81";
const PLAN: &str = "#1b2733";

/// A run with these batches; each is executed at 90 % of its plan, ± 5 %, and what is left is spent a year later.
fn with_batches(plans: &[(&str, &str, Vec<f64>)]) -> Summary {
    let years: Vec<i32> = (2024..=2030).collect();
    let mut summary = empty(&years);
    let done = |planned: &[f64]| -> Vec<f64> {
        let (mut carried, mut to_date) = (0.0, 0.0);
        let spend = |planned: &f64| {
            let due = planned + carried;
            to_date += 0.9 * due;
            carried = 0.1 * due;
            to_date
        };
        planned.iter().map(spend).collect()
    };
    let mut all = vec![0.0; years.len()];
    for (id, name, planned) in plans {
        let middle = done(planned);
        for (sum, value) in all.iter_mut().zip(&middle) {
            *sum += value;
        }
        let sd: Vec<f64> = middle.iter().map(|value| value * 0.05).collect();
        let made = indicator("money", text(name, name), None, &middle, &sd);
        let key = format!("pipeline.{id}.cumulative");
        summary.indicators.insert(key, made);
        summary.pipelines.push(PipelineInfo {
            id: (*id).to_owned(),
            name: text(name, &format!("{name} (en)")),
            category: "infrastructure".to_owned(),
            planned: planned.clone(),
        });
    }
    let sd: Vec<f64> = all.iter().map(|value| value * 0.03).collect();
    let made = indicator("money", text("全部", "all"), None, &all, &sd);
    summary
        .indicators
        .insert("pipeline.cumulative".to_owned(), made);
    summary
}

pub(crate) fn four() -> Summary {
    let plan = |first: f64| vec![first, first * 0.9, first * 0.5, 0.0, 0.0, 0.0, 0.0];
    with_batches(&[
        ("commerce", "商贸与数智载体项目", plan(200.0)),
        ("hub", "机场、铁路与道路项目", plan(430.0)),
        ("plants", "先进制造业项目", plan(48.0)),
        ("renewal", "城市更新项目", plan(400.0)),
    ])
}

fn middle(chart: &Chart, text: &str) -> (f64, f64) {
    let found = chart.texts().iter().find(|placed| placed.text == text);
    let found = found.unwrap_or_else(|| panic!("no {text} among {:?}", texts(chart)));
    (found.area.centre().x, found.area.centre().y)
}

/// Middles of the discs of a colour.
fn discs(chart: &Chart, color: &str) -> Vec<(f64, f64)> {
    let number = |line: &str, key: &str| -> Option<f64> {
        line.split(key).nth(1)?.split('"').next()?.parse().ok()
    };
    let svg = chart.svg();
    let lines = svg
        .lines()
        .filter(|line| line.starts_with("<circle") && line.contains(color));
    lines
        .filter_map(|line| Some((number(line, "cx=\"")?, number(line, "cy=\"")?)))
        .collect()
}

#[test]
fn what_is_planned_to_date_stands_where_the_plans_add_up_to() {
    let summary = four();
    let chart = pipelines(&summary, &Style::default()).unwrap();
    let (low, high) = (middle(&chart, "0"), middle(&chart, "2,000"));
    let up = |value: f64| low.1 + value / 2000.0 * (high.1 - low.1);
    // The legend's ring comes first; then one for each year: two years after the last plan are drawn.
    let rings = &discs(&chart, PLAN)[1..];
    assert_eq!(rings.len(), 5);
    let yearly = 1078.0;
    for (ring, part) in rings.iter().zip([1.0, 1.9, 2.4, 2.4, 2.4]) {
        assert!((ring.1 - up(yearly * part)).abs() < 2.0, "{ring:?} {part}");
    }
    let words = texts(&chart).join("\n");
    for wanted in [
        "全部重点项目：累计投资，计划与模拟",
        "计划到2026年共投资 2,587.2亿元。",
        "到2026年，一半的路径至少完成",
        "到2028年",
        "计划 2,587",
        "计划累计",
        "50% 区间",
        "90% 区间",
    ] {
        assert!(words.contains(wanted), "{wanted} is missing from {words}");
    }
    assert!(!words.contains("2029"), "nothing happens after 2028");
}

#[test]
fn shares_of_the_plan_are_those_of_the_band() {
    let summary = four();
    let series = &summary.indicators["pipeline.cumulative"];
    let share = |p: &str| (series.quantiles[p][2] / (1078.0 * 2.4) * 100.0).round();
    let style = Style::new(Lang::En, Size::default());
    let words = texts(&pipelines(&summary, &style).unwrap()).join(" ");
    let wanted = format!("({:.0}%–{:.0}%)", share("0.05"), share("0.95"));
    assert!(words.contains(&wanted), "{wanted} is missing from {words}");
    // The end of the band says which band it is, and its middle that it is one.
    for wanted in ["90%: ", "median 2"] {
        assert!(words.contains(wanted), "{wanted} is missing from {words}");
    }
}

#[test]
fn the_greatest_batch_is_the_first_panel() {
    let sheets = pipeline_batches(&four(), &Style::default()).unwrap();
    assert_eq!(sheets.len(), 1);
    let words = texts(&sheets[0]);
    let names = [
        "机场、铁路与道路项目",
        "城市更新项目",
        "商贸与数智载体项目",
        "先进制造业项目",
    ];
    let places = names.map(|name| words.iter().position(|word| *word == name).unwrap());
    assert!(places.windows(2).all(|pair| pair[0] < pair[1]), "{words:?}");
    assert!(
        words.join("").contains("计划总额 1,032亿元，到2026年"),
        "{words:?}"
    );
}

#[test]
fn a_lone_batch_has_one_picture_under_its_own_name() {
    let stems = |summary: &Summary| -> Vec<String> {
        let charts = standard_set(summary, &Style::default());
        let stems = charts.into_iter().map(|named| named.stem);
        stems.filter(|stem| stem.starts_with("pipeline")).collect()
    };
    assert_eq!(stems(&four()), ["pipelines", "pipelines-batches"]);
    let mut one = four();
    one.pipelines.truncate(1);
    assert_eq!(stems(&one), ["pipeline-commerce"]);
    let mut idle = four();
    for batch in &mut idle.pipelines {
        batch.planned.fill(0.0);
    }
    assert!(stems(&idle).is_empty());
    assert!(stems(&flagship()).is_empty());
}

/// So many regions whose growth is the lower the smaller they are; every second has a target, the first an outcome.
pub(crate) fn regions(count: usize) -> Summary {
    let mut summary = flagship();
    let whole = |name: &str| summary.indicators[name].clone();
    let (level, growth) = (whole("gdp.nominal"), whole("gdp.growth"));
    for number in 0..count {
        // Not in the order of size.
        let place = (number * 7) % count;
        let part = 1.0 / (place + 2) as f64;
        let id = format!("r{place}");
        let scaled = |values: &[f64]| -> Vec<f64> { values.iter().map(|v| v * part).collect() };
        let name = |series: &kapok::results::Text| {
            let (zh, en) = (&series.zh, &series.en);
            text(
                &format!("第{place}区{zh}"),
                &format!("District {place}: {en}"),
            )
        };
        let base = Some(2800.0 * part);
        let made = indicator(
            "money",
            name(&level.label),
            base,
            &scaled(&level.central),
            &scaled(&level.sd),
        );
        summary.indicators.insert(format!("{id}.gdp.nominal"), made);
        let slower: Vec<f64> = growth
            .central
            .iter()
            .map(|v| v - 0.001 * place as f64)
            .collect();
        let made = indicator("rate", name(&growth.label), None, &slower, &growth.sd);
        summary.indicators.insert(format!("{id}.gdp.growth"), made);
        summary.sectors.push(SectorInfo {
            id: format!("s{place}"),
            name: text("产业", "Industry"),
            region: id,
            groups: Vec::new(),
        });
    }
    summary.sectors.retain(|sector| sector.region != "baiyun");
    for place in (0..count).step_by(2) {
        let name = format!("r{place}.gdp.growth");
        let made = target(
            &summary,
            &format!("t{place}"),
            &name,
            2024,
            &Ask::AtLeast(0.06),
        );
        summary.targets.push(made);
    }
    let made = actual(&summary, "r0.gdp.growth", 2024, 0.05);
    summary.actuals.push(made);
    summary
}

/// Left edges of the titles of panels, each once.
fn columns(sheet: &Chart, titles: &[&str]) -> Vec<i64> {
    let placed = sheet.texts().iter();
    let titles = placed.filter(|placed| titles.iter().any(|title| placed.text.starts_with(title)));
    let mut left: Vec<i64> = titles
        .map(|placed| placed.area.left.round() as i64)
        .collect();
    left.sort_unstable();
    left.dedup();
    left
}

#[test]
fn the_grid_of_panels_is_that_of_every_language() {
    for count in [5, 8, 10, 11] {
        let summary = regions(count);
        for size in [Size::default(), Size::new(800, 500).unwrap()] {
            let [zh, en] = [
                (Lang::Zh, ["第", "全部合计"]),
                (Lang::En, ["District", "All together"]),
            ]
            .map(|(lang, titles)| {
                let style = Style::new(lang, size);
                let sheets = regional_panels(&summary, RegionalMeasure::Growth, &style).unwrap();
                columns(&sheets[0], &titles)
            });
            assert_eq!(zh, en, "{count} regions at {size:?}");
        }
    }
}

#[test]
fn every_outcome_of_a_region_is_spoken_of_and_stands_beside_its_target() {
    let mut summary = regions(11);
    for (year, value) in [(2025, 0.031), (2026, 0.042)] {
        let made = actual(&summary, "r0.gdp.growth", year, value);
        summary.actuals.push(made);
    }
    let sheets = regional_panels(&summary, RegionalMeasure::Growth, &Style::default()).unwrap();
    let words = texts(&sheets[0]).join("\n");
    assert!(words.contains("2025年 3.1%，2026年 4.2%"), "{words}");
    for lang in [Lang::Zh, Lang::En] {
        for size in [Size::default(), Size::new(800, 500).unwrap()] {
            let style = Style::new(lang, size);
            let sheets = regional_panels(&summary, RegionalMeasure::Growth, &style).unwrap();
            assert_eq!(untidy(&sheets[0]), None);
        }
    }
    // The star of the year of a target is right of the diamond.
    let svg = sheets[0].svg();
    let first = |color: &str| -> Vec<f64> {
        let shapes = svg
            .lines()
            .filter(|line| line.contains(color) && line.contains('Z'));
        shapes.map(leftmost).collect()
    };
    let (diamond, stars) = (first("#c23b1e"), first("#6f2da8"));
    // The legend's marks come first.
    assert!(stars[1] > diamond[1] + 4.0, "{diamond:?} {stars:?}");
}

/// The least abscissa of a path.
fn leftmost(line: &str) -> f64 {
    let path = line
        .split(" d=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    let path = path.unwrap_or_default().replace(['M', 'L', 'Z'], " ");
    let numbers = path
        .split([' ', ','])
        .filter_map(|number| number.parse::<f64>().ok());
    numbers.step_by(2).fold(f64::INFINITY, f64::min)
}

#[test]
fn a_panels_title_goes_on_to_a_second_line() {
    let mut summary = four();
    summary.pipelines[0].name.en =
        "Commerce, exhibitions, logistics and digital parks of the north".to_owned();
    for size in [Size::default(), Size::new(800, 500).unwrap()] {
        let style = Style::new(Lang::En, size);
        let sheets = pipeline_batches(&summary, &style).unwrap();
        let words = texts(&sheets[0]).join(" ");
        assert!(
            words.contains("Commerce, exhibitions, logistics and digital parks of the north"),
            "{words}"
        );
        assert_eq!(untidy(&sheets[0]), None);
    }
}

#[test]
fn regions_stand_by_size_after_all_together() {
    let summary = regions(11);
    let growth = regional_panels(&summary, RegionalMeasure::Growth, &Style::default()).unwrap();
    let level = regional_panels(&summary, RegionalMeasure::Gdp, &Style::default()).unwrap();
    assert_eq!((growth.len(), level.len()), (1, 1));
    for sheet in [&growth[0], &level[0]] {
        let words = texts(sheet);
        let mut before = words.iter().position(|word| *word == "全部合计").unwrap();
        for place in 0..11 {
            let name = format!("第{place}区");
            let at = words.iter().position(|word| **word == name).unwrap();
            assert!(at > before, "{name} in {words:?}");
            before = at;
        }
    }
    let words = texts(&growth[0]).join("\n");
    let share = summary
        .targets
        .iter()
        .find(|it| it.id == "t0")
        .unwrap()
        .probability;
    for wanted in [
        format!("2024年 ≥ 6%：{:.1}% ± 0.1", share * 100.0),
        "2024年实际 5%".to_owned(),
        "各图纵轴（%）相同".to_owned(),
    ] {
        assert!(words.contains(&wanted), "{wanted} is missing from {words}");
    }
}

#[test]
fn growth_has_one_vertical_axis_and_levels_their_own() {
    let summary = regions(5);
    // Numbers, other than years, that stand in every one of the six panels.
    let shared = |measure| -> usize {
        let sheet = &regional_panels(&summary, measure, &Style::default()).unwrap()[0];
        let mut counts = std::collections::BTreeMap::new();
        for placed in sheet.texts() {
            let number = placed.text.replace(',', "");
            if number.parse::<f64>().is_ok() && !number.starts_with("20") {
                *counts.entry(number).or_insert(0) += 1;
            }
        }
        counts.values().filter(|count| **count >= 6).count()
    };
    assert!(shared(RegionalMeasure::Growth) >= 2);
    assert_eq!(shared(RegionalMeasure::Gdp), 0);
}

#[test]
fn two_regions_have_no_sheet_and_thirty_have_three() {
    let sheets =
        |count| regional_panels(&regions(count), RegionalMeasure::Growth, &Style::default());
    assert!(sheets(2).is_err());
    assert_eq!(sheets(3).unwrap().len(), 1);
    let many = sheets(30).unwrap();
    assert_eq!(many.len(), 3);
    assert!(texts(&many[1])[0].contains("（2/3）"));
}

#[test]
fn no_text_of_small_multiples_leaves_its_sheet_or_touches_another() {
    let long = "战略性新兴产业和未来产业融合集群发展示范区重点项目".repeat(2);
    let mut batches: Vec<(String, Vec<f64>)> = Vec::new();
    for number in 0..40 {
        let planned = vec![f64::from(number), 0.0, 1e6, 0.0, 0.0, 0.0, 0.0];
        batches.push((format!("b{number}"), planned));
    }
    let many: Vec<(&str, &str, Vec<f64>)> = batches
        .iter()
        .map(|(id, planned)| (id.as_str(), long.as_str(), planned.clone()))
        .collect();
    let mut certain = four();
    for series in certain.indicators.values_mut() {
        let central = series.central.clone();
        *series = indicator("money", series.label.clone(), None, &central, &[0.0; 7]);
    }
    for (name, summary) in [
        ("four", four()),
        ("many", with_batches(&many)),
        ("certain", certain),
        ("three regions", regions(3)),
        ("forty regions", regions(40)),
    ] {
        for (width, height) in [(600, 400), (1600, 1000), (4000, 400), (600, 3000)] {
            for lang in [Lang::Zh, Lang::En] {
                let style = Style::new(lang, Size::new(width, height).unwrap());
                let wanted = ["pipeline", "regions"];
                let mut shown = 0;
                for NamedChart { stem, chart, .. } in standard_set(&summary, &style) {
                    if wanted.iter().any(|start| stem.starts_with(start)) {
                        shown += 1;
                        assert_eq!(
                            untidy(&chart),
                            None,
                            "{name} {stem} {width} {height} {lang:?}"
                        );
                        assert!(chart.svg().contains(STRONG));
                    }
                }
                assert!(shown >= 2, "{name}");
            }
        }
    }
}
