//! `kapok check --io`: the input coefficients, where they come from, and their multipliers.

use std::path::Path;

use super::outcome::Failure;
use super::schema::{folder_exists, unwritable};
use super::terminal::{PAGE, Terminal};
use super::wrap::wrap;
use crate::analysis::{Linkages, SectorLinkage};
use crate::quantity::{Language, Localized};
use crate::report::{linkages_csv, write_file};
use crate::scenario::{National, RegionalMethod, Scenario};

/// Years of change that the table has columns for.
const MOST_YEARS: usize = 4;

/// Prints the table of multipliers.
pub(super) fn show(scenario: &Scenario, linkages: &Linkages, terminal: &Terminal) {
    let said = match &scenario.national {
        Some(national) => origin(scenario, national),
        None => Localized::new(
            "投入系数：由情景写出",
            "Input coefficients: written in the scenario",
        ),
    };
    for line in wrap(terminal.say(&said), PAGE, "") {
        terminal.line(&line);
    }
    let years = &linkages.tables[1..];
    let shown = &years[..years.len().min(MOST_YEARS)];
    let header = header(
        scenario,
        shown.iter().filter_map(|table| table.from),
        terminal,
    );
    let later: Vec<Vec<f64>> = shown
        .iter()
        .map(crate::analysis::LinkageTable::multipliers)
        .collect();
    let rows: Vec<Vec<String>> = scenario
        .sectors
        .iter()
        .zip(&linkages.sectors)
        .enumerate()
        .map(|(i, (sector, linkage))| {
            let name = sector.name.in_language(terminal.language()).to_owned();
            let ratio = percent(sector.value_added_ratio.value.get());
            let mut row = vec![name, ratio];
            row.extend(cells(linkage));
            row.extend(
                later
                    .iter()
                    .map(|multipliers| format!("{:.3}", multipliers[i])),
            );
            row
        })
        .collect();
    terminal.table(&header, &rows);
    if !years.is_empty() {
        terminal.line(terminal.say(&Localized::new(
            "年份各栏：该年起的乘数",
            "Columns of years: the multiplier from that year on",
        )));
    }
    if years.len() > MOST_YEARS {
        let more = years.len() - MOST_YEARS;
        terminal.line(terminal.say(&Localized::new(
            format!("另有 {more} 个年份的变化，见 --io-csv"),
            format!("{more} more years of change: see --io-csv"),
        )));
    }
}

/// Writes coefficients and requirements of all years.
pub(super) fn write(
    scenario: &Scenario,
    linkages: &Linkages,
    path: &Path,
    terminal: &Terminal,
) -> Result<(), Failure> {
    folder_exists(path)?;
    let written = linkages_csv(scenario, linkages)
        .map_err(std::io::Error::from)
        .and_then(|text| write_file(path, &text));
    written.map_err(|error| unwritable(path, &error))?;
    let place = path.display();
    terminal.line(terminal.say(&Localized::new(
        format!("投入系数已写入 {place}"),
        format!("Input coefficients written to {place}"),
    )));
    Ok(())
}

/// How the coefficients were made.
fn origin(scenario: &Scenario, national: &National) -> Localized {
    let industries = national.table.len();
    let method = national.method.as_str().to_uppercase();
    let (size, cases) = (size(scenario, national), cases(national));
    Localized::new(
        format!(
            "投入系数：{industries} 部门全国表按 {method} 区域化{}{}",
            size.zh, cases.zh
        ),
        format!(
            "Input coefficients: the national table of {industries} industries, brought down by {method}{}{}",
            size.en, cases.en
        ),
    )
}

/// What FLQ takes for size.
fn size(scenario: &Scenario, national: &National) -> Localized {
    let (RegionalMethod::Flq, Some(delta)) = (national.method, &national.delta) else {
        return Localized::default();
    };
    let median = delta.value.median();
    let shares = scenario.regions.iter().zip(&national.shares);
    let shares: Vec<String> = shares
        .map(|(region, share)| match scenario.regions.len() {
            1 => percent(*share),
            _ => format!("{} {}", region.id, percent(*share)),
        })
        .collect();
    Localized::new(
        format!("，δ = {median:.3}，占全国 {}", shares.join("、")),
        format!(
            ", δ = {median:.3}, share of the nation {}",
            shares.join(", ")
        ),
    )
}

fn cases(national: &National) -> Localized {
    match national.cases.len() {
        0 => Localized::default(),
        cases => Localized::new(
            format!("；δ 不确定，取 {cases} 个等概率的点，表中为中位数"),
            format!(
                "; δ is uncertain: {cases} points of equal probability, the table shows its median"
            ),
        ),
    }
}

fn header(
    scenario: &Scenario,
    years: impl Iterator<Item = i32>,
    terminal: &Terminal,
) -> Vec<String> {
    let chinese = terminal.language() == Language::Chinese;
    let mut words = if chinese {
        vec!["部门", "增加值率", "本地投入", "乘数", "前向"]
    } else {
        vec![
            "Sector",
            "Value added",
            "Local inputs",
            "Multi- plier",
            "For- ward",
        ]
    };
    if scenario.national.is_some() {
        words.extend(if chinese {
            ["全国投入", "全国乘数", "区位商", "供给满足"]
        } else {
            [
                "Nation: inputs",
                "Nation: mult.",
                "Loc. quotient",
                "Deli- vered",
            ]
        });
    }
    let years = years.map(|year| {
        if chinese {
            format!("{year}起")
        } else {
            format!("From {year}")
        }
    });
    words.into_iter().map(str::to_owned).chain(years).collect()
}

fn cells(linkage: &SectorLinkage) -> Vec<String> {
    let mut cells = vec![
        percent(linkage.local_inputs),
        format!("{:.3}", linkage.multiplier),
        format!("{:.3}", linkage.forward),
    ];
    if let Some(national) = &linkage.national {
        cells.extend([
            percent(national.inputs),
            format!("{:.3}", national.multiplier),
            format!("{:.2}", national.quotient),
            format!("{:.0}%", 100.0 * national.delivered),
        ]);
    }
    cells
}

fn percent(value: f64) -> String {
    format!("{:.1}%", 100.0 * value)
}
