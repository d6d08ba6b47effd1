//! A scenario file becomes a checked [`Scenario`].
//!
//! Receives the text of one TOML file; returns the whole economy it describes, every reference resolved and every range
//! checked, or all the mistakes of the first stage that has any, each with the place it stands at.

mod bundled;
mod checked;
mod declared;
mod document;
mod economy;
mod extends;
mod family;
mod files;
mod formula;
mod half_year;
pub mod import;
mod indicator;
mod input_change;
mod inputs;
mod investment;
mod judgement;
pub mod keys;
mod lever;
mod load;
mod members;
mod national;
mod outcomes;
mod parse;
mod provenance;
mod sampler;
mod setting;
mod template;
mod tier;
mod transition;
mod uncertainty;
mod validate;
mod variant;

pub use bundled::{Bundled, STARTER, bundled, bundled_file, bundled_files};
pub use checked::Scenario;
use declared::has_growth;
pub use declared::{DeclaredIndicator, Formula, Rule};
pub use economy::{
    Anchor, Beta, InputCoefficient, Link, NamedGroup, RecordYear, Region, ResearchPath, Sector,
    TargetRecord,
};
pub use formula::{BinaryOperation, Expression, UnaryOperation};
pub use half_year::{HalfYear, HalfYearOf};
pub use indicator::{
    DeclaredName, FIRST_WORDS, Indicator, IndicatorNames, InvestmentScope, Measure, NodeScope,
    PipelineMeasure, Series, Unit,
};
pub use input_change::{InputChange, NewCoefficient};
pub use inputs::Input;
pub use investment::{Category, Pipeline};
pub use judgement::{Actual, Awaited, Comparator, History, Milestone, RunSettings, Target};
pub use lever::{Lever, LeverRange, Levers};
pub use load::{Loaded, load, load_with, parse_text, parse_with};
pub use members::EachMember;
pub use national::{InputCase, National, RegionalMethod};
pub use outcomes::TargetOutcome;
pub use parse::read_outcomes;
pub use provenance::{Localized, Provenance, Source, Span, Stated, Status};
pub use sampler::Sampler;
pub use template::{id_from_name, renamed};
pub use tier::{tier_name, tier_rank};
pub use transition::{Step, Transition};
pub use uncertainty::{
    Correlation, Event, EventDecay, EventEffect, EventTarget, Factor, FactorRole, Innovation,
};
pub use validate::pipelines_within;
pub use variant::{Change, Variant};
