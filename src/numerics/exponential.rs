//! The exponential function.

use super::packs::{BitPack, Pack};
use super::polynomial::degree_9;
use super::rounding::ROUNDER;

/// The double nearest ln 2.
const LN_2_HIGH: f64 = core::f64::consts::LN_2;
/// ln 2 less [`LN_2_HIGH`].
const LN_2_LOW: f64 = 2.319_046_813_846_299_6e-17;
/// ln of the largest double.
const LARGEST: f64 = 709.782_712_893_384;
/// ln of the smallest normal double, 2⁻¹⁰²², rounded up.
const SMALLEST: f64 = -708.396_418_532_264_1;
/// (eʳ − 1 − r)/r² on |r| ≤ ½ ln 2, a Chebyshev fit computed with 60 digits; its error weighs 1.3e-17 in eʳ.
const TAIL: [f64; 10] = [
    0.500_000_000_000_000_1,
    0.166_666_666_666_666_69,
    0.041_666_666_666_624_13,
    0.008_333_333_333_330_062,
    0.001_388_888_891_721_371_7,
    1.984_126_986_305_361_8e-4,
    2.480_152_129_595_437_6e-5,
    2.755_726_845_999_706_4e-6,
    2.762_008_844_540_974_6e-7,
    2.510_038_549_551_032e-8,
];

/// eˣ, with an error below 1.3 ulp (measured: 1.02).
///
/// Above 709.78 the result is infinite; where eˣ would be smaller than the smallest normal double (x < −708.396) it is
/// 0; a NaN stays one. Branch-free.
#[inline(always)]
pub fn exp<P: Pack>(x: P) -> P {
    let floored = P::choose(x.below(x.like(SMALLEST)), x.like(0.0), exp_clamped(x));
    P::choose(x.like(LARGEST).below(x), x.like(f64::INFINITY), floored)
}

/// [`exp`], but x beyond ±708 counts as the last x before the result would be no ordinary double: what is too large stays finite
/// and what is too small stays positive, and both are still far outside what a path may hold.
///
/// Method: x = n ln 2 + r with |r| ≤ ½ ln 2 (Cody and Waite 1980), a polynomial for eʳ, and n added to the exponent bits.
#[inline(always)]
pub fn exp_clamped<P: Pack>(x: P) -> P {
    // The second of two is taken where either is no number: a NaN stays.
    let x = x.like(LARGEST).lesser(x.like(SMALLEST).greater(x));
    let shifted = x.scaled_plus(core::f64::consts::LOG2_E, x.like(ROUNDER));
    let n = shifted - ROUNDER;
    let r = n.scaled_plus(-LN_2_HIGH, x);
    let r = n.scaled_plus(-LN_2_LOW, r).abreast();
    let r2 = r * r;
    let tail = degree_9([r, r2, r2 * r2], &TAIL);
    let power = tail.abreast().times_plus(r2, r) + 1.0;
    P::of_bits(power.bits() + shifted.bits().up::<52>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numerics::testing::{sweep, ulps};

    #[test]
    fn is_within_one_ulp_over_the_whole_range() {
        for x in sweep(-708.3, 709.7, 400_000) {
            // Both sides may be off by about one ulp, in opposite directions.
            assert!(ulps(exp(x), libm::exp(x)) <= 1, "exp({x})");
        }
        for x in sweep(-1.0, 1.0, 400_000) {
            assert!(ulps(exp(x), libm::exp(x)) <= 1, "exp({x})");
        }
    }

    #[test]
    fn answers_at_the_edges() {
        let cases = [
            (0.0, 1.0),
            (-0.0, 1.0),
            (f64::INFINITY, f64::INFINITY),
            (f64::NEG_INFINITY, 0.0),
            (LARGEST, libm::exp(LARGEST)),
            (709.783, f64::INFINITY),
            (-708.397, 0.0),
            (-1e300, 0.0),
            (1e300, f64::INFINITY),
            (1e-300, 1.0),
        ];
        for (x, expected) in cases {
            assert_eq!(exp(x), expected, "exp({x})");
        }
        assert!(exp(f64::NAN).is_nan());
        assert!(exp(SMALLEST) >= f64::MIN_POSITIVE);
    }
}
