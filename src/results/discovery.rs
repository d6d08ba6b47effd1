//! `discovery.json`: the boxes in the space of the drivers in which a target is missed, or met.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::summary::{RunInfo, Text, VariantInfo};

/// Version of the layout of `discovery.json`.
pub const DISCOVERY_SCHEMA: u32 = 1;

/// What was discovered about one target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Discovery {
    /// Version of this layout.
    pub schema: u32,
    /// Scenario id.
    pub scenario: String,
    /// The variant it is about, or the changes of the command line; `None`: the scenario as its file has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub variant: Option<VariantInfo>,
    /// SHA-256 of the scenario's bytes, in hexadecimal.
    pub sha256: String,
    /// The paths that were drawn.
    pub run: RunInfo,
    /// Id of the target or milestone.
    pub id: String,
    /// Whether the paths of interest miss or meet it.
    pub interest: Interest,
    /// Share of the paths inside that one step peels off, and pastes back, and of all paths that a box has at least.
    pub peel: f64,
    /// See `peel`.
    pub paste: f64,
    /// See `peel`.
    pub least_mass: f64,
    /// Paths that boxes were sought and chosen on.
    pub searched: u64,
    /// Paths that everything is counted on that is reported.
    pub counted: u64,
    /// Share of the paths of interest among those.
    pub base: CountedShare,
    /// Why there is no box; `None` where there is one.
    pub nothing: Option<Nothing>,
    /// The boxes, in the order they were found; each counts no path that lies in one before it.
    pub boxes: Vec<DiscoveredBox>,
    /// Share of all paths of interest that lie in any of the boxes.
    pub together: CountedShare,
    /// Every driver, in the order of the scenario.
    pub drivers: Vec<DiscoveryDriver>,
    /// A sample of paths, for the picture; `scatter.csv` has it.
    #[serde(skip)]
    pub scatter: Option<Scatter>,
}

/// Which paths are sought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Interest {
    /// Those that miss the target.
    Missed,
    /// Those that meet it.
    Met,
}

/// Why there is no box.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nothing {
    /// Hardly any path is of interest.
    HardlyAny,
    /// Nearly every path is.
    NearlyAll,
    /// Nothing is drawn.
    NoDrivers,
    /// No box holds more paths of interest than any other part of the paths would, beyond the error.
    NoBox,
}

/// A share of counted paths.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct CountedShare {
    /// The share; 0 of nothing.
    pub value: f64,
    /// One standard error.
    pub std_error: f64,
    /// 95 % interval.
    pub ci95: [f64; 2],
    /// Of how many paths it is a share.
    pub of: u64,
}

/// A driver: of what is drawn every year the mean over the years.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DiscoveryDriver {
    /// Its name in files.
    pub name: String,
    /// Its name for people.
    pub label: Text,
    /// `rate` (of a shock: log points), `share` or `number`.
    pub unit: String,
    /// First and last year of the mean; `None` of what is held over the horizon.
    pub years: Option<[i32; 2]>,
    /// Whether it is an event: its value is the mean severity, 0 where it does not occur.
    pub event: bool,
    /// Quantiles over the counted paths, by probability written in shortest digits (`"0.05"`).
    pub quantiles: BTreeMap<String, f64>,
}

/// A box.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DiscoveredBox {
    /// In words.
    pub words: Text,
    /// Its restrictions, the weightiest first.
    pub restrictions: Vec<Restriction>,
    /// Share of all paths of interest that lie in it.
    pub coverage: CountedShare,
    /// Share of its paths that are of interest.
    pub density: CountedShare,
    /// Share of the paths that lie in it.
    pub mass: CountedShare,
    /// Share of the paths outside it, and outside the boxes before it, that are of interest.
    pub outside: CountedShare,
    /// The boxes that were peeled on the way, from the whole to the smallest.
    pub trajectory: Vec<TrajectoryPoint>,
}

/// An interval of a driver.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Restriction {
    /// Name of the driver.
    pub driver: String,
    /// Lower end; `None`: open.
    pub low: Option<f64>,
    /// Upper end; `None`: open.
    pub high: Option<f64>,
    /// Share of the counted paths below the lower end, and at or below the upper.
    pub ranks: [f64; 2],
    /// In words.
    pub words: Text,
    /// How likely the box would be as dense by chance without it (binomial).
    pub quasi_p_value: f64,
    /// Density of the box without it.
    pub density_without: CountedShare,
    /// Share of interest among all paths with the driver inside its interval, and outside.
    pub alone: [CountedShare; 2],
}

/// A box on the way.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct TrajectoryPoint {
    /// How many drivers it restricts.
    pub restricted: usize,
    /// Coverage of the counted paths.
    pub coverage: CountedShare,
    /// Density of the counted paths; `None`: none of them is inside.
    pub density: Option<CountedShare>,
    /// Mass of the counted paths.
    pub mass: f64,
    /// Whether this box was chosen, to be tested and pasted.
    pub chosen: bool,
}

/// A sample of paths in two drivers.
#[derive(Debug, Clone, PartialEq)]
pub struct Scatter {
    /// Position of the driver across.
    pub across: usize,
    /// Position of the driver up.
    pub up: usize,
    /// Value across, value up, and whether the path is of interest.
    pub points: Vec<(f64, f64, bool)>,
}
