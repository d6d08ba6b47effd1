//! Pictures, drawn from made-up summaries.

mod degenerate;
mod judged;
mod judged_pictures;
mod pictures;
mod sample;
mod ugly;
