//! The second stage: what every key means.
//!
//! Receives the tree of the file; walks it along the table of keys (kinds, units, ranges, references), then puts the
//! values together to a [`Scenario`](super::Scenario). Where a value is missing or wrong that has been said, and a stand-in
//! takes its place so that the rest is still examined; a scenario with a stand-in in it is never handed on.

mod actual;
mod assemble;
mod cycles;
mod distribution;
mod economy;
mod fields;
mod half_year;
mod history;
mod indicator_head;
mod indicators;
mod input_changes;
mod inputs;
mod investment;
mod judgement;
mod map;
mod milestone;
mod national;
mod national_csv;
mod number;
mod path;
mod reader;
mod record;
mod record_csv;
mod regionalise;
mod registry;
mod text;
mod uncertainty;
mod value;
mod variants;
mod walk;

pub(super) use assemble::assemble;
pub(super) use reader::Reader;
pub use record_csv::read_outcomes;
pub(super) use variants::VariantSpec;
