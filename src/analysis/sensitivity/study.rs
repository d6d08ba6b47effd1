//! The simulations behind a sensitivity: two samples, mixtures of both, each group alone, and what subsets share.

use std::collections::BTreeMap;

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use super::estimators::{Indices, PickFreeze, Shared};
use super::groups::Group;
use super::jackknife::Jackknife;
use super::shapley::{self, Subset};
use super::subjects::Subject;
use super::{SensitivityPlan, outcomes, tornado};
use crate::model::Driver;
use crate::results::{BATCHES, Column, PathTable, TornadoBar};
use crate::scenario::Scenario;
use crate::simulation::{Draws, Observer, Prepared, RunError, gather};

/// What is simulated to answer a plan.
#[derive(Clone, Copy)]
pub(super) struct Study<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) prepared: &'a Prepared,
    pub(super) plan: &'a SensitivityPlan,
    pub(super) subjects: &'a [Subject],
    pub(super) observer: &'a dyn Observer,
}

/// The two samples.
pub(super) struct Samples {
    pub(super) first: PathTable,
    second: PathTable,
    /// Paths that stayed in the numbers in both.
    valid: Vec<bool>,
}

impl Samples {
    /// A column of the first sample on valid paths.
    pub(super) fn on_valid(&self, column: &Column) -> Vec<f64> {
        kept(&values(&self.first, column), &self.valid)
    }

    /// 1 on the paths on which an event occurs up to a year, else 0.
    fn occurs(&self, driver: Driver, year: usize) -> Vec<f64> {
        let mut occurs = vec![0.0; self.first.paths()];
        for column in Column::of_driver(driver, year + 1) {
            for (occurs, severity) in occurs.iter_mut().zip(values(&self.first, &column)) {
                if severity != 0.0 {
                    *occurs = 1.0;
                }
            }
        }
        occurs
    }
}

/// What the mixtures say.
pub(super) struct Mixtures {
    /// Indices by column, in the order of the groups.
    indices: BTreeMap<Column, Vec<Indices>>,
    /// Paths that left the numbers in a sample or a mixture.
    pub(super) lost: Vec<bool>,
}

impl Mixtures {
    /// The indices of a column; none where nothing is drawn.
    pub(super) fn indices(&self, column: &Column) -> &[Indices] {
        self.indices.get(column).map_or(&[], Vec::as_slice)
    }
}

impl Study<'_> {
    fn gather(&self, draws: Draws, columns: Vec<Column>) -> Result<PathTable, RunError> {
        let prepared = self.prepared.drawn_by(draws);
        gather(&prepared, columns, self.plan.sampling, self.observer)
    }

    pub(super) fn samples(&self) -> Result<Samples, RunError> {
        let draws = &self.prepared.draws;
        let first = self.gather(draws.clone(), self.plan.columns(self.scenario))?;
        let everything = draws.anew(&Driver::all(self.scenario));
        let second = self.gather(everything, self.outcomes())?;
        let both = first.valid().into_iter().zip(second.valid());
        Ok(Samples {
            valid: both.map(|(first, second)| first && second).collect(),
            first,
            second,
        })
    }

    fn outcomes(&self) -> Vec<Column> {
        outcomes(self.scenario, self.subjects)
    }

    /// A mixture for each group: its drivers from the second sample, all others from the first.
    pub(super) fn mixtures(
        &self,
        samples: &Samples,
        groups: &[Group],
    ) -> Result<Mixtures, RunError> {
        let mut mixtures = Mixtures {
            indices: BTreeMap::new(),
            lost: samples.valid.iter().map(|valid| !valid).collect(),
        };
        for group in groups {
            let draws = self.prepared.draws.anew(&group.drivers);
            let mixed = self.gather(draws, self.outcomes())?;
            let valid = both_valid(&samples.valid, &mixed.valid());
            for (lost, valid) in mixtures.lost.iter_mut().zip(&valid) {
                *lost |= !valid;
            }
            let of = |column: &Column| Indices::of(&pick_freeze(samples, &mixed, column, &valid));
            let found: Vec<Indices> = mixed.columns().par_iter().map(of).collect();
            for (column, indices) in mixed.columns().iter().zip(found) {
                let of_column = mixtures.indices.entry(column.clone()).or_default();
                of_column.push(indices);
            }
        }
        Ok(mixtures)
    }

    /// A bar for each player of each subject, the greatest swing first.
    pub(super) fn tornado(
        &self,
        samples: &Samples,
        players: &[Group],
    ) -> Result<Vec<Vec<TornadoBar>>, RunError> {
        let mut bars = vec![Vec::new(); self.subjects.len()];
        let ranked = || self.subjects.iter().filter_map(|it| it.ranked_by.clone());
        for player in players {
            let alone = if event(player).is_some() {
                None
            } else {
                let draws = self.prepared.draws.only(&player.drivers);
                Some(self.gather(draws, ranked().collect())?)
            };
            for (subject, bars) in self.subjects.iter().zip(&mut bars) {
                bars.extend(bar(samples, subject, player, alone.as_ref()));
            }
        }
        for bars in &mut bars {
            bars.sort_by(|a, b| b.swing.value.abs().total_cmp(&a.swing.value.abs()));
        }
        Ok(bars)
    }

    /// The worth of every subset that the effects need, for each subject: the players outside it are drawn anew, given those inside.
    pub(super) fn worth(
        &self,
        samples: &Samples,
        orders: &shapley::Plan,
        players: &[Group],
    ) -> Result<Vec<BTreeMap<Subset, Jackknife>>, RunError> {
        let columns: Vec<Column> = self.subjects.iter().map(|it| it.column.clone()).collect();
        let mut worth = vec![BTreeMap::new(); columns.len()];
        let mut see = |subset: Subset, shared: &PathTable| {
            let valid = both_valid(&samples.valid, &shared.valid());
            for (column, worth) in columns.iter().zip(&mut worth) {
                let sums = shared_sums(samples, shared, column, &valid);
                worth.insert(subset, Jackknife::of(&sums, Shared::share));
            }
        };
        // In the second sample nobody is shared.
        see(0, &samples.second);
        for subset in orders.subsets() {
            let outside = players.iter().enumerate();
            let outside = outside.filter(|(place, _)| subset >> place & 1 == 0);
            let drivers: Vec<Driver> = outside.flat_map(|(_, it)| it.drivers.clone()).collect();
            see(
                subset,
                &self.gather(self.prepared.draws.anew(&drivers), columns.clone())?,
            );
        }
        Ok(worth)
    }
}

/// The bar of a player of a subject; `alone` is what an event has not.
fn bar(
    samples: &Samples,
    subject: &Subject,
    player: &Group,
    alone: Option<&PathTable>,
) -> Option<TornadoBar> {
    let id = &player.summary.id;
    let outcome = values(&samples.first, &subject.column);
    let Some(alone) = alone else {
        let driver = event(player)?;
        let with = samples.occurs(driver, subject.year);
        let with: Vec<f64> = kept(&with, &samples.valid);
        let with: Vec<bool> = with.iter().map(|it| *it > 0.0).collect();
        return tornado::occurred(id, &with, &kept(&outcome, &samples.valid));
    };
    let own = values(alone, subject.ranked_by.as_ref()?);
    let valid = both_valid(&samples.valid, &alone.valid());
    if !valid.contains(&true) {
        return None;
    }
    Some(tornado::ranked(
        id,
        &kept(&own, &valid),
        &kept(&outcome, &valid),
    ))
}

/// The event that is all of a group.
pub(super) fn event(group: &Group) -> Option<Driver> {
    match group.drivers.as_slice() {
        [driver @ Driver::Occurrence(_)] => Some(*driver),
        _ => None,
    }
}

fn values(table: &PathTable, column: &Column) -> Vec<f64> {
    table
        .column(column)
        .expect("what is looked at was gathered")
}

fn kept(values: &[f64], valid: &[bool]) -> Vec<f64> {
    let paths = values.iter().zip(valid);
    paths
        .filter(|(_, valid)| **valid)
        .map(|(value, _)| *value)
        .collect()
}

fn both_valid(a: &[bool], b: &[bool]) -> Vec<bool> {
    a.iter().zip(b).map(|(a, b)| *a && *b).collect()
}

/// Sums by batch of a column on both samples and a mixture, about the mean of both samples.
fn pick_freeze(
    samples: &Samples,
    mixed: &PathTable,
    column: &Column,
    valid: &[bool],
) -> [PickFreeze; BATCHES] {
    let [a, b] = [&samples.first, &samples.second].map(|table| values(table, column));
    let m = values(mixed, column);
    let all = [kept(&a, valid), kept(&b, valid)].concat();
    let centre = all.iter().sum::<f64>() / all.len() as f64;
    let mut sums = [PickFreeze::default(); BATCHES];
    for path in (0..valid.len()).filter(|path| valid[*path]) {
        sums[path % BATCHES].see(a[path] - centre, b[path] - centre, m[path] - centre);
    }
    sums
}

/// Sums by batch of a column on the first sample and one that shares a part of it.
fn shared_sums(
    samples: &Samples,
    shared: &PathTable,
    column: &Column,
    valid: &[bool],
) -> [Shared; BATCHES] {
    let (x, y) = (values(&samples.first, column), values(shared, column));
    let known = kept(&x, valid);
    let centre = known.iter().sum::<f64>() / known.len() as f64;
    let mut sums = [Shared::default(); BATCHES];
    for path in (0..valid.len()).filter(|path| valid[*path]) {
        sums[path % BATCHES].see(x[path] - centre, y[path] - centre);
    }
    sums
}
