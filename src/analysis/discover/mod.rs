//! Scenario discovery: the box in the space of the drivers in which a target is missed (or met), by the patient rule induction method.
//!
//! PRIM (Friedman & Fisher 1999, Stat. Comput. 9) peels a small part of the paths off one end of one driver at a time, always the end
//! whose loss raises the share of the paths of interest most, and pastes back what can be had for nothing; coverage, density and
//! quasi-p-values judge the boxes (Bryant & Lempert 2010, Technol. Forecast. Soc. Change 77). The paths are shared out: on the first
//! quarter a trajectory of ever smaller boxes is peeled, on the second one of them is chosen and its restrictions are tested, and what is
//! reported of it is counted on the other half, which had no part in finding it.

mod found;
mod peel;
mod question;
mod region;
mod sentence;

pub use peel::{Peeling, paste, peel};
pub use question::{DiscoveryQuestion, Interest, discover, discovery_columns};
pub use region::{Counts, Paths, Region, quasi_p_value};
