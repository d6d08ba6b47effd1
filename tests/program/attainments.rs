//! `kapok joint` and `kapok contributions`: what they tell, leave behind and refuse.

use super::*;

fn left(place: &Path, folder: &str) -> Vec<String> {
    files(&place.join(folder)).into_keys().collect()
}

#[test]
fn targets_together_leave_tables_and_pictures() {
    let place = workplace();
    for (language, words) in [
        ("zh", ["同时实现的概率", "若互不相干", "最弱的一环"]),
        (
            "en",
            ["targets together", "If independent", "The weakest link"],
        ),
    ] {
        let arguments = [
            "joint",
            &flagship(),
            "--tier",
            "plan",
            "--relax",
            "gdp_growth_plan=0.5pp",
            "--paths",
            FEW,
            "--lang",
            language,
            "--out",
            "j",
            "--variant",
            "on_time",
        ];
        let told = said(&ends_with(0, place.path(), &arguments));
        for word in words {
            assert!(told.contains(word), "{told}");
        }
        assert!(told.lines().all(|line| line.width() <= 80), "{told}");
        let expected = [
            "at_least.csv",
            "charts/at-least.png",
            "charts/conditional.png",
            "charts/weakest-link.png",
            "conditional.csv",
            "joint.json",
            "manifest.json",
            "summary.json",
            "weakest_link.csv",
        ];
        assert_eq!(left(place.path(), "j"), expected);
    }
    let joint = json(&fs::read(place.path().join("j/joint.json")).expect("it was written"));
    assert_eq!(joint["tier"], "plan");
    assert_eq!(joint["variant"], "on_time");
    let links = joint["links"].as_array().expect("there are links");
    let link = links.iter().find(|link| link["id"] == "gdp_growth_plan");
    assert_eq!(link.expect("it is counted")["relaxed_by"], 0.005);
}

#[test]
fn growth_is_split_into_tables_and_pictures() {
    let place = workplace();
    for (language, words) in [
        ("zh", ["按行业", "按需求", "按供给", "锚定所含"]),
        (
            "en",
            ["By sector", "By demand", "By supply", "not measured"],
        ),
    ] {
        let arguments = [
            "contributions",
            &flagship(),
            "--paths",
            "500",
            "--year",
            "2025",
            "--lang",
            language,
            "--out",
            "c",
        ];
        let told = said(&ends_with(0, place.path(), &arguments));
        for word in words {
            assert!(told.contains(word), "{told}");
        }
        assert!(told.lines().all(|line| line.width() <= 80), "{told}");
        let expected = [
            "charts/growth-demand-2025.png",
            "charts/growth-sectors-2025.png",
            "charts/growth-supply-2025.png",
            "contributions.csv",
            "contributions.json",
            "manifest.json",
            "summary.json",
        ];
        assert_eq!(left(place.path(), "c"), expected);
    }
    let found = json(&fs::read(place.path().join("c/contributions.json")).expect("written"));
    assert!(found["largest_residual"].as_f64().expect("a number") < 1e-12);
    assert_eq!(found["year"], 2025);
    let csv = fs::read_to_string(place.path().join("c/contributions.csv")).expect("written");
    let growth = csv.lines().filter(|line| line.starts_with(",growth,"));
    assert_eq!(growth.count(), 8, "seven years and the horizon");
}

#[test]
fn mistakes_are_told_and_leave_nothing() {
    let place = workplace();
    let (flagship, small) = (flagship(), small());
    for (arguments, word) in [
        (vec!["joint", &flagship, "--tier", "dream"], "plan"),
        (
            vec!["joint", &flagship, "--target", "gdp_growth"],
            "two at least",
        ),
        (
            vec!["joint", &flagship, "--target", "gdp_grwth"],
            "did you mean gdp_growth",
        ),
        (
            vec!["joint", &flagship, "--relax", "gdp_growth"],
            "TARGET=0.5pp",
        ),
        (
            vec!["joint", &flagship, "--relax", "gdp_growth=0"],
            "greater than 0",
        ),
        (
            vec!["joint", &flagship, "--variant", "dream"],
            "no variant dream",
        ),
        (vec!["contributions", &small, "--year", "1999"], "1999"),
        (
            vec!["contributions", &small, "--region", "dream"],
            "no region",
        ),
    ] {
        let arguments = [&arguments[..], &["--lang", "en"]].concat();
        let output = ends_with(2, place.path(), &arguments);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(told.contains(word), "{arguments:?}: {told}");
        assert!(!place.path().join("output").exists());
    }
}
