//! `kapok chart`: finished runs, and what other commands found, drawn again, in another size, theme or language, without simulating.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, Command, value_parser};

use super::arguments::Words;
use super::beside::Beside;
use super::destination::Destination;
use super::findings::Redrawn;
use super::given::usage;
use super::operands::finished;
use super::outcome::{Failure, Outcome};
use super::terminal::Terminal;
use super::{drawing, family_pictures, findings, interrupt, kept, variants};
use crate::analysis::compare;
use crate::charts::{comparison_set, convergence_set};
use crate::report::{Manifest, RunFolder, Timing};
use crate::results::{Convergence, Summary};

/// The command and its options.
pub(super) fn arguments(words: Words) -> Command {
    let runs = Arg::new("runs")
        .value_name(words.say("文件夹", "RUN"))
        .required(true)
        .num_args(1..)
        .value_parser(value_parser!(PathBuf))
        .help(words.say(
            "run（或别的命令）留下的文件夹；几个 run 的则画成对比",
            "Folders that run (or another command) left; several runs are drawn beside each other",
        ))
        .help_heading(words.say("参数", "Arguments"));
    let command = words
        .command(
            "chart",
            words.say("kapok chart <文件夹>… [选项]", "kapok chart <RUN>… [OPTIONS]"),
            "不再模拟，把已有结果重画：尺寸、深色、黑白、语言",
            "Draw finished runs again without simulating: size, theme, language",
        )
        .arg(runs)
        .arg(
            words
                .option(
                    "out",
                    "DIR",
                    "结果文件夹（默认 output/情景名-charts）",
                    "Result folder (default: output/<scenario>-charts)",
                )
                .value_parser(value_parser!(PathBuf)),
        )
        .arg(words.flag(
            "force",
            "文件夹里有别的内容也替换",
            "Replace the folder whatever it holds",
        ))
        .after_help(words.say(
            "例：\n  kapok chart output/baiyun-2024 --theme dark --scale 2    投影用\n  kapok chart output/baiyun-2024 --theme print --svg       黑白打印\n  kapok chart output/甲 output/乙 --lang en                两次结果对比，英文",
            "Examples:\n  kapok chart output/baiyun-2024 --theme dark --scale 2    for a screen\n  kapok chart output/baiyun-2024 --theme print --svg       for a printer without colours\n  kapok chart output/a output/b --lang zh                  two runs side by side, in Chinese",
        ));
    words.printing(drawing::arguments(words, command))
}

/// Draws them.
pub(super) fn chart(matches: &ArgMatches, terminal: &Terminal) -> Outcome {
    interrupt::listen();
    let runs = matches.get_many::<PathBuf>("runs").expect("required");
    let runs: Vec<PathBuf> = runs.cloned().collect();
    let style = drawing::style(matches, terminal);
    if let [folder] = runs.as_slice()
        && let Some(redrawn) = findings::redrawn(folder, &style)?
    {
        return draw_findings(redrawn, &runs, matches, terminal);
    }
    let summaries: Vec<Summary> = runs
        .iter()
        .map(|run| finished(run))
        .collect::<Result<_, _>>()?;
    let ids: Vec<&str> = summaries.iter().map(|it| it.scenario.id.as_str()).collect();
    let id = format!("{}-charts", ids.join("-"));
    let destination = Destination::of(id, &runs, matches)?;
    let mut folder = RunFolder::default();
    if let [run] = runs.as_slice() {
        let family = family(run, &summaries[0])?;
        let comparisons: Vec<_> = family[1..]
            .iter()
            .map(|it| compare(&family[0], it))
            .collect();
        let beside = Beside::read(run, &summaries[0])?;
        family_pictures::add(
            &family,
            &beside,
            &comparisons,
            &mut folder,
            matches,
            terminal,
        );
        if let Some(course) = kept::json_if_any::<Convergence>(run, "convergence.json")? {
            let charts = convergence_set(&summaries[0], &course, &style);
            drawing::add(&mut folder, charts, matches.get_flag("svg"), terminal);
        }
    } else {
        let others = summaries[1..].iter();
        let comparisons: Vec<_> = others.map(|it| compare(&summaries[0], it)).collect();
        let differences = variants::differences(&comparisons);
        let charts = comparison_set(&summaries, &differences, &style);
        drawing::add(&mut folder, charts, matches.get_flag("svg"), terminal);
    }
    destination.write(folder, &summaries[0], Timing::none())?;
    destination.tell(terminal);
    Ok(())
}

/// What another command than `run` found.
fn draw_findings(
    redrawn: Redrawn,
    inputs: &[PathBuf],
    matches: &ArgMatches,
    terminal: &Terminal,
) -> Outcome {
    let destination = Destination::of(format!("{}-charts", redrawn.id), inputs, matches)?;
    let mut folder = RunFolder::default();
    drawing::add(
        &mut folder,
        redrawn.charts,
        matches.get_flag("svg"),
        terminal,
    );
    destination.write(folder, redrawn.origin, Timing::none())?;
    destination.tell(terminal);
    Ok(())
}

/// A run with its variants, in the order in which they were run.
fn family(folder: &Path, run: &Summary) -> Result<Vec<Summary>, Failure> {
    let manifest = std::fs::read(folder.join("manifest.json")).ok();
    let manifest = manifest.and_then(|bytes| serde_json::from_slice::<Manifest>(&bytes).ok());
    // The folder of a variant has no manifest of its own, and no variants.
    let files = manifest.map_or_else(Vec::new, |manifest| manifest.files);
    let variants = files.iter().filter_map(|file| {
        let place = file.path.strip_suffix("/summary.json")?;
        place.starts_with("variants/").then_some(place)
    });
    let mut family = vec![run.clone()];
    for place in variants {
        let variant = finished(&folder.join(place))?;
        if variant.scenario.sha256 != run.scenario.sha256 || variant.run != run.run {
            return Err(usage(
                format!("{place} 与 {} 不是同一次运行的结果", folder.display()),
                format!("{place} and {} are not of the same run", folder.display()),
            ));
        }
        family.push(variant);
    }
    Ok(family)
}
