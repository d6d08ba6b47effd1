//! Pictures, drawn from made-up summaries.

mod gallery;
mod sample;
mod ugly;
