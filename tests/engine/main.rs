//! The engine from scenario text to summary: exact answers, identities, reproducibility.

#[path = "../support/mod.rs"]
mod support;

mod central;
mod closed_forms;
mod independent;
