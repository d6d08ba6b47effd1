//! The smooth positive part.

use super::exponential::exp_clamped;
use super::logarithm::ln_of_normal;
use super::packs::Pack;

/// ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|): the smooth version of max(x, 0).
///
/// Absolute error below 3e-16 · max(1, x); far on the left, where ln(1 + eˣ) < 1e-16, the result is 0. A NaN stays one;
/// +∞ gives +∞, −∞ gives 0. Branch-free.
#[inline(always)]
pub fn softplus<P: Pack>(x: P) -> P {
    let zero = x.like(0.0);
    // A NaN is not below 0 and stays.
    let positive = P::choose(x.below(zero), zero, x);
    // 1 ≤ 1 + e^−|x| ≤ 2 needs no edge cases; what is added of a NaN does not matter.
    positive + ln_of_normal(exp_clamped(-x.size()) + 1.0)
}
#[cfg(test)]
mod tests {
    use super::*;
    use crate::numerics::testing::sweep;

    #[test]
    fn agrees_with_its_definition() {
        for x in sweep(-60.0, 60.0, 200_000) {
            let expected = if x > 0.0 { x } else { 0.0 } + libm::log1p(libm::exp(-x.abs()));
            let bound = 3e-16 * x.abs().max(1.0);
            assert!((softplus(x) - expected).abs() <= bound, "softplus({x})");
        }
    }

    #[test]
    fn answers_at_the_edges() {
        let cases = [
            (0.0, core::f64::consts::LN_2),
            (-1000.0, 0.0),
            (1000.0, 1000.0),
            (f64::INFINITY, f64::INFINITY),
            (f64::NEG_INFINITY, 0.0),
        ];
        for (x, expected) in cases {
            assert_eq!(softplus(x), expected, "softplus({x})");
        }
        assert!(softplus(f64::NAN).is_nan());
    }
}
