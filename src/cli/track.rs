//! `kapok track`: what a year comes to and what the rest of it must do, once a part of it is known.

use std::path::PathBuf;

use clap::{ArgAction, ArgMatches, Command};

use super::arguments::Words;
use super::condition::too_few;
use super::destination::Destination;
use super::gathered::{folder, watch};
use super::given::{Subjects, split, texts, usage};
use super::outcome::{Failure, Outcome};
use super::simulate::read;
use super::target_table::Numbers;
use super::terminal::Terminal;
use super::{interrupt, update_table};
use crate::analysis::{Observed, Period, track as track_paths, update_columns};
use crate::quantity::{Language, Localized, Written};
use crate::results::{NeededRest, RestOfYear, Summary, Update};
use crate::scenario::{Scenario, Unit};

/// The command and its options.
pub(super) fn arguments(words: Words) -> Command {
    let command = words
        .command(
            "track",
            words.say(
                "kapok track <情景文件> --actual <指标:时段=数值> [选项]",
                "kapok track <FILE> --actual <INDICATOR:PERIOD=VALUE> [OPTIONS]",
            ),
            "已知部分实际值：各目标的概率变成多少，下半年须达到多少",
            "Once a part of the year is known: what becomes of the targets, and what the rest of the year must do",
        )
        .arg(words.file("file", "情景文件（TOML）", "Scenario file (TOML)"))
        .arg(words.set())
        .arg(
            words
                .option(
                    "actual",
                    "FIGURE",
                    "实际值（可多次）：\ngdp.growth:2024H1=6.3%（上半年，用 [half_year]）\ngdp.growth:2024=6.1%（全年）",
                    "A figure, such as gdp.growth:2024H1=6.3% (first half, by [half_year]) or gdp.growth:2024=6.1% (the year) (may be repeated)",
                )
                .allow_hyphen_values(true)
                .action(ArgAction::Append),
        );
    words.keeping_paths("track", command)
}

/// Tracks a scenario.
pub(super) fn track(matches: &ArgMatches, terminal: &Terminal) -> Outcome {
    interrupt::listen();
    let file = matches.get_one::<PathBuf>("file").expect("required");
    let loaded = read(file, &super::run::changes(matches), terminal)?;
    let written = texts(matches, "actual");
    let observed = all_observed(&loaded.scenario, &written)?;
    let destination = Destination::of_command("track", file, &loaded, matches)?;
    let about: Vec<_> = observed.iter().map(Observed::column).collect();
    let columns = update_columns(&loaded.scenario, &about);
    let watched = watch(&loaded, matches, terminal, columns)?;
    let summary = &watched.finished.summary;
    let update = track_paths(
        (watched.member.scenario, &watched.member.prepared),
        &watched.table,
        &observed,
        &watched.identity,
        &summary.run.failed_paths,
    )
    .map_err(|error| too_few(&error, &written, watched.table.paths()))?;
    let finished = &watched.finished;
    let folder = folder("track.json", &update, finished, matches, terminal);
    destination.write(folder, summary, finished.timing)?;
    update_table::show_given(&update, terminal);
    for half in &update.halves {
        show_rest(summary, &update, half, terminal);
    }
    update_table::show_targets(summary, &update, terminal);
    update_table::show_drivers(summary, &update, terminal);
    destination.tell(terminal);
    Ok(())
}

fn all_observed(scenario: &Scenario, written: &[String]) -> Result<Vec<Observed>, Failure> {
    if written.is_empty() {
        return Err(usage(
            "没有实际值：加 --actual gdp.growth:2024H1=6.3%".to_owned(),
            "no figure is given: add --actual gdp.growth:2024H1=6.3%".to_owned(),
        ));
    }
    let subjects = Subjects::of(scenario);
    let mut all: Vec<Observed> = Vec::new();
    for text in written {
        let observed = observed(scenario, &subjects, text)?;
        let same = |it: &&Observed| it.column() == observed.column();
        if all.iter().find(same).is_some() {
            return Err(usage(
                format!("`{text}`：同一指标同一年只给一个数；全年已知，就不用上半年"),
                format!(
                    "`{text}`: of an indicator one figure a year; once the year is known, its first half says nothing"
                ),
            ));
        }
        all.push(observed);
    }
    Ok(all)
}

/// Reads `INDICATOR:PERIOD=VALUE`.
fn observed(scenario: &Scenario, subjects: &Subjects<'_>, text: &str) -> Result<Observed, Failure> {
    let Some((subject, written)) = text.split_once(['=', '＝']) else {
        return Err(usage(
            format!(
                "看不懂 --actual `{text}`：写成 gdp.growth:2024H1=6.3% 或 gdp.growth:2024=6.1%"
            ),
            format!(
                "--actual `{text}` says nothing known: write gdp.growth:2024H1=6.3% or gdp.growth:2024=6.1%"
            ),
        ));
    };
    let (name, period) = split(subject.trim());
    let indicator = subjects.indicator(name.trim())?;
    let unit = subjects.unit(&indicator);
    let value = subjects.value(written, unit, text)?;
    let first_half = period.and_then(|period| {
        let strip = |mark| period.trim().strip_suffix(mark);
        ["H1", "h1", "上半年"].into_iter().find_map(strip)
    });
    let Some(year) = first_half else {
        let year = subjects.period(text, period)?;
        let rounding = Written::parse(written)
            .and_then(|written| subjects.measured(&written.last_digit(), unit))
            .map_or(0.0, |last| 0.5 * last);
        return Ok(Observed {
            indicator,
            year,
            value,
            period: Period::Year { rounding },
        });
    };
    let year = subjects.year(text, Some(year.trim_end_matches('年')))?;
    if unit != Unit::Rate {
        return Err(usage(
            format!("`{text}`：上半年只说增速，如 gdp.growth、fai.growth；总量请给全年"),
            format!(
                "`{text}`: a first half speaks of growth, such as gdp.growth or fai.growth; give amounts of the whole year"
            ),
        ));
    }
    let stated = scenario.half_year.as_ref().and_then(|it| it.of(&indicator));
    let Some((weight, spread)) = stated else {
        return Err(usage(
            format!(
                "`{text}`：情景没有写上半年与全年的关系。加 [half_year] 与 spread = \"2个百分点\"（两个半年增速之差的标准差），或 --set half_year.spread=2%"
            ),
            format!(
                "`{text}`: the scenario does not say how a first half goes with its year. Add [half_year] with spread = \"2%\" (sd of the growth of the first half less that of the second), or --set half_year.spread=2%"
            ),
        ));
    };
    Ok(Observed {
        indicator,
        year,
        value,
        period: Period::FirstHalf { weight, spread },
    })
}

/// Says what was expected of the first half, what the second must do for each target, and what it does on the weighted paths.
fn show_rest(summary: &Summary, update: &Update, half: &RestOfYear, terminal: &Terminal) {
    let numbers = Numbers::new(summary, terminal);
    let percent = |value: f64| format!("{:.1}%", 100.0 * value).replace("-0.0%", "0.0%");
    let (year, name) = (half.year, numbers.label(&half.label));
    let (first, weight) = (percent(half.first), trimmed(half.weight));
    let spread = trimmed(100.0 * half.spread);
    let expected = percent(half.expected.value);
    let sd = trimmed(100.0 * half.expected_sd);
    update_table::page(
        &Localized::new(
            format!(
                "{year}年上半年{name} {first}；原来预计 {expected}，标准差 {sd} 个百分点（上半年权重 {weight}，两个半年之差的标准差 {spread} 个百分点）。"
            ),
            format!(
                "{name} in the first half of {year}: {first}; {expected} was expected, with an sd of {sd} points (weight of the half {weight}, sd of the difference of the halves {spread} points)."
            ),
        ),
        terminal,
    );
    for needed in &half.needed {
        update_table::page(&needed_line(summary, update, needed, terminal), terminal);
    }
    let quantile = |p: &str| percent(half.second.quantiles[p]);
    let (median, low, high) = (quantile("0.5"), quantile("0.05"), quantile("0.95"));
    let half_width = 100.0 * update.errors().quantile95() * half.second.mean.std_error;
    let decimals = if half_width < 0.05 { 2 } else { 1 };
    let mean = format!(
        "{:.decimals$}% ± {half_width:.decimals$}",
        100.0 * half.second.mean.value
    );
    update_table::page(
        &Localized::new(
            format!("按加权后的路径，下半年均值 {mean}，中位数 {median}，九成在 {low} 至 {high}。"),
            format!(
                "On the weighted paths the second half has a mean of {mean}, a median of {median}, and nine tenths from {low} to {high}."
            ),
        ),
        terminal,
    );
}

/// What a target asks of the second half, and how likely it is.
fn needed_line(
    summary: &Summary,
    update: &Update,
    needed: &NeededRest,
    terminal: &Terminal,
) -> Localized {
    let numbers = Numbers::new(summary, terminal);
    let percent = |value: f64| format!("{:.1}%", 100.0 * value).replace("-0.0%", "0.0%");
    let asked = |at_least: &str, at_most: &str| {
        let ends = [
            needed
                .at_least
                .map(|it| format!("{at_least} {}", percent(it))),
            needed
                .at_most
                .map(|it| format!("{at_most} {}", percent(it))),
        ];
        let ends: Vec<String> = ends.into_iter().flatten().collect();
        ends.join(match terminal.language() {
            Language::Chinese => "，",
            Language::English => " and ",
        })
    };
    let name = update_table::verdict_name(summary, Some(&needed.id), numbers);
    let mut targets = update.targets.iter();
    let chance = targets
        .find(|it| it.id.as_ref() == Some(&needed.id))
        .map_or_else(String::new, |it| update_table::chance_after(update, it));
    Localized::new(
        format!(
            "  {name}：下半年须{}，概率 {chance}",
            asked("不低于", "不高于")
        ),
        format!(
            "  {name}: the second half must run at {} (probability {chance})",
            asked("no less than", "no more than")
        ),
    )
}

/// A number in as few digits as say it to a hundredth.
fn trimmed(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
