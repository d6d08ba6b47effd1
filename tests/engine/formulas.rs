//! Declared indicators: formulas against hand calculation, noise against its distribution, and nothing else moved by them.

use kapok::diagnostics::Code;
use kapok::results::Summary;
use kapok::simulation::{IndicatorSet, prepare};

use crate::support::{
    Checks, Plan, close, indicator, judged, one_sector, package, parse, read, sectors, target,
};

/// An indicator block with a formula of its value.
fn value(id: &str, formula: &str, rest: &str) -> String {
    format!("\n[[indicator]]\nid = \"{id}\"\nvalue = \"{formula}\"\n{rest}\n")
}

fn flagship() -> String {
    std::fs::read_to_string(package("tests/reference/baiyun-core.toml"))
        .expect("the flagship is there")
}

fn assert_close(name: &str, found: &[f64], expected: &[f64]) {
    let alike = found
        .iter()
        .zip(expected)
        .all(|(a, b)| close(*a, *b, 1e-12, 1e-3));
    assert!(
        alike && found.len() == expected.len(),
        "{name}: {found:?}, not {expected:?}"
    );
}

#[test]
fn formulas_mean_what_they_say() {
    // GDP of 100 grows by 3 % a year: 103, 106.09, 109.2727.
    let cases: &[(&str, [f64; 3])] = &[
        ("gdp.real / 1亿", [103.0, 106.09, 109.2727]),
        ("1 + 2 * 3 - 8 / 4 / 2", [6.0; 3]),
        ("-2 ^ 2", [-4.0; 3]),
        ("2 ^ 3 ^ 2", [512.0; 3]),
        ("4.5% + 5‰ - 0.5个百分点", [0.045; 3]),
        ("3000万元 / 1亿", [0.3; 3]),
        ("7.5万套 / 3套", [25_000.0; 3]),
        ("year", [2024.0, 2025.0, 2026.0]),
        ("lag(year)", [2023.0, 2024.0, 2025.0]),
        ("lag(gdp.real) / 1亿", [100.0, 103.0, 106.09]),
        ("lag(gdp.growth, 7%)", [0.07, 0.03, 0.03]),
        ("lag(lag(gdp.real, 90亿), 80亿) / 1亿", [80.0, 90.0, 103.0]),
        (
            "lag(lag(gdp.growth, 1%) + year, 5)",
            [5.0, 2024.01, 2025.03],
        ),
        ("growth(gdp.real)", [0.03; 3]),
        (
            "growth(2 * gdp.real + 6亿)",
            [6.0 / 206.0, 6.18 / 212.0, 6.3654 / 218.18],
        ),
        ("cum(gdp.real) / 1亿", [103.0, 209.09, 318.3627]),
        ("lag(cum(gdp.real)) / 1亿", [0.0, 103.0, 209.09]),
        ("cum(lag(cum(1)))", [0.0, 1.0, 3.0]),
        ("cum(if(year >= 2025, 1, 0))", [0.0, 1.0, 2.0]),
        (
            "if(gdp.real > 105亿, 1, if(year == 2024, 2, 3))",
            [2.0, 1.0, 1.0],
        ),
        (
            "if(not (year < 2025) and year != 2026 or year > 2030, 1, 0)",
            [0.0, 1.0, 0.0],
        ),
        (
            "if(year <= 2024, 1, 0) + if(year >= 2026, 10, 0)",
            [1.0, 0.0, 10.0],
        ),
        (
            "min(year, 2025, 3000) - max(0, -5)",
            [2024.0, 2025.0, 2025.0],
        ),
        ("abs(2025 - year)", [1.0, 0.0, 1.0]),
        ("exp(ln(gdp.real / lag(gdp.real)))", [1.03; 3]),
        ("sum_over(all, sector.*.value_added) / gdp.real", [1.0; 3]),
        ("sum_over(twins, sector.*.share * 2) + 0 * pi", [1.0; 3]),
        ("pi - 3", [0.141_592_653_589_793_1; 3]),
    ];
    let mut rest = value("pi", "3.1415926535897931", "");
    for (k, (formula, _)) in cases.iter().enumerate() {
        rest += &value(&format!("case{k}"), formula, "");
    }
    let text = sectors(2026, "0.03", 2, "", &rest)
        .replace(
            "value_added = 100\n",
            "value_added = 50\ngroups = [\"twins\"]\n",
        )
        .replace("gdp = 200", "gdp = 100")
        .replacen("groups = [\"twins\"]\n", "", 1);
    let summary = Plan::paths(16).run_text(&text);
    for (k, (formula, expected)) in cases.iter().enumerate() {
        let found = indicator(&summary, &format!("case{k}"));
        assert_close(formula, &found.central, expected);
        // Nothing is uncertain: every path is the central one.
        assert_eq!(found.min, found.max, "{formula}");
        assert_close(formula, &found.min, expected);
    }
}

/// Revenue in step with nominal GDP at an elasticity of 0.9, and a shock to growth.
fn revenue(noise: &str) -> String {
    let growth = if noise.is_empty() {
        "0.9 * gdp.nominal_growth".to_owned()
    } else {
        "0.9 * gdp.nominal_growth + noise".to_owned()
    };
    one_sector(
        2027,
        "0.05",
        &format!(
            "\n[factor.productivity]\nsd = \"2%\"\n[factor.prices]\nsd = \"1%\"\n\n[[indicator]]\nid = \"revenue\"\n\
             name = \"一般公共预算收入\"\nbase = \"12亿\"\ngrowth = {{ value = \"{growth}\", status = \"assumed\" }}\n{noise}\n"
        ),
    )
}

#[test]
fn revenue_follows_nominal_gdp_at_its_elasticity_on_every_path() {
    let scenario = parse(&revenue(""));
    let follows = |gdp: &[f64], growth: &[f64], level: &[f64]| {
        let mut expected = 12.0;
        for ((gdp, growth), level) in gdp.iter().zip(growth).zip(level) {
            assert!(close(*growth, 0.9 * gdp, 1e-12, 1e-3));
            expected *= 1.0 + 0.9 * gdp;
            assert!(close(*level, expected, 1e-12, 1e-3));
        }
    };
    for seed in 0..20 {
        // One path: its extremes are the path.
        let summary = Plan::paths(1).seed(seed).run(&scenario);
        let of = |name: &str| indicator(&summary, name);
        let series = [
            of("gdp.nominal_growth"),
            of("revenue.growth"),
            of("revenue"),
        ];
        follows(&series[0].min, &series[1].min, &series[2].min);
        follows(&series[0].central, &series[1].central, &series[2].central);
        assert_eq!(series[2].unit, "money");
        assert_eq!(series[2].base, Some(12.0));
        assert_eq!(series[1].unit, "rate");
        assert_eq!(series[1].base, None);
        assert_eq!(series[2].label.zh, "一般公共预算收入");
        assert_eq!(series[1].label.zh, "一般公共预算收入增速");
    }
}

fn noisy(mean: f64, sd: f64, paths: u64) -> Checks {
    let noise = format!("noise = {{ shape = \"normal\", mean = {mean}, sd = {sd} }}");
    let rest = value("draw", "noise", &noise)
        + &value("walk", "cum(noise)", &noise)
        + &value("before", "lag(noise, 0)", &noise)
        + &value("both", "draw + before", "");
    let summary = Plan::paths(paths).run_text(&one_sector(2026, "0.03", &rest));
    let mut checks = Checks::default();
    for t in 0..3 {
        let years = (t + 1) as f64;
        let draw = indicator(&summary, "draw");
        checks.mean("draw", draw.mean[t], 0.02, 0.01, paths);
        checks.sd("sd of draw", draw.sd[t], 0.01, 3.0, paths);
        // Years are independent: the variance of their sum is the sum of their variances.
        let walk = indicator(&summary, "walk");
        let spread = 0.01 * years.sqrt();
        checks.mean("walk", walk.mean[t], 0.02 * years, spread, paths);
        checks.sd("sd of walk", walk.sd[t], spread, 3.0, paths);
        if t > 0 {
            // And so are two indicators of the same distribution.
            let both = indicator(&summary, "both");
            checks.sd("sd of both", both.sd[t], 0.01 * 2.0_f64.sqrt(), 3.0, paths);
        }
    }
    checks
}

#[test]
fn noise_has_its_distribution_and_is_drawn_anew_every_year() {
    noisy(0.02, 0.01, 100_000).hold();
    for checks in [noisy(0.0204, 0.01, 100_000), noisy(0.02, 0.0102, 100_000)] {
        assert!(checks.worst() > Checks::THRESHOLD, "a planted mistake");
    }
}

#[test]
fn the_central_path_has_every_noise_at_its_median() {
    let skewed = "noise = { shape = \"lognormal\", median = 2, sigma = 1 }";
    let text = one_sector(2025, "0.03", &value("skewed", "noise", skewed));
    let summary = Plan::paths(1000).run_text(&text);
    let found = indicator(&summary, "skewed");
    assert!(
        found
            .central
            .iter()
            .all(|value| (value - 2.0).abs() < 1e-12)
    );
    assert!(found.mean[0] > 2.5);
}

/// Everything but what was declared.
fn without(mut summary: Summary, declared: &[&str]) -> Summary {
    for name in declared {
        assert!(summary.indicators.remove(*name).is_some(), "{name}");
    }
    summary
}

#[test]
fn an_indicator_changes_no_other_number() {
    let plan = Plan::paths(3_000);
    let text = flagship();
    let more = text.clone()
        + "\n[[indicator]]\nid = \"aaa_revenue\"\nbase = \"80亿\"\ngrowth = \"0.9 * gdp.nominal_growth + noise\"\n\
           noise = { shape = \"student-t\", mean = 0, sd = \"2%\", dof = 5 }\n"
        + &value(
            "aaa_plants",
            "pipeline.plants.spent * (1 + noise)",
            "noise = { shape = \"uniform\", low = 0, high = 1 }",
        );
    let (plain, more) = (plan.run_text(&text), plan.run_text(&more));
    let declared = ["aaa_revenue", "aaa_revenue.growth", "aaa_plants"];
    let found = without(more, &declared);
    for (name, expected) in &plain.indicators {
        assert_eq!(found.indicators[name], *expected, "{name}");
    }
    assert_eq!(
        serde_json::to_string(&found).unwrap(),
        serde_json::to_string(&plain).unwrap()
    );
}

/// A scenario with every kind of series in formulas: loops over years, sums over groups and years, pipelines, factors, noise.
fn rich() -> String {
    flagship()
        + "\n[[indicator]]\nid = \"revenue\"\nbase = \"80亿\"\ngrowth = \"0.9 * gdp.nominal_growth + 0.1 * factor.demand + noise\"\nnoise = { shape = \"normal\", mean = 0, sd = \"2%\" }\n"
        + &value(
            "chained",
            "revenue / lag(revenue) - 1 + lag(feedback) * 0.1",
            "unit = \"%\"",
        )
        + &value(
            "feedback",
            "lag(chained, 0) + sector.beauty.growth",
            "unit = \"%\"\nbase = \"1%\"",
        )
        + &value(
            "done",
            "cum(pipeline.hub.spent) / cum(pipeline.hub.planned)",
            "",
        )
        + &value("progress", "pipeline.hub.progress", "")
        + &value(
            "total",
            "sum_over(all, sector.*.value_added) / gdp.real",
            "",
        )
}

#[test]
fn formulas_give_the_same_bytes_on_any_threads_and_blocks() {
    let scenario = parse(&rich());
    let plan = Plan::paths(1_531);
    let bytes = |plan: Plan| serde_json::to_vec(&plan.run(&scenario)).expect("it can be written");
    let reference = bytes(plan);
    for (threads, block) in [(1, 32), (2, 1024), (3, 64)] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let found = pool
            .expect("threads can be started")
            .install(|| bytes(plan.block(block)));
        assert!(found == reference, "{threads} threads, blocks of {block}");
    }
}

#[test]
fn identities_of_sums_and_pipelines_hold_on_every_path() {
    let scenario = parse(&rich());
    for seed in 0..10 {
        let summary = Plan::paths(1).seed(seed).run(&scenario);
        let of = |name: &str| &indicator(&summary, name).min;
        assert_close("total", of("total"), &[1.0; 7][..summary.years.len()]);
        assert_close("done", of("done"), of("progress"));
        // The loop between the two, by hand.
        let (revenue, beauty) = (of("revenue.growth"), of("sector.beauty.growth"));
        let (mut chained, mut feedback) = (0.0, 0.01);
        for t in 0..summary.years.len() {
            let before: f64 = chained;
            chained = revenue[t] + 0.1 * feedback;
            feedback = before + beauty[t];
            assert!(close(of("chained")[t], chained, 1e-9, 1e-3), "{t}");
            assert!(close(of("feedback")[t], feedback, 1e-9, 1e-3), "{t}");
        }
    }
}

#[test]
fn a_pipelines_series_are_its_plan_and_what_was_spent() {
    let text = one_sector(
        2026,
        "0.03",
        "\n[investment.works]\nbase = 20\ngrowth = 1\n\n[[pipeline]]\nid = \"hub\"\ncategory = \"works\"\n\
         planned = { 2025 = 10, 2026 = 4 }\nexecution = 0.75\n",
    );
    let summary = Plan::paths(16).all_indicators().run_text(&text);
    let of = |name: &str| &indicator(&summary, name).max;
    assert_close("planned", of("pipeline.hub.planned"), &[0.0, 10.0, 4.0]);
    // 7.5 of 10; then three quarters of 4 and of the 2.5 carried over.
    assert_close("spent", of("pipeline.hub.spent"), &[0.0, 7.5, 4.875]);
    assert_close(
        "progress",
        of("pipeline.hub.progress"),
        &[0.0, 0.75, 12.375 / 14.0],
    );
    assert_eq!(indicator(&summary, "pipeline.hub.spent").base, None);
    let usual = Plan::paths(16).run_text(&text);
    assert!(
        usual
            .indicators
            .keys()
            .all(|name| !name.starts_with("pipeline") || name.ends_with("cumulative"))
    );
    let judged = text + &judged("done", "pipeline.hub.progress", 2026, "at_least = \"80%\"");
    let judged = Plan::paths(16).run_text(&judged);
    assert_eq!(target(&judged, "done").probability, 1.0);
    assert!(judged.indicators.contains_key("pipeline.hub.progress"));
}

#[test]
fn a_path_on_which_a_formula_is_no_number_failed() {
    let text = one_sector(
        2025,
        "0.03",
        &("\n[factor.productivity]\nsd = \"2%\"\n".to_owned()
            + &value(
                "fine",
                "if(gdp.growth > 0, ln(max(gdp.growth, 1e-300)), 0)",
                "",
            )
            + &judged("grows", "gdp.growth", 2024, "at_least = 0")),
    );
    let sound = Plan::paths(20_000).run_text(&text);
    assert_eq!(sound.run.failed_paths.count, 0);
    // Where growth is negative its logarithm does not exist, even where a comparison would hide that.
    for formula in ["ln(gdp.growth)", "if(ln(gdp.growth) > -1, 1, 0)"] {
        let text = text.clone() + &value("logarithm", formula, "");
        let summary = Plan::paths(20_000).run_text(&text);
        let failed = &summary.run.failed_paths;
        // Shrinking is Φ((ln 1 − ln 1.03)/0.02) a year: 7.0 %; in either of two years 13.4 %.
        let share = failed.count as f64 / 20_000.0;
        assert!((share - 0.1344).abs() < 4.5 * 0.0025, "{share}");
        assert_eq!(failed.first.as_ref().unwrap().indicator, "logarithm");
        assert!(target(&summary, "grows").probability <= 1.0 - share);
        assert!(
            indicator(&summary, "logarithm")
                .min
                .iter()
                .all(|v| v.is_finite())
        );
        assert!(summary.warnings.iter().any(|w| w.code == "failed-paths"));
    }
}

#[test]
fn a_formula_without_a_value_on_the_central_path_is_refused() {
    for (formula, rest, name) in [
        ("1 / (year - 2025)", "", "broken"),
        ("ln(0 * gdp.growth)", "", "broken"),
        ("exp(year)", "", "broken"),
        (
            "max(2025 - year, 0) * 1亿",
            "base = \"1亿\"",
            "broken.growth",
        ),
    ] {
        let scenario = parse(&one_sector(2026, "0.03", &value("broken", formula, rest)));
        let error = prepare(&scenario, 1, IndicatorSet::Default).expect_err(formula);
        let found = error.diagnostics(&scenario);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].code, Code::Undefined);
        assert!(
            found[0].message.en.contains(&format!("`{name}`")),
            "{formula}"
        );
    }
}

/// What a planner says beyond growth and investment.
const PLANNER: &str = r#"
[investment.homes]
name = "住房建设"
base = 40
growth = "5%"

[[pipeline]]
id = "renewal"
category = "homes"
planned = { 2024 = 10, 2025 = 20 }
execution = { shape = "pert", low = 0.7, mode = 0.95, high = 1 }

[factor.productivity]
sd = "2%"

[[indicator]]
id = "revenue"
name = { zh = "一般公共预算收入", en = "Budget revenue" }
base = { value = "12亿", status = "stated" }
growth = "0.9 * gdp.nominal_growth + noise"
noise = { shape = "normal", mean = 0, sd = "1.5%" }

[[indicator]]
id = "rd_intensity"
name = "研发强度"
unit = "%"
base = "3.2%"
value = "lag(rd_intensity) + 0.1个百分点 + 0.05 * noise"
noise = { shape = "normal", mean = 0, sd = "1%" }

[[indicator]]
id = "jobs"
name = "城镇新增就业"
unit = "人"
value = "sum_over(all, max(sector.*.value_added - lag(sector.*.value_added), 0) / 1亿) * 2000人 + 1.2万人"

[[indicator]]
id = "entities"
name = "市场主体"
base = "31.5万户"
growth = "0.4 * gdp.growth + 3%"

[[indicator]]
id = "digital_firms"
name = "数字化转型企业"
unit = "家"
value = "min(cum(100家 * (1 + gdp.growth)), 400家)"

[[indicator]]
id = "homes_delivered"
name = "交付住房"
unit = "套"
value = "cum(pipeline.renewal.spent) / 50万元 * 1套"

[[indicator]]
id = "income"
base = "6万元"
growth = "0.5% + 0.95 * gdp.growth + noise"
noise = { shape = "normal", mean = 0, sd = "1%" }

[[indicator]]
id = "income_in_step"
unit = "个百分点"
value = "income.growth - gdp.growth"

[[target]]
id = "in_step"
indicator = "income_in_step"
year = 2025
at_least = 0

[[target]]
id = "entities_of_2025"
indicator = "entities"
year = 2025
at_least = "33万户"

[[target]]
id = "homes_of_2025"
indicator = "homes_delivered"
year = 2025
at_least = 4000
"#;

#[test]
fn what_planners_say_can_be_said() {
    let text = one_sector(2026, "0.04", PLANNER);
    let paths = 40_000;
    let summary = Plan::paths(paths).run_text(&text);
    let of = |name: &str| indicator(&summary, name);
    // 0.5 % − 0.05·growth + noise ≥ 0, growth 1.04·e^(0.02 z) − 1 and noise 0.01 z' independent: very nearly normal with mean
    // 0.5 % − 0.05 · 4.02 % = 0.299 % and variance (0.05 · 2.08 %)² + (1 %)².
    let spread = 0.01_f64.hypot(0.05 * 0.0208);
    let exact = kapok::numerics::normal_cdf(0.00299 / spread);
    let mut checks = Checks::default();
    checks.probability(
        "in step",
        target(&summary, "in_step").probability,
        exact,
        paths,
    );
    checks.hold();
    assert_eq!(of("income_in_step").unit, "points");
    assert_eq!(of("rd_intensity").unit, "share");
    assert_close("rd", &of("rd_intensity").central, &[0.033, 0.034, 0.035]);
    for (name, word) in [
        ("jobs", "人"),
        ("entities", "户"),
        ("digital_firms", "家"),
        ("homes_delivered", "套"),
    ] {
        assert_eq!(of(name).unit, "count");
        assert_eq!(of(name).counted_in.as_deref(), Some(word));
    }
    assert_close("jobs", &of("jobs").central[..1], &[12_000.0 + 2000.0 * 4.0]);
    assert_close(
        "entities",
        &of("entities").central[..1],
        &[315_000.0 * 1.046],
    );
    assert_eq!(of("entities").base, Some(315_000.0));
    assert_close(
        "firms",
        &of("digital_firms").central,
        &[104.0, 208.0, 312.0],
    );
    // On the central path the plan is met: 10 and 20 of 亿 at 50 of 万 each.
    assert_close(
        "homes",
        &of("homes_delivered").central,
        &[2000.0, 6000.0, 6000.0],
    );
    assert!(target(&summary, "homes_of_2025").probability > 0.9);
    let entities = target(&summary, "entities_of_2025");
    assert_eq!(entities.value, kapok::results::TargetValue::One(330_000.0));
    assert!(summary.indicators.contains_key("entities.growth"));
    assert!(!summary.indicators.contains_key("rd_intensity.growth"));
    assert!(!summary.indicators.contains_key("jobs.growth"));
}

#[test]
fn with_several_regions_names_say_which() {
    let text = std::fs::read_to_string(package("tests/reference/independent/twin-trade.toml"))
        .expect("it is there");
    let scenario = read("tests/reference/independent/twin-trade.toml");
    let [north, south] = [&scenario.regions[0].id, &scenario.regions[1].id];
    let text =
        text + &value(
            "both",
            &format!("{north}.gdp.real + {south}.gdp.real - gdp.real"),
            "",
        ) + &value(
            "gap",
            &format!("{north}.gdp.growth - {south}.gdp.growth"),
            "",
        );
    let summary = Plan::paths(1).run_text(&text);
    let of = |name: &str| indicator(&summary, name);
    let size = of("gdp.real").max[0];
    assert!(of("both").min.iter().all(|d| d.abs() < 1e-12 * size));
    assert_eq!(of("both").unit, "money");
    let growth = |region: &str| of(&format!("{region}.gdp.growth")).min[0];
    assert!((of("gap").min[0] - (growth(north) - growth(south))).abs() < 1e-15);
}

#[test]
fn a_count_of_what_stands_above_a_mark_has_quantiles_that_occur() {
    let steps = "if(gdp.growth >= 2%, 1个, 0个) + if(gdp.growth >= 3%, 1个, 0个)";
    let declared = [
        value("steps", steps, "unit = \"个\""),
        value("twice", "2 * steps + lag(steps, 0个)", "unit = \"个\""),
        value("ever", "max(lag(ever, 0个), steps)", "unit = \"个\""),
        value("each", "steps / 2", "unit = \"个\""),
        value("drawn", "steps + lag(drawn, 0.5个)", "unit = \"个\""),
        value("rate", "if(gdp.growth >= 2%, 1%, 0%)", ""),
        judged("both", "steps", 2024, "at_least = \"2个\""),
    ];
    let scenario = parse(&one_sector(
        2024,
        "0.03",
        &format!("\n[factor.productivity]\nsd = 0.02\n{}", declared.concat()),
    ));
    let summary = Plan::paths(20_000).run(&scenario);
    let whole = |name: &str| summary.indicators[name].whole;
    assert_eq!(
        [
            "steps",
            "twice",
            "ever",
            "each",
            "drawn",
            "rate",
            "gdp.nominal"
        ]
        .map(whole),
        [true, true, true, false, false, false, false]
    );
    let steps = &summary.indicators["steps"];
    let at = |p: &str| steps.quantiles[p][0];
    assert_eq!(steps.quantile_error, [0.0]);
    // Growth of (1.03) exp(N(0, 0.02²)) − 1: half of the paths reach 3 %, another 18.7 % only 2 %.
    let below = 0.5 * libm::erfc(libm::log(1.03 / 1.02) / 0.02 / core::f64::consts::SQRT_2);
    let found = &summary.targets[0].histogram;
    assert_eq!((found.low, found.width, found.shares.len()), (-0.5, 1.0, 3));
    for (share, wanted) in found.shares.iter().zip([below, 0.5 - below, 0.5]) {
        assert!(
            (share - wanted).abs() < 4.0 * (0.25_f64 / 20_000.0).sqrt(),
            "{found:?}"
        );
    }
    assert_eq!([at("0.25"), at("0.9")], [0.0, 2.0]);
    assert!(at("0.5") == 1.0 || at("0.5") == 2.0);
}
