//! From a scenario file to summaries: the steps that `run`, `compare` and others share.

use std::path::Path;
use std::time::{Instant, SystemTime};

use clap::ArgMatches;

use super::beside::Beside;
use super::outcome::Failure;
use super::progress::Progress;
use super::terminal::Terminal;
use super::until::{Course, MOST_PATHS, Watching};
use crate::analysis::{Identity, audit, include_audit, provenance, simulate_until, summarise};
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};
use crate::quantity::Localized;
use crate::random::DimensionOrder;
use crate::report::{Timing, sha256_hex};
use crate::results::{Summary, Text, VariantInfo};
use crate::scenario::{Change, Loaded, Sampler, Scenario, Variant, load_with};
use crate::simulation::{
    Base, Design, Ensemble, IndicatorSet, LEAST_SOBOL_PATHS, PrepareError, Prepared, RunError,
    SamplingPlan, prepare, prepare_changed, simulate as simulate_paths,
};

/// As [`read_and_tell`], but of notes only their number is told: `kapok check` has them.
pub(super) fn read(
    file: &Path,
    changes: &[String],
    terminal: &Terminal,
) -> Result<Loaded, Failure> {
    let loaded = load_all(file, changes)?;
    let (warnings, notes): (Vec<Diagnostic>, Vec<Diagnostic>) = loaded
        .notes
        .iter()
        .cloned()
        .partition(|finding| finding.severity == Severity::Warning);
    if !terminal.quiet() {
        if !warnings.is_empty() {
            terminal.show_findings(&Diagnostics::new(loaded.source.clone(), warnings));
        }
        if !notes.is_empty() {
            let count = notes.len();
            terminal.line(terminal.say(&Localized::new(
                format!("情景文件有 {count} 条提示，用 kapok check 查看。"),
                format!("The scenario file has {count} notes; kapok check shows them."),
            )));
        }
    }
    Ok(loaded)
}

/// Reads and checks a scenario file with the changes of the command line; notes are printed, mistakes end the command.
pub(super) fn read_and_tell(
    file: &Path,
    changes: &[String],
    terminal: &Terminal,
) -> Result<Loaded, Failure> {
    let loaded = load_all(file, changes)?;
    if !loaded.notes.is_empty() && !terminal.quiet() {
        terminal.show_findings(&Diagnostics::new(
            loaded.source.clone(),
            loaded.notes.clone(),
        ));
    }
    Ok(loaded)
}

/// Reads and checks a scenario file with the changes of the command line.
pub(super) fn load_all(file: &Path, changes: &[String]) -> Result<Loaded, Failure> {
    load_with(file, changes).map_err(|findings| Failure::Scenario(Box::new(findings)))
}

/// A finished simulation.
pub(super) struct Finished {
    pub(super) summary: Summary,
    pub(super) timing: Timing,
    /// Which draw had which dimension; empty of a run that was not simulated now, or was not quasi-random.
    pub(super) order: DimensionOrder,
    /// What pictures and report tell besides; nothing where none are drawn.
    pub(super) beside: Beside,
}

/// What the command line asks of a simulation.
#[derive(Clone, Copy)]
pub(super) struct Request {
    paths: Option<u64>,
    seed: Option<u64>,
    sampler: Option<Sampler>,
    threads: usize,
    block: usize,
    indicators: IndicatorSet,
    /// Whether pictures are drawn, which tell more than a summary.
    drawn: bool,
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
            sampler: matches
                .get_one::<String>("sampler")
                .and_then(|word| Sampler::from_word(word)),
            threads: number("threads").unwrap_or(0),
            block: number("block").unwrap_or(SamplingPlan::BLOCK),
            indicators: if all {
                IndicatorSet::All
            } else {
                IndicatorSet::Default
            },
            drawn: !matches
                .try_get_one::<bool>("only-summary")
                .is_ok_and(|only| only == Some(&true)),
        }
    }

    /// With another default for the number of paths than the scenario's.
    pub(super) fn of_paths(self, paths: u64) -> Self {
        Self {
            paths: self.paths.or(Some(paths)),
            ..self
        }
    }

    /// Paths to simulate.
    pub(super) fn paths(&self, loaded: &Loaded) -> u64 {
        self.paths.unwrap_or(loaded.scenario.run.paths)
    }

    /// How the scenario is drawn.
    pub(super) fn design(&self, loaded: &Loaded) -> Design {
        let asked = &loaded.scenario.run;
        Design {
            seed: self.seed.unwrap_or(asked.seed),
            sampler: self.sampler.unwrap_or(asked.sampler),
        }
    }

    /// The threads to work on.
    pub(super) fn pool(&self) -> Result<rayon::ThreadPool, Failure> {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(self.threads)
            .build();
        pool.map_err(|error| Failure::Run(Localized::same(error.to_string())))
    }
}

/// A scenario or one of its variants, ready to be simulated.
pub(super) struct Member<'l> {
    /// `None`: the scenario itself.
    pub(super) variant: Option<&'l Variant>,
    pub(super) scenario: &'l Scenario,
    pub(super) prepared: Prepared,
}

impl Member<'_> {
    /// Refuses an ensemble in which every path left the numbers.
    pub(super) fn has_result(&self, ensemble: &Ensemble) -> Result<(), Failure> {
        if ensemble.arms[0].failed < ensemble.paths {
            return Ok(());
        }
        let (zh, en) = self.variant.map_or_else(Default::default, |variant| {
            (
                format!("变体 {}：", variant.id),
                format!("variant {}: ", variant.id),
            )
        });
        Err(Failure::Run(Localized::new(
            format!("{zh}所有路径都数值溢出，没有结果"),
            format!("{en}every path left the numbers: there is no result"),
        )))
    }
}

/// Compiles and calibrates the scenario and these of its variants: the scenario first.
pub(super) fn prepared<'l>(
    loaded: &'l Loaded,
    variants: &[&'l Variant],
    design: Design,
    set: IndicatorSet,
) -> Result<Vec<Member<'l>>, Failure> {
    let refused = |scenario: &Scenario, variant: Option<&Variant>, error: &PrepareError| {
        let found = error.diagnostics(scenario).into_iter();
        let found = found.map(|finding| named(variant, finding)).collect();
        Failure::Scenario(Box::new(Diagnostics::new(loaded.source.clone(), found)))
    };
    let base = loaded.base();
    let of_base = prepare(base, design, set).map_err(|error| refused(base, None, &error))?;
    let changed = |scenario: &'l Scenario, variant| -> Result<Member<'l>, Failure> {
        let from = Base {
            scenario: base,
            prepared: &of_base,
        };
        let prepared = prepare_changed(scenario, from, design, set)
            .map_err(|error| refused(scenario, variant, &error))?;
        Ok(Member {
            variant,
            scenario,
            prepared,
        })
    };
    let mut members = Vec::new();
    if loaded.unchanged.is_some() {
        members.push(changed(&loaded.scenario, None)?);
    }
    for variant in variants {
        members.push(changed(&variant.scenario, Some(variant))?);
    }
    if loaded.unchanged.is_none() {
        let itself = Member {
            variant: None,
            scenario: &loaded.scenario,
            prepared: of_base,
        };
        members.insert(0, itself);
    }
    Ok(members)
}

/// A finding that says which variant it is about.
fn named(variant: Option<&Variant>, finding: Diagnostic) -> Diagnostic {
    let Some(variant) = variant else {
        return finding;
    };
    let message = Localized::new(
        format!("变体 `{}`：{}", variant.id, finding.message.zh),
        format!("variant `{}`: {}", variant.id, finding.message.en),
    );
    Diagnostic { message, ..finding }
}

/// A scenario and these of its variants, ready to be simulated on the same draws: the scenario first.
pub(super) struct Ready<'l> {
    loaded: &'l Loaded,
    pub(super) members: Vec<Member<'l>>,
    pub(super) pool: rayon::ThreadPool,
    /// How many paths; the most there may be where it stops by itself.
    pub(super) plan: SamplingPlan,
    design: Design,
    /// Whether what pictures need beside the summary is computed.
    drawn: bool,
}

impl<'l> Ready<'l> {
    /// Compiles and calibrates them.
    pub(super) fn of(
        loaded: &'l Loaded,
        variants: &[&'l Variant],
        request: Request,
        watching: Option<&Watching>,
    ) -> Result<Self, Failure> {
        let (pool, design) = (request.pool()?, request.design(loaded));
        let stops = watching.is_some_and(Watching::stops);
        let plan = SamplingPlan {
            paths: if stops {
                request.paths.unwrap_or(MOST_PATHS)
            } else {
                request.paths(loaded)
            },
            block: request.block,
        };
        let members = pool.install(|| prepared(loaded, variants, design, request.indicators))?;
        Ok(Self {
            loaded,
            members,
            pool,
            plan,
            design,
            drawn: request.drawn,
        })
    }
}

/// Simulates them. The scenario may be watched as it goes on: where it stops, so do its variants, which stay paired with it.
pub(super) fn simulate_watched(
    ready: &Ready<'_>,
    watching: Option<&Watching>,
    terminal: &Terminal,
) -> Result<(Vec<Finished>, Option<Course>), Failure> {
    let (loaded, pool, mut plan) = (ready.loaded, &ready.pool, ready.plan);
    let members = &ready.members;
    let progress = Progress::of_members(terminal, plan.paths, members.len() as u64);
    let (mut all, mut course) = (Vec::new(), None);
    for member in members {
        let identity = identity(loaded, member.variant, ready.design);
        let mut finished = match watching.filter(|_| all.is_empty()) {
            Some(watching) => {
                let aims = watching.aims(&member.prepared);
                let of = (member.scenario, &member.prepared);
                let watch = || simulate_until(of, plan, &aims, &identity, &progress);
                summed_up(member, &identity, pool, || {
                    let watched = watch()?;
                    let (convergence, reached) = (watched.convergence, watched.reached);
                    course = Some(Course {
                        convergence,
                        reached,
                    });
                    Ok(watched.ensemble)
                })?
            }
            None => simulate_member(member, plan, &identity, pool, &progress)?,
        };
        plan.paths = finished.summary.run.paths;
        let findings = audit(member.scenario, &loaded.source);
        include_audit(&mut finished.summary, findings);
        if ready.drawn {
            finished.beside = Beside::of_member(member, plan, &identity, pool)?;
        }
        all.push(finished);
    }
    progress.finish();
    Ok((all, course))
}

/// What a summary says of where it comes from.
pub(super) fn identity(loaded: &Loaded, variant: Option<&Variant>, design: Design) -> Identity {
    Identity {
        sha256: sha256_hex(loaded.file_text().as_bytes()),
        seed: design.seed,
        variant: variant_info(&loaded.changes, variant),
        provenance: provenance(&loaded.inputs, &loaded.source),
    }
}

/// Simulates a member of a file's family, and sums it up with the audit of its targets.
pub(super) fn simulate_one(
    loaded: &Loaded,
    member: &Member<'_>,
    (plan, design): (SamplingPlan, Design),
    pool: &rayon::ThreadPool,
    progress: &Progress,
) -> Result<Finished, Failure> {
    let identity = identity(loaded, member.variant, design);
    let mut finished = simulate_member(member, plan, &identity, pool, progress)?;
    let findings = audit(member.scenario, &loaded.source);
    include_audit(&mut finished.summary, findings);
    Ok(finished)
}

/// Why there is no simulation.
pub(super) fn not_simulated(error: &RunError) -> Failure {
    match error {
        RunError::Interrupted => Failure::Interrupted,
        RunError::Paths => Failure::Usage(Localized::new(
            format!(
                "抽样方式 sobol 至少要 {LEAST_SOBOL_PATHS} 条路径（16 个重复，各 2 条），才能估计误差"
            ),
            format!(
                "--sampler sobol needs {LEAST_SOBOL_PATHS} paths at least, two in each of 16 replicates, to know its errors"
            ),
        )),
    }
}

/// Simulates a member of a family, and sums it up.
pub(super) fn simulate_member(
    member: &Member<'_>,
    plan: SamplingPlan,
    identity: &Identity,
    pool: &rayon::ThreadPool,
    progress: &Progress,
) -> Result<Finished, Failure> {
    summed_up(member, identity, pool, || {
        simulate_paths(&member.prepared, plan, progress)
    })
}

/// Sums up what a simulation of a member comes to.
fn summed_up(
    member: &Member<'_>,
    identity: &Identity,
    pool: &rayon::ThreadPool,
    simulate: impl FnOnce() -> Result<Ensemble, RunError> + Send,
) -> Result<Finished, Failure> {
    let (started, clock) = (SystemTime::now(), Instant::now());
    let ensemble = pool
        .install(simulate)
        .map_err(|error| not_simulated(&error))?;
    let seconds = clock.elapsed().as_secs_f64();
    member.has_result(&ensemble)?;
    let summary = summarise(member.scenario, &member.prepared, &ensemble, identity);
    Ok(Finished {
        summary,
        order: member.prepared.draws.order().clone(),
        beside: Beside::default(),
        timing: Timing {
            started,
            seconds,
            total_seconds: clock.elapsed().as_secs_f64(),
            threads: pool.current_num_threads(),
        },
    })
}

/// What a run's summary says about its changes; `None`: the scenario as its file has it.
pub(super) fn variant_info(changes: &[Change], variant: Option<&Variant>) -> Option<VariantInfo> {
    let own = variant.map_or(&[][..], |variant| &variant.changes);
    let pairs = |changes: &[Change]| -> Vec<(String, String)> {
        let pair = |change: &Change| (change.path.clone(), change.written.clone());
        changes.iter().map(pair).collect()
    };
    let (id, name) = match variant {
        Some(variant) => (variant.id.clone(), variant.name.clone()),
        None if changes.is_empty() => return None,
        None => ("set".to_owned(), Localized::new("改动后", "As changed")),
    };
    let overridden = |change: &&Change| own.iter().all(|mine| mine.path != change.path);
    let from_outside: Vec<Change> = changes.iter().filter(overridden).cloned().collect();
    Some(VariantInfo {
        id,
        name: Text {
            zh: name.zh,
            en: name.en,
        },
        changes: [pairs(&from_outside), pairs(own)].concat(),
    })
}
