//! What pictures say: the two languages, numbers in people's units, probabilities with their error, and targets as phrases.

mod language;
mod measure;
mod number;
mod probability;
mod target;

pub use language::Lang;

pub(crate) use language::Word;
pub(crate) use measure::Measure;
pub(crate) use number::grouped;
pub(crate) use probability::{Chance, difference};
pub(crate) use target::{Bounds, bounds, demand, indicator_label, targets_of};
