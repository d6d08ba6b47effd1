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
    let (ln_demand, ln_capacity) = (state.ln_demand.view(), state.ln_capacity.view());
    let mut gaps = state.gap.view_mut();
    for (r, region) in model.regions.iter().enumerate() {
        let expected = region.inflation.at(t);
        let shock = state.loads.row(r * role::COUNT + role::PRICES);
        let ln_price = state.ln_price.row_mut(r);
        // After the swap, this year's GDP is in place and the year before's is where the next will go.
        let (gdp, gdp_before) = (state.gdp.row(r), state.next_gdp.row(r));
        let gdp_growth = state.gdp_growth.row_mut(r);
        for at in packs::<V>(lanes) {
            let mut pressure = v.fill(0.0);
            for &i in &region.nodes {
                let node = &model.nodes[i];
                let gap = ln_demand.load(v, i, at) - ln_capacity.load(v, i, at);
                gaps.store(v, gap, i, at);
                pressure = (gap - node.base_gap).scaled_plus(node.weight, pressure);
            }
            let before = v.load(ln_price, at) + expected;
            let moved = pressure.scaled_plus(region.price_slope, before) + v.load(shock, at);
            v.store(moved, ln_price, at);
            let growth = v.load(gdp, at) / v.load(gdp_before, at);
            v.store(ln_of_positive(growth), gdp_growth, at);
        }
    }
}
