//! The scenarios that are part of the program, with the files they name.

use std::io;

use super::{Loaded, parse_text};
use crate::diagnostics::Diagnostics;

/// Every file below `scenarios/`, by its path there.
static FILES: &[(&str, &[u8])] = &[
    (
        "baiyun-2024.toml",
        include_bytes!("../../scenarios/baiyun-2024.toml"),
    ),
    (
        "data/README.md",
        include_bytes!("../../scenarios/data/README.md"),
    ),
    (
        "data/growth-targets-to-2022.csv",
        include_bytes!("../../scenarios/data/growth-targets-to-2022.csv"),
    ),
    (
        "data/growth-targets-to-2023.csv",
        include_bytes!("../../scenarios/data/growth-targets-to-2023.csv"),
    ),
    (
        "data/io-china-2020-flows.csv",
        include_bytes!("../../scenarios/data/io-china-2020-flows.csv"),
    ),
    (
        "data/io-china-2020-sectors.csv",
        include_bytes!("../../scenarios/data/io-china-2020-sectors.csv"),
    ),
    (
        "data/targets-and-outcomes.csv",
        include_bytes!("../../scenarios/data/targets-and-outcomes.csv"),
    ),
    (
        "districts-2023.toml",
        include_bytes!("../../scenarios/districts-2023.toml"),
    ),
    (
        "guangzhou-1312.toml",
        include_bytes!("../../scenarios/guangzhou-1312.toml"),
    ),
    (
        "guangzhou-2020-shock.toml",
        include_bytes!("../../scenarios/guangzhou-2020-shock.toml"),
    ),
    (
        "guangzhou-2023.toml",
        include_bytes!("../../scenarios/guangzhou-2023.toml"),
    ),
    (
        "guangzhou-chains-2035.toml",
        include_bytes!("../../scenarios/guangzhou-chains-2035.toml"),
    ),
    (
        "haizhu-renewal-2023.toml",
        include_bytes!("../../scenarios/haizhu-renewal-2023.toml"),
    ),
    (
        "starter.toml",
        include_bytes!("../../scenarios/starter.toml"),
    ),
    (
        "twin-city-2020.toml",
        include_bytes!("../../scenarios/twin-city-2020.toml"),
    ),
];

/// The id of the scenario that a first scenario is copied from.
pub const STARTER: &str = "starter";

/// A scenario that is part of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bundled {
    /// Its id, which also names its file.
    pub id: &'static str,
    /// The text of its file.
    pub text: &'static str,
}

/// Every bundled scenario, by id.
pub fn bundled() -> impl Iterator<Item = Bundled> {
    FILES.iter().filter_map(|(path, bytes)| {
        Some(Bundled {
            id: path.strip_suffix(".toml")?,
            text: std::str::from_utf8(bytes).ok()?,
        })
    })
}

/// The path below `scenarios/` and the bytes of every bundled file: scenarios, and the data they name.
pub fn bundled_files() -> &'static [(&'static str, &'static [u8])] {
    FILES
}

/// The bytes of a file that a bundled scenario names.
///
/// # Errors
/// `NotFound` when no bundled file has this path.
pub fn bundled_file(path: &str) -> io::Result<Vec<u8>> {
    let found = FILES.iter().find(|(known, _)| *known == path);
    found.map_or(Err(io::ErrorKind::NotFound.into()), |(_, bytes)| {
        Ok(bytes.to_vec())
    })
}

impl Bundled {
    /// The scenario of this id.
    pub fn find(id: &str) -> Option<Self> {
        bundled().find(|known| known.id == id)
    }

    /// The checked scenario.
    ///
    /// # Errors
    /// Its mistakes; a bundled scenario has none.
    pub fn read(self) -> Result<Loaded, Diagnostics> {
        parse_text(&format!("{}.toml", self.id), self.text, &bundled_file)
    }
}
