//! Formulas of declared indicators, compiled to flat programs and evaluated for whole blocks, year by year.
//!
//! A program is in postfix order over a stack of rows, one row a block's lanes.

mod compiler;
mod machine;
mod values;

use std::collections::BTreeMap;

use self::compiler::{Compiler, needed};
use self::machine::{Instruction, Place, run};
pub use self::values::Derived;
use super::compile::Model;
use super::indicators::Evaluator;
use super::trajectory::{Recorded, Trajectory};
use crate::scenario::{Indicator, Scenario};

/// The declared indicators that something watched needs, ready to be evaluated.
#[derive(Debug, Clone)]
pub struct Formulas {
    base_year: i32,
    /// Declared indicators and growth rates, in the order of their places.
    owners: Vec<(usize, bool)>,
    /// Series of the model that formulas name, with their places.
    inputs: Vec<(usize, Evaluator)>,
    /// Noises: declared indicator, place, median.
    noises: Vec<(usize, usize, f64)>,
    /// One year's computations, each after what it needs.
    steps: Vec<Step>,
    places: usize,
    stack: usize,
}

/// One computation of a year.
#[derive(Debug, Clone)]
struct Step {
    program: Vec<Instruction>,
    outcome: Outcome,
}

/// What becomes of a program's result.
#[derive(Debug, Clone, Copy)]
enum Outcome {
    /// It is the level; its growth may be wanted.
    Level {
        level: usize,
        growth: Option<usize>,
        base: f64,
    },
    /// It is the growth, and the level follows.
    Growth {
        level: usize,
        growth: usize,
        base: f64,
    },
    /// It is added to what was there the year before.
    Cumulated { place: usize },
}

impl Outcome {
    /// Places that the step fills.
    fn places(self) -> [Option<usize>; 2] {
        match self {
            Self::Level { level, growth, .. } => [Some(level), growth],
            Self::Growth { level, growth, .. } => [Some(level), Some(growth)],
            Self::Cumulated { place } => [Some(place), None],
        }
    }
}

impl Formulas {
    /// What these indicators need; `None` when none of them is declared.
    pub fn new(model: &Model, scenario: &Scenario, wanted: &[Indicator]) -> Option<Self> {
        let needed = needed(scenario, wanted);
        if needed.is_empty() {
            return None;
        }
        let mut compiler = Compiler::new(model, scenario, &needed);
        for &k in &needed {
            compiler.indicator(k);
        }
        Some(compiler.finish())
    }

    /// What the trajectory must have written down.
    pub fn records(&self) -> Recorded {
        let of = self.inputs.iter().map(|(_, evaluator)| evaluator.records());
        of.fold(Recorded::default(), Recorded::or)
    }

    /// Room for the values of `years` years of a block of `lanes` paths.
    pub fn room(&self, years: usize, lanes: usize) -> Derived {
        Derived::new(self.owners.clone(), self.places, self.stack, [years, lanes])
    }

    /// Lets `draw` fill the noise of every declared indicator (by position) and year that has one.
    pub fn draw(
        &self,
        trajectory: &mut Trajectory,
        mut draw: impl FnMut(usize, usize, &mut [f64]),
    ) {
        let Some(derived) = &mut trajectory.derived else {
            return;
        };
        for (k, place, _) in &self.noises {
            for t in 0..derived.years {
                draw(*k, t, derived.row_mut(*place, t));
            }
        }
    }

    /// Sets every noise to its median: the central path.
    pub fn without_noise(&self, trajectory: &mut Trajectory) {
        let medians: BTreeMap<usize, f64> = self.noises.iter().map(|(k, _, m)| (*k, *m)).collect();
        self.draw(trajectory, |k, _, out| out.fill(medians[&k]));
    }

    /// Evaluates every formula for all years and lanes; the noise has been drawn.
    pub fn evaluate(&self, trajectory: &mut Trajectory) {
        let Some(mut derived) = trajectory.derived.take() else {
            return;
        };
        let length = derived.years * derived.lanes;
        for (place, evaluator) in &self.inputs {
            let out = &mut derived.values[place * length..][..length];
            evaluator.evaluate(trajectory, out);
        }
        for t in 0..derived.years {
            for step in &self.steps {
                let place = Place {
                    t,
                    calendar: f64::from(self.base_year + 1 + t as i32),
                    years: derived.years,
                    lanes: derived.lanes,
                };
                run(&step.program, place, &derived.values, &mut derived.room);
                step.outcome.store(t, &mut derived);
            }
        }
        trajectory.derived = Some(derived);
    }
}

impl Outcome {
    /// Puts the result of a program, which is the first row of the room, where it belongs.
    fn store(self, t: usize, derived: &mut Derived) {
        let (years, lanes) = (derived.years, derived.lanes);
        let (values, result) = (&mut derived.values, &derived.room[..lanes]);
        let at = |place: usize, t: usize| (place * years + t) * lanes;
        match self {
            Self::Level {
                level,
                growth,
                base,
            } => {
                values[at(level, t)..][..lanes].copy_from_slice(result);
                let Some(growth) = growth else { return };
                for lane in 0..lanes {
                    let before = match t {
                        0 => base,
                        _ => values[at(level, t - 1) + lane],
                    };
                    values[at(growth, t) + lane] = result[lane] / before - 1.0;
                }
            }
            Self::Growth {
                level,
                growth,
                base,
            } => {
                values[at(growth, t)..][..lanes].copy_from_slice(result);
                for lane in 0..lanes {
                    let before = match t {
                        0 => base,
                        _ => values[at(level, t - 1) + lane],
                    };
                    values[at(level, t) + lane] = before * (1.0 + result[lane]);
                }
            }
            Self::Cumulated { place } => {
                for lane in 0..lanes {
                    let before = match t {
                        0 => 0.0,
                        _ => values[at(place, t - 1) + lane],
                    };
                    values[at(place, t) + lane] = before + result[lane];
                }
            }
        }
    }
}
