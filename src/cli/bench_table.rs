//! The tables of `kapok bench` on the terminal.

use super::target_table::{Numbers, asked, with_tier};
use super::terminal::{PAGE, Terminal};
use super::wrap::wrap;
use crate::analysis::estimate;
use crate::quantity::{Language, Localized, format_count, format_duration};
use crate::results::{Benchmark, Rate, SamplerSpeed, Summary, TimeToPrecision};

/// Prints how fast the scenario runs, how long runs take, and how long until each target is known.
pub(super) fn show(summary: &Summary, benchmark: &Benchmark, terminal: &Terminal) {
    let title = Numbers::new(summary, terminal);
    let title = title.label(&summary.scenario.title);
    let (nodes, years, repeats) = (benchmark.nodes, benchmark.years, benchmark.repeats);
    terminal.line(terminal.say(&Localized::new(
        format!("{title}：{nodes} 个部门 × {years} 年，各测 {repeats} 次取中位数"),
        format!("{title}: {nodes} sectors × {years} years, medians of {repeats} measurements"),
    )));
    speeds(benchmark, terminal);
    runs(benchmark, terminal);
    targets(summary, benchmark, terminal);
    let besides = besides(benchmark, terminal.language());
    for line in wrap(terminal.say(&besides), PAGE, "") {
        terminal.line(&line);
    }
}

/// A header in the terminal's language.
fn header(terminal: &Terminal, zh: &[&str], en: &[&str]) -> Vec<String> {
    let words = match terminal.language() {
        Language::Chinese => zh,
        Language::English => en,
    };
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn speeds(benchmark: &Benchmark, terminal: &Terminal) {
    let language = terminal.language();
    let zh = ["抽样", "线程", "每秒路径", "波动", "每秒路径·年", "倍数"];
    let en = [
        "Sampler",
        "Threads",
        "Paths/s",
        "Spread",
        "Path-years/s",
        "Ratio",
    ];
    let row = |speed: &SamplerSpeed, rate: &Rate, ratio: f64| {
        let per_second = rate.paths_per_second;
        vec![
            speed.sampler.clone(),
            rate.threads.to_string(),
            format_count(per_second, "", language),
            format!("± {:.1}%", 100.0 * rate.spread),
            format_count(per_second * benchmark.years as f64, "", language),
            format!("{ratio:.2}"),
        ]
    };
    let mut rows = Vec::new();
    for speed in &benchmark.samplers {
        rows.push(row(speed, &speed.one_thread, 1.0));
        if speed.all_threads.threads > 1 {
            rows.push(row(speed, &speed.all_threads, speed.scaling));
        }
    }
    terminal.narrow_table(&header(terminal, &zh, &en), &rows);
}

fn runs(benchmark: &Benchmark, terminal: &Terminal) {
    let language = terminal.language();
    let mut head = header(terminal, &["抽样"], &["Sampler"]);
    let sizes = benchmark.samplers[0].runs.iter().map(|run| run.paths);
    head.extend(sizes.map(|paths| match language {
        Language::Chinese if paths >= 100_000_000 => format!("{}亿条路径", paths / 100_000_000),
        Language::Chinese => format!("{}万条路径", paths / 10_000),
        Language::English => format!("{:.0e} paths", paths as f64),
    }));
    let row = |speed: &SamplerSpeed| {
        let times = speed.runs.iter();
        let times = times.map(|run| format_duration(run.seconds, language));
        std::iter::once(speed.sampler.clone())
            .chain(times)
            .collect()
    };
    let rows: Vec<Vec<String>> = benchmark.samplers.iter().map(row).collect();
    terminal.narrow_table(&head, &rows);
}

/// Each target with the paths and the time until its probability is known.
fn targets(summary: &Summary, benchmark: &Benchmark, terminal: &Terminal) {
    let first = &benchmark.samplers[0].targets;
    if first.is_empty() {
        return;
    }
    let (language, numbers) = (terminal.language(), Numbers::new(summary, terminal));
    let mut head = header(terminal, &["目标", "概率"], &["Target", "Probability"]);
    head.extend(benchmark.samplers.iter().map(|speed| speed.sampler.clone()));
    terminal.line(terminal.say(&Localized::new(
        "概率精确到 ±0.1 个百分点要多久（括号内为所需路径数）：",
        "Time until probabilities are known to ±0.1 points (in brackets: paths needed):",
    )));
    let rows: Vec<Vec<String>> = (0..first.len())
        .map(|k| {
            let mut row = judged(summary, &first[k], numbers).to_vec();
            row.extend(benchmark.samplers.iter().map(|speed| {
                let needed = &speed.targets[k];
                let paths = format_count(needed.paths as f64, "", language);
                format!("{} ({paths})", format_duration(needed.seconds, language))
            }));
            row
        })
        .collect();
    terminal.narrow_table(&head, &rows);
}

/// What is judged, and its probability.
fn judged(summary: &Summary, time: &TimeToPrecision, numbers: Numbers) -> [String; 2] {
    let mut targets = summary.targets.iter();
    let target = targets.find(|target| Some(&target.id) == time.id.as_ref());
    let Some(target) = target else {
        let name = match numbers.language() {
            Language::Chinese => "全部同时实现",
            Language::English => "All together",
        };
        let error = summary
            .joint
            .as_ref()
            .map_or(f64::NAN, |joint| joint.std_error);
        let chance = estimate(time.probability, error, &summary.run);
        return [name.to_owned(), chance];
    };
    let indicator = &summary.indicators[&target.indicator];
    let label = numbers.label(&indicator.label);
    let label = with_tier(label, target.tier.as_deref(), numbers.language());
    let asked = asked(target, indicator, numbers);
    let chance = estimate(target.probability, target.std_error, &summary.run);
    [format!("{} {label} {asked}", target.year), chance]
}

/// What the tables leave out.
fn besides(benchmark: &Benchmark, language: Language) -> Localized {
    let start = format_duration(benchmark.samplers[0].start_seconds, language);
    let (zh, en) = match benchmark.peak_memory_bytes {
        Some(bytes) => {
            let mebibytes = bytes as f64 / f64::from(1 << 20);
            (
                format!("内存最多 {mebibytes:.0} MiB，与路径数无关"),
                format!("Memory at most {mebibytes:.0} MiB whatever the number of paths"),
            )
        }
        None => (
            "这个系统不报告内存".to_owned(),
            "This system does not tell the memory used".to_owned(),
        ),
    };
    Localized::new(
        format!("启动 {start}，已计入各规模的用时；写文件和画图未计。{zh}。"),
        format!("Start-up of {start} is in the times of runs; files and charts are not. {en}."),
    )
}
