//! `kapok bench`: how fast a scenario runs here, and how long an answer of a given precision takes.

use std::path::PathBuf;
use std::time::{Instant, SystemTime};

use clap::{ArgMatches, Command};
use rayon::ThreadPool;

use super::arguments::Words;
use super::destination::Destination;
use super::interrupt::{self, UntilInterrupted};
use super::outcome::{Failure, Outcome};
use super::simulate::{Member, not_simulated, prepared, read};
use super::terminal::Terminal;
use super::{bench_table, drawing};
use crate::analysis::{
    BenchmarkPlan, HALF_WIDTH, Identity, Speed, measure, precision, provenance, run_times,
    summarise,
};
use crate::charts::benchmark_set;
use crate::quantity::Localized;
use crate::report::{
    RunFolder, Timing, benchmark_json, instruction_set, peak_memory_bytes, sha256_hex,
};
use crate::results::{BENCHMARK_SCHEMA, Benchmark, SamplerSpeed, Summary};
use crate::scenario::{Loaded, Sampler};
use crate::simulation::{Design, Draws, DrawsError, IndicatorSet, Prepared};

/// The samplers that are measured, unless the command line asks for one.
const SAMPLERS: [Sampler; 2] = [Sampler::Philox, Sampler::Sobol];

/// The command and its options.
pub(super) fn arguments(words: Words) -> Command {
    let command = words
        .command(
            "bench",
            words.say("kapok bench <情景文件> [选项]", "kapok bench <FILE> [OPTIONS]"),
            "测量这台机器的速度：每秒路径数、概率精确到 ±0.1 个百分点要多久",
            "Measure the speed here: paths per second, time until probabilities are known to ±0.1 points",
        )
        .arg(words.file("file", "情景文件（TOML）", "Scenario file (TOML)"));
    words
        .simulating_as("bench", command)
        .mut_arg("paths", |paths| {
            paths.help(words.say(
                "每次测量的路径数（默认约零点几秒）",
                "Paths of one measurement (default: some tenths of a second's)",
            ))
        })
        .mut_arg("sampler", |sampler| {
            sampler.help(words.say(
                "只测这种抽样（默认两种都测）",
                "Only this sampler (default: both)",
            ))
        })
        .mut_arg("threads", |threads| {
            threads.help(words.say(
                "最多用的线程数（默认用全部核）",
                "Most threads (default: all cores)",
            ))
        })
}

/// Measures a scenario's base.
pub(super) fn bench(matches: &ArgMatches, terminal: &Terminal) -> Outcome {
    interrupt::listen();
    let (started, clock) = (SystemTime::now(), Instant::now());
    let file = matches.get_one::<PathBuf>("file").expect("required");
    let loaded = read(file, &[], terminal)?;
    let read_seconds = clock.elapsed().as_secs_f64();
    let destination = Destination::of_command("bench", file, &loaded, matches)?;
    terminal.line(terminal.say(&Localized::new("测量中，请稍候……", "Measuring …")));
    let measured = measure_all(&loaded, matches, terminal)?;
    let benchmark = benchmark(&measured, read_seconds);
    let summary = &measured[0].summary;
    let folder = folder(summary, &benchmark, matches, terminal);
    let timing = timing(started, clock, &measured[0].speed);
    destination.write(folder, summary, timing)?;
    bench_table::show(summary, &benchmark, terminal);
    destination.tell(terminal);
    Ok(())
}

/// What was measured of one sampler.
struct Measured<'l> {
    sampler: Sampler,
    member: Member<'l>,
    /// How long compiling and calibrating took.
    prepare_seconds: f64,
    speed: Speed,
    /// What the measured paths say about the targets.
    summary: Summary,
}

/// The designs of the draws to measure. Sobol points that are not asked for are left out of a scenario too large for them.
fn designs(loaded: &Loaded, matches: &ArgMatches, terminal: &Terminal) -> Vec<Design> {
    let seed = matches.get_one::<u64>("seed").copied();
    let seed = seed.unwrap_or(loaded.scenario.run.seed);
    let asked = matches.get_one::<String>("sampler");
    if let Some(sampler) = asked.and_then(|word| Sampler::from_word(word)) {
        return vec![Design { seed, sampler }];
    }
    let mut designs = SAMPLERS.map(|sampler| Design { seed, sampler }).to_vec();
    designs.retain(|design| {
        let drawn = Draws::new(&loaded.scenario, *design);
        let Err(DrawsError::Dimensions { needed }) = drawn else {
            return true;
        };
        terminal.line(terminal.say(&Localized::new(
            format!("不测 sobol：这个情景要 {needed} 维，超出它的维数"),
            format!("sobol is left out: the scenario needs {needed} dimensions, more than it has"),
        )));
        false
    });
    designs
}

/// The scenario, prepared and measured for each design.
fn measure_all<'l>(
    loaded: &'l Loaded,
    matches: &ArgMatches,
    terminal: &Terminal,
) -> Result<Vec<Measured<'l>>, Failure> {
    let threads = matches.get_one::<u16>("threads");
    let (one, all) = (pool(1)?, pool(threads.map_or(0, |n| usize::from(*n)))?);
    let designs = designs(loaded, matches, terminal);
    let mut members = Vec::new();
    for design in &designs {
        let clock = Instant::now();
        let set = IndicatorSet::Default;
        let mut ready = all.install(|| prepared(loaded, &[], *design, set))?;
        members.push((ready.remove(0), clock.elapsed().as_secs_f64()));
    }
    let plan = BenchmarkPlan {
        one: &one,
        all: &all,
        paths: matches.get_one::<u64>("paths").copied(),
    };
    let contenders: Vec<&Prepared> = members.iter().map(|(it, _)| &it.prepared).collect();
    let speeds = measure(&contenders, plan, &UntilInterrupted).map_err(|e| not_simulated(&e))?;
    let identity = Identity {
        sha256: sha256_hex(loaded.file_text().as_bytes()),
        seed: designs[0].seed,
        variant: None,
        provenance: provenance(&loaded.inputs, &loaded.source),
    };
    let measured = designs.into_iter().zip(members).zip(speeds);
    let measured = measured.map(|((design, (member, prepare_seconds)), speed)| {
        member.has_result(&speed.ensemble)?;
        let (scenario, prepared) = (member.scenario, &member.prepared);
        let summary = summarise(scenario, prepared, &speed.ensemble, &identity);
        Ok(Measured {
            sampler: design.sampler,
            member,
            prepare_seconds,
            speed,
            summary,
        })
    });
    measured.collect()
}

fn pool(threads: usize) -> Result<ThreadPool, Failure> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    pool.map_err(|error| Failure::Run(Localized::same(error.to_string())))
}

fn benchmark(measured: &[Measured<'_>], read_seconds: f64) -> Benchmark {
    let first = &measured[0];
    let (summary, scenario) = (&first.summary, first.member.scenario);
    Benchmark {
        schema: BENCHMARK_SCHEMA,
        scenario: scenario.id.clone(),
        sha256: summary.scenario.sha256.clone(),
        version: summary.run.version.clone(),
        isa: instruction_set().to_owned(),
        threads: first.speed.all_threads.threads,
        nodes: scenario.sectors.len(),
        years: scenario.horizon.len(),
        twins: first.member.prepared.twins.len(),
        repeats: first.speed.repeats,
        peak_memory_bytes: peak_memory_bytes(),
        half_width: HALF_WIDTH,
        samplers: measured
            .iter()
            .map(|it| sampler_speed(it, read_seconds))
            .collect(),
    }
}

fn sampler_speed(measured: &Measured<'_>, read_seconds: f64) -> SamplerSpeed {
    let (speed, summary) = (&measured.speed, &measured.summary);
    let rate = speed.all_threads.paths_per_second;
    let start_seconds = read_seconds + measured.prepare_seconds + speed.start_seconds;
    SamplerSpeed {
        sampler: measured.sampler.as_str().to_owned(),
        start_seconds,
        one_thread: speed.one_thread,
        all_threads: speed.all_threads,
        scaling: rate / speed.one_thread.paths_per_second,
        path_years_per_second: rate * summary.years.len() as f64,
        paths: summary.run.paths,
        targets: precision(summary, rate),
        runs: run_times(start_seconds, rate),
    }
}

fn folder(
    summary: &Summary,
    benchmark: &Benchmark,
    matches: &ArgMatches,
    terminal: &Terminal,
) -> RunFolder {
    let mut folder = RunFolder::of_run(summary);
    folder.add("bench.json", benchmark_json(benchmark));
    let charts = benchmark_set(summary, benchmark, &drawing::style(matches, terminal));
    drawing::add(&mut folder, charts, matches.get_flag("svg"), terminal);
    folder
}

/// The manifest's times: of one measurement with all threads, and of everything.
fn timing(started: SystemTime, clock: Instant, speed: &Speed) -> Timing {
    let rate = speed.all_threads;
    Timing {
        started,
        seconds: speed.ensemble.paths as f64 / rate.paths_per_second,
        total_seconds: clock.elapsed().as_secs_f64(),
        threads: rate.threads,
    }
}
