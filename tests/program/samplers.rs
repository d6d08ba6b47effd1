//! `--sampler`.

use super::*;

fn run(place: &Path, more: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let mut arguments = vec!["run", "a.toml", "--only-summary", "--out", "run", "--force"];
    arguments.extend(more);
    ends_with(0, place, &arguments);
    files(&place.join("run"))
}

/// The small scenario, with what is put before its run settings' end.
fn write(place: &Path, more: &str) {
    let text = fs::read_to_string(small()).expect("the scenario is there");
    let text = text.replace("[run]\n", &format!("[run]\n{more}\n"));
    fs::write(place.join("a.toml"), text).expect("it can be written");
}

#[test]
fn a_quasi_random_run_says_so_and_writes_its_dimensions() {
    let place = workplace();
    write(place.path(), "");
    let philox = run(place.path(), &["--paths", "4096"]);
    let sobol = run(place.path(), &["--paths", "4096", "--sampler", "sobol"]);
    let summary = json(&sobol["summary.json"]);
    assert_eq!(summary["run"]["sampler"], "sobol");
    assert_eq!(summary["run"]["replicates"], 16);
    let manifest = json(&sobol["manifest.json"]);
    assert_eq!(manifest["sampler"], "sobol");
    let dimensions = manifest["dimensions"].as_array().expect("a list");
    let years = dimensions.iter().find(|entry| !entry["years"].is_null());
    let years = years.expect("something is drawn every year");
    assert_eq!(years["years"], serde_json::json!([2024, 2026]));
    assert!(
        years["variables"][0]
            .as_str()
            .expect("a name")
            .starts_with("factor/")
    );
    // Blocks follow each other without a gap.
    let mut next = 1;
    for entry in dimensions {
        assert_eq!(entry["first"], next);
        let held = entry["years"].is_null();
        let years = if held { 1 } else { 3 };
        next += years * entry["variables"].as_array().expect("a list").len();
    }
    // Pseudo-random runs have neither.
    assert!(json(&philox["manifest.json"]).get("dimensions").is_none());
    assert!(
        json(&philox["summary.json"])["run"]
            .get("replicates")
            .is_none()
    );
}

#[test]
fn the_file_may_choose_and_the_command_line_overrides() {
    let place = workplace();
    write(place.path(), "sampler = \"sobol\"");
    let sampler = |more: &[&str]| {
        let files = run(place.path(), &[&["--paths", "512"], more].concat());
        json(&files["summary.json"])["run"]["sampler"].clone()
    };
    assert_eq!(sampler(&[]), "sobol");
    assert_eq!(sampler(&["--sampler", "philox"]), "philox");
}

#[test]
fn an_unknown_sampler_is_refused_with_a_suggestion() {
    let place = workplace();
    write(place.path(), "");
    let output = ends_with(2, place.path(), &["run", "a.toml", "--sampler", "sobl"]);
    let said = complained(&output);
    assert!(
        said.contains("--sampler") && said.contains("是不是想写 sobol"),
        "{said}"
    );
    write(place.path(), "sampler = \"halton\"");
    let output = ends_with(2, place.path(), &["run", "a.toml"]);
    assert!(
        complained(&output).contains("\"sobol\""),
        "{}",
        complained(&output)
    );
}

#[test]
fn too_few_paths_are_refused_and_uneven_ones_noted() {
    let place = workplace();
    write(place.path(), "");
    let output = ends_with(
        2,
        place.path(),
        &["run", "a.toml", "--sampler", "sobol", "--paths", "31"],
    );
    assert!(
        complained(&output).contains("32"),
        "{}",
        complained(&output)
    );
    assert!(!place.path().join("output").exists());
    let codes = |paths: &str| {
        let files = run(place.path(), &["--sampler", "sobol", "--paths", paths]);
        json(&files["summary.json"])["warnings"].to_string()
    };
    assert!(codes("2000").contains("uneven-points"));
    assert!(!codes("2048").contains("uneven-points"));
}

#[test]
fn a_variants_own_dimensions_come_after_those_of_the_scenario() {
    let place = workplace();
    write(place.path(), "");
    let text = fs::read_to_string(place.path().join("a.toml")).expect("just written");
    let variant = "\n[[variant]]\nid = \"rough\"\nset = { \"sector.goods.supply_sd\" = \"3%\" }\n";
    fs::write(place.path().join("a.toml"), text + variant).expect("it can be written");
    let files = run(place.path(), &["--sampler", "sobol", "--paths", "512"]);
    let manifest = json(&files["manifest.json"]);
    let dimensions = manifest["dimensions"].as_array().expect("a list");
    let last = dimensions.last().expect("there are some");
    assert_eq!(last["variant"], "rough");
    assert_eq!(last["variables"], serde_json::json!(["supply/goods"]));
    assert!(
        dimensions[..dimensions.len() - 1]
            .iter()
            .all(|entry| entry.get("variant").is_none())
    );
}

#[test]
fn runs_of_different_samplers_compare_as_independent_ones() {
    let place = workplace();
    write(place.path(), "");
    for sampler in ["philox", "sobol"] {
        ends_with(
            0,
            place.path(),
            &[
                "run",
                "a.toml",
                "--paths",
                "1024",
                "--sampler",
                sampler,
                "--only-summary",
                "-q",
                "--out",
                sampler,
            ],
        );
    }
    let output = ends_with(0, place.path(), &["compare", "philox", "sobol"]);
    assert!(said(&output).contains("抽样方式不同"), "{}", said(&output));
    let output = ends_with(
        0,
        place.path(),
        &[
            "compare",
            "a.toml",
            "a.toml",
            "--paths",
            "1024",
            "--sampler",
            "sobol",
            "--out",
            "both",
        ],
    );
    assert!(said(&output).contains("16 个重复"), "{}", said(&output));
}
