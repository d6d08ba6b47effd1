//! What is shared out, and what it comes to under one combination of changes.

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use super::super::spoken::{both, quantity_text, verdict_text};
use crate::results::{Column, Errors, PathTable, QuantityKind, Text};
use crate::scenario::{Indicator, Scenario, Unit};
use crate::simulation::Prepared;

/// A probability, mean or median that every combination of changes has.
#[derive(Debug, Clone)]
pub(super) struct Quantity {
    pub(super) kind: QuantityKind,
    pub(super) id: String,
    pub(super) year: Option<i32>,
    pub(super) label: Text,
    pub(super) unit: Unit,
}

/// A quantity over all paths, and over each part of them.
#[derive(Debug, Clone)]
pub(super) struct Value {
    pub(super) whole: f64,
    pub(super) parts: Vec<f64>,
}

/// Every quantity of a scenario: targets, milestones, all together, then mean and median of each judged indicator in its year.
pub(super) fn quantities(scenario: &Scenario) -> Vec<Quantity> {
    let verdict = |kind, id: &String, column: Column| Quantity {
        kind,
        id: id.clone(),
        year: None,
        label: both(|language| verdict_text(scenario, &column, language)),
        unit: Unit::Share,
    };
    let targets = scenario.targets.iter().enumerate();
    let targets = targets.map(|(k, it)| verdict(QuantityKind::Target, &it.id, Column::Met(k)));
    let milestones = scenario.milestones.iter().enumerate();
    let milestones =
        milestones.map(|(m, it)| verdict(QuantityKind::Milestone, &it.id, Column::Reached(m)));
    let mut found: Vec<Quantity> = targets.chain(milestones).collect();
    if found.len() > 1 {
        found.push(Quantity {
            kind: QuantityKind::Joint,
            id: "all".to_owned(),
            year: None,
            label: Text {
                zh: "全部目标同时实现".to_owned(),
                en: "All targets together".to_owned(),
            },
            unit: Unit::Share,
        });
    }
    for (indicator, year) in judged(scenario) {
        found.extend(
            [QuantityKind::Mean, QuantityKind::Median]
                .map(|kind| indicator_quantity(scenario, kind, indicator, year)),
        );
    }
    found
}

fn indicator_quantity(
    scenario: &Scenario,
    kind: QuantityKind,
    indicator: &Indicator,
    year: i32,
) -> Quantity {
    let names = scenario.indicator_names();
    let t = scenario.horizon.index(year);
    let column = Column::Indicator(indicator.clone(), t.expect("a judged year is simulated"));
    let mut label = both(|language| quantity_text(scenario, &column, language));
    let (zh, en) = match kind {
        QuantityKind::Mean => ("均值", "mean"),
        _ => ("中位数", "median"),
    };
    label.zh = format!("{}的{zh}", label.zh);
    label.en = format!("{}, {en}", label.en);
    Quantity {
        kind,
        id: indicator.name(&names),
        year: Some(year),
        label,
        unit: indicator.unit(&names),
    }
}

/// The indicators that targets judge, each in its year once.
fn judged(scenario: &Scenario) -> Vec<(&Indicator, i32)> {
    let mut found: Vec<(&Indicator, i32)> = Vec::new();
    for target in &scenario.targets {
        let pair = (&target.indicator.value, target.year.value);
        if !found.contains(&pair) {
            found.push(pair);
        }
    }
    found
}

/// Which columns a quantity is made from in a changed scenario; `None` when a change has taken it away.
pub(super) fn columns(
    quantity: &Quantity,
    scenario: &Scenario,
    prepared: &Prepared,
) -> Option<Vec<Column>> {
    match quantity.kind {
        QuantityKind::Target => {
            let k = scenario.targets.iter().position(|it| it.id == quantity.id);
            Some(vec![Column::Met(k?)])
        }
        QuantityKind::Milestone => {
            let mut milestones = scenario.milestones.iter();
            let m = milestones.position(|it| it.id == quantity.id);
            Some(vec![Column::Reached(m?)])
        }
        QuantityKind::Joint => {
            let all = prepared.arms[0].together.first()?;
            let targets = all.targets.iter().map(|k| Column::Met(*k));
            let milestones = all.milestones.iter().map(|m| Column::Reached(*m));
            let columns: Vec<Column> = targets.chain(milestones).collect();
            (!columns.is_empty()).then_some(columns)
        }
        QuantityKind::Mean | QuantityKind::Median => {
            let indicator = scenario.indicator_names().find(&quantity.id)?;
            let t = scenario.horizon.index(quantity.year?)?;
            let is_watched = prepared.indicators.contains(&indicator);
            is_watched.then(|| vec![Column::Indicator(indicator, t)])
        }
    }
}

/// What the quantities come to over the paths of a table.
pub(super) fn values(
    quantities: &[(&Quantity, Option<Vec<Column>>)],
    table: &PathTable,
) -> Vec<Option<Value>> {
    let errors = table.errors();
    let valid = table.valid();
    quantities
        .par_iter()
        .map(|(quantity, columns)| {
            let columns = columns.as_ref()?.iter();
            let columns = columns.map(|column| table.column(column).expect("it was asked for"));
            let columns: Vec<Vec<f64>> = columns.collect();
            Some(match quantity.kind {
                QuantityKind::Mean => of_valid(&columns[0], &valid, errors, mean),
                QuantityKind::Median => of_valid(&columns[0], &valid, errors, median),
                _ => share(&columns, errors),
            })
        })
        .collect()
}

/// The share of the paths that meet everything: of all paths, as a failed one meets nothing.
fn share(columns: &[Vec<f64>], errors: Errors) -> Value {
    let met = |path: usize| columns.iter().all(|column| column[path] > 0.0);
    let (count, paths) = (errors.parts(), columns[0].len());
    let mut hits = vec![0_u32; count];
    let mut sizes = vec![0_u32; count];
    for path in 0..paths {
        sizes[path % count] += 1;
        hits[path % count] += u32::from(met(path));
    }
    let total: u32 = hits.iter().sum();
    let parts = hits.iter().zip(&sizes);
    Value {
        whole: f64::from(total) / paths as f64,
        parts: parts
            .map(|(hits, size)| f64::from(*hits) / f64::from(*size))
            .collect(),
    }
}

/// A statistic of the values of the paths that stayed in the numbers.
fn of_valid(
    values: &[f64],
    valid: &[bool],
    errors: Errors,
    statistic: fn(&mut [f64]) -> f64,
) -> Value {
    let count = errors.parts();
    let mut parts = vec![Vec::new(); count];
    for (path, (value, valid)) in values.iter().zip(valid).enumerate() {
        if *valid {
            parts[path % count].push(*value);
        }
    }
    let mut all: Vec<f64> = parts.concat();
    Value {
        whole: statistic(&mut all),
        parts: parts.iter_mut().map(|part| statistic(part)).collect(),
    }
}

fn mean(values: &mut [f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The middle value; of an even number the mean of the middle two. NaN of nothing.
fn median(values: &mut [f64]) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    let half = values.len() / 2;
    match (values.len(), values.len() % 2) {
        (0, _) => f64::NAN,
        (_, 0) => f64::midpoint(values[half - 1], values[half]),
        _ => values[half],
    }
}
