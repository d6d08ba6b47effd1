//! A simulation that can go on from where it is: what it has counted stays, and further paths are merged into it.

use std::sync::atomic::AtomicU64;

use super::ensemble::{Ensemble, RunError, SamplingPlan, Tally, work};
use super::observer::Observer;
use super::pilot;
use super::prepare::Prepared;
use crate::results::Grid;

/// A simulation of the paths 0, 1, … that has come so far.
///
/// Counts are whole numbers and merge exactly, and the grids of the statistics do not depend on the number of paths: what it holds
/// after any number of steps has the bytes of one simulation of as many paths.
pub struct Ongoing<'p> {
    prepared: &'p Prepared,
    block: usize,
    grids: Vec<Vec<Grid>>,
    paths: u64,
    arms: Option<Vec<Tally>>,
}

impl<'p> Ongoing<'p> {
    /// No path yet; `block` is a multiple of [`LANE_GROUP`](crate::model::LANE_GROUP).
    pub fn new(prepared: &'p Prepared, block: usize) -> Self {
        Self {
            prepared,
            block,
            grids: pilot::grids(prepared),
            paths: 0,
            arms: None,
        }
    }

    /// Simulates the paths from where it is up to `paths`, on the threads of the current rayon pool. All but the last step end at a
    /// multiple of [`Self::STEP`].
    ///
    /// # Errors
    /// When the observer stops it, or the sampler has no so many paths. What had been counted before stays.
    ///
    /// # Panics
    /// When the block is no multiple of [`LANE_GROUP`](crate::model::LANE_GROUP), or the step before ended inside a group of paths.
    pub fn go_on(&mut self, paths: u64, observer: &dyn Observer) -> Result<(), RunError> {
        let plan = SamplingPlan {
            paths,
            block: self.block,
        };
        plan.fits(self.prepared.draws.sampler())?;
        assert!(
            self.paths.is_multiple_of(Self::STEP),
            "a simulation goes on from a multiple of {} paths",
            Self::STEP
        );
        let next = AtomicU64::new(self.paths);
        let (prepared, grids) = (self.prepared, &self.grids);
        let parts = rayon::broadcast(|_| work(prepared, plan, grids, &next, observer));
        let parts: Option<Vec<Vec<Tally>>> = parts.into_iter().collect();
        for part in parts.ok_or(RunError::Interrupted)? {
            match &mut self.arms {
                None => self.arms = Some(part),
                Some(all) => {
                    for (mine, theirs) in all.iter_mut().zip(&part) {
                        mine.merge(theirs);
                    }
                }
            }
        }
        self.paths = paths;
        Ok(())
    }

    /// Steps end at multiples of this, so that groups of paths that are drawn together stay together.
    pub const STEP: u64 = 1024;

    /// What was counted.
    ///
    /// # Panics
    /// Before the first step.
    pub fn finish(self) -> Ensemble {
        Ensemble {
            paths: self.paths,
            sampler: self.prepared.draws.sampler(),
            arms: self.arms.expect("a simulation has come some way"),
        }
    }

    /// Paths so far.
    pub fn paths(&self) -> u64 {
        self.paths
    }

    /// What the main arm counted so far; `None` before the first step.
    pub fn tally(&self) -> Option<&Tally> {
        self.arms.as_ref().map(|arms| &arms[0])
    }
}
