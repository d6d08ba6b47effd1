//! Whole paths, kept: every watched indicator in every year, in the order of the paths.

use std::ops::Range;

use rayon::iter::{IntoParallelIterator as _, ParallelIterator as _};

use super::ensemble::{RunError, SamplingPlan};
use super::observer::Observer;
use super::prepare::Prepared;
use super::worker::Worker;
use crate::results::{PathBlock, PathGroup};

/// Paths of one task. It has no bearing on values, but on how they are parted in the result: it is always the same.
const BLOCK: u64 = SamplingPlan::BLOCK as u64;

/// Simulates some of a run's paths in the main arm on the threads of the current rayon pool, and keeps every watched indicator. The paths are
/// those of [`simulate`](super::simulate), and the result does not depend on the threads: who asks for one group after the other needs no more
/// memory for more paths.
///
/// # Errors
/// When the observer stops it.
pub fn whole_paths(
    prepared: &Prepared,
    paths: Range<u64>,
    observer: &dyn Observer,
) -> Result<PathGroup, RunError> {
    let blocks = (paths.end - paths.start).div_ceil(BLOCK);
    let block = |worker: &mut Worker<'_>, index: u64| {
        if observer.stopped() {
            return Err(RunError::Interrupted);
        }
        let first = paths.start + index * BLOCK;
        let used = BLOCK.min(paths.end - first);
        let kept = keep(worker, prepared, first, used as usize);
        observer.advanced(used);
        Ok(kept)
    };
    // Twins are not looked at.
    let worker = || Worker::new(&prepared.draws, &prepared.arms[..1], BLOCK as usize);
    let blocks = (0..blocks).into_par_iter().map_init(worker, block);
    Ok(PathGroup {
        first_path: paths.start,
        blocks: blocks.collect::<Result<_, _>>()?,
    })
}

/// The block of `used` paths from `first`, turned from `[year, path]` to `[path, year]`.
fn keep(worker: &mut Worker<'_>, prepared: &Prepared, first: u64, used: usize) -> PathBlock {
    let (years, lanes) = (prepared.arms[0].years, BLOCK as usize);
    worker.simulate(first);
    let mut valid = vec![false; used];
    for &lane in worker.valid(0, used) {
        valid[lane] = true;
    }
    let mut values = vec![0.0; prepared.indicators.len() * used * years];
    for (k, rows) in values.chunks_exact_mut(used * years).enumerate() {
        let series = worker.series(0, k);
        for (lane, path) in rows.chunks_exact_mut(years).enumerate() {
            for (value, row) in path.iter_mut().zip(series.chunks_exact(lanes)) {
                *value = row[lane];
            }
        }
    }
    PathBlock {
        valid,
        years,
        values,
    }
}
