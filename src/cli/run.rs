//! `kapok run`: simulate a scenario, draw it, leave a folder.

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::outcome::{Failure, Outcome};
use super::simulate::{Finished, Request, read, simulate};
use super::target_table;
use super::terminal::Terminal;
use super::{drawing, interrupt};
use crate::charts::{Size, standard_set};
use crate::quantity::Localized;
use crate::report::{FolderError, RunFolder, indicators_csv, summary_json, targets_csv};

/// Runs a scenario.
pub(super) fn run(matches: &ArgMatches, terminal: &Terminal) -> Outcome {
    interrupt::listen();
    let file = matches.get_one::<PathBuf>("file").expect("required");
    let loaded = read(file, terminal)?;
    let place = place(matches, &loaded.scenario.id);
    let force = matches.get_flag("force");
    if !force {
        RunFolder::may_replace(&place, &loaded.scenario.id).map_err(|error| refused(&error))?;
    }
    let finished = simulate(&loaded, Request::of(matches), terminal)?;
    let folder = folder(&finished, matches, terminal);
    if interrupt::asked() {
        return Err(Failure::Interrupted);
    }
    folder
        .write(&place, &finished.summary, finished.timing, force)
        .map_err(|error| refused(&error))?;
    if let Some(question) = &loaded.scenario.question {
        terminal.line(terminal.say(question));
    }
    target_table::show(&finished.summary, terminal);
    terminal.show_remarks(&finished.summary);
    report_place(&place, &finished, terminal);
    Ok(())
}

/// Where the run folder goes: `--out`, or `output/<scenario id>` of the working directory.
pub(super) fn place(matches: &ArgMatches, id: &str) -> PathBuf {
    matches
        .get_one::<PathBuf>("out")
        .cloned()
        .unwrap_or_else(|| Path::new("output").join(id))
}

/// The files of a run.
fn folder(finished: &Finished, matches: &ArgMatches, terminal: &Terminal) -> RunFolder {
    let mut folder = RunFolder::default();
    folder.add("summary.json", summary_json(&finished.summary));
    if matches.get_flag("only-summary") {
        return folder;
    }
    folder.add("targets.csv", targets_csv(&finished.summary));
    folder.add("indicators.csv", indicators_csv(&finished.summary));
    let charts = standard_set(&finished.summary, drawing::lang(terminal), Size::default());
    drawing::add(&mut folder, charts, matches.get_flag("svg"), terminal);
    folder
}

/// A folder that cannot be replaced is the command line's mistake; a disk that refuses is the run's.
pub(super) fn refused(error: &FolderError) -> Failure {
    match error {
        FolderError::NotOurs { path, reason, .. } => Failure::Usage(Localized::new(
            format!(
                "不会替换 {}：{}。换一个 --out，或加 --force",
                path.display(),
                reason.in_chinese()
            ),
            format!(
                "{} is left as it is: {reason}. Choose another --out, or add --force",
                path.display()
            ),
        )),
        FolderError::Disk { path, source } => Failure::Run(Localized::new(
            format!("写不了 {}：{source}", path.display()),
            format!("cannot write {}: {source}", path.display()),
        )),
    }
}

fn report_place(place: &Path, finished: &Finished, terminal: &Terminal) {
    let timing = finished.timing;
    let rate = finished.summary.run.paths as f64 / timing.seconds;
    let said = Localized::new(
        format!(
            "{} 条路径，用时 {:.2} 秒（每秒 {:.0} 万条）。结果在 {}",
            finished.summary.run.paths,
            timing.seconds,
            rate / 1e4,
            place.display()
        ),
        format!(
            "{} paths in {:.2} s ({rate:.0} a second). Results: {}",
            finished.summary.run.paths,
            timing.seconds,
            place.display()
        ),
    );
    terminal.line(terminal.say(&said));
}
