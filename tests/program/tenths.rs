//! What the good and the bad tenth of the paths of a run have in common.

use super::*;

fn run(place: &Path, out: &str, more: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let scenario = flagship();
    let fixed = ["run", &scenario, "--variant", "none", "--out", out, "-q"];
    ends_with(0, place, &[&fixed[..], more].concat());
    files(&place.join(out))
}

fn report(files: &BTreeMap<String, Vec<u8>>) -> String {
    String::from_utf8(files["report.html"].clone()).expect("it is UTF-8")
}

#[test]
fn a_run_tells_what_good_and_bad_paths_have_in_common() {
    let place = workplace();
    let files = run(place.path(), "run", &["--paths", FEW]);
    let found = json(&files["drivers.json"]);
    assert_eq!(found["paths"], 2000);
    let growth = &found["subjects"][0];
    assert_eq!(growth["indicator"], "gdp.growth");
    assert_eq!(
        (&growth["better"], &growth["tenth"]),
        (&Value::from("higher"), &Value::from(200))
    );
    let drivers = growth["drivers"].as_array().expect("a list");
    let shock = drivers
        .iter()
        .find(|it| it["driver"] == "occurrence.external_shock");
    let means = shock.expect("an event")["means"]
        .as_array()
        .expect("three")
        .clone();
    let share = |place: usize| means[place]["value"].as_f64().expect("a number");
    assert!(
        share(0) > 0.25 && share(1) < 0.08 && share(2) < 0.03,
        "{means:?}"
    );
    assert!(files.contains_key("charts/drivers-gdp-growth-2024.png"));
    let rows = String::from_utf8(files["drivers.csv"].clone()).expect("it is UTF-8");
    let all: usize = found["subjects"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| 1 + it["drivers"].as_array().expect("a list").len())
        .sum();
    assert_eq!(rows.lines().count(), 1 + all);
    assert!(report(&files).contains("一同出现不等于因果"));
    // What growth is made of is what the command finds on as many paths.
    let scenario = flagship();
    let alone = [
        "contributions",
        &scenario,
        "--paths",
        FEW,
        "--out",
        "alone",
        "-q",
    ];
    ends_with(0, place.path(), &alone);
    let alone = super::files(&place.path().join("alone"));
    assert!(alone["contributions.json"] == files["growth.json"]);
    let picture = "charts/growth-demand-2024.png";
    assert!(alone[picture] == files[picture]);
    // On any number of threads and in any block the same.
    let other = run(
        place.path(),
        "other",
        &["--paths", FEW, "--threads", "1", "--block", "128"],
    );
    assert!(other["drivers.json"] == files["drivers.json"]);
    assert!(other["growth.json"] == files["growth.json"]);
    // Drawn again in English from the folder, and without the file as runs once were.
    ends_with(
        0,
        place.path(),
        &["chart", "run", "--out", "english", "--lang", "en", "-q"],
    );
    let english = super::files(&place.path().join("english"));
    assert!(report(&english).contains("Going together is not causing"));
    for name in ["drivers.json", "growth.json", "linkages.json"] {
        fs::remove_file(place.path().join("run").join(name)).expect("it is there");
    }
    ends_with(0, place.path(), &["chart", "run", "--out", "old", "-q"]);
    let old = super::files(&place.path().join("old"));
    assert!(!report(&old).contains("id=\"moves\"") && old.contains_key("charts/targets.png"));
    assert!(
        old.keys()
            .all(|name| !name.contains("drivers-") && !name.contains("linkages"))
    );
}

#[test]
fn few_paths_are_not_compared_and_a_summary_alone_has_nothing_beside_it() {
    let place = workplace();
    let few = run(place.path(), "few", &["--paths", "150"]);
    assert!(!few.contains_key("drivers.json"));
    assert!(report(&few).contains("路径不到 200 条"));
    let alone = run(place.path(), "alone", &["--paths", FEW, "--only-summary"]);
    assert_eq!(alone.len(), 2);
    let sobol = run(
        place.path(),
        "sobol",
        &["--paths", "2048", "--sampler", "sobol"],
    );
    assert_eq!(json(&sobol["drivers.json"])["replicates"], 16);
}
