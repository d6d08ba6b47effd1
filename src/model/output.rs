//! Output as the short side of many micro-markets, with critical links (model.md §5; Sneessens & Drèze 1986, Lambert 1988).

use multiversion::multiversion;

use super::block::{State, row, row_mut};
use super::compile::Model;
use crate::numerics::{exp, softplus};

/// Output of every node and real GDP of every region; GDP is not yet committed.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2"))]
pub(super) fn produce(model: &Model, state: &mut State) {
    for i in 0..model.nodes.len() {
        let lanes = row(&state.next_ln_capacity, i)
            .iter()
            .zip(row(&state.ln_demand, i));
        for (output, (capacity, demand)) in row_mut(&mut state.ln_output, i).iter_mut().zip(lanes) {
            *output = short_side(*capacity, *demand, model.mismatch);
        }
        let unlinked = row_mut(&mut state.ln_linked_capacity, i);
        unlinked.copy_from_slice(row(&state.next_ln_capacity, i));
    }
    link(model, state);
    for i in 0..model.nodes.len() {
        for (output, ln_output) in row_mut(&mut state.output, i)
            .iter_mut()
            .zip(row(&state.ln_output, i))
        {
            *output = exp(*ln_output);
        }
    }
    add_up(model, state);
}

/// ln of the short side: ln cap − softplus(ρ (ln cap − ln x^d)) / ρ.
#[inline(always)]
fn short_side(ln_capacity: f64, ln_demand: f64, mismatch: f64) -> f64 {
    ln_capacity - softplus(mismatch * (ln_capacity - ln_demand)) / mismatch
}

/// Shortages of suppliers, measured on output before any link, take capacity from their users: this year, one pass.
#[inline(always)]
fn link(model: &Model, state: &mut State) {
    for (i, node) in model.nodes.iter().enumerate() {
        for (supplier, strength) in &node.links {
            let at_base = model.nodes[*supplier].ln_notional_ratio;
            // Output before links: recomputed, because the supplier may itself be a user that was already held back.
            let lanes = row(&state.next_ln_capacity, *supplier)
                .iter()
                .zip(row(&state.ln_demand, *supplier));
            for (linked, (capacity, demand)) in row_mut(&mut state.ln_linked_capacity, i)
                .iter_mut()
                .zip(lanes)
            {
                let shortage = demand - short_side(*capacity, *demand, model.mismatch) - at_base;
                *linked -= strength * shortage.max(0.0);
            }
        }
    }
    for (i, _) in model
        .nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| !node.links.is_empty())
    {
        let lanes = row(&state.ln_linked_capacity, i)
            .iter()
            .zip(row(&state.ln_demand, i));
        for (output, (capacity, demand)) in row_mut(&mut state.ln_output, i).iter_mut().zip(lanes) {
            *output = short_side(*capacity, *demand, model.mismatch);
        }
    }
}

/// Real GDP of each region: Σ v x.
#[inline(always)]
fn add_up(model: &Model, state: &mut State) {
    for (r, region) in model.regions.iter().enumerate() {
        let gdp = row_mut(&mut state.next_gdp, r);
        gdp.fill(0.0);
        for &i in &region.nodes {
            let ratio = model.nodes[i].value_added_ratio;
            for (gdp, output) in gdp.iter_mut().zip(row(&state.output, i)) {
                *gdp += ratio * output;
            }
        }
    }
}
