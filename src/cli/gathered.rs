//! Single paths of a scenario, kept, beside the summary of the same paths: the steps that `condition` and `track` share.

use std::path::{Path, PathBuf};
use std::time::{Instant, SystemTime};

use clap::ArgMatches;

use super::outcome::{Failure, Outcome};
use super::progress::Progress;
use super::run::{inputs, place, refused};
use super::simulate::{Finished, Member, Request, not_simulated, prepared, simulate_member};
use super::terminal::Terminal;
use super::{drawing, interrupt};
use crate::analysis::{Identity, provenance};
use crate::charts::NamedChart;
use crate::quantity::Localized;
use crate::report::{RunFolder, Timing, dimensions, sha256_hex};
use crate::results::{Column, PathTable};
use crate::scenario::Loaded;
use crate::simulation::{IndicatorSet, SamplingPlan, gather};

/// Paths, unless the command line asks for another number: every value of every one of them is kept.
const PATHS: u64 = 20_000;
/// Most bytes that are kept.
const MOST_BYTES: u64 = 2 << 30;

/// A scenario, its paths and their summary.
pub(super) struct Watched<'l> {
    pub(super) member: Member<'l>,
    pub(super) finished: Finished,
    pub(super) table: PathTable,
    pub(super) identity: Identity,
}

/// Simulates the scenario, sums it up, and keeps the columns that `ask` names.
pub(super) fn watch<'l>(
    loaded: &'l Loaded,
    matches: &ArgMatches,
    terminal: &Terminal,
    columns: Vec<Column>,
) -> Result<Watched<'l>, Failure> {
    let (started, clock) = (SystemTime::now(), Instant::now());
    let request = Request::of(matches).of_paths(PATHS);
    let (pool, design) = (request.pool()?, request.design(loaded));
    let plan = SamplingPlan::of_paths(request.paths(loaded));
    fits(&columns, plan.paths)?;
    let mut members = pool.install(|| prepared(loaded, &[], design, IndicatorSet::All))?;
    let member = members.remove(0);
    let progress = Progress::new(terminal, 2 * plan.paths);
    let identity = Identity {
        sha256: sha256_hex(loaded.file_text().as_bytes()),
        seed: design.seed,
        variant: super::simulate::variant_info(&loaded.changes, None),
        provenance: provenance(&loaded.inputs, &loaded.source),
    };
    let table = pool.install(|| gather(&member.prepared, columns, plan, &progress));
    let table = table.map_err(|error| not_simulated(&error))?;
    let mut finished = simulate_member(&member, plan, &identity, &pool, &progress)?;
    progress.finish();
    finished.timing = Timing {
        started,
        total_seconds: clock.elapsed().as_secs_f64(),
        ..finished.timing
    };
    Ok(Watched {
        member,
        finished,
        table,
        identity,
    })
}

/// Refuses a table that would take more memory than there may be.
fn fits(columns: &[Column], paths: u64) -> Result<(), Failure> {
    let bytes = PathTable::bytes(columns.len(), paths);
    if bytes <= MOST_BYTES {
        return Ok(());
    }
    let most = MOST_BYTES / PathTable::bytes(columns.len(), 1);
    let (needed, limit) = (bytes >> 20, MOST_BYTES >> 20);
    Err(Failure::Usage(Localized::new(
        format!("逐条路径的数值要 {needed} MiB 内存，上限 {limit} MiB：--paths 最多 {most}"),
        format!(
            "the values of single paths would take {needed} MiB, and at most {limit} MiB are taken: --paths {most} at most"
        ),
    )))
}

/// Where the results of a command on a scenario go, refused before anything is simulated when it may not be replaced.
pub(super) struct Destination {
    id: String,
    place: PathBuf,
    force: bool,
}

impl Destination {
    pub(super) fn of(
        command: &str,
        file: &Path,
        loaded: &Loaded,
        matches: &ArgMatches,
    ) -> Result<Self, Failure> {
        let id = format!("{}-{command}", loaded.scenario.id);
        let (place, force) = (place(matches, &id), matches.get_flag("force"));
        RunFolder::may_be_taken(&place, &id, &inputs(file, loaded)).map_err(|e| refused(&e))?;
        if !force {
            RunFolder::may_replace(&place, &id).map_err(|e| refused(&e))?;
        }
        Ok(Self { id, place, force })
    }

    /// Writes the files and the pictures.
    pub(super) fn write(
        &self,
        files: Vec<(&str, Vec<u8>)>,
        charts: Vec<NamedChart>,
        finished: &Finished,
        matches: &ArgMatches,
        terminal: &Terminal,
    ) -> Outcome {
        let mut folder = RunFolder::default();
        for (name, contents) in files {
            folder.add(name, contents);
        }
        drawing::add(&mut folder, charts, matches.get_flag("svg"), terminal);
        folder.set_dimensions(dimensions(None, finished.order.blocks()));
        if interrupt::asked() {
            return Err(Failure::Interrupted);
        }
        let (id, place, force) = (&self.id, &self.place, self.force);
        folder
            .write_as(id, place, &finished.summary, finished.timing, force)
            .map_err(|error| refused(&error))
    }

    /// Says where they are.
    pub(super) fn tell(&self, terminal: &Terminal) {
        terminal.line(terminal.say(&Localized::new(
            format!("结果在 {}", self.place.display()),
            format!("Results: {}", self.place.display()),
        )));
    }
}
