//! One model and calibration that is stepped, and what is watched of it. Arms of a run share their draws.

use super::judge::{Judged, JudgedMilestone, JudgedOutcome};
use super::together::Together;
use crate::calendar::Horizon;
use crate::model::{Calibration, Evaluator, Model, State, Trajectory};

/// A calibrated model and what is watched of it.
#[derive(Debug, Clone)]
pub struct Arm {
    /// The economics.
    pub model: Model,
    /// μ, λ and the central path's growth rates.
    pub calibration: Calibration,
    /// Indicators watched.
    pub evaluators: Vec<Evaluator>,
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

    /// Whether a watched indicator needs the trajectory's detail.
    pub fn needs_detail(&self) -> bool {
        self.evaluators.iter().any(Evaluator::needs_detail)
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

    /// Each watched indicator on the path without shocks and events, every plan met, by year.
    pub fn central(&self) -> Vec<Vec<f64>> {
        use crate::model::{LANE_GROUP, Shocks, advance};
        let shocks = Shocks::none(&self.model, LANE_GROUP);
        let mut state = State::base_year(&self.model, LANE_GROUP);
        let mut trajectory = Trajectory::new(
            &self.model,
            self.horizon().len(),
            LANE_GROUP,
            self.needs_detail(),
        );
        for t in 0..self.horizon().len() {
            advance(&self.model, &self.calibration, t, &shocks, &mut state);
            trajectory.record(&self.model, t, self.reported_volatility(), &state);
        }
        let mut out = vec![0.0; self.horizon().len() * LANE_GROUP];
        let mut room = out.clone();
        let mut series = |evaluator: &Evaluator| {
            evaluator.evaluate(&trajectory, &mut out, &mut room);
            out.iter().step_by(LANE_GROUP).copied().collect()
        };
        self.evaluators.iter().map(&mut series).collect()
    }
}
