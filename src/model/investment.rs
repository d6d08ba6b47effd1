//! Investment of one year: pipelines, the rest of each category, and its real value (model.md §3).

use multiversion::multiversion;

use super::block::{Shocks, State, role, row, row_mut};
use super::compile::Model;
use crate::numerics::exp;

/// Spends year `t`'s plans: nominal and real investment of every category, and what the pipelines carry over.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2"))]
pub(super) fn invest(model: &Model, t: usize, shocks: &Shocks, state: &mut State) {
    for (c, category) in model.categories.iter().enumerate() {
        let climate = row(
            &state.loads,
            category.region * role::COUNT + role::INVESTMENT,
        );
        let rest = model.plan.rest[c][t];
        let own = row(&shocks.investment, c);
        for ((invested, z), zeta) in row_mut(&mut state.investment, c)
            .iter_mut()
            .zip(climate)
            .zip(own)
        {
            *invested = rest * exp(category.investment_load * z + category.sd * zeta);
        }
    }
    for (g, pipeline) in model.pipelines.iter().enumerate() {
        let region = model.categories[pipeline.category].region;
        let climate = row(&state.loads, region * role::COUNT + role::INVESTMENT);
        let planned = pipeline.planned[t];
        let lanes = row_mut(&mut state.carried, g)
            .iter_mut()
            .zip(row_mut(&mut state.spent, g))
            .zip(row_mut(&mut state.investment, pipeline.category))
            .zip(climate.iter().zip(row(&shocks.execution, g)));
        for (((carried, spent), invested), (z, rate)) in lanes {
            let due = planned + *carried;
            let executed = (rate + pipeline.investment_load * z)
                .max(0.0)
                .min(pipeline.ceiling);
            *spent = executed * due;
            *invested += *spent;
            *carried = pipeline.carry * (due - *spent).max(0.0);
        }
    }
    deflate(model, t, state);
}

/// I / (P_{t−1} exp π̄_t): at expected prices, so that this year's prices do not depend on themselves.
#[inline(always)]
fn deflate(model: &Model, t: usize, state: &mut State) {
    for (r, region) in model.regions.iter().enumerate() {
        let expected = region.inflation.at(t);
        let deflator = row_mut(&mut state.scratch, 0);
        for (deflator, ln_price) in deflator.iter_mut().zip(row(&state.ln_price, r)) {
            *deflator = exp(-(ln_price + expected));
        }
        for &c in &region.categories {
            let lanes = row(&state.investment, c).iter().zip(row(&state.scratch, 0));
            for (real, (nominal, deflator)) in
                row_mut(&mut state.real_investment, c).iter_mut().zip(lanes)
            {
                *real = nominal * deflator;
            }
        }
    }
}
