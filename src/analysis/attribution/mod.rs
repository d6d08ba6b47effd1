//! What separates two scenarios of a file, put down to the single changes between them.
//!
//! Every combination of the changes is simulated on the same keyed draws, with the calibration of the scenario as its file has it (model.md §7): a change
//! works through the model alone. The difference of each quantity is shared out by Shapley values, or in the order of the file.

mod answer;
mod combinations;
mod quantities;
mod shapley;

pub use answer::{Attribute, MOST_PLAYERS, NotAttributed, attribute};
pub use shapley::{in_order, shapley};
