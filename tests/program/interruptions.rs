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

/// Starts a run that would take hours, waits until it is under way, and presses Ctrl-C this many times.
#[cfg(unix)]
fn interrupted(place: &Path, arguments: &[&str], times: usize) -> Output {
    use std::process::Stdio;
    use std::time::{Duration, Instant};
    let child = command(place)
        .args(arguments)
        .args(["--paths", "1e10"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let started = Instant::now();
    while !listens(child.id()) && started.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(20));
    }
    std::thread::sleep(Duration::from_millis(500));
    for _ in 0..times {
        let kill = std::process::Command::new("kill")
            .args(["-INT", &child.id().to_string()])
            .output();
        kill.expect("there is a kill");
    }
    let asked = Instant::now();
    let output = child.wait_with_output().expect("it ends");
    let took = asked.elapsed();
    assert!(took < Duration::from_secs(20), "it ended after {took:?}");
    assert_eq!(output.status.code(), Some(130), "{}", complained(&output));
    output
}

/// Whether a process has a handler for Ctrl-C: on a busy machine it may take a while to get there.
#[cfg(target_os = "linux")]
fn listens(id: u32) -> bool {
    const INTERRUPT: u64 = 1 << 1;
    let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:"));
    let caught = caught.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    caught.is_some_and(|mask| mask & INTERRUPT != 0)
}

#[cfg(all(unix, not(target_os = "linux")))]
fn listens(_id: u32) -> bool {
    std::thread::sleep(std::time::Duration::from_secs(2));
    true
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_nothing() {
    let place = workplace();
    let output = interrupted(place.path(), &["run", &flagship(), "--out", "run"], 1);
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
    // The second time it ends at once, with the same code.
    interrupted(place.path(), &["run", &flagship(), "--out", "run"], 2);
    assert!(
        entries(place.path()).is_empty(),
        "{:?}",
        entries(place.path())
    );
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_the_run_before_as_it_was() {
    let place = workplace();
    let arguments = ["run", &small(), "--only-summary", "-q", "--out", "run"];
    ends_with(
        0,
        place.path(),
        &[&arguments[..], &["--paths", "100"]].concat(),
    );
    let before = files(&place.path().join("run"));
    interrupted(place.path(), &arguments, 1);
    assert_eq!(files(&place.path().join("run")), before);
    assert_eq!(entries(place.path()), ["run"]);
}

#[cfg(unix)]
#[test]
fn an_interrupted_comparison_leaves_nothing() {
    let place = workplace();
    interrupted(
        place.path(),
        &["compare", &flagship(), &small(), "--out", "c"],
        1,
    );
    assert!(
        entries(place.path()).is_empty(),
        "{:?}",
        entries(place.path())
    );
}

#[cfg(unix)]
#[test]
fn an_interrupted_benchmark_leaves_nothing() {
    let place = workplace();
    interrupted(place.path(), &["bench", &flagship(), "--out", "b"], 1);
    assert!(
        entries(place.path()).is_empty(),
        "{:?}",
        entries(place.path())
    );
}
