//! What values of the levers give: simulated once each, on the same draws.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::{SolvedFor, touched};
use crate::results::{Batches, Errors, PointOfCurve, batch_paths};
use crate::scenario::{Comparator, Levers, Scenario};
use crate::simulation::{
    Base, Design, IndicatorSet, Observer, PrepareError, Prepared, RunError, SamplingPlan,
    prepare_changed, shortfall, simulate,
};

/// What is to be reached, by position in the scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// A target.
    Target(usize),
    /// A milestone, by its deadline or else the last year.
    Milestone(usize),
}

/// Why values of the levers give nothing.
#[derive(Debug)]
pub enum Refusal {
    /// The scenario itself cannot be prepared.
    Scenario(Box<Diagnostics>),
    /// The scenario cannot have these values.
    Values(Vec<f64>, Box<Diagnostics>),
    /// This lever would have the calibration solved anew.
    SolvedAnew(usize, SolvedFor),
    /// Every path left the numbers at these values; at none of them when it is the scenario as it stands.
    NoPath(Vec<f64>),
    /// The simulation stopped.
    Run(RunError),
}

/// One value of each lever, simulated.
#[derive(Debug, Clone)]
pub(super) struct Simulated {
    pub(super) point: PointOfCurve,
    pub(super) hits: Batches,
}

/// What values of the levers give.
pub struct Response<'r> {
    levers: &'r Levers<'r>,
    base: Base<'r>,
    goal: Goal,
    design: Design,
    plan: SamplingPlan,
    observer: &'r dyn Observer,
    known: RefCell<BTreeMap<Vec<u64>, Simulated>>,
}

impl<'r> Response<'r> {
    /// Nothing simulated yet; `base` is what the calibration is kept from.
    ///
    /// # Errors
    /// A lever that would have the calibration solved anew.
    pub fn new(
        levers: &'r Levers<'r>,
        base: Base<'r>,
        goal: Goal,
        (design, plan): (Design, SamplingPlan),
        observer: &'r dyn Observer,
    ) -> Result<Self, Refusal> {
        let response = Self {
            levers,
            base,
            goal,
            design,
            plan,
            observer,
            known: RefCell::default(),
        };
        response.keeps_the_calibration()?;
        Ok(response)
    }

    /// Moves each lever alone from end to end: what is solved once must not hear of it.
    fn keeps_the_calibration(&self) -> Result<(), Refusal> {
        let ends = self.levers.levers().iter();
        let low: Vec<f64> = ends.clone().map(|lever| lever.low).collect();
        let before = self.scenario(&low)?;
        for (k, lever) in ends.enumerate() {
            let mut high = low.clone();
            high[k] = lever.high;
            if let Some(why) = touched(&before, &self.scenario(&high)?) {
                return Err(Refusal::SolvedAnew(k, why));
            }
        }
        Ok(())
    }

    /// The levers.
    pub fn levers(&self) -> &Levers<'r> {
        self.levers
    }

    /// Where errors come from.
    pub(super) fn errors(&self) -> Errors {
        self.design.sampler.into()
    }

    /// Paths of each point.
    pub(super) fn paths(&self) -> u64 {
        self.plan.paths
    }

    fn scenario(&self, values: &[f64]) -> Result<Scenario, Refusal> {
        self.levers
            .at(values)
            .map_err(|found| self.refused(values, found))
    }

    fn refused(&self, values: &[f64], found: Vec<Diagnostic>) -> Refusal {
        let source = self.levers.source().clone();
        Refusal::Values(values.to_vec(), Box::new(Diagnostics::new(source, found)))
    }

    fn prepared(&self, values: &[f64]) -> Result<Prepared, Refusal> {
        let scenario = self.scenario(values)?;
        let set = IndicatorSet::Judged;
        prepare_changed(&scenario, self.base, self.design, set)
            .map_err(|error: PrepareError| self.refused(values, error.diagnostics(&scenario)))
    }

    /// What these values give.
    ///
    /// # Errors
    /// Values that the scenario cannot have, and an interrupted simulation.
    pub fn point(&self, values: &[f64]) -> Result<PointOfCurve, Refusal> {
        Ok(self.simulated(values)?.point)
    }

    pub(super) fn simulated(&self, values: &[f64]) -> Result<Simulated, Refusal> {
        let key: Vec<u64> = values.iter().map(|value| value.to_bits()).collect();
        if let Some(known) = self.known.borrow().get(&key) {
            return Ok(known.clone());
        }
        let found = self.simulate(values)?;
        self.known.borrow_mut().insert(key, found.clone());
        Ok(found)
    }

    fn simulate(&self, values: &[f64]) -> Result<Simulated, Refusal> {
        let prepared = self.prepared(values)?;
        let ensemble = simulate(&prepared, self.plan, self.observer).map_err(Refusal::Run)?;
        let tally = &ensemble.arms[0];
        if tally.failed == ensemble.paths {
            return Err(Refusal::NoPath(values.to_vec()));
        }
        let hits = match self.goal {
            Goal::Target(k) => *tally.targets[k].batch_hits(),
            Goal::Milestone(k) => *tally.milestones[k].batch_hits(),
        };
        let (errors, n) = (ensemble.errors(), ensemble.paths);
        let probability = hits.iter().sum::<u64>() as f64 / n as f64;
        let std_error = errors.of_share(&hits, &batch_paths(n));
        Ok(Simulated {
            point: PointOfCurve {
                values: values.to_vec(),
                probability,
                std_error,
                ci95: errors.interval95(probability, std_error, n),
                central: self.central_in(&prepared),
            },
            hits,
        })
    }

    /// The goal's indicator on the central path at these values; `None` of a milestone. Nothing is simulated.
    pub(super) fn central(&self, values: &[f64]) -> Result<Option<f64>, Refusal> {
        Ok(self.central_in(&self.prepared(values)?))
    }

    fn central_in(&self, prepared: &Prepared) -> Option<f64> {
        let Goal::Target(k) = self.goal else {
            return None;
        };
        let judged = prepared.arms[0].targets[k];
        Some(prepared.arms[0].central()[judged.indicator][judged.year])
    }

    /// How far a value of the goal's indicator is from what is asked, ≥ 0.
    pub(super) fn shortfall(&self, value: f64) -> f64 {
        self.comparator()
            .map_or(0.0, |comparator| shortfall(comparator, value))
    }

    /// By how much a value meets what is asked, ≥ 0; less than 0 by how much it does not.
    pub(super) fn margin(&self, value: f64) -> f64 {
        let missed = self.shortfall(value);
        if missed > 0.0 {
            return -missed;
        }
        let margin = match self.comparator() {
            Some(Comparator::AtLeast(floor)) => value - floor,
            Some(Comparator::AtMost(ceiling)) => ceiling - value,
            Some(Comparator::About {
                value: middle,
                within,
            }) => within - (value - middle).abs(),
            Some(Comparator::Between(low, high)) => (value - low).min(high - value),
            None => 0.0,
        };
        margin.max(0.0)
    }

    fn comparator(&self) -> Option<Comparator> {
        let targets = &self.levers.loaded().scenario.targets;
        match self.goal {
            Goal::Target(k) => Some(targets[k].comparator.value),
            Goal::Milestone(_) => None,
        }
    }
}
