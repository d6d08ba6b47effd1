//! Consumption, outside sales and the demand on every node (model.md §5).

use multiversion::multiversion;

use super::block::{Shocks, State, role, row, row_mut};
use super::calibration::Calibration;
use super::compile::Model;
use crate::numerics::{exp, ln};

/// Demand of year `t`: c, e, f and ln x^d; c and e are not yet committed.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2"))]
pub(super) fn demand(
    model: &Model,
    calibration: &Calibration,
    t: usize,
    shocks: &Shocks,
    state: &mut State,
) {
    for i in 0..model.nodes.len() {
        consume(model, calibration, t, i, state);
        sell_outside(model, calibration, t, i, shocks, state);
        final_demand(model, i, state);
    }
    for i in 0..model.nodes.len() {
        notional_demand(model, i, state);
    }
}

/// c_t = c_{t−1} exp(ĉ + β z_c + ω (unexpected income growth of the year before)).
#[inline(always)]
fn consume(model: &Model, calibration: &Calibration, t: usize, i: usize, state: &mut State) {
    if model.accounts.consumption[i] == 0.0 {
        return;
    }
    let node = &model.nodes[i];
    let (income_effect, expected) = match t {
        0 => (0.0, 0.0),
        _ => (
            model.regions[node.region].income_effect,
            calibration.gdp_growth[[t - 1, node.region]],
        ),
    };
    let growth = calibration.consumption_growth[[t, node.region]];
    let income = row(&state.gdp_growth, node.region);
    let shock = row(&state.loads, node.region * role::COUNT + role::CONSUMPTION);
    let before = row(&state.consumption, i);
    let lanes = before.iter().zip(shock.iter().zip(income));
    for (next, (before, (z, income))) in row_mut(&mut state.next_consumption, i)
        .iter_mut()
        .zip(lanes)
    {
        *next =
            before * exp(growth + node.consumption_load * z + income_effect * (income - expected));
    }
}

/// e_t = e_{t−1} exp(ê + m (unexpected capacity growth) + β z_d + events + σ η).
#[inline(always)]
fn sell_outside(
    model: &Model,
    calibration: &Calibration,
    t: usize,
    i: usize,
    shocks: &Shocks,
    state: &mut State,
) {
    let node = &model.nodes[i];
    let expected = calibration.capacity_growth[[t, i]];
    let exponent = row_mut(&mut state.scratch, 0);
    let shock = row(&state.loads, node.region * role::COUNT + role::DEMAND);
    let lanes = row(&state.own_growth, i)
        .iter()
        .zip(shock.iter().zip(row(&shocks.outside, i)));
    for (exponent, (own, (z, eta))) in exponent.iter_mut().zip(lanes) {
        *exponent = expected
            + node.market_pass_through * (own - expected)
            + node.demand_load * z
            + node.demand_sd * eta;
    }
    for (e, size) in &node.outside_events {
        for (exponent, h) in row_mut(&mut state.scratch, 0)
            .iter_mut()
            .zip(row(&state.events, *e))
        {
            *exponent += size * h;
        }
    }
    let lanes = row(&state.outside_sales, i)
        .iter()
        .zip(row(&state.scratch, 0));
    for (next, (before, exponent)) in row_mut(&mut state.next_outside_sales, i)
        .iter_mut()
        .zip(lanes)
    {
        *next = before * exp(*exponent);
    }
}

/// f = c + e + Σ B I.
#[inline(always)]
fn final_demand(model: &Model, i: usize, state: &mut State) {
    let lanes = row(&state.next_consumption, i)
        .iter()
        .zip(row(&state.next_outside_sales, i));
    for (f, (c, e)) in row_mut(&mut state.final_demand, i).iter_mut().zip(lanes) {
        *f = c + e;
    }
    for (c, share) in &model.nodes[i].spent_on {
        for (f, real) in row_mut(&mut state.final_demand, i)
            .iter_mut()
            .zip(row(&state.real_investment, *c))
        {
            *f += share * real;
        }
    }
}

/// ln x^d = ln q + ln Σ_j L_ij f_j, with the sums of a few lanes kept in registers over j.
#[inline(always)]
fn notional_demand(model: &Model, i: usize, state: &mut State) {
    const TILE: usize = 16;
    let node = &model.nodes[i];
    let lanes = state.final_demand.ncols();
    let all = state
        .final_demand
        .as_slice()
        .expect("blocks are stored row by row");
    let out = row_mut(&mut state.ln_demand, i);
    for (tile, out) in out.chunks_exact_mut(TILE).enumerate() {
        let mut sum = [0.0; TILE];
        for (j, coefficient) in &node.leontief {
            let f = &all[j * lanes + tile * TILE..][..TILE];
            for (sum, f) in sum.iter_mut().zip(f) {
                *sum += coefficient * f;
            }
        }
        for (out, sum) in out.iter_mut().zip(sum) {
            *out = node.ln_notional_ratio + ln(sum);
        }
    }
}
