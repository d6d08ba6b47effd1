//! What a path-year costs as districts and chains are added: `cargo run --release --example scale [-- FOLDER]`.
//!
//! Scenarios of 13 to 420 sectors in 1 to 20 regions, over 7 and 13 years, made by `scenario.rs` (and left in FOLDER, when one is given). One
//! thread; medians; what a run does once before its paths is taken off. *Judged* is what the targets need, *default* keeps the
//! statistics of every default indicator and simulates the unseeded twin beside the scenario.

#![allow(clippy::print_stdout)]

mod scenario;

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;

use kapok::report::instruction_set;
use kapok::scenario::parse_text;
use kapok::simulation::{IndicatorSet, Prepared, SamplingPlan, Silent, prepare, simulate};
use rayon::ThreadPool;

/// Regions and sectors in each.
const SIZES: [(usize, usize); 4] = [(1, 13), (5, 10), (10, 15), (20, 21)];
const YEARS: [usize; 2] = [7, 13];
/// Repeats; odd, so that the median is one of them.
const REPEATS: usize = 5;
/// Paths of a repeat advance about so many node-years.
const NODE_YEARS: usize = 4_000_000;

fn main() {
    let folder = std::env::args_os().nth(1).map(PathBuf::from);
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build();
    let one = one.expect("a thread can be started");
    println!(
        "instruction set {}, 1 thread, medians of {REPEATS}; ns",
        instruction_set()
    );
    println!(
        "nodes years | judged: path-year node-year | default: path-year node-year | read, ms  prepare, ms"
    );
    for (regions, sectors) in SIZES {
        for years in YEARS {
            row(regions, sectors, years, &one, folder.as_deref());
        }
    }
}

/// Measures one size and prints its row.
fn row(regions: usize, sectors: usize, years: usize, pool: &ThreadPool, folder: Option<&Path>) {
    let text = scenario::text(regions, sectors, years);
    let nodes = regions * sectors;
    if let Some(folder) = folder {
        let file = folder.join(format!("scale-{nodes}-{years}.toml"));
        std::fs::write(&file, &text).expect("the folder can be written to");
    }
    let clock = Instant::now();
    let loaded = parse_text("scale.toml", &text, &|_| {
        Err(std::io::ErrorKind::NotFound.into())
    });
    let loaded = loaded.unwrap_or_else(|found| panic!("{}", found.render(scenario::STYLE)));
    let read = clock.elapsed().as_secs_f64();
    let clock = Instant::now();
    let ready = |set| prepare(&loaded.scenario, 1, set).expect("it can be simulated");
    let default = ready(IndicatorSet::Default);
    let prepared = clock.elapsed().as_secs_f64();
    let judged = ready(IndicatorSet::Judged);
    let paths = (NODE_YEARS / (nodes * years)).next_multiple_of(1024) as u64;
    let judged = path_year(&judged, pool, paths);
    let default = path_year(&default, pool, paths);
    let per_node = nodes as f64;
    println!(
        "{nodes:5} {years:5} | {judged:17.0} {:9.1} | {default:18.0} {:9.1} | {:8.1} {:12.1}",
        judged / per_node,
        default / per_node,
        1e3 * read,
        1e3 * prepared
    );
}

/// Nanoseconds of one path-year, the median.
fn path_year(prepared: &Prepared, pool: &ThreadPool, paths: u64) -> f64 {
    let years = prepared.arms[0].horizon().len() as f64;
    let mut net: Vec<f64> = (0..REPEATS)
        .map(|_| seconds(prepared, pool, paths) - seconds(prepared, pool, 0))
        .collect();
    net.sort_by(f64::total_cmp);
    net[REPEATS / 2] * 1e9 / (paths as f64 * years)
}

fn seconds(prepared: &Prepared, pool: &ThreadPool, paths: u64) -> f64 {
    pool.install(|| {
        let clock = Instant::now();
        let ensemble = simulate(prepared, SamplingPlan::of_paths(paths), &Silent);
        black_box(ensemble.expect("not interrupted"));
        clock.elapsed().as_secs_f64()
    })
}
