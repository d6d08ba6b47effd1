//! The input coefficients: no user may buy more than it sells, and rounds of inputs must die out.

use ndarray::Array2;

use super::amounts::{number, sum as exact};
use crate::diagnostics::{Code, Diagnostic};
use crate::input_output;
use crate::quantity::bilingual;
use crate::scenario::Scenario;

/// Rounding in sums of written coefficients.
const ROUNDING: f64 = 1e-9;

/// The sum of each user's input coefficients against 1 − its value-added ratio.
pub(super) fn column_sums(scenario: &Scenario) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let sums = sums(scenario);
    for (i, sector) in scenario.sectors.iter().enumerate() {
        let sum = sums[i];
        let ratio = sector.value_added_ratio.value.get();
        if sum <= 1.0 - ratio + ROUNDING {
            continue;
        }
        let Some(row) = scenario.inputs.iter().find(|input| input.user == i) else {
            continue;
        };
        let id = &sector.id;
        let (sum, most, ratio) = (exact(sum), exact(1.0 - ratio), exact(ratio));
        found.push(
            Diagnostic::error(
                Code::InputsAboveOutput,
                row.user_span,
                bilingual!(
                    "产业 `{id}` 的投入系数合计 {sum}，超过 1 − 增加值率 = {most}",
                    "the input coefficients of sector `{id}` sum to {sum}, above 1 − its value-added ratio = {most}"
                ),
            )
            .also(sector.value_added_ratio.span, bilingual!("增加值率 {ratio}", "value-added ratio {ratio}"))
            .help(bilingual!(
                "降低投入系数，或降低增加值率：每元产出 = 本地投入 + 外地投入 + 增加值",
                "lower the coefficients or the ratio: a yuan of output is local inputs + inputs from outside + value added"
            )),
        );
    }
    found
}

/// The spectral radius of the whole table.
pub(super) fn spectral_radius(scenario: &Scenario) -> Vec<Diagnostic> {
    let n = scenario.sectors.len();
    let sums = sums(scenario);
    let largest = (0..n)
        .rev()
        .max_by(|&a, &b| sums[a].total_cmp(&sums[b]))
        .unwrap_or(0);
    if sums[largest] < 1.0 {
        return Vec::new(); // the radius is at most the largest column sum
    }
    let mut coefficients = Array2::zeros((n, n));
    for input in &scenario.inputs {
        coefficients[[input.supplier, input.user]] = input.coefficient.value;
    }
    let radius = input_output::spectral_radius(&coefficients);
    let row = scenario.inputs.iter().find(|input| input.user == largest);
    let (Some(row), true) = (row, radius >= 1.0) else {
        return Vec::new();
    };
    let (radius, sum, id) = (
        number(radius),
        number(sums[largest]),
        &scenario.sectors[largest].id,
    );
    vec![
        Diagnostic::error(
            Code::SpectralRadius,
            row.user_span,
            bilingual!(
                "投入系数矩阵的谱半径为 {radius}，必须小于 1",
                "the spectral radius of the input coefficients is {radius}; it must be below 1"
            ),
        )
        .label(bilingual!(
            "最大的一行：`{id}` 合计 {sum}",
            "the largest row: `{id}` sums to {sum}"
        ))
        .help(bilingual!(
            "否则一元最终需求会引起无穷多的投入；请降低投入系数",
            "else a yuan of final demand would call for inputs without end; lower the coefficients"
        )),
    ]
}

/// The sum of each user's input coefficients.
fn sums(scenario: &Scenario) -> Vec<f64> {
    let mut sums = vec![0.0; scenario.sectors.len()];
    for input in &scenario.inputs {
        sums[input.user] += input.coefficient.value;
    }
    sums
}
