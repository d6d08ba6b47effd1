//! Capital and capacity of one year (model.md §3 and §4).

use super::block::{Shocks, State, formation_slot, role, slot_before};
use super::calibration::Calibration;
use super::compile::{Model, Node};
use super::rows::packs;
use crate::numerics::ln_of_positive;
use crate::numerics::packs::{Pack, Vectors};

/// Capital at the end of year `t`, with what was invested in it and in the years before.
#[inline(always)]
pub(super) fn build<V: Vectors>(v: V, model: &Model, t: usize, state: &mut State) {
    let lags = model.gestation.len();
    let now = formation_slot(t + 1, 0, lags);
    for (i, node) in model.nodes.iter().enumerate() {
        for at in packs::<V>(state.capital.lanes()) {
            let mut formed = v.fill(0.0);
            for (c, share) in &node.formation {
                let real = state.real_investment.load(v, *c, at);
                formed = real.scaled_plus(*share, formed);
            }
            state.formation.store(v, formed, [now, i], at);
            let mut entering = v.fill(0.0);
            for (lag, weight) in model.gestation.iter().enumerate() {
                let slot = slot_before(now, lag, lags);
                let formed = state.formation.load(v, [slot, i], at);
                entering = formed.scaled_plus(*weight, entering);
            }
            let before = state.capital.load(v, i, at);
            let capital = before.scaled_plus(1.0 - node.depreciation, entering);
            let growth = ln_of_positive(capital / before);
            state.capital_growth.store(v, growth, i, at);
            state.capital.store(v, capital, i, at);
        }
    }
}

/// Capacity of node `i` in year `t`, not yet committed.
#[inline(always)]
pub(super) fn expand<V: Vectors>(
    v: V,
    model: &Model,
    calibration: &Calibration,
    t: usize,
    i: usize,
    shocks: &Shocks,
    state: &mut State,
) {
    let node = &model.nodes[i];
    let known = known_growth(model, node, t) + calibration.adjustment[[t, node.region]];
    let expected_gap = calibration.gap_before[[t, i]];
    let trend = state.trend_draw.row(node.region);
    let shock = state
        .loads
        .row(node.region * role::COUNT + role::PRODUCTIVITY);
    let (capital, epsilon) = (state.capital_growth.row(i), shocks.supply.row(i));
    for at in packs::<V>(epsilon.len()) {
        let mut own = v.load(trend, at) + known;
        own = v.load(capital, at).scaled_plus(node.capital_share, own);
        own = v.load(shock, at).scaled_plus(node.productivity_load, own);
        own = v.load(epsilon, at).scaled_plus(node.supply_sd, own);
        for (e, size) in &node.supply_events {
            own = state.events.load(v, *e, at).scaled_plus(*size, own);
        }
        state.own_growth.store(v, own, i, at);
        let surprise = state.gap.load(v, i, at) - expected_gap;
        let ln_capacity = state.ln_capacity.load(v, i, at) + own;
        let next = surprise.scaled_plus(node.catch_up, ln_capacity);
        state.next_ln_capacity.store(v, next, i, at);
    }
}

/// The part of capacity growth that no shock, no capital and no anchor moves, log points per year.
pub(super) fn known_growth(model: &Model, node: &Node, t: usize) -> f64 {
    let region = &model.regions[node.region];
    node.trend.at(t)
        + node.research_effect * region.research_change.at(t)
        + (1.0 - node.capital_share) * region.labour.at(t)
}
