//! `kapok sensitivity`: what it tells, leaves behind and refuses.

use super::*;

/// Enough to tell shares apart; each simulation has as many.
const PATHS: [&str; 2] = ["--paths", "1500"];

fn explained(place: &Path, options: &[&str]) -> (Output, Value) {
    let common = ["sensitivity", &small(), "--out", "s", "--force"];
    let output = ends_with(0, place, &[&common[..], &PATHS, options].concat());
    let found = json(&fs::read(place.join("s/sensitivity.json")).expect("it was written"));
    (output, found)
}

fn refused(options: &[&str]) -> String {
    let place = workplace();
    let common = ["sensitivity", &small(), "--out", "s"];
    let output = ends_with(2, place.path(), &[&common[..], options].concat());
    assert!(!place.path().join("s").exists(), "nothing is left");
    complained(&output)
}

fn ids<'v>(list: &'v Value, key: &str) -> Vec<&'v str> {
    let list = list.as_array().expect("a list");
    list.iter()
        .map(|it| it[key].as_str().expect("a text"))
        .collect()
}

#[test]
fn every_target_and_its_indicator_are_explained() {
    let place = workplace();
    for (language, words) in [
        ("zh", ["波动（方差）的来源", "单独（一阶）"]),
        ("en", ["Of its spread", "Alone (first)"]),
    ] {
        let (output, found) = explained(place.path(), &["--lang", language]);
        let told = said(&output);
        for word in words {
            assert!(told.contains(word), "{word}: {told}");
        }
        assert!(told.lines().all(|line| line.width() <= 80), "{told}");
        assert_eq!(found["schema"], 1);
        assert_eq!(found["paths"], 1500);
        let target = ids(&found["explained"], "id");
        assert!(
            target.contains(&"growth_2024") && target.contains(&"gdp.growth"),
            "{target:?}"
        );
        let groups = ids(&found["groups"], "id");
        for subject in found["explained"].as_array().expect("a list") {
            if subject["unexplained"].is_null() {
                let mut shares = ids(&subject["shares"], "group");
                shares.sort_unstable();
                let mut all = groups.clone();
                all.sort_unstable();
                assert_eq!(shares, all, "{subject}");
                let error = &subject["shares"][0]["total"]["std_error"];
                assert!(error.as_f64().is_some(), "{subject}");
            }
        }
        let left = files(&place.path().join("s"));
        for name in [
            "charts/tornado-gdp-growth-2024.png",
            "charts/variance-gdp-growth-2024.png",
            "charts/variance-growth-2024.png",
            "charts/variance-over-years-gdp-growth.png",
            "indices-over-years.csv",
            "indices.csv",
            "manifest.json",
            "rank-correlations.csv",
            "sensitivity.json",
            "tornado.csv",
        ] {
            assert!(left.contains_key(name), "{name}: {:?}", left.keys());
        }
        let indices = String::from_utf8(left["indices.csv"].clone()).expect("text");
        let header = "\u{feff}kind,id,year,group,statistic,value,std_error,ci95_low,ci95_high";
        assert_eq!(indices.lines().next(), Some(header));
    }
}

#[test]
fn threads_do_not_change_a_byte_and_one_target_is_one_target() {
    let place = workplace();
    let options = ["--target", "growth_2024", "--indicator", "gdp.real:2025"];
    let (_, found) = explained(place.path(), &[&options[..], &["--threads", "1"]].concat());
    assert_eq!(
        ids(&found["explained"], "id"),
        ["gdp.growth", "growth_2024", "gdp.real"]
    );
    let one = files(&place.path().join("s"));
    explained(place.path(), &[&options[..], &["--threads", "3"]].concat());
    let three = files(&place.path().join("s"));
    for (name, bytes) in one.iter().filter(|(name, _)| *name != "manifest.json") {
        assert!(three[name] == *bytes, "{name}");
    }
}

#[test]
fn a_variant_is_explained_under_its_own_name() {
    let place = workplace();
    let (base, _) = explained(place.path(), &["--indicator", "gdp.growth:2024"]);
    let text = fs::read_to_string(small()).expect("the scenario is there");
    let changed = "\n[[variant]]\nid = \"calm\"\nname = \"平静\"\nset = { \"sector.goods.beta.demand\" = 0.1 }\n";
    fs::write(place.path().join("v.toml"), text + changed).expect("it can be written");
    let arguments = [
        "sensitivity",
        "v.toml",
        "--variant",
        "calm",
        "--indicator",
        "gdp.growth:2024",
    ];
    let output = ends_with(0, place.path(), &[&arguments[..], &PATHS].concat());
    let place = place
        .path()
        .join("output/margins-calm-sensitivity/sensitivity.json");
    let found = json(&fs::read(place).expect("it was written"));
    assert_eq!(found["variant"], "calm");
    assert_ne!(said(&base), said(&output));
}

#[test]
fn what_cannot_be_done_right_is_refused() {
    for (told, expected) in [
        (refused(&["--sampler", "sobol"]), "--sampler philox"),
        (refused(&["--paths", "500"]), "1000"),
        (refused(&["--target", "growth_2042"]), "growth_2024"),
        (refused(&["--indicator", "gdp.growht:2024"]), "gdp.growth"),
        (refused(&["--indicator", "gdp.growth"]), "2024"),
        (refused(&["--variant", "calm"]), "calm"),
        (refused(&["--variant", "none"]), "none"),
    ] {
        assert!(told.contains(expected), "{expected}: {told}");
    }
}
