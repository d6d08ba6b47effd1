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
mod linkages;
mod panels;
mod pictures;
mod reports;
mod sample;
mod scenarios;
mod sensitivities;
mod solutions;
mod styles;
mod tenths;
mod texts;
mod ugly;
mod updates;
