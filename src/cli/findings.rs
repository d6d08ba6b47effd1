//! What the other commands found, read back from their folders and drawn again.

use std::path::Path;

use serde::de::DeserializeOwned;

use super::operands::finished;
use super::outcome::Failure;
use super::{compare, kept};
use crate::charts::{
    NamedChart, Style, attainment_set, attribution_set, backtest_set, benchmark_set,
    contribution_set, discovery_set, sensitivity_set, solution_set, update_set,
};
use crate::report::{Manifest, Origin, comparisons_of_json, scatter_of_csv};
use crate::results::{Discovery, Summary};

type Draw = fn(&Kept<'_>, &Style) -> Result<Vec<NamedChart>, Failure>;

/// By the file that each command leaves: how its pictures are made of what is in the folder.
const KINDS: [(&str, Draw); 11] = [
    ("attribution.json", |it, style| {
        Ok(attribution_set(&it.found()?, style))
    }),
    ("backtest.json", |it, style| {
        Ok(backtest_set(&it.found()?, style))
    }),
    ("bench.json", |it, style| {
        Ok(benchmark_set(&it.run()?, &it.found()?, style))
    }),
    ("comparison.json", compared),
    ("condition.json", |it, style| {
        Ok(update_set(&it.run()?, &it.found()?, style))
    }),
    ("contributions.json", |it, style| {
        Ok(contribution_set(&it.run()?, &it.found()?, style))
    }),
    ("discovery.json", |it, style| {
        Ok(discovery_set(&it.run()?, &discovered(it)?, style))
    }),
    ("joint.json", |it, style| {
        Ok(attainment_set(&it.run()?, &it.found()?, style))
    }),
    ("sensitivity.json", |it, style| {
        Ok(sensitivity_set(&it.run()?, &it.found()?, style))
    }),
    ("solve.json", |it, style| {
        Ok(solution_set(&it.run()?, &it.found()?, style))
    }),
    ("track.json", |it, style| {
        Ok(update_set(&it.run()?, &it.found()?, style))
    }),
];

/// What the folder of a command other than `run` shows.
pub(super) struct Redrawn {
    /// What the folder is called.
    pub(super) id: String,
    pub(super) charts: Vec<NamedChart>,
    /// What its numbers were made from.
    pub(super) origin: Origin,
}

/// Draws the folder of a command other than `run` again; `None` for any other folder.
pub(super) fn redrawn(folder: &Path, style: &Style) -> Result<Option<Redrawn>, Failure> {
    let found = |(file, draw): &(&'static str, Draw)| {
        let (file, draw) = (*file, *draw);
        folder
            .join(file)
            .is_file()
            .then_some((Kept { folder, file }, draw))
    };
    let Some((it, draw)) = KINDS.iter().find_map(found) else {
        return Ok(None);
    };
    let manifest: Manifest = kept::json(folder, "manifest.json")?;
    Ok(Some(Redrawn {
        id: manifest.id.clone(),
        charts: draw(&it, style)?,
        origin: manifest.into(),
    }))
}

/// A folder, and the file in it that holds what was found.
struct Kept<'a> {
    folder: &'a Path,
    file: &'static str,
}

impl Kept<'_> {
    fn found<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        kept::json(self.folder, self.file)
    }

    /// The run that it was found about.
    fn run(&self) -> Result<Summary, Failure> {
        finished(self.folder)
    }
}

/// A discovery with its sample of paths, which stands in a table of its own.
fn discovered(kept: &Kept<'_>) -> Result<Discovery, Failure> {
    let (mut discovery, table): (Discovery, _) = (kept.found()?, "scatter.csv");
    if kept.folder.join(table).is_file() {
        let scatter = scatter_of_csv(&discovery, &kept::bytes(kept.folder, table)?);
        let none = || kept::unreadable(kept.folder, table, kept.file);
        discovery.scatter = Some(scatter.ok_or_else(none)?);
    }
    Ok(discovery)
}

/// The runs of a comparison, the reference first, and what was found about each other one.
fn compared(kept: &Kept<'_>, style: &Style) -> Result<Vec<NamedChart>, Failure> {
    let (folder, file) = (kept.folder, kept.file);
    let comparisons = comparisons_of_json(&kept::bytes(folder, file)?)
        .map_err(|error| kept::unreadable(folder, file, &error.to_string()))?;
    let runs: Vec<Summary> = (0..=comparisons.len())
        .map(|place| kept::json(folder, &compare::summary_of(place)))
        .collect::<Result<_, _>>()?;
    Ok(compare::charts(&runs, &comparisons, style))
}
