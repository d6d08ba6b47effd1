//! What is to be explained: indicators in a year, and verdicts.

use crate::analysis::spoken::{both, quantity_text};
use crate::results::{Column, Estimate, Explained, Unexplained};
use crate::scenario::{Awaited, Indicator, Scenario, Series, Unit};

/// Fewest paths that must meet a verdict, and that must miss it: five in every batch.
pub(super) const LEAST_HITS: u64 = 160;

/// An indicator in a year, or a verdict.
pub(super) struct Subject {
    pub(super) column: Column,
    /// Index of the year it is decided in.
    pub(super) year: usize,
    /// What paths are ranked by that go with it: its indicator; `None` where it is of several members.
    pub(super) ranked_by: Option<Column>,
}

impl Subject {
    pub(super) fn new(scenario: &Scenario, column: &Column) -> Self {
        let at = |year: i32| scenario.horizon.index(year);
        let last = scenario.horizon.len() - 1;
        let (indicator, year) = match column {
            Column::Met(k) => {
                let target = &scenario.targets[*k];
                (Some(target.indicator.value.clone()), at(target.year.value))
            }
            Column::Reached(m) => {
                let milestone = &scenario.milestones[*m];
                let deadline = milestone.deadline.as_ref();
                let one = match &milestone.awaited.value {
                    Awaited::One(indicator) => Some(indicator.clone()),
                    Awaited::Each(_) => None,
                };
                (one, deadline.and_then(|year| at(year.value)))
            }
            Column::Indicator(indicator, t) => (Some(indicator.clone()), Some(*t)),
            Column::Driver(..) => unreachable!("a driver explains, and is not explained"),
        };
        let year = year.unwrap_or(last);
        Self {
            column: column.clone(),
            year,
            ranked_by: indicator.map(|indicator| Column::Indicator(indicator, year)),
        }
    }

    /// What is known of it without its causes, from its values.
    pub(super) fn described(&self, scenario: &Scenario, values: &[f64]) -> Explained {
        let names = scenario.indicator_names();
        let (kind, id, unit) = match &self.column {
            Column::Met(k) => ("target", scenario.targets[*k].id.clone(), Unit::Share),
            Column::Reached(m) => ("milestone", scenario.milestones[*m].id.clone(), Unit::Share),
            Column::Indicator(indicator, _) => (
                "indicator",
                indicator.name(&names),
                shown(scenario, indicator),
            ),
            Column::Driver(..) => unreachable!("a driver is no subject"),
        };
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let squares: f64 = values.iter().map(|it| (it - mean) * (it - mean)).sum();
        let sd = (squares / n).sqrt();
        let is_indicator = kind == "indicator";
        let year = scenario.horizon.base_year() + 1 + self.year as i32;
        Explained {
            kind: kind.to_owned(),
            id,
            year: is_indicator.then_some(year),
            label: both(|language| quantity_text(scenario, &self.column, language)),
            unit: unit.as_str().to_owned(),
            counted_in: unit.counted_in().map(str::to_owned),
            mean: Estimate {
                value: mean,
                std_error: sd / n.sqrt(),
            },
            sd,
            unexplained: unexplained(values, is_indicator),
            shares: Vec::new(),
            interactions: None,
            shapley: Vec::new(),
            tornado: Vec::new(),
            ranks: Vec::new(),
        }
    }
}

/// The unit people see: factors in log points are rates.
fn shown(scenario: &Scenario, indicator: &Indicator) -> Unit {
    match indicator.series {
        Series::Factor(_) => Unit::Rate,
        _ => indicator.unit(&scenario.indicator_names()),
    }
}

/// Why the variance of these values cannot be shared out.
fn unexplained(values: &[f64], is_indicator: bool) -> Option<Unexplained> {
    if !is_indicator {
        let hits = values.iter().filter(|value| **value > 0.0).count() as u64;
        let misses = values.len() as u64 - hits;
        return (hits.min(misses) < LEAST_HITS).then_some(Unexplained::TooFew {
            hits,
            least: LEAST_HITS,
        });
    }
    let Some(first) = values.first() else {
        return Some(Unexplained::Constant);
    };
    // What a path without any shock leaves is rounding.
    let same = |value: &f64| (value - first).abs() <= 1e-12 * first.abs().max(1e-3);
    values.iter().all(same).then_some(Unexplained::Constant)
}

/// Every target's indicator in its year and the target itself, and every milestone with a deadline, in the order of the file; growth of GDP in the first year
/// where nothing is judged.
pub fn default_subjects(scenario: &Scenario) -> Vec<Column> {
    let mut subjects: Vec<Column> = Vec::new();
    let mut add = |column: Column| {
        if !subjects.contains(&column) {
            subjects.push(column);
        }
    };
    for k in 0..scenario.targets.len() {
        for column in with_indicator(scenario, &Column::Met(k)) {
            add(column);
        }
    }
    for (m, milestone) in scenario.milestones.iter().enumerate() {
        if milestone.deadline.is_some() {
            add(Column::Reached(m));
        }
    }
    if subjects.is_empty()
        && let Some(growth) = scenario.indicator_names().find("gdp.growth")
    {
        subjects.push(Column::Indicator(growth, 0));
    }
    subjects
}

/// A verdict behind the indicator in the year that it is about, where that is one.
pub fn with_indicator(scenario: &Scenario, verdict: &Column) -> Vec<Column> {
    let subject = Subject::new(scenario, verdict);
    let indicator = match verdict {
        Column::Met(_) => subject.ranked_by,
        _ => None,
    };
    indicator.into_iter().chain([verdict.clone()]).collect()
}
