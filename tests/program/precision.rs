//! `kapok run --until` and `--convergence`.

use super::*;

#[test]
fn a_run_that_stops_is_the_run_of_as_many_paths() {
    let place = workplace();
    let until = [
        "run",
        &small(),
        "--until",
        "growth_2025:se=2pp",
        "--lang",
        "en",
        "--out",
        "u",
    ];
    let output = ends_with(0, place.path(), &until);
    let told = said(&output);
    assert!(told.contains("precise enough after 1024 paths"), "{told}");
    let again = [
        "run",
        &small(),
        "--paths",
        "1024",
        "--convergence",
        "--threads",
        "1",
        "--block",
        "32",
        "--lang",
        "en",
        "--out",
        "p",
    ];
    ends_with(0, place.path(), &again);
    let [mut stopped, mut whole] = ["u", "p"].map(|name| files(&place.path().join(name)));
    assert!(stopped.contains_key("charts/convergence.png"));
    for name in ["convergence.json", "convergence.csv", "summary.json"] {
        assert!(stopped.contains_key(name), "{name}");
    }
    stopped.remove("manifest.json");
    whole.remove("manifest.json");
    assert!(stopped == whole, "all files but the manifest are alike");
    let convergence = json(&stopped["convergence.json"]);
    let summary = json(&stopped["summary.json"]);
    assert_eq!(convergence["run"], summary["run"]);
    let courses = convergence["probabilities"]
        .as_array()
        .expect("probabilities");
    assert_eq!(courses.len(), 7, "six targets, and all together");
    assert!(courses[6]["id"].is_null());
    let table = String::from_utf8(stopped["convergence.csv"].clone()).expect("UTF-8");
    assert_eq!(table.lines().count(), 1 + 7);
}

#[test]
fn a_cap_is_told_and_variants_stop_where_the_scenario_does() {
    let place = workplace();
    let capped = [
        "run",
        &small(),
        "--until",
        "se=0.1pp",
        "--paths",
        "1500",
        "--out",
        "c",
    ];
    let told = said(&ends_with(0, place.path(), &capped));
    assert!(told.contains("到了上限 1500 条路径"), "{told}");
    let text = fs::read_to_string(small()).expect("the scenario is there");
    let variant =
        "\n[[variant]]\nid = \"v\"\nname = \"v\"\nset = { \"factor.demand.persistence\" = 0.5 }\n";
    fs::write(place.path().join("varied.toml"), text + variant).expect("it can be written");
    let stopped = [
        "run",
        "varied.toml",
        "--until",
        "se=1pp",
        "--only-summary",
        "--out",
        "v",
    ];
    ends_with(0, place.path(), &stopped);
    let left = files(&place.path().join("v"));
    let paths: Vec<Value> = left
        .iter()
        .filter(|(name, _)| name.ends_with("summary.json"))
        .map(|(_, bytes)| json(bytes)["run"]["paths"].clone())
        .collect();
    assert!(paths.len() == 2 && paths[0] == paths[1] && paths[0].as_u64() < Some(10_000));
    assert!(
        !left.contains_key("convergence.json"),
        "--only-summary leaves the summary alone"
    );
}

#[test]
fn precisions_that_are_none_are_told() {
    let place = workplace();
    for (asked, word) in [
        ("se=0.1", "se=0.1pp"),
        ("se=0.1%", "se=0.1pp"),
        ("se=0pp", "between 0 and 50"),
        ("se=0", "between 0 and 50"),
        ("0.1pp", "TARGET:se=0.1pp"),
        ("growth_2052:se=1pp", "did you mean growth_2025"),
    ] {
        let output = ends_with(
            2,
            place.path(),
            &["run", &small(), "--until", asked, "--lang", "en"],
        );
        let complaint = complained(&output);
        assert!(complaint.contains(word), "{asked}: {complaint}");
    }
    assert!(entries(place.path()).is_empty());
}
