//! `kapok compare`.

use super::*;

/// The small scenario and a variant of it, in a folder.
fn pair(place: &Path) {
    let text = fs::read_to_string(small()).expect("the scenario is there");
    let variant = text
        .replace("id        = \"margins\"", "id        = \"faster\"")
        .replace("trend      = \"5%\"", "trend      = \"5.5%\"");
    assert_ne!(text, variant);
    fs::write(place.join("a.toml"), text).expect("it can be written");
    fs::write(place.join("b.toml"), variant).expect("it can be written");
}

#[test]
fn two_scenarios_on_the_same_draws_are_paired() {
    let place = workplace();
    pair(place.path());
    // Both files have seed 14.
    let output = ends_with(
        0,
        place.path(),
        &["compare", "a.toml", "b.toml", "--paths", FEW],
    );
    assert!(said(&output).contains("配对"), "{}", said(&output));
    let folder = place.path().join("output/compare-margins-faster");
    let files = files(&folder);
    let comparison = json(&files["comparison.json"]);
    assert_eq!(comparison["paired"], true);
    let growth = &comparison["targets"][0];
    assert_eq!(growth["id"], "growth_2024");
    let difference = growth["difference"].as_f64().expect("a number");
    let half = growth["half_width"].as_f64().expect("a number");
    assert!(
        difference > 0.0,
        "half a point more of trend makes the growth target likelier"
    );
    // Independent runs of 2,000 paths with P ≈ 0.25: 1.96 √(2 · 0.19/2000) = 0.027.
    assert!(half < 0.025, "{half}");
    assert!(files.contains_key("charts/compare-targets.png") && files.contains_key("targets.csv"));
    let manifest = json(&files["manifest.json"]);
    assert_eq!(manifest["id"], "compare-margins-faster");
    for entry in manifest["files"].as_array().expect("files") {
        let contents = &files[entry["path"].as_str().expect("a path")];
        assert_eq!(entry["sha256"].as_str(), Some(sha256(contents).as_str()));
    }
}

#[test]
fn finished_runs_compare_like_their_scenarios() {
    let place = workplace();
    pair(place.path());
    for name in ["a", "b"] {
        let file = format!("{name}.toml");
        ends_with(
            0,
            place.path(),
            &[
                "run",
                &file,
                "--paths",
                FEW,
                "--out",
                name,
                "--only-summary",
                "-q",
            ],
        );
    }
    ends_with(
        0,
        place.path(),
        &["compare", "a", "b", "--out", "of-runs", "-q"],
    );
    ends_with(
        0,
        place.path(),
        &[
            "compare", "a.toml", "b.toml", "--paths", FEW, "--out", "of-files", "-q",
        ],
    );
    ends_with(
        0,
        place.path(),
        &[
            "compare", "a", "b.toml", "--paths", FEW, "--out", "of-both", "-q",
        ],
    );
    let read = |name: &str| {
        fs::read(place.path().join(name).join("comparison.json")).expect("a comparison")
    };
    assert!(
        read("of-runs") == read("of-files") && read("of-both") == read("of-files"),
        "the same bytes"
    );
    // Another seed on one side: no pairs.
    ends_with(
        0,
        place.path(),
        &[
            "run",
            "b.toml",
            "--paths",
            FEW,
            "--seed",
            "99",
            "--out",
            "b",
            "--only-summary",
            "-q",
        ],
    );
    let output = ends_with(0, place.path(), &["compare", "a", "b", "--out", "apart"]);
    assert_eq!(json(&read("apart"))["paired"], false);
    assert!(!said(&output).contains("配对"), "{}", said(&output));
}

#[test]
fn a_second_comparison_replaces_the_first_and_nothing_else() {
    let place = workplace();
    pair(place.path());
    let arguments = [
        "compare", "a.toml", "b.toml", "--paths", "100", "--out", "c", "-q",
    ];
    ends_with(0, place.path(), &arguments);
    ends_with(0, place.path(), &arguments);
    fs::write(place.path().join("c/notes.txt"), "mine").expect("a file can be written");
    ends_with(2, place.path(), &arguments);
    assert!(place.path().join("c/notes.txt").exists());
    // A folder that is no run is no side of a comparison.
    fs::create_dir(place.path().join("empty")).expect("a folder can be made");
    let output = ends_with(
        2,
        place.path(),
        &["compare", "a.toml", "empty", "--paths", "100", "--out", "d"],
    );
    assert!(
        complained(&output).contains("empty"),
        "{}",
        complained(&output)
    );
    assert!(!place.path().join("d").exists());
}
