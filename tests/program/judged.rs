//! Milestones, tiers and outcomes, from outside.

use super::*;

/// The small scenario with thresholds without a year, tiers and outcomes.
fn judged(place: &Path) {
    let text = fs::read_to_string(small()).expect("the scenario is there");
    let grouped = text
        .replace("id = \"goods\"", "id = \"goods\"\ngroups = [\"chain\"]")
        .replace(
            "id = \"services\"",
            "id = \"services\"\ngroups = [\"chain\"]",
        );
    assert_ne!(text, grouped);
    let more = r#"
[[target]]
id = "level"
indicator = "gdp.nominal"
at_least = 440

[[target]]
id = "chain"
indicator = "group.chain.*.gross_output"
year = 2025
at_least = 400
count = 1
tier = "stretch"

[[target]]
id = "growth_plan"
indicator = "gdp.growth"
year = 2025
at_least = "1%"
tier = "plan"

[[target]]
id = "prices_plan"
indicator = "inflation"
year = 2025
at_most = "9%"
tier = "plan"

[[actual]]
indicator = "gdp.growth"
year = 2025
value = "2.5%"
quote = "=增长2.5%"

[[actual]]
indicator = "gdp.nominal"
year = 2024
value = 9000
"#;
    fs::write(place.join("a.toml"), format!("{grouped}{more}")).expect("it can be written");
}

fn rows(contents: &[u8]) -> Vec<BTreeMap<String, String>> {
    let text = std::str::from_utf8(contents).expect("it is UTF-8");
    let text = text.strip_prefix('\u{feff}').expect("a byte-order mark");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.deserialize().map(|row| row.expect("it is CSV"));
    rows.collect()
}

#[test]
fn tables_hold_what_was_reached_and_what_came_to_be() {
    let place = workplace();
    judged(place.path());
    let output = ends_with(
        0,
        place.path(),
        &["run", "a.toml", "--paths", FEW, "--out", "run"],
    );
    let files = files(&place.path().join("run"));
    let summary = json(&files["summary.json"]);

    let milestones = rows(&files["milestones.csv"]);
    // Three years of each milestone, and of each of the two members of the group.
    assert_eq!(milestones.len(), 3 + 3 + 2 * 3);
    for (row, t) in milestones[..3].iter().zip(0..) {
        let found = &summary["milestones"][0];
        assert_eq!((row["id"].as_str(), row["member"].as_str()), ("level", ""));
        for column in ["reached_by", "std_error", "first_year"] {
            assert_eq!(
                row[column].parse().ok(),
                found[column][t].as_f64(),
                "{column}"
            );
        }
    }
    let last = &milestones[11];
    assert_eq!(last["member"], "sector.services.gross_output");
    assert_eq!(
        (last["deadline"].as_str(), last["tier"].as_str()),
        ("2025", "stretch")
    );
    let member = &summary["milestones"][1]["members"][1]["reached_by"][2];
    assert_eq!(last["reached_by"].parse().ok(), member.as_f64());

    let counts = rows(&files["milestone-counts.csv"]);
    assert_eq!(counts.len(), 3 * 3);
    for year in ["2024", "2025", "2026"] {
        let of_year = counts.iter().filter(|row| row["year"] == year);
        let sum: f64 = of_year
            .map(|row| row["probability"].parse::<f64>().expect("a number"))
            .sum();
        assert!((sum - 1.0).abs() < 1e-12, "{year}: {sum}");
    }

    let actuals = rows(&files["actuals.csv"]);
    assert_eq!(actuals.len(), 2);
    assert_eq!(actuals[0]["actual"], "0.025");
    assert_eq!(actuals[0]["targets_met"], "growth_plan");
    assert_eq!(actuals[0]["quote"], "'=增长2.5%");
    assert_eq!(
        (
            actuals[1]["percentile"].as_str(),
            actuals[1]["inside_90"].as_str()
        ),
        ("1", "false")
    );

    let targets = rows(&files["targets.csv"]);
    let row = |id: &str| {
        targets
            .iter()
            .find(|row| row["id"] == id)
            .expect("a target")
    };
    let plan = row("growth_plan");
    assert_eq!(
        (plan["tier"].as_str(), plan["met"].as_str()),
        ("plan", "true")
    );
    assert_eq!(row("growth_2024")["met"], "");

    let said = said(&output);
    for word in [
        "（计划）",
        "何时达到",
        "2 个中 1 个 ≥ 400",
        "达到的个数：",
        "“计划”档 2 个目标同时实现",
        "实际值",
        "（范围外）",
        "2 个口径相同的实际值中，1 个在",
        "2.5% 达到",
    ] {
        assert!(said.contains(word), "{word} in\n{said}");
    }
    let english = ends_with(
        0,
        place.path(),
        &[
            "run", "a.toml", "--paths", FEW, "--out", "run", "--lang", "en",
        ],
    );
    let english = super::said(&english);
    for word in [
        "(plan)",
        "Reached when",
        "1 of 2",
        "how many by 2025",
        "the tier \"plan\"",
        "(outside)",
        "met",
    ] {
        assert!(english.contains(word), "{word} in\n{english}");
    }
}

#[test]
fn a_threshold_that_the_base_year_met_is_not_reached_later() {
    let place = workplace();
    judged(place.path());
    let file = place.path().join("a.toml");
    let text = fs::read_to_string(&file).expect("it was written");
    let low = text
        .replace("at_least = 440", "at_least = 4")
        .replace("at_least = 400", "at_least = 4");
    assert_ne!(text, low);
    fs::write(&file, low).expect("it can be written");
    for (language, already, counted) in [
        ("zh", "2023 已达", "（2023 年已有 2 个）"),
        ("en", "already 2023", "(2 in 2023 already)"),
    ] {
        let output = ends_with(
            0,
            place.path(),
            &[
                "run", "a.toml", "--paths", FEW, "--out", language, "--lang", language,
            ],
        );
        let said = said(&output)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        assert!(said.contains(counted), "{said}");
        assert_eq!(said.matches(already).count(), 2, "{said}");
    }
}

#[test]
fn a_scenario_with_milestones_alone_is_run_and_shown() {
    let place = workplace();
    let text = fs::read_to_string(small()).expect("the scenario is there");
    let (head, rest) = text.split_once("[[target]]").expect("it has targets");
    let (_, run) = rest.split_once("[run]").expect("it says how to run");
    let text = format!(
        "{head}[[target]]\nid = \"level\"\nindicator = \"gdp.nominal\"\nat_least = 440\n\n[run]{run}"
    );
    fs::write(place.path().join("a.toml"), text).expect("it can be written");
    let output = ends_with(0, place.path(), &["run", "a.toml", "--paths", FEW]);
    let said = said(&output);
    assert!(
        said.contains("≥ 440") && !said.contains("没有目标"),
        "{said}"
    );
    assert!(!said.contains("同时实现"), "{said}");
    let files = files(&place.path().join("output/margins"));
    assert!(files.contains_key("milestones.csv") && !files.contains_key("milestone-counts.csv"));
    assert!(!files.contains_key("actuals.csv"));
    assert!(json(&files["summary.json"])["joint"].is_null());
}

#[test]
fn comparisons_and_variants_have_the_milestones() {
    let place = workplace();
    judged(place.path());
    let file = place.path().join("a.toml");
    let text = fs::read_to_string(&file).expect("it was written");
    let variant = "\n[[variant]]\nid = \"fast\"\nset = { \"region.*.trend\" = \"6%\" }\n";
    fs::write(&file, format!("{text}{variant}")).expect("it can be written");
    let output = ends_with(
        0,
        place.path(),
        &["run", "a.toml", "--paths", FEW, "--out", "run"],
    );
    assert!(said(&output).contains("≥ 440"), "{}", said(&output));
    let files_of = files(&place.path().join("run"));
    assert!(files_of.contains_key("variants/fast/milestones.csv"));
    let comparison = json(&files_of["compare/comparison.json"])["variants"][0].clone();
    let level = &comparison["milestones"][0];
    assert_eq!(
        (level["id"].as_str(), level["year"].as_i64()),
        (Some("level"), Some(2026))
    );
    assert_eq!(level["paired"], true);
    let number = |key: &str| level[key].as_f64().expect("a number");
    assert!(number("difference") > 0.0 && number("half_width") > 0.0);
    assert_eq!(
        number("difference"),
        number("probability_b") - number("probability_a")
    );
    let table = rows(&files_of["compare/targets.csv"]);
    assert!(
        table
            .iter()
            .any(|row| row["id"] == "level" && row["year"] == "2026")
    );

    // Against a longer horizon: the last year of both, and errors of independent runs.
    let longer = text.replace("horizon   = 2026", "horizon   = 2027");
    assert_ne!(text, longer);
    fs::write(place.path().join("b.toml"), longer).expect("it can be written");
    let arguments = [
        "compare", "a.toml", "b.toml", "--paths", FEW, "--out", "both",
    ];
    let output = ends_with(0, place.path(), &arguments);
    assert!(said(&output).contains("≤ 2026"), "{}", said(&output));
    let files_of = files(&place.path().join("both"));
    let comparison = json(&files_of["comparison.json"]);
    let level = &comparison["milestones"][0];
    assert_eq!(
        (level["year"].as_i64(), &level["paired"]),
        (Some(2026), &Value::Bool(false))
    );
    assert_eq!(level["difference"], 0.0);
    // The deadline is judged in the same year by both, on the same draws.
    assert_eq!(comparison["milestones"][1]["paired"], true);
}
