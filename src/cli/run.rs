//! `kapok run`: simulate a scenario, draw it, leave a folder.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::ArgMatches;

use super::destination::{Destination, inputs, run_id};
use super::family_pictures::{self, path_of_variant};
use super::outcome::Outcome;
use super::save_paths::Saving;
use super::simulate::{Finished, Ready, Request, read, simulate_watched};
use super::terminal::Terminal;
use super::until::{Course, Watching};
use super::{drawing, interrupt, milestone_table, outcome_table, target_table, variants};
use crate::analysis::Comparison;
use crate::charts::convergence_set;
use crate::numerics::packs::Isa;
use crate::quantity::Localized;
use crate::random::DimensionBlock;
use crate::report::{
    DimensionEntry, RunFolder, Timing, convergence_csv, convergence_json, dimensions,
    indicators_csv, inputs_csv, judged_tables, summary_json, targets_csv, variants_csv,
    variants_json,
};
use crate::results::Summary;

/// Runs a scenario and its variants.
///
/// # Panics
/// Never: an instruction set that the machine lacks is refused with the command line.
pub(super) fn run(matches: &ArgMatches, terminal: &Terminal) -> Outcome {
    interrupt::listen();
    if let Some(isa) = matches.get_one::<Isa>("isa") {
        isa.choose().expect("another is not parsed");
    }
    let file = matches.get_one::<PathBuf>("file").expect("required");
    let loaded = read(file, &changes(matches), terminal)?;
    let wanted = variants::wanted(&loaded, matches)?;
    let watching = Watching::of(&loaded.scenario, matches)?;
    let id = run_id(&loaded);
    let destination = Destination::of(id, &inputs(file, &loaded), matches)?;
    let clock = Instant::now();
    let watched = watching.as_ref();
    let ready = Ready::of(&loaded, &wanted, Request::of(matches), watched)?;
    let saving = Saving::of(&ready, watched, destination.place(), matches, terminal)?;
    let (all, course) = simulate_watched(&ready, watched, terminal)?;
    let comparisons = variants::comparisons(&all);
    let mut folder = folder(&all, &comparisons, matches, terminal);
    let finished = &all[0];
    if let Some(course) = &course {
        add_convergence(&finished.summary, course, &mut folder, matches, terminal);
    }
    let timing = Timing {
        total_seconds: clock.elapsed().as_secs_f64(),
        ..finished.timing
    };
    if let Some(saving) = &saving {
        saving.add(ready, &all, destination.place(), &mut folder, terminal)?;
    }
    destination.write(folder, &finished.summary, timing)?;
    if let Some(question) = &loaded.scenario.question {
        terminal.line(terminal.say(question));
    }
    target_table::show(&finished.summary, terminal);
    milestone_table::show(&finished.summary, terminal);
    target_table::show_joint(&finished.summary, terminal);
    outcome_table::show(&finished.summary, terminal);
    variants::show(&all, &comparisons, terminal);
    terminal.show_remarks(&finished.summary);
    if let (Some(watching), Some(course)) = (&watching, &course) {
        watching.tell(course, terminal);
    }
    report_place(destination.place(), finished, terminal);
    if let Some(saving) = &saving {
        saving.tell(&all, destination.place(), terminal);
    }
    Ok(())
}

/// The changes that `--set` asks for.
pub(super) fn changes(matches: &ArgMatches) -> Vec<String> {
    let changes = matches.get_many::<String>("set");
    changes.map_or_else(Vec::new, |list| list.cloned().collect())
}

/// The files of a run: the scenario on top, its variants below, and what sets them apart.
fn folder(
    all: &[Finished],
    comparisons: &[Comparison],
    matches: &ArgMatches,
    terminal: &Terminal,
) -> RunFolder {
    let mut folder = RunFolder::default();
    folder.set_dimensions(all_dimensions(all));
    add_data("", &all[0].summary, &mut folder, matches);
    all[0].beside.add("", &mut folder);
    for variant in &all[1..] {
        let path = path_of_variant(&variant.summary);
        add_data(&path, &variant.summary, &mut folder, matches);
        variant.beside.add(&path, &mut folder);
    }
    if !comparisons.is_empty() {
        let (base, variants) = (&all[0].summary, all[1..].iter().map(|it| &it.summary));
        let pairs: Vec<(&Summary, &Comparison)> = variants.zip(comparisons).collect();
        folder.add("compare/comparison.json", variants_json(base, &pairs));
        if !matches.get_flag("only-summary") {
            folder.add("compare/targets.csv", variants_csv(base, &pairs));
        }
    }
    if !matches.get_flag("only-summary") {
        folder.add("inputs.csv", inputs_csv(&all[0].summary));
        let summaries: Vec<Summary> = all.iter().map(|it| it.summary.clone()).collect();
        let beside = &all[0].beside;
        family_pictures::add(
            &summaries,
            beside,
            comparisons,
            &mut folder,
            matches,
            terminal,
        );
    }
    folder
}

/// The dimensions of the scenario, and those that only a variant has.
fn all_dimensions(all: &[Finished]) -> Vec<DimensionEntry> {
    let known = all[0].order.blocks();
    let mut entries = dimensions(None, known);
    for variant in &all[1..] {
        let id = variant
            .summary
            .scenario
            .variant
            .as_ref()
            .map(|it| it.id.as_str());
        let own: Vec<DimensionBlock> = variant
            .order
            .blocks()
            .iter()
            .filter(|block| !known.contains(block))
            .cloned()
            .collect();
        entries.extend(dimensions(id, &own));
    }
    entries
}

/// The numbers of one run, under a path inside the folder.
fn add_data(path: &str, summary: &Summary, folder: &mut RunFolder, matches: &ArgMatches) {
    folder.add(&format!("{path}summary.json"), summary_json(summary));
    if matches.get_flag("only-summary") {
        return;
    }
    folder.add(&format!("{path}targets.csv"), targets_csv(summary));
    folder.add(&format!("{path}indicators.csv"), indicators_csv(summary));
    for (name, contents) in judged_tables(summary) {
        folder.add(&format!("{path}{name}"), contents);
    }
}

/// How the probabilities came to rest.
fn add_convergence(
    summary: &Summary,
    course: &Course,
    folder: &mut RunFolder,
    matches: &ArgMatches,
    terminal: &Terminal,
) {
    if matches.get_flag("only-summary") {
        return;
    }
    let convergence = &course.convergence;
    folder.add("convergence.json", convergence_json(convergence));
    folder.add("convergence.csv", convergence_csv(convergence));
    let charts = convergence_set(summary, convergence, &drawing::style(matches, terminal));
    drawing::add(folder, charts, matches.get_flag("svg"), terminal);
}

fn report_place(place: &Path, finished: &Finished, terminal: &Terminal) {
    let timing = finished.timing;
    let rate = finished.summary.run.paths as f64 / timing.seconds;
    let said = Localized::new(
        format!(
            "{} 条路径，用时 {:.2} 秒（每秒 {:.0} 万条）。结果在 {}",
            finished.summary.run.paths,
            timing.seconds,
            rate / 1e4,
            place.display()
        ),
        format!(
            "{} paths in {:.2} s ({rate:.0} a second). Results: {}",
            finished.summary.run.paths,
            timing.seconds,
            place.display()
        ),
    );
    terminal.line(terminal.say(&said));
}
