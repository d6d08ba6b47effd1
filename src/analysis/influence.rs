//! Which inputs move the targets' probabilities: each is moved alone, a tenth down and a tenth up, on the same draws.
//!
//! A first look, not a sensitivity analysis: it sees one input at a time and no interaction. What is solved once is kept wherever the
//! input does not touch it (model.md §7), as for any change.

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use crate::scenario::{Input, Loaded, Scenario, Status};
use crate::simulation::{
    Base, Design, Ensemble, IndicatorSet, PrepareError, Prepared, RunError, SamplingPlan, Silent,
    prepare, prepare_changed, simulate,
};

/// How far an input is moved, relative to its value.
pub const STEP: f64 = 0.1;

/// What an input does to one target.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// Position of the target in the scenario.
    pub target: usize,
    /// P(target) with the input a tenth higher, less P with it a tenth lower.
    pub difference: f64,
    /// Half of its 95 % interval, paired on the same draws.
    pub half_width: f64,
}

/// One input and what it moves.
#[derive(Debug, Clone, PartialEq)]
pub struct Influence {
    /// Position among the file's inputs.
    pub input: usize,
    /// The effect on every target, in the order of the scenario.
    pub effects: Vec<Effect>,
}

impl Influence {
    /// The effect that is largest in size; `None` in a scenario without targets.
    pub fn largest(&self) -> Option<&Effect> {
        let size = |effect: &&Effect| effect.difference.abs();
        self.effects
            .iter()
            .max_by(|a, b| size(a).total_cmp(&size(b)))
    }
}

/// What the inputs move, the most first.
#[derive(Debug, Clone, PartialEq)]
pub struct Influences {
    /// Inputs that were moved.
    pub moved: Vec<Influence>,
    /// Positions of inputs that cannot be moved alone: the accounts, plans or ranges they belong to would no longer hold.
    pub tied: Vec<usize>,
    /// Paths that each probability rests on.
    pub paths: u64,
}

impl Influences {
    /// How much of all that the inputs move is moved by inputs of this status: the share of Σ |difference| over inputs and targets.
    pub fn share(&self, inputs: &[Input], status: Status) -> f64 {
        let sum = |wanted: &dyn Fn(&Influence) -> bool| -> f64 {
            let moved = self.moved.iter().filter(|influence| wanted(influence));
            moved
                .flat_map(|influence| &influence.effects)
                .fold(0.0, |sum, effect| sum + effect.difference.abs())
        };
        let all = sum(&|_| true);
        let own = sum(&|influence| inputs[influence.input].provenance.status == status);
        if all > 0.0 { own / all } else { 0.0 }
    }
}

/// Moves every single number of a scenario alone, on the threads of the current rayon pool.
///
/// # Errors
/// When the scenario itself cannot be prepared.
pub fn influences(loaded: &Loaded, paths: u64) -> Result<Influences, PrepareError> {
    let base = loaded.base();
    let design = Design::of(base);
    let prepared = prepare(base, design, IndicatorSet::Judged)?;
    let from = Base {
        scenario: base,
        prepared: &prepared,
    };
    let movable: Vec<(usize, f64)> = loaded
        .inputs
        .iter()
        .enumerate()
        .filter_map(|(place, input)| Some((place, input.scalar?.0)))
        .filter(|(_, value)| *value != 0.0)
        .collect();
    let moved: Vec<Result<Influence, usize>> = movable
        .par_iter()
        .map(|(place, value)| {
            let at = |factor: f64| judged(loaded, from, *place, value * factor, paths);
            let ends = at(1.0 - STEP).zip(at(1.0 + STEP));
            ends.map(|(low, high)| influence(*place, &low, &high))
                .ok_or(*place)
        })
        .collect();
    let mut found = Influences {
        moved: Vec::new(),
        tied: Vec::new(),
        paths,
    };
    for one in moved {
        match one {
            Ok(influence) => found.moved.push(influence),
            Err(place) => found.tied.push(place),
        }
    }
    let size = |i: &Influence| i.largest().map_or(0.0, |effect| effect.difference.abs());
    found.moved.sort_by(|a, b| size(b).total_cmp(&size(a)));
    Ok(found)
}

/// The targets judged with one input at another value; `None` where it cannot have it.
fn judged(
    loaded: &Loaded,
    from: Base<'_>,
    place: usize,
    value: f64,
    paths: u64,
) -> Option<Ensemble> {
    let scenario: Scenario = loaded.with_input(&loaded.inputs[place], value).ok()?;
    let prepared: Prepared = prepare_changed(
        &scenario,
        from,
        Design::of(from.scenario),
        IndicatorSet::Judged,
    )
    .ok()?;
    let run: Result<Ensemble, RunError> =
        simulate(&prepared, SamplingPlan::of_paths(paths), &Silent);
    run.ok()
}

fn influence(input: usize, low: &Ensemble, high: &Ensemble) -> Influence {
    let counters = low.arms[0].targets.iter().zip(&high.arms[0].targets);
    let effects = counters.enumerate().map(|(target, (low_hits, high_hits))| {
        let n = low.paths as f64;
        Effect {
            target,
            difference: (high_hits.hits() as f64 - low_hits.hits() as f64) / n,
            half_width: low.errors().of_paired_difference(
                low_hits.batch_hits(),
                high_hits.batch_hits(),
                low.paths,
            ),
        }
    });
    Influence {
        input,
        effects: effects.collect(),
    }
}
