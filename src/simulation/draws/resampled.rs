//! Samples made from another: some variables drawn anew, or all but some left at their central values.
//!
//! What is drawn anew takes the numbers of paths far beyond any run's, so that it is as keyed and reproducible as the rest, and the
//! same whatever else is drawn anew. Factors that correlate are drawn anew given those that are kept.

use ndarray::{Array2, ArrayView1};

use super::{Draws, FactorDraw, Margin};
use crate::model::{Driver, Shocks};
use crate::random::Source;
use crate::scenario::Sampler;

/// How far beyond a path the path lies whose numbers it takes anew. Runs have 10¹⁰ paths at most.
const BEYOND: u64 = 1 << 48;

/// Factors that are drawn anew.
#[derive(Debug, Clone)]
pub(super) struct Anew {
    /// The second set of independent scores; `None` where nothing uses it.
    sources: Vec<Option<Source>>,
    kept: Array2<f64>,
    fresh: Array2<f64>,
}

impl Anew {
    /// Innovations from both sets of scores; the first is in `shocks`.
    pub(super) fn correlate(
        &self,
        factors: &[FactorDraw],
        (year, first_path): (u32, u64),
        room: &mut [f64],
        shocks: &mut Shocks,
    ) {
        let lanes = room.len();
        let first: Vec<Vec<f64>> = (0..factors.len())
            .map(|k| shocks.innovations.row(k).to_vec())
            .collect();
        let second = self.sources.iter().map(|source| {
            let mut scores = vec![0.0; lanes];
            if let Some(source) = source {
                source.fill_normal(year, first_path, &mut scores);
            }
            scores
        });
        let second: Vec<Vec<f64>> = second.collect();
        for (k, factor) in factors.iter().enumerate() {
            room.fill(0.0);
            combine(&self.kept.row(k), &first, room);
            combine(&self.fresh.row(k), &second, room);
            factor.apply(room, shocks.innovations.row_mut(k));
        }
    }
}

/// Adds Σ weight · scores.
fn combine(weights: &ArrayView1<'_, f64>, scores: &[Vec<f64>], out: &mut [f64]) {
    for (weight, scores) in weights.iter().zip(scores).filter(|(w, _)| **w != 0.0) {
        for (out, score) in out.iter_mut().zip(scores) {
            *out += weight * score;
        }
    }
}

impl Draws {
    /// The same paths with these variables drawn anew, correlated factors given those that are kept; an event with its severity.
    ///
    /// # Panics
    /// Under Sobol points, whose paths have no other sample.
    #[must_use]
    pub fn anew(&self, drivers: &[Driver]) -> Self {
        assert_eq!(
            self.sampler,
            Sampler::Philox,
            "Sobol points have no second sample"
        );
        let mut draws = self.clone();
        let mut factors = vec![false; self.factors.len()];
        for driver in drivers {
            match *driver {
                Driver::Innovation(k) => factors[k] = true,
                other => draws.take_anew(other),
            }
        }
        if factors.contains(&true) {
            // One without any scale moves nothing, and must not tie to their old values those that correlate with it.
            let still = self.factors.iter().map(|factor| factor.scale == 0.0);
            for (factor, still) in factors.iter_mut().zip(still) {
                *factor |= still;
            }
            let redrawn = self.correlation.redrawn(&factors);
            let used = |k: usize| redrawn.fresh.column(k).iter().any(|weight| *weight != 0.0);
            let sources = self.factors.iter().enumerate();
            draws.anew = Some(Box::new(Anew {
                sources: sources
                    .map(|(k, factor)| used(k).then(|| factor.source.shifted(BEYOND)))
                    .collect(),
                kept: redrawn.kept,
                fresh: redrawn.fresh,
            }));
        }
        draws
    }

    fn take_anew(&mut self, driver: Driver) {
        let shift = |source: &mut Source| *source = source.shifted(BEYOND);
        let drawn = |margin: &mut Margin| {
            if let Margin::Drawn(source, _) = margin {
                shift(source);
            }
        };
        match driver {
            Driver::Innovation(_) => unreachable!("factors are drawn together"),
            Driver::Occurrence(e) => {
                shift(&mut self.events[e].occurrence);
                drawn(&mut self.events[e].severity);
            }
            Driver::Execution(g) => drawn(&mut self.execution[g]),
            Driver::Spending(c) => self.investment[c].iter_mut().for_each(shift),
            Driver::Supply(i) => self.supply[i].iter_mut().for_each(shift),
            Driver::AllSupply => self.supply.iter_mut().flatten().for_each(shift),
            Driver::OutsideDemand(i) => self.outside[i].iter_mut().for_each(shift),
            Driver::AllOutsideDemand => self.outside.iter_mut().flatten().for_each(shift),
            Driver::Noise(k) => self.noise[k].iter_mut().for_each(drawn),
            Driver::Trend(r) => self.trend[r]
                .iter_mut()
                .for_each(|(source, _)| shift(source)),
            Driver::Revision(r) => drawn(&mut self.revision[r]),
            Driver::InputCase => self
                .input_case
                .iter_mut()
                .for_each(|(source, _)| shift(source)),
        }
    }

    /// The same paths with all other variables as on the central path: no shock, no event, investment as scheduled, every noise at its median.
    #[must_use]
    pub fn only(&self, drivers: &[Driver]) -> Self {
        let of = |driver: Driver| drivers.contains(&driver);
        let mut draws = self.clone();
        silence(&mut draws.supply, |i| {
            of(Driver::AllSupply) || of(Driver::Supply(i))
        });
        silence(&mut draws.outside, |i| {
            of(Driver::AllOutsideDemand) || of(Driver::OutsideDemand(i))
        });
        silence(&mut draws.investment, |c| of(Driver::Spending(c)));
        silence(&mut draws.trend, |r| of(Driver::Trend(r)));
        if !of(Driver::InputCase) {
            draws.input_case = None;
        }
        let factors = draws.factors.iter_mut().enumerate();
        for (_, factor) in factors.filter(|(k, _)| !of(Driver::Innovation(*k))) {
            factor.scale = 0.0;
        }
        let events = draws.events.iter_mut().enumerate();
        for (_, event) in events.filter(|(e, _)| !of(Driver::Occurrence(*e))) {
            event.probability.fill(0.0);
        }
        settle(&mut draws.execution, |g| of(Driver::Execution(g)));
        settle(&mut draws.revision, |r| of(Driver::Revision(r)));
        for (k, noise) in draws.noise.iter_mut().enumerate() {
            if let Some(Margin::Drawn(_, table)) = noise
                && !of(Driver::Noise(k))
            {
                *noise = Some(Margin::Certain(table.value(0.0)));
            }
        }
        draws
    }
}

/// Shocks around nothing are none.
fn silence<T>(sources: &mut [Option<T>], lives: impl Fn(usize) -> bool) {
    for (place, source) in sources.iter_mut().enumerate() {
        if !lives(place) {
            *source = None;
        }
    }
}

/// On the central path plans are carried out in full and levels are not revised: both are factors of 1.
fn settle(margins: &mut [Margin], lives: impl Fn(usize) -> bool) {
    for (place, margin) in margins.iter_mut().enumerate() {
        if !lives(place) {
            *margin = Margin::Certain(1.0);
        }
    }
}
