//! Common shocks and events of one year (model.md §2).

use multiversion::multiversion;

use super::block::{Shocks, State, role, row, row_mut};
use super::calibration::Calibration;
use super::compile::Model;
use crate::scenario::EventDecay;

/// Moves z, h and the loads of every role to year `t` (0 is the first simulated year).
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512dq+avx512vl", "x86_64+avx2"))]
pub(super) fn update(
    model: &Model,
    calibration: &Calibration,
    t: usize,
    shocks: &Shocks,
    state: &mut State,
) {
    for (k, factor) in model.factors.iter().enumerate() {
        let phi = factor.persistence;
        for (z, innovation) in row_mut(&mut state.factors, k)
            .iter_mut()
            .zip(row(&shocks.innovations, k))
        {
            *z = phi * *z + innovation;
        }
    }
    for (e, event) in model.events.iter().enumerate() {
        match &event.decay {
            EventDecay::Decay(psi) => {
                for (h, arrival) in row_mut(&mut state.events, e)
                    .iter_mut()
                    .zip(row(&shocks.arrivals, e))
                {
                    *h = psi * *h + arrival;
                }
            }
            EventDecay::Profile(weights) => follow_profile(e, weights, t, shocks, state),
        }
    }
    for r in 0..model.regions.len() {
        for (place, factor) in model.roles.iter().enumerate() {
            if let Some(k) = factor {
                load(
                    model,
                    *k,
                    calibration.volatility[r],
                    r * role::COUNT + place,
                    state,
                );
            }
        }
    }
}

/// h = Σ w_(years since) · S over this and earlier arrivals.
#[inline(always)]
fn follow_profile(e: usize, weights: &[f64], t: usize, shocks: &Shocks, state: &mut State) {
    state
        .arrivals
        .slice_mut(ndarray::s![t, e, ..])
        .assign(&shocks.arrivals.row(e));
    let h = row_mut(&mut state.events, e);
    h.fill(0.0);
    for (since, weight) in weights.iter().enumerate().take(t + 1) {
        let arrivals = state.arrivals.slice(ndarray::s![t - since, e, ..]);
        for (h, arrival) in h
            .iter_mut()
            .zip(arrivals.to_slice().expect("blocks are stored row by row"))
        {
            *h += weight * arrival;
        }
    }
}

/// λ z + Σ m h of one factor, into one row of the loads.
#[inline(always)]
fn load(model: &Model, k: usize, volatility: f64, place: usize, state: &mut State) {
    let out = row_mut(&mut state.loads, place);
    for (load, z) in out.iter_mut().zip(row(&state.factors, k)) {
        *load = volatility * z;
    }
    for (e, size) in &model.factors[k].events {
        for (load, h) in out.iter_mut().zip(row(&state.events, *e)) {
            *load += size * h;
        }
    }
}
