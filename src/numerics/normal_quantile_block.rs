//! The normal quantile of many probabilities at once.

use super::logarithm::ln_of_normal;
use super::normal_quantile::{CENTRE_SQUARE, centre, near_tail, normal_quantile, smaller_side};

/// Values handled together: few enough for the level-one cache, enough to hide the latency of each step.
pub(super) const BLOCK: usize = 256;

/// Replaces up to [`BLOCK`] probabilities by their normal quantiles, with the bits of [`normal_quantile`].
///
/// Five in six uniform draws are central and need no logarithm, so the tails are collected, treated apart and put
/// back: half the work of computing both formulas for every draw. The steps are separate loops because a long chain of
/// dependent operations, not their number, is what costs.
#[inline(always)]
pub(super) fn quantile_block(values: &mut [f64]) {
    let mut outside = [0_u8; BLOCK];
    let mut place = [0_u8; BLOCK];
    let mut tail = [0.5; BLOCK];
    let mut size = [0.0; BLOCK];
    for (flag, p) in outside.iter_mut().zip(&*values) {
        let q = p - 0.5;
        *flag = u8::from(q * q > CENTRE_SQUARE);
    }
    // Writing always and advancing on a flag costs less than a branch that is wrong one time in six.
    let mut count = 0;
    for (i, flag) in outside[..values.len()].iter().enumerate() {
        place[count] = i as u8;
        count += usize::from(*flag);
    }
    let (place, tail) = (&place[..count], &mut tail[..count]);
    for (p, i) in tail.iter_mut().zip(place) {
        *p = values[usize::from(*i)];
    }
    for value in values.iter_mut() {
        *value = centre(*value - 0.5);
    }
    for (r, p) in size.iter_mut().zip(&*tail) {
        *r = (-ln_of_normal(smaller_side(*p))).sqrt();
    }
    for r in &mut size[..count] {
        *r = if *r <= 5.0 { near_tail(*r) } else { f64::NAN };
    }
    for ((p, size), i) in tail.iter().zip(&size).zip(place) {
        let signed = if *p < 0.5 { -size } else { *size };
        // Beyond e⁻²⁵ (two draws in 10¹¹) or outside (0, 1): the scalar function knows all the cases.
        values[usize::from(*i)] = if size.is_nan() {
            normal_quantile(*p)
        } else {
            signed
        };
    }
}
