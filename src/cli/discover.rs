//! `kapok discover`: on which paths a target is missed, as boxes in the space of the drivers.

use std::path::PathBuf;

use clap::builder::ValueParser;
use clap::{ArgAction, ArgMatches, Command, value_parser};

use super::arguments::Words;
use super::destination::Destination;
use super::gathered::watch_member;
use super::given::{judged, usage};
use super::outcome::Outcome;
use super::simulate::{Request, read};
use super::terminal::Terminal;
use super::{discover_table, drawing, interrupt, variants};
use crate::analysis::discover::{
    DiscoveryQuestion, Interest, Peeling, discover as discover_boxes, discovery_columns,
};
use crate::charts::discovery_set;
use crate::quantity::Written;
use crate::report::{
    RunFolder, discovery_boxes_csv, discovery_json, discovery_trajectory_csv, scatter_csv,
};
use crate::results::{Column, Discovery, Summary};
use crate::scenario::{Loaded, Sampler};

/// Paths, unless the command line asks for another number: a quarter of them finds a box, half of them counts what it holds.
const PATHS: u64 = 40_000;

/// The command and its options.
pub(super) fn arguments(words: Words) -> Command {
    let command = words
        .command(
            "discover",
            words.say(
                "kapok discover <情景文件> --target ID [选项]",
                "kapok discover <FILE> --target ID [OPTIONS]",
            ),
            "目标在什么情况下落空：用几个因素的范围（盒子）说清",
            "When a target is missed: ranges of a few drivers that hold most such paths",
        )
        .arg(words.file("file", "情景文件（TOML）", "Scenario file (TOML)"))
        .arg(words.set())
        .arg(
            words
                .option(
                    "target",
                    "ID",
                    "目标（或门槛目标）的编号",
                    "Id of the target (or milestone)",
                )
                .required(true),
        )
        .arg(words.variant())
        .arg(words.flag(
            "missed",
            "找落空的路径（默认）",
            "Seek the paths that miss it (default)",
        ))
        .arg(
            words
                .flag("met", "找达到的路径", "Seek the paths that meet it")
                .conflicts_with("missed"),
        )
        .arg(
            words
                .option(
                    "boxes",
                    "N",
                    "最多几个盒子（默认 1）",
                    "Boxes at most (default: 1)",
                )
                .value_parser(value_parser!(u8).range(1..=9)),
        );
    let command = with_shares(words, command);
    words
        .simulating_as("discover", command)
        .mut_arg("paths", |paths| {
            paths.help(words.say(
                "路径数，如 100000、10万（默认 4万；逐条保留）",
                "Paths, such as 100000 or 1e5 (default: 40000; all of them are kept)",
            ))
        })
        .after_help(words.say(
            "例：\n  kapok discover scenarios/baiyun-2024.toml --target gdp_growth\n  kapok discover scenarios/baiyun-2024.toml --target gdp_growth --boxes 3",
            "Examples:\n  kapok discover scenarios/baiyun-2024.toml --target gdp_growth\n  kapok discover scenarios/baiyun-2024.toml --target gdp_growth --boxes 3",
        ))
}

/// How patiently boxes are found.
fn with_shares(words: Words, command: Command) -> Command {
    let share = |name, zh, en| {
        words
            .option(name, "SHARE", zh, en)
            .value_parser(ValueParser::new(share))
            .action(ArgAction::Set)
    };
    command
        .arg(share(
            "peel",
            "每步削去盒内路径的份额（默认 5%）",
            "Share of the paths inside that a step peels off (default: 5%)",
        ))
        .arg(share(
            "paste",
            "每步补回的份额（默认 5%）",
            "Share that a step pastes back (default: 5%)",
        ))
        .arg(share(
            "mass",
            "盒子至少有全部路径的这个份额（默认 5%）",
            "Least share of all paths in a box (default: 5%)",
        ))
}

/// A share between 0 and one half: a step of more leaves nothing to be found.
fn share(text: &str) -> Result<f64, String> {
    let value = Written::parse(text).and_then(|written| written.proportion());
    let inside = value.ok().filter(|value| *value > 0.0 && *value <= 0.5);
    inside.ok_or_else(|| "0 < SHARE ≤ 50%, 5%".to_owned())
}

/// Discovers when a target is missed.
pub(super) fn discover(matches: &ArgMatches, terminal: &Terminal) -> Outcome {
    interrupt::listen();
    let file = matches.get_one::<PathBuf>("file").expect("required");
    let loaded = read(file, &super::run::changes(matches), terminal)?;
    let variant = variants::one(&loaded, matches)?;
    let scenario = variant.map_or(&loaded.scenario, |variant| &variant.scenario);
    let id = matches.get_one::<String>("target").expect("required");
    let question = question(judged(scenario, id)?, matches);
    let request = Request::of(matches).of_paths(PATHS);
    independent(&request, &loaded)?;
    let about = (&loaded, variant.map(|it| it.id.as_str()));
    let destination = Destination::of_variant("discover", file, about, matches)?;
    let columns = discovery_columns(scenario, &question.about);
    let watched = watch_member(&loaded, variant, request, terminal, columns)?;
    let summary = &watched.finished.summary;
    let (table, identity) = (&watched.table, &watched.identity);
    let discovery = discover_boxes(scenario, table, &question, identity, &summary.run);
    let folder = folder(summary, &discovery, matches, terminal);
    destination.write(folder, summary, watched.finished.timing)?;
    discover_table::show(summary, &discovery, terminal);
    destination.tell(terminal);
    Ok(())
}

fn question(about: Column, matches: &ArgMatches) -> DiscoveryQuestion {
    let usual = Peeling::default();
    let share = |name: &str, usual: f64| matches.get_one::<f64>(name).copied().unwrap_or(usual);
    DiscoveryQuestion {
        about,
        interest: if matches.get_flag("met") {
            Interest::Met
        } else {
            Interest::Missed
        },
        peeling: Peeling {
            peel: share("peel", usual.peel),
            paste: share("paste", usual.paste),
            least_mass: share("mass", usual.least_mass),
        },
        boxes: usize::from(matches.get_one::<u8>("boxes").copied().unwrap_or(1)),
    }
}

/// Refuses quasi-random paths: a box found on one half of them is not judged fairly by the other, which complements it.
fn independent(request: &Request, loaded: &Loaded) -> Outcome {
    if request.design(loaded).sampler == Sampler::Philox {
        return Ok(());
    }
    Err(usage(
        "discover 在一半路径上找、在另一半上数，两半要互相独立；拟随机的两半互补，请用 --sampler philox".to_owned(),
        "discover seeks on one half of the paths and counts on the other, which must be independent; halves of quasi-random points complement each other: use --sampler philox".to_owned(),
    ))
}

fn folder(
    summary: &Summary,
    discovery: &Discovery,
    matches: &ArgMatches,
    terminal: &Terminal,
) -> RunFolder {
    let mut folder = RunFolder::of_run(summary);
    folder.add("discovery.json", discovery_json(discovery));
    folder.add("boxes.csv", discovery_boxes_csv(discovery));
    folder.add("trajectory.csv", discovery_trajectory_csv(discovery));
    if let Some(scatter) = &discovery.scatter {
        folder.add("scatter.csv", scatter_csv(discovery, scatter));
    }
    let charts = discovery_set(summary, discovery, &drawing::style(matches, terminal));
    drawing::add(&mut folder, charts, matches.get_flag("svg"), terminal);
    folder
}
