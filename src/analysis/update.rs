//! From weighted paths to what is known: every probability and every driver, before and after.

use super::condition::Weighted;
use super::summarise::{Identity, text};
use crate::model::{Driver, label};
use crate::numerics::{normal_quantile, student_t_quantile};
use crate::random::REPLICATES;
use crate::results::{
    Column, Errors, FailedPaths, GivenSummary, PathTable, UPDATE_SCHEMA, Update, UpdatedQuantity,
    UpdatedTarget,
};
use crate::scenario::Scenario;
use crate::simulation::Prepared;

/// The columns that an update needs: what something is given about, every verdict, and every driver up to the last year that is given.
pub fn update_columns(scenario: &Scenario, about: &[Column]) -> Vec<Column> {
    let years = about
        .iter()
        .filter_map(|column| decided_in(scenario, column))
        .max()
        .map_or(scenario.horizon.len(), |last| last + 1);
    let drivers = Driver::all(scenario).into_iter();
    about
        .iter()
        .cloned()
        .chain(verdicts(scenario))
        .chain(drivers.flat_map(|driver| Column::of_driver(driver, years)))
        .collect()
}

/// The index of the last year that a column depends on; `None` for what is held.
pub(super) fn decided_in(scenario: &Scenario, column: &Column) -> Option<usize> {
    let last = scenario.horizon.len() - 1;
    match column {
        Column::Met(k) => scenario.horizon.index(scenario.targets[*k].year.value),
        Column::Reached(m) => {
            let deadline = scenario.milestones[*m].deadline.as_ref();
            Some(
                deadline
                    .and_then(|year| scenario.horizon.index(year.value))
                    .unwrap_or(last),
            )
        }
        _ => column.year(),
    }
}

/// What is judged by a year: targets, then milestones with a deadline, in the order of the file.
fn verdicts(scenario: &Scenario) -> Vec<Column> {
    let milestones = scenario.milestones.iter().enumerate();
    let dated = milestones.filter(|(_, it)| it.deadline.is_some());
    (0..scenario.targets.len())
        .map(Column::Met)
        .chain(dated.map(|(m, _)| Column::Reached(m)))
        .collect()
}

/// A run whose paths were weighted.
#[derive(Clone, Copy)]
pub(super) struct Gathered<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) prepared: &'a Prepared,
    pub(super) table: &'a PathTable,
    pub(super) identity: &'a Identity,
    pub(super) failed: &'a FailedPaths,
}

impl Gathered<'_> {
    /// What is known once this is given about these columns.
    pub(super) fn update(
        self,
        weighted: &Weighted,
        about: &[Column],
        given: Vec<GivenSummary>,
    ) -> Update {
        let (scenario, table) = (self.scenario, self.table);
        let is_driver = |column: &&Column| matches!(column, Column::Driver(..));
        let mut drivers = self.quantities(weighted, table.columns().iter().filter(is_driver));
        let size = |it: &UpdatedQuantity| it.shift.value.abs();
        drivers.sort_by(|a, b| size(b).total_cmp(&size(a)));
        let is_indicator = |column: &&Column| matches!(column, Column::Indicator(..));
        Update {
            schema: UPDATE_SCHEMA,
            scenario: scenario.id.clone(),
            sha256: self.identity.sha256.clone(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            paths: table.paths() as u64,
            seed: self.identity.seed,
            sampler: self.prepared.draws.sampler().as_str().to_owned(),
            replicates: (table.errors() == Errors::OfReplicates).then_some(REPLICATES as u64),
            failed_paths: self.failed.clone(),
            carrying_paths: weighted.carrying as u64,
            effective_paths: weighted.weighing.effective(),
            divergence: weighted.divergence,
            targets: self.targets(weighted, &given),
            drivers,
            indicators: self.quantities(weighted, about.iter().filter(is_indicator)),
            given,
            halves: Vec::new(),
        }
    }

    pub(super) fn values(self, column: &Column) -> Vec<f64> {
        let values = self.table.column(column);
        values.expect("the columns of an update were gathered")
    }

    fn targets(self, weighted: &Weighted, given: &[GivenSummary]) -> Vec<UpdatedTarget> {
        let verdicts = verdicts(self.scenario);
        let mut targets: Vec<UpdatedTarget> = verdicts
            .iter()
            .map(|column| {
                let id = self.id(column);
                let fixed = |it: &GivenSummary| {
                    matches!(it.kind.as_str(), "met" | "missed" | "probability") && it.subject == id
                };
                let given = given.iter().any(fixed);
                judged(weighted, Some(id.clone()), &self.values(column), given)
            })
            .collect();
        if let Some(all) = self.all_together() {
            targets.push(judged(weighted, None, &all, false));
        }
        targets
    }

    /// The id of the target or milestone of a verdict.
    fn id(self, column: &Column) -> String {
        match column {
            Column::Reached(m) => self.scenario.milestones[*m].id.clone(),
            Column::Met(k) => self.scenario.targets[*k].id.clone(),
            _ => unreachable!("only targets and milestones are judged"),
        }
    }

    /// 1 where a path meets everything that is counted together; `None` where that is no more than one.
    fn all_together(self) -> Option<Vec<f64>> {
        let set = self.prepared.arms[0].together.first()?;
        if set.len() < 2 {
            return None;
        }
        let targets = set.targets.iter().map(|k| Column::Met(*k));
        let milestones = set.milestones.iter().map(|m| Column::Reached(*m));
        let mut all = vec![1.0; self.table.paths()];
        for column in targets.chain(milestones) {
            for (all, met) in all.iter_mut().zip(self.values(&column)) {
                *all *= met;
            }
        }
        Some(all)
    }

    fn quantities<'c>(
        self,
        weighted: &Weighted,
        columns: impl Iterator<Item = &'c Column>,
    ) -> Vec<UpdatedQuantity> {
        let mut list: Vec<UpdatedQuantity> = columns
            .map(|column| self.quantity(weighted, column))
            .collect();
        let quantile = quantile95_of_all(self.table.errors(), list.len());
        for it in &mut list {
            it.shifted = it.shift.value.abs() > quantile * it.shift.std_error;
        }
        list
    }

    fn quantity(self, weighted: &Weighted, column: &Column) -> UpdatedQuantity {
        let (scenario, values) = (self.scenario, self.values(column));
        let (before, after, shift) = weighted.weighing.distributions(&values);
        let names = scenario.indicator_names();
        let (label, unit, occurs) = match column {
            Column::Driver(driver, _) => {
                let happens = |value: &f64| f64::from(u8::from(*value != 0.0));
                let happens = || values.iter().map(happens).collect::<Vec<f64>>();
                let occurs = matches!(driver, Driver::Occurrence(_))
                    .then(|| weighted.weighing.mean(&happens()));
                (driver.label(scenario), driver.unit(), occurs)
            }
            Column::Indicator(indicator, _) => {
                let unit = indicator.unit(&names);
                (label(scenario, indicator), unit, None)
            }
            _ => unreachable!("a verdict is no quantity"),
        };
        let first = scenario.horizon.base_year() + 1;
        UpdatedQuantity {
            name: column.name(&names).expect("a quantity has a name"),
            label: text(&label),
            year: column.year().map(|t| first + t as i32),
            unit: unit.as_str().to_owned(),
            counted_in: unit.counted_in().map(str::to_owned),
            before,
            after,
            shift,
            shifted: false,
            occurs,
        }
    }
}

/// How many standard errors all of `count` estimates stay within with 95 %, whatever their dependence (Bonferroni).
pub(super) fn quantile95_of_all(errors: Errors, count: usize) -> f64 {
    let p = 1.0 - 0.025 / count.max(1) as f64;
    match errors {
        Errors::OfPaths => normal_quantile(p),
        Errors::OfReplicates => student_t_quantile(p, REPLICATES as f64 - 1.0),
    }
}

fn judged(weighted: &Weighted, id: Option<String>, values: &[f64], given: bool) -> UpdatedTarget {
    let probability = weighted.weighing.mean(values);
    let [ci95_before, ci95_after] = weighted.weighing.intervals(probability);
    UpdatedTarget {
        id,
        probability,
        ci95_before,
        ci95_after,
        given,
    }
}
