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
        let investment = state.real_investment.view();
        let capital = state.capital.row_mut(i);
        let capital_growth = state.capital_growth.row_mut(i);
        for at in packs::<V>(capital.len()) {
            let mut formed = v.fill(0.0);
            for (c, share) in &node.formation {
                let real = investment.load(v, *c, at);
                formed = real.scaled_plus(*share, formed);
            }
            v.store(formed, state.formation.row_mut(now, i), at);
            let mut entering = v.fill(0.0);
            for (lag, weight) in model.gestation.iter().enumerate() {
                let slot = slot_before(now, lag, lags);
                let formed = v.load(state.formation.row(slot, i), at);
                entering = formed.scaled_plus(*weight, entering);
            }
            let before = v.load(capital, at);
            let after = before.scaled_plus(1.0 - node.depreciation, entering);
            v.store(ln_of_positive(after / before), capital_growth, at);
            v.store(after, capital, at);
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
    let (events, gap) = (state.events.view(), state.gap.row(i));
    let own_growth = state.own_growth.row_mut(i);
    let ln_capacity_before = state.ln_capacity.row(i);
    let ln_capacity = state.next_ln_capacity.row_mut(i);
    for at in packs::<V>(epsilon.len()) {
        let mut own = v.load(trend, at) + known;
        own = v.load(capital, at).scaled_plus(node.capital_share, own);
        own = v.load(shock, at).scaled_plus(node.productivity_load, own);
        own = v.load(epsilon, at).scaled_plus(node.supply_sd, own);
        for (e, size) in &node.supply_events {
            own = events.load(v, *e, at).scaled_plus(*size, own);
        }
        v.store(own, own_growth, at);
        let surprise = v.load(gap, at) - expected_gap;
        let grown = v.load(ln_capacity_before, at) + own;
        v.store(surprise.scaled_plus(node.catch_up, grown), ln_capacity, at);
    }
}

/// The part of capacity growth that no shock, no capital and no anchor moves, log points per year.
pub(super) fn known_growth(model: &Model, node: &Node, t: usize) -> f64 {
    let region = &model.regions[node.region];
    node.trend.at(t)
        + node.research_effect * region.research_change.at(t)
        + (1.0 - node.capital_share) * region.labour.at(t)
}
