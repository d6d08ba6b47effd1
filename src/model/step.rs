//! One year over a block of paths.

use super::block::{Shocks, State};
use super::calibration::Calibration;
use super::compile::Model;
use super::{demand, factors, investment, output, prices, supply};
use crate::numerics::packs::{Kernel, MOST_LANES, Vectors, run};

/// A block's number of lanes is a multiple of this.
pub const LANE_GROUP: usize = MOST_LANES;

/// Advances a block by one year; `t` is 0 for the first simulated year.
pub fn advance(
    model: &Model,
    calibration: &Calibration,
    t: usize,
    shocks: &Shocks,
    state: &mut State,
) {
    let year = Year {
        model,
        calibration,
        t,
        shocks,
    };
    year.open(state);
    year.produce(state);
    year.close(state);
}

/// A year and what it needs. Its three parts are apart because the anchor repeats the middle one until it finds μ.
#[derive(Clone, Copy)]
pub(super) struct Year<'m> {
    pub(super) model: &'m Model,
    pub(super) calibration: &'m Calibration,
    pub(super) t: usize,
    pub(super) shocks: &'m Shocks,
}

impl Year<'_> {
    /// Shocks, investment and capital.
    pub(super) fn open(self, state: &mut State) {
        run(Open(self, state));
    }

    /// Capacity, demand, output and GDP, none of them committed.
    pub(super) fn produce(self, state: &mut State) {
        run(Produce(self, state));
    }

    /// Prices; commits the year.
    pub(super) fn close(self, state: &mut State) {
        run(Close(self, state));
    }
}

struct Open<'m, 's>(Year<'m>, &'s mut State);
struct Produce<'m, 's>(Year<'m>, &'s mut State);
struct Close<'m, 's>(Year<'m>, &'s mut State);

impl Kernel for Open<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn run<V: Vectors>(self, v: V) {
        let Self(year, state) = self;
        let Year { model, t, .. } = year;
        factors::update(v, model, year.calibration, t, year.shocks, state);
        investment::invest(v, model, t, year.shocks, state);
        supply::build(v, model, t, state);
    }
}

impl Kernel for Produce<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn run<V: Vectors>(self, v: V) {
        let Self(year, state) = self;
        let Year { model, t, .. } = year;
        demand::crave(v, model, year.calibration, t, state);
        for i in 0..model.nodes.len() {
            supply::expand(v, model, year.calibration, t, i, year.shocks, state);
            demand::want(v, model, year.calibration, t, i, year.shocks, state);
        }
        demand::require(v, model, t, state);
        for i in 0..model.nodes.len() {
            output::produce(v, model, i, state);
        }
        output::add_up(v, model, state);
    }
}

impl Kernel for Close<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn run<V: Vectors>(self, v: V) {
        let Self(year, state) = self;
        prices::commit(v, year.model, year.t, state);
    }
}
