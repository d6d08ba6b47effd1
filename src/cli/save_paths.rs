//! `kapok run --save-paths`: single paths into a file beside the summary.

use std::io;
use std::path::Path;
use std::sync::Arc;

use clap::builder::ValueParser;
use clap::{ArgMatches, Command};
use indicatif::DecimalBytes;

use super::arguments::Words;
use super::count;
use super::family_pictures::path_of_variant;
use super::given::usage;
use super::outcome::{Failure, Outcome};
use super::progress::Progress;
use super::simulate::{Finished, Member, Ready};
use super::terminal::Terminal;
use super::until::Watching;
use crate::quantity::Localized;
use crate::report::{Fill, PATH_COLUMNS, PathsFile, RunFolder, free_bytes};
use crate::results::Summary;
use crate::simulation::{Prepared, whole_paths};

const FILE: &str = "paths.parquet";
/// What a number takes in the file: the bytes of a drawn number hardly compress.
const BYTES_PER_VALUE: f64 = 7.0;
/// From here on a smaller sample is hinted at.
const LARGE: f64 = 1e9;

/// Adds the options.
pub(super) fn options(words: Words, command: Command) -> Command {
    command
        .arg(words.flag(
            "save-paths",
            "另存逐条路径到 paths.parquet（年、各指标）",
            "Save every path as well: paths.parquet (path, year, indicators)",
        ))
        .arg(
            words
                .option(
                    "paths-sample",
                    "N",
                    "只存前 N 条路径（与 --save-paths 同用）",
                    "Save the first N paths only (with --save-paths)",
                )
                .value_parser(ValueParser::new(count::parse))
                .requires("save-paths"),
        )
}

/// What is to be saved.
pub(super) struct Saving {
    /// The first so many paths; `None`: all.
    sample: Option<u64>,
    /// Numbers of a path, in the scenario and its variants.
    values: u64,
    /// The number of paths is known only in the end: what there is is saved.
    stops: bool,
}

impl Saving {
    /// As the options say; `None`: nothing is saved.
    ///
    /// # Errors
    /// A sample of more than all paths, an indicator that has the name of another column, and what the disk has no room for.
    pub(super) fn of(
        ready: &Ready<'_>,
        watching: Option<&Watching>,
        place: &Path,
        matches: &ArgMatches,
        terminal: &Terminal,
    ) -> Result<Option<Self>, Failure> {
        if !matches.get_flag("save-paths") {
            return Ok(None);
        }
        ready.members.iter().try_for_each(names_are_free)?;
        let values = |member: &Member<'_>| {
            let (indicators, years) = shape(&member.prepared);
            (indicators * years) as u64
        };
        let saving = Self {
            sample: matches.get_one::<u64>("paths-sample").copied(),
            values: ready.members.iter().map(values).sum(),
            stops: watching.is_some_and(Watching::stops),
        };
        let paths = ready.plan.paths;
        if let Some(sample) = saving.sample.filter(|sample| *sample > paths) {
            return Err(usage(
                format!("--paths-sample {sample} 多于路径数 {paths}：写 1 到 {paths}，不写则全存"),
                format!(
                    "--paths-sample {sample} is more than the {paths} paths: write 1 to {paths}, or leave it out to save them all"
                ),
            ));
        }
        if !saving.stops {
            saving.announce(paths, terminal);
            saving.fits(paths, place)?;
        }
        Ok(Some(saving))
    }

    /// Paths of each file, of a run of so many.
    fn saved(&self, paths: u64) -> u64 {
        self.sample.map_or(paths, |sample| sample.min(paths))
    }

    fn bytes(&self, paths: u64) -> f64 {
        (self.saved(paths) * self.values) as f64 * BYTES_PER_VALUE
    }

    /// Hints at a sample where the files will be large.
    fn announce(&self, paths: u64, terminal: &Terminal) {
        let bytes = self.bytes(paths);
        if bytes < LARGE {
            return;
        }
        let size = size(bytes);
        terminal.line(terminal.say(&Localized::new(
            format!("{FILE} 将约 {size}；--paths-sample 10000 只存前 1 万条路径"),
            format!(
                "{FILE} will take about {size}; --paths-sample 10000 saves the first 10,000 paths only"
            ),
        )));
    }

    /// Refuses what the disk has no room for, where the system says how much that is.
    fn fits(&self, paths: u64, place: &Path) -> Outcome {
        let needed = self.bytes(paths);
        let Some(free) = free_bytes(place).map(|bytes| bytes as f64) else {
            return Ok(());
        };
        if needed <= free {
            return Ok(());
        }
        let most = ((free / needed) * self.saved(paths) as f64 * 0.9) as u64;
        let (needed, free) = (size(needed), size(free));
        Err(usage(
            format!("{FILE} 要约 {needed}，磁盘只剩 {free}：用 --paths-sample，不超过 {most}"),
            format!(
                "{FILE} would take about {needed}, and the disk has {free} left: --paths-sample {most} at most"
            ),
        ))
    }

    /// Adds the files of the scenario and its variants; they are written with the folder.
    ///
    /// # Errors
    /// What the disk has no room for, where that is known only now.
    pub(super) fn add(
        &self,
        ready: Ready<'_>,
        all: &[Finished],
        place: &Path,
        folder: &mut RunFolder,
        terminal: &Terminal,
    ) -> Outcome {
        let paths = all[0].summary.run.paths;
        if self.stops {
            self.announce(paths, terminal);
            self.fits(paths, place)?;
        }
        let saved = self.saved(paths);
        let pool = Arc::new(ready.pool);
        for (member, finished) in ready.members.into_iter().zip(all) {
            let summary = finished.summary.clone();
            let path = format!("{}{FILE}", path_of_variant(&summary));
            let names = names(&member);
            let prepared = member.prepared;
            let (pool, progress) = (Arc::clone(&pool), Progress::new(terminal, saved));
            let fill: Fill = Box::new(move |sink| {
                let written =
                    pool.install(|| write(sink, &summary, &names, &prepared, saved, &progress));
                progress.finish();
                written
            });
            folder.add_large(&path, fill);
        }
        Ok(())
    }

    /// Says how much was saved.
    pub(super) fn tell(&self, all: &[Finished], place: &Path, terminal: &Terminal) {
        for finished in all {
            let path = format!("{}{FILE}", path_of_variant(&finished.summary));
            let bytes = place.join(&path).metadata().map_or(0, |file| file.len());
            let summary = &finished.summary;
            let (paths, size) = (self.saved(summary.run.paths), size(bytes as f64));
            let (years, indicators) = (summary.years.len(), summary.indicators.len());
            terminal.line(terminal.say(&Localized::new(
                format!("{path}：{paths} 条路径 × {years} 年，{indicators} 个指标，{size}"),
                format!("{path}: {paths} paths × {years} years, {indicators} indicators, {size}"),
            )));
        }
    }
}

/// Indicators and years of a path.
fn shape(prepared: &Prepared) -> (usize, usize) {
    (prepared.indicators.len(), prepared.arms[0].years)
}

/// What the summary calls the indicators of a member, in the order of its evaluators.
fn names(member: &Member<'_>) -> Vec<String> {
    let names = member.scenario.indicator_names();
    let indicators = member.prepared.indicators.iter();
    indicators.map(|it| it.name(&names)).collect()
}

/// Refuses an indicator that is called like another column; some readers tell no capitals apart.
fn names_are_free(member: &Member<'_>) -> Outcome {
    let taken = |name: &String| {
        let mut columns = PATH_COLUMNS.iter();
        columns.any(|column| column.eq_ignore_ascii_case(name))
    };
    match names(member).iter().find(|name| taken(name)) {
        None => Ok(()),
        Some(name) => Err(usage(
            format!("指标 {name} 与 {FILE} 的列 path、year 重名：在情景文件里给它换个 id"),
            format!(
                "the indicator {name} is called like a column of {FILE} (path, year): give it another id in the scenario file"
            ),
        )),
    }
}

/// Simulates the first paths of a run once more, group by group, and writes them.
fn write(
    sink: &mut (dyn io::Write + Send),
    summary: &Summary,
    names: &[String],
    prepared: &Prepared,
    paths: u64,
    progress: &Progress,
) -> io::Result<()> {
    let mut file = PathsFile::new(sink, summary, names)?;
    let step = file.group_paths();
    let mut first = 0;
    while first < paths {
        let next = (first + step).min(paths);
        let group = whole_paths(prepared, first..next, progress).map_err(io::Error::other)?;
        file.write(&group)?;
        first = next;
    }
    file.finish()
}

/// Bytes as people say them.
fn size(bytes: f64) -> DecimalBytes {
    DecimalBytes(bytes as u64)
}
