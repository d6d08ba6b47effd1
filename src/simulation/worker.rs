//! One thread's room and tally: it draws a block, steps every arm through the years, and counts.

use super::arm::Arm;
use super::draws::Draws;
use super::ensemble::{FirstFailure, Tally};
use super::verdicts::{Series, Verdicts};
use crate::model::{Shocks, State, Trajectory, advance};

/// Room for a block of paths through all arms.
pub(super) struct Worker<'a> {
    draws: &'a Draws,
    arms: &'a [Arm],
    shocks: Shocks,
    /// Scratch of one row.
    room: Vec<f64>,
    histories: Vec<History>,
    /// An indicator of the block, `[year, lane]`.
    values: Vec<f64>,
    /// Lanes that stayed in the numbers.
    valid: Vec<usize>,
    /// What each arm's lanes meet.
    verdicts: Vec<Verdicts>,
    /// Bins of the main arm's series that wait to be counted, by series as many as [`WAITING`].
    places: Vec<u16>,
    /// How many wait, of each.
    waiting: usize,
}

/// Values of a series whose bins are counted together.
const WAITING: usize = 1024;

struct History {
    state: State,
    trajectory: Trajectory,
}

impl<'a> Worker<'a> {
    pub(super) fn new(draws: &'a Draws, arms: &'a [Arm], lanes: usize) -> Self {
        let model = &arms[0].model;
        let history = |arm: &Arm| History {
            state: State::base_year(&arm.model, lanes),
            trajectory: arm.trajectory(arm.years, lanes),
        };
        Self {
            draws,
            arms,
            shocks: Shocks::none(model, lanes),
            room: vec![0.0; lanes],
            histories: arms.iter().map(history).collect(),
            values: vec![0.0; lanes * model.horizon.len()],
            valid: Vec::with_capacity(lanes),
            verdicts: arms.iter().map(|arm| Verdicts::new(arm, lanes)).collect(),
            places: Vec::new(),
            waiting: 0,
        }
    }

    /// Simulates the block of paths from `first_path` in every arm.
    pub(super) fn simulate(&mut self, first_path: u64) {
        self.simulate_seen(first_path, |_, _, _| {});
    }

    /// The same; hands each arm's state to `see`, at the base year (`None`) and after every year, before what it shares with the trajectory
    /// is taken from it.
    #[inline]
    pub(super) fn simulate_seen(
        &mut self,
        first_path: u64,
        mut see: impl FnMut(usize, Option<usize>, &State),
    ) {
        for (k, (arm, history)) in self.arms.iter().zip(&mut self.histories).enumerate() {
            self.draws
                .fill_held(first_path, &mut self.room, &mut history.state);
            history.state.reset(&arm.model);
            see(k, None, &history.state);
        }
        for t in 0..self.arms[0].horizon().len() {
            self.draws
                .fill_year(t, first_path, &mut self.room, &mut self.shocks);
            let on = self.arms.iter().zip(&mut self.histories);
            for (k, (arm, history)) in on.enumerate().filter(|(_, (arm, _))| t < arm.years) {
                advance(
                    &arm.model,
                    &arm.calibration,
                    t,
                    &self.shocks,
                    &mut history.state,
                );
                see(k, Some(t), &history.state);
                history.trajectory.record(
                    &arm.model,
                    t,
                    arm.reported_volatility(),
                    &mut history.state,
                );
            }
        }
        for (arm, history) in self.arms.iter().zip(&mut self.histories) {
            if let Some(formulas) = &arm.formulas {
                let (draws, room) = (self.draws, &mut self.room);
                formulas.draw(&mut history.trajectory, |k, t, out| {
                    draws.fill_noise(k, t, first_path, room, out);
                });
                formulas.evaluate(&mut history.trajectory);
            }
        }
    }

    /// Hands every watched series of one arm, as (indicator, year, values of the valid lanes), to `see`.
    pub(super) fn each_series(
        &mut self,
        arm: usize,
        used: usize,
        mut see: impl FnMut(usize, usize, &[f64]),
    ) {
        self.find_valid(arm, used);
        for k in 0..self.arms[arm].evaluators.len() {
            self.evaluate(arm, k);
            self.each_year(arm, used, |t, values| see(k, t, values));
        }
    }

    /// One watched indicator of an arm over the block, `[year, lane]`, whether a lane stayed in the numbers or not.
    pub(super) fn series(&mut self, arm: usize, k: usize) -> &[f64] {
        self.evaluate(arm, k);
        &self.values[..self.room.len() * self.arms[arm].years]
    }

    /// Which of the block's first `used` lanes stayed in the numbers in an arm.
    pub(super) fn valid(&mut self, arm: usize, used: usize) -> &[usize] {
        self.find_valid(arm, used);
        &self.valid
    }

    /// Counts the block's first `used` paths in the tally of one arm.
    pub(super) fn count(&mut self, arm: usize, first_path: u64, used: usize, tally: &mut Tally) {
        self.find_valid(arm, used);
        if self.valid.len() < used {
            self.count_failures(arm, first_path, used, tally);
        }
        self.verdicts[arm].reset();
        if self.arms[arm].statistics && self.waiting + self.valid.len() > WAITING {
            self.count_waiting(tally);
        }
        for k in 0..self.arms[arm].evaluators.len() {
            self.evaluate(arm, k);
            if self.arms[arm].statistics {
                self.measure(arm, k, used, tally);
            }
            if let Some(means) = tally.means.get_mut(k) {
                let years = self.values.chunks_exact(self.room.len());
                for (means, values) in means.iter_mut().zip(years) {
                    means.add(first_path, values, &self.valid);
                }
            }
            let series = Series {
                indicator: k,
                values: &self.values[..self.room.len() * self.arms[arm].years],
                valid: &self.valid,
                first_path,
            };
            self.verdicts[arm].see(&self.arms[arm], series, tally);
        }
        self.verdicts[arm].finish(&self.arms[arm], first_path, used, &self.valid, tally);
        if self.arms[arm].statistics {
            self.waiting += self.valid.len();
        }
    }

    /// Takes the measure of the evaluated indicator in every year; the bins wait.
    fn measure(&mut self, arm: usize, k: usize, used: usize, tally: &mut Tally) {
        let years = self.arms[arm].years;
        let room = WAITING.max(self.room.len());
        let mut places = std::mem::take(&mut self.places);
        places.resize(self.arms[arm].evaluators.len() * years * room, 0);
        let (waiting, valid) = (self.waiting, self.valid.len());
        self.each_year(arm, used, |t, values| {
            let places = &mut places[(k * years + t) * room + waiting..][..valid];
            tally.statistics[k][t].measure(values, places);
        });
        self.places = places;
    }

    /// Counts the bins that wait; `tally` is that of the main arm.
    pub(super) fn count_waiting(&mut self, tally: &mut Tally) {
        let room = WAITING.max(self.room.len());
        let series = tally.statistics.iter_mut().flatten();
        for (statistics, places) in series.zip(self.places.chunks_exact(room)) {
            statistics.count_in(&places[..self.waiting]);
        }
        self.waiting = 0;
    }

    /// Evaluates one watched indicator of an arm over the block.
    fn evaluate(&mut self, arm: usize, k: usize) {
        let length = self.room.len() * self.arms[arm].years;
        let values = &mut self.values[..length];
        self.arms[arm].evaluators[k].evaluate(&self.histories[arm].trajectory, values);
    }

    /// Hands the values of the valid lanes, year by year, to `see`.
    fn each_year(&mut self, arm: usize, used: usize, mut see: impl FnMut(usize, &[f64])) {
        let lanes = self.room.len();
        for (t, values) in self
            .values
            .chunks_exact(lanes)
            .enumerate()
            .take(self.arms[arm].years)
        {
            if self.valid.len() == used {
                see(t, &values[..used]);
            } else {
                for (kept, &lane) in self.room.iter_mut().zip(&self.valid) {
                    *kept = values[lane];
                }
                see(t, &self.room[..self.valid.len()]);
            }
        }
    }

    /// Finds the lanes of an arm that stayed in the numbers.
    fn find_valid(&mut self, arm: usize, used: usize) {
        let trajectory = &self.histories[arm].trajectory;
        self.valid.clear();
        if trajectory.suspicious() {
            self.valid
                .extend((0..used).filter(|&lane| trajectory.failure(lane).is_none()));
        } else {
            self.valid.extend(0..used);
        }
    }

    fn count_failures(&self, arm: usize, first_path: u64, used: usize, tally: &mut Tally) {
        for lane in 0..used {
            if let Some(failure) = self.histories[arm].trajectory.failure(lane) {
                tally.failed += 1;
                let found = FirstFailure {
                    path: first_path + lane as u64,
                    failure,
                };
                if tally
                    .first_failure
                    .is_none_or(|first| found.path < first.path)
                {
                    tally.first_failure = Some(found);
                }
            }
        }
    }
}
