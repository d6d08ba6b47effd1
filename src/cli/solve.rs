//! `kapok solve`: what it takes to reach a probability.

use std::path::PathBuf;
use std::time::{Instant, SystemTime};

use clap::{ArgMatches, Command};

use super::arguments::Words;
use super::destination::Destination;
use super::given::judged;
use super::interrupt;
use super::outcome::{Failure, Outcome};
use super::progress::Progress;
use super::simulate::{Request, not_simulated, read, variant_info};
use super::solve_options::{Asked, levers, options};
use super::terminal::Terminal;
use super::variants::as_changed;
use super::{drawing, solve_table};
use crate::analysis::solve::{Goal, Question, Refusal};
use crate::analysis::{Identity, provenance};
use crate::charts::solution_set;
use crate::diagnostics::Diagnostics;
use crate::model::SolvedFor;
use crate::quantity::Localized;
use crate::report::{RunFolder, Timing, curve_csv, sha256_hex, solution_json};
use crate::results::{Column, Solution, Summary};
use crate::scenario::{LeverRange, Levers, Scenario};
use crate::simulation::SamplingPlan;

/// The command and its options.
pub(super) fn arguments(words: Words) -> Command {
    let command = words
        .command(
            "solve",
            words.say(
                "kapok solve <情景文件> --target ID --lever PATH --between A..B [选项]",
                "kapok solve <FILE> --target ID --lever PATH --between A..B [OPTIONS]",
            ),
            "反解：某个数（投资增速、执行率）要到多少，目标的概率才达到要求",
            "What it takes: the value of a lever at which a target reaches a probability",
        )
        .arg(words.file("file", "情景文件（TOML）", "Scenario file (TOML)"));
    let command = options(command, words);
    words.simulating_as("solve", command)
}

/// Finds what it takes.
pub(super) fn solve(matches: &ArgMatches, terminal: &Terminal) -> Outcome {
    interrupt::listen();
    let (started, clock) = (SystemTime::now(), Instant::now());
    let asked = levers(matches)?;
    let file = matches.get_one::<PathBuf>("file").expect("required");
    let (changes, variant) = as_changed(file, matches)?;
    let loaded = read(file, &changes, terminal)?;
    let goal = goal(&loaded.scenario, matches)?;
    options_fit(&asked, matches)?;
    let ranges: Vec<LeverRange> = asked.iter().map(|it| it.range.clone()).collect();
    let levers =
        Levers::new(&loaded, &ranges).map_err(|found| Failure::Scenario(Box::new(found)))?;
    if !levers.idle().is_empty() && !terminal.quiet() {
        let source = levers.source().clone();
        terminal.show_findings(&Diagnostics::new(source, levers.idle().to_vec()));
    }
    let about = matches.get_one::<String>("variant").map(String::as_str);
    let destination = Destination::of_variant("solve", file, (&loaded, about), matches)?;
    let request = Request::of(matches);
    let (pool, design) = (request.pool()?, request.design(&loaded));
    let identity = Identity {
        sha256: sha256_hex(loaded.file_text().as_bytes()),
        seed: design.seed,
        variant: variant.or_else(|| variant_info(&loaded.changes, None)),
        provenance: provenance(&loaded.inputs, &loaded.source),
    };
    let progress = Progress::open(terminal);
    let weights: Vec<f64> = asked.iter().map(|asked| asked.weight).collect();
    let question = Question {
        levers: &levers,
        weights: &weights,
        goal,
        probability: matches.get_one::<f64>("probability").copied(),
        central: matches.get_flag("central"),
        design,
        plan: SamplingPlan::of_paths(request.paths(&loaded)),
        identity: &identity,
        observer: &progress,
    };
    let answer = pool.install(|| question.answer());
    progress.finish();
    let (summary, solution) = answer.map_err(|refusal| refused(refusal, &levers, terminal))?;
    let folder = folder(&summary, &solution, matches, terminal);
    let seconds = clock.elapsed().as_secs_f64();
    let timing = Timing {
        started,
        seconds,
        total_seconds: seconds,
        threads: pool.current_num_threads(),
    };
    destination.write(folder, &summary, timing)?;
    solve_table::show(&summary, &solution, levers.levers(), file, terminal);
    destination.tell(terminal);
    Ok(())
}

/// Refuses options that would do nothing, or leave open what is asked.
fn options_fit(asked: &[Asked], matches: &ArgMatches) -> Outcome {
    if asked.len() > 1 && matches.get_one::<f64>("probability").is_none() {
        return Err(Failure::Usage(Localized::new(
            "几个 --lever 一起时要有 --probability；只求中心路径用一个 --lever",
            "several --lever need --probability; for the central path alone give one",
        )));
    }
    if let ([only], true) = (asked, matches.contains_id("weight")) {
        return Err(Failure::Usage(Localized::new(
            format!(
                "只有一个 --lever（{}），--weight 不起作用；删去它",
                only.range.path
            ),
            format!(
                "--weight does nothing with a single --lever ({}); remove it",
                only.range.path
            ),
        )));
    }
    Ok(())
}

/// The target or milestone that is to be reached.
fn goal(scenario: &Scenario, matches: &ArgMatches) -> Result<Goal, Failure> {
    let id = matches.get_one::<String>("target").expect("required");
    let goal = match judged(scenario, id)? {
        Column::Reached(m) => Goal::Milestone(m),
        Column::Met(k) => Goal::Target(k),
        Column::Driver(..) | Column::Indicator(..) => unreachable!("neither is judged"),
    };
    if matches!(goal, Goal::Milestone(_)) && matches.get_flag("central") {
        return Err(Failure::Usage(Localized::new(
            format!("{id} 是门槛目标，没有年份，--central 只用于有年份的目标"),
            format!("{id} is a milestone without a year; --central is for targets of a year"),
        )));
    }
    Ok(goal)
}

/// Why there is no answer.
fn refused(refusal: Refusal, levers: &Levers<'_>, terminal: &Terminal) -> Failure {
    let told = |values: &[f64]| {
        let levers = levers.levers().iter().zip(values);
        let told = levers.map(|(lever, value)| {
            let (text, _) = lever.written(*value, 6);
            format!("{} = {text}", lever.path)
        });
        told.collect::<Vec<_>>().join(", ")
    };
    match refusal {
        Refusal::Scenario(findings) => Failure::Scenario(findings),
        Refusal::Run(error) => not_simulated(&error),
        Refusal::SolvedAnew(lever, why) => {
            Failure::Usage(solved_anew(&levers.levers()[lever].path, why))
        }
        Refusal::NoPath(values) if values.is_empty() => Failure::Run(Localized::new(
            "所有路径都数值溢出，没有结果",
            "every path left the numbers: there is no result",
        )),
        Refusal::NoPath(values) => Failure::Run(Localized::new(
            format!("{} 时所有路径都数值溢出；缩小范围", told(&values)),
            format!(
                "every path left the numbers at {}; narrow the range",
                told(&values)
            ),
        )),
        Refusal::Values(values, findings) => {
            terminal.error(&Localized::new(
                format!("情景不能取 {}；缩小范围", told(&values)),
                format!(
                    "the scenario cannot have {}; narrow the range",
                    told(&values)
                ),
            ));
            Failure::Scenario(findings)
        }
    }
}

/// Why a lever that the calibration was solved for cannot be moved.
fn solved_anew(path: &str, why: SolvedFor) -> Localized {
    let (zh, en) = match why {
        SolvedFor::Account => ("基年账户", "an account of the base year"),
        SolvedFor::Anchor => (
            "锚（增长锚、趋势、半衰期或记录）",
            "the anchor (its kind, trend, half-life or record)",
        ),
        SolvedFor::Seed => ("作为前提的目标", "a target that seeds the run"),
    };
    Localized::new(
        format!(
            "{path} 不能作杠杆：它是{zh}，每移动一次就要重新校准，校准会把它的作用吸收掉。改用校准保持不变的数，如投资增速、执行率、因子的波动"
        ),
        format!(
            "{path} is no lever: it is {en}; moved, the calibration would be solved anew and absorb it. Take a number that keeps the calibration, such as growth of investment, execution or the spread of a factor"
        ),
    )
}

fn folder(
    summary: &Summary,
    solution: &Solution,
    matches: &ArgMatches,
    terminal: &Terminal,
) -> RunFolder {
    let mut folder = RunFolder::of_run(summary);
    folder.add("solve.json", solution_json(solution));
    if !solution.curve.is_empty() {
        folder.add("curve.csv", curve_csv(solution));
    }
    let charts = solution_set(summary, solution, &drawing::style(matches, terminal));
    drawing::add(&mut folder, charts, matches.get_flag("svg"), terminal);
    folder
}
