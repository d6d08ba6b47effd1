//! Every key a scenario file may have: name, kind, range, default and meaning.
//!
//! This is the one table of the format. Reading walks it, "did you mean" searches it, and the format's documentation is
//! written from it by [`markdown()`], so that the three cannot disagree.

mod distributions;
mod economy;
mod investment;
mod judgement;
mod key;
mod kind;
mod markdown;
mod root;
mod uncertainty;
mod variant;

pub use distributions::{DISTRIBUTIONS, DistributionKeys};
pub use economy::{BETA, RECORD_FILE, RECORD_YEAR, REGION, SECTOR, SECTOR_DEFAULTS};
pub use investment::{CATEGORY, PIPELINE};
pub use judgement::{RUN, TARGET};
pub use key::{Fallback, Key, Presence, TableKeys};
pub use kind::{Bound, Kind, MOST_GROUPS, Quantity, Range, Thing};
pub use markdown::markdown;
pub use root::{PROVENANCE, ROOT};
pub use uncertainty::{EVENT, FACTOR};
