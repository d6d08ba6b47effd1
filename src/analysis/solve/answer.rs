//! The whole of a question: the scenario as it stands, what it takes, and what each value of the levers gives.

use super::central::central;
use super::ending::reaching;
use super::least::least_change;
use super::line::Line;
use super::response::{Goal, Refusal, Response};
use crate::analysis::{Identity, summarise};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::touched;
use crate::results::{Aim, LeverInfo, PointOfCurve, SOLUTION_SCHEMA, Solution, Summary};
use crate::scenario::keys::Quantity;
use crate::scenario::{Lever, Levers, Scenario};
use crate::simulation::{
    Base, Design, IndicatorSet, Observer, SamplingPlan, prepare, prepare_changed, simulate,
};

/// What is asked, and of what.
pub struct Question<'q> {
    /// The levers, with the scenario that they move.
    pub levers: &'q Levers<'q>,
    /// Weight of each lever's change, > 0.
    pub weights: &'q [f64],
    /// What is to be reached.
    pub goal: Goal,
    /// With which probability, in (0, 1); `None`: only the central path is asked about.
    pub probability: Option<f64>,
    /// Whether the central path is asked about; of a target and a single way.
    pub central: bool,
    /// How paths are drawn.
    pub design: Design,
    /// How many of them.
    pub plan: SamplingPlan,
    /// What the summary says of where it is from.
    pub identity: &'q Identity,
    /// Who may stop it.
    pub observer: &'q dyn Observer,
}

impl Question<'_> {
    /// The scenario as it stands, summed up, and what it takes.
    ///
    /// # Errors
    /// Levers that the calibration is solved for, values that the scenario cannot have, and an interrupted simulation.
    pub fn answer(&self) -> Result<(Summary, Solution), Refusal> {
        let loaded = self.levers.loaded();
        let base = self.base();
        let prepared = prepare(base, self.design, IndicatorSet::Judged)
            .map_err(|error| self.scenario(error.diagnostics(base)))?;
        let from = Base {
            scenario: base,
            prepared: &prepared,
        };
        let draws = (self.design, self.plan);
        let response = Response::new(self.levers, from, self.goal, draws, self.observer)?;
        let summary = self.as_it_stands(from)?;
        let line = self.line(&response)?;
        let central = if self.central {
            central(&response, &line)?
        } else {
            None
        };
        let (reaching, curve) = match self.probability {
            Some(probability) => {
                let (reaching, curve) = reaching(&response, &line, probability)?;
                (Some(reaching), curve)
            }
            None => (None, Vec::new()),
        };
        let solution = Solution {
            schema: SOLUTION_SCHEMA,
            scenario: loaded.scenario.id.clone(),
            sha256: summary.scenario.sha256.clone(),
            changes: loaded
                .changes
                .iter()
                .map(|change| [change.path.clone(), change.written.clone()])
                .collect(),
            run: summary.run.clone(),
            aim: aim(&summary, self.goal),
            levers: self.lever_infos(&line),
            present: present(&summary, self.goal),
            reaching,
            central,
            curve,
        };
        Ok((summary, solution))
    }

    /// What the calibration is kept from: the file as it is, unless a change of the command line has it solved anew.
    fn base(&self) -> &Scenario {
        let loaded = self.levers.loaded();
        match touched(loaded.base(), &loaded.scenario) {
            None => loaded.base(),
            Some(_) => &loaded.scenario,
        }
    }

    /// The scenario as it stands, simulated.
    fn as_it_stands(&self, from: Base<'_>) -> Result<Summary, Refusal> {
        let scenario = &self.levers.loaded().scenario;
        let prepared = prepare_changed(scenario, from, self.design, IndicatorSet::Judged)
            .map_err(|error| self.scenario(error.diagnostics(scenario)))?;
        let ensemble = simulate(&prepared, self.plan, self.observer).map_err(Refusal::Run)?;
        if ensemble.arms[0].failed == ensemble.paths {
            return Err(Refusal::NoPath(Vec::new()));
        }
        Ok(summarise(scenario, &prepared, &ensemble, self.identity))
    }

    /// The way of the levers: of one over its range, of several that of the least weighted change from what the file has.
    fn line(&self, response: &Response<'_>) -> Result<Line, Refusal> {
        let levers = self.levers.levers();
        let (Some(probability), true) = (self.probability, levers.len() > 1) else {
            return Ok(Line::of_one(&levers[0]));
        };
        let start = |lever: &Lever| {
            let present = lever.present.unwrap_or(lever.low);
            present.clamp(lever.low, lever.high)
        };
        let from: Vec<f64> = levers.iter().map(start).collect();
        least_change(response, &from, self.weights, probability)
    }

    fn lever_infos(&self, line: &Line) -> Vec<LeverInfo> {
        let levers = self
            .levers
            .levers()
            .iter()
            .zip(self.weights)
            .zip(&line.from);
        levers
            .map(|((lever, weight), start)| {
                let (unit, counted_in) = unit(lever);
                LeverInfo {
                    path: lever.path.clone(),
                    unit: unit.to_owned(),
                    counted_in,
                    low: lever.low,
                    high: lever.high,
                    present: lever.present,
                    start: *start,
                    weight: *weight,
                }
            })
            .collect()
    }

    fn scenario(&self, found: Vec<Diagnostic>) -> Refusal {
        let source = self.levers.source().clone();
        Refusal::Scenario(Box::new(Diagnostics::new(source, found)))
    }
}

/// The unit of a lever as result files have it, and what a count counts.
fn unit(lever: &Lever) -> (&'static str, Option<String>) {
    match lever.quantity {
        Quantity::Money => ("money", None),
        Quantity::Rate => ("rate", None),
        Quantity::Share => ("share", None),
        Quantity::Number => ("number", None),
        Quantity::Years => ("years", None),
        Quantity::Count(unit) => ("count", Some(unit.word().to_owned())),
    }
}

fn aim(summary: &Summary, goal: Goal) -> Aim {
    match goal {
        Goal::Target(k) => {
            let target = &summary.targets[k];
            let indicator = &summary.indicators[&target.indicator];
            Aim {
                id: target.id.clone(),
                kind: "target".to_owned(),
                indicator: target.indicator.clone(),
                year: target.year,
                comparator: target.comparator.clone(),
                value: target.value,
                within: target.within,
                unit: indicator.unit.clone(),
                counted_in: indicator.counted_in.clone(),
            }
        }
        Goal::Milestone(k) => {
            let milestone = &summary.milestones[k];
            Aim {
                id: milestone.id.clone(),
                kind: "milestone".to_owned(),
                indicator: milestone.indicator.clone(),
                year: summary.years[milestone.judged_index(&summary.years)],
                comparator: milestone.comparator.clone(),
                value: milestone.value,
                within: None,
                unit: milestone.unit.clone(),
                counted_in: milestone.counted_in.clone(),
            }
        }
    }
}

/// What the scenario as it stands gives.
fn present(summary: &Summary, goal: Goal) -> PointOfCurve {
    let (probability, std_error, central) = match goal {
        Goal::Target(k) => {
            let target = &summary.targets[k];
            (target.probability, target.std_error, Some(target.central))
        }
        Goal::Milestone(k) => {
            let milestone = &summary.milestones[k];
            let year = milestone.judged_index(&summary.years);
            (milestone.reached_by[year], milestone.std_error[year], None)
        }
    };
    PointOfCurve {
        values: Vec::new(),
        probability,
        std_error,
        ci95: summary.run.interval95(probability, std_error),
        central,
    }
}
