//! What the numbers mean: targets, joint attainment, comparison of runs.
//!
//! Receives a checked scenario (for the coherence audit), an [`Ensemble`](crate::simulation::Ensemble) or finished [`Summary`](crate::results::Summary) values; returns
//! summaries, differences and warnings as plain data.

mod audit;
mod benchmark;
mod comparison;
mod influence;
mod linkages;
mod milestone_differences;
mod milestones;
mod outcomes;
mod proportion;
mod provenance;
mod remarks;
mod share;
pub mod solve;
mod summarise;
mod targets;
mod together;

pub use audit::{audit, include_audit};
pub use benchmark::{BenchmarkPlan, HALF_WIDTH, Speed, measure, precision, run_times};
pub use comparison::{Comparison, IndicatorDifference, TargetDifference, compare};
pub use influence::{Effect, Influence, Influences, STEP, influences};
pub use linkages::{LinkageTable, Linkages, NationalLinkage, SectorLinkage, linkages};
pub use milestone_differences::MilestoneDifference;
pub use proportion::estimate;
pub use provenance::provenance;
pub use summarise::{Identity, summarise};

pub use crate::results::{Z95, std_error, wilson95};
