//! `kapok sensitivity`: what moves an indicator or a target, and by how much.

use std::path::PathBuf;
use std::time::{Instant, SystemTime};

use clap::{ArgAction, ArgMatches, Command};

use super::arguments::Words;
use super::destination::Destination;
use super::gathered::fits;
use super::given::{Subjects, texts, usage};
use super::outcome::{Failure, Outcome};
use super::progress::Progress;
use super::run::changes;
use super::simulate::{
    Finished, Request, identity, not_simulated, prepared, read, simulate_member,
};
use super::terminal::Terminal;
use super::{drawing, interrupt, sensitivity_table, variants};
use crate::analysis::sensitivity::{
    LEAST_PATHS, MOST_PLAYERS, SensitivityPlan, default_subjects, sensitivity as explain,
    with_indicator,
};
use crate::charts::sensitivity_set;
use crate::report::{
    RunFolder, Timing, indices_csv, indices_over_years_csv, rank_correlations_csv,
    sensitivity_json, tornado_csv,
};
use crate::results::{Column, PathTable, Sensitivity};
use crate::scenario::{Loaded, Sampler, Scenario, Variant};
use crate::simulation::{IndicatorSet, SamplingPlan};

/// Paths of each simulation, unless the command line asks for another number.
const PATHS: u64 = 20_000;

/// The command and its options.
pub(super) fn arguments(words: Words) -> Command {
    let command = words
        .command(
            "sensitivity",
            words.say(
                "kapok sensitivity <情景文件> [选项]",
                "kapok sensitivity <FILE> [OPTIONS]",
            ),
            "敏感性：指标的波动和目标能否达到，各由哪些因素决定多少",
            "What moves an indicator or a target, and how much of its spread each driver explains",
        )
        .arg(words.file("file", "情景文件（TOML）", "Scenario file (TOML)"))
        .arg(words.set())
        .arg(
            words
                .option(
                    "target",
                    "ID",
                    "目标或门槛目标的编号，可多次（默认全部有年份的）",
                    "Id of a target or milestone; may be repeated (default: all that have a year)",
                )
                .action(ArgAction::Append),
        )
        .arg(
            words
                .option(
                    "indicator",
                    "NAME:YEAR",
                    "某年的指标，如 gdp.growth:2024（可多次）",
                    "An indicator in a year, such as gdp.growth:2024; may be repeated",
                )
                .action(ArgAction::Append),
        )
        .arg(words.variant())
        .arg(words.flag(
            "shapley",
            "另算 Shapley 效应：相关因素也分得开；多算几百次",
            "Shapley effects as well: they divide correlated factors too; hundreds of simulations more",
        ));
    let examples = words.say(
        "例：\n  kapok sensitivity a.toml                            每个目标由什么决定\n  kapok sensitivity a.toml --target gdp_growth        只看一个目标\n  kapok sensitivity a.toml --indicator gdp.growth:2024 --shapley",
        "Examples:\n  kapok sensitivity a.toml                            what moves each target\n  kapok sensitivity a.toml --target gdp_growth        one target\n  kapok sensitivity a.toml --indicator gdp.growth:2024 --shapley",
    );
    words
        .simulating_as("sensitivity", command)
        .mut_arg("paths", |paths| {
            paths.help(words.say(
                "每次模拟的路径数（默认 2万；每个因素模拟几次）",
                "Paths of each simulation (default: 20000; every driver takes a few simulations)",
            ))
        })
        .mut_arg("sampler", |sampler| {
            sampler.help(words.say(
                "抽样方式：这里只能用伪随机 philox",
                "Draws: only pseudo-random here (philox)",
            ))
        })
        .after_help(examples)
}

/// Says what moves what.
pub(super) fn sensitivity(matches: &ArgMatches, terminal: &Terminal) -> Outcome {
    interrupt::listen();
    let (started, clock) = (SystemTime::now(), Instant::now());
    let file = matches.get_one::<PathBuf>("file").expect("required");
    let loaded = read(file, &changes(matches), terminal)?;
    let variant = variants::one(&loaded, matches)?;
    let scenario = variant.map_or(&loaded.scenario, |variant| &variant.scenario);
    let request = Request::of(matches).of_paths(PATHS);
    let plan = plan(scenario, (request, &loaded), matches)?;
    let about = (&loaded, variant.map(|it| it.id.as_str()));
    let destination = Destination::of_variant("sensitivity", file, about, matches)?;
    let (pool, design) = (request.pool()?, request.design(&loaded));
    let variants: Vec<&Variant> = variant.into_iter().collect();
    let members = pool.install(|| prepared(&loaded, &variants, design, IndicatorSet::All))?;
    let member = members.last().expect("the scenario itself is there");
    let identity = identity(&loaded, variant, design);
    let simulations = plan.simulations(scenario, design.seed);
    sensitivity_table::announce(simulations, plan.sampling.paths, terminal);
    let progress = Progress::new(terminal, (simulations + 1) * plan.sampling.paths);
    let found = pool.install(|| explain((scenario, &member.prepared), &plan, &identity, &progress));
    let found = found.map_err(|error| not_simulated(&error))?;
    let mut finished = simulate_member(member, plan.sampling, &identity, &pool, &progress)?;
    progress.finish();
    finished.timing = Timing {
        started,
        total_seconds: clock.elapsed().as_secs_f64(),
        ..finished.timing
    };
    let folder = folder(&found, &finished, matches, terminal);
    destination.write(folder, &finished.summary, finished.timing)?;
    sensitivity_table::show(&finished.summary, &found, terminal);
    destination.tell(terminal);
    Ok(())
}

/// What is asked; refused where it cannot be done right.
fn plan(
    scenario: &Scenario,
    (request, loaded): (Request, &Loaded),
    matches: &ArgMatches,
) -> Result<SensitivityPlan, Failure> {
    if request.design(loaded).sampler == Sampler::Sobol {
        return Err(usage(
            "sensitivity 要两组独立的样本，拟随机点做不到；请加 --sampler philox".to_owned(),
            "sensitivity takes two independent samples, which Sobol points are not; add --sampler philox"
                .to_owned(),
        ));
    }
    let paths = request.paths(loaded);
    if paths < LEAST_PATHS {
        return Err(usage(
            format!("{paths} 条路径太少，分不出各因素的份额；--paths 至少 {LEAST_PATHS}"),
            format!(
                "{paths} paths say too little about shares of a spread: --paths {LEAST_PATHS} at least"
            ),
        ));
    }
    let plan = SensitivityPlan {
        sampling: SamplingPlan::of_paths(paths),
        subjects: subjects(scenario, matches)?,
        shapley: matches.get_flag("shapley"),
    };
    let players = SensitivityPlan::players(scenario);
    if plan.shapley && players > MOST_PLAYERS {
        return Err(usage(
            format!(
                "--shapley 最多 {MOST_PLAYERS} 个因素，这个情景有 {players} 个；不加 --shapley，一阶和总指数照算"
            ),
            format!(
                "--shapley divides among {MOST_PLAYERS} drivers at most, and this scenario has {players}; without it there are first-order and total indices"
            ),
        ));
    }
    // The second sample and a mixture are kept beside the first.
    let columns = plan.columns(scenario);
    fits(PathTable::bytes(3 * columns.len(), 1), paths)?;
    Ok(plan)
}

fn subjects(scenario: &Scenario, matches: &ArgMatches) -> Result<Vec<Column>, Failure> {
    let named = Subjects::of(scenario);
    let mut subjects: Vec<Column> = Vec::new();
    for id in texts(matches, "target") {
        subjects.extend(with_indicator(scenario, &named.verdict(&id)?));
    }
    for text in texts(matches, "indicator") {
        subjects.push(named.indicator_in_year(&text)?);
    }
    if subjects.is_empty() {
        subjects = default_subjects(scenario);
    }
    let mut distinct: Vec<Column> = Vec::new();
    for subject in subjects {
        if !distinct.contains(&subject) {
            distinct.push(subject);
        }
    }
    Ok(distinct)
}

fn folder(
    found: &Sensitivity,
    finished: &Finished,
    matches: &ArgMatches,
    terminal: &Terminal,
) -> RunFolder {
    let mut folder = RunFolder::of_run(&finished.summary);
    folder.add("sensitivity.json", sensitivity_json(found));
    folder.add("indices.csv", indices_csv(found));
    folder.add("indices-over-years.csv", indices_over_years_csv(found));
    folder.add("tornado.csv", tornado_csv(found));
    folder.add("rank-correlations.csv", rank_correlations_csv(found));
    let charts = sensitivity_set(&finished.summary, found, &drawing::style(matches, terminal));
    drawing::add(&mut folder, charts, matches.get_flag("svg"), terminal);
    folder
}
