//! The input coefficients: no user may buy more than it sells, and rounds of inputs must die out.

use ndarray::Array2;

use super::amounts::{number, sum as exact};
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::input_output;
use crate::quantity::{Localized, bilingual};
use crate::scenario::{InputCoefficient, Scenario};

/// Rounding in sums of written coefficients.
const ROUNDING: f64 = 1e-9;

/// The coefficients of a span of years.
struct Table {
    inputs: Vec<InputCoefficient>,
    /// The year it holds from; `None` for the base year's.
    from: Option<i32>,
}

/// The coefficients of the base year, and of each year that changes them.
fn tables(scenario: &Scenario) -> Vec<Table> {
    let base = Table {
        inputs: scenario.inputs.clone(),
        from: None,
    };
    let changed = scenario.years_of_input_changes();
    let changed = changed.into_iter().map(|t| Table {
        inputs: scenario.inputs_of_year(&scenario.inputs, t),
        from: Some(scenario.horizon.base_year() + 1 + t as i32),
    });
    std::iter::once(base).chain(changed).collect()
}

impl Table {
    /// The sum of each user's input coefficients.
    fn sums(&self, sectors: usize) -> Vec<f64> {
        let mut sums = vec![0.0; sectors];
        for input in &self.inputs {
            sums[input.user] += input.coefficient.value;
        }
        sums
    }

    /// Where to look for the inputs of a user: its row, or what changes it last.
    fn place(&self, user: usize) -> Option<Span> {
        let inputs = self.inputs.iter().filter(|input| input.user == user);
        let spans = inputs.map(|input| match self.from {
            None => input.user_span,
            Some(_) => input.coefficient.span,
        });
        match self.from {
            None => spans.min(),
            Some(_) => spans.max(),
        }
    }

    /// The year, to put before what is said of it.
    fn when(&self) -> Localized {
        match self.from {
            None => Localized::default(),
            Some(year) => Localized::new(format!("{year} 年起，"), format!("from {year}: ")),
        }
    }
}

/// The sum of each user's input coefficients against 1 − its value-added ratio, in the base year and wherever they change; only the
/// first year with a mistake is told of.
pub(super) fn column_sums(scenario: &Scenario) -> Vec<Diagnostic> {
    let mut found = tables(scenario)
        .into_iter()
        .map(|table| column_sums_of(scenario, &table));
    found.find(|found| !found.is_empty()).unwrap_or_default()
}

fn column_sums_of(scenario: &Scenario, table: &Table) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let sums = table.sums(scenario.sectors.len());
    let (when_zh, when_en) = (table.when().zh, table.when().en);
    for (i, sector) in scenario.sectors.iter().enumerate() {
        let sum = sums[i];
        let ratio = sector.value_added_ratio.value.get();
        if sum <= 1.0 - ratio + ROUNDING {
            continue;
        }
        let Some(place) = table.place(i) else {
            continue;
        };
        let id = &sector.id;
        let (sum, most, ratio) = (exact(sum), exact(1.0 - ratio), exact(ratio));
        found.push(
            Diagnostic::error(
                Code::InputsAboveOutput,
                place,
                bilingual!(
                    "{when_zh}产业 `{id}` 的投入系数合计 {sum}，超过 1 − 增加值率 = {most}",
                    "{when_en}the input coefficients of sector `{id}` sum to {sum}, above 1 − its value-added ratio = {most}"
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
    let mut found = tables(scenario)
        .into_iter()
        .map(|table| spectral_radius_of(scenario, &table));
    found.find(|found| !found.is_empty()).unwrap_or_default()
}

fn spectral_radius_of(scenario: &Scenario, table: &Table) -> Vec<Diagnostic> {
    let n = scenario.sectors.len();
    let sums = table.sums(n);
    let largest = (0..n)
        .rev()
        .max_by(|&a, &b| sums[a].total_cmp(&sums[b]))
        .unwrap_or(0);
    if sums[largest] < 1.0 {
        return Vec::new(); // the radius is at most the largest column sum
    }
    let mut coefficients = Array2::zeros((n, n));
    for input in &table.inputs {
        coefficients[[input.supplier, input.user]] = input.coefficient.value;
    }
    let radius = input_output::spectral_radius(&coefficients);
    let (Some(place), true) = (table.place(largest), radius >= 1.0) else {
        return Vec::new();
    };
    let (when_zh, when_en) = (table.when().zh, table.when().en);
    let (radius, sum, id) = (
        number(radius),
        number(sums[largest]),
        &scenario.sectors[largest].id,
    );
    vec![
        Diagnostic::error(
            Code::SpectralRadius,
            place,
            bilingual!(
                "{when_zh}投入系数矩阵的谱半径为 {radius}，必须小于 1",
                "{when_en}the spectral radius of the input coefficients is {radius}; it must be below 1"
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
