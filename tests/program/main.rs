//! The program from outside: what it prints, what it leaves on disk, how it ends.

mod attainments;
mod attributions;
mod backtest;
mod bench;
mod coherence;
mod comparisons;
mod conditions;
mod discovering;
mod folders;
mod import_tables;
mod instruction_sets;
mod interruptions;
mod judged;
mod linkages;
mod options;
mod precision;
mod redrawing;
mod reports;
mod samplers;
mod saved_paths;
mod scaffold;
mod scenarios;
mod sensitivities;
mod solving;
mod tenths;
mod variants;

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
