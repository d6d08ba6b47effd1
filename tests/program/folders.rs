//! The folder that a run leaves.

use super::*;

#[test]
fn a_run_leaves_the_files_that_the_documentation_lists() {
    let place = workplace();
    let output = ends_with(0, place.path(), &["run", &small(), "--paths", FEW]);
    assert_eq!(entries(place.path()), ["output"]);
    assert_eq!(entries(&place.path().join("output")), ["margins"]);
    let files = files(&place.path().join("output/margins"));
    let (charts, data): (Vec<&String>, Vec<&String>) =
        files.keys().partition(|name| name.starts_with("charts/"));
    assert_eq!(
        data,
        [
            "drivers.csv",
            "drivers.json",
            "growth.csv",
            "growth.json",
            "indicators.csv",
            "inputs.csv",
            "linkages.json",
            "manifest.json",
            "report.html",
            "summary.json",
            "summary.xlsx",
            "targets.csv"
        ]
    );
    for stem in [
        "fan-gdp-nominal",
        "fan-gdp-growth",
        "fan-fai-total",
        "targets",
        "sector-growth-2024",
        "investment-2024",
    ] {
        assert!(
            charts.contains(&&format!("charts/{stem}.png")),
            "{stem} in {charts:?}"
        );
    }
    for name in charts {
        let picture = &files[name];
        assert!(
            Path::new(name)
                .extension()
                .is_some_and(|ending| ending == "png"),
            "{name}"
        );
        assert!(picture.starts_with(b"\x89PNG\r\n\x1a\n"), "{name}");
        // Width and height stand at bytes 16 to 24.
        let number =
            |at: usize| u32::from_be_bytes(picture[at..at + 4].try_into().expect("four bytes"));
        assert_eq!((number(16), number(20)), (1600, 1000), "{name}");
    }
    for name in ["targets.csv", "indicators.csv"] {
        assert!(
            files[name].starts_with("\u{feff}".as_bytes()),
            "{name} begins with a byte-order mark"
        );
    }
    let said = said(&output);
    assert!(said.contains("目标") && said.contains("概率"), "{said}");
    assert!(
        said.contains(&Path::new("output").join("margins").display().to_string()),
        "{said}"
    );
    assert!(
        !said.contains('\u{1b}'),
        "no colours where nobody sees them"
    );
}

#[test]
fn tables_hold_what_the_summary_holds() {
    let place = workplace();
    ends_with(
        0,
        place.path(),
        &["run", &small(), "--paths", FEW, "--out", "run", "-q"],
    );
    let files = files(&place.path().join("run"));
    let summary = json(&files["summary.json"]);
    let read = |name: &str| -> Vec<Vec<String>> {
        let text = String::from_utf8(files[name].clone()).expect("it is UTF-8");
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let rows = reader.records().map(|row| row.expect("it is CSV"));
        rows.map(|row| row.iter().map(str::to_owned).collect())
            .collect()
    };
    let targets = read("targets.csv");
    let judged = summary["targets"].as_array().expect("targets");
    assert_eq!(targets.len(), judged.len() + 1);
    let column = |name: &str| targets[0].iter().position(|heading| heading == name);
    let (id, probability) = (
        column("id").expect("ids"),
        column("probability").expect("probabilities"),
    );
    for (row, target) in targets[1..].iter().zip(judged) {
        assert_eq!(target["id"].as_str(), Some(row[id].as_str()));
        assert_eq!(
            target["probability"].as_f64(),
            row[probability].parse().ok()
        );
    }
    let indicators = read("indicators.csv");
    assert_eq!(
        indicators[0],
        ["indicator", "year", "statistic", "value", "unit"]
    );
    let mut means = 0;
    for row in indicators[1..].iter().filter(|row| row[2] == "mean") {
        let found = &summary["indicators"][&row[0]];
        let year = summary["years"]
            .as_array()
            .expect("years")
            .iter()
            .position(|year| *year == row[1].parse::<i32>().expect("a year"));
        assert_eq!(
            found["mean"][year.expect("a simulated year")].as_f64(),
            row[3].parse().ok(),
            "{row:?}"
        );
        assert_eq!(found["unit"].as_str(), Some(row[4].as_str()));
        means += 1;
    }
    assert_eq!(means, keys(&summary["indicators"]).len() * 3);
}

#[test]
fn the_summary_has_its_keys() {
    let summary = summary_of_the_flagship();
    assert_eq!(
        keys(&summary),
        [
            "actuals",
            "anchor",
            "audit",
            "categories",
            "history",
            "indicators",
            "joint",
            "milestones",
            "pipelines",
            "provenance",
            "run",
            "scenario",
            "schema",
            "sectors",
            "targets",
            "tiers",
            "warnings",
            "years"
        ]
    );
    assert_eq!(summary["schema"], 1);
    assert_eq!(
        keys(&summary["scenario"]),
        [
            "base_year",
            "horizon",
            "id",
            "money",
            "question",
            "sha256",
            "title"
        ]
    );
    assert_eq!(
        keys(&summary["run"]),
        ["failed_paths", "paths", "sampler", "seed", "version"]
    );
    assert_eq!(summary["run"]["paths"], 2000);
    assert_eq!(
        keys(&summary["indicators"]["gdp.growth"]),
        [
            "base",
            "central",
            "label",
            "max",
            "mean",
            "min",
            "quantile_error",
            "quantiles",
            "sd",
            "std_error",
            "unit"
        ]
    );
    assert_eq!(
        keys(&summary["indicators"]["gdp.growth"]["quantiles"]),
        [
            "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "0.75", "0.9", "0.95", "0.975", "0.99"
        ]
    );
}

/// The summary of a short run of the flagship.
fn summary_of_the_flagship() -> Value {
    let place = workplace();
    let file = flagship();
    let arguments = [
        "run",
        &file,
        "--paths",
        FEW,
        "--out",
        "run",
        "--only-summary",
        "-q",
    ];
    ends_with(0, place.path(), &arguments);
    json(&fs::read(place.path().join("run/summary.json")).expect("there is a summary"))
}

#[test]
fn every_key_of_the_summary_is_documented() {
    let summary = summary_of_the_flagship();
    let documentation =
        fs::read_to_string(package("docs/outputs.md")).expect("outputs are documented");
    let rows = |heading: &str| -> String {
        let row = documentation
            .lines()
            .find(|line| line.starts_with(&format!("| `{heading}")));
        row.unwrap_or_else(|| panic!("docs/outputs.md has no row {heading}"))
            .to_owned()
    };
    for (value, row) in [
        (&summary, documentation.clone()),
        (&summary["scenario"], rows("scenario`")),
        (&summary["run"], rows("run`")),
        (
            &summary["indicators"]["gdp.nominal"],
            rows("indicators.<name>`"),
        ),
        (&summary["targets"][0], rows("targets[]`")),
        (&summary["joint"], rows("joint`")),
        (&summary["anchor"]["baiyun"], rows("anchor.<region>`")),
        (&summary["milestones"][0], rows("milestones[]`")),
        (&summary["tiers"][0], rows("tiers[]`")),
        (&summary["actuals"][0], rows("actuals[]`")),
        (&summary["audit"][0], rows("audit[]`")),
        (&summary["provenance"], rows("provenance`")),
    ] {
        for key in keys(value) {
            assert!(
                row.contains(key),
                "docs/outputs.md does not mention `{key}` in: {row}"
            );
        }
    }
}

#[test]
fn the_manifest_vouches_for_every_file() {
    let place = workplace();
    ends_with(
        0,
        place.path(),
        &[
            "run",
            &small(),
            "--paths",
            FEW,
            "--seed",
            "7",
            "--out",
            "deep/er/run",
            "-q",
        ],
    );
    let files = files(&place.path().join("deep/er/run"));
    let manifest = json(&files["manifest.json"]);
    let listed = manifest["files"].as_array().expect("files");
    assert_eq!(listed.len() + 1, files.len(), "all but the manifest itself");
    for entry in listed {
        let contents = &files[entry["path"].as_str().expect("a path")];
        assert_eq!(entry["sha256"].as_str(), Some(sha256(contents).as_str()));
        assert_eq!(entry["bytes"].as_u64(), Some(contents.len() as u64));
    }
    let of_scenario = sha256(&fs::read(small()).expect("the scenario is there"));
    assert_eq!(
        manifest["scenario_sha256"].as_str(),
        Some(of_scenario.as_str())
    );
    let summary = json(&files["summary.json"]);
    assert_eq!(
        summary["scenario"]["sha256"].as_str(),
        Some(of_scenario.as_str())
    );
    assert_eq!(
        (&manifest["seed"], &summary["run"]["seed"]),
        (&7.into(), &7.into())
    );
    assert_eq!(manifest["id"], "margins");
    assert_eq!(manifest["version"], env!("CARGO_PKG_VERSION"));
    let arguments = manifest["command_line"].as_array().expect("arguments");
    assert!(arguments.contains(&"--seed".into()), "{arguments:?}");
}

#[test]
fn a_hash_is_of_the_bytes_whatever_their_line_ends() {
    // Windows editors write a byte-order mark and CR LF: another file, the same scenario.
    let place = workplace();
    let text = fs::read_to_string(small()).expect("the scenario is there");
    let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    fs::write(place.path().join("windows.toml"), &windows).expect("it can be written");
    for (file, out) in [("windows.toml", "w"), (small().as_str(), "u")] {
        ends_with(
            0,
            place.path(),
            &[
                "run",
                file,
                "--paths",
                "100",
                "--out",
                out,
                "--only-summary",
                "-q",
            ],
        );
    }
    let read = |name: &str| json(&fs::read(place.path().join(name)).expect("there is a summary"));
    let (windows_run, unix_run) = (read("w/summary.json"), read("u/summary.json"));
    assert_eq!(
        windows_run["scenario"]["sha256"].as_str(),
        Some(sha256(windows.as_bytes()).as_str())
    );
    assert_eq!(windows_run["indicators"], unix_run["indicators"]);
}

#[test]
fn a_second_run_replaces_the_first() {
    let place = workplace();
    let out = place.path().join("run");
    ends_with(
        0,
        place.path(),
        &[
            "run",
            &small(),
            "--paths",
            FEW,
            "--out",
            "run",
            "--svg",
            "-q",
        ],
    );
    assert!(out.join("charts/targets.svg").exists());
    ends_with(
        0,
        place.path(),
        &["run", &small(), "--paths", "500", "--out", "run", "-q"],
    );
    assert!(
        !out.join("charts/targets.svg").exists(),
        "nothing of the first run is left"
    );
    assert!(out.join("charts/targets.png").exists());
    ends_with(
        0,
        place.path(),
        &[
            "run",
            &small(),
            "--paths",
            "700",
            "--out",
            "run",
            "--only-summary",
            "-q",
        ],
    );
    assert_eq!(entries(&out), ["manifest.json", "summary.json"]);
    assert_eq!(
        json(&fs::read(out.join("summary.json")).expect("a summary"))["run"]["paths"],
        700
    );
    assert_eq!(entries(place.path()), ["run"], "no helper folder is left");
}

#[test]
fn what_the_program_did_not_write_is_left_alone() {
    let place = workplace();
    let small = small();
    let run = |arguments: &[&str], code: i32| {
        let all = [
            &["run", &small, "--paths", "100", "--only-summary", "-q"],
            arguments,
        ]
        .concat();
        ends_with(code, place.path(), &all)
    };
    // A folder of someone else.
    let foreign = place.path().join("foreign");
    fs::create_dir_all(foreign.join("inside")).expect("a folder can be made");
    fs::write(foreign.join("inside/报告.docx"), "work of months").expect("a file can be written");
    let before = files(&foreign);
    let output = run(&["--out", "foreign"], 2);
    assert!(
        complained(&output).contains("foreign") && complained(&output).contains("--force"),
        "{}",
        complained(&output)
    );
    assert_eq!(files(&foreign), before);
    // A run to which someone added a file.
    run(&["--out", "mine"], 0);
    fs::write(place.path().join("mine/notes.txt"), "mind the gap").expect("a file can be written");
    let before = files(&place.path().join("mine"));
    let output = run(&["--out", "mine"], 2);
    assert!(
        complained(&output).contains("notes.txt"),
        "{}",
        complained(&output)
    );
    assert_eq!(files(&place.path().join("mine")), before);
    // A run of another scenario.
    ends_with(
        0,
        place.path(),
        &[
            "run",
            &flagship(),
            "--paths",
            "100",
            "--only-summary",
            "-q",
            "--out",
            "other",
        ],
    );
    let before = files(&place.path().join("other"));
    assert!(complained(&run(&["--out", "other"], 2)).contains("baiyun-2024"));
    assert_eq!(files(&place.path().join("other")), before);
    // A file.
    fs::write(place.path().join("file"), "text").expect("a file can be written");
    run(&["--out", "file"], 2);
    assert_eq!(
        fs::read(place.path().join("file")).expect("it is there"),
        b"text"
    );
    // Nothing else appeared, and --force does replace.
    assert_eq!(entries(place.path()), ["file", "foreign", "mine", "other"]);
    run(&["--out", "foreign", "--force"], 0);
    assert_eq!(entries(&foreign), ["manifest.json", "summary.json"]);
    assert_eq!(entries(place.path()), ["file", "foreign", "mine", "other"]);
    // An empty folder is nobody's.
    fs::create_dir(place.path().join("empty")).expect("a folder can be made");
    run(&["--out", "empty"], 0);
}

#[test]
fn threads_and_blocks_do_not_change_a_byte_of_the_folder() {
    let place = workplace();
    // Not a multiple of a block; pictures included.
    let run = |out: &str, threads: &str, block: &str| {
        let arguments = [
            "run",
            &flagship(),
            "--paths",
            "1777",
            "--threads",
            threads,
            "--block",
            block,
            "--out",
            out,
            "-q",
            "--svg",
        ];
        ends_with(0, place.path(), &arguments);
        let mut files = files(&place.path().join(out));
        assert!(files.remove("manifest.json").is_some());
        files
    };
    let reference = run("a", "1", "64");
    assert!(reference.len() > 20);
    for (out, threads, block) in [("b", "2", "256"), ("c", "3", "1024")] {
        let found = run(out, threads, block);
        assert_eq!(
            found.keys().collect::<Vec<_>>(),
            reference.keys().collect::<Vec<_>>()
        );
        for (name, contents) in &found {
            assert!(
                *contents == reference[name],
                "{name}: {threads} threads, blocks of {block}"
            );
        }
    }
}

#[test]
fn nothing_in_the_results_names_the_machine() {
    let place = workplace();
    ends_with(
        0,
        place.path(),
        &[
            "run",
            &small(),
            "--paths",
            "200",
            "--out",
            "run",
            "--svg",
            "-q",
        ],
    );
    let mut files = files(&place.path().join("run"));
    files.remove("manifest.json");
    let secret = place.path().display().to_string();
    for (name, contents) in files {
        let found = contents
            .windows(secret.len())
            .any(|window| window == secret.as_bytes());
        assert!(!found, "{name} holds the path of the folder");
    }
}

#[test]
fn a_place_that_cannot_be_written_is_the_runs_failure() {
    let place = workplace();
    fs::write(place.path().join("file"), "text").expect("a file can be written");
    let arguments = [
        "run",
        &small(),
        "--paths",
        "100",
        "--only-summary",
        "-q",
        "--out",
    ];
    let output = ends_with(1, place.path(), &[&arguments[..], &["file/run"]].concat());
    assert!(
        complained(&output).contains("file"),
        "{}",
        complained(&output)
    );
    assert_eq!(entries(place.path()), ["file"]);
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_is_the_runs_failure() {
    use std::os::unix::fs::PermissionsExt as _;
    let place = workplace();
    let locked = place.path().join("locked");
    fs::create_dir(&locked).expect("a folder can be made");
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o555)).expect("it can be locked");
    // Root writes wherever it likes.
    if fs::write(locked.join("probe"), "").is_ok() {
        return;
    }
    let arguments = [
        "run",
        &small(),
        "--paths",
        "100",
        "--only-summary",
        "-q",
        "--out",
        "locked/run",
    ];
    let output = ends_with(1, place.path(), &arguments);
    assert!(
        complained(&output).contains("locked"),
        "{}",
        complained(&output)
    );
    assert!(entries(&locked).is_empty());
}

#[test]
fn what_is_read_is_never_replaced_not_even_by_force() {
    let place = workplace();
    fs::create_dir(place.path().join("mine")).expect("a folder can be made");
    let text = fs::read(small()).expect("the scenario is there");
    fs::write(place.path().join("mine/a.toml"), &text).expect("it can be written");
    fs::write(place.path().join("file"), b"mine").expect("it can be written");
    for out in ["mine", ".", "file"] {
        let arguments = [
            "run",
            "mine/a.toml",
            "--paths",
            "500",
            "--out",
            out,
            "--force",
        ];
        let output = ends_with(2, place.path(), &arguments);
        assert!(!complained(&output).is_empty());
    }
    assert_eq!(
        fs::read(place.path().join("mine/a.toml")).expect("it is there"),
        text
    );
    assert_eq!(entries(place.path()), ["file", "mine"]);
}
