//! `manifest.json`: what was run, where and how fast. The one file that may differ between equal runs.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::platform;
use crate::random::{DimensionBlock, HELD};
use crate::results::Summary;

/// A file of the run folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Path inside the folder, with forward slashes.
    pub path: String,
    /// Size.
    pub bytes: u64,
    /// SHA-256 in hexadecimal.
    pub sha256: String,
}

/// Consecutive dimensions of quasi-random points: all variables of the first year, all of the next, and so on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DimensionEntry {
    /// The variant that alone has them; absent: the scenario.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    /// Number of the first, counted from 1.
    pub first: usize,
    /// First and last calendar year; null for what is drawn once a path.
    pub years: Option<[u32; 2]>,
    /// The variables in their order, `kind/id`.
    pub variables: Vec<String>,
}

/// Blocks of dimensions as a manifest has them.
pub fn dimensions(variant: Option<&str>, blocks: &[DimensionBlock]) -> Vec<DimensionEntry> {
    let entry = |block: &DimensionBlock| DimensionEntry {
        variant: variant.map(str::to_owned),
        first: block.first + 1,
        years: (block.years != [HELD; 2]).then_some(block.years),
        variables: block
            .variables
            .iter()
            .map(|it| format!("{}/{}", it.kind, it.id))
            .collect(),
    };
    blocks.iter().map(entry).collect()
}

/// What the numbers of a folder were made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// SHA-256 of the scenario's or the data file's bytes.
    pub sha256: String,
    /// Version of kapok.
    pub version: String,
    /// Seed of every draw.
    pub seed: u64,
    /// Design of the draws.
    pub sampler: String,
    /// Number of paths, or of draws.
    pub paths: u64,
}

impl From<&Summary> for Origin {
    fn from(summary: &Summary) -> Self {
        Self {
            sha256: summary.scenario.sha256.clone(),
            version: summary.run.version.clone(),
            seed: summary.run.seed,
            sampler: summary.run.sampler.clone(),
            paths: summary.run.paths,
        }
    }
}

impl From<Manifest> for Origin {
    fn from(manifest: Manifest) -> Self {
        Self {
            sha256: manifest.scenario_sha256,
            version: manifest.version,
            seed: manifest.seed,
            sampler: manifest.sampler,
            paths: manifest.paths,
        }
    }
}

/// How long a run took.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Timing {
    /// When it started.
    pub started: std::time::SystemTime,
    /// Simulation with its statistics, in seconds.
    pub seconds: f64,
    /// Everything up to the writing of the files, in seconds.
    pub total_seconds: f64,
    /// Threads used.
    pub threads: usize,
}

impl Timing {
    /// Of something that was not simulated now.
    pub fn none() -> Self {
        Self {
            started: std::time::SystemTime::now(),
            seconds: 0.0,
            total_seconds: 0.0,
            threads: 0,
        }
    }
}

/// What was run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of this layout.
    pub schema: u32,
    /// Scenario id; of a comparison, `compare-` and both ids; of a back-test, `backtest-` and the name of its file.
    pub id: String,
    /// SHA-256 of the scenario's bytes; of a back-test, of its data file's.
    pub scenario_sha256: String,
    /// Version of kapok.
    pub version: String,
    /// Seed of every draw.
    pub seed: u64,
    /// Design of the draws.
    pub sampler: String,
    /// Number of paths; of a back-test, draws of its tests.
    pub paths: u64,
    /// Threads used.
    pub threads: usize,
    /// Widest instruction set of the machine that the engine uses.
    pub isa: String,
    /// Name of the machine.
    pub host: String,
    /// When the run started, UTC.
    pub started: String,
    /// Simulation with its statistics.
    pub seconds: f64,
    /// Everything up to the writing of the files.
    pub total_seconds: f64,
    /// Paths per second of simulation; null when nothing was simulated.
    pub paths_per_second: Option<f64>,
    /// The command as it was given.
    pub command_line: Vec<String>,
    /// Which draw has which dimension; absent for pseudo-random draws.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dimensions: Vec<DimensionEntry>,
    /// Every file of the folder but this one.
    pub files: Vec<FileEntry>,
}

impl Manifest {
    /// The manifest of the run (or comparison) `id` and its files.
    pub fn new(
        id: &str,
        origin: Origin,
        timing: Timing,
        dimensions: Vec<DimensionEntry>,
        files: Vec<FileEntry>,
    ) -> Self {
        Self {
            schema: 1,
            id: id.to_owned(),
            scenario_sha256: origin.sha256,
            version: origin.version,
            seed: origin.seed,
            sampler: origin.sampler,
            paths: origin.paths,
            threads: timing.threads,
            isa: platform::instruction_set().to_owned(),
            host: platform::host_name(),
            started: humantime::format_rfc3339_seconds(timing.started).to_string(),
            seconds: timing.seconds,
            total_seconds: timing.total_seconds,
            paths_per_second: (timing.seconds > 0.0).then(|| origin.paths as f64 / timing.seconds),
            command_line: std::env::args_os()
                .map(|arg| arg.to_string_lossy().into_owned())
                .collect(),
            dimensions,
            files,
        }
    }
}

/// SHA-256 of some bytes, in hexadecimal.
pub fn sha256_hex(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

/// Bytes as two digits each.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
