//! Pictures, drawn from made-up summaries.

mod attainments;
mod backtests;
mod benchmarks;
mod degenerate;
mod judged;
mod judged_pictures;
mod pictures;
mod sample;
mod solutions;
mod ugly;
mod updates;
