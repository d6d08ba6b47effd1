//! `kapok compare`: scenarios, variants and finished runs beside each other.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::arguments::Words;
use super::destination::Destination;
use super::operands::{Compared, Operands};
use super::outcome::Outcome;
use super::terminal::Terminal;
use super::{compare_table, drawing, interrupt, variants};
use crate::analysis::Comparison;
use crate::charts::{DifferenceOf, NamedChart, Style, comparison_set, difference_set};
use crate::report::{
    RunFolder, comparison_json, differences_csv, dimensions, indicator_differences_csv,
    summary_json,
};
use crate::results::Summary;

/// The command and its options.
pub(super) fn arguments(words: Words) -> Command {
    let runs = Arg::new("runs")
        .value_name(words.say("对象", "RUN"))
        .required(true)
        .num_args(1..)
        .value_parser(value_parser!(PathBuf))
        .help(words.say(
            "情景文件、文件#变体，或 run 留下的文件夹；第一个是基准",
            "A scenario file, FILE#VARIANT, or a folder that run left; the first is the reference",
        ))
        .help_heading(words.say("参数", "Arguments"));
    let command = words
        .command(
            "compare",
            words.say("kapok compare <甲> <乙> [丙…] [选项]", "kapok compare <A> <B> [C…] [OPTIONS]"),
            "比较情景、变体或结果：逐条路径之差、谁更好、哪些目标翻转",
            "Compare scenarios, variants or runs: differences path by path, which is better, which targets turn",
        )
        .arg(runs)
        .arg(
            words
                .option(
                    "variant",
                    "ID",
                    "与同一文件的这个变体比较（可多次）",
                    "Compare the file with this variant of it (may be repeated)",
                )
                .action(ArgAction::Append),
        )
        .after_help(words.say(
            "例：\n  kapok compare 甲.toml 乙.toml                  两个情景\n  kapok compare 甲.toml --variant A --variant B  情景与它的两个变体\n  kapok compare '甲.toml#A' '甲.toml#B'          两个变体，A 为基准\n  kapok compare output/甲 output/乙              两次结果（只比汇总）",
            "Examples:\n  kapok compare a.toml b.toml                    two scenarios\n  kapok compare a.toml --variant x --variant y   a scenario and two of its variants\n  kapok compare 'a.toml#x' 'a.toml#y'            two variants, x the reference\n  kapok compare output/a output/b                two finished runs (summaries alone)",
        ));
    words.simulating(command).mut_arg("out", |out| {
        out.help(words.say(
            "结果文件夹（默认 output/compare-甲-乙）",
            "Result folder (default: output/compare-<a>-<b>)",
        ))
    })
}

/// Compares runs with the first of them.
pub(super) fn compare(matches: &ArgMatches, terminal: &Terminal) -> Outcome {
    interrupt::listen();
    let operands = Operands::read(matches, terminal)?;
    let destination = Destination::of(operands.id(), &operands.inputs(), matches)?;
    let compared = operands.compared(matches, terminal)?;
    let folder = folder(&compared, matches, terminal);
    let last = compared.runs.last().expect("there are two at least");
    // The manifest describes the last run: its seed, paths and timing; the folder's id is the comparison's.
    destination.write(folder, &last.summary, last.timing)?;
    compare_table::show(&compared, terminal);
    destination.tell(terminal);
    Ok(())
}

fn folder(compared: &Compared, matches: &ArgMatches, terminal: &Terminal) -> RunFolder {
    let (runs, comparisons) = (&compared.runs, &compared.comparisons);
    let reference = &runs[0].summary;
    let others = runs[1..].iter().map(|run| &run.summary);
    let others: Vec<(&Summary, &Comparison)> = others.zip(comparisons).collect();
    let mut folder = RunFolder::default();
    folder.add("comparison.json", comparison_json(reference, &others));
    folder.add("targets.csv", differences_csv(reference, &others));
    folder.add(
        "indicators.csv",
        indicator_differences_csv(reference, &others),
    );
    let summaries: Vec<Summary> = runs.iter().map(|run| run.summary.clone()).collect();
    for (place, summary) in summaries.iter().enumerate() {
        folder.add(&summary_of(place), summary_json(summary));
    }
    let style = drawing::style(matches, terminal);
    let charts = charts(&summaries, comparisons, &style);
    drawing::add(&mut folder, charts, matches.get_flag("svg"), terminal);
    let last = runs.last().expect("there are two at least");
    folder.set_dimensions(dimensions(None, last.order.blocks()));
    folder
}

/// Where the summary of a compared run stands in the folder of the comparison; the reference is number 1.
pub(super) fn summary_of(place: usize) -> String {
    format!("runs/{}/summary.json", place + 1)
}

/// Every picture of runs that were compared with the first of them.
pub(super) fn charts(
    runs: &[Summary],
    comparisons: &[Comparison],
    style: &Style,
) -> Vec<NamedChart> {
    let mut charts = comparison_set(runs, &variants::differences(comparisons), style);
    charts.extend(difference_set(runs, &distributions(comparisons), style));
    charts
}

/// The distributions of differences as the pictures want them: what a target judges, path by path.
fn distributions(comparisons: &[Comparison]) -> Vec<DifferenceOf<'_>> {
    let all = comparisons.iter().enumerate();
    let all = all.flat_map(|(place, comparison)| {
        comparison.indicators.iter().filter_map(move |it| {
            let paths = it.paths.as_ref()?;
            paths.histogram.as_ref()?;
            Some(DifferenceOf {
                indicator: &it.indicator,
                year: it.year,
                scenario: place + 1,
                paths,
            })
        })
    });
    all.collect()
}
