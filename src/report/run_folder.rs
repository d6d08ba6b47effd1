//! A folder that appears whole or not at all: written beside its final place, then moved into it.

use std::fmt;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use thiserror::Error;

use super::hashed_file::HashedFile;
use super::manifest::{DimensionEntry, FileEntry, Manifest, Origin, Timing};
use super::platform;
use super::tables::summary_json;
use crate::results::Summary;

const MANIFEST: &str = "manifest.json";

/// Why a run folder could not be written.
#[derive(Debug, Error)]
pub enum FolderError {
    /// The folder holds something that this scenario's run did not leave there.
    #[error("{} is not a run of {id}: {reason}", path.display())]
    NotOurs {
        /// The folder.
        path: PathBuf,
        /// Scenario id of the run that wanted it.
        id: String,
        /// What is in the way.
        reason: Obstacle,
    },
    /// The disk refused.
    #[error("{}: {source}", path.display())]
    Disk {
        /// What was being written.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// What keeps a folder from being replaced.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Obstacle {
    /// It is a file.
    #[error("it is not a folder")]
    NotAFolder,
    /// It has files and no readable manifest.
    #[error("it has files but no manifest")]
    NoManifest,
    /// It is another scenario's run.
    #[error("it is a run of {0}")]
    OtherScenario(String),
    /// It has a file that the manifest does not list.
    #[error("{0} is not a file of the run")]
    UnknownFile(String),
    /// It is where something is read from.
    #[error("{0} is read from there")]
    HoldsInput(String),
}

impl Obstacle {
    /// The same in Chinese.
    pub fn in_chinese(&self) -> String {
        match self {
            Self::NotAFolder => "它不是文件夹".to_owned(),
            Self::NoManifest => "里面有文件，却没有 manifest.json".to_owned(),
            Self::OtherScenario(id) => format!("里面是 {id} 的结果"),
            Self::HoldsInput(path) => format!("要从那里读取 {path}"),
            Self::UnknownFile(path) => format!("里面的 {path} 不是这次运行留下的"),
        }
    }
}

/// Writes a file that is too large to be held.
pub type Fill = Box<dyn FnOnce(&mut (dyn Write + Send)) -> io::Result<()> + Send>;

/// The files of a run before they are on disk.
#[derive(Default)]
pub struct RunFolder {
    files: Vec<(String, Vec<u8>)>,
    large: Vec<(String, Fill)>,
    dimensions: Vec<DimensionEntry>,
}

impl fmt::Debug for RunFolder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let large = self.large.iter().map(|(path, _)| path);
        let paths = self.files.iter().map(|(path, _)| path).chain(large);
        formatter.debug_list().entries(paths).finish()
    }
}

impl RunFolder {
    /// The files of what was found about a run: its summary first, so that they can be drawn again.
    pub fn of_run(summary: &Summary) -> Self {
        let mut folder = Self::default();
        folder.add("summary.json", summary_json(summary));
        folder
    }

    /// Says which draw has which dimension of quasi-random points.
    pub fn set_dimensions(&mut self, dimensions: Vec<DimensionEntry>) {
        self.dimensions = dimensions;
    }

    /// Adds a file under a path inside the folder, with forward slashes.
    pub fn add(&mut self, path: &str, contents: Vec<u8>) {
        self.files.push((path.to_owned(), contents));
    }

    /// Adds a file that is written only when the folder is, after the others; where it fails there is no folder.
    pub fn add_large(&mut self, path: &str, fill: Fill) {
        self.large.push((path.to_owned(), fill));
    }

    /// Whether the folder at `place` may be replaced by a run of this scenario: asked before a long run, and again at its end.
    ///
    /// # Errors
    /// When something in it was not left there by a run of this scenario.
    pub fn may_replace(place: &Path, id: &str) -> Result<(), FolderError> {
        repair(place)?;
        match obstacle(place, id) {
            Ok(None) => Ok(()),
            Ok(Some(reason)) => Err(FolderError::NotOurs {
                path: place.to_owned(),
                id: id.to_owned(),
                reason,
            }),
            Err(source) => Err(FolderError::Disk {
                path: place.to_owned(),
                source,
            }),
        }
    }

    /// Whether `place` may be replaced at all, asked for or not: it is no file, and none of `inputs` is read from it.
    ///
    /// # Errors
    /// When replacing it would take away what is not a result.
    pub fn may_be_taken(place: &Path, id: &str, inputs: &[PathBuf]) -> Result<(), FolderError> {
        let not_ours = |reason| {
            Err(FolderError::NotOurs {
                path: place.to_owned(),
                id: id.to_owned(),
                reason,
            })
        };
        // What is not there holds nothing.
        let Ok(folder) = fs::canonicalize(place) else {
            return Ok(());
        };
        if !folder.is_dir() {
            return not_ours(Obstacle::NotAFolder);
        }
        let inside = |input: &&PathBuf| {
            fs::canonicalize(input).is_ok_and(|input| input.starts_with(&folder))
        };
        match inputs.iter().find(inside) {
            Some(input) => not_ours(Obstacle::HoldsInput(input.display().to_string())),
            None => Ok(()),
        }
    }

    /// Writes the folder with its manifest, replacing what was there.
    ///
    /// # Errors
    /// When the place is not ours (unless `force`), or the disk refuses; nothing is then changed.
    pub fn write(
        self,
        place: &Path,
        summary: &Summary,
        timing: Timing,
        force: bool,
    ) -> Result<(), FolderError> {
        self.write_as(&summary.scenario.id, place, summary, timing, force)
    }

    /// As [`write`](Self::write), for something that is not the run of one scenario, such as a comparison.
    ///
    /// # Errors
    /// As [`write`](Self::write).
    pub fn write_as(
        self,
        id: &str,
        place: &Path,
        origin: impl Into<Origin>,
        timing: Timing,
        force: bool,
    ) -> Result<(), FolderError> {
        if force {
            repair(place)?;
        } else {
            Self::may_replace(place, id)?;
        }
        let beside = beside(place, "new");
        let (origin, dimensions) = (origin.into(), self.dimensions);
        let written = start(&beside)
            .and_then(|()| write_files(&beside, &self.files, self.large))
            .and_then(|entries| {
                let manifest = Manifest::new(id, origin, timing, dimensions, entries);
                let manifest = serde_json::to_vec_pretty(&manifest)?;
                write_file(&beside, MANIFEST, |file| file.write_all(&manifest))?;
                platform::sync_folder(&beside)?;
                put_in_place(&beside, place)
            });
        written.map_err(|source| {
            // Best effort: a later run clears what could not be cleared now.
            let _ = fs::remove_dir_all(&beside);
            FolderError::Disk {
                path: place.to_owned(),
                source,
            }
        })
    }
}

/// The name of a helper folder beside the place.
fn beside(place: &Path, purpose: &str) -> PathBuf {
    let name = place.file_name().map_or_else(
        || "run".to_owned(),
        |name| name.to_string_lossy().into_owned(),
    );
    place.with_file_name(format!(".{name}.kapok-{purpose}"))
}

/// Undoes what a crash in the middle of a replacement left: an old run aside with nothing in its place comes back.
fn repair(place: &Path) -> Result<(), FolderError> {
    let disk = |source| FolderError::Disk {
        path: place.to_owned(),
        source,
    };
    let old = beside(place, "old");
    if old.exists() {
        if place.exists() {
            fs::remove_dir_all(&old)
        } else {
            fs::rename(&old, place)
        }
        .map_err(disk)?;
    }
    let new = beside(place, "new");
    if new.exists() {
        fs::remove_dir_all(&new).map_err(disk)
    } else {
        Ok(())
    }
}

fn obstacle(place: &Path, id: &str) -> io::Result<Option<Obstacle>> {
    let metadata = match fs::symlink_metadata(place) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    if !metadata.is_dir() {
        return Ok(Some(Obstacle::NotAFolder));
    }
    let mut present = Vec::new();
    list(place, "", &mut present)?;
    if present.is_empty() {
        return Ok(None);
    }
    let manifest = fs::read(place.join(MANIFEST)).ok();
    let Some(manifest) = manifest.and_then(|bytes| serde_json::from_slice::<Manifest>(&bytes).ok())
    else {
        return Ok(Some(Obstacle::NoManifest));
    };
    if manifest.id != id {
        return Ok(Some(Obstacle::OtherScenario(manifest.id)));
    }
    let known =
        |path: &String| path == MANIFEST || manifest.files.iter().any(|file| file.path == *path);
    Ok(present
        .into_iter()
        .find(|path| !known(path))
        .map(Obstacle::UnknownFile))
}

/// Every file below a folder, as paths inside it.
fn list(folder: &Path, prefix: &str, found: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            list(&entry.path(), &format!("{path}/"), found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}

/// An empty folder, whatever a crash left there.
fn start(folder: &Path) -> io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)
}

/// Writes everything but the manifest, which lists it.
fn write_files(
    folder: &Path,
    files: &[(String, Vec<u8>)],
    large: Vec<(String, Fill)>,
) -> io::Result<Vec<FileEntry>> {
    let mut entries = Vec::new();
    for (path, contents) in files {
        entries.push(write_file(folder, path, |file| file.write_all(contents))?);
    }
    for (path, fill) in large {
        entries.push(write_file(folder, &path, |file| fill(file))?);
    }
    Ok(entries)
}

fn write_file(
    folder: &Path,
    path: &str,
    fill: impl FnOnce(&mut HashedFile) -> io::Result<()>,
) -> io::Result<FileEntry> {
    let place = folder.join(path);
    if let Some(parent) = place.parent() {
        fs::create_dir_all(parent)?;
    }
    let mut file = HashedFile::create(&place)?;
    fill(&mut file)?;
    file.finish(path)
}

fn put_in_place(new: &Path, place: &Path) -> io::Result<()> {
    if !place.exists() {
        return fs::rename(new, place);
    }
    if platform::exchange(new, place).is_ok() {
        return fs::remove_dir_all(new);
    }
    let old = beside(place, "old");
    fs::rename(place, &old)?;
    fs::rename(new, place)?;
    fs::remove_dir_all(&old)
}
