//! The provenance report: how the inputs are known, which of them move the targets, and what the documents say.

use super::outcome::Failure;
use super::terminal::Terminal;
use crate::analysis::{Influences, influences};
use crate::diagnostics::Diagnostics;
use crate::quantity::{Language, Localized};
use crate::scenario::{Input, Loaded, Status};

/// Inputs in the table of those that move most.
const SHOWN: usize = 15;
/// Paths that each probability of the report rests on.
pub(super) const PATHS: u64 = 2048;

/// One line: how many inputs are stated, derived, assumed.
pub(super) fn count(loaded: &Loaded, terminal: &Terminal) {
    let number = |status: Status| {
        let known = loaded.inputs.iter();
        known
            .filter(|input| input.provenance.status == status)
            .count()
    };
    let (stated, derived, assumed) = (
        number(Status::Stated),
        number(Status::Derived),
        number(Status::Assumed),
    );
    terminal.line(terminal.say(&Localized::new(
        format!(
            "输入 {} 项：文件所载 {stated}，推算 {derived}，假定 {assumed}（--inputs 看哪些最要紧）",
            loaded.inputs.len()
        ),
        format!(
            "{} inputs: {stated} stated, {derived} derived, {assumed} assumed (--inputs shows which matter)",
            loaded.inputs.len()
        ),
    )));
}

/// The whole report; it simulates.
pub(super) fn report(loaded: &Loaded, terminal: &Terminal) -> Result<(), Failure> {
    let found = influences(loaded, PATHS).map_err(|error| {
        let findings = error.diagnostics(loaded.base());
        Failure::Scenario(Box::new(Diagnostics::new(loaded.source.clone(), findings)))
    })?;
    show_moved(loaded, &found, terminal);
    show_shares(loaded, &found, terminal);
    show_stated(loaded, terminal);
    Ok(())
}

fn show_moved(loaded: &Loaded, found: &Influences, terminal: &Terminal) {
    terminal.line(terminal.say(&Localized::new(
        format!("哪些输入最影响目标的概率：各输入单独下调、上调 10%，同样的 {PATHS} 条路径"),
        format!("Which inputs move the targets most: each moved alone by −10 % and +10 %, on the same {PATHS} paths"),
    )));
    let header = match terminal.language() {
        Language::Chinese => ["输入", "值", "依据", "影响最大的目标", "概率之差（百分点）"],
        Language::English => [
            "Input",
            "Value",
            "Known",
            "Target moved most",
            "Change in points",
        ],
    };
    let scenario = loaded.base();
    let rows: Vec<Vec<String>> = found
        .moved
        .iter()
        .filter_map(|influence| {
            let input = &loaded.inputs[influence.input];
            let effect = influence.largest()?;
            let noise = effect.difference.abs() <= effect.half_width;
            (!noise).then(|| {
                vec![
                    input.path.clone(),
                    written(loaded, input),
                    status(input.provenance.status, terminal),
                    scenario.targets[effect.target].id.clone(),
                    format!(
                        "{:+.1} ± {:.1}",
                        100.0 * effect.difference,
                        100.0 * effect.half_width
                    ),
                ]
            })
        })
        .take(SHOWN)
        .collect();
    terminal.table(&header.map(str::to_owned), &rows);
}

fn show_shares(loaded: &Loaded, found: &Influences, terminal: &Terminal) {
    let share = |status: Status| 100.0 * found.share(&loaded.inputs, status);
    let (stated, derived, assumed) = (
        share(Status::Stated),
        share(Status::Derived),
        share(Status::Assumed),
    );
    terminal.line(terminal.say(&Localized::new(
        format!("按影响加权：文件所载 {stated:.0}%，推算 {derived:.0}%，假定 {assumed:.0}%"),
        format!("Weighted by what they move: stated {stated:.0} %, derived {derived:.0} %, assumed {assumed:.0} %"),
    )));
    if !found.tied.is_empty() {
        let tied = found.tied.len();
        terminal.line(terminal.say(&Localized::new(
            format!("另有 {tied} 项不能单独改动 10%（账户须平衡、计划须相容，或超出取值范围），未计入"),
            format!("{tied} more cannot be moved alone by 10 % (accounts must add up, plans must fit, ranges hold) and are left out"),
        )));
    }
}

/// What the documents say, with their words.
fn show_stated(loaded: &Loaded, terminal: &Terminal) {
    let rows: Vec<Vec<String>> = loaded
        .inputs
        .iter()
        .filter(|input| input.provenance.status == Status::Stated)
        .map(|input| {
            let known = &input.provenance;
            vec![
                input.path.clone(),
                written(loaded, input),
                known.source.clone().unwrap_or_default(),
                known.quote.clone().unwrap_or_default(),
            ]
        })
        .collect();
    if rows.is_empty() {
        return;
    }
    terminal.line(terminal.say(&Localized::new("文件所载：", "Stated by documents:")));
    let header = match terminal.language() {
        Language::Chinese => ["输入", "值", "来源", "原文"],
        Language::English => ["Input", "Value", "Source", "Quote"],
    };
    terminal.table(&header.map(str::to_owned), &rows);
}

fn written(loaded: &Loaded, input: &Input) -> String {
    let text = loaded.source.excerpt(input.span);
    text.trim_matches('"').to_owned()
}

fn status(status: Status, terminal: &Terminal) -> String {
    let word = match status {
        Status::Stated => Localized::new("所载", "stated"),
        Status::Derived => Localized::new("推算", "derived"),
        Status::Assumed => Localized::new("假定", "assumed"),
    };
    terminal.say(&word).to_owned()
}
