//! `kapok attribute`: which of the changes between two scenarios of a file does how much.

use std::path::PathBuf;
use std::time::{Instant, SystemTime};

use clap::{ArgMatches, Command};

use super::arguments::Words;
use super::destination::Destination;
use super::given::usage;
use super::outcome::{Failure, Outcome};
use super::progress::Progress;
use super::run::changes;
use super::simulate::{Request, identity, not_simulated, read, variant_info};
use super::terminal::Terminal;
use super::variants::variant_of;
use super::{attribute_table, drawing, interrupt};
use crate::analysis::attribution::{Attribute, MOST_PLAYERS, NotAttributed, attribute as put_down};
use crate::charts::attribution_set;
use crate::diagnostics::Diagnostics;
use crate::quantity::Localized;
use crate::report::{RunFolder, Timing, attribution_csv, attribution_json};
use crate::results::{Attribution, Text, VariantInfo};
use crate::scenario::{Change, Loaded, Transition, load};
use crate::simulation::SamplingPlan;

/// Paths of each combination, unless the command line asks for another number.
const PATHS: u64 = 10_000;
/// Fewest paths: thirty in each of the parts that errors are told from.
const LEAST_PATHS: u64 = 1_000;
/// Most paths: those of one combination are held at once.
const MOST_PATHS: u64 = 1_000_000;

/// The command and its options.
pub(super) fn arguments(words: Words) -> Command {
    let command = words
        .command(
            "attribute",
            words.say(
                "kapok attribute <情景文件> --variant ID [--from ID] [选项]",
                "kapok attribute <FILE> --variant ID [--from ID] [OPTIONS]",
            ),
            "差距归因：变体与情景的差距，各由哪项改动造成多少",
            "What a gap is put down to: how much of it each change of a variant does",
        )
        .arg(words.file("file", "情景文件（TOML）", "Scenario file (TOML)"))
        .arg(words.option(
            "variant",
            "ID",
            "到这个变体（不写则为 --set 的改动）",
            "To this variant (without it: to the changes of --set)",
        ))
        .arg(words.option(
            "from",
            "ID",
            "从这个变体出发（默认从情景本身）",
            "From this variant (default: from the scenario itself)",
        ))
        .arg(words.set())
        .arg(words.flag(
            "stated-order",
            "按文件中的次序逐项加上，不取所有次序的平均",
            "Take the changes in the order of the file, not the mean over all orders",
        ))
        .after_help(words.say(
            "例：\n  kapok attribute 甲.toml --variant X                基准到变体 X\n  kapok attribute 甲.toml --from X --variant Y       变体 X 到变体 Y\n  kapok attribute 甲.toml --set a.b=1 --set c.d=2%   命令行上的改动\n12 项以内的改动取夏普利值（模拟 2^n 种组合），更多则按文件中的次序。",
            "Examples:\n  kapok attribute a.toml --variant x                 from the scenario to x\n  kapok attribute a.toml --from x --variant y        from variant x to variant y\n  kapok attribute a.toml --set a.b=1 --set c.d=2%    changes of the command line\nUp to 12 changes: Shapley values (2^n combinations); more: order of the file.",
        ));
    words
        .simulating_as("attribute", command)
        .mut_arg("paths", |paths| {
            paths.help(words.say(
                "每种组合的路径数，如 5万（默认 1万）",
                "Paths of each combination, such as 50000 (default: 10000)",
            ))
        })
}

/// Puts a gap down to changes.
pub(super) fn attribute(matches: &ArgMatches, terminal: &Terminal) -> Outcome {
    interrupt::listen();
    let (started, clock) = (SystemTime::now(), Instant::now());
    let file = matches.get_one::<PathBuf>("file").expect("required");
    let ends = Ends::of(matches)?;
    // Changes of the command line are the end where no variant is; else they hold at both ends.
    let mut loaded = read(file, &ends.set, terminal)?;
    if ends.to.is_none() {
        loaded = load(file).map_err(|found| Failure::Scenario(Box::new(found)))?;
    }
    let transition = ends.transition(&loaded)?;
    let request = Request::of(matches).of_paths(PATHS);
    let paths = request.paths(&loaded);
    fits(paths)?;
    let destination = Destination::of_command("attribute", file, &loaded, matches)?;
    let (pool, design) = (request.pool()?, request.design(&loaded));
    let identity = identity(&loaded, None, design);
    let steps = transition.steps().len();
    let stated_order = matches.get_flag("stated-order");
    let combinations = if stated_order || steps > MOST_PLAYERS {
        steps as u64 + 1
    } else {
        1 << steps
    };
    let progress = Progress::new(terminal, combinations * paths);
    let asked = Attribute {
        transition: &transition,
        from: ends.from.map(|id| info(&loaded, id)).transpose()?.flatten(),
        to: ends.end(&loaded, &transition)?,
        stated_order,
        design,
        plan: SamplingPlan::of_paths(paths),
        identity: &identity,
        observer: &progress,
    };
    let found = pool.install(|| put_down(&asked));
    progress.finish();
    let found = found.map_err(|error| refused(error, &transition))?;
    let seconds = clock.elapsed().as_secs_f64();
    let timing = Timing {
        started,
        seconds,
        total_seconds: seconds,
        threads: pool.current_num_threads(),
    };
    destination.write(folder(&found, matches, terminal), &found, timing)?;
    attribute_table::show(&found, terminal);
    destination.tell(terminal);
    Ok(())
}

/// What the command line names as the two ends.
struct Ends<'m> {
    from: Option<&'m String>,
    to: Option<&'m String>,
    set: Vec<String>,
}

impl<'m> Ends<'m> {
    fn of(matches: &'m ArgMatches) -> Result<Self, Failure> {
        let ends = Self {
            from: matches.get_one("from"),
            to: matches.get_one("variant"),
            set: changes(matches),
        };
        if ends.to.is_none() && ends.set.is_empty() {
            return Err(usage(
                "没有说与什么相比：加 --variant ID，或用 --set 写改动".to_owned(),
                "there is nothing to compare with: add --variant ID, or changes by --set"
                    .to_owned(),
            ));
        }
        if ends.to.is_none() && ends.from.is_some() {
            return Err(usage(
                "--from 要与 --variant 同用：从一个变体到另一个变体".to_owned(),
                "--from goes with --variant: from one variant to another".to_owned(),
            ));
        }
        if ends.from.is_some() && ends.from == ends.to {
            return Err(usage(
                "--from 与 --variant 是同一个变体，没有差距".to_owned(),
                "--from and --variant are the same variant: there is no gap".to_owned(),
            ));
        }
        Ok(ends)
    }

    fn transition<'l>(&self, loaded: &'l Loaded) -> Result<Transition<'l>, Failure> {
        for id in self.from.into_iter().chain(self.to) {
            variant_of(loaded, id)?;
        }
        let id = |id: Option<&'m String>| id.map(String::as_str);
        let transition = match self.to {
            Some(_) => Transition::between(loaded, id(self.from), id(self.to)),
            None => Transition::by_changes(loaded, &self.set),
        };
        transition.map_err(|found| Failure::Scenario(Box::new(found)))
    }

    /// What the end is called.
    fn end(&self, loaded: &Loaded, transition: &Transition<'_>) -> Result<VariantInfo, Failure> {
        if let Some(id) = self.to
            && let Some(info) = info(loaded, id)?
        {
            return Ok(info);
        }
        let change = |step: &crate::scenario::Step| Change {
            path: step.path.clone(),
            written: step.to.clone().unwrap_or_default(),
        };
        let changes: Vec<Change> = transition.steps().iter().map(change).collect();
        Ok(variant_info(&changes, None).unwrap_or_else(|| VariantInfo {
            id: "set".to_owned(),
            name: Text::default(),
            changes: Vec::new(),
        }))
    }
}

fn info(loaded: &Loaded, id: &str) -> Result<Option<VariantInfo>, Failure> {
    Ok(variant_info(&loaded.changes, Some(variant_of(loaded, id)?)))
}

/// Refuses fewer paths than errors can be told from, and more than are held at once.
fn fits(paths: u64) -> Outcome {
    if (LEAST_PATHS..=MOST_PATHS).contains(&paths) {
        return Ok(());
    }
    Err(usage(
        format!(
            "--paths {paths} 不在 {LEAST_PATHS} 与 {MOST_PATHS} 之间：少了估不出误差，多了放不下"
        ),
        format!(
            "--paths {paths} is not between {LEAST_PATHS} and {MOST_PATHS}: fewer leave the errors unknown, more do not fit"
        ),
    ))
}

fn refused(error: NotAttributed, transition: &Transition<'_>) -> Failure {
    let source = || transition.source().clone();
    match error {
        NotAttributed::Base(error) => {
            let found = error.diagnostics(transition.loaded().base());
            Failure::Scenario(Box::new(Diagnostics::new(source(), found)))
        }
        NotAttributed::Scenario(found) if found.is_empty() => Failure::Run(Localized::new(
            "所有路径都数值溢出，没有结果",
            "every path left the numbers: there is no result",
        )),
        NotAttributed::Scenario(found) => {
            Failure::Scenario(Box::new(Diagnostics::new(source(), found)))
        }
        NotAttributed::Run(error) => not_simulated(&error),
    }
}

fn folder(found: &Attribution, matches: &ArgMatches, terminal: &Terminal) -> RunFolder {
    let mut folder = RunFolder::default();
    folder.add("attribution.json", attribution_json(found));
    folder.add("contributions.csv", attribution_csv(found));
    let charts = attribution_set(found, &drawing::style(matches, terminal));
    drawing::add(&mut folder, charts, matches.get_flag("svg"), terminal);
    folder
}
