//! What is compared: scenario files, variants of them, and finished run folders, read and simulated.

use std::path::{Path, PathBuf};

use clap::ArgMatches;

use super::beside::Beside;
use super::destination;
use super::given::usage;
use super::outcome::Failure;
use super::progress::Progress;
use super::simulate::{Finished, Member, Request, not_simulated, prepared, read, simulate_one};
use super::terminal::Terminal;
use super::variants::variant_of;
use crate::analysis::{Comparison, SharedDraws, Side, compare as compare_summaries, pair_paths};
use crate::random::DimensionOrder;
use crate::report::Timing;
use crate::results::Summary;
use crate::scenario::{Loaded, Variant};
use crate::simulation::{Design, IndicatorSet, SamplingPlan, drawn_names};

/// A run as the command line names it.
enum Named {
    /// A finished run.
    Folder(PathBuf, Box<Summary>),
    /// A scenario file, by position among the files read, or a variant of it.
    File(usize, Option<String>),
}

/// What the command line asks to compare: the reference first.
pub(super) struct Operands {
    named: Vec<Named>,
    files: Vec<(PathBuf, Loaded)>,
}

impl Operands {
    /// Reads the files and folders and looks up the variants: `FILE`, `FILE#VARIANT`, a folder; or one file with `--variant`.
    pub(super) fn read(matches: &ArgMatches, terminal: &Terminal) -> Result<Self, Failure> {
        let mut operands = Self {
            named: Vec::new(),
            files: Vec::new(),
        };
        for text in matches.get_many::<PathBuf>("runs").expect("required") {
            operands.add(text, terminal)?;
        }
        if let Some(ids) = matches.get_many::<String>("variant") {
            operands.add_variants(ids)?;
        }
        if operands.named.len() < 2 {
            return Err(usage(
                "只有一个对象，没有可比的：再写一个情景文件、变体（文件#变体）或结果文件夹，或用 --variant ID 与自己的变体比较".to_owned(),
                "there is nothing to compare with: name another scenario file, variant (FILE#VARIANT) or run folder, or a variant of this one by --variant ID".to_owned(),
            ));
        }
        Ok(operands)
    }

    fn add(&mut self, text: &Path, terminal: &Terminal) -> Result<(), Failure> {
        if text.is_dir() {
            let summary = Box::new(finished(text)?);
            self.named.push(Named::Folder(text.to_owned(), summary));
            return Ok(());
        }
        let (path, variant) = split(text);
        let known = self.files.iter().position(|(file, _)| *file == path);
        let place = if let Some(place) = known {
            place
        } else {
            self.files.push((path.clone(), read(&path, &[], terminal)?));
            self.files.len() - 1
        };
        if let Some(id) = &variant {
            variant_of(&self.files[place].1, id)?;
        }
        self.named.push(Named::File(place, variant));
        Ok(())
    }

    /// `--variant`: of the only file.
    fn add_variants<'i>(&mut self, ids: impl Iterator<Item = &'i String>) -> Result<(), Failure> {
        let [Named::File(place, None)] = self.named[..] else {
            return Err(usage(
                "--variant 只与一个情景文件同用；有几个对象时写 文件#变体".to_owned(),
                "--variant goes with one scenario file alone; among several write FILE#VARIANT"
                    .to_owned(),
            ));
        };
        for id in ids {
            variant_of(&self.files[place].1, id)?;
            self.named.push(Named::File(place, Some(id.clone())));
        }
        Ok(())
    }

    /// The files and folders that are read.
    pub(super) fn inputs(&self) -> Vec<PathBuf> {
        let folders = self.named.iter().filter_map(|it| match it {
            Named::Folder(path, _) => Some(path.clone()),
            Named::File(..) => None,
        });
        let files = self.files.iter();
        let files = files.flat_map(|(path, loaded)| destination::inputs(path, loaded));
        files.chain(folders).collect()
    }

    /// What the comparison is called: after its runs, or of many after the first and the last.
    pub(super) fn id(&self) -> String {
        let of = |scenario: &str, variant: Option<&str>| match variant {
            Some(variant) => format!("{scenario}-{variant}"),
            None => scenario.to_owned(),
        };
        let ids = self.named.iter().map(|named| match named {
            Named::Folder(_, summary) => {
                let info = &summary.scenario;
                let variant = info.variant.as_ref();
                of(&info.id, variant.map(|it| it.id.as_str()))
            }
            Named::File(place, variant) => {
                of(&self.files[*place].1.scenario.id, variant.as_deref())
            }
        });
        let ids: Vec<String> = ids.collect();
        match ids.as_slice() {
            [first, .., last] if ids.len() > MOST_NAMED => {
                format!("compare-{first}-{last}-of-{}", ids.len())
            }
            _ => format!("compare-{}", ids.join("-")),
        }
    }

    /// Simulates what is no finished run, and compares every run with the first: path by path where both have the same draws.
    pub(super) fn compared(
        self,
        matches: &ArgMatches,
        terminal: &Terminal,
    ) -> Result<Compared, Failure> {
        let request = Request::of(matches);
        let pool = request.pool()?;
        let families: Vec<Family<'_>> = self
            .files
            .iter()
            .enumerate()
            .map(|(place, (_, loaded))| pool.install(|| self.family(place, loaded, request)))
            .collect::<Result<_, Failure>>()?;
        let runs: Vec<Run<'_>> = self.named.iter().map(|it| Run::of(it, &families)).collect();
        let pairs = alike(&runs);
        let simulated = runs.iter().filter_map(|run| run.simulated().map(|it| it.1));
        let paired = runs[0].simulated().map_or(0, |(_, plan)| plan.paths);
        let passes = if pairs.is_empty() {
            0
        } else {
            pairs.len() as u64 + 1
        };
        let work = simulated.map(|plan| plan.paths).sum::<u64>() + passes * paired;
        let progress = Progress::new(terminal, work);
        let mut finished = Vec::new();
        for run in &runs {
            finished.push(run.finish(&pool, &progress)?);
        }
        let comparisons = comparisons(&runs, &finished, &pairs, &pool, &progress)?;
        progress.finish();
        Ok(Compared {
            runs: finished,
            comparisons,
        })
    }

    /// The members of a file that are compared, ready to be simulated.
    fn family<'l>(
        &'l self,
        place: usize,
        loaded: &'l Loaded,
        request: Request,
    ) -> Result<Family<'l>, Failure> {
        let asked = |variant: &&Variant| {
            let id = Some(&variant.id);
            let mut named = self.named.iter();
            named.any(|it| matches!(it, Named::File(p, v) if *p == place && v.as_ref() == id))
        };
        let variants: Vec<&Variant> = loaded.variants.iter().filter(asked).collect();
        let design = request.design(loaded);
        Ok(Family {
            loaded,
            design,
            plan: SamplingPlan::of_paths(request.paths(loaded)),
            members: prepared(loaded, &variants, design, IndicatorSet::Default)?,
        })
    }
}

/// Up to this many runs are all named in what a comparison is called.
const MOST_NAMED: usize = 4;

/// Runs that have a summary, the reference first, and each other run's comparison with it.
pub(super) struct Compared {
    pub(super) runs: Vec<Finished>,
    pub(super) comparisons: Vec<Comparison>,
}

/// A file whose members are ready to be simulated.
struct Family<'l> {
    loaded: &'l Loaded,
    design: Design,
    plan: SamplingPlan,
    members: Vec<Member<'l>>,
}

/// A run that is compared.
enum Run<'r> {
    Folder(&'r Summary),
    /// Position of the family, the family, and which of its members.
    Member(usize, &'r Family<'r>, &'r Member<'r>),
}

impl<'r> Run<'r> {
    fn of(named: &'r Named, families: &'r [Family<'r>]) -> Self {
        match named {
            Named::Folder(_, summary) => Self::Folder(summary),
            Named::File(place, variant) => {
                let family = &families[*place];
                let is_asked =
                    |member: &&Member<'_>| member.variant.map(|it| &it.id) == variant.as_ref();
                let mut members = family.members.iter();
                let member = members.find(is_asked).expect("it has been prepared");
                Self::Member(*place, family, member)
            }
        }
    }

    /// How it is drawn and over how many paths, if it is simulated now.
    fn simulated(&self) -> Option<(Design, SamplingPlan)> {
        match self {
            Self::Folder(_) => None,
            Self::Member(_, family, _) => Some((family.design, family.plan)),
        }
    }

    fn finish(&self, pool: &rayon::ThreadPool, progress: &Progress) -> Result<Finished, Failure> {
        match self {
            Self::Folder(summary) => Ok(Finished {
                summary: (*summary).clone(),
                timing: Timing::none(),
                order: DimensionOrder::default(),
                beside: Beside::default(),
            }),
            Self::Member(_, family, member) => {
                let how = (family.plan, family.design);
                simulate_one(family.loaded, member, how, pool, progress)
            }
        }
    }

    fn side(&self) -> Option<Side<'_>> {
        match self {
            Self::Folder(_) => None,
            Self::Member(_, _, member) => Some(Side {
                scenario: member.scenario,
                prepared: &member.prepared,
            }),
        }
    }
}

/// Which runs have the same draws as the first, path by path: simulated now, under one seed and sampler, over as many paths; of quasi-random
/// ones every variable also has the same dimension.
fn alike(runs: &[Run<'_>]) -> Vec<usize> {
    let Run::Member(home, family, first) = &runs[0] else {
        return Vec::new();
    };
    let same = |run: &Run<'_>| {
        let Run::Member(place, other, member) = run else {
            return false;
        };
        let order = |member: &Member<'_>| member.prepared.draws.order().clone();
        let dimensions = place == home || order(first) == order(member);
        (family.design, family.plan) == (other.design, other.plan) && dimensions
    };
    let others = runs.iter().enumerate().skip(1);
    others
        .filter(|(_, run)| same(run))
        .map(|(place, _)| place)
        .collect()
}

/// Each run but the first against the first.
fn comparisons(
    runs: &[Run<'_>],
    finished: &[Finished],
    pairs: &[usize],
    pool: &rayon::ThreadPool,
    progress: &Progress,
) -> Result<Vec<Comparison>, Failure> {
    let summary = |place: usize| &finished[place].summary;
    let mut found: Vec<Comparison> = (1..runs.len())
        .map(|place| Comparison {
            draws: shared_draws(&runs[0], &runs[place]),
            ..compare_summaries(summary(0), summary(place))
        })
        .collect();
    let (Some(reference), Some((_, plan))) = (runs[0].side(), runs[0].simulated()) else {
        return Ok(found);
    };
    let others: Vec<Side<'_>> = pairs.iter().filter_map(|it| runs[*it].side()).collect();
    if others.is_empty() {
        return Ok(found);
    }
    let paired = pool.install(|| pair_paths(reference, &others, plan, progress));
    let paired = paired.map_err(|error| not_simulated(&error))?;
    for (place, paths) in pairs.iter().zip(paired) {
        let comparison = found[place - 1].clone();
        found[place - 1] = comparison.with_paths(paths);
    }
    Ok(found)
}

/// Of two different files under one seed: how many variables they draw alike. Variants of one file share all that both have.
fn shared_draws(a: &Run<'_>, b: &Run<'_>) -> Option<SharedDraws> {
    let (Run::Member(home, family, first), Run::Member(place, other, member)) = (a, b) else {
        return None;
    };
    if home == place || family.design != other.design {
        return None;
    }
    let (a, b) = (drawn_names(first.scenario), drawn_names(member.scenario));
    let shared = a.intersection(&b).count();
    Some(SharedDraws {
        shared,
        only_a: a.len() - shared,
        only_b: b.len() - shared,
    })
}

/// A file and the variant named behind a `#`; a file whose own name has one is a file.
fn split(text: &Path) -> (PathBuf, Option<String>) {
    let whole = (text.to_owned(), None);
    if text.exists() {
        return whole;
    }
    match text.to_str().and_then(|text| text.rsplit_once('#')) {
        Some((file, id)) if !file.is_empty() => (PathBuf::from(file), Some(id.to_owned())),
        _ => whole,
    }
}

/// The summary of a finished run.
pub(super) fn finished(folder: &Path) -> Result<Summary, Failure> {
    let file = folder.join("summary.json");
    let unreadable = |reason: String| {
        usage(
            format!("{} 不是 kapok run 留下的文件夹：{reason}", folder.display()),
            format!(
                "{} is not a folder that kapok run left: {reason}",
                folder.display()
            ),
        )
    };
    if !folder.is_dir() {
        return Err(usage(
            format!(
                "没有文件夹 {}：先 kapok run，结果在 output/<情景编号>/",
                folder.display()
            ),
            format!(
                "there is no folder {}: kapok run leaves one in output/<scenario id>/",
                folder.display()
            ),
        ));
    }
    let bytes = std::fs::read(&file).map_err(|error| unreadable(error.to_string()))?;
    let summary: Summary =
        serde_json::from_slice(&bytes).map_err(|error| unreadable(error.to_string()))?;
    if summary.schema != crate::results::SCHEMA {
        return Err(unreadable(format!("schema {}", summary.schema)));
    }
    Ok(summary)
}
