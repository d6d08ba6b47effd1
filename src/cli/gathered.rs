//! Single paths of a scenario, kept, beside the summary of the same paths: the steps that the commands on single paths share.

use std::time::{Instant, SystemTime};

use clap::ArgMatches;

use super::drawing;
use super::outcome::Failure;
use super::progress::Progress;
use super::simulate::{
    Finished, Member, Request, identity, not_simulated, prepared, simulate_member,
};
use super::terminal::Terminal;
use crate::analysis::Identity;
use crate::charts::update_set;
use crate::quantity::Localized;
use crate::report::{
    RunFolder, Timing, dimensions, update_json, updated_quantities_csv, updated_targets_csv,
};
use crate::results::{Column, PathTable, Update};
use crate::scenario::{Loaded, Variant};
use crate::simulation::{IndicatorSet, Prepared, RunError, SamplingPlan, gather};

/// Paths, unless the command line asks for another number: every value of every one of them is kept.
const PATHS: u64 = 20_000;
/// Most bytes that are kept.
const MOST_BYTES: u64 = 2 << 30;

/// A scenario or variant, what is kept of its paths, and their summary.
pub(super) struct Kept<'l, T> {
    pub(super) member: Member<'l>,
    pub(super) finished: Finished,
    pub(super) table: T,
    pub(super) identity: Identity,
}

/// What is kept are columns.
pub(super) type Watched<'l> = Kept<'l, PathTable>;

/// The request of a command line, for fewer paths than a run has.
pub(super) fn request(matches: &ArgMatches) -> Request {
    Request::of(matches).of_paths(PATHS)
}

/// Simulates the scenario, sums it up, and keeps these columns.
pub(super) fn watch<'l>(
    loaded: &'l Loaded,
    matches: &ArgMatches,
    terminal: &Terminal,
    columns: Vec<Column>,
) -> Result<Watched<'l>, Failure> {
    watch_member(loaded, None, request(matches), terminal, columns)
}

/// Simulates the scenario or one of its variants, sums it up, and keeps these columns.
pub(super) fn watch_member<'l>(
    loaded: &'l Loaded,
    variant: Option<&'l Variant>,
    request: Request,
    terminal: &Terminal,
    columns: Vec<Column>,
) -> Result<Watched<'l>, Failure> {
    let count = columns.len();
    let bytes = |_: &Prepared| PathTable::bytes(count, 1);
    let member = (loaded, variant);
    keep(
        member,
        request,
        terminal,
        bytes,
        |prepared, plan, progress| gather(prepared, columns, plan, progress),
    )
}

/// Simulates the scenario or a variant twice: summed up, and as `gather` keeps its paths, in so many `bytes` a path.
pub(super) fn keep<'l, T: Send>(
    (loaded, variant): (&'l Loaded, Option<&'l Variant>),
    request: Request,
    terminal: &Terminal,
    bytes: impl Fn(&Prepared) -> u64,
    gather: impl FnOnce(&Prepared, SamplingPlan, &Progress) -> Result<T, RunError> + Send,
) -> Result<Kept<'l, T>, Failure> {
    let (started, clock) = (SystemTime::now(), Instant::now());
    let (pool, design) = (request.pool()?, request.design(loaded));
    let plan = SamplingPlan::of_paths(request.paths(loaded));
    let variants: Vec<&Variant> = variant.into_iter().collect();
    let mut members = pool.install(|| prepared(loaded, &variants, design, IndicatorSet::All))?;
    // The scenario comes first, the variant last.
    let member = members.pop().expect("a family has a member");
    fits(bytes(&member.prepared), plan.paths)?;
    let progress = Progress::new(terminal, 2 * plan.paths);
    let identity = identity(loaded, variant, design);
    let table = pool.install(|| gather(&member.prepared, plan, &progress));
    let table = table.map_err(|error| not_simulated(&error))?;
    let mut finished = simulate_member(&member, plan, &identity, &pool, &progress)?;
    progress.finish();
    finished.timing = Timing {
        started,
        total_seconds: clock.elapsed().as_secs_f64(),
        ..finished.timing
    };
    Ok(Kept {
        member,
        finished,
        table,
        identity,
    })
}

/// Refuses what would take more memory than there may be, at so many `bytes` a path.
pub(super) fn fits(bytes: u64, paths: u64) -> Result<(), Failure> {
    if bytes.saturating_mul(paths) <= MOST_BYTES {
        return Ok(());
    }
    let most = MOST_BYTES / bytes;
    let (needed, limit) = (bytes.saturating_mul(paths) >> 20, MOST_BYTES >> 20);
    Err(Failure::Usage(Localized::new(
        format!("逐条路径的数值要 {needed} MiB 内存，上限 {limit} MiB：--paths 最多 {most}"),
        format!(
            "the values of single paths would take {needed} MiB, and at most {limit} MiB are taken: --paths {most} at most"
        ),
    )))
}

/// The files and pictures of what is known once something is given; `name` is that of the JSON file.
pub(super) fn folder(
    name: &str,
    update: &Update,
    finished: &Finished,
    matches: &ArgMatches,
    terminal: &Terminal,
) -> RunFolder {
    let mut folder = RunFolder::of_run(&finished.summary);
    folder.add(name, update_json(update));
    folder.add("targets.csv", updated_targets_csv(update));
    folder.add("drivers.csv", updated_quantities_csv(update));
    let summary = &finished.summary;
    let charts = update_set(summary, update, &drawing::style(matches, terminal));
    drawing::add(&mut folder, charts, matches.get_flag("svg"), terminal);
    folder.set_dimensions(dimensions(None, finished.order.blocks()));
    folder
}
