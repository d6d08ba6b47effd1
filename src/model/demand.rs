//! Consumption, outside sales and the demand on every node (model.md §5).

use super::block::{Shocks, State, role};
use super::calibration::Calibration;
use super::compile::{ConsumptionGroup, Model};
use super::rows::packs;
use crate::numerics::packs::{Pack, Vectors};
use crate::numerics::{exp_clamped, ln_of_positive};

/// exp(ĉ + β z_c + ω (unexpected income growth of the year before)): what consumption grows by, the same for all nodes of a group.
#[inline(always)]
pub(super) fn crave<V: Vectors>(
    v: V,
    model: &Model,
    calibration: &Calibration,
    t: usize,
    state: &mut State,
) {
    for (g, group) in model.consumption_groups.iter().enumerate() {
        let ConsumptionGroup { region, load } = *group;
        let (income_effect, expected) = match t {
            0 => (0.0, 0.0),
            _ => (
                model.regions[region].income_effect,
                calibration.gdp_growth[[t - 1, region]],
            ),
        };
        let central = v.fill(calibration.consumption_growth[[t, region]]);
        let shock = state.loads.row(region * role::COUNT + role::CONSUMPTION);
        let income = state.gdp_growth.row(region);
        let out = state.consumption_factor.row_mut(g);
        for at in packs::<V>(out.len()) {
            let exponent = v.load(shock, at).scaled_plus(load, central);
            let unexpected = v.load(income, at) - expected;
            let exponent = unexpected.scaled_plus(income_effect, exponent);
            v.store(exp_clamped(exponent), out, at);
        }
    }
}

/// Final demand on node `i`: f = c + e + Σ B I; c and e are not yet committed.
///
/// c_t = c_{t−1} exp(ĉ + …), e_t = e_{t−1} exp(ê + m (unexpected capacity growth) + β z_d + events + σ η).
#[inline(always)]
pub(super) fn want<V: Vectors>(
    v: V,
    model: &Model,
    calibration: &Calibration,
    t: usize,
    i: usize,
    shocks: &Shocks,
    state: &mut State,
) {
    let node = &model.nodes[i];
    let expected = calibration.capacity_growth[[t, i]];
    let shock = state.loads.row(node.region * role::COUNT + role::DEMAND);
    let eta = shocks.outside.row(i);
    let factor = state.consumption_factor.row(node.consumption_group);
    let consumption_before = state.consumption.row(i);
    let consumption_now = state.next_consumption.row_mut(i);
    let own_growth = state.own_growth.row(i);
    let sales_before = state.outside_sales.row(i);
    let sales_now = state.next_outside_sales.row_mut(i);
    let final_demand = state.final_demand.row_mut(i);
    let (events, investment) = (state.events.view(), state.real_investment.view());
    for at in packs::<V>(eta.len()) {
        let consumption = v.load(consumption_before, at) * v.load(factor, at);
        v.store(consumption, consumption_now, at);

        let unexpected = v.load(own_growth, at) - expected;
        let mut exponent = unexpected.scaled_plus(node.market_pass_through, v.fill(expected));
        exponent = v.load(shock, at).scaled_plus(node.demand_load, exponent);
        exponent = v.load(eta, at).scaled_plus(node.demand_sd, exponent);
        for (e, size) in &node.outside_events {
            exponent = events.load(v, *e, at).scaled_plus(*size, exponent);
        }
        let sales = v.load(sales_before, at) * exp_clamped(exponent);
        v.store(sales, sales_now, at);

        let mut demand = consumption + sales;
        for (c, share) in &node.spent_on {
            let real = investment.load(v, *c, at);
            demand = real.scaled_plus(*share, demand);
        }
        v.store(demand, final_demand, at);
    }
}

/// Notional demand on every node: ln x^d = ln q + ln Σ_j L_ij f_j.
///
/// All nodes for a few lanes, then for the next: those lanes of every f stay in the nearest cache, however many nodes there are.
#[inline(always)]
pub(super) fn require<V: Vectors>(v: V, model: &Model, t: usize, state: &mut State) {
    if model.requirements.are_uncertain() {
        require_by_case(model, t, state);
        return;
    }
    let rows = model.requirements.central(t);
    let final_demand = state.final_demand.view();
    let mut ln_demand = state.ln_demand.view_mut();
    for at in packs::<V>(state.final_demand.lanes()) {
        for (i, node) in model.nodes.iter().enumerate() {
            let mut sum = v.fill(0.0);
            for (j, coefficient) in &rows[i] {
                let demand = final_demand.load(v, *j, at);
                sum = demand.scaled_plus(*coefficient, sum);
            }
            let demand = ln_of_positive(sum) + node.ln_notional_ratio;
            ln_demand.store(v, demand, i, at);
        }
    }
}

/// As [`require`], each path with the inverse of its case. Lanes with different coefficients make no pack.
fn require_by_case(model: &Model, t: usize, state: &mut State) {
    let cases = model.requirements.cases(t);
    for lane in 0..state.final_demand.lanes() {
        let inverse = &cases[state.input_case[[0, lane]] as usize];
        for (i, (row, node)) in inverse.rows().into_iter().zip(&model.nodes).enumerate() {
            let mut sum = 0.0;
            for (j, coefficient) in row.iter().enumerate() {
                sum += coefficient * state.final_demand[[j, lane]];
            }
            state.ln_demand[[i, lane]] = ln_of_positive(sum) + node.ln_notional_ratio;
        }
    }
}
