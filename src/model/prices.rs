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
                let demand = state.ln_demand.load(v, i, at);
                let gap = demand - state.ln_capacity.load(v, i, at);
                state.gap.store(v, gap, i, at);
                pressure = (gap - node.base_gap).scaled_plus(node.weight, pressure);
            }
            let shock = state.loads.load(v, r * role::COUNT + role::PRICES, at);
            let before = state.ln_price.load(v, r, at) + expected;
            let ln_price = pressure.scaled_plus(region.price_slope, before) + shock;
            state.ln_price.store(v, ln_price, r, at);
            // After the swap, this year's GDP is in place and the year before's is where the next will go.
            let growth = state.gdp.load(v, r, at) / state.next_gdp.load(v, r, at);
            state.gdp_growth.store(v, ln_of_positive(growth), r, at);
        }
    }
}
