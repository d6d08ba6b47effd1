//! Pictures, drawn from made-up summaries.

mod attainments;
mod backtests;
mod benchmarks;
mod convergences;
mod degenerate;
mod discoveries;
mod exceedances;
mod gaps;
mod judged;
mod judged_pictures;
mod panels;
mod pictures;
mod sample;
mod sensitivities;
mod solutions;
mod styles;
mod ugly;
mod updates;
