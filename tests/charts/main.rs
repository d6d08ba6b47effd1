//! Pictures, drawn from made-up summaries.

mod backtests;
mod benchmarks;
mod convergences;
mod degenerate;
mod discoveries;
mod judged;
mod judged_pictures;
mod pictures;
mod sample;
mod solutions;
mod ugly;
mod updates;
