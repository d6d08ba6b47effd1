//! `kapok backtest`: past growth forecast by what was known at the time, and how the forecasts did.

use std::path::{Path, PathBuf};
use std::time::{Instant, SystemTime};

use clap::{ArgMatches, Command, value_parser};

use super::arguments::Words;
use super::destination::Destination;
use super::outcome::{Failure, Outcome};
use super::terminal::Terminal;
use super::{backtest_table, count, drawing, interrupt};
use crate::analysis::backtest::{BacktestPlan, backtest as judge};
use crate::charts::backtest_set;
use crate::diagnostics::escape;
use crate::quantity::{Localized, bilingual};
use crate::report::{
    Origin, RunFolder, Timing, backtest_json, cases_csv, comparisons_csv, scores_csv, sha256_hex,
};
use crate::results::{Backtest, ForecastShape};
use crate::scenario::{bundled_file, read_outcomes};

/// The bundled record.
const BUNDLED: &str = "data/targets-and-outcomes.csv";
/// Draws of correct forecasts, unless the command line asks for others.
const DRAWS: u64 = 10_000;
/// Most draws: beyond, nothing is learnt that a critical value needs.
const MOST_DRAWS: u64 = 1_000_000;

/// The command and its options.
pub(super) fn arguments(words: Words) -> Command {
    let command = words
        .command(
            "backtest",
            words.say(
                "kapok backtest [数据文件] [选项]",
                "kapok backtest [FILE] [OPTIONS]",
            ),
            "回测：只用当年以前的目标与实绩预测每一年，看哪种预测更准",
            "Back-test: forecast every year from the targets and outcomes before it, and see which forecast does better",
        )
        .arg(
            words
                .file(
                    "file",
                    "目标与实绩（CSV，见 docs/backtest.md）；默认用自带的",
                    "Targets and outcomes (CSV: geo, year, target_low, target_high, actual, in percent; default: the bundled ones)",
                )
                .value_name(words.say("数据文件", "FILE"))
                .required(false),
        )
        .arg(
            words
                .option(
                    "shape",
                    "student-t|normal",
                    "预测分布的形状（默认 student-t）",
                    "Shape of the forecasts (default: student-t, for spreads are estimated)",
                )
                .value_parser(["student-t", "normal"])
                .default_value("student-t")
                .hide_default_value(true)
                .hide_possible_values(true),
        )
        .arg(
            words
                .option(
                    "shrink",
                    "N0",
                    "平均偏差的收缩 n/(n+N0)（默认 4）",
                    "Shrinkage n/(n+N0) of the mean error (default: 4)",
                )
                .value_parser(clap::builder::ValueParser::new(shrink))
                .default_value("4")
                .hide_default_value(true),
        )
        .arg(
            words
                .option(
                    "draws",
                    "N",
                    "检验临界值的模拟次数（默认 10000）",
                    "Draws for the critical values of the tests (default: 10000)",
                )
                .value_parser(clap::builder::ValueParser::new(draws)),
        )
        .arg(
            words
                .option("seed", "N", "随机种子（默认 1）", "Seed (default: 1)")
                .value_parser(value_parser!(u64)),
        )
        .arg(
            words
                .option(
                    "out",
                    "DIR",
                    "结果文件夹（默认 output/backtest-文件名）",
                    "Result folder (default: output/backtest-<file>)",
                )
                .value_parser(value_parser!(PathBuf)),
        )
        .arg(words.flag(
            "force",
            "文件夹里有别的内容也替换",
            "Replace the folder whatever it holds",
        ));
    words.printing(drawing::arguments(words, command))
}

/// Parses n₀: 0 or more.
fn shrink(text: &str) -> Result<f64, String> {
    let number = text.parse::<f64>().ok();
    let fits = number.filter(|number| (0.0..=1e6).contains(number));
    fits.ok_or_else(|| "0 … 1000000".to_owned())
}

/// Parses a number of draws that critical values can be read from.
fn draws(text: &str) -> Result<u64, String> {
    let number = count::parse(text).ok();
    let fits = number.filter(|number| (1000..=MOST_DRAWS).contains(number));
    fits.ok_or_else(|| "1000 … 1000000".to_owned())
}

/// Back-tests the forecasters on a record.
pub(super) fn backtest(matches: &ArgMatches, terminal: &Terminal) -> Outcome {
    interrupt::listen();
    let (started, clock) = (SystemTime::now(), Instant::now());
    let file = matches.get_one::<PathBuf>("file");
    let bytes = bytes(file)?;
    let name = file.map_or(Path::new(BUNDLED), PathBuf::as_path);
    let inputs: Vec<PathBuf> = file.into_iter().cloned().collect();
    let destination = Destination::of(format!("backtest-{}", stem(name)), &inputs, matches)?;
    let record = read_outcomes(&bytes).map_err(|problem| unreadable(name, &problem))?;
    let plan = plan(matches, name, &bytes);
    let backtest = judge(&record, &plan).map_err(|problem| unreadable(name, &problem))?;
    let folder = folder(&backtest, matches, terminal);
    let timing = Timing {
        started,
        seconds: 0.0,
        total_seconds: clock.elapsed().as_secs_f64(),
        threads: rayon::current_num_threads(),
    };
    destination.write(folder, origin(&backtest), timing)?;
    backtest_table::show(&backtest, terminal);
    destination.tell(terminal);
    Ok(())
}

/// The record's bytes: of the file, or the bundled ones.
fn bytes(file: Option<&PathBuf>) -> Result<Vec<u8>, Failure> {
    let read = match file {
        Some(file) => std::fs::read(file),
        None => bundled_file(BUNDLED),
    };
    read.map_err(|error| {
        let name = file.map_or(Path::new(BUNDLED), PathBuf::as_path);
        unreadable(
            name,
            &bilingual!("无法读取（{error}）", "cannot be read ({error})"),
        )
    })
}

/// What is wrong with a record, and what one looks like.
fn unreadable(name: &Path, problem: &Localized) -> Failure {
    let path = escape(&name.display().to_string());
    let (zh, en) = (&problem.zh, &problem.en);
    Failure::Usage(bilingual!(
        "{path}：{zh}。\n应为 UTF-8 编码的 CSV：每行一个地方、一年，列为 geo、year、target_low、target_high、actual（百分数）；\n只有实绩的年份，目标留空；有 indicator、target_kind 两列时，只取 gdp_growth、annual_plan 的行。\n样本：scenarios/{BUNDLED}",
        "{path}: {en}.\nExpected: CSV in UTF-8, a row for each place and year, with the columns geo, year, target_low, target_high, actual\nin percent; no target where only the outcome is known; with columns indicator and target_kind, rows of\ngdp_growth and annual_plan only. A sample: scenarios/{BUNDLED}"
    ))
}

/// The name of a file without its folders and its extension.
fn stem(file: &Path) -> String {
    let stem = file.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

fn plan(matches: &ArgMatches, name: &Path, bytes: &[u8]) -> BacktestPlan {
    let shape = matches.get_one::<String>("shape").map(String::as_str);
    BacktestPlan {
        name: name
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned(),
        sha256: sha256_hex(bytes),
        shrink: *matches.get_one::<f64>("shrink").expect("has a default"),
        shape: match shape {
            Some("normal") => ForecastShape::Normal,
            _ => ForecastShape::StudentT,
        },
        seed: matches.get_one::<u64>("seed").copied().unwrap_or(1),
        draws: matches.get_one::<u64>("draws").copied().unwrap_or(DRAWS),
    }
}

fn origin(backtest: &Backtest) -> Origin {
    Origin {
        sha256: backtest.record.sha256.clone(),
        version: backtest.version.clone(),
        seed: backtest.seed,
        sampler: "philox".to_owned(),
        paths: backtest.draws,
    }
}

fn folder(backtest: &Backtest, matches: &ArgMatches, terminal: &Terminal) -> RunFolder {
    let mut folder = RunFolder::default();
    folder.add("backtest.json", backtest_json(backtest));
    folder.add("scores.csv", scores_csv(backtest));
    folder.add("cases.csv", cases_csv(backtest));
    folder.add("comparisons.csv", comparisons_csv(backtest));
    let charts = backtest_set(backtest, &drawing::style(matches, terminal));
    drawing::add(&mut folder, charts, matches.get_flag("svg"), terminal);
    folder
}
