//! Pictures, drawn from made-up summaries.

mod degenerate;
mod pictures;
mod sample;
mod ugly;
