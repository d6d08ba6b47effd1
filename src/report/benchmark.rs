//! `bench.json`.

use crate::results::Benchmark;

/// The measurements as JSON.
///
/// # Panics
/// Never: they are plain data.
pub fn benchmark_json(benchmark: &Benchmark) -> Vec<u8> {
    let mut json = serde_json::to_vec_pretty(benchmark).expect("a benchmark is plain data");
    json.push(b'\n');
    json
}
