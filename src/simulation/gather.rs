//! Single paths, kept: the columns of a table filled block by block on several threads.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::iter::{IndexedParallelIterator as _, ParallelIterator as _};
use rayon::slice::ParallelSliceMut as _;

use super::arm::Arm;
use super::draws::Draws;
use super::ensemble::{RunError, SamplingPlan};
use super::judge::shortfall;
use super::observer::Observer;
use super::prepare::Prepared;
use super::worker::Worker;
use crate::model::{Driver, Shocks, State};
use crate::results::{Column, PathTable};
use crate::scenario::Indicator;

/// Simulates the paths of a plan in the main arm on the threads of the current rayon pool, and keeps the columns asked for. The paths are those
/// of [`simulate`](super::simulate): a column is the same bytes for any number of threads and any block.
///
/// # Errors
/// When the observer stops it, or the sampler has no so many paths.
///
/// # Panics
/// When a column is of an indicator that is not watched or of what the scenario has not, or the block is no multiple of [`LANE_GROUP`](crate::model::LANE_GROUP).
pub fn gather(
    prepared: &Prepared,
    columns: Vec<Column>,
    plan: SamplingPlan,
    observer: &dyn Observer,
) -> Result<PathTable, RunError> {
    gather_part(prepared, columns, plan, 0..plan.paths, observer)
}

/// As [`gather`], of some of the plan's paths alone: who looks at a part after the other needs no more memory for more paths. The first path of the
/// table is the first of the part.
///
/// # Errors
/// As [`gather`].
///
/// # Panics
/// As [`gather`]; when the part is not of the plan, or does not begin with a block.
pub fn gather_part(
    prepared: &Prepared,
    columns: Vec<Column>,
    plan: SamplingPlan,
    part: Range<u64>,
    observer: &dyn Observer,
) -> Result<PathTable, RunError> {
    let sampler = prepared.draws.sampler();
    plan.fits(sampler)?;
    let begins = part.start.is_multiple_of(plan.block as u64);
    assert!(
        begins && part.end <= plan.paths,
        "a part of the plan begins with a block"
    );
    let (errors, paths) = (sampler.into(), part.end - part.start);
    let mut table = PathTable::new(columns, paths as usize, plan.block, errors);
    let (columns, values) = table.blocks_mut();
    let stopped = AtomicBool::new(false);
    values
        .par_chunks_mut(plan.block * (columns.len() + 1))
        .enumerate()
        .for_each_init(
            || Gatherer::new(prepared, plan.block),
            |gatherer, (index, rows)| {
                if stopped.load(Ordering::Relaxed) || observer.stopped() {
                    stopped.store(true, Ordering::Relaxed);
                    return;
                }
                let first_path = part.start + (index * plan.block) as u64;
                gatherer.fill(first_path, columns, rows);
                observer.advanced((plan.block as u64).min(part.end - first_path));
            },
        );
    if stopped.into_inner() {
        return Err(RunError::Interrupted);
    }
    Ok(table)
}

/// One thread's room: it simulates a block, draws it once more for what was drawn, and writes its rows.
struct Gatherer<'a> {
    draws: &'a Draws,
    arm: &'a Arm,
    indicators: &'a [Indicator],
    worker: Worker<'a>,
    shocks: Shocks,
    held: State,
    room: Vec<f64>,
}

impl<'a> Gatherer<'a> {
    fn new(prepared: &'a Prepared, lanes: usize) -> Self {
        let (draws, arm) = (&prepared.draws, &prepared.arms[0]);
        Self {
            draws,
            arm,
            indicators: &prepared.indicators,
            // Twins are not looked at.
            worker: Worker::new(draws, &prepared.arms[..1], lanes),
            shocks: Shocks::none(&arm.model, lanes),
            held: State::base_year(&arm.model, lanes),
            room: vec![0.0; lanes],
        }
    }

    fn fill(&mut self, first_path: u64, columns: &[Column], rows: &mut [f64]) {
        let lanes = self.room.len();
        let (rows, valid) = rows.split_at_mut(columns.len() * lanes);
        self.worker.simulate(first_path);
        for &lane in self.worker.valid(0, lanes) {
            valid[lane] = 1.0;
        }
        if columns.iter().any(|it| matches!(it, Column::Driver(..))) {
            self.fill_drivers(first_path, columns, rows);
        }
        let wanted = columns.iter().zip(rows.chunks_exact_mut(lanes));
        for (column, row) in wanted {
            match column {
                Column::Driver(..) => {}
                Column::Indicator(indicator, t) => {
                    let mut watched = self.indicators.iter();
                    let k = watched.position(|it| it == indicator);
                    let series = self
                        .worker
                        .series(0, k.expect("a column's indicator is watched"));
                    row.copy_from_slice(&series[t * lanes..][..lanes]);
                }
                Column::Met(target) => self.judge(*target, valid, row),
                Column::Reached(milestone) => self.await_milestone(*milestone, valid, row),
            }
        }
    }

    /// Draws depend on the path alone: drawn once more, they are those that the worker simulated.
    fn fill_drivers(&mut self, first_path: u64, columns: &[Column], rows: &mut [f64]) {
        let lanes = self.room.len();
        self.draws
            .fill_held(first_path, &mut self.room, &mut self.held);
        let volatility = self.arm.reported_volatility();
        for t in 0..self.arm.years {
            self.draws
                .fill_year(t, first_path, &mut self.room, &mut self.shocks);
            let wanted = columns.iter().zip(rows.chunks_exact_mut(lanes));
            for (column, row) in wanted {
                let Column::Driver(driver, year) = column else {
                    continue;
                };
                // What is held is written in the first year.
                if year.unwrap_or(0) != t {
                    continue;
                }
                if let Driver::Noise(k) = driver {
                    self.draws
                        .fill_noise(*k, t, first_path, &mut self.room, row);
                } else {
                    let drawn = (&self.shocks, &self.held);
                    driver.fill(&self.arm.model, volatility, drawn, row);
                }
            }
        }
    }

    /// A path that left the numbers meets nothing.
    fn judge(&mut self, target: usize, valid: &[f64], row: &mut [f64]) {
        let judged = self.arm.targets[target];
        let lanes = row.len();
        let series = self.worker.series(0, judged.indicator);
        let values = valid.iter().zip(&series[judged.year * lanes..]);
        for (met, (valid, value)) in row.iter_mut().zip(values) {
            *met = if judged.shortfall(*value) <= 0.0 {
                *valid
            } else {
                0.0
            };
        }
    }

    fn await_milestone(&mut self, milestone: usize, valid: &[f64], row: &mut [f64]) {
        let judged = &self.arm.milestones[milestone];
        let lanes = row.len();
        let mut reached = vec![0; lanes];
        for &member in &judged.members {
            let series = self.worker.series(0, member);
            for (lane, reached) in reached.iter_mut().enumerate() {
                let mut years = (0..=judged.year).map(|t| series[t * lanes + lane]);
                let met = years.any(|value| shortfall(judged.comparator, value) <= 0.0);
                *reached += usize::from(met);
            }
        }
        for (lane, row) in row.iter_mut().enumerate() {
            *row = if reached[lane] >= judged.required {
                valid[lane]
            } else {
                0.0
            };
        }
    }
}
