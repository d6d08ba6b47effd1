//! Shares of a run's paths, with their errors.

use crate::results::{Batches, Errors, batch_paths};
use crate::simulation::Ensemble;

/// What turns hits into shares.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shares {
    errors: Errors,
    paths: u64,
}

/// A share of the paths.
#[derive(Debug, Clone, Copy)]
pub(super) struct Share {
    pub(super) value: f64,
    pub(super) std_error: f64,
    pub(super) ci95: [f64; 2],
}

impl Shares {
    pub(super) fn of(ensemble: &Ensemble) -> Self {
        Self::new(ensemble.errors(), ensemble.paths)
    }

    pub(super) fn new(errors: Errors, paths: u64) -> Self {
        Self { errors, paths }
    }

    /// Number of paths.
    pub(super) fn paths(self) -> u64 {
        self.paths
    }

    /// The share that these hits are.
    pub(super) fn share(self, hits: &Batches) -> Share {
        let value = hits.iter().sum::<u64>() as f64 / self.paths as f64;
        let std_error = self.errors.of_share(hits, &batch_paths(self.paths));
        Share {
            value,
            std_error,
            ci95: self.errors.interval95(value, std_error, self.paths),
        }
    }
}
