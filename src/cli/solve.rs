//! `kapok solve`: what it takes to reach a probability.

use std::path::PathBuf;
use std::time::{Instant, SystemTime};

use clap::{ArgMatches, Command};

use super::arguments::Words;
use super::interrupt::{self, UntilInterrupted};
use super::outcome::{Failure, Outcome};
use super::run::{changes, inputs, place, refused};
use super::simulate::{not_simulated, read};
use super::solve_options::{Asked, levers, options};
use super::terminal::Terminal;
use super::{drawing, solve_table};
use crate::analysis::solve::{Goal, Line, Refusal, Response, central, least_change, reaching};
use crate::analysis::{Identity, provenance, summarise};
use crate::charts::{Size, solution_set};
use crate::diagnostics::{Candidate, Diagnostic, Diagnostics, closest};
use crate::model::{SolvedFor, touched};
use crate::quantity::Localized;
use crate::report::{RunFolder, Timing, curve_csv, sha256_hex, solution_json};
use crate::results::{
    Aim, LeverInfo, PointOfCurve, SOLUTION_SCHEMA, Solution, Summary, Text, VariantInfo,
};
use crate::scenario::keys::Quantity;
use crate::scenario::{Lever, LeverRange, Levers, Loaded, Sampler, Scenario};
use crate::simulation::{
    Base, Design, IndicatorSet, Prepared, SamplingPlan, prepare, prepare_changed, simulate,
};

/// The command and its options.
pub(super) fn arguments(words: Words) -> Command {
    let command = words
        .command(
            "solve",
            words.say(
                "kapok solve <情景文件> --target ID --lever PATH --between A..B [选项]",
                "kapok solve <FILE> --target ID --lever PATH --between A..B [OPTIONS]",
            ),
            "反解：某个数（投资增速、执行率……）要到多少，目标的概率才达到要求",
            "What it takes: the value of a lever at which a target reaches a probability",
        )
        .arg(words.file("file", "情景文件（TOML）", "Scenario file (TOML)"));
    let command = options(command, words);
    words.simulating(command).mut_arg("out", |out| {
        out.help(words.say(
            "结果文件夹（默认 output/情景名-solve）",
            "Result folder (default: output/<scenario>-solve)",
        ))
    })
}

/// Finds what it takes.
pub(super) fn solve(matches: &ArgMatches, terminal: &Terminal) -> Outcome {
    interrupt::listen();
    let (started, clock) = (SystemTime::now(), Instant::now());
    let asked = levers(matches)?;
    let file = matches.get_one::<PathBuf>("file").expect("required");
    let loaded = read(file, &changes(matches), terminal)?;
    let goal = goal(&loaded.scenario, matches)?;
    options_fit(&asked, matches)?;
    let ranges: Vec<LeverRange> = asked.iter().map(|it| it.range.clone()).collect();
    let levers =
        Levers::new(&loaded, &ranges).map_err(|found| Failure::Scenario(Box::new(found)))?;
    if !levers.idle().is_empty() && !terminal.quiet() {
        let source = levers.source().clone();
        terminal.show_findings(&Diagnostics::new(source, levers.idle().to_vec()));
    }
    let id = format!("{}-solve", loaded.scenario.id);
    let place = place(matches, &id);
    let force = matches.get_flag("force");
    RunFolder::may_be_taken(&place, &id, &inputs(file, &loaded)).map_err(|e| refused(&e))?;
    if !force {
        RunFolder::may_replace(&place, &id).map_err(|e| refused(&e))?;
    }
    let pool = pool(matches)?;
    let (design, plan) = draws(&loaded, matches);
    let question = Question {
        levers: &levers,
        asked: &asked,
        goal,
        probability: matches.get_one::<f64>("probability").copied(),
        central: matches.get_flag("central"),
        design,
        plan,
    };
    let (summary, solution) = pool.install(|| question.answer(terminal))?;
    let folder = folder(&summary, &solution, matches, terminal);
    if interrupt::asked() {
        return Err(Failure::Interrupted);
    }
    let seconds = clock.elapsed().as_secs_f64();
    let timing = Timing {
        started,
        seconds,
        total_seconds: seconds,
        threads: pool.current_num_threads(),
    };
    folder
        .write_as(&id, &place, &summary, timing, force)
        .map_err(|error| refused(&error))?;
    solve_table::show(&summary, &solution, levers.levers(), file, terminal);
    terminal.line(terminal.say(&Localized::new(
        format!("结果在 {}", place.display()),
        format!("Results: {}", place.display()),
    )));
    Ok(())
}

fn pool(matches: &ArgMatches) -> Result<rayon::ThreadPool, Failure> {
    let threads = matches.get_one::<u16>("threads");
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads.map_or(0, |n| usize::from(*n)))
        .build()
        .map_err(|error| Failure::Run(Localized::same(error.to_string())))
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

/// The draws, as the scenario and the command line ask.
fn draws(loaded: &Loaded, matches: &ArgMatches) -> (Design, SamplingPlan) {
    let asked = &loaded.scenario.run;
    let sampler = matches.get_one::<String>("sampler");
    let sampler = sampler.and_then(|word| Sampler::from_word(word));
    let design = Design {
        seed: matches.get_one("seed").copied().unwrap_or(asked.seed),
        sampler: sampler.unwrap_or(asked.sampler),
    };
    let paths = matches.get_one("paths").copied().unwrap_or(asked.paths);
    (design, SamplingPlan::of_paths(paths))
}

/// The target or milestone of this id.
fn goal(scenario: &Scenario, matches: &ArgMatches) -> Result<Goal, Failure> {
    let id = matches.get_one::<String>("target").expect("required");
    let target = scenario.targets.iter().position(|it| it.id == *id);
    let milestone = scenario.milestones.iter().position(|it| it.id == *id);
    if let Some(goal) = target.map(Goal::Target).or(milestone.map(Goal::Milestone)) {
        if matches!(goal, Goal::Milestone(_)) && matches.get_flag("central") {
            return Err(Failure::Usage(Localized::new(
                format!("{id} 是门槛目标，没有年份，--central 只用于有年份的目标"),
                format!("{id} is a milestone without a year; --central is for targets of a year"),
            )));
        }
        return Ok(goal);
    }
    let targets = scenario.targets.iter().map(|it| it.id.as_str());
    let milestones = scenario.milestones.iter().map(|it| it.id.as_str());
    let ids: Vec<&str> = targets.chain(milestones).collect();
    let meant = closest(id, ids.iter().map(|id| Candidate::plain(id)));
    let (zh, en) = match meant {
        Some(meant) => (
            format!("是不是想写 {meant}？"),
            format!("did you mean {meant}?"),
        ),
        None if ids.is_empty() => (
            "这个情景没有目标".to_owned(),
            "this scenario has no targets".to_owned(),
        ),
        None => (
            format!("有：{}", ids.join("、")),
            format!("there are {}", ids.join(", ")),
        ),
    };
    Err(Failure::Usage(Localized::new(
        format!("没有目标 {id}；{zh}"),
        format!("there is no target {id}; {en}"),
    )))
}

/// What is asked, and of what.
struct Question<'q> {
    levers: &'q Levers<'q>,
    asked: &'q [Asked],
    goal: Goal,
    probability: Option<f64>,
    central: bool,
    design: Design,
    plan: SamplingPlan,
}

impl Question<'_> {
    fn answer(&self, terminal: &Terminal) -> Result<(Summary, Solution), Failure> {
        let loaded = self.levers.loaded();
        let base = self.base();
        let prepared = prepare(base, self.design, IndicatorSet::Judged)
            .map_err(|error| self.findings(error.diagnostics(base)))?;
        let from = Base {
            scenario: base,
            prepared: &prepared,
        };
        let observer = &UntilInterrupted;
        let (design, plan) = (self.design, self.plan);
        let response = Response::new(self.levers, from, self.goal, (design, plan), observer)
            .map_err(|refusal| self.refused(refusal, terminal))?;
        let summary = self.as_it_stands(from)?;
        let refused = |refusal| self.refused(refusal, terminal);
        let line = self.line(&response).map_err(refused)?;
        let central = if self.central {
            central(&response, &line).map_err(refused)?
        } else {
            None
        };
        let (reaching, curve) = match self.probability {
            Some(probability) => {
                let (reaching, curve) = reaching(&response, &line, probability).map_err(refused)?;
                (Some(reaching), curve)
            }
            None => (None, Vec::new()),
        };
        let solution = Solution {
            schema: SOLUTION_SCHEMA,
            scenario: loaded.scenario.id.clone(),
            sha256: summary.scenario.sha256.clone(),
            changes: loaded
                .changes
                .iter()
                .map(|change| [change.path.clone(), change.written.clone()])
                .collect(),
            run: summary.run.clone(),
            aim: aim(&summary, self.goal),
            levers: self.lever_infos(&line),
            present: present(&summary, self.goal),
            reaching,
            central,
            curve,
        };
        Ok((summary, solution))
    }

    /// What the calibration is kept from: the file as it is, unless a change of the command line has it solved anew.
    fn base(&self) -> &Scenario {
        let loaded = self.levers.loaded();
        match touched(loaded.base(), &loaded.scenario) {
            None => loaded.base(),
            Some(_) => &loaded.scenario,
        }
    }

    /// The scenario as it stands, simulated.
    fn as_it_stands(&self, from: Base<'_>) -> Result<Summary, Failure> {
        let loaded = self.levers.loaded();
        let scenario = &loaded.scenario;
        let prepared: Prepared = prepare_changed(scenario, from, self.design, IndicatorSet::Judged)
            .map_err(|error| self.findings(error.diagnostics(scenario)))?;
        let ensemble = simulate(&prepared, self.plan, &UntilInterrupted)
            .map_err(|error| not_simulated(&error))?;
        let identity = Identity {
            sha256: sha256_hex(loaded.file_text().as_bytes()),
            seed: self.design.seed,
            variant: variant(loaded),
            provenance: provenance(&loaded.inputs, &loaded.source),
        };
        Ok(summarise(scenario, &prepared, &ensemble, &identity))
    }

    /// The way of the levers: of one over its range, of several that of the least weighted change from what the file has.
    fn line(&self, response: &Response<'_>) -> Result<Line, Refusal> {
        let levers = self.levers.levers();
        let (Some(probability), true) = (self.probability, levers.len() > 1) else {
            return Ok(Line::of_one(&levers[0]));
        };
        let start = |lever: &Lever| {
            let present = lever.present.unwrap_or(lever.low);
            present.clamp(lever.low, lever.high)
        };
        let from: Vec<f64> = levers.iter().map(start).collect();
        let weights: Vec<f64> = self.asked.iter().map(|asked| asked.weight).collect();
        least_change(response, &from, &weights, probability)
    }

    fn lever_infos(&self, line: &Line) -> Vec<LeverInfo> {
        let levers = self.levers.levers().iter().zip(self.asked).zip(&line.from);
        levers
            .map(|((lever, asked), start)| {
                let (unit, counted_in) = unit(lever);
                LeverInfo {
                    path: lever.path.clone(),
                    unit: unit.to_owned(),
                    counted_in,
                    low: lever.low,
                    high: lever.high,
                    present: lever.present,
                    start: *start,
                    weight: asked.weight,
                }
            })
            .collect()
    }

    fn findings(&self, found: Vec<Diagnostic>) -> Failure {
        let source = self.levers.source().clone();
        Failure::Scenario(Box::new(Diagnostics::new(source, found)))
    }

    /// Why there is no answer.
    fn refused(&self, refusal: Refusal, terminal: &Terminal) -> Failure {
        let told = |values: &[f64]| {
            let levers = self.levers.levers().iter().zip(values);
            let told = levers.map(|(lever, value)| {
                let (text, _) = lever.written(*value, 6);
                format!("{} = {text}", lever.path)
            });
            told.collect::<Vec<_>>().join(", ")
        };
        match refusal {
            Refusal::Run(error) => not_simulated(&error),
            Refusal::SolvedAnew(lever, why) => {
                Failure::Usage(solved_anew(&self.levers.levers()[lever].path, why))
            }
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

/// What the scenario is called when the command line changes it.
fn variant(loaded: &Loaded) -> Option<VariantInfo> {
    let changes = &loaded.changes;
    (!changes.is_empty()).then(|| VariantInfo {
        id: "set".to_owned(),
        name: Text {
            zh: "改动后".to_owned(),
            en: "As changed".to_owned(),
        },
        changes: changes
            .iter()
            .map(|change| (change.path.clone(), change.written.clone()))
            .collect(),
    })
}

/// The unit of a lever as result files have it, and what a count counts.
fn unit(lever: &Lever) -> (&'static str, Option<String>) {
    match lever.quantity {
        Quantity::Money => ("money", None),
        Quantity::Rate => ("rate", None),
        Quantity::Share => ("share", None),
        Quantity::Number => ("number", None),
        Quantity::Years => ("years", None),
        Quantity::Count(unit) => ("count", Some(unit.word().to_owned())),
    }
}

fn aim(summary: &Summary, goal: Goal) -> Aim {
    match goal {
        Goal::Target(k) => {
            let target = &summary.targets[k];
            let indicator = &summary.indicators[&target.indicator];
            Aim {
                id: target.id.clone(),
                kind: "target".to_owned(),
                indicator: target.indicator.clone(),
                year: target.year,
                comparator: target.comparator.clone(),
                value: target.value,
                within: target.within,
                unit: indicator.unit.clone(),
                counted_in: indicator.counted_in.clone(),
            }
        }
        Goal::Milestone(k) => {
            let milestone = &summary.milestones[k];
            Aim {
                id: milestone.id.clone(),
                kind: "milestone".to_owned(),
                indicator: milestone.indicator.clone(),
                year: summary.years[milestone.judged_index(&summary.years)],
                comparator: milestone.comparator.clone(),
                value: milestone.value,
                within: None,
                unit: milestone.unit.clone(),
                counted_in: milestone.counted_in.clone(),
            }
        }
    }
}

/// What the scenario as it stands gives.
fn present(summary: &Summary, goal: Goal) -> PointOfCurve {
    let (probability, std_error, central) = match goal {
        Goal::Target(k) => {
            let target = &summary.targets[k];
            (target.probability, target.std_error, Some(target.central))
        }
        Goal::Milestone(k) => {
            let milestone = &summary.milestones[k];
            let year = milestone.judged_index(&summary.years);
            (milestone.reached_by[year], milestone.std_error[year], None)
        }
    };
    PointOfCurve {
        values: Vec::new(),
        probability,
        std_error,
        ci95: summary.run.interval95(probability, std_error),
        central,
    }
}

fn folder(
    summary: &Summary,
    solution: &Solution,
    matches: &ArgMatches,
    terminal: &Terminal,
) -> RunFolder {
    let mut folder = RunFolder::default();
    folder.add("solve.json", solution_json(solution));
    if !solution.curve.is_empty() {
        folder.add("curve.csv", curve_csv(solution));
    }
    let lang = drawing::lang(terminal);
    let charts = solution_set(summary, solution, lang, Size::default());
    drawing::add(&mut folder, charts, matches.get_flag("svg"), terminal);
    folder
}
