//! Quantities as planners write and read them: money, rates, shares and counts, each its own type so that they cannot mix.
//!
//! Receives the text of a value (`"2800亿"`, `"6.5%"`, `"３亿元"`); returns a checked quantity, and displays it in Chinese or English.

mod types;

pub use types::{Money, Rate, Share};
