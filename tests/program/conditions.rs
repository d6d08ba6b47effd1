//! `kapok condition` and `kapok track`: what they tell, leave behind and refuse.

use super::*;

/// Enough for a thousand effective paths.
const PATHS: [&str; 2] = ["--paths", "6000"];

fn update(place: &Path, file: &str) -> Value {
    json(&fs::read(place.join(file)).expect("the update was written"))
}

fn first_target(scenario: &str) -> String {
    let text = fs::read_to_string(scenario).expect("the scenario is there");
    let after = text.split_once("[[target]]").expect("it has a target").1;
    let id = after.split_once("id = \"").expect("the target has an id").1;
    id.split_once('"').expect("it ends").0.to_owned()
}

#[test]
fn a_condition_leaves_tables_and_pictures() {
    let place = workplace();
    for (language, words) in [("zh", ["给定：", "原概率"]), ("en", ["Given:", "Before"])] {
        let arguments = [
            "condition",
            &flagship(),
            "--met",
            "gdp_growth",
            "--given",
            "factor.demand:2024 mean 1%",
            "--lang",
            language,
            "--out",
            "c",
            "--svg",
        ];
        let arguments = [&arguments[..], &PATHS].concat();
        let output = ends_with(0, place.path(), &arguments);
        let told = said(&output);
        for word in words {
            assert!(told.contains(word), "{told}");
        }
        assert!(told.lines().all(|line| line.width() <= 80), "{told}");
        let left = files(&place.path().join("c"));
        let names: Vec<&str> = left.keys().map(String::as_str).collect();
        let expected = [
            "charts/drivers-before-after.png",
            "charts/drivers-before-after.svg",
            "charts/targets-before-after.png",
            "charts/targets-before-after.svg",
            "condition.json",
            "drivers.csv",
            "manifest.json",
            "summary.json",
            "targets.csv",
        ];
        assert_eq!(names, expected);
    }
    let update = update(place.path(), "c/condition.json");
    assert_eq!(update["schema"], 1);
    assert_eq!(update["paths"], 6000);
    let kinds: Vec<&Value> = update["given"]
        .as_array()
        .expect("what is given")
        .iter()
        .map(|it| &it["kind"])
        .collect();
    assert_eq!(kinds, ["met", "mean"]);
    let targets = update["targets"].as_array().expect("targets");
    assert_eq!(targets[0]["id"], "gdp_growth");
    assert_eq!(targets[0]["after"]["value"], 1.0);
    for target in targets {
        let [before, after, change] = ["before", "after", "change"]
            .map(|key| target[key]["value"].as_f64().expect("a number"));
        assert!((after - before - change).abs() < 1e-12);
        assert!(target["after"]["std_error"].as_f64().is_some());
    }
    let drivers = update["drivers"].as_array().expect("drivers");
    let shift = |it: &Value| it["shift"]["value"].as_f64().expect("a number").abs();
    assert!(
        drivers
            .windows(2)
            .all(|pair| shift(&pair[0]) >= shift(&pair[1]))
    );
    assert!(
        drivers
            .iter()
            .all(|it| it["year"].is_null() || it["year"] == 2024)
    );
}

#[test]
fn updates_do_not_depend_on_threads() {
    let place = workplace();
    for sampler in ["philox", "sobol"] {
        let left = ["1", "3"].map(|threads| {
            let out = format!("{sampler}-{threads}");
            let id = first_target(&small());
            let arguments = [
                "condition",
                &small(),
                "--missed",
                &id,
                "--sampler",
                sampler,
                "--threads",
                threads,
                "--out",
                &out,
                "--paths",
                "16000",
            ];
            ends_with(0, place.path(), &arguments);
            let mut left = files(&place.path().join(&out));
            left.remove("manifest.json");
            left
        });
        assert!(left[0] == left[1], "{sampler}");
    }
}

#[test]
fn what_cannot_be_given_is_refused_with_what_could() {
    let place = workplace();
    let file = flagship();
    for (options, word) in [
        (&["--met", "gdp_growht"][..], "gdp_growth"),
        (
            &["--met", "gdp_growth", "--missed", "gdp_growth"],
            "没有一条",
        ),
        (&["--given", "gdp.growth:2024 mean 50%"], "超出所有路径"),
        (&["--given", "gdp.growth:2024 mean 11%"], "条"),
        (&["--given", "gdp.growth:2024 mean 5"], "%"),
        (&["--given", "gdp.growth:2024 mean 亿"], "5%"),
        (&["--given", "gdp.growth:2019 mean 5%"], "2024"),
        (&["--given", "gdp.growth mean 5%"], "2024"),
        (&["--given", "gdp.grwth:2024 mean 5%"], "gdp.growth"),
        (&["--given", "trend.baiyun:2024 mean 0.1%"], "不写年份"),
        (&["--given", "gdp.growth:2024 modus 5%"], "median"),
        (&["--given", "gdp.growth:2024"], "median"),
        (&["--given", "gdp_growth probability 100%"], "--met"),
        (
            &[
                "--given",
                "fai.growth:2024 mean 9%",
                "--given",
                "fai.growth:2024 mean 8%",
            ],
            "矛盾",
        ),
        (&["--met", "gdp_growth", "--paths", "1000"], "--paths"),
        (&["--met", "gdp_growth", "--paths", "1e9"], "MiB"),
        (&[], "--met"),
    ] {
        let arguments = [&["condition", &file, "--out", "c"][..], options].concat();
        let paths: &[&str] = if options.contains(&"--paths") {
            &[]
        } else {
            &PATHS
        };
        let output = ends_with(2, place.path(), &[&arguments[..], paths].concat());
        assert!(
            complained(&output).contains(word),
            "{options:?}\n{}",
            complained(&output)
        );
    }
    assert!(
        entries(place.path()).is_empty(),
        "{:?}",
        entries(place.path())
    );
}

#[test]
fn a_first_half_tells_what_the_second_must_do() {
    let place = workplace();
    let arguments = [
        "track",
        &flagship(),
        "--set",
        "half_year.spread=4%",
        "--actual",
        "gdp.growth:2024H1=6.3%",
        "--actual",
        "fai.growth:2024上半年=2.1%",
        "--out",
        "t",
    ];
    let arguments = [&arguments[..], &["--paths", "20000"]].concat();
    let output = ends_with(0, place.path(), &arguments);
    let told = said(&output);
    assert!(told.contains("下半年须不低于 6.7%"), "{told}");
    assert!(told.contains("下半年须不低于 4.7%"), "{told}");
    assert!(told.lines().all(|line| line.width() <= 80), "{told}");
    let update = update(place.path(), "t/track.json");
    let halves = update["halves"].as_array().expect("halves");
    assert_eq!(halves.len(), 2);
    assert_eq!(halves[0]["weight"], 0.5);
    assert_eq!(halves[1]["indicator"], "fai.growth");
    assert!(
        place
            .path()
            .join("t/charts/targets-before-after.png")
            .exists()
    );
}

#[test]
fn figures_that_say_nothing_are_refused() {
    let place = workplace();
    let file = flagship();
    let half = &["--set", "half_year.spread=2%"][..];
    let given = |options: &[&'static str]| [half, options].concat();
    for (options, word) in [
        (vec!["--actual", "gdp.growth:2024H1=6.3%"], "[half_year]"),
        (vec![], "--actual"),
        (
            given(&["--actual", "gdp.growth:2024H1"]),
            "gdp.growth:2024H1=6.3%",
        ),
        (given(&["--actual", "gdp.growth:2024H2=6.3%"]), "2024H1"),
        (given(&["--actual", "gdp.growth:2024Q1=6.3%"]), "2024H1"),
        (given(&["--actual", "gdp.growth=6.3%"]), "2024"),
        (given(&["--actual", "gdp.growth:2031H1=6.3%"]), "2024"),
        (given(&["--actual", "gdp.nominal:2024H1=1400亿元"]), "增速"),
        (given(&["--actual", "gdp.growth:2024H1=6.3亿元"]), "5%"),
        (given(&["--actual", "gdp.growth:2024H1=40%"]), "条"),
        (given(&["--actual", "gdp.growth:2024=6.31%"]), "--paths"),
        (
            given(&[
                "--actual",
                "gdp.growth:2024H1=6%",
                "--actual",
                "gdp.growth:2024=6%",
            ]),
            "一个数",
        ),
        (
            vec![
                "--set",
                "half_year.spread=0",
                "--actual",
                "gdp.growth:2024H1=6%",
            ],
            "spread",
        ),
    ] {
        let arguments: Vec<&str> = ["track", &file, "--out", "t"]
            .into_iter()
            .chain(options.iter().copied())
            .chain(PATHS)
            .collect();
        let output = ends_with(2, place.path(), &arguments);
        assert!(
            complained(&output).contains(word),
            "{options:?}\n{}",
            complained(&output)
        );
    }
    assert!(entries(place.path()).is_empty());
}
