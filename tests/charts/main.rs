//! Pictures, drawn from made-up summaries.

mod degenerate;
mod gallery;
mod judged;
mod pictures;
mod sample;
mod ugly;
