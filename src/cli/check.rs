//! `kapok check`: validate a scenario and print its base-year accounts.

use std::ops::Range;
use std::path::PathBuf;

use clap::ArgMatches;

use super::coherence;
use super::inputs;
use super::io;
use super::outcome::Outcome;
use super::simulate::{Member, prepared, read_and_tell};
use super::terminal::Terminal;
use crate::analysis::{audit, linkages};
use crate::input_output::{output_multipliers, spectral_radius};
use crate::model::{Accounts, Calibration, Model};
use crate::quantity::{Language, Localized};
use crate::scenario::Scenario;
use crate::simulation::{Design, IndicatorSet};

/// Years of the central path that stand beside each other.
const YEARS_IN_A_TABLE: usize = 7;

/// Checks a scenario.
pub(super) fn check(matches: &ArgMatches, terminal: &Terminal) -> Outcome {
    let file = matches.get_one::<PathBuf>("file").expect("required");
    let loaded = read_and_tell(file, &super::run::changes(matches), terminal)?;
    let variants: Vec<_> = loaded.variants.iter().collect();
    let design = Design::of(&loaded.scenario);
    let members = prepared(&loaded, &variants, design, IndicatorSet::Default)?;
    let arm = &members[0].prepared.arms[0];
    show_accounts(&loaded.scenario, &arm.model, terminal);
    show_anchor(&loaded.scenario, &arm.calibration, terminal);
    coherence::show(&audit(&loaded.scenario, &loaded.source), terminal);
    show_variants(&members[1..], terminal);
    inputs::count(&loaded, terminal);
    let file_of_inputs = matches.get_one::<PathBuf>("io-csv");
    if matches.get_flag("io") || file_of_inputs.is_some() {
        let linkages = linkages(&loaded.scenario).expect("it has been inverted before");
        if matches.get_flag("io") {
            io::show(&loaded.scenario, &linkages, terminal);
        }
        if let Some(path) = file_of_inputs {
            io::write(&loaded.scenario, &linkages, path, terminal)?;
        }
    }
    if matches.get_flag("inputs") {
        inputs::report(&loaded, terminal)?;
    }
    let verdict = Localized::new(
        format!("{}：没有错误", file.display()),
        format!("{}: no mistakes", file.display()),
    );
    terminal.line(terminal.say(&verdict));
    Ok(())
}

fn show_accounts(scenario: &Scenario, model: &Model, terminal: &Terminal) {
    let accounts = &model.accounts;
    let chinese = terminal.language() == Language::Chinese;
    let title = Localized::new(
        format!(
            "{} 年基年账户（{}）",
            scenario.horizon.base_year(),
            scenario.money
        ),
        format!(
            "Base-year accounts, {} ({})",
            scenario.horizon.base_year(),
            scenario.money
        ),
    );
    terminal.line(terminal.say(&title));
    let header: Vec<String> = if chinese {
        [
            "部门",
            "增加值",
            "总产出",
            "乘数",
            "最终需求",
            "本地消费",
            "外部销售",
            "资本",
            "产能利用率",
        ]
        .map(str::to_owned)
        .into()
    } else {
        [
            "Sector",
            "Value added",
            "Output",
            "Multi- plier",
            "Final demand",
            "Local cons.",
            "Outside sales",
            "Capital",
            "Used",
        ]
        .map(str::to_owned)
        .into()
    };
    let multipliers = output_multipliers(&accounts.leontief);
    let mut rows: Vec<Vec<String>> = (0..scenario.sectors.len())
        .map(|i| {
            let sector = &scenario.sectors[i];
            let mut row = vec![if chinese {
                sector.name.zh.clone()
            } else {
                sector.name.en.clone()
            }];
            row.extend(amounts(accounts, i, multipliers[i]));
            row.push(format!("{:.0}%", 100.0 * sector.utilisation.value.get()));
            row
        })
        .collect();
    rows.push(total(accounts, if chinese { "合计" } else { "Total" }));
    terminal.table(&header, &rows);
    let radius = spectral_radius(&accounts.coefficients);
    let said = Localized::new(
        format!("投入系数的谱半径 {radius:.4}（小于 1 才有解）"),
        format!("Spectral radius of the input coefficients {radius:.4} (below 1, as it must be)"),
    );
    terminal.line(terminal.say(&said));
}

fn amounts(accounts: &Accounts, i: usize, multiplier: f64) -> Vec<String> {
    vec![
        money(accounts.value_added[i]),
        money(accounts.gross_output[i]),
        format!("{multiplier:.3}"),
        money(accounts.final_demand[i]),
        money(accounts.consumption[i]),
        money(accounts.outside_sales[i]),
        money(accounts.capital[i]),
    ]
}

fn total(accounts: &Accounts, name: &str) -> Vec<String> {
    let sum = |values: &[f64]| money(values.iter().sum());
    vec![
        name.to_owned(),
        sum(&accounts.value_added),
        sum(&accounts.gross_output),
        String::new(),
        sum(&accounts.final_demand),
        sum(&accounts.consumption),
        sum(&accounts.outside_sales),
        sum(&accounts.capital),
        String::new(),
    ]
}

/// An amount to four figures at least, never more than one decimal.
fn money(value: f64) -> String {
    if value.abs() < 999.95 {
        format!("{value:.1}")
    } else {
        format!("{value:.0}")
    }
}

/// What the central path grows by, and the productivity growth it presumes.
fn show_anchor(scenario: &Scenario, calibration: &Calibration, terminal: &Terminal) {
    let years = scenario.horizon.len();
    for first in (0..years).step_by(YEARS_IN_A_TABLE) {
        let span = first..years.min(first + YEARS_IN_A_TABLE);
        show_anchor_of(scenario, calibration, span, terminal);
    }
}

fn show_anchor_of(
    scenario: &Scenario,
    calibration: &Calibration,
    span: Range<usize>,
    terminal: &Terminal,
) {
    let mut header = vec![
        terminal
            .say(&Localized::new("中心路径", "Central path"))
            .to_owned(),
    ];
    let years = scenario.horizon.years().skip(span.start).take(span.len());
    header.extend(years.map(|year| year.to_string()));
    let mut rows = Vec::new();
    for (r, region) in scenario.regions.iter().enumerate() {
        let name = terminal.say(&region.name);
        let mut add = |what: Localized, values: ndarray::ArrayView1<'_, f64>| {
            let mut row = vec![format!("{name} {}", terminal.say(&what))];
            let values = values.iter().skip(span.start).take(span.len());
            row.extend(values.map(|value| format!("{:.2}%", 100.0 * value)));
            rows.push(row);
        };
        add(
            Localized::new("实际增速", "real growth"),
            calibration.anchor_growth.column(r),
        );
        add(
            Localized::new("剩余生产率 μ", "residual productivity μ"),
            calibration.adjustment.column(r),
        );
    }
    terminal.table(&header, &rows);
}

/// The variants: what each changes, and whether what is solved once was solved anew for it.
fn show_variants(members: &[Member<'_>], terminal: &Terminal) {
    if members.is_empty() {
        return;
    }
    let chinese = terminal.language() == Language::Chinese;
    let header = if chinese {
        ["变体", "改动", "锚定（μ）"]
    } else {
        ["Variant", "Changes", "Anchor (μ)"]
    };
    let row = |member: &Member<'_>| {
        let variant = member.variant?;
        let name = terminal.say(&variant.name);
        let changes = variant.changes.iter();
        let changes: Vec<String> = changes
            .map(|change| format!("{} = {}", change.path, change.written))
            .collect();
        let kept = if member.prepared.calibration_kept {
            Localized::new("沿用基准", "kept")
        } else {
            Localized::new("重新求解", "solved anew")
        };
        Some(vec![
            format!("{name} ({})", variant.id),
            changes.join("; "),
            terminal.say(&kept).to_owned(),
        ])
    };
    let rows: Vec<Vec<String>> = members.iter().filter_map(row).collect();
    terminal.table(&header.map(str::to_owned), &rows);
}
