//! What a run knows when it is over: plain data, below the engine, so that charts, files and analyses need no engine.

mod summary;

pub use summary::{
    AnchorSummary, CategoryInfo, FailedPath, FailedPaths, Histogram, IndicatorSummary,
    JointSummary, RunInfo, ScenarioInfo, SectorInfo, Severity, Summary, TargetSummary, TargetValue,
    Text, Warning,
};
