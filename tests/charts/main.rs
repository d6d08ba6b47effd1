//! Pictures, drawn from made-up summaries.

mod backtests;
mod benchmarks;
mod convergences;
mod degenerate;
mod gaps;
mod discoveries;
mod judged;
mod judged_pictures;
mod pictures;
mod sample;
mod solutions;
mod styles;
mod ugly;
mod updates;
