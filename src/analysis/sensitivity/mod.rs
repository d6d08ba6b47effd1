//! What moves an indicator or a target: Sobol indices, Shapley effects, a tornado and rank correlations, all on the same keyed draws.
//!
//! Sample A is the usual paths. In sample B every variable is drawn anew, and in a mixture those of one group alone; `estimators` has the formulas.

mod estimators;
mod groups;
mod jackknife;
mod ranks;
mod shapley;
mod subjects;
mod tornado;

use std::collections::BTreeMap;

pub use estimators::{SobolIndices, sobol_indices};
pub use ranks::spearman;
pub use subjects::{default_subjects, with_indicator};

use self::estimators::{Indices, PickFreeze, Shared};
use self::groups::{Group, groups, players};
use self::jackknife::Jackknife;
use self::shapley::Subset;
use self::subjects::Subject;
use super::summarise::{Identity, text};
use crate::model::{Driver, label};
use crate::results::{
    BATCHES, Column, Explained, GroupShares, PathTable, RankCorrelation, SENSITIVITY_SCHEMA,
    Sensitivity, ShapleyEffect, SharesInYear, SharesOverYears, TornadoBar,
};
use crate::scenario::{Indicator, Scenario};
use crate::simulation::{Draws, Observer, Prepared, RunError, SamplingPlan, gather};

/// Fewest paths: what is below says too little of a share of a variance.
pub const LEAST_PATHS: u64 = 1000;

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct SensitivityPlan {
    /// Paths of each simulation.
    pub sampling: SamplingPlan,
    /// Indicators in a year, and verdicts.
    pub subjects: Vec<Column>,
    /// Whether Shapley effects are computed.
    pub shapley: bool,
}

impl SensitivityPlan {
    /// How many simulations it takes: the sample, the second one, a mixture for each group, each
    /// single driver or group alone (but for events), and one for each subset of Shapley
    /// effects.
    pub fn simulations(&self, scenario: &Scenario, seed: u64) -> u64 {
        let players = players(scenario);
        let alone = players.iter().filter(|it| event(it).is_none()).count();
        let subsets = if self.shapley {
            shapley::Plan::new(players.len(), seed).subsets().len()
        } else {
            0
        };
        (2 + groups(scenario).len() + alone + subsets) as u64
    }

    /// The columns of the largest table that is kept: everything that is asked, and every driver up to the last year of it.
    pub fn columns(&self, scenario: &Scenario) -> Vec<Column> {
        let subjects = self.subjects(scenario);
        let years = subjects.iter().map(|it| it.year + 1).max().unwrap_or(0);
        let drivers = Driver::all(scenario).into_iter();
        let drivers = drivers.flat_map(|driver| Column::of_driver(driver, years));
        outcomes(scenario, &subjects)
            .into_iter()
            .chain(drivers)
            .collect()
    }

    fn subjects(&self, scenario: &Scenario) -> Vec<Subject> {
        let of = |column: &Column| Subject::new(scenario, column);
        self.subjects.iter().map(of).collect()
    }
}

/// Everything asked, and each of its indicators in every year.
fn outcomes(scenario: &Scenario, subjects: &[Subject]) -> Vec<Column> {
    let every_year = indicators(subjects).into_iter().flat_map(|indicator| {
        let years = 0..scenario.horizon.len();
        years.map(move |t| Column::Indicator(indicator.clone(), t))
    });
    let asked = subjects.iter().map(|it| it.column.clone());
    // An indicator's years stand beside each other, so that it is evaluated once.
    every_year.chain(asked).collect()
}

/// The indicators that are asked for themselves, each once.
fn indicators(subjects: &[Subject]) -> Vec<Indicator> {
    let mut found: Vec<Indicator> = Vec::new();
    for subject in subjects {
        if let Column::Indicator(indicator, _) = &subject.column
            && !found.contains(indicator)
        {
            found.push(indicator.clone());
        }
    }
    found
}

/// What moves the subjects of a plan, on the threads of the current rayon pool.
///
/// # Errors
/// When the observer stops it.
///
/// # Panics
/// Under Sobol points, which have no second sample; when a subject is not watched.
pub fn sensitivity(
    (scenario, prepared): (&Scenario, &Prepared),
    plan: &SensitivityPlan,
    identity: &Identity,
    observer: &dyn Observer,
) -> Result<Sensitivity, RunError> {
    let study = Study {
        scenario,
        prepared,
        plan,
        subjects: plan.subjects(scenario),
        observer,
    };
    let samples = study.samples()?;
    let (groups, players) = (groups(scenario), players(scenario));
    let mixed = study.mixtures(&samples, &groups)?;
    let tornado = study.tornado(&samples, &players)?;
    let orders = shapley::Plan::new(if plan.shapley { players.len() } else { 0 }, identity.seed);
    let worth = if plan.shapley {
        study.worth(&samples, &orders, &players)?
    } else {
        Vec::new()
    };
    let explained = study.subjects.iter().enumerate().map(|(place, subject)| {
        let mut explained = study.about(&samples, subject);
        if explained.unexplained.is_none() {
            let indices = mixed.indices(&subject.column);
            explained.shares = shares(&groups, &indices);
            explained.interactions = Some(interactions(&indices).estimate());
            explained
                .shares
                .sort_by(|a, b| b.total.value.total_cmp(&a.total.value));
            explained.tornado.clone_from(&tornado[place]);
            explained.ranks = study.ranks(&samples, subject);
            if let Some(worth) = worth.get(place) {
                explained.shapley = effects(&players, &orders, worth);
            }
        }
        explained
    });
    let explained = explained.collect();
    let summaries = |groups: &[Group]| groups.iter().map(|it| it.summary.clone()).collect();
    Ok(Sensitivity {
        schema: SENSITIVITY_SCHEMA,
        scenario: scenario.id.clone(),
        variant: identity.variant.as_ref().map(|it| it.id.clone()),
        sha256: identity.sha256.clone(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        paths: plan.sampling.paths,
        left_out: mixed.lost.iter().filter(|lost| **lost).count() as u64,
        simulations: plan.simulations(scenario, identity.seed),
        batches: BATCHES as u64,
        seed: identity.seed,
        sampler: prepared.draws.sampler().as_str().to_owned(),
        over_years: study.over_years(&samples, &groups, &mixed),
        groups: summaries(&groups),
        players: summaries(&players),
        shapley: plan.shapley.then(|| orders.design()),
        explained,
    })
}

struct Study<'a> {
    scenario: &'a Scenario,
    prepared: &'a Prepared,
    plan: &'a SensitivityPlan,
    subjects: Vec<Subject>,
    observer: &'a dyn Observer,
}

/// The two samples.
struct Samples {
    first: PathTable,
    second: PathTable,
    /// Paths that stayed in the numbers in both.
    valid: Vec<bool>,
}

impl Samples {
    /// A column of the first sample on valid paths.
    fn on_valid(&self, column: &Column) -> Vec<f64> {
        kept(&values(&self.first, column), &self.valid)
    }
}

/// What the mixtures say.
struct Mixtures {
    /// Indices by column, in the order of the groups.
    indices: BTreeMap<Column, Vec<Indices>>,
    /// Paths that left the numbers in a sample or a mixture.
    lost: Vec<bool>,
}

impl Mixtures {
    fn indices(&self, column: &Column) -> &[Indices] {
        &self.indices[column]
    }
}

impl Study<'_> {
    fn gather(&self, draws: Draws, columns: Vec<Column>) -> Result<PathTable, RunError> {
        let prepared = self.prepared.drawn_by(draws);
        gather(&prepared, columns, self.plan.sampling, self.observer)
    }

    fn samples(&self) -> Result<Samples, RunError> {
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
        outcomes(self.scenario, &self.subjects)
    }

    /// A mixture for each group: its drivers from the second sample, all others from the first.
    fn mixtures(&self, samples: &Samples, groups: &[Group]) -> Result<Mixtures, RunError> {
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
            for column in mixed.columns() {
                let sums = pick_freeze(samples, &mixed, column, &valid);
                let of_column = mixtures.indices.entry(column.clone()).or_default();
                of_column.push(Indices::of(&sums));
            }
        }
        Ok(mixtures)
    }

    /// A bar for each player of each subject, the greatest swing first.
    fn tornado(
        &self,
        samples: &Samples,
        players: &[Group],
    ) -> Result<Vec<Vec<TornadoBar>>, RunError> {
        let mut bars = vec![Vec::new(); self.subjects.len()];
        let ranked = || self.subjects.iter().filter_map(|it| it.ranked_by.clone());
        for player in players {
            let alone = match event(player) {
                Some(_) => None,
                None => {
                    let draws = self.prepared.draws.only(&player.drivers);
                    Some(self.gather(draws, ranked().collect())?)
                }
            };
            for (subject, bars) in self.subjects.iter().zip(&mut bars) {
                bars.extend(self.bar(samples, subject, player, alone.as_ref()));
            }
        }
        for bars in &mut bars {
            bars.sort_by(|a, b| b.swing.value.abs().total_cmp(&a.swing.value.abs()));
        }
        Ok(bars)
    }

    fn bar(
        &self,
        samples: &Samples,
        subject: &Subject,
        player: &Group,
        alone: Option<&PathTable>,
    ) -> Option<TornadoBar> {
        let id = &player.summary.id;
        let outcome = values(&samples.first, &subject.column);
        let Some(alone) = alone else {
            let driver = event(player)?;
            let with = self.occurs(samples, driver, subject.year);
            let with: Vec<f64> = kept(&with, &samples.valid);
            let with: Vec<bool> = with.iter().map(|it| *it > 0.0).collect();
            return tornado::occurred(id, &with, &kept(&outcome, &samples.valid));
        };
        let own = values(alone, subject.ranked_by.as_ref()?);
        let valid = both_valid(&samples.valid, &alone.valid());
        Some(tornado::ranked(
            id,
            &kept(&own, &valid),
            &kept(&outcome, &valid),
        ))
    }

    /// 1 on the paths on which an event occurs up to a year, else 0.
    fn occurs(&self, samples: &Samples, driver: Driver, year: usize) -> Vec<f64> {
        let mut occurs = vec![0.0; samples.first.paths()];
        for column in Column::of_driver(driver, year + 1) {
            for (occurs, severity) in occurs.iter_mut().zip(values(&samples.first, &column)) {
                if severity != 0.0 {
                    *occurs = 1.0;
                }
            }
        }
        occurs
    }

    /// The worth of every subset that the effects need, for each subject: the players outside it are drawn anew, given those inside.
    fn worth(
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

    fn about(&self, samples: &Samples, subject: &Subject) -> Explained {
        subject.described(self.scenario, &samples.on_valid(&subject.column))
    }

    /// Rank correlations of the drivers' means over the years up to the subject's, the strongest first.
    fn ranks(&self, samples: &Samples, subject: &Subject) -> Vec<RankCorrelation> {
        let names = self.scenario.indicator_names();
        let outcome = samples.on_valid(&subject.column);
        let of = |driver: Driver| {
            let columns = Column::of_driver(driver, subject.year + 1);
            let mut mean = vec![0.0; outcome.len()];
            for column in &columns {
                for (mean, value) in mean.iter_mut().zip(samples.on_valid(column)) {
                    *mean += value / columns.len() as f64;
                }
            }
            RankCorrelation {
                driver: driver.name(&names),
                label: text(&driver.label(self.scenario)),
                correlation: spearman(&mean, &outcome),
            }
        };
        let all = Driver::all(self.scenario).into_iter().map(of);
        // What never happens on these paths goes with nothing.
        let known = |it: &RankCorrelation| {
            it.correlation.value.is_finite() && it.correlation.std_error.is_finite()
        };
        let mut ranks: Vec<RankCorrelation> = all.filter(known).collect();
        let size = |it: &RankCorrelation| it.correlation.value.abs();
        ranks.sort_by(|a, b| size(b).total_cmp(&size(a)));
        ranks
    }

    fn over_years(
        &self,
        samples: &Samples,
        groups: &[Group],
        mixed: &Mixtures,
    ) -> Vec<SharesOverYears> {
        let first = self.scenario.horizon.base_year() + 1;
        let of_year = |indicator: &Indicator, t: usize| {
            let subject = Subject::new(self.scenario, &Column::Indicator(indicator.clone(), t));
            let known = self.about(samples, &subject);
            let indices = mixed.indices(&subject.column);
            let varies = known.unexplained.is_none();
            SharesInYear {
                year: first + t as i32,
                sd: known.sd,
                shares: if varies {
                    shares(groups, indices)
                } else {
                    Vec::new()
                },
                interactions: varies.then(|| interactions(indices).estimate()),
            }
        };
        let of = |indicator: Indicator| SharesOverYears {
            indicator: indicator.name(&self.scenario.indicator_names()),
            label: text(&label(self.scenario, &indicator)),
            years: (0..self.scenario.horizon.len())
                .map(|t| of_year(&indicator, t))
                .collect(),
        };
        indicators(&self.subjects).into_iter().map(of).collect()
    }
}

/// The event that is all of a group.
fn event(group: &Group) -> Option<Driver> {
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

fn shares(groups: &[Group], indices: &[Indices]) -> Vec<GroupShares> {
    let of = |(group, indices): (&Group, &Indices)| {
        let (first_order, estimator) = indices.first_order();
        GroupShares {
            group: group.summary.id.clone(),
            first_order: first_order.estimate(),
            estimator: estimator.to_owned(),
            first_order_saltelli: indices.saltelli.estimate(),
            first_order_jansen: indices.jansen.estimate(),
            total: indices.total.estimate(),
        }
    };
    groups.iter().zip(indices).map(of).collect()
}

/// 1 less all first-order indices.
fn interactions(indices: &[Indices]) -> Jackknife {
    let mut rest = Jackknife::certain(1.0);
    for indices in indices {
        rest.add(-1.0, indices.first_order().0);
    }
    rest
}

fn effects(
    players: &[Group],
    orders: &shapley::Plan,
    worth: &BTreeMap<Subset, Jackknife>,
) -> Vec<ShapleyEffect> {
    let effects = players.iter().zip(orders.effects(worth));
    let effects = effects.map(|(player, share)| ShapleyEffect {
        group: player.summary.id.clone(),
        share,
    });
    let mut effects: Vec<ShapleyEffect> = effects.collect();
    effects.sort_by(|a, b| b.share.value.total_cmp(&a.share.value));
    effects
}
