//! `kapok contributions`: what a year's growth is made of, by sector, by demand and by supply.

use std::path::PathBuf;

use clap::{ArgMatches, Command, value_parser};

use super::arguments::Words;
use super::destination::Destination;
use super::gathered::{keep, request};
use super::given::usage;
use super::outcome::{Failure, Outcome};
use super::simulate::{Finished, read};
use super::terminal::Terminal;
use super::{contributions_table, drawing, interrupt, variants};
use crate::analysis::{contributions as sum_up, usual_year};
use crate::charts::contribution_set;
use crate::diagnostics::{Candidate, closest};
use crate::model::GrowthAccount;
use crate::report::{RunFolder, contributions_csv, contributions_json, dimensions};
use crate::results::Contributions;
use crate::scenario::Scenario;
use crate::simulation::{ContributionTable, Prepared, contributions as gather};

/// The command and its options.
pub(super) fn arguments(words: Words) -> Command {
    let command = words
        .command(
            "contributions",
            words.say(
                "kapok contributions <情景文件> [选项]",
                "kapok contributions <FILE> [OPTIONS]",
            ),
            "增长从哪里来：按行业、按需求、按资本劳动生产率分解",
            "Where growth comes from: by sector, by demand, by capital, labour and productivity, adding up exactly",
        )
        .arg(words.file("file", "情景文件（TOML）", "Scenario file (TOML)"))
        .arg(words.set())
        .arg(words.variant())
        .arg(
            words
                .option(
                    "year",
                    "YEAR",
                    "表和图看哪一年（默认增速目标的第一年）",
                    "Year of tables and pictures (default: first target on growth)",
                )
                .value_parser(value_parser!(i32)),
        )
        .arg(words.option(
            "region",
            "ID",
            "看哪个地区（默认所有地区合计）",
            "A region (default: all of them together)",
        ))
        .after_help(words.say(
            "例：\n  kapok contributions scenarios/baiyun-2024.toml\n  kapok contributions scenarios/baiyun-2024.toml --year 2026 --lang en",
            "Examples:\n  kapok contributions scenarios/baiyun-2024.toml --lang en\n  kapok contributions scenarios/baiyun-2024.toml --year 2026 --lang en",
        ));
    words.keeping_paths("contributions", command)
}

/// Splits the growth of a scenario.
pub(super) fn contributions(matches: &ArgMatches, terminal: &Terminal) -> Outcome {
    interrupt::listen();
    let file = matches.get_one::<PathBuf>("file").expect("required");
    let loaded = read(file, &super::run::changes(matches), terminal)?;
    let variant = variants::one(&loaded, matches)?;
    let of_region = region(&loaded.scenario, matches)?;
    let shown = year(&loaded.scenario, of_region, matches)?;
    let place = Destination::of_variant(
        "contributions",
        file,
        (&loaded, variant.map(|it| it.id.as_str())),
        matches,
    )?;
    let scenario = variant.map_or(&loaded.scenario, |variant| &variant.scenario);
    let account =
        |prepared: &Prepared| GrowthAccount::new(&prepared.arms[0].model, scenario, of_region);
    let bytes = |prepared: &Prepared| {
        let years = scenario.horizon.len();
        ContributionTable::bytes(account(prepared).items().len(), years, 1)
    };
    let kept = keep(
        (&loaded, variant),
        request(matches),
        terminal,
        bytes,
        |prepared, plan, progress| gather(prepared, &account(prepared), plan, progress),
    )?;
    let summary = &kept.finished.summary;
    let found = sum_up(
        (kept.member.scenario, &kept.member.prepared),
        &kept.table,
        (of_region, shown),
        &kept.identity,
        &summary.run.failed_paths,
    );
    let folder = folder(&found, &kept.finished, matches, terminal);
    place.write(folder, summary, kept.finished.timing)?;
    contributions_table::show(&found, terminal);
    place.tell(terminal);
    Ok(())
}

/// The position of the region asked for; `None`: all together.
fn region(scenario: &Scenario, matches: &ArgMatches) -> Result<Option<usize>, Failure> {
    let Some(id) = matches.get_one::<String>("region") else {
        return Ok(None);
    };
    let ids = || scenario.regions.iter().map(|region| region.id.as_str());
    if let Some(place) = ids().position(|known| known == id) {
        return Ok(Some(place));
    }
    let list = ids().collect::<Vec<_>>();
    let (zh, en) = match closest(id, ids().map(Candidate::plain)) {
        Some(meant) => (
            format!("是否想写 {meant}？"),
            format!("did you mean {meant}?"),
        ),
        None => (
            format!("有：{}", list.join("、")),
            format!("it has {}", list.join(", ")),
        ),
    };
    Err(usage(
        format!("情景没有地区 `{id}`，{zh}"),
        format!("the scenario has no region `{id}`; {en}"),
    ))
}

/// The index of the year that is shown.
fn year(
    scenario: &Scenario,
    region: Option<usize>,
    matches: &ArgMatches,
) -> Result<usize, Failure> {
    let Some(&year) = matches.get_one::<i32>("year") else {
        return Ok(usual_year(scenario, region));
    };
    let horizon = scenario.horizon;
    let (first, last) = (horizon.base_year() + 1, horizon.last_year());
    horizon.index(year).ok_or_else(|| {
        usage(
            format!("--year {year}：应为模拟期内的年份，{first} 至 {last}"),
            format!("--year {year}: a simulated year is asked for, {first} to {last}"),
        )
    })
}

fn folder(
    found: &Contributions,
    finished: &Finished,
    matches: &ArgMatches,
    terminal: &Terminal,
) -> RunFolder {
    let mut folder = RunFolder::of_run(&finished.summary);
    folder.add("contributions.json", contributions_json(found));
    folder.add("contributions.csv", contributions_csv(found));
    let charts = contribution_set(&finished.summary, found, &drawing::style(matches, terminal));
    drawing::add(&mut folder, charts, matches.get_flag("svg"), terminal);
    folder.set_dimensions(dimensions(None, finished.order.blocks()));
    folder
}
