//! What a run knows when it is over: plain data, below the engine, so that charts, files and analyses need no engine.

mod counters;
mod grid;
mod statistics;
mod summary;

pub use counters::{BATCHES, JointCounter, TargetCounter};
pub use grid::Grid;
pub use statistics::Statistics;
pub use summary::{
    AnchorSummary, CategoryInfo, FailedPath, FailedPaths, Histogram, IndicatorSummary,
    JointSummary, RunInfo, SCHEMA, ScenarioInfo, SectorInfo, Severity, Summary, TargetSummary,
    TargetValue, Text, Warning,
};
