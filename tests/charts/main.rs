//! Pictures, drawn from made-up summaries.

mod backtests;
mod benchmarks;
mod degenerate;
mod judged;
mod judged_pictures;
mod pictures;
mod sample;
mod sensitivities;
mod solutions;
mod ugly;
mod updates;
