//! One model and calibration that is stepped, and what is watched of it. Arms of a run share their draws.

use super::judge::{Judged, JudgedMilestone, JudgedOutcome};
use super::together::Together;
use crate::calendar::Horizon;
use crate::model::{
    Calibration, Evaluator, Failure, Formulas, LANE_GROUP, Model, Recorded, Shocks, State,
    Trajectory, advance,
};

/// A calibrated model and what is watched of it.
#[derive(Debug, Clone)]
pub struct Arm {
    /// The economics.
    pub model: Model,
    /// μ, λ and the central path's growth rates.
    pub calibration: Calibration,
    /// Indicators watched.
    pub evaluators: Vec<Evaluator>,
    /// Declared indicators that the watched ones are or need; `None` when there are none.
    pub formulas: Option<Formulas>,
    /// Targets judged on them.
    pub targets: Vec<Judged>,
    /// Milestones waited for on them.
    pub milestones: Vec<JudgedMilestone>,
    /// Outcomes compared with them.
    pub outcomes: Vec<JudgedOutcome>,
    /// What is counted together, all of it first; nothing in a twin.
    pub together: Vec<Together>,
    /// Whether the indicators' statistics are kept (a twin is only judged).
    pub statistics: bool,
    /// How many years are simulated: a twin stops at the last year it is judged in.
    pub years: usize,
}

impl Arm {
    /// The simulated years.
    pub fn horizon(&self) -> Horizon {
        self.model.horizon
    }

    /// Room for what the watched indicators are made of, over the arm's years.
    pub(super) fn trajectory(&self, years: usize, lanes: usize) -> Trajectory {
        let watched = self.evaluators.iter().map(Evaluator::records);
        let named = self.formulas.iter().map(Formulas::records);
        let recorded = watched.chain(named).fold(Recorded::default(), Recorded::or);
        let mut trajectory = Trajectory::new(&self.model, years, lanes, recorded);
        trajectory.derived = self.formulas.as_ref().map(|f| f.room(years, lanes));
        trajectory
    }

    /// The scale on the factors' states that `factor.<id>` reports: λ where every region asks for the same.
    pub(super) fn reported_volatility(&self) -> f64 {
        let first = self.calibration.volatility[0];
        if self.calibration.volatility.iter().all(|v| *v == first) {
            first
        } else {
            1.0
        }
    }

    /// The path without shocks and events, investment as scheduled, every noise at its median, in every lane.
    fn central_trajectory(&self) -> Trajectory {
        let shocks = Shocks::none(&self.model, LANE_GROUP);
        let mut state = State::base_year(&self.model, LANE_GROUP);
        let mut trajectory = self.trajectory(self.horizon().len(), LANE_GROUP);
        for t in 0..self.horizon().len() {
            advance(&self.model, &self.calibration, t, &shocks, &mut state);
            trajectory.record(&self.model, t, self.reported_volatility(), &mut state);
        }
        if let Some(formulas) = &self.formulas {
            formulas.without_noise(&mut trajectory);
            formulas.evaluate(&mut trajectory);
        }
        trajectory
    }

    /// Where the central path leaves the numbers: a formula may have no value on it.
    pub(super) fn central_failure(&self) -> Option<Failure> {
        let trajectory = self.central_trajectory();
        trajectory.failure(0)
    }

    /// Each watched indicator on the path without shocks and events, investment as scheduled, every noise at its median, by year.
    pub fn central(&self) -> Vec<Vec<f64>> {
        let trajectory = self.central_trajectory();
        let mut out = vec![0.0; self.horizon().len() * LANE_GROUP];
        let mut series = |evaluator: &Evaluator| {
            evaluator.evaluate(&trajectory, &mut out);
            out.iter().step_by(LANE_GROUP).copied().collect()
        };
        self.evaluators.iter().map(&mut series).collect()
    }
}
