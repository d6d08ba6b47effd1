//! Every key a scenario file may have: name, kind, range, default and meaning.
//!
//! This is the one table of the format. Reading walks it, "did you mean" searches it, the format's documentation is written
//! from it by [`markdown()`] and an editor's schema by [`json_schema()`], so that they cannot disagree.

mod distributions;
mod economy;
mod indicator;
mod investment;
mod json_schema;
mod judgement;
mod key;
mod kind;
mod markdown;
mod national;
mod region;
mod root;
mod uncertainty;
mod variant;

pub use distributions::{DISTRIBUTIONS, DistributionKeys};
pub use economy::{BETA, SECTOR, SECTOR_DEFAULTS};
pub use indicator::INDICATOR;
pub use investment::{CATEGORY, PIPELINE};
pub use json_schema::{json_schema, json_schema_text};
pub use judgement::{RUN, TARGET};
pub use key::{Fallback, Key, Presence, TableKeys};
pub use kind::{
    Bound, Kind, LONGEST_FORMULA, LONGEST_NAME, LONGEST_QUOTE, LONGEST_SENTENCE, LONGEST_TEXT,
    MOST_GROUPS, Quantity, Range, Thing, YEARS,
};
pub use markdown::markdown;
pub use national::{NATIONAL, NATIONAL_NAME};
pub use region::{RECORD_FILE, RECORD_YEAR, REGION};
pub use root::{PROVENANCE, ROOT};
pub use uncertainty::{EVENT, FACTOR};
