//! What it takes: the least change of levers that reaches a probability, or brings the central path to a target.
//!
//! Every value of the levers is simulated on the same keyed draws with the same calibration (model.md §7), so that two values differ by
//! the lever alone. Root finding and the search over directions are argmin's.

mod answer;
mod central;
mod crossing;
mod ending;
mod least;
mod line;
mod response;
mod root;
mod shape;

pub use answer::Question;
pub use central::central;
pub use ending::reaching;
pub use least::least_change;
pub use line::Line;
pub use response::{Goal, Refusal, Response};
