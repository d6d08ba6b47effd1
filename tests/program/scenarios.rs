//! What becomes of a scenario file, right or wrong.

use super::*;

#[test]
fn a_missing_file_is_the_command_lines_mistake() {
    let place = workplace();
    for command in ["run", "check"] {
        let output = ends_with(2, place.path(), &[command, "nothing.toml"]);
        assert!(
            complained(&output).contains("nothing.toml"),
            "{}",
            complained(&output)
        );
        assert!(
            complained(&output).contains("没有这个文件"),
            "{}",
            complained(&output)
        );
        let output = ends_with(2, place.path(), &[command, "."]);
        assert!(
            complained(&output).contains("不是普通文件"),
            "{}",
            complained(&output)
        );
    }
    assert!(entries(place.path()).is_empty());
}

#[test]
fn mistakes_are_shown_where_they_are_and_nothing_is_written() {
    let place = workplace();
    let text = fs::read_to_string(small()).expect("the scenario is there");
    let broken = text
        .replace("depreciation         = 0.06", "depreciaton          = 0.06")
        .replace("sd          = \"1.2%\"", "sd          = 6.5");
    fs::write(place.path().join("broken.toml"), &broken).expect("it can be written");
    let line = 1 + broken
        .lines()
        .position(|line| line.contains("depreciaton"))
        .expect("the mistake");
    for arguments in [
        &["run", "broken.toml"][..],
        &["check", "broken.toml"],
        &["run", "broken.toml", "--lang", "en", "-q"],
        &["compare", "broken.toml", "broken.toml"],
    ] {
        let output = ends_with(2, place.path(), arguments);
        let complained = complained(&output);
        assert!(
            complained.contains(&format!("broken.toml:{line}:")),
            "{complained}"
        );
        assert!(
            complained.contains("depreciation"),
            "a suggestion: {complained}"
        );
        assert!(
            !complained.contains('\u{1b}'),
            "no colours where nobody sees them: {complained}"
        );
        assert!(said(&output).is_empty());
    }
    assert_eq!(entries(place.path()), ["broken.toml"]);
}

#[test]
fn check_lists_the_accounts_and_writes_nothing() {
    let place = workplace();
    let output = ends_with(0, place.path(), &["check", &flagship()]);
    let said = said(&output);
    for word in ["都市农业", "公共及其他服务", "最终需求", "谱半径", "0.2541"] {
        assert!(said.contains(word), "{word} in\n{said}");
    }
    let english = super::said(&ends_with(
        0,
        place.path(),
        &["check", &flagship(), "--lang", "en"],
    ));
    assert!(
        english.contains("Real estate") && english.contains("Spectral radius"),
        "{english}"
    );
    assert!(entries(place.path()).is_empty());
    assert_eq!(
        super::said(&ends_with(0, place.path(), &["check", &flagship(), "-q"])),
        ""
    );
}

#[test]
fn a_scenario_in_which_every_path_is_lost_fails() {
    let place = workplace();
    let text = fs::read_to_string(small()).expect("the scenario is there");
    let lost = text.replace(
        "income_effect = 0.5",
        "income_effect = 0.5\nrevision = { shape = \"fixed\", value = -1 }",
    );
    fs::write(place.path().join("lost.toml"), lost).expect("it can be written");
    let output = kapok(place.path(), &["run", "lost.toml", "--paths", "100"]);
    // Refused as a scenario, or failed as a run: never a result.
    assert!(
        matches!(output.status.code(), Some(1 | 2)),
        "{:?}\n{}",
        output.status,
        complained(&output)
    );
    assert!(!complained(&output).is_empty() && !complained(&output).contains("panicked"));
    assert_eq!(entries(place.path()), ["lost.toml"]);
}

#[test]
fn a_single_path_is_a_run() {
    let place = workplace();
    let output = ends_with(0, place.path(), &["run", &small(), "--paths", "1", "--svg"]);
    assert!(said(&output).contains("1 条路径"), "{}", said(&output));
    let summary = fs::read(place.path().join("output/margins/summary.json")).expect("a summary");
    let summary = json(&summary);
    assert!(
        summary["warnings"]
            .as_array()
            .expect("warnings")
            .iter()
            .any(|warning| warning["code"] == "few-paths")
    );
    assert_eq!(summary["indicators"]["gdp.real"]["sd"][0], 0.0);
}

#[test]
fn declared_indicators_go_from_the_file_to_every_table() {
    let place = workplace();
    let text = fs::read_to_string(small()).expect("the scenario is there");
    let declared = text.clone()
        + r#"
[[indicator]]
id = "entities"
name = { zh = "市场主体", en = "Market entities" }
base = "31.5万户"
growth = "0.4 * gdp.growth + 3%"

[[target]]
id = "entities_of_2024"
indicator = "entities"
year = 2024
at_least = "31万户"
"#;
    fs::write(place.path().join("declared.toml"), &declared).expect("it can be written");
    let arguments = ["run", "declared.toml", "--paths", FEW, "--out", "out"];
    let output = ends_with(0, place.path(), &arguments);
    let table = said(&output);
    assert!(
        table.contains("市场主体") && table.contains("≥ 31.00万户"),
        "{table}"
    );
    let written = files(&place.path().join("out"));
    let summary = json(&written["summary.json"]);
    let entities = &summary["indicators"]["entities"];
    assert_eq!(entities["unit"], "count");
    assert_eq!(entities["counted_in"], "户");
    assert_eq!(entities["base"], 315_000.0);
    assert_eq!(summary["indicators"]["entities.growth"]["unit"], "rate");
    let rows = String::from_utf8(written["indicators.csv"].clone()).expect("it is UTF-8");
    assert!(rows.contains("entities,2023,base,315000,户"), "{rows}");
    let mistaken = declared.replace("0.4 * gdp.growth + 3%", "0.4 * gdp.growth + gdp.real");
    fs::write(place.path().join("mistaken.toml"), &mistaken).expect("it can be written");
    let output = ends_with(2, place.path(), &["check", "mistaken.toml", "--lang", "en"]);
    assert!(
        complained(&output).contains("K141"),
        "{}",
        complained(&output)
    );
    // A formula without a value is found by `check` as well: it is a mistake of the file.
    let undefined = declared.replace("0.4 * gdp.growth + 3%", "0.4 * gdp.growth / (year - 2024)");
    fs::write(place.path().join("undefined.toml"), &undefined).expect("it can be written");
    for command in ["check", "run"] {
        let output = ends_with(2, place.path(), &[command, "undefined.toml"]);
        assert!(
            complained(&output).contains("K230"),
            "{}",
            complained(&output)
        );
    }
}
