//! The smooth positive part.

use super::exponential::exp;
use super::logarithm::ln_of_normal;

/// ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|): the smooth version of max(x, 0).
///
/// Absolute error below 3e-16 · max(1, x); far on the left, where ln(1 + eˣ) < 1e-16, the result is 0. A NaN stays one;
/// +∞ gives +∞, −∞ gives 0. Branch-free: a loop over a slice becomes vector code.
#[inline(always)]
pub fn softplus(x: f64) -> f64 {
    let magnitude = f64::from_bits(x.to_bits() & !(1 << 63));
    let positive = if x < 0.0 { 0.0 } else { x };
    // 1 ≤ 1 + e^−|x| ≤ 2 needs no edge cases; a NaN comes back through `positive`.
    positive + ln_of_normal(1.0 + exp(-magnitude))
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
