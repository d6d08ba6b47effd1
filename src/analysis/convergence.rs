//! How probabilities come to rest as a run goes on, and a run that stops when they are precise enough.
//!
//! A run is looked at after numbers of paths that grow geometrically and depend on nothing but its sampler: it stops at the first of them
//! where every standard error that was asked for is small enough, so where it stops depends on the scenario, the seed and what was
//! asked, never on threads, blocks or time. Stopping on an estimated error is asymptotically valid (Chow & Robbins 1965, Ann. Math.
//! Stat. 36(2)): the error depends on the estimate only through p(1 − p), which hardly moves where it is small.

use super::precision::paths_needed;
use super::share::Shares;
use super::summarise::{Identity, run_info};
use crate::results::{
    Batches, CONVERGENCE_SCHEMA, Convergence, ConvergencePoint, Errors, NeededPaths,
    ProbabilityCourse,
};
use crate::scenario::{Sampler, Scenario};
use crate::simulation::{Ensemble, Observer, Ongoing, Prepared, RunError, SamplingPlan, Tally};

/// Half-widths whose numbers of paths are told: 1 and 0.1 percentage points.
const HALF_WIDTHS: [f64; 2] = [0.01, 0.001];
/// The first look at Sobol points: 256 in each of 16 replicates.
const FIRST_OF_SOBOL: u64 = 4096;

/// A probability of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Probability {
    /// Of a target with a year, by position.
    Target(usize),
    /// Of a milestone, by position: by its deadline, or the last year.
    Milestone(usize),
    /// Of all that is counted together.
    Together,
}

/// The standard error that a probability is to have at most.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Aim {
    /// Which probability.
    pub probability: Probability,
    /// One standard error, above 0.
    pub std_error: f64,
}

/// A run that was looked at as it went on.
#[derive(Debug, Clone)]
pub struct Watched {
    /// The run, at its end.
    pub ensemble: Ensemble,
    /// How its probabilities came to rest.
    pub convergence: Convergence,
    /// Whether it is as precise as asked for; where nothing was asked, it is.
    pub reached: bool,
}

/// Every probability of a prepared scenario: targets, milestones, and all together where these are several.
pub fn probabilities(prepared: &Prepared) -> Vec<Probability> {
    let arm = &prepared.arms[0];
    let together = arm.together.first().is_some_and(|set| set.len() > 1);
    (0..arm.targets.len())
        .map(Probability::Target)
        .chain((0..arm.milestones.len()).map(Probability::Milestone))
        .chain(together.then_some(Probability::Together))
        .collect()
}

/// The numbers of paths at which a run is looked at: about a quarter more each time, in whole steps; of Sobol points powers of two, since with others
/// they err more. Endless.
pub fn looks(sampler: Sampler) -> impl Iterator<Item = u64> {
    let next = move |paths: &u64| {
        Some(match sampler {
            Sampler::Philox => (paths * 5 / 4).div_ceil(Ongoing::STEP) * Ongoing::STEP,
            Sampler::Sobol => 2 * paths,
        })
    };
    let first = match sampler {
        Sampler::Philox => Ongoing::STEP,
        Sampler::Sobol => FIRST_OF_SOBOL,
    };
    std::iter::successors(Some(first), next)
}

/// Simulates a prepared scenario until every aim is reached, or `plan.paths` paths are; with no aims all of them. On the threads of the
/// current rayon pool.
///
/// # Errors
/// When the observer stops it, or the sampler has no so many paths.
///
/// # Panics
/// When an aim is of what the scenario does not judge.
pub fn simulate_until(
    (scenario, prepared): (&Scenario, &Prepared),
    plan: SamplingPlan,
    aims: &[Aim],
    identity: &Identity,
    observer: &dyn Observer,
) -> Result<Watched, RunError> {
    let sampler = prepared.draws.sampler();
    let mut courses = Courses::of(prepared);
    let mut ongoing = Ongoing::new(prepared, plan.block);
    let before_the_end = looks(sampler).take_while(|paths| *paths < plan.paths);
    let mut reached = false;
    for paths in before_the_end.chain([plan.paths]) {
        ongoing.go_on(paths, observer)?;
        courses.look(&ongoing, sampler.into());
        reached = aims.iter().all(|aim| courses.is_reached(aim));
        if reached && !aims.is_empty() {
            break;
        }
        observer.expects(
            courses
                .expected(aims)
                .map_or(plan.paths, |paths| paths.min(plan.paths)),
        );
    }
    let ensemble = ongoing.finish();
    Ok(Watched {
        convergence: Convergence {
            schema: CONVERGENCE_SCHEMA,
            scenario: scenario.id.clone(),
            sha256: identity.sha256.clone(),
            run: run_info(scenario, &ensemble, identity),
            probabilities: courses.told(scenario),
        },
        ensemble,
        reached,
    })
}

/// The probabilities as they were at each look.
struct Courses {
    of: Vec<(Probability, Vec<ConvergencePoint>)>,
    errors: Errors,
}

impl Courses {
    fn of(prepared: &Prepared) -> Self {
        let all = probabilities(prepared).into_iter();
        Self {
            of: all.map(|probability| (probability, Vec::new())).collect(),
            errors: prepared.draws.sampler().into(),
        }
    }

    fn look(&mut self, ongoing: &Ongoing<'_>, errors: Errors) {
        let tally = ongoing.tally().expect("it has come some way");
        let shares = Shares::new(errors, ongoing.paths());
        for (probability, points) in &mut self.of {
            let share = shares.share(hits(*probability, tally));
            points.push(ConvergencePoint {
                paths: shares.paths(),
                probability: share.value,
                std_error: share.std_error,
                ci95: share.ci95,
            });
        }
    }

    fn points(&self, probability: Probability) -> &[ConvergencePoint] {
        let mut all = self.of.iter();
        let found = all.find(|(known, _)| *known == probability);
        &found.expect("what is aimed at is judged").1
    }

    /// Whether the last look is precise enough. The spread of 16 replicates is itself uncertain, and among many looks one would come
    /// out small by chance: the look before, at half as many paths, must agree, its error no more than √2 of what is asked.
    fn is_reached(&self, aim: &Aim) -> bool {
        let points = self.points(aim.probability);
        let within = |point: &ConvergencePoint, most: f64| self.error(point) <= most;
        match (self.errors, points) {
            (Errors::OfPaths, [.., last]) => within(last, aim.std_error),
            (Errors::OfReplicates, [.., before, last]) => {
                within(last, aim.std_error)
                    && within(before, std::f64::consts::SQRT_2 * aim.std_error)
            }
            _ => false,
        }
    }

    /// The standard error, or where few paths hit or miss what half of the interval stands for: no hit at all is not certainty.
    fn error(&self, point: &ConvergencePoint) -> f64 {
        let half = (point.ci95[1] - point.ci95[0]) / 2.0;
        point.std_error.max(half / self.errors.quantile95())
    }

    /// Paths after which every aim should be reached; `None` without aims.
    fn expected(&self, aims: &[Aim]) -> Option<u64> {
        let of = |aim: &Aim| {
            let last = self.points(aim.probability).last()?;
            let ratio = self.error(last) / aim.std_error;
            Some((last.paths as f64 * (ratio * ratio).max(1.0)).ceil() as u64)
        };
        aims.iter().filter_map(of).max()
    }

    fn told(self, scenario: &Scenario) -> Vec<ProbabilityCourse> {
        let course =
            |(probability, points): (Probability, Vec<ConvergencePoint>)| ProbabilityCourse {
                id: probability.id(scenario),
                needed: points.last().map(needed).unwrap_or_default(),
                points,
            };
        self.of.into_iter().map(course).collect()
    }
}

impl Probability {
    /// The id of its target or milestone; `None`: all together.
    pub fn id(self, scenario: &Scenario) -> Option<String> {
        match self {
            Self::Target(k) => Some(scenario.targets[k].id.clone()),
            Self::Milestone(m) => Some(scenario.milestones[m].id.clone()),
            Self::Together => None,
        }
    }
}

fn hits(probability: Probability, tally: &Tally) -> &Batches {
    match probability {
        Probability::Target(k) => tally.targets[k].batch_hits(),
        Probability::Milestone(m) => tally.milestones[m].batch_hits(),
        Probability::Together => tally.together[0].batch_hits(),
    }
}

fn needed(last: &ConvergencePoint) -> Vec<NeededPaths> {
    let half = (last.ci95[1] - last.ci95[0]) / 2.0;
    let of = |wanted: f64| NeededPaths {
        half_width: wanted,
        paths: paths_needed(last.paths, last.probability, half, wanted),
    };
    HALF_WIDTHS.map(of).to_vec()
}
