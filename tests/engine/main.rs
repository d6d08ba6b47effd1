//! The engine from scenario text to summary: exact answers, identities, reproducibility.

// Scenario texts are put together piece by piece; a NaN must fail a threshold, so the comparison is negated; cases are long lists.
#![allow(
    clippy::format_push_string,
    clippy::map_unwrap_or,
    clippy::needless_range_loop,
    clippy::neg_cmp_op_on_partial_ord,
    clippy::too_many_lines
)]

#[path = "../reference/mod.rs"]
mod reference;
#[path = "../support/mod.rs"]
mod support;

mod central;
mod closed_forms;
mod golden;
mod identities;
mod independent;
mod moments;
mod mutants;
mod overflow;
mod reproducibility;
