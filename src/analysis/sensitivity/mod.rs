//! What moves an indicator or a target: Sobol indices, Shapley effects, a tornado and rank correlations, all on the same keyed draws.
//!
//! Sample A is the usual paths. In sample B every variable is drawn anew, and in a mixture those of one group alone; `estimators` has the formulas.

mod estimators;
mod groups;
mod jackknife;
mod ranks;
mod shapley;
mod study;
mod subjects;
mod tornado;

use std::collections::BTreeMap;

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

pub use estimators::{SobolIndices, sobol_indices};
pub use ranks::{Ranked, spearman};
pub use shapley::MOST_PLAYERS;
pub use subjects::{default_subjects, with_indicator};

use self::estimators::Indices;
use self::groups::{Group, groups, players};
use self::jackknife::Jackknife;
use self::shapley::Subset;
use self::study::{Mixtures, Samples, Study, event};
use self::subjects::Subject;
use super::summarise::{Identity, text};
use crate::model::{Driver, label};
use crate::results::{
    BATCHES, Column, Explained, GroupShares, RankCorrelation, SENSITIVITY_SCHEMA, Sensitivity,
    ShapleyEffect, SharesInYear, SharesOverYears, TornadoBar,
};
use crate::scenario::{Indicator, Scenario};
use crate::simulation::{Observer, Prepared, RunError, SamplingPlan};

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

    /// Single drivers and groups that Shapley effects would be of.
    pub fn players(scenario: &Scenario) -> usize {
        players(scenario).len()
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
    let subjects = plan.subjects(scenario);
    let study = Study {
        scenario,
        prepared,
        plan,
        subjects: &subjects,
        observer,
    };
    let findings = Findings::of(study, identity.seed)?;
    let places: Vec<usize> = (0..subjects.len()).collect();
    let summaries = |groups: &[Group]| groups.iter().map(|it| it.summary.clone()).collect();
    Ok(Sensitivity {
        schema: SENSITIVITY_SCHEMA,
        scenario: scenario.id.clone(),
        variant: identity.variant.as_ref().map(|it| it.id.clone()),
        sha256: identity.sha256.clone(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        paths: plan.sampling.paths,
        left_out: findings.mixed.lost.iter().filter(|lost| **lost).count() as u64,
        simulations: plan.simulations(scenario, identity.seed),
        batches: BATCHES as u64,
        seed: identity.seed,
        sampler: prepared.draws.sampler().as_str().to_owned(),
        groups: summaries(&findings.groups),
        players: summaries(&findings.players),
        shapley: plan.shapley.then(|| findings.orders.design()),
        explained: places
            .par_iter()
            .map(|place| findings.explained(*place))
            .collect(),
        over_years: findings.over_years(),
    })
}

/// What the simulations came to.
struct Findings<'a> {
    study: Study<'a>,
    groups: Vec<Group>,
    players: Vec<Group>,
    samples: Samples,
    mixed: Mixtures,
    /// By subject.
    tornado: Vec<Vec<TornadoBar>>,
    orders: shapley::Plan,
    /// By subject; empty without Shapley effects.
    worth: Vec<BTreeMap<Subset, Jackknife>>,
}

impl<'a> Findings<'a> {
    fn of(study: Study<'a>, seed: u64) -> Result<Self, RunError> {
        let (groups, players) = (groups(study.scenario), players(study.scenario));
        let shapley = study.plan.shapley;
        let orders = shapley::Plan::new(if shapley { players.len() } else { 0 }, seed);
        let samples = study.samples()?;
        Ok(Self {
            mixed: study.mixtures(&samples, &groups)?,
            tornado: study.tornado(&samples, &players)?,
            worth: if shapley {
                study.worth(&samples, &orders, &players)?
            } else {
                Vec::new()
            },
            study,
            groups,
            players,
            samples,
            orders,
        })
    }

    /// What moves the subject of this place, if anything does.
    fn explained(&self, place: usize) -> Explained {
        let subject = &self.study.subjects[place];
        let mut explained = self.about(subject);
        if explained.unexplained.is_some() {
            return explained;
        }
        let indices = self.mixed.indices(&subject.column);
        explained.shares = shares(&self.groups, indices);
        let total = |it: &GroupShares| it.total.value;
        explained
            .shares
            .sort_by(|a, b| total(b).total_cmp(&total(a)));
        explained.interactions = Some(interactions(indices).estimate());
        explained.tornado.clone_from(&self.tornado[place]);
        explained.ranks = self.ranks(subject);
        if let Some(worth) = self.worth.get(place) {
            explained.shapley = effects(&self.players, &self.orders, worth);
        }
        explained
    }

    fn about(&self, subject: &Subject) -> Explained {
        subject.described(self.study.scenario, &self.samples.on_valid(&subject.column))
    }

    /// Rank correlations of the drivers' means over the years up to the subject's, the strongest first.
    fn ranks(&self, subject: &Subject) -> Vec<RankCorrelation> {
        let scenario = self.study.scenario;
        let names = scenario.indicator_names();
        let outcome = self.samples.on_valid(&subject.column);
        let of = |driver: Driver| {
            let columns = Column::of_driver(driver, subject.year + 1);
            let mut mean = vec![0.0; outcome.len()];
            for column in &columns {
                for (mean, value) in mean.iter_mut().zip(self.samples.on_valid(column)) {
                    *mean += value / columns.len() as f64;
                }
            }
            RankCorrelation {
                driver: driver.name(&names),
                label: text(&driver.label(scenario)),
                correlation: spearman(&mean, &outcome),
            }
        };
        let all = Driver::all(scenario).into_iter().map(of);
        // What never happens on these paths goes with nothing.
        let known = |it: &RankCorrelation| {
            it.correlation.value.is_finite() && it.correlation.std_error.is_finite()
        };
        let mut ranks: Vec<RankCorrelation> = all.filter(known).collect();
        let size = |it: &RankCorrelation| it.correlation.value.abs();
        ranks.sort_by(|a, b| size(b).total_cmp(&size(a)));
        ranks
    }

    fn over_years(&self) -> Vec<SharesOverYears> {
        let scenario = self.study.scenario;
        let first = scenario.horizon.base_year() + 1;
        let of_year = |indicator: &Indicator, t: usize| {
            let subject = Subject::new(scenario, &Column::Indicator(indicator.clone(), t));
            let known = self.about(&subject);
            let indices = self.mixed.indices(&subject.column);
            let varies = known.unexplained.is_none();
            SharesInYear {
                year: first + t as i32,
                sd: known.sd,
                shares: if varies {
                    shares(&self.groups, indices)
                } else {
                    Vec::new()
                },
                interactions: varies.then(|| interactions(indices).estimate()),
            }
        };
        let of = |indicator: Indicator| SharesOverYears {
            indicator: indicator.name(&scenario.indicator_names()),
            label: text(&label(scenario, &indicator)),
            years: (0..scenario.horizon.len())
                .map(|t| of_year(&indicator, t))
                .collect(),
        };
        indicators(self.study.subjects)
            .into_iter()
            .map(of)
            .collect()
    }
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
