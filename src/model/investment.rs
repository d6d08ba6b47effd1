//! Investment of one year: pipelines, the rest of each category, and its real value (model.md §3).

use super::block::{Shocks, State, role};
use super::compile::{Model, PipelineModel};
use super::rows::packs;
use crate::numerics::exp_clamped;
use crate::numerics::packs::{Pack, Vectors};

/// Spends year `t`'s plans: nominal and real investment of every category, and what the pipelines carry over.
#[inline(always)]
pub(super) fn invest<V: Vectors>(
    v: V,
    model: &Model,
    t: usize,
    shocks: &Shocks,
    state: &mut State,
) {
    for (c, category) in model.categories.iter().enumerate() {
        let climate = state
            .loads
            .row(category.region * role::COUNT + role::INVESTMENT);
        let rest = model.plan.rest[c][t];
        let (invested, own) = (state.investment.row_mut(c), shocks.investment.row(c));
        for at in packs::<V>(own.len()) {
            let exponent = v
                .load(climate, at)
                .scaled_plus(category.investment_load, v.load(own, at) * category.sd);
            v.store(exp_clamped(exponent) * rest, invested, at);
        }
    }
    for (g, pipeline) in model.pipelines.iter().enumerate() {
        let region = model.categories[pipeline.category].region;
        execute(v, pipeline, t, region, g, shocks, state);
    }
    deflate(v, model, t, state);
}

/// A pipeline spends what is due as far as it is executed, and carries over a share of the rest.
#[inline(always)]
fn execute<V: Vectors>(
    v: V,
    pipeline: &PipelineModel,
    t: usize,
    region: usize,
    g: usize,
    shocks: &Shocks,
    state: &mut State,
) {
    let zero = v.fill(0.0);
    let ceiling = v.fill(pipeline.ceiling);
    let climate = state.loads.row(region * role::COUNT + role::INVESTMENT);
    let carried = state.carried.row_mut(g);
    let spending = state.spent.row_mut(g);
    let invested = state.investment.row_mut(pipeline.category);
    let rate = shocks.execution.row(g);
    for at in packs::<V>(rate.len()) {
        let due = v.load(carried, at) + pipeline.planned[t];
        let rate = v
            .load(climate, at)
            .scaled_plus(pipeline.investment_load, v.load(rate, at));
        let spent = rate.greater(zero).lesser(ceiling) * due;
        v.store(spent, spending, at);
        v.store(v.load(invested, at) + spent, invested, at);
        v.store((due - spent).greater(zero) * pipeline.carry, carried, at);
    }
}

/// I / (P_{t−1} exp π̄_t): at expected prices, so that this year's prices do not depend on themselves.
#[inline(always)]
fn deflate<V: Vectors>(v: V, model: &Model, t: usize, state: &mut State) {
    for (r, region) in model.regions.iter().enumerate() {
        let expected = region.inflation.at(t);
        let ln_price = state.ln_price.row(r);
        let investment = state.investment.view();
        let mut real_investment = state.real_investment.view_mut();
        for at in packs::<V>(ln_price.len()) {
            let deflator = exp_clamped(-(v.load(ln_price, at) + expected));
            for &c in &region.categories {
                let real = investment.load(v, c, at) * deflator;
                real_investment.store(v, real, c, at);
            }
        }
    }
}
