//! Polynomials on packs. Pairs of terms are joined as a tree (Estrin's scheme), so that a step waits for few others.

use super::packs::Pack;

/// c_k + c_{k+1} x.
#[inline(always)]
pub(super) fn pair<P: Pack>(x: P, c: &[f64], k: usize) -> P {
    x.scaled_plus(c[k + 1], x.like(c[k]))
}

/// Degree 8, lowest power first, with x² and x⁴ at hand.
#[inline(always)]
pub(super) fn degree_8<P: Pack>([x, x2, x4]: [P; 3], c: &[f64; 9]) -> P {
    let low = pair(x, c, 2).times_plus(x2, pair(x, c, 0));
    let high = pair(x, c, 6).times_plus(x2, pair(x, c, 4));
    x4.scaled_plus(c[8], high).times_plus(x4, low)
}

/// Degree 9, lowest power first, with x² and x⁴ at hand.
#[inline(always)]
pub(super) fn degree_9<P: Pack>([x, x2, x4]: [P; 3], c: &[f64; 10]) -> P {
    let low = pair(x, c, 2).times_plus(x2, pair(x, c, 0));
    let high = pair(x, c, 6).times_plus(x2, pair(x, c, 4));
    pair(x, c, 8).times_plus(x4, high).times_plus(x4, low)
}

/// Degree 6, lowest power first, with x² and x⁴ at hand.
#[inline(always)]
pub(super) fn degree_6<P: Pack>([x, x2, x4]: [P; 3], c: &[f64; 7]) -> P {
    let low = pair(x, c, 2).times_plus(x2, pair(x, c, 0));
    x2.scaled_plus(c[6], pair(x, c, 4)).times_plus(x4, low)
}
