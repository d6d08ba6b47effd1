//! What `kapok solve` says on the terminal.

use std::path::Path;

use super::drawing;
use super::terminal::{PAGE, Terminal};
use super::wrap::wrap;
use crate::analysis::estimate;
use crate::charts::solution_sentences;
use crate::quantity::{Language, Localized};
use crate::results::{PointOfCurve, Solution, Summary};
use crate::scenario::Lever;

/// Points of the curve in the table: every second.
const STEP: usize = 2;

/// Prints the curve, the answer, and how to see for oneself.
pub(super) fn show(
    summary: &Summary,
    solution: &Solution,
    levers: &[Lever],
    file: &Path,
    terminal: &Terminal,
) {
    present(solution, terminal);
    curve(solution, levers, terminal);
    for sentence in solution_sentences(summary, solution, drawing::lang(terminal)) {
        for line in wrap(&sentence, PAGE, "") {
            terminal.line(&line);
        }
    }
    again(solution, file, terminal);
}

fn present(solution: &Solution, terminal: &Terminal) {
    let (id, point) = (&solution.aim.id, &solution.present);
    let chance = estimate(point.probability, point.std_error, &solution.run);
    terminal.line(terminal.say(&Localized::new(
        format!("目标 {id}，情景现在的概率：{chance}"),
        format!("Target {id}, as the scenario stands: {chance}"),
    )));
}

fn curve(solution: &Solution, levers: &[Lever], terminal: &Terminal) {
    if solution.curve.is_empty() {
        return;
    }
    let mut header: Vec<String> = levers.iter().map(|lever| lever.path.clone()).collect();
    header.push(
        match terminal.language() {
            Language::Chinese => "概率（±95%半宽）",
            Language::English => "Probability (± half of 95 %)",
        }
        .to_owned(),
    );
    let row = |point: &PointOfCurve| -> Vec<String> {
        let values = levers.iter().zip(&point.values);
        let mut row: Vec<String> = values
            .map(|(lever, value)| {
                let step = (lever.high - lever.low) * lever.shown() / 100.0;
                let decimals = (-libm::log10(step)).ceil().clamp(0.0, 12.0) as usize;
                lever.written(*value, decimals).0
            })
            .collect();
        row.push(estimate(point.probability, point.std_error, &solution.run));
        row
    };
    let rows: Vec<Vec<String>> = solution.curve.iter().step_by(STEP).map(row).collect();
    terminal.narrow_table(&header, &rows);
}

/// The command that runs the scenario with the solution.
fn again(solution: &Solution, file: &Path, terminal: &Terminal) {
    let Some(reaching) = &solution.reaching else {
        return;
    };
    if reaching.written.is_empty() {
        return;
    }
    let known = solution.changes.iter();
    let known = known.map(|[path, value]| format!("{path}={value}"));
    let levers = solution.levers.iter().zip(&reaching.written);
    let levers = levers.map(|(lever, value)| format!("{}={value}", lever.path));
    let set: Vec<String> = known
        .chain(levers)
        .map(|it| format!(" --set '{it}'"))
        .collect();
    let command = format!("kapok run {}{}", file.display(), set.concat());
    terminal.line(terminal.say(&Localized::new(
        format!("核对：{command}"),
        format!("To check: {command}"),
    )));
}
