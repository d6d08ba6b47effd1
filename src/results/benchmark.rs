//! `bench.json`: how fast a scenario runs on this machine, and how long an answer of a given precision takes.

use serde::{Deserialize, Serialize};

/// Version of the layout of `bench.json`.
pub const BENCHMARK_SCHEMA: u32 = 1;

/// How fast a scenario's base runs here. Measured, so no two are alike.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Benchmark {
    /// Version of this layout.
    pub schema: u32,
    /// Scenario id.
    pub scenario: String,
    /// SHA-256 of the scenario's bytes, in hexadecimal.
    pub sha256: String,
    /// Version of kapok.
    pub version: String,
    /// Widest instruction set of the machine that the engine uses.
    pub isa: String,
    /// Threads of a measurement with all threads.
    pub threads: usize,
    /// Sectors in all regions.
    pub nodes: usize,
    /// Simulated years.
    pub years: usize,
    /// The scenario's twins, which a run simulates beside it: not counted in path-years.
    pub twins: usize,
    /// Times each measurement was repeated.
    pub repeats: usize,
    /// Most memory the process held while it measured, in bytes; `None` where the system does not say.
    pub peak_memory_bytes: Option<u64>,
    /// Half of the 95 % interval that `SamplerSpeed::targets` is about, a probability.
    pub half_width: f64,
    /// Each design of the draws.
    pub samplers: Vec<SamplerSpeed>,
}

/// How fast one design of the draws is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SamplerSpeed {
    /// The design.
    pub sampler: String,
    /// From the file to the first path, in seconds.
    pub start_seconds: f64,
    /// With one thread.
    pub one_thread: Rate,
    /// With all threads; the same as `one_thread` where that is one.
    pub all_threads: Rate,
    /// Paths per second with all threads over those with one.
    pub scaling: f64,
    /// Path-years of the scenario itself per second, with all threads.
    pub path_years_per_second: f64,
    /// Paths that the probabilities below were estimated from.
    pub paths: u64,
    /// Each target, and all of them together: how long until its probability is known.
    pub targets: Vec<TimeToPrecision>,
    /// How long runs of several sizes take with all threads, start included, files and pictures not.
    pub runs: Vec<RunTime>,
}

/// Paths per second, the median over the repeats.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Rate {
    /// Threads used.
    pub threads: usize,
    /// Paths of one repeat.
    pub paths: u64,
    /// The median.
    pub paths_per_second: f64,
    /// Half of the distance between the fastest and the slowest repeat, over the median.
    pub spread: f64,
}

/// How long it takes until half of a probability's 95 % interval is no wider than asked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TimeToPrecision {
    /// Id of the target; `None` for all targets together.
    pub id: Option<String>,
    /// Its probability.
    pub probability: f64,
    /// Half of the 95 % interval of that probability.
    pub half_width: f64,
    /// Paths needed.
    pub paths: u64,
    /// Seconds with all threads, without the start.
    pub seconds: f64,
}

/// How long a run of so many paths takes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct RunTime {
    /// Paths.
    pub paths: u64,
    /// Seconds.
    pub seconds: f64,
}
