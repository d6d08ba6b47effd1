//! `kapok bench`: what it tells and leaves behind. How fast anything is depends on the machine, and is not tested.

use super::*;

const MEASURED: [&str; 4] = ["--paths", "1000", "--threads", "2"];

/// Measures a scenario and reads what it left.
fn measured(place: &Path, scenario: &str, options: &[&str]) -> (Output, Value) {
    let arguments = [&["bench", scenario, "--out", "b"][..], options].concat();
    let output = ends_with(0, place, &arguments);
    let bench = json(&fs::read(place.join("b/bench.json")).expect("the measurements"));
    (output, bench)
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("it is a number")
}

#[test]
fn measurements_are_complete_and_agree_with_each_other() {
    let place = workplace();
    let (_, bench) = measured(place.path(), &small(), &MEASURED);
    assert_eq!(bench["schema"], 1);
    assert_eq!(bench["scenario"], "margins");
    assert_eq!(bench["threads"], 2);
    let words = bench["samplers"].as_array().expect("samplers");
    let words: Vec<&Value> = words.iter().map(|sampler| &sampler["sampler"]).collect();
    assert_eq!(words, ["philox", "sobol"]);
    let sampler = &bench["samplers"][0];
    assert_eq!(sampler["paths"], 1000);
    assert_eq!(sampler["one_thread"]["threads"], 1);
    let rate = number(&sampler["all_threads"]["paths_per_second"]);
    let one = number(&sampler["one_thread"]["paths_per_second"]);
    assert!(rate > 0.0 && (number(&sampler["scaling"]) * one / rate - 1.0).abs() < 1e-9);
    let years = number(&bench["years"]);
    let path_years = number(&sampler["path_years_per_second"]);
    assert!((path_years / (rate * years) - 1.0).abs() < 1e-9);
    let runs = sampler["runs"].as_array().expect("sizes of run");
    let sizes: Vec<f64> = runs.iter().map(|run| number(&run["paths"])).collect();
    assert_eq!(sizes, [1e5, 1e6, 1e8, 1e9]);
    for run in runs {
        let seconds = number(&sampler["start_seconds"]) + number(&run["paths"]) / rate;
        assert!((number(&run["seconds"]) / seconds - 1.0).abs() < 1e-9);
    }
}

#[test]
fn the_probabilities_are_those_of_a_run() {
    let place = workplace();
    let (_, bench) = measured(place.path(), &small(), &MEASURED);
    let run = [
        "run",
        &small(),
        "--paths",
        "1000",
        "--only-summary",
        "--out",
        "r",
    ];
    ends_with(0, place.path(), &run);
    let summary = json(&fs::read(place.path().join("r/summary.json")).expect("a summary"));
    let targets = summary["targets"].as_array().expect("targets");
    let times = bench["samplers"][0]["targets"].as_array().expect("times");
    // All of them together come last.
    assert_eq!(times.len(), targets.len() + 1);
    for (time, target) in times.iter().zip(targets) {
        assert_eq!(time["id"], target["id"]);
        assert_eq!(time["probability"], target["probability"]);
        assert!(number(&time["seconds"]) > 0.0);
    }
    let together = times.last().expect("all together");
    assert!(together["id"].is_null());
    assert_eq!(together["probability"], summary["joint"]["probability"]);
}

#[test]
fn one_sampler_may_be_asked_for() {
    let place = workplace();
    let options = [&MEASURED[..], &["--sampler", "sobol"]].concat();
    let (output, bench) = measured(place.path(), &small(), &options);
    let samplers = bench["samplers"].as_array().expect("samplers");
    assert_eq!(samplers.len(), 1);
    assert_eq!(samplers[0]["sampler"], "sobol");
    assert!(!said(&output).contains("philox"), "{}", said(&output));
    // Too few for two in each replicate.
    let few = ["bench", &small(), "--paths", "31"];
    let output = ends_with(2, place.path(), &few);
    assert!(
        complained(&output).contains("32"),
        "{}",
        complained(&output)
    );
}

#[test]
fn with_one_thread_there_is_nothing_to_compare() {
    let place = workplace();
    let options = ["--paths", "1000", "--threads", "1"];
    let (output, bench) = measured(place.path(), &small(), &options);
    let sampler = &bench["samplers"][0];
    assert_eq!(sampler["one_thread"], sampler["all_threads"]);
    assert_eq!(sampler["scaling"], 1.0);
    let rows = said(&output)
        .lines()
        .filter(|line| line.contains("±"))
        .count();
    assert!(rows > 0, "{}", said(&output));
}

#[test]
fn the_tables_fit_a_page_in_both_languages() {
    let place = workplace();
    for (lang, words) in [
        ("zh", ["每秒路径", "10亿条路径", "±0.1 个百分点"]),
        ("en", ["Paths/s", "1e9 paths", "±0.1 points"]),
    ] {
        let options = [&MEASURED[..], &["--lang", lang]].concat();
        let (output, _) = measured(place.path(), &flagship(), &options);
        let said = said(&output);
        for word in words {
            assert!(said.contains(word), "{word}: {said}");
        }
        for line in said.lines() {
            assert!(line.width() <= 80, "{} columns: {line}", line.width());
        }
        let picture = fs::read(place.path().join("b/charts/time-to-precision.png"));
        assert!(picture.expect("a picture").starts_with(b"\x89PNG"));
    }
}

#[test]
fn its_folder_is_neither_a_runs_nor_replaced_by_one() {
    let place = workplace();
    ends_with(
        0,
        place.path(),
        &["bench", &small(), "--paths", "1000", "-q"],
    );
    assert_eq!(entries(&place.path().join("output")), ["margins-bench"]);
    let manifest = place.path().join("output/margins-bench/manifest.json");
    let manifest = json(&fs::read(manifest).expect("a manifest"));
    assert_eq!(manifest["id"], "margins-bench");
    let onto = [
        "run",
        &small(),
        "--paths",
        FEW,
        "--out",
        "output/margins-bench",
    ];
    ends_with(2, place.path(), &onto);
    // Again, over its own.
    ends_with(
        0,
        place.path(),
        &["bench", &small(), "--paths", "1000", "-q"],
    );
    assert!(
        place
            .path()
            .join("output/margins-bench/bench.json")
            .exists()
    );
}
