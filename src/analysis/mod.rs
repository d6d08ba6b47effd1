//! What the numbers mean: targets, joint attainment, comparison of runs.
//!
//! Receives a checked scenario (for the coherence audit), an [`Ensemble`](crate::simulation::Ensemble) or finished [`Summary`](crate::results::Summary) values; returns
//! summaries, differences and warnings as plain data.

mod attainment;
pub mod attribution;
mod audit;
pub mod backtest;
mod benchmark;
mod comparison;
mod condition;
mod contributions;
mod convergence;
pub mod discover;
mod influence;
mod linkage_summary;
mod linkages;
mod milestone_differences;
mod milestones;
mod outcomes;
mod paired_paths;
mod poisson_binomial;
mod precision;
mod proportion;
mod provenance;
mod remarks;
pub mod sensitivity;
mod share;
pub mod solve;
mod spoken;
mod summarise;
mod targets;
mod tenths;
mod tilt;
mod together;
mod track;
mod update;
mod weighing;

pub use crate::results::{Z95, std_error, wilson95};
pub use attainment::{Counted, CountedError, attainment};
pub use audit::{audit, include_audit};
pub use benchmark::{BenchmarkPlan, HALF_WIDTH, Speed, measure, precision, run_times};
pub use comparison::{
    Comparison, IndicatorDifference, NotShared, Pairing, SharedDraws, State, TargetDifference,
    TargetPaths, compare,
};
pub use condition::{Given, LEAST_EFFECTIVE, LEAST_SHARE, THIN_SHARE, TooFew, condition};
pub use contributions::{contributions, usual_year};
pub use convergence::{Aim, Probability, Watched, looks, probabilities, simulate_until};
pub use influence::{Effect, Influence, Influences, STEP, influences};
pub use linkage_summary::linkage_summary;
pub use linkages::{LinkageTable, Linkages, NationalLinkage, SectorLinkage, linkages};
pub use milestone_differences::MilestoneDifference;
pub use paired_paths::{PathDifferences, Side, pair_paths};
pub use precision::paths_needed;
pub use proportion::{estimate, estimate_over, points, rounded};
pub use provenance::provenance;
pub use summarise::{Identity, summarise};
pub use tenths::{PATHS_OF_TENTHS, TailMean, tail_mean, tenths, tenths_columns};
pub use tilt::{Moment, TiltError, Tilted, effective_size, normalised, tilt};
pub use track::{Observed, Period, track};
pub use update::update_columns;
