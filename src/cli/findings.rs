//! What the other commands found, read back from their folders and drawn again.

use std::path::Path;

use serde::de::DeserializeOwned;

use super::compare;
use super::given::usage;
use super::operands::finished;
use super::outcome::Failure;
use crate::charts::{
    NamedChart, Style, attainment_set, attribution_set, backtest_set, benchmark_set,
    contribution_set, convergence_set, discovery_set, sensitivity_set, solution_set, update_set,
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
    let kept = |(file, draw): &(&'static str, Draw)| {
        let (file, draw) = (*file, *draw);
        folder
            .join(file)
            .is_file()
            .then_some((Kept { folder, file }, draw))
    };
    let Some((kept, draw)) = KINDS.iter().find_map(kept) else {
        return Ok(None);
    };
    let manifest: Manifest = kept.json("manifest.json")?;
    Ok(Some(Redrawn {
        id: manifest.id.clone(),
        charts: draw(&kept, style)?,
        origin: manifest.into(),
    }))
}

/// How the probabilities of a run came to rest, where it was asked.
pub(super) fn convergence(
    folder: &Path,
    run: &Summary,
    style: &Style,
) -> Result<Vec<NamedChart>, Failure> {
    let file = "convergence.json";
    if !folder.join(file).is_file() {
        return Ok(Vec::new());
    }
    Ok(convergence_set(run, &Kept { folder, file }.found()?, style))
}

/// A folder, and the file in it that holds what was found.
struct Kept<'a> {
    folder: &'a Path,
    file: &'static str,
}

impl Kept<'_> {
    fn found<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        self.json(self.file)
    }

    /// The run that it was found about.
    fn run(&self) -> Result<Summary, Failure> {
        finished(self.folder)
    }

    fn json<T: DeserializeOwned>(&self, file: &str) -> Result<T, Failure> {
        serde_json::from_slice(&self.bytes(file)?).map_err(|error| self.unreadable(file, &error))
    }

    fn bytes(&self, file: &str) -> Result<Vec<u8>, Failure> {
        std::fs::read(self.folder.join(file)).map_err(|error| self.unreadable(file, &error))
    }

    fn unreadable(&self, file: &str, error: &dyn std::error::Error) -> Failure {
        let path = self.folder.join(file);
        usage(
            format!("{} 读不出：{error}；请重新运行那个命令", path.display()),
            format!(
                "{} cannot be read: {error}; run its command again",
                path.display()
            ),
        )
    }
}

/// A discovery with its sample of paths, which stands in a table of its own.
fn discovered(kept: &Kept<'_>) -> Result<Discovery, Failure> {
    let mut discovery: Discovery = kept.found()?;
    if kept.folder.join("scatter.csv").is_file() {
        discovery.scatter = scatter_of_csv(&discovery, &kept.bytes("scatter.csv")?);
    }
    Ok(discovery)
}

/// The runs of a comparison, the reference first, and what was found about each other one.
fn compared(kept: &Kept<'_>, style: &Style) -> Result<Vec<NamedChart>, Failure> {
    let comparisons = comparisons_of_json(&kept.bytes(kept.file)?)
        .map_err(|error| kept.unreadable(kept.file, &error))?;
    let runs: Vec<Summary> = (0..=comparisons.len())
        .map(|place| kept.json(&compare::summary_of(place)))
        .collect::<Result<_, _>>()?;
    Ok(compare::charts(&runs, &comparisons, style))
}
