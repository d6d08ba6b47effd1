//! Output as the short side of many micro-markets, with critical links (model.md §5; Sneessens & Drèze 1986, Lambert 1988).

use super::block::State;
use super::compile::Model;
use super::rows::{View, packs};
use crate::numerics::packs::{Pack, Vectors};
use crate::numerics::{exp_clamped, softplus};

/// Output of node `i`; the demand on every node is known.
#[inline(always)]
pub(super) fn produce<V: Vectors>(v: V, model: &Model, i: usize, state: &mut State) {
    let node = &model.nodes[i];
    let market = Market {
        ln_capacity: state.next_ln_capacity.view(),
        ln_demand: state.ln_demand.view(),
    };
    let linked = state.ln_linked_capacity.row_mut(i);
    let output = state.output.row_mut(i);
    for at in packs::<V>(output.len()) {
        let mut capacity = market.ln_capacity.load(v, i, at);
        for (supplier, strength) in &node.links {
            let shortage = market.shortage(v, model, *supplier, at);
            capacity = shortage.scaled_plus(-strength, capacity);
        }
        v.store(capacity, linked, at);
        let demand = market.ln_demand.load(v, i, at);
        let short = short_side(capacity, demand, model.mismatch);
        v.store(exp_clamped(short), output, at);
    }
}

/// ln of the short side: ln cap − softplus(ρ (ln cap − ln x^d)) / ρ.
#[inline(always)]
fn short_side<P: Pack>(ln_capacity: P, ln_demand: P, mismatch: f64) -> P {
    let excess = softplus((ln_capacity - ln_demand) * mismatch);
    excess.scaled_plus(-1.0 / mismatch, ln_capacity)
}

/// Both sides of every node's market before any link.
#[derive(Clone, Copy)]
struct Market<'s> {
    ln_capacity: View<'s>,
    ln_demand: View<'s>,
}

impl Market<'_> {
    /// What a supplier fails to deliver, log points, beyond the base year's: measured on its output before any link, because it may
    /// itself be a user that is held back (this year, one pass).
    #[inline(always)]
    fn shortage<V: Vectors>(self, v: V, model: &Model, supplier: usize, at: usize) -> V::Pack {
        let capacity = self.ln_capacity.load(v, supplier, at);
        let demand = self.ln_demand.load(v, supplier, at);
        let unlinked = short_side(capacity, demand, model.mismatch);
        let beyond = demand - unlinked - model.nodes[supplier].ln_notional_ratio;
        beyond.greater(v.fill(0.0))
    }
}

/// Real GDP of each region, Σ v x; not yet committed.
#[inline(always)]
pub(super) fn add_up<V: Vectors>(v: V, model: &Model, state: &mut State) {
    for (r, region) in model.regions.iter().enumerate() {
        let gdp = state.next_gdp.row_mut(r);
        let output = state.output.view();
        for at in packs::<V>(gdp.len()) {
            let mut sum = v.fill(0.0);
            for &i in &region.nodes {
                let ratio = model.nodes[i].value_added_ratio;
                sum = output.load(v, i, at).scaled_plus(ratio, sum);
            }
            v.store(sum, gdp, at);
        }
    }
}
