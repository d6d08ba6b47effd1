//! What pictures say: the two languages, numbers in people's units, probabilities with their error, and targets as phrases.

mod language;
mod measure;
mod number;
mod outcome;
mod probability;
mod solution;
mod spoken;
mod target;
mod tier;

pub use language::Lang;
pub use solution::solution_sentences;

pub(crate) use language::Word;
pub(crate) use measure::Measure;
pub(crate) use number::{grouped, trimmed};
pub(crate) use outcome::{
    actual_in, actuals_of, judged, outcome_of, percentile, placed_outcome, verdict,
};
pub(crate) use probability::{Chance, difference, not_presumed, short_percent, signed_points};
pub(crate) use solution::{aim_phrase, lever_value};
pub(crate) use spoken::{quoted, spoken, spoken_indicator, unnumbered};
pub(crate) use target::{Bounds, bounds, demand, indicator_label, targets_of, threshold};
pub(crate) use tier::{bracketed_tier, tier_name};
