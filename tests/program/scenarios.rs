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
