//! `kapok backtest`: what it tells and leaves behind.

use super::*;

#[test]
fn the_bundled_record_is_judged_in_both_languages_on_a_page() {
    let place = workplace();
    for (lang, words) in [
        (
            "zh",
            ["按记录修正", "CRPS 之差", "68 个目标中有 24 个不评判"],
        ),
        (
            "en",
            [
                "last growth",
                "CRPS difference",
                "24 of 68 targets are not judged",
            ],
        ),
    ] {
        let output = ends_with(0, place.path(), &["backtest", "--lang", lang]);
        let told = said(&output).replace('\n', " ");
        for word in words {
            assert!(told.contains(word), "{word}: {told}");
        }
        for line in said(&output).lines() {
            assert!(line.width() <= 80, "{} columns: {line}", line.width());
        }
    }
    let folder = place.path().join("output/backtest-targets-and-outcomes");
    let manifest = json(&fs::read(folder.join("manifest.json")).expect("a manifest"));
    assert_eq!(manifest["id"], "backtest-targets-and-outcomes");
    let files = manifest["files"].as_array().expect("files").iter();
    let files: Vec<&str> = files.filter_map(|file| file["path"].as_str()).collect();
    let expected = [
        "backtest.json",
        "scores.csv",
        "cases.csv",
        "comparisons.csv",
        "charts/targets-and-outcomes.png",
        "charts/pit.png",
        "charts/coverage.png",
    ];
    assert_eq!(files, expected);
    let backtest = json(&fs::read(folder.join("backtest.json")).expect("the back-test"));
    let cases = backtest["cases"].as_array().expect("cases").len();
    assert_eq!(cases, 44);
    // A line for every case and forecaster, below the header.
    for (file, lines) in [
        ("scores.csv", 5),
        ("cases.csv", 5 * cases),
        ("comparisons.csv", 30),
    ] {
        let text = fs::read_to_string(folder.join(file)).expect("a table");
        assert_eq!(text.lines().count(), 1 + lines, "{file}");
        let cells = text
            .lines()
            .next()
            .map_or(0, |line| line.split(',').count());
        assert!(
            text.lines().all(|line| line.split(',').count() == cells),
            "{file}"
        );
    }
}

#[test]
fn equal_commands_leave_equal_files() {
    let place = workplace();
    let file = scenario("scenarios/data/targets-and-outcomes.csv");
    let contents = |threads: &str, out: &str, file: &[&str]| {
        let mut command = command(place.path());
        command
            .env("RAYON_NUM_THREADS", threads)
            .arg("backtest")
            .args(file);
        command.args(["--out", out, "-q", "--seed", "3", "--draws", "1000"]);
        assert!(command.status().expect("it starts").success());
        let read = |name: &str| fs::read(place.path().join(out).join(name)).expect("a file");
        ["scores.csv", "charts/pit.png", "backtest.json"].map(read)
    };
    let bundled = contents("1", "a", &[]);
    // The file itself, on other threads.
    assert_eq!(bundled, contents("3", "b", &[&file]));
}

#[test]
fn what_is_wrong_with_a_record_is_said_and_nothing_is_left() {
    let place = workplace();
    for (text, word) in [
        ("geo,year,actual\n", "lacks the column target_low"),
        (
            "geo,year,target_low,target_high,actual\nA,2020,6,six,2\n",
            "line 2 has an unreadable number",
        ),
        (
            "geo,year,target_low,target_high,actual\nA,2020,6,6,2\nA,2021,6,6,8\n",
            "2 outcomes of 1 places",
        ),
        ("", "lacks the column"),
    ] {
        fs::write(place.path().join("r.csv"), text).expect("a record");
        let output = ends_with(2, place.path(), &["backtest", "r.csv", "--lang", "en"]);
        let complaint = complained(&output);
        assert!(complaint.contains(word), "{word}: {complaint}");
        assert!(complaint.contains("Expected: CSV"), "{complaint}");
    }
    let output = ends_with(2, place.path(), &["backtest", "none.csv"]);
    assert!(complained(&output).contains("none.csv"));
    for options in [["--draws", "10"], ["--shrink", "-1"], ["--shape", "flat"]] {
        ends_with(2, place.path(), &[&["backtest"], &options[..]].concat());
    }
    assert_eq!(entries(place.path()), ["r.csv"]);
}

#[test]
fn options_change_what_they_say() {
    let place = workplace();
    let judged = |options: &[&str]| {
        let arguments = [&["backtest", "-q", "--force", "--out", "o"][..], options].concat();
        ends_with(0, place.path(), &arguments);
        json(&fs::read(place.path().join("o/backtest.json")).expect("the back-test"))
    };
    let usual = judged(&[]);
    let (normal, unshrunk) = (judged(&["--shape", "normal"]), judged(&["--shrink", "0"]));
    let forecast = |backtest: &Value, k: usize| backtest["cases"][0]["forecasts"][k].clone();
    assert_eq!(usual["shrink"], 4.0);
    assert!(forecast(&normal, 0)["dof"].is_null());
    assert_eq!(
        forecast(&normal, 0)["centre"],
        forecast(&usual, 0)["centre"]
    );
    // Only the record is shrunk.
    assert_ne!(
        forecast(&unshrunk, 1)["centre"],
        forecast(&usual, 1)["centre"]
    );
    assert_eq!(forecast(&unshrunk, 0), forecast(&usual, 0));
}

#[test]
fn few_cases_are_told_plainly() {
    let place = workplace();
    let file = fs::read_to_string(scenario("scenarios/data/targets-and-outcomes.csv"));
    let file = file.expect("the bundled record");
    let early = file.lines().filter(|line| {
        let year = line
            .split(',')
            .nth(2)
            .and_then(|year| year.parse::<i32>().ok());
        year.is_none_or(|year| year < 2010)
    });
    let early: Vec<&str> = early.collect();
    fs::write(place.path().join("早年.csv"), early.join("\n")).expect("a record");
    let output = ends_with(0, place.path(), &["backtest", "早年.csv"]);
    assert!(said(&output).contains("太少"), "{}", said(&output));
    assert_eq!(entries(&place.path().join("output")), ["backtest-早年"]);
}
