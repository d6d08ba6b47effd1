//! Who feeds whom: requirements, linkages and spill-overs of a scenario's input coefficients. No draw is in them.

use serde::{Deserialize, Serialize};

use super::summary::Text;

/// Version of the layout of `linkages.json`.
pub const LINKAGES_SCHEMA: u32 = 1;

/// The linkages of a scenario's sectors, which stand in the order of the file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LinkageSummary {
    /// Version of this layout.
    pub schema: u32,
    /// Scenario id.
    pub scenario: String,
    /// Id of the variant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    /// SHA-256 of the scenario's bytes, in hexadecimal.
    pub sha256: String,
    /// Version of kapok.
    pub version: String,
    /// Whether coefficients are uncertain: these are then those of the median case.
    pub uncertain: bool,
    /// Ids of the sectors.
    pub sectors: Vec<String>,
    /// Gross output of each sector in the base year.
    pub gross_output: Vec<f64>,
    /// The base year's table; then that of the last change, where coefficients change.
    pub tables: Vec<RequirementsTable>,
    /// What arises where; absent where fewer than two regions trade.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spillovers: Option<Spillovers>,
}

/// A table of requirements in force from a year on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RequirementsTable {
    /// First year; `None` for the base year's.
    pub from: Option<i32>,
    /// Output of the supplier (row) that one yuan of final demand for the user (column) calls for.
    pub requirements: Vec<Vec<f64>>,
    /// Output of all sectors that a yuan of final demand for each calls for.
    pub multipliers: Vec<f64>,
    /// Backward linkage of each sector: its multiplier over the mean of all (power of dispersion, Rasmussen 1956).
    pub backward: Vec<f64>,
    /// Forward linkage: its output when demand for every sector rises by a yuan, over the mean of all (sensitivity of dispersion).
    pub forward: Vec<f64>,
}

impl RequirementsTable {
    /// Whether a sector pulls others and is needed by them more than the mean: both linkages above 1 by more than half a hundredth, so that what
    /// reads 1.00 is no key.
    pub fn is_key(&self, sector: usize) -> bool {
        self.backward[sector] >= 1.005 && self.forward[sector] >= 1.005
    }
}

/// What a yuan of final demand calls for at home and in other regions, in the base year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Spillovers {
    /// The regions, in the order of the file.
    pub regions: Vec<SpillingRegion>,
    /// The sectors, in the order of the file.
    pub sectors: Vec<Spilling>,
}

/// A region, and what a yuan of final demand for its products, made up as in the base year, calls for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SpillingRegion {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Text,
    /// What arises.
    #[serde(flatten)]
    pub spilling: Spilling,
}

/// What a yuan of final demand calls for, in yuan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Spilling {
    /// Position of the region whose product it is.
    pub home: usize,
    /// Output at home by home's own inputs, the yuan itself included.
    pub own: f64,
    /// Further output at home because other regions buy from it.
    pub feedback: f64,
    /// Output by region: `own` + `feedback` at home.
    pub output: Vec<f64>,
    /// Value added by region; what is left of the yuan buys inputs from outside all regions.
    pub value_added: Vec<f64>,
}

impl Spilling {
    /// Output in all other regions.
    pub fn spilled(&self) -> f64 {
        let others = self.output.iter().enumerate();
        others
            .filter(|(region, _)| *region != self.home)
            .map(|(_, output)| output)
            .sum()
    }

    /// Value added at home, and in all other regions.
    pub fn earned(&self) -> [f64; 2] {
        let home = self.value_added[self.home];
        [home, self.value_added.iter().sum::<f64>() - home]
    }
}
