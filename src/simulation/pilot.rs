//! A short run of the first paths, only to lay the grids of the statistics: the same for a run of any length.

use super::prepare::Prepared;
use super::worker::Worker;
use crate::model::Evaluator;
use crate::results::Grid;

/// Paths of the pilot; a multiple of every block size used here.
const PATHS: u64 = 512;
const BLOCK: usize = 256;

/// The grid of each watched indicator of the main arm, by year.
pub(super) fn grids(prepared: &Prepared) -> Vec<Vec<Grid>> {
    let mut worker = Worker::new(&prepared.draws, &prepared.arms, BLOCK);
    let years = prepared.arms[0].horizon().len();
    let mut samples =
        vec![vec![Vec::with_capacity(PATHS as usize); years]; prepared.arms[0].evaluators.len()];
    for first_path in (0..PATHS).step_by(BLOCK) {
        worker.simulate(first_path);
        worker.each_series(0, BLOCK, |k, t, values| {
            samples[k][t].extend_from_slice(values);
        });
    }
    let evaluators = prepared.arms[0].evaluators.iter();
    let of_years = |(evaluator, years): (&Evaluator, &Vec<Vec<f64>>)| {
        let grid = |sample: &Vec<f64>| {
            if evaluator.whole {
                Grid::of_whole_numbers(sample)
            } else {
                Grid::of_sample(sample)
            }
        };
        years.iter().map(grid).collect()
    };
    evaluators.zip(&samples).map(of_years).collect()
}
