//! One year over a block of paths.

use super::block::{Shocks, State};
use super::calibration::Calibration;
use super::compile::Model;
use super::{demand, factors, investment, output, prices, supply};

/// A block's number of lanes is a multiple of this.
pub const LANE_GROUP: usize = 16;

/// Advances a block by one year; `t` is 0 for the first simulated year.
pub fn advance(
    model: &Model,
    calibration: &Calibration,
    t: usize,
    shocks: &Shocks,
    state: &mut State,
) {
    factors::update(model, calibration, t, shocks, state);
    investment::invest(model, t, shocks, state);
    supply::build(model, t, state);
    supply::expand(model, calibration, t, shocks, state);
    demand::demand(model, calibration, t, shocks, state);
    output::produce(model, state);
    prices::commit(model, t, state);
}
