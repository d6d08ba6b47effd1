//! kapok: an economic scenario simulator whose first-class object is the announced target.

pub mod analysis;
pub mod calendar;
pub mod charts;
pub mod cli;
pub mod dependence;
pub mod diagnostics;
pub mod distribution;
pub mod input_output;
pub mod model;
pub mod numerics;
pub mod quantity;
pub mod random;
pub mod report;
pub mod results;
pub mod scenario;
pub mod simulation;
