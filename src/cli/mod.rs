//! The commands of the `kapok` program: each a short list of library calls, and the only place that prints.

mod arguments;
mod attribute;
mod attribute_table;
mod backtest;
mod backtest_table;
mod bench;
mod bench_table;
mod beside;
mod chart;
mod check;
mod coherence;
mod compare;
mod compare_table;
mod completions;
mod condition;
mod contributions;
mod contributions_table;
mod count;
mod destination;
mod discover;
mod discover_table;
mod drawing;
mod family_pictures;
mod findings;
mod gathered;
mod given;
mod import_table;
mod inputs;
mod interrupt;
mod io;
mod joint;
mod joint_table;
mod kept;
mod list;
mod milestone_table;
mod new;
mod operands;
mod outcome;
mod outcome_table;
mod progress;
mod run;
mod save_paths;
mod schema;
mod sensitivity;
mod sensitivity_table;
mod simulate;
mod solve;
mod solve_options;
mod solve_table;
mod target_table;
mod terminal;
mod track;
mod until;
mod update_table;
mod usage;
mod variants;
mod wrap;

use arguments::command;
use clap::ArgMatches;
use outcome::{Failure, Outcome};
use std::process::ExitCode;
use terminal::Terminal;

/// Runs the command line of this process and returns its exit code.
///
/// # Panics
/// Never: the command line requires a command.
pub fn main() -> ExitCode {
    let arguments: Vec<std::ffi::OsString> = std::env::args_os().collect();
    let language = arguments::language(&arguments);
    let matches = match command(language).try_get_matches_from(&arguments) {
        Ok(matches) => matches,
        Err(error) => return usage::explain(&error, language),
    };
    let (name, sub) = matches.subcommand().expect("a command is required");
    let terminal = Terminal::new(language, sub);
    match dispatch(name, sub, &terminal) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(&terminal),
    }
}

fn dispatch(name: &str, matches: &ArgMatches, terminal: &Terminal) -> Outcome {
    match name {
        "run" => run::run(matches, terminal),
        "check" => check::check(matches, terminal),
        "chart" => chart::chart(matches, terminal),
        "compare" => compare::compare(matches, terminal),
        "attribute" => attribute::attribute(matches, terminal),
        "condition" => condition::condition(matches, terminal),
        "track" => track::track(matches, terminal),
        "sensitivity" => sensitivity::sensitivity(matches, terminal),
        "solve" => solve::solve(matches, terminal),
        "contributions" => contributions::contributions(matches, terminal),
        "discover" => discover::discover(matches, terminal),
        "joint" => joint::joint(matches, terminal),
        "bench" => bench::bench(matches, terminal),
        "backtest" => backtest::backtest(matches, terminal),
        "import-table" => import_table::import_table(matches, terminal),
        "list" => list::list(matches, terminal),
        "new" => new::new(matches, terminal),
        "schema" => schema::schema(matches, terminal),
        "completions" => {
            completions::completions(matches);
            Ok(())
        }
        _ => Err(Failure::Usage(crate::quantity::Localized::new(
            "没有这个命令",
            "no such command",
        ))),
    }
}
