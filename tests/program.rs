//! The program from outside: what it prints, what it leaves on disk, how it ends.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use serde_json::Value;
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;
use unicode_width::UnicodeWidthStr as _;

/// Enough paths for every code path; statistics are tested elsewhere.
const FEW: &str = "2000";

fn package(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A scenario of the package, as the command line names it.
fn scenario(path: &str) -> String {
    package(path).display().to_string()
}

fn flagship() -> String {
    scenario("scenarios/baiyun-2024.toml")
}

/// A small scenario with targets of every comparator.
fn small() -> String {
    scenario("tests/reference/independent/margins.toml")
}

/// An empty folder to work in.
fn workplace() -> TempDir {
    tempfile::tempdir().expect("a temporary folder can be made")
}

/// The program, to be started in a folder, without the settings of whoever runs the tests.
fn command(place: &Path) -> std::process::Command {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_kapok"));
    command.current_dir(place);
    for variable in ["NO_COLOR", "COLUMNS", "LINES", "RUST_BACKTRACE"] {
        command.env_remove(variable);
    }
    command
}

/// Runs the program to its end.
fn kapok(place: &Path, arguments: &[&str]) -> Output {
    assert_cmd::Command::from_std(command(place))
        .args(arguments)
        .output()
        .expect("the program starts")
}

/// Runs the program and expects this exit code.
fn ends_with(code: i32, place: &Path, arguments: &[&str]) -> Output {
    let output = kapok(place, arguments);
    assert_eq!(
        output.status.code(),
        Some(code),
        "kapok {arguments:?}\n{}{}",
        said(&output),
        complained(&output)
    );
    output
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("output is UTF-8")
}

fn complained(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("messages are UTF-8")
}

/// Every file below a folder with its contents, by path with forward slashes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    fn visit(folder: &Path, prefix: &str, found: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).expect("the folder can be listed") {
            let entry = entry.expect("it can be listed to the end");
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                visit(&entry.path(), &format!("{name}/"), found);
            } else {
                found.insert(name, fs::read(entry.path()).expect("a file can be read"));
            }
        }
    }
    let mut found = BTreeMap::new();
    visit(folder, "", &mut found);
    found
}

/// What stands in a folder, hidden helpers included.
fn entries(folder: &Path) -> Vec<String> {
    let listed = fs::read_dir(folder).expect("the folder can be listed");
    let mut names: Vec<String> = listed
        .map(|entry| entry.expect("it can be listed to the end").file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).expect("it is JSON")
}

fn keys(value: &Value) -> Vec<&str> {
    let entries = value.as_object().expect("it is an object");
    entries.keys().map(String::as_str).collect()
}

fn sha256(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes)
        .iter()
        .fold(String::new(), |mut text, byte| {
            write!(text, "{byte:02x}").expect("a string takes all that is written to it");
            text
        })
}

mod folders {
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
                "indicators.csv",
                "manifest.json",
                "summary.json",
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
    fn the_summary_has_the_documented_keys() {
        let place = workplace();
        ends_with(
            0,
            place.path(),
            &[
                "run",
                &flagship(),
                "--paths",
                FEW,
                "--out",
                "run",
                "--only-summary",
                "-q",
            ],
        );
        let bytes = fs::read(place.path().join("run/summary.json")).expect("there is a summary");
        let summary = json(&bytes);
        assert_eq!(
            keys(&summary),
            [
                "anchor",
                "categories",
                "indicators",
                "joint",
                "run",
                "scenario",
                "schema",
                "sectors",
                "targets",
                "warnings",
                "years"
            ]
        );
        assert_eq!(summary["schema"], 1);
        assert_eq!(
            keys(&summary["scenario"]),
            ["base_year", "horizon", "id", "money", "sha256", "title"]
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
                "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "0.75", "0.9", "0.95", "0.975",
                "0.99"
            ]
        );
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
        let read =
            |name: &str| json(&fs::read(place.path().join(name)).expect("there is a summary"));
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
        fs::write(foreign.join("inside/报告.docx"), "work of months")
            .expect("a file can be written");
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
        fs::write(place.path().join("mine/notes.txt"), "mind the gap")
            .expect("a file can be written");
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
}

mod options {
    use super::*;

    #[test]
    fn quiet_says_nothing() {
        let place = workplace();
        let output = ends_with(
            0,
            place.path(),
            &["run", &small(), "--paths", FEW, "--quiet"],
        );
        assert_eq!(
            (said(&output), complained(&output)),
            (String::new(), String::new())
        );
        // Errors are said all the same.
        let output = ends_with(2, place.path(), &["run", "nothing.toml", "-q"]);
        assert!(complained(&output).contains("nothing.toml"));
    }

    #[test]
    fn english_is_english_throughout() {
        let place = workplace();
        let output = ends_with(
            0,
            place.path(),
            &[
                "run",
                &flagship(),
                "--paths",
                FEW,
                "--lang",
                "en",
                "--only-summary",
            ],
        );
        let chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        // Units are the scenario's own (亿元); everything else has an English form.
        let said = said(&output).replace("亿元", "");
        assert!(said.contains("Target") && !chinese(&said), "{said}");
        let output = ends_with(2, place.path(), &["run", "nothing.toml", "--lang=en"]);
        assert!(
            complained(&output).contains("there is no such file"),
            "{}",
            complained(&output)
        );
        let output = ends_with(2, place.path(), &["runn", "--lang", "en"]);
        assert!(!chinese(&complained(&output)), "{}", complained(&output));
    }

    #[test]
    fn the_language_of_pictures_is_the_only_thing_that_language_changes() {
        let place = workplace();
        for lang in ["zh", "en"] {
            ends_with(
                0,
                place.path(),
                &[
                    "run",
                    &small(),
                    "--paths",
                    FEW,
                    "--lang",
                    lang,
                    "--out",
                    lang,
                    "-q",
                ],
            );
        }
        let (zh, en) = (
            files(&place.path().join("zh")),
            files(&place.path().join("en")),
        );
        assert_eq!(zh.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>());
        assert_eq!(zh["summary.json"], en["summary.json"]);
        assert_ne!(zh["charts/targets.png"], en["charts/targets.png"]);
    }

    #[test]
    fn numbers_of_paths_are_read_as_people_write_them() {
        let place = workplace();
        for (written, paths) in [
            ("1e4", 10_000),
            ("1万", 10_000),
            ("2_000", 2_000),
            ("3000", 3_000),
            ("１００", 100),
        ] {
            let output = kapok(
                place.path(),
                &[
                    "run",
                    &small(),
                    "--paths",
                    written,
                    "--only-summary",
                    "-q",
                    "--out",
                    "run",
                ],
            );
            if written == "１００" && output.status.code() == Some(2) {
                // Full-width digits may be refused, but with a message.
                assert!(complained(&output).contains("--paths"));
                continue;
            }
            assert_eq!(
                output.status.code(),
                Some(0),
                "{written}: {}",
                complained(&output)
            );
            let summary =
                json(&fs::read(place.path().join("run/summary.json")).expect("a summary"));
            assert_eq!(summary["run"]["paths"], paths, "{written}");
        }
        for written in ["0", "1.5", "-3", "many", "1e11", "", "nan", "inf"] {
            let argument = format!("--paths={written}");
            let output = ends_with(
                2,
                place.path(),
                &["run", &small(), &argument, "--out", "no"],
            );
            assert!(
                complained(&output).contains("--paths"),
                "{written}: {}",
                complained(&output)
            );
        }
        assert!(!place.path().join("no").exists());
    }

    #[test]
    fn other_numbers_are_checked_too() {
        let place = workplace();
        for (option, value) in [
            ("--seed", "-1"),
            ("--seed", "1.5"),
            ("--seed", "18446744073709551616"),
            ("--threads", "0"),
            ("--threads", "many"),
            ("--block", "17"),
            ("--block", "0"),
            ("--lang", "fr"),
            ("--indicators", "some"),
        ] {
            let argument = format!("{option}={value}");
            let output = ends_with(
                2,
                place.path(),
                &["run", &small(), &argument, "--paths", "100"],
            );
            assert!(
                complained(&output).contains(option),
                "{argument}: {}",
                complained(&output)
            );
        }
        assert!(entries(place.path()).is_empty());
        ends_with(
            0,
            place.path(),
            &[
                "run",
                &small(),
                "--seed",
                "18446744073709551615",
                "--paths",
                "100",
                "--only-summary",
            ],
        );
        let summary =
            fs::read(place.path().join("output/margins/summary.json")).expect("a summary");
        assert_eq!(json(&summary)["run"]["seed"].as_u64(), Some(u64::MAX));
    }

    #[test]
    fn all_indicators_are_there_when_asked_for() {
        let place = workplace();
        let names = |set: &str| -> Vec<String> {
            ends_with(
                0,
                place.path(),
                &[
                    "run",
                    &small(),
                    "--paths",
                    "100",
                    "--indicators",
                    set,
                    "--only-summary",
                    "-q",
                ],
            );
            let summary = json(
                &fs::read(place.path().join("output/margins/summary.json")).expect("a summary"),
            );
            keys(&summary["indicators"])
                .into_iter()
                .map(str::to_owned)
                .collect()
        };
        let (few, all) = (names("default"), names("all"));
        assert!(few.iter().all(|name| all.contains(name)));
        for name in [
            "factor.demand",
            "sector.goods.capital",
            "sector.goods.utilisation",
        ] {
            assert!(
                all.contains(&name.to_owned()) && !few.contains(&name.to_owned()),
                "{name}"
            );
        }
    }

    #[test]
    fn a_mistyped_word_is_answered_with_a_suggestion() {
        let place = workplace();
        for (arguments, wrong, suggestion) in [
            (&["runn", "x.toml"][..], "runn", "run"),
            (&["run", "x.toml", "--pths", "3"], "--pths", "--paths"),
            (&["run", "x.toml", "--sed", "3"], "--sed", "--seed"),
            (&["chek", "x.toml"], "chek", "check"),
            (&["completions", "bsh"], "bsh", "bash"),
        ] {
            let output = ends_with(2, place.path(), arguments);
            let complained = complained(&output);
            assert!(
                complained.contains("错误") && complained.contains(wrong),
                "{complained}"
            );
            assert!(
                complained.contains(&format!("是不是想写 {suggestion}？")),
                "{complained}"
            );
            assert!(complained.contains("--help"), "{complained}");
            assert!(said(&output).is_empty());
        }
        let output = ends_with(2, place.path(), &["run"]);
        assert!(
            complained(&output).contains("缺少") && complained(&output).contains("情景文件"),
            "{}",
            complained(&output)
        );
    }

    #[test]
    fn help_fits_eighty_columns_in_both_languages() {
        let place = workplace();
        for lang in ["zh", "en"] {
            for name in ["", "run", "check", "compare", "completions"] {
                let mut command = command(place.path());
                command.env("COLUMNS", "80");
                if !name.is_empty() {
                    command.arg(name);
                }
                let output = command
                    .args(["--help", "--lang", lang])
                    .output()
                    .expect("the program starts");
                assert!(output.status.success());
                let said = said(&output);
                assert!(
                    said.contains(if lang == "zh" { "用法" } else { "Usage" }),
                    "{said}"
                );
                assert!(name.is_empty() || said.contains(name), "{said}");
                for line in said.lines() {
                    assert!(line.width() <= 80, "{} columns: {line}", line.width());
                }
            }
        }
    }

    #[test]
    fn the_version_is_the_packages() {
        let output = ends_with(0, workplace().path(), &["--version"]);
        assert_eq!(
            said(&output).trim(),
            format!("kapok {}", env!("CARGO_PKG_VERSION"))
        );
    }

    #[test]
    fn every_shell_gets_its_completions() {
        let place = workplace();
        for (shell, sign) in [
            ("bash", "_kapok()"),
            ("zsh", "#compdef kapok"),
            ("fish", "complete -c kapok"),
            ("powershell", "kapok"),
            ("elvish", "kapok"),
        ] {
            let said = said(&ends_with(0, place.path(), &["completions", shell]));
            assert!(said.contains(sign), "{shell}");
            assert!(
                said.contains("--paths") || said.contains("paths"),
                "{shell}"
            );
        }
    }
}

mod scenarios {
    use super::*;

    #[test]
    fn a_missing_file_is_the_command_lines_mistake() {
        let place = workplace();
        for command in ["run", "check"] {
            let output = ends_with(2, place.path(), &[command, "nothing.toml"]);
            assert!(
                complained(&output).contains("nothing.toml"),
                "{}",
                complained(&output)
            );
            assert!(
                complained(&output).contains("没有这个文件"),
                "{}",
                complained(&output)
            );
            let output = ends_with(2, place.path(), &[command, "."]);
            assert!(
                complained(&output).contains("不是普通文件"),
                "{}",
                complained(&output)
            );
        }
        assert!(entries(place.path()).is_empty());
    }

    #[test]
    fn mistakes_are_shown_where_they_are_and_nothing_is_written() {
        let place = workplace();
        let text = fs::read_to_string(small()).expect("the scenario is there");
        let broken = text
            .replace("depreciation         = 0.06", "depreciaton          = 0.06")
            .replace("sd          = \"1.2%\"", "sd          = 6.5");
        fs::write(place.path().join("broken.toml"), &broken).expect("it can be written");
        let line = 1 + broken
            .lines()
            .position(|line| line.contains("depreciaton"))
            .expect("the mistake");
        for arguments in [
            &["run", "broken.toml"][..],
            &["check", "broken.toml"],
            &["run", "broken.toml", "--lang", "en", "-q"],
            &["compare", "broken.toml", "broken.toml"],
        ] {
            let output = ends_with(2, place.path(), arguments);
            let complained = complained(&output);
            assert!(
                complained.contains(&format!("broken.toml:{line}:")),
                "{complained}"
            );
            assert!(
                complained.contains("depreciation"),
                "a suggestion: {complained}"
            );
            assert!(
                !complained.contains('\u{1b}'),
                "no colours where nobody sees them: {complained}"
            );
            assert!(said(&output).is_empty());
        }
        assert_eq!(entries(place.path()), ["broken.toml"]);
    }

    #[test]
    fn check_lists_the_accounts_and_writes_nothing() {
        let place = workplace();
        let output = ends_with(0, place.path(), &["check", &flagship()]);
        let said = said(&output);
        for word in ["都市农业", "公共及其他服务", "最终需求", "谱半径", "0.2541"]
        {
            assert!(said.contains(word), "{word} in\n{said}");
        }
        let english = super::said(&ends_with(
            0,
            place.path(),
            &["check", &flagship(), "--lang", "en"],
        ));
        assert!(
            english.contains("Real estate") && english.contains("Spectral radius"),
            "{english}"
        );
        assert!(entries(place.path()).is_empty());
        assert_eq!(
            super::said(&ends_with(0, place.path(), &["check", &flagship(), "-q"])),
            ""
        );
    }

    #[test]
    fn a_scenario_in_which_every_path_is_lost_fails() {
        let place = workplace();
        let text = fs::read_to_string(small()).expect("the scenario is there");
        let lost = text.replace(
            "income_effect = 0.5",
            "income_effect = 0.5\nrevision = { shape = \"fixed\", value = -1 }",
        );
        fs::write(place.path().join("lost.toml"), lost).expect("it can be written");
        let output = kapok(place.path(), &["run", "lost.toml", "--paths", "100"]);
        // Refused as a scenario, or failed as a run: never a result.
        assert!(
            matches!(output.status.code(), Some(1 | 2)),
            "{:?}\n{}",
            output.status,
            complained(&output)
        );
        assert!(!complained(&output).is_empty() && !complained(&output).contains("panicked"));
        assert_eq!(entries(place.path()), ["lost.toml"]);
    }

    #[test]
    fn a_single_path_is_a_run() {
        let place = workplace();
        let output = ends_with(0, place.path(), &["run", &small(), "--paths", "1", "--svg"]);
        assert!(said(&output).contains("1 条路径"), "{}", said(&output));
        let summary =
            fs::read(place.path().join("output/margins/summary.json")).expect("a summary");
        let summary = json(&summary);
        assert!(
            summary["warnings"]
                .as_array()
                .expect("warnings")
                .iter()
                .any(|warning| warning["code"] == "few-paths")
        );
        assert_eq!(summary["indicators"]["gdp.real"]["sd"][0], 0.0);
    }
}

mod comparisons {
    use super::*;

    /// The small scenario and a variant of it, in a folder.
    fn pair(place: &Path) {
        let text = fs::read_to_string(small()).expect("the scenario is there");
        let variant = text
            .replace("id        = \"margins\"", "id        = \"faster\"")
            .replace("trend      = \"5%\"", "trend      = \"5.5%\"");
        assert_ne!(text, variant);
        fs::write(place.join("a.toml"), text).expect("it can be written");
        fs::write(place.join("b.toml"), variant).expect("it can be written");
    }

    #[test]
    fn two_scenarios_on_the_same_draws_are_paired() {
        let place = workplace();
        pair(place.path());
        // Both files have seed 14.
        let output = ends_with(
            0,
            place.path(),
            &["compare", "a.toml", "b.toml", "--paths", FEW],
        );
        assert!(said(&output).contains("配对"), "{}", said(&output));
        let folder = place.path().join("output/compare-margins-faster");
        let files = files(&folder);
        let comparison = json(&files["comparison.json"]);
        assert_eq!(comparison["paired"], true);
        let growth = &comparison["targets"][0];
        assert_eq!(growth["id"], "growth_2024");
        let difference = growth["difference"].as_f64().expect("a number");
        let half = growth["half_width"].as_f64().expect("a number");
        assert!(
            difference > 0.0,
            "half a point more of trend makes the growth target likelier"
        );
        // Independent runs of 2,000 paths with P ≈ 0.25: 1.96 √(2 · 0.19/2000) = 0.027.
        assert!(half < 0.025, "{half}");
        assert!(
            files.contains_key("charts/compare-targets.png") && files.contains_key("targets.csv")
        );
        let manifest = json(&files["manifest.json"]);
        assert_eq!(manifest["id"], "compare-margins-faster");
        for entry in manifest["files"].as_array().expect("files") {
            let contents = &files[entry["path"].as_str().expect("a path")];
            assert_eq!(entry["sha256"].as_str(), Some(sha256(contents).as_str()));
        }
    }

    #[test]
    fn finished_runs_compare_like_their_scenarios() {
        let place = workplace();
        pair(place.path());
        for name in ["a", "b"] {
            let file = format!("{name}.toml");
            ends_with(
                0,
                place.path(),
                &[
                    "run",
                    &file,
                    "--paths",
                    FEW,
                    "--out",
                    name,
                    "--only-summary",
                    "-q",
                ],
            );
        }
        ends_with(
            0,
            place.path(),
            &["compare", "a", "b", "--out", "of-runs", "-q"],
        );
        ends_with(
            0,
            place.path(),
            &[
                "compare", "a.toml", "b.toml", "--paths", FEW, "--out", "of-files", "-q",
            ],
        );
        ends_with(
            0,
            place.path(),
            &[
                "compare", "a", "b.toml", "--paths", FEW, "--out", "of-both", "-q",
            ],
        );
        let read = |name: &str| {
            fs::read(place.path().join(name).join("comparison.json")).expect("a comparison")
        };
        assert!(
            read("of-runs") == read("of-files") && read("of-both") == read("of-files"),
            "the same bytes"
        );
        // Another seed on one side: no pairs.
        ends_with(
            0,
            place.path(),
            &[
                "run",
                "b.toml",
                "--paths",
                FEW,
                "--seed",
                "99",
                "--out",
                "b",
                "--only-summary",
                "-q",
            ],
        );
        let output = ends_with(0, place.path(), &["compare", "a", "b", "--out", "apart"]);
        assert_eq!(json(&read("apart"))["paired"], false);
        assert!(!said(&output).contains("配对"), "{}", said(&output));
    }

    #[test]
    fn a_second_comparison_replaces_the_first_and_nothing_else() {
        let place = workplace();
        pair(place.path());
        let arguments = [
            "compare", "a.toml", "b.toml", "--paths", "100", "--out", "c", "-q",
        ];
        ends_with(0, place.path(), &arguments);
        ends_with(0, place.path(), &arguments);
        fs::write(place.path().join("c/notes.txt"), "mine").expect("a file can be written");
        ends_with(2, place.path(), &arguments);
        assert!(place.path().join("c/notes.txt").exists());
        // A folder that is no run is no side of a comparison.
        fs::create_dir(place.path().join("empty")).expect("a folder can be made");
        let output = ends_with(
            2,
            place.path(),
            &["compare", "a.toml", "empty", "--paths", "100", "--out", "d"],
        );
        assert!(
            complained(&output).contains("empty"),
            "{}",
            complained(&output)
        );
        assert!(!place.path().join("d").exists());
    }
}

mod interruptions {
    use super::*;

    #[test]
    fn a_reader_that_closes_the_pipe_has_seen_enough() {
        let place = workplace();
        for arguments in [
            &["--help"][..],
            &["--version"],
            &["run", "--help"],
            &["completions", "bash"],
            &["check", &flagship()],
            &["run", &small(), "--paths", "100", "--only-summary"],
        ] {
            let (reader, writer) = std::io::pipe().expect("a pipe can be made");
            drop(reader);
            let output = command(place.path())
                .args(arguments)
                .stdout(writer)
                .output()
                .expect("the program starts");
            let complained = complained(&output);
            assert!(
                !complained.contains("panicked"),
                "kapok {arguments:?}: {complained}"
            );
            // Ended by the signal of a closed pipe, or at its own end.
            assert!(
                matches!(output.status.code(), None | Some(0)),
                "kapok {arguments:?}: {:?}\n{complained}",
                output.status
            );
        }
        // What was asked for is there all the same.
        assert!(place.path().join("output/margins/summary.json").exists());
    }

    #[cfg(unix)]
    #[test]
    fn an_interrupted_run_leaves_nothing() {
        use std::time::{Duration, Instant};
        let place = workplace();
        let child = command(place.path())
            .args(["run", &flagship(), "--paths", "1e9", "--out", "run"])
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .expect("the program starts");
        std::thread::sleep(Duration::from_millis(1500));
        let kill = std::process::Command::new("kill")
            .args(["-INT", &child.id().to_string()])
            .status();
        assert!(
            kill.expect("there is a kill").success(),
            "the run was still on"
        );
        let asked = Instant::now();
        let output = child.wait_with_output().expect("it ends");
        assert!(
            asked.elapsed() < Duration::from_secs(10),
            "it ended after {:?}",
            asked.elapsed()
        );
        assert_eq!(output.status.code(), Some(130), "{}", complained(&output));
        assert!(
            complained(&output).contains("已中断"),
            "{}",
            complained(&output)
        );
        assert!(
            entries(place.path()).is_empty(),
            "{:?}",
            entries(place.path())
        );
    }

    #[cfg(unix)]
    #[test]
    fn an_interrupted_run_leaves_the_run_before_as_it_was() {
        use std::time::Duration;
        let place = workplace();
        let arguments = [
            "run",
            &small(),
            "--only-summary",
            "-q",
            "--out",
            "run",
            "--paths",
        ];
        ends_with(0, place.path(), &[&arguments[..], &["100"]].concat());
        let before = files(&place.path().join("run"));
        let child = command(place.path())
            .args(arguments)
            .arg("1e9")
            .stderr(std::process::Stdio::piped())
            .spawn()
            .expect("the program starts");
        std::thread::sleep(Duration::from_secs(1));
        let kill = std::process::Command::new("kill")
            .args(["-INT", &child.id().to_string()])
            .status();
        assert!(
            kill.expect("there is a kill").success(),
            "the run was still on"
        );
        let output = child.wait_with_output().expect("it ends");
        assert_eq!(output.status.code(), Some(130), "{}", complained(&output));
        assert_eq!(files(&place.path().join("run")), before);
        assert_eq!(entries(place.path()), ["run"]);
    }
}
