//! `kapok solve`: what it tells, what it leaves, and what it refuses.

use super::*;

const LEVER: [&str; 4] = [
    "--lever",
    "investment.all.growth.2024",
    "--between",
    "-20%..60%",
];

/// Solves the small scenario and reads what it left in `s`.
fn solved(place: &Path, options: &[&str]) -> (Output, Value) {
    let common = ["solve", &small(), "--paths", FEW, "--out", "s"];
    let output = ends_with(0, place, &[&common[..], options].concat());
    let solution = json(&fs::read(place.join("s/solve.json")).expect("the solution"));
    (output, solution)
}

fn refused(options: &[&str]) -> String {
    let place = workplace();
    let common = ["solve", &small(), "--paths", FEW, "--out", "s"];
    let output = ends_with(2, place.path(), &[&common[..], options].concat());
    assert!(!place.path().join("s").exists(), "nothing is left");
    complained(&output)
}

/// The probability of the first target when the scenario is run with these changes.
fn run_with(place: &Path, changes: &[String]) -> f64 {
    let small = small();
    let mut arguments = vec![
        "run",
        &small,
        "--paths",
        FEW,
        "--only-summary",
        "--out",
        "r",
    ];
    arguments.push("--force");
    for change in changes {
        arguments.extend(["--set", change]);
    }
    ends_with(0, place, &arguments);
    let summary = json(&fs::read(place.join("r/summary.json")).expect("a summary"));
    assert_eq!(summary["targets"][0]["id"], "growth_2024");
    summary["targets"][0]["probability"]
        .as_f64()
        .expect("a number")
}

#[test]
fn a_run_with_the_solution_gives_the_probability_that_was_asked_for() {
    let place = workplace();
    let present = run_with(place.path(), &[]);
    let asked = (present + 0.02).to_string();
    let options = ["--target", "growth_2024", "--probability", &asked];
    let (output, solution) = solved(place.path(), &[&options[..], &LEVER].concat());
    assert_eq!(solution["present"]["probability"].as_f64(), Some(present));
    let reaching = &solution["reaching"];
    assert_eq!(reaching["ending"], "reached");
    let written = reaching["written"][0].as_str().expect("a text");
    let change = format!("investment.all.growth.2024={written}");
    assert!(
        said(&output).contains(&format!("--set '{change}'")),
        "{}",
        said(&output)
    );
    let found = run_with(place.path(), &[change]);
    assert_eq!(reaching["solution"]["probability"].as_f64(), Some(found));
    assert!(found >= present + 0.02);
    let files = files(&place.path().join("s"));
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    let expected = [
        "charts/response-growth-2024.png",
        "curve.csv",
        "manifest.json",
        "solve.json",
        "summary.json",
    ];
    assert_eq!(names, expected);
    let curve = String::from_utf8(files["curve.csv"].clone()).expect("text");
    assert_eq!(curve.lines().count(), 18);
    assert!(curve.starts_with("investment.all.growth.2024,probability,std_error,"));
    for line in said(&output).lines().filter(|line| !line.contains("--set")) {
        assert!(line.width() <= 80, "{} columns: {line}", line.width());
    }
}

#[test]
fn the_least_change_of_two_levers_gives_it_as_well() {
    let place = workplace();
    let asked = (run_with(place.path(), &[]) + 0.03).to_string();
    let second = [
        "--weight",
        "2",
        "--lever",
        "sector.goods.demand_sd",
        "--between",
        "0..2%",
    ];
    let options = ["--target", "growth_2024", "--probability", &asked];
    let (_, solution) = solved(place.path(), &[&options[..], &LEVER, &second].concat());
    assert_eq!(solution["levers"][0]["weight"], 2.0);
    assert_eq!(solution["levers"][1]["weight"], 1.0);
    let reaching = &solution["reaching"];
    assert_eq!(reaching["ending"], "reached", "{reaching}");
    let written = reaching["written"].as_array().expect("two texts");
    let paths = ["investment.all.growth.2024", "sector.goods.demand_sd"];
    let changes = paths.iter().zip(written);
    let changes =
        changes.map(|(path, value)| format!("{path}={}", value.as_str().expect("a text")));
    // A lever that stays where it is changes nothing.
    let changes: Vec<String> = changes.filter(|change| !change.ends_with("=0%")).collect();
    let found = run_with(place.path(), &changes);
    assert_eq!(reaching["solution"]["probability"].as_f64(), Some(found));
}

#[test]
fn threads_do_not_change_a_byte() {
    let place = workplace();
    let options = ["--target", "growth_2024", "--probability", "0.3", "--force"];
    let options = [&options[..], &LEVER].concat();
    solved(place.path(), &[&options[..], &["--threads", "1"]].concat());
    let one = files(&place.path().join("s"));
    solved(place.path(), &[&options[..], &["--threads", "3"]].concat());
    let three = files(&place.path().join("s"));
    for (name, bytes) in one.iter().filter(|(name, _)| *name != "manifest.json") {
        assert!(three[name] == *bytes, "{name}");
    }
}

#[test]
fn the_central_path_alone_simulates_no_curve() {
    let place = workplace();
    let options = ["--target", "growth_2024", "--central", "--lang", "en"];
    let (output, solution) = solved(place.path(), &[&options[..], &LEVER].concat());
    assert!(solution["reaching"].is_null() && solution["curve"] == Value::Array(Vec::new()));
    assert!(solution["central"]["nearest"][0].is_number());
    assert!(said(&output).contains("central path"), "{}", said(&output));
}

#[test]
fn mistakes_are_answered_with_what_to_write() {
    let asked = ["--target", "growth_2024", "--probability", "0.5"];
    let with = |rest: &[&str]| refused(&[&asked[..], rest].concat());
    for (told, expected) in [
        (
            refused(
                &[
                    &["--target", "growth_2042", "--probability", "0.5"],
                    &LEVER[..],
                ]
                .concat(),
            ),
            "growth_2024",
        ),
        (
            refused(
                &[
                    &["--target", "growth_2024", "--probability", "70"],
                    &LEVER[..],
                ]
                .concat(),
            ),
            "70%",
        ),
        (with(&LEVER[..2]), "--between 20%..80%"),
        (with(&["--lever", LEVER[1], "--between", "20%"]), "20%..80%"),
        (with(&[&LEVER[..], &["--weight", "2"]].concat()), "--weight"),
        (
            with(&[&["--weight", "2"], &LEVER[..]].concat()),
            "--weight 2",
        ),
        (
            with(&["--lever", "region.plain.trend", "--between", "4%..6%"]),
            "region.plain.trend",
        ),
        (
            with(&[
                "--lever",
                "investment.al.growth.2024",
                "--between",
                "4%..6%",
            ]),
            "all",
        ),
        (with(&["--lever", LEVER[1], "--between", "6%..4%"]), "K106"),
    ] {
        assert!(told.contains(expected), "{expected}: {told}");
    }
}

#[test]
fn a_variant_is_solved_from_where_it_stands() {
    let place = workplace();
    let text = fs::read_to_string(small()).expect("the scenario is there");
    let varied = format!(
        "{text}\n[[variant]]\nid = \"more\"\nname = \"More\"\nset = {{ \"investment.all.growth.2024\" = \"12%\", \"factor.demand.persistence\" = 0.5 }}\n"
    );
    fs::write(place.path().join("varied.toml"), varied).expect("it can be written");
    let run = [
        "run",
        "varied.toml",
        "--paths",
        FEW,
        "--only-summary",
        "--out",
        "r",
    ];
    ends_with(0, place.path(), &run);
    let summary = |name: &str| json(&fs::read(place.path().join(name)).expect("a summary"));
    let expected = &summary("r/variants/more/summary.json")["targets"][3]["probability"];
    let id = summary("r/summary.json")["targets"][3]["id"].clone();
    let id = id.as_str().expect("an id");
    let common = [
        "solve",
        "varied.toml",
        "--paths",
        FEW,
        "--target",
        id,
        "--probability",
        "50%",
        "--out",
        "s",
    ];
    let arguments = [&common[..], &LEVER, &["--variant", "more"]].concat();
    ends_with(0, place.path(), &arguments);
    let solution = summary("s/solve.json");
    assert_eq!(&solution["present"]["probability"], expected);
    assert_eq!(solution["changes"].as_array().map(Vec::len), Some(2));
    assert_eq!(solution["levers"][0]["present"].as_f64(), Some(0.12));
    let unknown = [&common[..], &LEVER, &["--variant", "less", "--lang", "en"]].concat();
    let complaint = complained(&ends_with(2, place.path(), &unknown));
    assert!(
        complaint.contains("there is no variant less"),
        "{complaint}"
    );
}
