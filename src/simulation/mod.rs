//! Many thousand histories: blocks of paths are drawn, stepped through the model and counted, on several threads.
//!
//! Receives prepared models and a sampling plan; returns an [`Ensemble`]: statistics that do not depend on threads or
//! blocks. Nothing here touches disk or terminal; an [`Observer`] hears of progress and may stop the run.

mod arm;
mod contributions;
mod design;
mod draws;
mod ensemble;
mod explain;
mod gather;
mod judge;
mod observer;
mod ongoing;
mod pilot;
mod prepare;
mod together;
mod verdicts;
mod volatility;
mod whole_paths;
mod worker;

pub use arm::Arm;
pub use contributions::{ContributionTable, contributions};
pub use design::{Design, drawn_names};
pub use draws::{Draws, DrawsError};
pub use ensemble::{
    Ensemble, FirstFailure, LEAST_SOBOL_PATHS, RunError, SamplingPlan, Tally, simulate,
};
pub use gather::{gather, gather_part};
pub use judge::{Judged, JudgedMilestone, JudgedOutcome, shortfall};
pub use observer::{Observer, Silent};
pub use ongoing::Ongoing;
pub use prepare::{Base, IndicatorSet, PrepareError, Prepared, Twin, prepare, prepare_changed};
pub use together::{Together, together};
pub use volatility::VolatilityError;
pub use whole_paths::whole_paths;
