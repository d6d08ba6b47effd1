//! What the paths of a block meet, reach and lie beside, counted indicator by indicator.

use super::arm::Arm;
use super::ensemble::Tally;
use super::judge::Bounds;
use crate::numerics::packs::{Kernel, Vectors, run};

/// Room for the verdicts of one arm on a block.
pub(super) struct Verdicts {
    lanes: usize,
    years: usize,
    /// Whether each lane meets the target or milestone looked at.
    hit: Vec<bool>,
    /// How far each lane is from meeting it.
    shortfalls: Vec<f64>,
    /// The year in which each lane reaches the milestone looked at.
    first: Vec<u16>,
    /// How many each lane meets of what is counted together.
    met: Vec<Vec<usize>>,
    /// By milestone, `[lane, year]`: how many members reach it first in that year.
    arrivals: Vec<Vec<u16>>,
}

/// One indicator of a block of paths.
#[derive(Clone, Copy)]
pub(super) struct Series<'a> {
    /// Position among the arm's indicators.
    pub(super) indicator: usize,
    /// `[year, lane]`.
    pub(super) values: &'a [f64],
    /// Lanes that stayed in the numbers.
    pub(super) valid: &'a [usize],
    /// Number of the first lane's path.
    pub(super) first_path: u64,
}

impl Series<'_> {
    /// How many lanes from the first on stayed in the numbers, if none of them is missing.
    fn unbroken(&self) -> Option<usize> {
        let count = self.valid.len();
        let last = self.valid.last();
        last.is_none_or(|last| last + 1 == count).then_some(count)
    }
}

impl Verdicts {
    pub(super) fn new(arm: &Arm, lanes: usize) -> Self {
        Self {
            lanes,
            years: arm.years,
            hit: vec![false; lanes],
            shortfalls: vec![0.0; lanes],
            first: vec![0; lanes],
            met: vec![vec![0; lanes]; arm.together.len()],
            arrivals: vec![vec![0; lanes * arm.years]; arm.milestones.len()],
        }
    }

    /// Forgets the block before.
    pub(super) fn reset(&mut self) {
        for met in &mut self.met {
            met.fill(0);
        }
        for arrivals in &mut self.arrivals {
            arrivals.fill(0);
        }
    }

    /// Judges all that is said about one indicator.
    pub(super) fn see(&mut self, arm: &Arm, series: Series<'_>, tally: &mut Tally) {
        self.judge(arm, series, tally);
        self.await_milestones(arm, series, tally);
        self.place_outcomes(arm, series, tally);
    }

    fn judge(&mut self, arm: &Arm, series: Series<'_>, tally: &mut Tally) {
        for (k, judged) in arm.targets.iter().enumerate() {
            if judged.indicator != series.indicator {
                continue;
            }
            let values = &series.values[judged.year * self.lanes..][..self.lanes];
            judged.shortfalls(values, &mut self.shortfalls);
            for (hit, shortfall) in self.hit.iter_mut().zip(&self.shortfalls) {
                *hit = *shortfall <= 0.0;
            }
            let counter = &mut tally.targets[k];
            let mut seen = 0;
            if let Some(all) = series.unbroken() {
                counter.add(series.first_path, &self.shortfalls[..all]);
                seen = all;
            } else {
                for &lane in series.valid {
                    counter.add(series.first_path + lane as u64, &[self.shortfalls[lane]]);
                    // A path that left the numbers meets nothing.
                    self.hit[seen..lane].fill(false);
                    seen = lane + 1;
                }
            }
            self.hit[seen..].fill(false);
            for (set, met) in arm.together.iter().zip(&mut self.met) {
                if set.targets.contains(&k) {
                    add(met, &self.hit);
                }
            }
        }
    }

    fn await_milestones(&mut self, arm: &Arm, series: Series<'_>, tally: &mut Tally) {
        for (m, milestone) in arm.milestones.iter().enumerate() {
            let Some(member) = milestone
                .members
                .iter()
                .position(|k| *k == series.indicator)
            else {
                continue;
            };
            run(FirstYears {
                bounds: Bounds::of(milestone.comparator),
                values: &series.values[..self.years * self.lanes],
                first: &mut self.first,
            });
            for &lane in series.valid {
                let year = usize::from(self.first[lane]);
                if year < self.years {
                    tally.milestones[m].member(series.first_path + lane as u64, member, year);
                    self.arrivals[m][lane * self.years + year] += 1;
                }
            }
        }
    }

    fn place_outcomes(&self, arm: &Arm, series: Series<'_>, tally: &mut Tally) {
        let outcomes = arm.outcomes.iter().zip(&mut tally.outcomes);
        for (outcome, counter) in outcomes.filter(|(it, _)| it.indicator == series.indicator) {
            let values = &series.values[outcome.year * self.lanes..][..self.lanes];
            for &lane in series.valid {
                let path = series.first_path + lane as u64;
                counter.add(path, outcome.place(values[lane]));
            }
        }
    }

    /// Counts what needs every indicator of the block: the members of milestones, and what is met together.
    pub(super) fn finish(
        &mut self,
        arm: &Arm,
        first_path: u64,
        used: usize,
        valid: &[usize],
        tally: &mut Tally,
    ) {
        for (m, counter) in tally.milestones.iter_mut().enumerate() {
            self.hit.fill(false);
            for &lane in valid {
                let arrivals = &self.arrivals[m][lane * self.years..][..self.years];
                self.hit[lane] = counter.path(first_path + lane as u64, arrivals);
            }
            for (set, met) in arm.together.iter().zip(&mut self.met) {
                if set.milestones.contains(&m) {
                    add(met, &self.hit);
                }
            }
        }
        for (counter, met) in tally.together.iter_mut().zip(&self.met) {
            for (lane, met) in met[..used].iter().enumerate() {
                counter.add(first_path + lane as u64, *met);
            }
        }
    }
}

/// The first year in which each lane reaches a threshold; [`u16::MAX`] for never. Plain loops, which the compiler turns into vectors.
struct FirstYears<'v> {
    bounds: Bounds,
    /// `[year, lane]`.
    values: &'v [f64],
    first: &'v mut [u16],
}

impl Kernel for FirstYears<'_> {
    type Output = ();

    #[inline(always)]
    fn run<V: Vectors>(self, _: V) {
        self.first.fill(u16::MAX);
        let years = self.values.chunks_exact(self.first.len()).enumerate();
        // From the last year to the first, so that the earliest stays.
        for (t, values) in years.rev() {
            for (first, value) in self.first.iter_mut().zip(values) {
                let reached = self.bounds.shortfall(*value) <= 0.0;
                *first = if reached { t as u16 } else { *first };
            }
        }
    }
}

fn add(met: &mut [usize], hit: &[bool]) {
    for (met, hit) in met.iter_mut().zip(hit) {
        *met += usize::from(*hit);
    }
}
