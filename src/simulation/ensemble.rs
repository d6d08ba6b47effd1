//! All paths of a run: tasks handed to threads, tallies merged exactly.

use std::sync::atomic::{AtomicU64, Ordering};

use thiserror::Error;

use super::observer::Observer;
use super::ongoing::Ongoing;
use super::prepare::Prepared;
use super::worker::Worker;
use crate::model::{Failure, LANE_GROUP};
use crate::random::{MOST_PATHS, REPLICATES};
use crate::results::{
    Errors, Grid, JointCounter, MilestoneCounter, OutcomeCounter, ReplicateMeans, Statistics,
    TargetCounter,
};
use crate::scenario::Sampler;

/// Blocks a thread takes at a time.
const BLOCKS_PER_TASK: u64 = 4;

/// How many paths, and how they are worked through. The block never changes a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SamplingPlan {
    /// Paths 0..paths are simulated.
    pub paths: u64,
    /// Paths in a block; a multiple of [`LANE_GROUP`].
    pub block: usize,
}

impl SamplingPlan {
    /// Refuses as many paths as the sampler does not have.
    ///
    /// # Panics
    /// When the block is no multiple of [`LANE_GROUP`].
    pub(super) fn fits(self, sampler: Sampler) -> Result<(), RunError> {
        assert!(
            self.block > 0 && self.block.is_multiple_of(LANE_GROUP),
            "a block is a multiple of {LANE_GROUP} paths"
        );
        // The last block may reach beyond the last path.
        let most = MOST_PATHS - self.block as u64;
        if sampler == Sampler::Sobol && !(LEAST_SOBOL_PATHS..=most).contains(&self.paths) {
            return Err(RunError::Paths);
        }
        Ok(())
    }

    /// The block size that the engine is tuned for.
    pub const BLOCK: usize = 256;

    /// This many paths in blocks of the usual size.
    pub fn of_paths(paths: u64) -> Self {
        Self {
            paths,
            block: Self::BLOCK,
        }
    }
}

/// Fewest paths that errors can be estimated from with Sobol points: two in every replicate.
pub const LEAST_SOBOL_PATHS: u64 = 2 * REPLICATES as u64;

/// Why a run has no result.
#[derive(Debug, Error)]
pub enum RunError {
    /// Sobol points need two paths in each of sixteen replicates, and repeat after 2³² in each.
    #[error("Sobol points need {LEAST_SOBOL_PATHS} paths at least and {MOST_PATHS} at most")]
    Paths,
    /// The observer asked to stop.
    #[error("the run was interrupted")]
    Interrupted,
}

/// The failed path with the lowest number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FirstFailure {
    /// Path number.
    pub path: u64,
    /// Where it left the numbers.
    pub failure: Failure,
}

/// What one arm's paths add up to.
#[derive(Debug, Clone)]
pub struct Tally {
    /// Statistics of each watched indicator, by year; empty for a twin.
    pub statistics: Vec<Vec<Statistics>>,
    /// The same by replicate; empty where paths are independent.
    pub means: Vec<Vec<ReplicateMeans>>,
    /// Each judged target.
    pub targets: Vec<TargetCounter>,
    /// Each milestone.
    pub milestones: Vec<MilestoneCounter>,
    /// Each outcome known since.
    pub outcomes: Vec<OutcomeCounter>,
    /// What is counted together.
    pub together: Vec<JointCounter>,
    /// Paths that left the numbers.
    pub failed: u64,
    /// The first of them.
    pub first_failure: Option<FirstFailure>,
}

impl Tally {
    pub(super) fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self
            .statistics
            .iter_mut()
            .flatten()
            .zip(other.statistics.iter().flatten())
        {
            mine.merge(theirs);
        }
        let means = self.means.iter_mut().flatten();
        for (mine, theirs) in means.zip(other.means.iter().flatten()) {
            mine.merge(theirs);
        }
        for (mine, theirs) in self.targets.iter_mut().zip(&other.targets) {
            mine.merge(theirs);
        }
        for (mine, theirs) in self.milestones.iter_mut().zip(&other.milestones) {
            mine.merge(theirs);
        }
        for (mine, theirs) in self.outcomes.iter_mut().zip(&other.outcomes) {
            mine.merge(theirs);
        }
        for (mine, theirs) in self.together.iter_mut().zip(&other.together) {
            mine.merge(theirs);
        }
        self.failed += other.failed;
        self.first_failure = match (self.first_failure, other.first_failure) {
            (Some(a), Some(b)) => Some(if a.path <= b.path { a } else { b }),
            (a, b) => a.or(b),
        };
    }
}

/// All paths of a run, by arm.
#[derive(Debug, Clone)]
pub struct Ensemble {
    /// Number of paths.
    pub paths: u64,
    /// How they were drawn.
    pub sampler: Sampler,
    /// One tally an arm; the main arm first.
    pub arms: Vec<Tally>,
}

impl Ensemble {
    /// Where the errors of what is estimated from it come from.
    pub fn errors(&self) -> Errors {
        self.sampler.into()
    }
}

/// Simulates every path of a plan on the threads of the current rayon pool.
///
/// # Errors
/// When the observer stops the run, or the sampler has no so many paths.
///
/// # Panics
/// When the block is no multiple of [`LANE_GROUP`].
pub fn simulate(
    prepared: &Prepared,
    plan: SamplingPlan,
    observer: &dyn Observer,
) -> Result<Ensemble, RunError> {
    plan.fits(prepared.draws.sampler())?;
    let mut ongoing = Ongoing::new(prepared, plan.block);
    ongoing.go_on(plan.paths, observer)?;
    Ok(ongoing.finish())
}

/// One thread's share of the tasks from where `next` stands; `None` when the observer stopped it.
pub(super) fn work(
    prepared: &Prepared,
    plan: SamplingPlan,
    grids: &[Vec<Grid>],
    next: &AtomicU64,
    observer: &dyn Observer,
) -> Option<Vec<Tally>> {
    let block = plan.block as u64;
    let mut tallies: Vec<Tally> = (0..prepared.arms.len())
        .map(|arm| tally(prepared, grids, arm))
        .collect();
    let mut worker = Worker::new(&prepared.draws, &prepared.arms, plan.block);
    loop {
        let start = next.fetch_add(BLOCKS_PER_TASK * block, Ordering::Relaxed);
        if start >= plan.paths {
            worker.count_waiting(&mut tallies[0]);
            return Some(tallies);
        }
        if observer.stopped() {
            return None;
        }
        let end = (start + BLOCKS_PER_TASK * block).min(plan.paths);
        let mut first_path = start;
        while first_path < end {
            let used = block.min(end - first_path);
            worker.simulate(first_path);
            for (arm, tally) in tallies.iter_mut().enumerate() {
                worker.count(arm, first_path, used as usize, tally);
            }
            first_path += used;
        }
        observer.advanced(end - start);
    }
}

fn tally(prepared: &Prepared, grids: &[Vec<Grid>], arm: usize) -> Tally {
    let Some(watched) = prepared.arms.get(arm) else {
        unreachable!("one tally an arm")
    };
    let statistics = if watched.statistics {
        grids
            .iter()
            .map(|years| years.iter().map(|grid| Statistics::new(*grid)).collect())
            .collect()
    } else {
        Vec::new()
    };
    let means = if prepared.draws.sampler() == Sampler::Sobol && watched.statistics {
        let of = |years: &Vec<Grid>| {
            years
                .iter()
                .map(|grid| ReplicateMeans::new(*grid))
                .collect()
        };
        grids.iter().map(of).collect()
    } else {
        Vec::new()
    };
    // A twin watches the same indicators in its own positions; the scale of its shortfalls only sets a unit.
    let scale = |k: usize, t: usize| {
        if watched.statistics {
            grids[k][t].scale()
        } else {
            1.0
        }
    };
    Tally {
        statistics,
        means,
        targets: watched
            .targets
            .iter()
            .map(|judged| TargetCounter::new(scale(judged.indicator, judged.year)))
            .collect(),
        milestones: watched
            .milestones
            .iter()
            .map(|it| MilestoneCounter::new(it.members.len(), it.required, watched.years, it.year))
            .collect(),
        outcomes: vec![OutcomeCounter::default(); watched.outcomes.len()],
        together: watched
            .together
            .iter()
            .map(|set| JointCounter::new(set.len()))
            .collect(),
        failed: 0,
        first_failure: None,
    }
}
