//! Variants, changes and extended files: what a lever does, what is solved anew, and that a change is what it says.

use std::cell::RefCell;

use kapok::results::Summary;
use kapok::scenario::{Loaded, Scenario, Variant, parse_with};
use kapok::simulation::{Base, Prepared, prepare_changed};

use crate::support::{Plan, package, target};

const PATHS: u64 = 4096;

fn flagship() -> String {
    std::fs::read_to_string(package("tests/reference/baiyun-core.toml"))
        .expect("the flagship is there")
}

fn load(text: &str, set: &[&str]) -> Loaded {
    let set: Vec<String> = set.iter().map(|&change| change.to_owned()).collect();
    let beside = |file: &str| std::fs::read(package("tests/reference").join(file));
    parse_with("test.toml", text, &set, &beside)
        .unwrap_or_else(|found| panic!("{:#?}", found.list()))
}

/// The flagship with one change.
fn changed(set: &[&str]) -> Scenario {
    load(&flagship(), set).scenario
}

/// A change of a scenario prepared on what was solved for the scenario itself.
fn prepared(base: &Scenario, scenario: &Scenario, plan: Plan) -> Prepared {
    let solved = plan.prepare(base);
    let from = Base {
        scenario: base,
        prepared: &solved,
    };
    prepare_changed(scenario, from, base.run.seed, plan.indicators).expect("it can be calibrated")
}

fn run(base: &Scenario, scenario: &Scenario) -> Summary {
    let plan = Plan::paths(PATHS);
    plan.summarise(scenario, &prepared(base, scenario, plan))
}

fn probability(summary: &Summary, id: &str) -> f64 {
    target(summary, id).probability
}

#[test]
fn a_lever_that_raises_investment_raises_the_chance_of_growth() {
    let base = changed_base();
    let before = run(&base, &base);
    for lever in [
        "investment.manufacturing_new.growth.2024=80%",
        "investment.infrastructure.growth.2024=45%",
        "pipeline.*.execution=1.05",
        "investment.*.formation=0.9",
    ] {
        let after = run(&base, &changed(&[lever]));
        assert_eq!(after.anchor["baiyun"].solved, "base", "{lever}");
        assert!(
            probability(&after, "gdp_growth") > probability(&before, "gdp_growth"),
            "{lever}"
        );
        let growth = |summary: &Summary| summary.indicators["gdp.growth"].mean[0];
        assert!(growth(&after) > growth(&before), "{lever}");
    }
}

/// The flagship itself.
fn changed_base() -> Scenario {
    load(&flagship(), &[]).scenario
}

#[test]
fn solved_anew_the_anchor_absorbs_the_lever() {
    let after = changed(&["investment.infrastructure.growth.2024=45%"]);
    let plan = Plan::paths(64);
    let central = |prepared: &Prepared| {
        let place = prepared
            .indicators
            .iter()
            .position(|i| i.name(&after.indicator_names()) == "gdp.growth");
        prepared.arms[0].central()[place.expect("it is watched")][0]
    };
    let kept = central(&prepared(&changed_base(), &after, plan));
    let anew = central(&plan.prepare(&after));
    assert!((anew - 0.065).abs() < 1e-12, "{anew}");
    assert!(kept > 0.0655, "{kept}");
}

#[test]
fn what_is_solved_once_is_solved_anew_only_where_a_change_touches_it() {
    let base = changed_base();
    let anew = [
        "region.baiyun.anchor=trend",
        "region.baiyun.trend=4%",
        "region.baiyun.half_life=3",
        "target.gdp_growth.at_least=5.5%",
        "target.fai_growth.seed=true",
        "sector.beauty.utilisation=0.8",
        "sector.beauty.capital_output_ratio=2.0",
        "io.beauty.digital=0.03",
        "investment.services.base=212.8",
        "investment.services.spent_on.construction=0.15",
        "model.mismatch=9",
    ];
    let kept = [
        "sector.beauty.trend=2%",
        "sector.*.supply_sd=2%",
        "region.baiyun.labour=0.5%",
        "region.baiyun.inflation=1%",
        "region.baiyun.trend_sd=1%",
        "investment.services.growth.2025=9%",
        "investment.tech_upgrade.builds.beauty=0.2",
        "pipeline.hub.execution.mode=0.9",
        "pipeline.hub.planned.2024=420",
        "link.new_energy_storage.rail_transit.strength=0.5",
        "event.external_shock.probability.2024=1",
        "factor.demand.persistence=0.5",
        "correlation.demand.consumption=0.3",
        "target.gdp_level.at_least=3100亿",
    ];
    let solved = |set: &str| prepared(&base, &changed(&[set]), Plan::paths(64)).calibration_kept;
    for set in anew {
        assert!(!solved(set), "{set}");
    }
    for set in kept {
        assert!(solved(set), "{set}");
    }
}

#[test]
fn without_a_change_the_kept_calibration_gives_the_same_bits() {
    let base = changed_base();
    let kept = run(&base, &base);
    let own = Plan::paths(PATHS).run(&base);
    assert!(kept.indicators == own.indicators);
    assert!(kept.targets == own.targets && kept.joint == own.joint);
    assert_eq!(
        kept.anchor["baiyun"].adjustment,
        own.anchor["baiyun"].adjustment
    );
}

#[test]
fn draws_do_not_depend_on_the_variant() {
    let base = changed_base();
    let plan = Plan::paths(PATHS).all_indicators();
    let of = |scenario: &Scenario| plan.summarise(scenario, &prepared(&base, scenario, plan));
    let (before, after) = (
        of(&base),
        of(&changed(&["investment.services.growth.2024=20%"])),
    );
    for name in ["factor.demand", "event.property_slump", "factor.prices"] {
        assert_eq!(before.indicators[name], after.indicators[name], "{name}");
    }
    assert_ne!(before.indicators["gdp.real"], after.indicators["gdp.real"]);
}

#[test]
fn stated_consumption_is_a_lever() {
    let base = changed_base();
    let before = run(&base, &base);
    let after = run(&base, &changed(&["region.baiyun.consumption=12%"]));
    assert_eq!(after.anchor["baiyun"].solved, "base");
    assert!(probability(&after, "gdp_growth") > probability(&before, "gdp_growth"));
}

#[test]
fn a_year_of_a_path_is_that_year_alone() {
    let base = changed_base();
    let place = |scenario: &Scenario, id: &str| {
        let found = scenario.categories.iter().find(|c| c.id == id);
        found.expect("the category").growth.value.values().to_vec()
    };
    // services grows by 8.03 %, 6 %, then 4 % from 2026 on.
    for (year, at) in [(2024, 0), (2025, 1), (2027, 3), (2030, 6)] {
        let set = format!("investment.services.growth.{year}=11%");
        let after = place(&changed(&[&set]), "services");
        let mut expected = place(&base, "services");
        expected[at] = 0.11;
        assert_eq!(after, expected, "{year}");
    }
    // A number for every year gives way in one year only.
    let labour = changed(&["region.baiyun.inflation.2026=2%"]).regions[0]
        .inflation
        .clone();
    let expected = [0.007, 0.007, 0.02, 0.007, 0.007, 0.007, 0.007];
    assert_eq!(labour.value.values(), expected);
}

#[test]
fn a_star_is_every_entry() {
    let all = changed(&["sector.*.demand_sd=9%"]);
    assert!(all.sectors.iter().all(|s| s.demand_sd.value.get() == 0.09));
    let one = changed(&["sector.beauty.demand_sd=9%"]);
    let changed = one
        .sectors
        .iter()
        .filter(|s| s.demand_sd.value.get() == 0.09);
    // new_energy_storage has 9 % as it is.
    assert_eq!(changed.count(), 2);
}

const VARIANTS: &str = r#"
[[variant]]
id = "push"
set = { "investment.manufacturing_new.growth.2024" = "60%", "sector.beauty.trend" = "2%" }
"#;

#[test]
fn a_variant_is_the_same_scenario_as_the_changes_on_the_command_line() {
    let loaded = load(&format!("{}{VARIANTS}", flagship()), &[]);
    let [push] = loaded.variants.as_slice() else {
        panic!("one variant is declared");
    };
    let set = [
        "investment.manufacturing_new.growth.2024=60%",
        "sector.beauty.trend=2%",
    ];
    assert_eq!(push.scenario, changed(&set));
    assert_ne!(push.scenario, loaded.scenario);
    let written: Vec<&str> = push.changes.iter().map(|c| c.written.as_str()).collect();
    assert_eq!(written, ["60%", "2%"]);
}

#[test]
fn changes_on_the_command_line_hold_in_every_variant_that_does_not_change_the_same() {
    let set = ["sector.beauty.trend=5%", "sector.digital.trend=5%"];
    let loaded = load(&format!("{}{VARIANTS}", flagship()), &set);
    let trend = |scenario: &Scenario, id: &str| {
        let sector = scenario.sectors.iter().find(|s| s.id == id);
        sector.expect("the sector").trend.value.at(0)
    };
    let Variant { scenario: push, .. } = &loaded.variants[0];
    assert_eq!(
        (trend(push, "beauty"), trend(push, "digital")),
        (0.02, 0.05)
    );
    assert_eq!(trend(&loaded.scenario, "beauty"), 0.05);
    assert_eq!(trend(loaded.base(), "beauty"), 0.01);
}

#[test]
fn an_extending_file_says_only_what_differs() {
    let extending = r#"
        extends = "baiyun-core.toml"
        id = "later"
        title = "白云区，另一种设想"
        [region.baiyun]
        trend = "4%"
        [[sector]]
        id = "beauty"
        trend = "3%"
        beta = { demand = 1.3 }
        [io]
        beauty = { digital = 0.05 }
        [[event]]
        id = "flood"
        probability = "2%"
        severity = 1
        effect = { consumption = "-1%" }
        [investment.services]
        growth = "6%"
    "#;
    let written_out = flagship()
        .replace("id        = \"baiyun-2024\"", "id = \"later\"")
        .replace(
            "title     = { zh = \"白云区2024年高质量发展情景\", en = \"Baiyun District 2024\" }",
            "title = \"白云区，另一种设想\"",
        )
        .replace("trend      = \"4.5%\"", "trend = \"4%\"")
        .replacen(
            "trend = \"1%\"\ndemand_sd = \"4%\"\nbeta = { demand = 1.1,",
            "trend = \"3%\"\ndemand_sd = \"4%\"\nbeta = { demand = 1.3,",
            1,
        )
        .replace(
            "beauty              = { beauty = 0.06, other_manufacturing = 0.12, trade_expo = 0.06, aviation_logistics = 0.03, digital = 0.02, public_services = 0.02 }",
            "beauty = { digital = 0.05 }",
        )
        .replace(
            "growth    = { 2024 = \"8.03%\", 2025 = \"6%\", 2026 = \"4%\" }",
            "growth = \"6%\"",
        )
        .replace(
            "# ---- stated targets ----",
            "[[event]]\nid = \"flood\"\nprobability = \"2%\"\nseverity = 1\neffect = { consumption = \"-1%\" }\n",
        );
    let mut expected = load(&written_out, &[]).scenario;
    let mut found = load(extending, &[]).scenario;
    // Where a table stands is no part of what it says.
    for scenario in [&mut expected, &mut found] {
        scenario.regions[0].span = kapok::scenario::Span::default();
        let places = scenario.sectors.iter_mut().map(|s| &mut s.span);
        let places = places.chain(scenario.categories.iter_mut().map(|c| &mut c.span));
        let places = places.chain(scenario.pipelines.iter_mut().map(|p| &mut p.span));
        let places = places.chain(scenario.factors.iter_mut().map(|f| &mut f.span));
        let places = places.chain(scenario.events.iter_mut().map(|e| &mut e.span));
        let places = places.chain(scenario.links.iter_mut().map(|l| &mut l.span));
        let places = places.chain(scenario.inputs.iter_mut().map(|i| &mut i.user_span));
        let places = places.chain(scenario.targets.iter_mut().map(|t| &mut t.span));
        places.for_each(|span| *span = kapok::scenario::Span::default());
    }
    assert_eq!(found, expected);
}

#[test]
fn files_are_read_beside_the_file_that_names_them() {
    let base = flagship()
        .replace("anchor     = \"targets\"", "anchor = \"record\"")
        .replace(
            "[region.baiyun]",
            "[region.baiyun]\nrecord = { file = \"data/record.csv\" }",
        );
    let asked = RefCell::new(Vec::new());
    let read = |file: &str| {
        asked.borrow_mut().push(file.to_owned());
        match file {
            "plans/base.toml" => Ok(base.clone().into_bytes()),
            "plans/data/record.csv" => Ok(
                b"year,target,actual\n2016,8,8\n2017,8,7\n2018,7,6\n2019,7,8\n2020,6,3\n2021,6,8\n"
                    .to_vec(),
            ),
            _ => Err(std::io::ErrorKind::NotFound.into()),
        }
    };
    let text = "extends = \"plans/base.toml\"\nid = \"child\"";
    let loaded = parse_with("child.toml", text, &[], &read);
    let loaded = loaded.unwrap_or_else(|found| panic!("{:#?}", found.list()));
    let record = loaded.scenario.regions[0]
        .record
        .as_ref()
        .expect("a record");
    assert_eq!(record.years.len(), 6);
    assert_eq!(loaded.scenario.id, "child");
    assert_eq!(loaded.scenario.title.zh, "child");
}

#[test]
fn a_mistake_in_an_extended_file_is_shown_in_that_file() {
    let base = flagship().replace("trend_sd   = \"0.7%\"", "trend_sd = \"7亿\"");
    let read = |_: &str| Ok(base.clone().into_bytes());
    let text = "extends = \"base.toml\"\nid = \"child\"";
    let found = parse_with("folder/child.toml", text, &[], &read).expect_err("a wrong unit");
    let [finding] = found.list() else {
        panic!("{:#?}", found.list());
    };
    let place = finding.primary.span;
    assert_eq!(found.source().name_at(place), "folder/base.toml");
    let line = base.lines().position(|line| line.contains("7亿"));
    assert_eq!(Some(found.source().line(place)), line.map(|line| line + 1));
    assert_eq!(found.source().excerpt(place), "\"7亿\"");
}
