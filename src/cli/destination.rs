//! Where the results of a command go: refused before anything is simulated when what is there may not be replaced.

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::interrupt;
use super::outcome::{Failure, Outcome};
use super::terminal::Terminal;
use crate::quantity::Localized;
use crate::report::{FolderError, Origin, RunFolder, Timing};
use crate::scenario::Loaded;

/// A folder for results.
pub(super) struct Destination {
    id: String,
    place: PathBuf,
    force: bool,
}

impl Destination {
    /// Of results called `id`, which are made from these files.
    pub(super) fn of(
        id: String,
        inputs: &[PathBuf],
        matches: &ArgMatches,
    ) -> Result<Self, Failure> {
        let (place, force) = (place(matches, &id), matches.get_flag("force"));
        RunFolder::may_be_taken(&place, &id, inputs).map_err(|error| refused(&error))?;
        if !force {
            RunFolder::may_replace(&place, &id).map_err(|error| refused(&error))?;
        }
        Ok(Self { id, place, force })
    }

    /// Of what a command finds out about a scenario.
    pub(super) fn of_command(
        command: &str,
        file: &Path,
        loaded: &Loaded,
        matches: &ArgMatches,
    ) -> Result<Self, Failure> {
        Self::of_variant(command, file, (loaded, None), matches)
    }

    /// The same about one of its variants, by id.
    pub(super) fn of_variant(
        command: &str,
        file: &Path,
        (loaded, variant): (&Loaded, Option<&str>),
        matches: &ArgMatches,
    ) -> Result<Self, Failure> {
        let about = match variant {
            Some(id) => format!("{}-{id}", loaded.scenario.id),
            None => run_id(loaded),
        };
        Self::of(format!("{about}-{command}"), &inputs(file, loaded), matches)
    }

    /// Writes the files, unless somebody has interrupted.
    pub(super) fn write(
        &self,
        folder: RunFolder,
        origin: impl Into<Origin>,
        timing: Timing,
    ) -> Outcome {
        if interrupt::asked() {
            return Err(Failure::Interrupted);
        }
        folder
            .write_as(&self.id, &self.place, origin, timing, self.force)
            .map_err(|error| {
                // A large file is still simulated while it is written.
                if interrupt::asked() {
                    Failure::Interrupted
                } else {
                    refused(&error)
                }
            })
    }

    /// Where it is.
    pub(super) fn place(&self) -> &Path {
        &self.place
    }

    /// Says where the results are.
    pub(super) fn tell(&self, terminal: &Terminal) {
        terminal.line(terminal.say(&Localized::new(
            format!("结果在 {}", self.place.display()),
            format!("Results: {}", self.place.display()),
        )));
    }
}

/// What a run is called: a scenario changed on the command line does not take the place of the scenario itself.
pub(super) fn run_id(loaded: &Loaded) -> String {
    let id = &loaded.scenario.id;
    if loaded.changes.is_empty() {
        id.clone()
    } else {
        format!("{id}-set")
    }
}

/// The files that a scenario is read from.
pub(super) fn inputs(file: &Path, loaded: &Loaded) -> Vec<PathBuf> {
    let folder = file.parent().unwrap_or(Path::new(""));
    let named = loaded.named_files().map(|(path, _)| folder.join(path));
    std::iter::once(file.to_owned()).chain(named).collect()
}

/// Where the run folder goes: `--out`, or `output/<id>` of the working directory.
fn place(matches: &ArgMatches, id: &str) -> PathBuf {
    matches
        .get_one::<PathBuf>("out")
        .cloned()
        .unwrap_or_else(|| Path::new("output").join(id))
}

/// A folder that cannot be replaced is the command line's mistake; a disk that refuses is the run's.
fn refused(error: &FolderError) -> Failure {
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
