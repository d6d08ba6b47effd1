//! Prices, and the commitment of a finished year (model.md §6).

use multiversion::multiversion;

use super::block::{State, role, row, row_mut};
use super::compile::Model;
use crate::numerics::ln;

/// Moves prices to year `t`, and makes the year's capacity, demand and GDP the state.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2"))]
pub(super) fn commit(model: &Model, t: usize, state: &mut State) {
    std::mem::swap(&mut state.ln_capacity, &mut state.next_ln_capacity);
    std::mem::swap(&mut state.consumption, &mut state.next_consumption);
    std::mem::swap(&mut state.outside_sales, &mut state.next_outside_sales);
    for i in 0..model.nodes.len() {
        let lanes = row(&state.ln_demand, i)
            .iter()
            .zip(row(&state.ln_capacity, i));
        for (gap, (demand, capacity)) in row_mut(&mut state.gap, i).iter_mut().zip(lanes) {
            *gap = demand - capacity;
        }
    }
    for (r, region) in model.regions.iter().enumerate() {
        let pressure = row_mut(&mut state.scratch, 0);
        pressure.fill(0.0);
        for &i in &region.nodes {
            let (weight, at_base) = (model.nodes[i].weight, base_gap(model, i));
            for (pressure, gap) in pressure.iter_mut().zip(row(&state.gap, i)) {
                *pressure += weight * (gap - at_base);
            }
        }
        let expected = region.inflation.at(t);
        let lanes = row(&state.scratch, 0)
            .iter()
            .zip(row(&state.loads, r * role::COUNT + role::PRICES));
        for (ln_price, (pressure, z)) in row_mut(&mut state.ln_price, r).iter_mut().zip(lanes) {
            *ln_price += expected + region.price_slope * pressure + z;
        }
        let lanes = row(&state.next_gdp, r).iter().zip(row(&state.gdp, r));
        for (growth, (now, before)) in row_mut(&mut state.gdp_growth, r).iter_mut().zip(lanes) {
            *growth = ln(now / before);
        }
    }
    std::mem::swap(&mut state.gdp, &mut state.next_gdp);
}

/// ln x^d − ln cap of a node in the base year.
#[inline(always)]
fn base_gap(model: &Model, i: usize) -> f64 {
    model.nodes[i].ln_notional_ratio + ln(model.accounts.gross_output[i])
        - ln(model.accounts.capacity[i])
}
