//! Quantities as planners write and read them: money, rates, shares and counts, each its own type so that they cannot mix.
//!
//! Receives the text of a value (`"2800亿"`, `"6.5%"`, `"３亿元"`); returns the number in the unit its place
//! asks for, and displays amounts in Chinese or English.

mod display;
mod duration;
mod language;
mod types;
mod unit;
mod written;

pub use display::{format_count, format_money};
pub use duration::{DurationUnit, format_duration};
pub(crate) use language::bilingual;
pub use language::{Language, Localized};
pub use types::{Money, Rate, Share};
pub use unit::{Dimension, MoneyUnit, Unit};
pub use written::{QuantityError, Written};
