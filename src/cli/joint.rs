//! `kapok joint`: targets attained together, one given another, and the weakest link.

use std::path::PathBuf;

use clap::{ArgAction, ArgMatches, Command};

use super::arguments::Words;
use super::destination::Destination;
use super::gathered::{request, watch_member};
use super::given::{Subjects, judged, texts, usage};
use super::outcome::{Failure, Outcome};
use super::simulate::{Finished, read};
use super::terminal::Terminal;
use super::{drawing, interrupt, joint_table, variants};
use crate::analysis::{Counted, CountedError, attainment};
use crate::charts::attainment_set;
use crate::report::{
    RunFolder, at_least_csv, attainment_json, conditional_csv, dimensions, weakest_link_csv,
};
use crate::results::{Attainment, Column};
use crate::scenario::Scenario;

/// The command and its options.
pub(super) fn arguments(words: Words) -> Command {
    let command = words
        .command(
            "joint",
            words.say("kapok joint <情景文件> [选项]", "kapok joint <FILE> [OPTIONS]"),
            "目标一起实现：至少几个、一个实现时另一个、最弱的一环",
            "Targets together: all, at least k, one given another, and the weakest link",
        )
        .arg(words.file("file", "情景文件（TOML）", "Scenario file (TOML)"))
        .arg(words.set())
        .arg(words.variant())
        .arg(
            words
                .option(
                    "target",
                    "ID",
                    "只看这几个目标（可多次，至少两个；默认全部）",
                    "Only these targets (repeat it, two at least; default: all)",
                )
                .action(ArgAction::Append)
                .conflicts_with("tier"),
        )
        .arg(words.option(
            "tier",
            "TIER",
            "只看这一档的目标，如 plan、pledge",
            "Only the targets of this tier, such as plan or pledge",
        ))
        .arg(
            words
                .option(
                    "relax",
                    "ID=AMOUNT",
                    "把一个目标放宽多少（可多次）：\n如 gdp_growth=0.5pp、gdp_level=20亿元\n（默认 1 个百分点，总量 1%，个数 1% 或 1 个）",
                    "By how much to relax a target, such as gdp_growth=0.5pp (default: one point; levels and counts 1 %, of fewer than a hundred one; may be repeated)",
                )
                .action(ArgAction::Append),
        )
        .after_help(words.say(
            "例：\n  kapok joint scenarios/baiyun-2024.toml --tier plan\n  kapok joint scenarios/baiyun-2024.toml --lang en",
            "Examples:\n  kapok joint scenarios/baiyun-2024.toml --tier plan --lang en\n  kapok joint scenarios/baiyun-2024.toml --lang en",
        ));
    words.keeping_paths("joint", command)
}

/// Counts targets together.
pub(super) fn joint(matches: &ArgMatches, terminal: &Terminal) -> Outcome {
    interrupt::listen();
    let file = matches.get_one::<PathBuf>("file").expect("required");
    let loaded = read(file, &super::run::changes(matches), terminal)?;
    let variant = variants::one(&loaded, matches)?;
    let scenario = variant.map_or(&loaded.scenario, |variant| &variant.scenario);
    let counted = counted(scenario, matches)?;
    let place = Destination::of_variant(
        "joint",
        file,
        (&loaded, variant.map(|it| it.id.as_str())),
        matches,
    )?;
    let columns = counted.columns(scenario);
    let watched = watch_member(&loaded, variant, request(matches), terminal, columns)?;
    let summary = &watched.finished.summary;
    let found = attainment(
        (watched.member.scenario, &watched.member.prepared),
        &watched.table,
        &counted,
        &watched.identity,
        &summary.run.failed_paths,
    );
    let folder = folder(&found, &watched.finished, matches, terminal);
    place.write(folder, summary, watched.finished.timing)?;
    joint_table::show(&found, terminal);
    place.tell(terminal);
    Ok(())
}

/// What is counted, and by how much single targets are relaxed.
fn counted(scenario: &Scenario, matches: &ArgMatches) -> Result<Counted, Failure> {
    let ids = texts(matches, "target");
    let tier = matches.get_one::<String>("tier").map(String::as_str);
    let mut counted = if ids.is_empty() {
        Counted::of(scenario, tier)
    } else {
        let chosen: Result<Vec<Column>, Failure> =
            ids.iter().map(|id| judged(scenario, id)).collect();
        Counted::chosen(scenario, &chosen?)
    }
    .map_err(|error| refused(&error))?;
    for text in texts(matches, "relax") {
        let (column, by) = relaxed(scenario, &text)?;
        counted = counted
            .relaxing(scenario, column, by)
            .map_err(|error| refused(&error))?;
    }
    Ok(counted)
}

/// Reads `ID=AMOUNT`.
fn relaxed(scenario: &Scenario, text: &str) -> Result<(Column, f64), Failure> {
    let Some((id, amount)) = text.split_once(['=', '＝']) else {
        return Err(usage(
            format!("看不懂 --relax `{text}`：写成 目标编号=0.5pp 或 目标编号=20亿元"),
            format!("--relax `{text}` says nothing known: write TARGET=0.5pp or TARGET=20亿元"),
        ));
    };
    let column = judged(scenario, id.trim())?;
    let subjects = Subjects::of(scenario);
    let unit = match &column {
        Column::Reached(m) => {
            let awaited = &scenario.milestones[*m].awaited.value;
            subjects.unit(&awaited.indicators(&scenario.indicator_names())[0])
        }
        Column::Met(k) => subjects.unit(&scenario.targets[*k].indicator.value),
        _ => unreachable!("a verdict"),
    };
    let amount = amount.trim();
    let by = subjects.value(amount, unit, text)?;
    if by > 0.0 {
        return Ok((column, by));
    }
    Err(usage(
        format!("`{text}`：放宽的量应大于 0"),
        format!("`{text}`: an amount to relax by is greater than 0"),
    ))
}

fn refused(error: &CountedError) -> Failure {
    match error {
        CountedError::TooFew(count) => usage(
            format!("只有 {count} 个目标，谈不上一起实现：至少要两个（里程碑须有期限）"),
            format!(
                "there are {count} targets, and two at least can be attained together (a milestone needs a deadline)"
            ),
        ),
        CountedError::NoTier(tiers) if tiers.is_empty() => usage(
            "情景的目标没有分档：去掉 --tier".to_owned(),
            "the scenario's targets have no tiers: leave out --tier".to_owned(),
        ),
        CountedError::NoTier(tiers) => usage(
            format!("没有这一档的目标；有：{}", tiers.join("、")),
            format!("no target is of that tier; there are {}", tiers.join(", ")),
        ),
        CountedError::NoDeadline(id) => usage(
            format!("里程碑 {id} 没有期限，不按哪一年判断，不能计入"),
            format!(
                "the milestone {id} has no deadline: no year judges it, and it cannot be counted"
            ),
        ),
        CountedError::NotCounted(id) => usage(
            format!("--relax {id}：这个目标不在所计的目标之内（或已由要求更高的档次包含）"),
            format!(
                "--relax {id}: that target is not among those counted (or is implied by a tier that asks for more)"
            ),
        ),
    }
}

fn folder(
    found: &Attainment,
    finished: &Finished,
    matches: &ArgMatches,
    terminal: &Terminal,
) -> RunFolder {
    let mut folder = RunFolder::of_run(&finished.summary);
    folder.add("joint.json", attainment_json(found));
    folder.add("at_least.csv", at_least_csv(found));
    folder.add("conditional.csv", conditional_csv(found));
    folder.add("weakest_link.csv", weakest_link_csv(found));
    let charts = attainment_set(&finished.summary, found, &drawing::style(matches, terminal));
    drawing::add(&mut folder, charts, matches.get_flag("svg"), terminal);
    folder.set_dimensions(dimensions(None, finished.order.blocks()));
    folder
}
