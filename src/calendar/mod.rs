//! Years: the simulated horizon, and paths of values over it.

mod horizon;
mod year_path;

pub use horizon::Horizon;
pub use year_path::YearPath;
