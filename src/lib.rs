//! kapok: an economic scenario simulator whose first-class object is the announced target.

pub mod numerics;
pub mod quantity;
pub mod calendar;
pub mod distribution;
pub mod dependence;
pub mod input_output;
pub mod diagnostics;
pub mod scenario;
pub mod model;
pub mod random;
pub mod results;
pub mod simulation;
pub mod analysis;
pub mod charts;
pub mod report;
