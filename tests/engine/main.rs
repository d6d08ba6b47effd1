//! The engine from scenario text to summary: exact answers, identities, reproducibility.

#[path = "../reference/mod.rs"]
mod reference;
#[path = "../support/mod.rs"]
mod support;

mod attainment;
mod attributions;
mod central;
mod closed_forms;
mod conditions;
mod contributions;
mod discovering;
mod formulas;
mod golden;
mod identities;
mod independent;
mod influences;
mod judged;
mod linkages;
mod moments;
mod mutants;
mod overflow;
mod pairs;
mod precision;
mod regional;
mod reproducibility;
mod samplers;
mod sensitivities;
mod solving;
mod tenths;
mod variants;
