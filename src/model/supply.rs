//! Capital and capacity of one year (model.md §3 and §4).

use multiversion::multiversion;

use super::block::{Shocks, State, formation_slot, role, row, row_mut};
use super::calibration::Calibration;
use super::compile::{Model, Node};
use crate::numerics::ln;

/// Capital at the end of year `t`, with what was invested in it and in the years before.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2"))]
pub(super) fn build(model: &Model, t: usize, state: &mut State) {
    let lags = model.gestation.len();
    for (i, node) in model.nodes.iter().enumerate() {
        let mut formation =
            state
                .formation
                .slice_mut(ndarray::s![formation_slot(t + 1, 0, lags), i, ..]);
        let formed = formation
            .as_slice_mut()
            .expect("blocks are stored row by row");
        formed.fill(0.0);
        for (c, share) in &node.formation {
            for (formed, real) in formed.iter_mut().zip(row(&state.real_investment, *c)) {
                *formed += share * real;
            }
        }
        let entering = row_mut(&mut state.scratch, 0);
        entering.fill(0.0);
        for (lag, weight) in model.gestation.iter().enumerate() {
            let formed =
                state
                    .formation
                    .slice(ndarray::s![formation_slot(t + 1, lag, lags), i, ..]);
            for (entering, formed) in entering
                .iter_mut()
                .zip(formed.to_slice().expect("blocks are stored row by row"))
            {
                *entering += weight * formed;
            }
        }
        let lanes = row_mut(&mut state.capital, i)
            .iter_mut()
            .zip(row_mut(&mut state.capital_growth, i));
        for ((capital, growth), entering) in lanes.zip(row(&state.scratch, 0)) {
            let next = (1.0 - node.depreciation) * *capital + entering;
            *growth = ln(next / *capital);
            *capital = next;
        }
    }
}

/// Capacity of year `t`, not yet committed.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2"))]
pub(super) fn expand(
    model: &Model,
    calibration: &Calibration,
    t: usize,
    shocks: &Shocks,
    state: &mut State,
) {
    for (i, node) in model.nodes.iter().enumerate() {
        let known = known_growth(model, node, t) + calibration.adjustment[[t, node.region]];
        let own = row_mut(&mut state.own_growth, i);
        let drivers = row(&state.capital_growth, i).iter().zip(row(
            &state.loads,
            node.region * role::COUNT + role::PRODUCTIVITY,
        ));
        let draws = row(&state.trend_draw, node.region)
            .iter()
            .zip(row(&shocks.supply, i));
        for ((own, (capital, z)), (trend, epsilon)) in own.iter_mut().zip(drivers).zip(draws) {
            *own = known
                + trend
                + node.capital_share * capital
                + node.productivity_load * z
                + node.supply_sd * epsilon;
        }
        for (e, size) in &node.supply_events {
            for (own, h) in row_mut(&mut state.own_growth, i)
                .iter_mut()
                .zip(row(&state.events, *e))
            {
                *own += size * h;
            }
        }
        let expected_gap = calibration.gap_before[[t, i]];
        let before = row(&state.ln_capacity, i).iter().zip(row(&state.gap, i));
        let next = row_mut(&mut state.next_ln_capacity, i)
            .iter_mut()
            .zip(row(&state.own_growth, i));
        for ((next, own), (ln_capacity, gap)) in next.zip(before) {
            *next = ln_capacity + own + node.catch_up * (gap - expected_gap);
        }
    }
}

/// The part of capacity growth that no shock, no capital and no anchor moves, log points per year.
pub(super) fn known_growth(model: &Model, node: &Node, t: usize) -> f64 {
    let region = &model.regions[node.region];
    node.trend.at(t)
        + node.research_effect * region.research_change.at(t)
        + (1.0 - node.capital_share) * region.labour.at(t)
}
