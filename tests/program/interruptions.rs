//! Ends before the end.

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
