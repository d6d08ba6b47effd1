//! From a scenario file to a summary: the steps that `run` and `compare` share.

use std::path::Path;
use std::time::{Instant, SystemTime};

use clap::ArgMatches;

use super::outcome::Failure;
use super::progress::Progress;
use super::terminal::Terminal;
use crate::analysis::{Identity, audit, include_audit, summarise};
use crate::diagnostics::Diagnostics;
use crate::quantity::Localized;
use crate::report::{Timing, sha256_hex};
use crate::results::Summary;
use crate::scenario::{Loaded, load};
use crate::simulation::{
    IndicatorSet, Prepared, RunError, SamplingPlan, prepare, simulate as simulate_paths,
};

/// Reads and checks a scenario file; notes are printed, mistakes end the command.
pub(super) fn read(file: &Path, terminal: &Terminal) -> Result<Loaded, Failure> {
    let loaded = load(file).map_err(|findings| Failure::Scenario(Box::new(findings)))?;
    if !loaded.notes.is_empty() && !terminal.quiet() {
        terminal.show_findings(&Diagnostics::new(
            loaded.source.clone(),
            loaded.notes.clone(),
        ));
    }
    Ok(loaded)
}

/// A finished simulation.
pub(super) struct Finished {
    pub(super) summary: Summary,
    pub(super) timing: Timing,
}

/// What the command line asks of a simulation.
#[derive(Clone, Copy)]
pub(super) struct Request {
    paths: Option<u64>,
    seed: Option<u64>,
    threads: usize,
    block: usize,
    indicators: IndicatorSet,
}

impl Request {
    /// As the options say; `--block` and `--indicators` only where the command has them.
    pub(super) fn of(matches: &ArgMatches) -> Self {
        let number = |name: &str| {
            matches
                .try_get_one::<u16>(name)
                .ok()
                .flatten()
                .map(|n| usize::from(*n))
        };
        let all = matches
            .try_get_one::<String>("indicators")
            .ok()
            .flatten()
            .is_some_and(|set| set == "all");
        Self {
            paths: matches.get_one::<u64>("paths").copied(),
            seed: matches.get_one::<u64>("seed").copied(),
            threads: number("threads").unwrap_or(0),
            block: number("block").unwrap_or(SamplingPlan::BLOCK),
            indicators: if all {
                IndicatorSet::All
            } else {
                IndicatorSet::Default
            },
        }
    }
}

/// Simulates a scenario and sums it up.
pub(super) fn simulate(
    loaded: &Loaded,
    request: Request,
    terminal: &Terminal,
) -> Result<Finished, Failure> {
    let (started, clock) = (SystemTime::now(), Instant::now());
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(request.threads)
        .build();
    let pool = pool.map_err(|error| Failure::Run(Localized::same(error.to_string())))?;
    let scenario = &loaded.scenario;
    let seed = request.seed.unwrap_or(scenario.run.seed);
    let plan = SamplingPlan {
        paths: request.paths.unwrap_or(scenario.run.paths),
        block: request.block,
    };

    let prepared = pool
        .install(|| prepare(scenario, seed, request.indicators))
        .map_err(|error| {
            Failure::Scenario(Box::new(Diagnostics::new(
                loaded.source.clone(),
                error.diagnostics(scenario),
            )))
        })?;
    let progress = Progress::new(terminal, plan.paths);
    let clock_of_paths = Instant::now();
    let ensemble = pool.install(|| simulate_paths(&prepared, plan, &progress));
    progress.finish();
    let ensemble = ensemble.map_err(|error| match error {
        RunError::Interrupted => Failure::Interrupted,
    })?;
    let seconds = clock_of_paths.elapsed().as_secs_f64();
    if ensemble.arms[0].failed == ensemble.paths {
        return Err(Failure::Run(Localized::new(
            "所有路径都数值溢出，没有结果",
            "every path left the numbers: there is no result",
        )));
    }
    let identity = Identity {
        sha256: sha256_hex(loaded.source.text().as_bytes()),
        seed,
    };
    let mut summary = summarise(scenario, &prepared, &ensemble, &identity);
    include_audit(&mut summary, audit(scenario, &loaded.source));
    let total_seconds = clock.elapsed().as_secs_f64();
    Ok(Finished {
        summary,
        timing: Timing {
            started,
            seconds,
            total_seconds,
            threads: pool.current_num_threads(),
        },
    })
}

/// Compiles and calibrates a scenario without simulating it.
pub(super) fn calibrated(loaded: &Loaded) -> Result<Prepared, Failure> {
    prepare(
        &loaded.scenario,
        loaded.scenario.run.seed,
        IndicatorSet::Default,
    )
    .map_err(|error| {
        Failure::Scenario(Box::new(Diagnostics::new(
            loaded.source.clone(),
            error.diagnostics(&loaded.scenario),
        )))
    })
}
