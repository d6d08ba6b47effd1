//! Common shocks and events of one year (model.md §2).

use super::block::{Shocks, State, role};
use super::calibration::Calibration;
use super::compile::Model;
use super::rows::packs;
use crate::numerics::packs::{Pack, Vectors};
use crate::scenario::EventDecay;

/// Moves z, h and the loads of every role to year `t` (0 is the first simulated year).
#[inline(always)]
pub(super) fn update<V: Vectors>(
    v: V,
    model: &Model,
    calibration: &Calibration,
    t: usize,
    shocks: &Shocks,
    state: &mut State,
) {
    for (k, factor) in model.factors.iter().enumerate() {
        let (z, innovation) = (state.factors.row_mut(k), shocks.innovations.row(k));
        fade(v, factor.persistence, z, innovation);
    }
    for (e, event) in model.events.iter().enumerate() {
        let (h, arrivals) = (state.events.row_mut(e), shocks.arrivals.row(e));
        match &event.decay {
            EventDecay::Decay(psi) => fade(v, *psi, h, arrivals),
            EventDecay::Profile(weights) => {
                state.arrivals.row_mut(t, e).copy_from_slice(arrivals);
                follow_profile(v, weights, t, e, state);
            }
        }
    }
    for r in 0..model.regions.len() {
        for (place, factor) in model.roles.iter().enumerate() {
            if let Some(k) = factor {
                let volatility = calibration.volatility[r];
                load(v, model, *k, volatility, r * role::COUNT + place, state);
            }
        }
    }
}

/// state = φ · state + shock.
#[inline(always)]
fn fade<V: Vectors>(v: V, persistence: f64, state: &mut [f64], shock: &[f64]) {
    for at in packs::<V>(shock.len()) {
        let next = v
            .load(state, at)
            .scaled_plus(persistence, v.load(shock, at));
        v.store(next, state, at);
    }
}

/// h = Σ w_(years since) · S over this and earlier arrivals.
#[inline(always)]
fn follow_profile<V: Vectors>(v: V, weights: &[f64], t: usize, e: usize, state: &mut State) {
    let h = state.events.row_mut(e);
    for at in packs::<V>(h.len()) {
        let mut sum = v.fill(0.0);
        for (since, weight) in weights.iter().enumerate().take(t + 1) {
            let arrivals = v.load(state.arrivals.row(t - since, e), at);
            sum = arrivals.scaled_plus(*weight, sum);
        }
        v.store(sum, h, at);
    }
}

/// λ z + Σ m h of one factor, into one row of the loads.
#[inline(always)]
fn load<V: Vectors>(
    v: V,
    model: &Model,
    k: usize,
    volatility: f64,
    place: usize,
    state: &mut State,
) {
    let out = state.loads.row_mut(place);
    let (factor, events) = (state.factors.row(k), state.events.view());
    for at in packs::<V>(out.len()) {
        let mut load = v.load(factor, at) * volatility;
        for (e, size) in &model.factors[k].events {
            load = events.load(v, *e, at).scaled_plus(*size, load);
        }
        v.store(load, out, at);
    }
}
