//! `kapok condition`: what must have been, and what else would be, given that a target is met or an outside view is right.

use std::path::PathBuf;

use clap::{ArgAction, ArgMatches, Command};

use super::arguments::Words;
use super::destination::Destination;
use super::gathered::{folder, watch};
use super::given::{Subjects, texts, usage};
use super::outcome::{Failure, Outcome};
use super::simulate::read;
use super::terminal::Terminal;
use super::{interrupt, update_table};
use crate::analysis::{
    Given, LEAST_EFFECTIVE, LEAST_SHARE, TooFew, condition as condition_paths, update_columns,
};
use crate::results::Column;

/// The command and its options.
pub(super) fn arguments(words: Words) -> Command {
    let command = words
        .command(
            "condition",
            words.say(
                "kapok condition <情景文件> --met <目标> [选项]",
                "kapok condition <FILE> --met <TARGET> [OPTIONS]",
            ),
            "给定某个目标达到或外部判断：各因素和其他目标变成怎样",
            "Given that a target is met, or an outside view: what the drivers must be, what becomes of the other targets",
        )
        .arg(words.file("file", "情景文件（TOML）", "Scenario file (TOML)"))
        .arg(words.set())
        .arg(
            words
                .option("met", "TARGET", "给定这个目标达到（可多次）", "Given that this target is met (may be repeated)")
                .action(ArgAction::Append),
        )
        .arg(
            words
                .option("missed", "TARGET", "给定这个目标落空（可多次）", "Given that this target is missed (may be repeated)")
                .action(ArgAction::Append),
        )
        .arg(
            words
                .option(
                    "given",
                    "VIEW",
                    "外部判断（可多次），如 'gdp.growth:2024 mean 5%'\n也可用 median、p10、probability",
                    "An outside view, such as 'gdp.growth:2024 mean 5%', 'factor.demand:2024 median -1%', 'gdp.growth:2024 p10 4%', 'TARGET probability 30%' (may be repeated)",
                )
                .allow_hyphen_values(true)
                .action(ArgAction::Append),
        );
    words.keeping_paths("condition", command)
}

/// Conditions a scenario.
pub(super) fn condition(matches: &ArgMatches, terminal: &Terminal) -> Outcome {
    interrupt::listen();
    let file = matches.get_one::<PathBuf>("file").expect("required");
    let loaded = read(file, &super::run::changes(matches), terminal)?;
    let subjects = Subjects::of(&loaded.scenario);
    let given = given(&subjects, matches)?;
    let destination = Destination::of_command("condition", file, &loaded, matches)?;
    let about: Vec<Column> = given.iter().map(|it| it.column().clone()).collect();
    let columns = update_columns(&loaded.scenario, &about);
    let watched = watch(&loaded, matches, terminal, columns)?;
    let (scenario, prepared) = (watched.member.scenario, &watched.member.prepared);
    let summary = &watched.finished.summary;
    let failed = &summary.run.failed_paths;
    let update = condition_paths(
        (scenario, prepared),
        &watched.table,
        &given,
        &watched.identity,
        failed,
    )
    .map_err(|error| too_few(&error, &subjects_of(matches), watched.table.paths()))?;
    let finished = &watched.finished;
    let folder = folder("condition.json", &update, finished, matches, terminal);
    destination.write(folder, summary, finished.timing)?;
    update_table::show(summary, &update, terminal);
    destination.tell(terminal);
    Ok(())
}

fn given(subjects: &Subjects<'_>, matches: &ArgMatches) -> Result<Vec<Given>, Failure> {
    let mut given = Vec::new();
    for id in texts(matches, "met") {
        given.push(Given::Met(subjects.verdict(&id)?));
    }
    for id in texts(matches, "missed") {
        given.push(Given::Missed(subjects.verdict(&id)?));
    }
    for text in texts(matches, "given") {
        given.push(subjects.view(&text)?);
    }
    if given.is_empty() {
        return Err(usage(
            "没有给定什么：加 --met 目标、--missed 目标 或 --given 'gdp.growth:2024 mean 5%'"
                .to_owned(),
            "nothing is given: add --met TARGET, --missed TARGET or --given 'gdp.growth:2024 mean 5%'"
                .to_owned(),
        ));
    }
    Ok(given)
}

/// What is given, as it stands on the command line, in the order it is read.
fn subjects_of(matches: &ArgMatches) -> Vec<String> {
    let told = |option: &str| {
        let texts = texts(matches, option).into_iter();
        let told = texts.map(|text| format!("--{option} {text}"));
        told.collect::<Vec<String>>()
    };
    [told("met"), told("missed"), told("given")].concat()
}

/// Why nothing is said, and what could help.
pub(super) fn too_few(error: &TooFew, given: &[String], paths: usize) -> Failure {
    let least = LEAST_EFFECTIVE;
    match *error {
        TooFew::Selected { paths: 0, of } => usage(
            format!("{of} 条路径中没有一条如此，无从给定"),
            format!("none of {of} paths has what is given: there is nothing to tell"),
        ),
        TooFew::Selected { paths: hits, of } => {
            let needed = enough_paths(least / hits as f64, paths);
            usage(
                format!(
                    "{of} 条路径中只有 {hits} 条如此，少于 {least} 条，不足为据；试试 --paths {needed}"
                ),
                format!(
                    "only {hits} of {of} paths have what is given, and fewer than {least} say too little; try --paths {needed}"
                ),
            )
        }
        TooFew::Outside {
            given: place,
            least,
            greatest,
        } => {
            let told = given.get(place).map_or("", String::as_str);
            usage(
                format!("`{told}` 超出所有路径：它们在 {least:.6} 与 {greatest:.6} 之间"),
                format!(
                    "`{told}` is beyond every path: theirs lie between {least:.6} and {greatest:.6}"
                ),
            )
        }
        TooFew::Together => usage(
            "几项判断互相矛盾，或其中一项重复了另一项".to_owned(),
            "the views contradict each other, or one repeats another".to_owned(),
        ),
        TooFew::Effective { effective, of } => {
            let share = effective / of as f64;
            let far = share < LEAST_SHARE;
            let needed = enough_paths(least / effective, paths);
            let (zh, en) = if far {
                (
                    format!(
                        "不到 {:.0}%：给定的离这个情景太远，加路径也无济于事，请改情景",
                        100.0 * LEAST_SHARE
                    ),
                    format!(
                        "less than {:.0} %: what is given is too far from the scenario, and more paths do not help; change the scenario",
                        100.0 * LEAST_SHARE
                    ),
                )
            } else {
                (
                    format!("少于 {least} 条；试试 --paths {needed}"),
                    format!("fewer than {least}; try --paths {needed}"),
                )
            };
            usage(
                format!("{of} 条路径加权后只相当于 {effective:.0} 条，{zh}"),
                format!("{of} weighted paths are worth {effective:.0}, {en}"),
            )
        }
    }
}

/// Paths that would be enough if `times` as many are needed, with a fifth to spare, in round thousands.
fn enough_paths(times: f64, paths: usize) -> u64 {
    let needed = 1.2 * times * paths as f64;
    1000 * (needed / 1000.0).ceil() as u64
}
