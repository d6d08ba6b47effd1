//! Pictures of outcomes, tiers, milestones and variants: what they say, and that shapes stand where the numbers are.

use kapok::charts::{
    Chart, Lang, NamedChart, Size, Style, compare_fans, compare_targets, comparison_set,
    distribution, exceedance, fan, milestone, milestone_count, milestone_ladder, standard_set,
    target_board, variant_grid,
};
use kapok::results::{ActualSummary, Summary};

use crate::judged;
use crate::pictures::texts;

/// Colours of outcomes and of targets in an SVG.
const OUTCOME: &str = "#6f2da8";
const TARGET: &str = "#c23b1e";

fn english() -> Style {
    Style::new(Lang::En, Size::default())
}

fn named<'a>(charts: &'a [NamedChart], stem: &str) -> &'a Chart {
    let found = charts.iter().find(|named| named.stem == stem);
    &found.unwrap_or_else(|| panic!("no {stem}")).chart
}

/// Middle of the first text that reads so.
fn middle(chart: &Chart, text: &str) -> (f64, f64) {
    let found = chart.texts().iter().find(|placed| placed.text == text);
    let area = found
        .unwrap_or_else(|| panic!("no {text} among {:?}", texts(chart)))
        .area;
    (area.centre().x, area.centre().y)
}

/// Corners of the filled straight-lined shapes of a colour.
fn shapes(chart: &Chart, color: &str) -> Vec<Vec<(f64, f64)>> {
    let wanted = format!("<path fill=\"{color}\" d=\"");
    let corners = |data: &str| -> Vec<(f64, f64)> {
        let data = data.trim_start_matches('M').trim_end_matches('Z');
        let point = |text: &str| -> Option<(f64, f64)> {
            let (x, y) = text.trim().split_once([' ', ','])?;
            Some((x.parse().ok()?, y.parse().ok()?))
        };
        data.split('L').filter_map(point).collect()
    };
    let svg = chart.svg();
    svg.lines()
        .filter_map(|line| line.strip_prefix(&wanted)?.split('"').next())
        .filter(|data| !data.contains(['Q', 'C']))
        .map(corners)
        .collect()
}

/// Middles of the stars of outcomes, without the legend's, which is drawn first: the mean of their ten corners.
fn stars(chart: &Chart) -> Vec<(f64, f64)> {
    let stars = shapes(chart, OUTCOME).into_iter().filter(|s| s.len() == 10);
    stars
        .skip(1)
        .map(|corners| {
            let sum = corners
                .iter()
                .fold((0.0, 0.0), |s, c| (s.0 + c.0, s.1 + c.1));
            (sum.0 / 10.0, sum.1 / 10.0)
        })
        .collect()
}

/// The height at which a value stands, read off two labelled ticks.
fn height(chart: &Chart, value: f64, ticks: [(&str, f64); 2]) -> f64 {
    let [low, high] = ticks.map(|(text, at)| (middle(chart, text).1, at));
    low.0 + (value - low.1) / (high.1 - low.1) * (high.0 - low.0)
}

#[test]
fn an_outcome_stands_on_every_picture_of_its_indicator() {
    let summary = judged::outcomes();
    let charts = standard_set(&summary, &Style::new(Lang::Zh, Size::default()));
    for (stem, wanted) in [
        ("fan-gdp-growth", "2024年实际 5.2%（第 26 百分位）"),
        ("fan-gdp-nominal", "2024年实际 2,905.3亿元（第 4 百分位）"),
        ("fan-fai-total", "2024年实际 930亿元（低于第 1 百分位）"),
        ("distribution-gdp-growth-2024", "实际 5.2%（第 26 百分位）"),
        (
            "distribution-fai-growth-2024",
            "实际 −23.5%（低于第 1 百分位）",
        ),
        ("targets", "−23.5%"),
        ("sector-growth-2024", "−31%"),
        ("investment-2024", "395"),
    ] {
        let chart = &charts
            .iter()
            .find(|named| named.stem == stem)
            .unwrap()
            .chart;
        assert!(
            texts(chart).contains(&wanted),
            "{stem} lacks {wanted}: {:?}",
            texts(chart)
        );
    }
    let board = &charts
        .iter()
        .find(|named| named.stem == "targets")
        .unwrap()
        .chart;
    let verdicts = |word: &str| texts(board).iter().filter(|text| **text == word).count();
    assert_eq!((verdicts("达成"), verdicts("未达成")), (1, 4));
    assert!(
        texts(board)
            .join("")
            .contains("已有实际结果的 5 项中，达成 1 项")
    );
}

#[test]
fn an_outcome_on_another_base_has_no_place_among_the_paths() {
    let mut summary = judged::outcomes();
    for actual in &mut summary.actuals {
        actual.other_base |= actual.indicator == "gdp.nominal";
    }
    let charts = standard_set(&summary, &Style::new(Lang::Zh, Size::default()));
    for stem in ["fan-gdp-nominal", "distribution-gdp-nominal-2024"] {
        let chart = &charts
            .iter()
            .find(|named| named.stem == stem)
            .unwrap()
            .chart;
        let words = texts(chart).join("");
        assert!(words.contains("实际 2,905.3亿元（口径不同）"), "{words}");
        assert!(!words.contains("百分位"), "{words}");
    }
}

#[test]
fn the_star_stands_at_the_outcome_even_outside_the_fan() {
    let chart = fan(&judged::outcomes(), "fai.total", &Style::default()).unwrap();
    let [(x, y)] = stars(&chart)[..] else {
        panic!("one outcome, {:?}", stars(&chart));
    };
    let wanted = height(&chart, 930.0, [("1,000", 1000.0), ("2,000", 2000.0)]);
    assert!((y - wanted).abs() < 3.0, "{y} {wanted}");
    assert!((x - middle(&chart, "2024").0).abs() < 3.0);
    let runs = judged::variants(4);
    let chart = compare_fans(&runs, "fai.total", &Style::default()).unwrap();
    let [(_, y)] = stars(&chart)[..] else {
        panic!("one outcome, {:?}", stars(&chart));
    };
    let wanted = height(&chart, 930.0, [("1,000", 1000.0), ("1,800", 1800.0)]);
    assert!((y - wanted).abs() < 3.0, "{y} {wanted}");
    assert!(
        texts(&chart).contains(&"实际 930亿元（2024年）"),
        "{:?}",
        texts(&chart)
    );
}

#[test]
fn an_outcome_that_no_year_has_is_left_out() {
    let mut summary = judged::outcomes();
    let mut late = summary.actuals[0].clone();
    late.year = 2050;
    let nothing = ActualSummary {
        value: f64::NAN,
        ..late.clone()
    };
    summary.actuals = vec![late, nothing];
    let chart = fan(&summary, "gdp.growth", &Style::default()).unwrap();
    assert!(stars(&chart).is_empty());
    assert!(!texts(&chart).contains(&"实际"));
}

#[test]
fn tiers_of_an_indicator_share_a_picture_and_stand_together() {
    let summary = judged::tiers();
    let charts = standard_set(&summary, &Style::new(Lang::Zh, Size::default()));
    let count = |stem: &str| charts.iter().filter(|n| n.stem.starts_with(stem)).count();
    assert_eq!(count("distribution-gdp-growth-2024"), 1);
    let words = texts(named(&charts, "distribution-gdp-growth-2024")).join("\n");
    for wanted in [
        "计划 ≥ 5.5%",
        "力争 ≥ 6.5%",
        "冲刺 ≥ 8%",
        "67.6% ± 0.1",
        "44.0% ± 0.1",
        "14.5% ± 0.1",
        "只达到计划、力争 29.6%",
        "都未达到 32.4%",
        "计划 5.5%",
        "计划未达成，力争未达成，冲刺未达成",
    ] {
        assert!(words.contains(wanted), "{wanted} is missing from {words}");
    }
    // A word of the author's own stays as written; sets that are not nested are counted, not named.
    let share = distribution(&summary, "share_own", &english()).unwrap();
    let words = texts(&share).join("\n");
    assert!(
        words.contains("区人大口径 19.5% to 20.5%") && words.contains("2 met"),
        "{words}"
    );
    let board = target_board(&summary, &Style::default()).unwrap();
    let rows = texts(&board[0]);
    let at = |text: &str| rows.iter().position(|row| *row == text).unwrap();
    let growth = ["GDP增速（计划）", "GDP增速（力争）", "GDP增速（冲刺）"].map(at);
    assert!(
        growth[0] + 1 == growth[1] && growth[1] + 1 == growth[2],
        "{rows:?}"
    );
    assert!(rows.contains(&"计划：2 项全部达成"), "{rows:?}");
}

#[test]
fn every_tier_is_named_on_the_fan() {
    for lang in [Lang::Zh, Lang::En] {
        let style = Style::new(lang, Size::default());
        let chart = fan(&judged::tiers(), "gdp.growth", &style).unwrap();
        let words = texts(&chart).join("\n");
        for percent in [
            "P = 67.6% ± 0.1",
            "P = 44.0% ± 0.1",
            "P = 14.5% ± 0.1",
            "5.2%",
            "7.1%",
        ] {
            assert!(words.contains(percent), "{percent} is missing from {words}");
        }
        assert_eq!(stars(&chart).len(), 2);
    }
}

#[test]
fn a_milestone_says_when_it_is_reached() {
    let summary = judged::milestones();
    let chart = milestone(&summary, "gdp_4000", &Style::default()).unwrap();
    let words = texts(&chart).join("\n");
    let known = &summary.milestones[0];
    let last = known.reached_by.len() - 1;
    for wanted in [
        "地区生产总值 ≥ 4,000亿元（力争）：何时达到".to_owned(),
        "期限 2028年".to_owned(),
        format!("中位年份 {}", known.median_year.unwrap()),
        format!(
            "假如没有冲击和事件，投资按情景安排完成（中心路径），{}年达到。",
            known.central_year.unwrap()
        ),
        "到2030年未达到".to_owned(),
        format!("{:.1}%", known.reached_by[last] * 100.0),
        format!("{:.1}%", known.never * 100.0),
    ] {
        assert!(words.contains(&wanted), "{wanted} is missing from {words}");
    }
    // Points stand at their chance: between the labelled quarters of the axis.
    let svg = chart.svg();
    let discs: Vec<f64> = svg
        .lines()
        .filter(|line| line.starts_with("<circle") && line.contains("#0f4c81"))
        .filter_map(|line| line.split("cy=\"").nth(1)?.split('"').next()?.parse().ok())
        .collect();
    let points = &discs[discs.len() - known.reached_by.len()..];
    for (y, share) in points.iter().zip(&known.reached_by) {
        let wanted = height(&chart, *share, [("25%", 0.25), ("75%", 0.75)]);
        assert!((y - wanted).abs() < 3.0, "{y} {wanted}");
    }
    let error = milestone(&summary, "unheard_of", &Style::default()).unwrap_err();
    assert!(error.message(Lang::Zh).contains("unheard_of"));
}

#[test]
fn a_ladder_has_each_chance_in_its_members_row_and_years_column() {
    let mut summary = judged::milestones();
    summary.milestones[1].members.reverse();
    let ladder = milestone_ladder(&summary, "chains", &Style::default()).unwrap();
    assert_eq!(ladder.len(), 1);
    let chart = &ladder[0];
    let names = ["数智科技1", "新能源和新型储能2", "数智科技4", "数智科技7"];
    let heights = names.map(|name| middle(chart, name).1);
    assert!(
        heights.windows(2).all(|pair| pair[0] < pair[1]),
        "the likeliest on top"
    );
    let members = &summary.milestones[1].members;
    for (name, y) in names.iter().zip(heights) {
        let member = members.iter().find(|m| m.label.zh == *name).unwrap();
        for (year, share) in [
            ("2024", member.reached_by[0]),
            ("2030", member.reached_by[6]),
        ] {
            let x = middle(chart, year).0;
            let cell = chart.texts().iter().find(|placed| {
                let centre = placed.area.centre();
                (centre.x - x).abs() < 2.0 && (centre.y - y).abs() < 3.0
            });
            let text = &cell
                .unwrap_or_else(|| panic!("no cell of {name} in {year}"))
                .text;
            let wanted = match share * 100.0 {
                percent if percent < 0.5 => "<1".to_owned(),
                percent if percent > 99.5 => ">99".to_owned(),
                percent => format!("{percent:.0}"),
            };
            assert_eq!(*text, wanted, "{name} {year}");
        }
    }
    assert!(texts(chart).contains(&"2030年后"), "{:?}", texts(chart));
}

#[test]
fn many_members_take_sheets_of_equal_length() {
    let summary = judged::many_members();
    let sheets = |id: &str| milestone_ladder(&summary, id, &Style::default()).unwrap();
    assert_eq!(sheets("chains_21").len(), 1);
    let two = sheets("chains_40");
    assert_eq!(two.len(), 2);
    for sheet in &two {
        let row = |text: &&&str| text.starts_with("数智科技") || text.starts_with("新能源");
        assert!((12..=14).contains(&texts(sheet).iter().filter(row).count()));
    }
    assert!(texts(&two[1])[0].contains("（2/2）"));
}

#[test]
fn the_required_number_is_marked_among_the_counts() {
    let chart = milestone_count(&judged::milestones(), "chains", &Style::default()).unwrap();
    let words = texts(&chart);
    assert!(
        words.contains(&"至少 3 个") && words.contains(&"期限 2027"),
        "{words:?}"
    );
    let svg = chart.svg();
    let rules: Vec<f64> = svg
        .lines()
        .filter(|line| line.starts_with("<path fill=\"none\"") && line.contains(TARGET))
        .filter_map(|line| line.split("d=\"M").nth(1)?.split(['L', '"']).next())
        .filter_map(|point| point.trim().split([' ', ',']).nth(1)?.parse().ok())
        .collect();
    let (above, below) = (middle(&chart, "3 个").1, middle(&chart, "2 个").1);
    let between = rules.iter().filter(|y| above < **y && **y < below).count();
    assert_eq!(between, 1, "{rules:?} between {above} and {below}");
}

#[test]
fn counts_of_things_carry_their_unit() {
    let summary = judged::counted_homes();
    let chart = fan(&summary, "new_homes", &Style::default()).unwrap();
    let words = texts(&chart).join("\n");
    for wanted in ["单位：万套", "2026年目标 ≥ 7.5万套", "实际 6.421万套"] {
        assert!(words.contains(wanted), "{wanted} is missing from {words}");
    }
    let chart = fan(&summary, "new_homes", &english()).unwrap();
    let words = texts(&chart).join("\n");
    assert!(
        words.contains("unit: homes") && words.contains("≥ 75,000 homes"),
        "{words}"
    );
    let charts = standard_set(&summary, &Style::new(Lang::Zh, Size::default()));
    let stems: Vec<&str> = charts.iter().map(|n| n.stem.as_str()).collect();
    assert!(stems.contains(&"fan-new-homes"), "{stems:?}");
    assert!(!stems.contains(&"fan-firms"), "nothing is asked of firms");
}

#[test]
fn only_what_no_other_picture_shows_gets_a_further_fan() {
    let stems = |summary: &Summary| -> Vec<String> {
        let charts = standard_set(summary, &Style::new(Lang::Zh, Size::default()));
        charts.into_iter().map(|named| named.stem).collect()
    };
    let mut summary = judged::outcomes();
    let fans = |stems: Vec<String>| stems.iter().filter(|s| s.starts_with("fan-")).count();
    assert_eq!(
        fans(stems(&summary)),
        3,
        "sectors and categories have their boards"
    );
    let later = judged::actual(&summary, "sector.digital.growth", 2026, 0.09);
    summary.actuals.push(later);
    assert!(stems(&summary).contains(&"fan-sector-digital-growth".to_owned()));
    let wanted = [
        "milestone-gdp-4000",
        "milestone-chains-ladder",
        "milestone-chains-count",
    ];
    let drawn = stems(&judged::milestones());
    assert!(
        wanted
            .iter()
            .all(|stem| drawn.contains(&(*stem).to_owned())),
        "{drawn:?}"
    );
}

#[test]
fn variants_are_named_and_measured_against_the_base() {
    let runs = judged::variants(7);
    let differences = judged::paired(&runs);
    let charts = comparison_set(&runs, &differences, &Style::new(Lang::Zh, Size::default()));
    let fan = texts(named(&charts, "compare-fan-gdp-nominal")).join("\n");
    assert!(
        fan.contains("基准情景") && fan.contains("枢纽经济提速"),
        "{fan}"
    );
    let dots = texts(named(&charts, "compare-targets")).join("\n");
    assert!(
        dots.contains("−8.6 ± 0.8") && dots.contains("按配对计算"),
        "{dots}"
    );
    let grid = texts(named(&charts, "compare-target-grid")).join("\n");
    assert!(grid.contains("基准情景") && grid.contains("−8.6"), "{grid}");
    // Sheets of whole groups: every target once.
    let sheets = compare_targets(&runs, &differences, &Style::default()).unwrap();
    let heads = |chart: &Chart| texts(chart).iter().filter(|t| **t == "基准情景").count();
    assert_eq!(
        sheets.iter().map(heads).sum::<usize>(),
        runs[0].targets.len()
    );
    let wide = judged::variants(12);
    assert_eq!(variant_grid(&wide, &[], &english()).unwrap().len(), 2);
}

#[test]
fn a_picture_of_a_variant_says_so() {
    let runs = judged::variants(1);
    let chart = fan(&runs[1], "gdp.growth", &Style::default()).unwrap();
    let words = texts(&chart).join("\n");
    assert!(
        words.contains("方案：技改投资加码") && words.contains("方案 variant_0"),
        "{words}"
    );
}

#[test]
fn the_bars_of_first_passage_are_as_high_as_the_line_rises() {
    let summary = judged::milestones();
    let chart = milestone(&summary, "gdp_4000", &Style::default()).unwrap();
    let known = &summary.milestones[0];
    let svg = chart.svg();
    let number = |line: &str, key: &str| -> f64 {
        let text = line
            .split(key)
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        text.and_then(|text| text.parse().ok()).expect("a number")
    };
    let ticks = [("25%", 0.25), ("75%", 0.75)];
    let ground = height(&chart, 0.0, ticks);
    // Blocks that stand on the axis: not the legend's, nor the ground of numbers.
    let bars: Vec<f64> = svg
        .lines()
        .filter(|line| line.starts_with("<rect") && line.contains("#cdd5dd"))
        .map(|line| (number(line, " y=\""), number(line, " height=\"")))
        .filter(|(y, height)| (y + height - ground).abs() < 2.5)
        .map(|(_, height)| height)
        .collect();
    assert_eq!(bars.len(), known.first_year.len());
    let per_share = height(&chart, 0.0, ticks) - height(&chart, 1.0, ticks);
    for (bar, share) in bars.iter().zip(&known.first_year) {
        assert!((bar - share * per_share).abs() < 2.5, "{bar} {share}");
    }
    let words = texts(&chart).join("\n");
    assert!(words.contains("柱：首次达到就在该年的概率"), "{words}");
}

#[test]
fn every_member_of_a_group_has_a_small_fan_the_likeliest_first() {
    let summary = judged::peopled_milestones();
    let charts = standard_set(&summary, &Style::default());
    let sheet = named(&charts, "milestone-chains-members");
    let words = texts(sheet);
    let names = ["数智科技1", "新能源和新型储能2", "数智科技4", "数智科技7"];
    let places = names.map(|name| words.iter().position(|word| *word == name).unwrap());
    assert!(places.windows(2).all(|pair| pair[0] < pair[1]), "{words:?}");
    assert!(
        words.iter().any(|word| word.starts_with("到2027年达到：")),
        "{words:?}"
    );
    assert_eq!(crate::pictures::untidy(sheet), None);
    let without = standard_set(&judged::milestones(), &Style::default());
    assert!(
        without
            .iter()
            .all(|it| it.stem != "milestone-chains-members")
    );
}

#[test]
fn what_stood_there_in_the_base_year_is_not_said_to_be_reached_later() {
    let mut summary = judged::peopled_milestones();
    let charts = standard_set(&summary, &Style::default());
    let ladder = texts(named(&charts, "milestone-chains-ladder")).join("\n");
    let already = |words: &str| words.matches("2023年已达到").count();
    // The sentence has it too, but with 在 before the year.
    assert_eq!(already(&ladder), 2, "{ladder}");
    assert!(
        ladder.contains("8 个成员中 1 个在2023年已达到，另有"),
        "{ladder}"
    );
    let members = texts(named(&charts, "milestone-chains-members")).join("\n");
    assert_eq!(already(&members), 1, "{members}");
    let count = texts(named(&charts, "milestone-chains-count")).join("\n");
    assert!(count.contains("（2023年已有 1 个）"), "{count}");
    // A single threshold, met from above and from below.
    let known = |summary: &Summary, lang: Lang| {
        let style = Style::new(lang, Size::default());
        let chart = milestone(summary, "gdp_4000", &style).unwrap();
        texts(&chart).join("\n")
    };
    assert!(known(&summary, Lang::Zh).contains("中位年份"));
    summary.milestones[0].members[0].indicator = "gdp.nominal".to_owned();
    summary.indicators.get_mut("gdp.nominal").unwrap().base = Some(4000.0 - 1e-6);
    for (lang, said, unsaid) in [
        (Lang::Zh, "2023年（基年）已经达到", "中位年份"),
        (
            Lang::En,
            "Reached already in 2023, the base year",
            "median year",
        ),
    ] {
        let words = known(&summary, lang);
        assert!(words.contains(said) && !words.contains(unsaid), "{words}");
    }
    summary.milestones[0].comparator = "at_most".to_owned();
    summary.indicators.get_mut("gdp.nominal").unwrap().base = Some(4001.0);
    assert!(known(&summary, Lang::Zh).contains("中位年份"));
    summary.indicators.get_mut("gdp.nominal").unwrap().base = Some(3999.0);
    assert!(!known(&summary, Lang::Zh).contains("中位年份"));
}

#[test]
fn a_central_path_that_hardly_any_path_follows_is_told_apart() {
    let mut summary = judged::milestones();
    let words = |summary: &Summary| {
        let chart = milestone(summary, "gdp_4000", &Style::default()).unwrap();
        texts(&chart).join("")
    };
    let first = summary.years[0];
    summary.milestones[0].central_year = Some(first);
    summary.milestones[0].reached_by[0] = 0.012;
    let wanted = format!("（中心路径），{first}年就会达到，但到那时达到的路径只有 1.2%");
    let said = words(&summary);
    assert!(said.contains(&wanted), "{said}");
    summary.milestones[0].reached_by[0] = 0.2;
    assert!(!words(&summary).contains("但到那时"));
    summary.milestones[0].central_year = None;
    assert!(words(&summary).contains("（中心路径），到2030年仍未达到"));
}

#[test]
fn a_central_path_outside_the_fan_in_most_years_is_explained() {
    let mut summary = judged::outcomes();
    let years = summary.years.len();
    let said = |summary: &Summary| {
        let chart = fan(summary, "gdp.nominal", &Style::default()).unwrap();
        texts(&chart).join("")
    };
    assert!(!said(&summary).contains("不代表可能的走势"));
    assert!(!said(&summary).contains("中心路径落在"));
    let half = years / 2;
    let told = [
        "",
        "2024年中心路径落在 95% 区间之外（它不含冲击和事件）。",
        "2024、2025年中心路径落在 95% 区间之外",
        "2024、2025、2026年中心路径落在 95% 区间之外",
    ];
    assert_eq!(half + 1, told.len(), "the sample has other years");
    for (t, told) in told.iter().enumerate() {
        let words = said(&summary);
        assert!(!words.contains("不代表可能的走势"), "{t}: {words}");
        assert!(words.contains(told), "{t}: {words}");
        summary.indicators.get_mut("gdp.nominal").unwrap().central[t] = 0.0;
    }
    let wanted = format!(
        "{years} 年中有 {} 年落在 95% 区间之外，不代表可能的走势",
        half + 1
    );
    let words = said(&summary);
    assert!(words.contains(&wanted), "{words}");
}

#[test]
fn a_probability_that_does_not_assume_the_plan_is_explained_and_never_said_twice() {
    let mut summary = judged::tiers();
    let note = "“不以规划为前提”：以趋势代替规划目标";
    let pictures = |summary: &Summary| -> [String; 3] {
        let style = Style::default();
        let shown = [
            fan(summary, "gdp.growth", &style).unwrap(),
            distribution(summary, "growth_plan", &style).unwrap(),
            exceedance(summary, "growth_plan", &style).unwrap(),
        ];
        shown.map(|chart| texts(&chart).join(""))
    };
    for words in pictures(&summary) {
        assert_eq!(words.matches(note).count(), 1, "{words}");
        assert!(words.contains("12.3% ± 0.1"), "{words}");
    }
    summary.targets[0].probability_unseeded = Some(summary.targets[0].probability + 2e-6);
    for words in pictures(&summary) {
        assert!(!words.contains("不以规划为前提"), "{words}");
    }
    // What is told is the probability without any seed, where that is another.
    summary.targets[0].probability_without_seeds = Some(0.071);
    for words in pictures(&summary) {
        assert!(words.contains("7.1% ± 0.1"), "{words}");
    }
}

#[test]
fn the_number_of_a_heading_stays_out_of_titles() {
    let mut summary = judged::outcomes();
    let series = summary.indicators.get_mut("gdp.growth").unwrap();
    series.label = crate::sample::text("1 开放：货物进出口总额", "1 Opening: goods trade");
    let target = summary.targets[0].id.clone();
    for (lang, wanted) in [
        (Lang::Zh, "2024年“开放：货物进出口总额”的概率分布"),
        (
            Lang::En,
            "“Opening: goods trade” in 2024: probability distribution",
        ),
    ] {
        let style = Style::new(lang, Size::default());
        let chart = distribution(&summary, &target, &style).unwrap();
        // English pictures have straight quotation marks.
        let wanted = lang.choose(wanted.to_owned(), wanted.replace(['“', '”'], "\""));
        assert_eq!(texts(&chart)[0], wanted);
    }
}

#[test]
fn a_year_is_called_certain_only_when_every_path_agrees() {
    let mut summary = judged::outcomes();
    let last = summary.years.len() - 1;
    let series = summary.indicators.get_mut("gdp.nominal").unwrap();
    for values in series.quantiles.values_mut() {
        values[last] = 4200.0;
    }
    let said = |summary: &Summary| {
        let chart = fan(summary, "gdp.nominal", &Style::default()).unwrap();
        texts(&chart).join("")
    };
    let words = said(&summary);
    assert!(
        words.contains("2030年至少 95% 的路径为 4,200亿元"),
        "{words}"
    );
    let series = summary.indicators.get_mut("gdp.nominal").unwrap();
    (series.min[last], series.max[last]) = (4200.0, 4200.0);
    let words = said(&summary);
    assert!(
        words.contains("2030年为 4,200亿元，没有不确定性"),
        "{words}"
    );
}

#[test]
fn a_half_inside_the_error_is_about_a_half() {
    let mut summary = judged::milestones();
    summary.run.paths = 20_000;
    let known = &mut summary.milestones[0];
    let (place, year) = (2, summary.years[2]);
    for (k, share) in known.reached_by.iter_mut().enumerate() {
        *share = [0.1, 0.3, 0.504, 0.7, 0.8, 0.9, 0.95][k];
    }
    known.std_error = vec![0.0035; 7];
    known.median_year = Some(year);
    let said = |summary: &kapok::results::Summary| {
        texts(&milestone(summary, "gdp_4000", &Style::default()).unwrap()).join("\n")
    };
    assert!(said(&summary).contains(&format!("约一半的路径到{year}年已达到")));
    summary.milestones[0].reached_by[place] = 0.53;
    let sure = said(&summary);
    assert!(sure.contains(&format!("一半的路径到{year}年已达到。")) && !sure.contains("约一半"));
    // The year before so near a half that it might be the one.
    summary.milestones[0].reached_by[place - 1] = 0.498;
    assert!(said(&summary).contains("约一半"));
}
