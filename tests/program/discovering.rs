//! `kapok discover`: what it tells, leaves behind and refuses.

use super::*;

#[test]
fn a_discovery_leaves_tables_and_pictures() {
    let place = workplace();
    for (language, words) in [
        ("zh", ["落空", "盒子在 4000 条路径上找到"]),
        ("en", ["missed on", "Found on 4000 paths"]),
    ] {
        let arguments = [
            "discover",
            &small(),
            "--target",
            "growth_2024",
            "--paths",
            "8000",
            "--boxes",
            "2",
            "--lang",
            language,
            "--out",
            "d",
            "--svg",
        ];
        let output = ends_with(0, place.path(), &arguments);
        let told = said(&output);
        for word in words {
            assert!(told.contains(word), "{told}");
        }
        assert!(told.lines().all(|line| line.width() <= 80), "{told}");
    }
    let left = files(&place.path().join("d"));
    for name in [
        "discovery.json",
        "boxes.csv",
        "trajectory.csv",
        "scatter.csv",
        "manifest.json",
        "charts/box.png",
        "charts/box.svg",
        "charts/trade-off.png",
        "charts/scatter.png",
    ] {
        assert!(left.contains_key(name), "{name}: {:?}", left.keys());
    }
    let found = json(&left["discovery.json"]);
    assert_eq!(
        (&found["schema"], &found["id"], &found["interest"]),
        (&1.into(), &"growth_2024".into(), &"missed".into())
    );
    assert_eq!(
        (&found["searched"], &found["counted"]),
        (&4000.into(), &4000.into())
    );
    let the_box = &found["boxes"][0];
    let number = |value: &Value| value.as_f64().expect("a number");
    assert!(number(&the_box["density"]["value"]) > number(&found["base"]["value"]));
    let restrictions = the_box["restrictions"].as_array().expect("restrictions");
    assert!((1..=4).contains(&restrictions.len()));
    // A run of the same file meets what is not missed.
    let run = [
        "run",
        &small(),
        "--paths",
        "8000",
        "--only-summary",
        "--out",
        "r",
        "--variant",
        "none",
    ];
    ends_with(0, place.path(), &run);
    let summary = json(&files(&place.path().join("r"))["summary.json"]);
    let met = number(&summary["targets"][0]["probability"]);
    assert!((1.0 - met - number(&found["base"]["value"])).abs() < 0.03);
}

#[test]
fn a_discovery_has_the_same_bytes_on_any_number_of_threads() {
    let place = workplace();
    let of = |threads: &str, out: &str| {
        let arguments = [
            "discover",
            &small(),
            "--target",
            "prices_2024",
            "--met",
            "--paths",
            "4000",
            "--threads",
            threads,
            "--out",
            out,
        ];
        ends_with(0, place.path(), &arguments);
        let mut left = files(&place.path().join(out));
        left.remove("manifest.json");
        left
    };
    assert!(of("1", "a") == of("2", "b"));
}

#[test]
fn what_cannot_be_discovered_is_told() {
    let place = workplace();
    for (further, word) in [
        (vec!["--target", "growth_2052"], "did you mean growth_2025"),
        (
            vec!["--target", "growth_2024", "--variant", "none_such"],
            "none_such",
        ),
        (
            vec!["--target", "growth_2024", "--sampler", "sobol"],
            "--sampler philox",
        ),
        (vec!["--target", "growth_2024", "--peel", "0"], "--peel"),
        (
            vec!["--target", "growth_2024", "--met", "--missed"],
            "--missed",
        ),
    ] {
        let small = small();
        let arguments = [&["discover", &small, "--lang", "en"], &further[..]].concat();
        let complaint = complained(&ends_with(2, place.path(), &arguments));
        assert!(complaint.contains(word), "{further:?}: {complaint}");
    }
    assert!(entries(place.path()).is_empty());
}
