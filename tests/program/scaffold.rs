//! The first steps of a planner: what there is, a file of one's own, a schema for the editor.

use super::*;

/// Files below `scenarios/`, by path there.
fn bundle() -> BTreeMap<String, Vec<u8>> {
    files(&package("scenarios"))
}

/// Ids of the bundled scenarios.
fn ids() -> Vec<String> {
    let names = bundle().into_keys();
    names
        .filter_map(|name| Some(name.strip_suffix(".toml")?.to_owned()))
        .collect()
}

#[test]
fn everything_in_the_scenarios_folder_is_in_the_program() {
    let inside: BTreeMap<String, Vec<u8>> = kapok::scenario::bundled_files()
        .iter()
        .map(|(path, bytes)| ((*path).to_owned(), bytes.to_vec()))
        .collect();
    let outside = bundle();
    for name in outside.keys() {
        assert!(
            inside.contains_key(name),
            "scenarios/{name} is not in the list of src/scenario/bundled.rs"
        );
    }
    assert_eq!(inside, outside, "every listed file is there");
    for id in ids() {
        let text = fs::read_to_string(package(&format!("scenarios/{id}.toml"))).expect("a text");
        assert!(
            text.starts_with("#:schema ../docs/kapok.schema.json\n"),
            "{id}"
        );
        let bundled = kapok::scenario::Bundled::find(&id).expect("it is bundled");
        let loaded = bundled
            .read()
            .unwrap_or_else(|_| panic!("{id} has mistakes"));
        assert!(
            loaded.scenario.question.is_some(),
            "{id} says what it answers"
        );
    }
}

#[test]
fn list_shows_every_scenario_and_its_question_on_eighty_columns() {
    let place = workplace();
    for (lang, question) in [
        ("zh", "各有多大把握"),
        ("en", "How likely is each target that Baiyun"),
    ] {
        let said = said(&ends_with(0, place.path(), &["list", "--lang", lang]));
        for id in ids() {
            assert!(said.contains(&id), "{id} in\n{said}");
        }
        assert!(
            said.contains(question) && said.contains("2023–2030"),
            "{said}"
        );
        for line in said.lines() {
            assert!(line.width() <= 80, "{} columns: {line}", line.width());
        }
    }
    let english = said(&ends_with(0, place.path(), &["list", "--lang", "en"]));
    let chinese = english
        .chars()
        .any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    assert!(!chinese, "{english}");
    assert!(entries(place.path()).is_empty());
}

#[test]
fn list_is_read_by_programs_too() {
    let listed = json(&ends_with(0, workplace().path(), &["list", "--json"]).stdout);
    assert_eq!(listed["schema"], 1);
    let scenarios = listed["scenarios"].as_array().expect("a list");
    let listed: Vec<&str> = scenarios.iter().filter_map(|s| s["id"].as_str()).collect();
    assert_eq!(listed, ids());
    let flagship = scenarios.iter().find(|s| s["id"] == "baiyun-2024");
    let flagship = flagship.expect("the flagship is listed");
    assert_eq!(
        (&flagship["base_year"], &flagship["horizon"]),
        (&Value::from(2023), &Value::from(2030))
    );
    assert!(flagship["targets"].as_u64() >= Some(9));
    assert!(
        flagship["question"]["en"]
            .as_str()
            .is_some_and(|text| text.ends_with('?'))
    );
}

#[test]
fn a_copy_of_every_bundled_scenario_passes_the_check() {
    let place = workplace();
    for id in ids() {
        let (copy, new_id) = (format!("my {id}.toml"), format!("my-{id}"));
        let output = ends_with(0, place.path(), &["new", "--from", &id, &copy]);
        assert!(
            said(&output).contains(&format!("kapok check \"{copy}\"")),
            "{}",
            said(&output)
        );
        ends_with(0, place.path(), &["check", &copy]);
        let text = fs::read_to_string(place.path().join(&copy)).expect("the copy is there");
        let (first, rest) = text.split_once('\n').expect("it has lines");
        assert_eq!(first, "#:schema ./kapok.schema.json");
        let original =
            fs::read_to_string(package(&format!("scenarios/{id}.toml"))).expect("a text");
        let changed: Vec<(&str, &str)> = rest
            .lines()
            .zip(original.lines().skip(1))
            .filter(|(new, old)| new != old)
            .collect();
        assert_eq!(changed.len(), 1, "only the id changes: {changed:?}");
        assert_eq!(changed[0].0, changed[0].1.replace(&id, &new_id));
    }
    let schema = fs::read(place.path().join("kapok.schema.json")).expect("the schema is beside");
    assert_eq!(
        schema,
        fs::read(package("docs/kapok.schema.json")).expect("the schema")
    );
    // Nothing half-written stays behind.
    assert!(
        entries(place.path())
            .iter()
            .all(|name| !name.starts_with('.'))
    );
}

#[test]
fn a_new_scenario_runs_out_of_the_box() {
    let place = workplace();
    let output = ends_with(0, place.path(), &["new", "mine.toml"]);
    assert!(
        said(&output).contains("kapok run mine.toml"),
        "{}",
        said(&output)
    );
    let output = ends_with(
        0,
        place.path(),
        &["run", "mine.toml", "--paths", FEW, "--only-summary"],
    );
    assert!(
        said(&output).contains("示例区明年的增长和投资目标有多大把握"),
        "the question stands first"
    );
    let summary = fs::read(place.path().join("output/mine/summary.json")).expect("a summary");
    let summary = json(&summary);
    assert_eq!(summary["scenario"]["id"], "mine");
    assert!(summary["scenario"]["question"]["zh"].as_str().is_some());
}

#[test]
fn nothing_is_overwritten_unless_asked() {
    let place = workplace();
    ends_with(0, place.path(), &["new", "mine.toml"]);
    let mine = place.path().join("mine.toml");
    fs::write(&mine, "my work").expect("it can be written");
    let output = ends_with(2, place.path(), &["new", "mine.toml", "--lang", "en"]);
    assert!(
        complained(&output).contains("--force"),
        "{}",
        complained(&output)
    );
    assert_eq!(fs::read(&mine).expect("it is there"), b"my work");
    ends_with(
        0,
        place.path(),
        &["new", "mine.toml", "--force", "--from", "baiyun-2024"],
    );
    ends_with(0, place.path(), &["check", "mine.toml"]);

    // A schema of another version is replaced, a file that only has its name is not.
    let schema = place.path().join("kapok.schema.json");
    let ours = fs::read(&schema).expect("the schema is there");
    let old = String::from_utf8(ours.clone())
        .expect("it is a text")
        .replace("gestation", "gestations");
    fs::write(&schema, old).expect("it can be written");
    ends_with(0, place.path(), &["new", "b.toml"]);
    assert_eq!(fs::read(&schema).expect("it is there"), ours);
    fs::write(&schema, "{}").expect("it can be written");
    ends_with(2, place.path(), &["new", "c.toml"]);
    assert_eq!(fs::read(&schema).expect("it is there"), b"{}");
    assert!(!place.path().join("c.toml").exists());
}

#[test]
fn places_that_cannot_be_written_are_answered_with_what_to_do() {
    let place = workplace();
    for (arguments, hint) in [
        (&["new", "no/mine.toml"][..], "mkdir no"),
        (&["new", "."], "mine.toml"),
        (&["new", "mine"], "mine.toml"),
        (&["new", "mine.json"], "mine.toml"),
        (&["new", "a.toml", "--from", "baiyun-2023"], "baiyun-2024"),
        (&["new", "a.toml", "--from", "nothing.toml"], "starter"),
        (&["new"], "新文件"),
        (&["schema", "--out", "no/kapok.schema.json"], "mkdir no"),
    ] {
        let output = ends_with(2, place.path(), arguments);
        assert!(
            complained(&output).contains(hint),
            "{arguments:?}: {}",
            complained(&output)
        );
        assert!(said(&output).is_empty());
    }
    assert!(entries(place.path()).is_empty());
}

/// A scenario that names a data file, in a folder of its own.
fn with_data(folder: &Path) -> String {
    let text = fs::read_to_string(package("tests/reference/independent/record.toml"))
        .expect("it is there");
    let (before, rest) = text.split_once("record     = [").expect("it has a record");
    let list_end = rest.find("]\n").expect("a list of years");
    let text = format!(
        "{before}record = {{ file = \"data/record.csv\" }}\n{}",
        &rest[list_end + 2..]
    );
    fs::create_dir_all(folder.join("data")).expect("a folder can be made");
    fs::write(
        folder.join("data/record.csv"),
        "year,target,actual\n2015,8,9.6\n2016,7.5,8.1\n2017,7.5,6.2\n2018,7,6.1\n2019,7,7.6\n2021,8,8.2\n2022,5.5,1.7\n2023,6,4.6\n",
    )
    .expect("written");
    fs::write(folder.join("base.toml"), &text).expect("it can be written");
    text
}

#[test]
fn data_files_come_along_and_never_over_others() {
    let place = workplace();
    for name in ["old", "new"] {
        fs::create_dir(place.path().join(name)).expect("a folder can be made");
    }
    let text = with_data(&place.path().join("old"));
    ends_with(0, place.path(), &["check", "old/base.toml"]);
    let output = ends_with(
        0,
        place.path(),
        &["new", "--from", "old/base.toml", "new/mine.toml"],
    );
    assert!(
        said(&output).contains("data/record.csv"),
        "{}",
        said(&output)
    );
    ends_with(0, place.path(), &["check", "new/mine.toml"]);
    // The same data once more is no obstacle; other data of that name is.
    ends_with(
        0,
        place.path(),
        &["new", "--from", "old/base.toml", "new/again.toml"],
    );
    fs::write(place.path().join("new/data/record.csv"), "mine").expect("it can be written");
    let output = ends_with(
        2,
        place.path(),
        &[
            "new",
            "--from",
            "old/base.toml",
            "new/third.toml",
            "--force",
        ],
    );
    assert!(
        complained(&output).contains("record.csv"),
        "{}",
        complained(&output)
    );
    assert_eq!(
        fs::read(place.path().join("new/data/record.csv")).expect("there"),
        b"mine"
    );
    assert!(!place.path().join("new/third.toml").exists());
    // Data outside the scenario's folder cannot stand in the same place.
    fs::create_dir(place.path().join("old/inner")).expect("a folder can be made");
    fs::write(
        place.path().join("old/inner/base.toml"),
        text.replace("data/record", "../data/record"),
    )
    .expect("written");
    let output = ends_with(
        2,
        place.path(),
        &["new", "--from", "old/inner/base.toml", "mine.toml"],
    );
    assert!(
        complained(&output).contains("../data/record.csv"),
        "{}",
        complained(&output)
    );
    // A file that is extended comes along as well, and the copy cannot take its place.
    let over =
        "schema = 1\nid = \"over\"\nextends = \"base.toml\"\n[region.lake]\ntrend = \"4%\"\n";
    fs::write(place.path().join("old/over.toml"), over).expect("it can be written");
    fs::create_dir(place.path().join("third")).expect("a folder can be made");
    ends_with(
        2,
        place.path(),
        &["new", "--from", "old/over.toml", "third/base.toml"],
    );
    ends_with(
        0,
        place.path(),
        &["new", "--from", "old/over.toml", "third/mine.toml"],
    );
    ends_with(0, place.path(), &["check", "third/mine.toml"]);
    assert_eq!(
        entries(&place.path().join("third")),
        ["base.toml", "data", "kapok.schema.json", "mine.toml"]
    );
    // A scenario with mistakes is not copied.
    fs::write(
        place.path().join("old/broken.toml"),
        text.replace("horizon", "horizn"),
    )
    .expect("written");
    let output = ends_with(
        2,
        place.path(),
        &["new", "--from", "old/broken.toml", "mine.toml"],
    );
    assert!(
        complained(&output).contains("broken.toml:"),
        "{}",
        complained(&output)
    );
    assert_eq!(entries(place.path()), ["new", "old", "third"]);
}

#[test]
fn the_schema_is_the_one_of_the_documentation() {
    let place = workplace();
    let documented = fs::read(package("docs/kapok.schema.json")).expect("the schema");
    assert_eq!(ends_with(0, place.path(), &["schema"]).stdout, documented);
    ends_with(0, place.path(), &["schema", "--out", "s.json"]);
    ends_with(0, place.path(), &["schema", "--out", "s.json"]);
    assert_eq!(
        fs::read(place.path().join("s.json")).expect("written"),
        documented
    );
    assert_eq!(entries(place.path()), ["s.json"]);
}
