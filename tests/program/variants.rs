//! Variants and changes, from outside.

use super::*;

/// The small scenario with two variants, in a folder.
fn family(place: &Path) {
    let text = fs::read_to_string(small()).expect("the scenario is there");
    let variants = r#"
[[variant]]
id = "calm"
name = { zh = "平静", en = "Calm" }
set = { "region.*.trend_sd" = "1.7%" }

[[variant]]
id = "fast"
set = { "region.*.trend" = "5.5%" }
"#;
    fs::write(place.join("a.toml"), format!("{text}{variants}")).expect("it can be written");
}

#[test]
fn a_run_leaves_each_variant_and_what_sets_them_apart() {
    let place = workplace();
    family(place.path());
    let output = ends_with(0, place.path(), &["run", "a.toml", "--paths", FEW]);
    let said = said(&output);
    assert!(said.contains("平静") && said.contains("fast"), "{said}");
    let files = files(&place.path().join("output/margins"));
    for path in [
        "summary.json",
        "variants/calm/summary.json",
        "variants/calm/targets.csv",
        "variants/fast/indicators.csv",
        "variants/fast/charts/targets.png",
        "compare/comparison.json",
        "compare/targets.csv",
        "compare/charts/compare-targets.png",
    ] {
        assert!(files.contains_key(path), "{path}");
    }
    let listed = json(&files["manifest.json"])["files"].clone();
    assert_eq!(listed.as_array().expect("files").len() + 1, files.len());
    let variant = json(&files["variants/calm/summary.json"])["scenario"]["variant"].clone();
    assert_eq!(variant["name"]["zh"], "平静");
    assert_eq!(variant["changes"][0][0], "region.*.trend_sd");
    assert!(json(&files["summary.json"])["scenario"]["variant"].is_null());
    let comparison = json(&files["compare/comparison.json"]);
    let fast = &comparison["variants"][1];
    assert_eq!(fast["paired"], true);
    let growth = &fast["targets"][0];
    assert!(growth["difference"].as_f64().expect("a number") > 0.0);
    // A second run replaces the folder, variants included.
    ends_with(0, place.path(), &["run", "a.toml", "--paths", "500"]);
}

#[test]
fn only_the_wanted_variants_are_run() {
    let place = workplace();
    family(place.path());
    let run = |more: &[&str]| {
        let arguments = [&["run", "a.toml", "--paths", "500", "--only-summary"], more].concat();
        ends_with(0, place.path(), &arguments);
        let found = files(&place.path().join("output/margins"));
        found.into_keys().collect::<Vec<_>>()
    };
    assert_eq!(
        run(&["--variant", "none"]),
        ["manifest.json", "summary.json"]
    );
    let one = [
        "compare/comparison.json",
        "manifest.json",
        "summary.json",
        "variants/fast/summary.json",
    ];
    assert_eq!(run(&["--variant", "fast"]), one);
    let output = ends_with(2, place.path(), &["run", "a.toml", "--variant", "slow"]);
    let complained = complained(&output);
    assert!(
        complained.contains("slow") && complained.contains("calm、fast"),
        "{complained}"
    );
    ends_with(
        2,
        place.path(),
        &["run", "a.toml", "--variant", "none", "--variant", "fast"],
    );
}

#[test]
fn a_change_on_the_command_line_has_a_folder_of_its_own() {
    let place = workplace();
    family(place.path());
    let change = [
        "run",
        "a.toml",
        "--paths",
        "500",
        "--only-summary",
        "--set",
        "region.*.trend=6%",
    ];
    ends_with(0, place.path(), &change);
    let files = files(&place.path().join("output/margins-set"));
    let variant = json(&files["summary.json"])["scenario"]["variant"].clone();
    assert_eq!(variant["id"], "set");
    assert_eq!(variant["changes"][0][1], "6%");
    // The hash is that of the file: what the command line changes stands beside it.
    let text = fs::read(place.path().join("a.toml")).expect("it is there");
    let scenario = json(&files["summary.json"])["scenario"].clone();
    assert_eq!(scenario["sha256"], sha256(&text));
    assert!(!place.path().join("output/margins").exists());
}

#[test]
fn a_change_that_cannot_be_made_is_answered() {
    let place = workplace();
    family(place.path());
    for (change, piece) in [
        ("region.*.tredn=6%", "是否想写 `trend`"),
        ("region.*.trend=6亿", "--set"),
        ("region.*.trend", "="),
        ("run.paths=5", "--paths"),
    ] {
        for command in ["run", "check"] {
            let output = ends_with(2, place.path(), &[command, "a.toml", "--set", change]);
            assert!(
                complained(&output).contains(piece),
                "{change}\n{}",
                complained(&output)
            );
        }
    }
}

#[test]
fn what_is_found_about_a_changed_scenario_has_a_folder_of_its_own() {
    let place = workplace();
    let text = fs::read_to_string(small()).expect("the scenario is there");
    let variant = "\n[[variant]]\nid = \"calm\"\nset = { \"sector.goods.beta.demand\" = 0.1 }\n";
    fs::write(place.path().join("a.toml"), text + variant).expect("it can be written");
    let change = ["--set", "sector.goods.beta.demand=0.2"];
    let discover = [
        "discover",
        "a.toml",
        "--target",
        "growth_2024",
        "--paths",
        "4000",
    ];
    ends_with(0, place.path(), &discover);
    ends_with(
        0,
        place.path(),
        &[&discover[..], &["--variant", "calm"]].concat(),
    );
    ends_with(0, place.path(), &[&discover[..], &change].concat());
    let joint = ["joint", "a.toml", "--paths", FEW];
    ends_with(0, place.path(), &[&joint[..], &change].concat());
    assert_eq!(
        entries(&place.path().join("output")),
        [
            "margins-calm-discover",
            "margins-discover",
            "margins-set-discover",
            "margins-set-joint"
        ]
    );
}
