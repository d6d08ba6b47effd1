//! Prices, and the commitment of a finished year (model.md §6).

use super::block::{State, role};
use super::compile::Model;
use super::rows::packs;
use crate::numerics::ln_of_positive;
use crate::numerics::packs::{Pack, Vectors};

/// Moves prices to year `t`, and makes the year's capacity, demand and GDP the state.
#[inline(always)]
pub(super) fn commit<V: Vectors>(v: V, model: &Model, t: usize, state: &mut State) {
    std::mem::swap(&mut state.ln_capacity, &mut state.next_ln_capacity);
    std::mem::swap(&mut state.consumption, &mut state.next_consumption);
    std::mem::swap(&mut state.outside_sales, &mut state.next_outside_sales);
    std::mem::swap(&mut state.gdp, &mut state.next_gdp);
    let lanes = state.gap.lanes();
    for (r, region) in model.regions.iter().enumerate() {
        let expected = region.inflation.at(t);
        for at in packs::<V>(lanes) {
            let mut pressure = v.fill(0.0);
            for &i in &region.nodes {
                let node = &model.nodes[i];
                let demand = v.load(state.ln_demand.row(i), at);
                let gap = demand - v.load(state.ln_capacity.row(i), at);
                v.store(gap, state.gap.row_mut(i), at);
                pressure = (gap - node.base_gap).scaled_plus(node.weight, pressure);
            }
            let shock = v.load(state.loads.row(r * role::COUNT + role::PRICES), at);
            let before = v.load(state.ln_price.row(r), at) + expected;
            let ln_price = pressure.scaled_plus(region.price_slope, before) + shock;
            v.store(ln_price, state.ln_price.row_mut(r), at);
            // After the swap, this year's GDP is in place and the year before's is where the next will go.
            let growth = v.load(state.gdp.row(r), at) / v.load(state.next_gdp.row(r), at);
            v.store(ln_of_positive(growth), state.gdp_growth.row_mut(r), at);
        }
    }
}
