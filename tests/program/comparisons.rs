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
    assert!(read("of-runs") == read("of-both"), "the same bytes");
    // Files are compared path by path as well: the rest is the same.
    let [of_runs, of_files] = ["of-runs", "of-files"].map(|name| json(&read(name)));
    assert_eq!(
        (&of_runs["pairing"], &of_files["pairing"]),
        (&json(b"\"batches\""), &json(b"\"paths\""))
    );
    let pairs = of_runs["targets"].as_array().expect("targets").iter();
    for (run, file) in pairs.zip(of_files["targets"].as_array().expect("targets")) {
        for key in [
            "id",
            "probability_a",
            "probability_b",
            "difference",
            "state_a",
            "changes",
        ] {
            assert_eq!(run[key], file[key], "{key}");
        }
        let half = |it: &Value| it["half_width"].as_f64().expect("a number");
        assert!(
            half(run) < 2.0 * half(file) && half(file) < 2.0 * half(run) + 0.002,
            "two errors of one difference"
        );
        assert!(run.get("paths").is_none());
    }
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

/// The small scenario with two variants, in a folder.
fn family(place: &Path) {
    let text = fs::read_to_string(small()).expect("the scenario is there");
    let variants = "\n[[variant]]\nid = \"calm\"\nname = { zh = \"平静\", en = \"Calm\" }\nset = { \"region.*.trend_sd\" = \"1.7%\" }\n\n[[variant]]\nid = \"fast\"\nset = { \"region.*.trend\" = \"6%\" }\n";
    fs::write(place.join("a.toml"), format!("{text}{variants}")).expect("it can be written");
}

#[test]
fn a_scenario_and_its_variants_are_compared_path_by_path() {
    let place = workplace();
    family(place.path());
    for (lang, words) in [
        ("zh", ["逐条路径", "乙更好", "平静"]),
        ("en", ["path by path", "B better", "Calm"]),
    ] {
        let arguments = [
            "compare",
            "a.toml",
            "--variant",
            "calm",
            "--variant",
            "fast",
            "--paths",
            FEW,
            "--out",
            "c",
            "--lang",
            lang,
        ];
        let output = ends_with(0, place.path(), &arguments);
        let told = said(&output);
        for word in words {
            assert!(told.contains(word), "{word}: {told}");
        }
        assert!(told.lines().all(|line| line.width() <= 80), "{told}");
    }
    let left = files(&place.path().join("c"));
    for name in [
        "comparison.json",
        "targets.csv",
        "indicators.csv",
        "charts/compare-target-grid.png",
        "charts/difference-gdp-growth-2024-2.png",
        "charts/difference-gdp-growth-2024-3.png",
    ] {
        assert!(left.contains_key(name), "{name}: {:?}", left.keys());
    }
    let comparison = json(&left["comparison.json"]);
    assert_eq!(comparison["a"]["scenario"]["id"], "margins");
    let others = comparison["others"].as_array().expect("two of them");
    assert_eq!(others.len(), 2);
    let fast = &others[1];
    assert_eq!(
        (&fast["b"]["scenario"]["variant"]["id"], &fast["pairing"]),
        (&Value::from("fast"), &Value::from("paths"))
    );
    let growth = &fast["targets"][0];
    let number = |it: &Value| it.as_f64().expect("a number");
    let share = |it: &Value| number(&it["value"]);
    let paths = &growth["paths"];
    let four = ["both", "only_a", "only_b", "neither"].map(|name| share(&paths[name]));
    assert!((four.iter().sum::<f64>() - 1.0).abs() < 1e-12);
    assert!((four[2] - four[1] - number(&growth["difference"])).abs() < 1e-12);
    // A trend one point faster makes every path grow faster; a ceiling on prices is another matter.
    assert_eq!(share(&paths["better"]["above"]), 1.0);
    let rows = String::from_utf8(left["indicators.csv"].clone()).expect("text");
    assert!(
        rows.lines()
            .any(|row| row.contains("margins#fast,gdp.growth,2024,rate")),
        "{rows}"
    );
}

#[test]
fn variants_have_names_and_folders_of_their_own() {
    let place = workplace();
    family(place.path());
    // The same from the variants' own names, and from their folders without single paths.
    ends_with(
        0,
        place.path(),
        &[
            "compare",
            "a.toml#calm",
            "a.toml#fast",
            "--paths",
            FEW,
            "-q",
        ],
    );
    let left = files(
        &place
            .path()
            .join("output/compare-margins-calm-margins-fast"),
    );
    assert!(
        json(&left["comparison.json"])["targets"][0]
            .get("paths")
            .is_some()
    );
    ends_with(
        0,
        place.path(),
        &[
            "run",
            "a.toml",
            "--paths",
            FEW,
            "--only-summary",
            "-q",
            "--out",
            "r",
        ],
    );
    let output = ends_with(
        0,
        place.path(),
        &[
            "compare",
            "r",
            "r/variants/fast",
            "--out",
            "d",
            "--lang",
            "en",
        ],
    );
    assert!(
        said(&output).contains("compare the scenario files"),
        "{}",
        said(&output)
    );
}

#[test]
fn what_cannot_be_compared_is_said() {
    let place = workplace();
    family(place.path());
    for (arguments, word) in [
        (&["compare", "a.toml"][..], "--variant"),
        (&["compare", "a.toml#slow", "a.toml"], "slow"),
        (
            &["compare", "a.toml", "a.toml#calm", "--variant", "fast"],
            "--variant",
        ),
        (&["compare", "a.toml", "nowhere.toml"], "nowhere.toml"),
    ] {
        let output = ends_with(2, place.path(), arguments);
        assert!(
            complained(&output).contains(word),
            "{}",
            complained(&output)
        );
    }
    assert_eq!(entries(place.path()), ["a.toml"]);
}

#[test]
fn what_two_scenarios_do_not_share_is_listed() {
    let place = workplace();
    family(place.path());
    let text = fs::read_to_string(place.path().join("a.toml")).expect("it is there");
    let other = text
        .replace("horizon   = 2026", "horizon   = 2027\nmoney     = \"万元\"")
        .replace("id        = \"margins\"", "id        = \"other\"")
        .replace(
            "[factor.prices]",
            "[factor.weather]\nsd = 0.01\n\n[[indicator]]\nid = \"aside\"\nvalue = \"factor.weather\"\n\n[factor.prices]",
        );
    assert_ne!(text, other);
    fs::write(place.path().join("b.toml"), other).expect("it can be written");
    let output = ends_with(
        0,
        place.path(),
        &[
            "compare", "a.toml", "b.toml", "--paths", "600", "--out", "c", "--lang", "en",
        ],
    );
    let told = said(&output);
    for word in [
        "Years of B only: 2027",
        "units of money differ",
        "5 in both",
        "under one seed",
    ] {
        assert!(told.contains(word), "{word}: {told}");
    }
    let comparison = json(&files(&place.path().join("c"))["comparison.json"]);
    assert_eq!(comparison["draws"]["only_b"], 1);
    assert_eq!(comparison["not_shared"]["years_b"][0], 2027);
    // Amounts in different money are not better or worse than each other.
    let targets = comparison["targets"].as_array().expect("a list");
    let amount = targets.iter().find(|it| it["id"] == "nominal_2026");
    assert!(amount.expect("the target")["paths"]["better"].is_null());
    assert!(!targets[0]["paths"]["better"].is_null());
    let indicators = comparison["indicators"].as_array().expect("a list");
    assert!(
        indicators.iter().all(|it| it["indicator"] != "gdp.nominal"),
        "amounts in different money"
    );
    assert!(
        indicators
            .iter()
            .any(|it| it["indicator"] == "gdp.growth" && it.get("paths").is_some())
    );
}
