//! The natural logarithm.

use super::packs::{BitPack, Pack};
use super::polynomial::degree_6;

/// 2⁵² as bits: or-ed with a small integer it is the double 2⁵² + that integer.
const INTEGER_BITS: u64 = 0x4330_0000_0000_0000;
/// 2⁵² + 1023: subtracting it leaves the exponent without its bias.
const INTEGER_BIAS: f64 = 4_503_599_627_370_496.0 + 1023.0;
const ONE_BITS: u64 = 0x3ff0_0000_0000_0000;
const ROOT_HALF_BITS: u64 = 0x3fe6_a09e_667f_3bcd;
const MANTISSA: u64 = 0x000f_ffff_ffff_ffff;
/// The upper 32 bits of ln 2: its product with any exponent is exact.
const LN_2_HIGH: f64 = 0.693_147_180_369_123_8;
/// ln 2 less [`LN_2_HIGH`].
const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;
/// (ln((1+s)/(1−s)) − 2s)/s³ as a polynomial in s² for s² ≤ 0.0295, a Chebyshev fit computed with 60 digits.
const SERIES: [f64; 7] = [
    0.666_666_666_666_667,
    0.399_999_999_998_994_44,
    0.285_714_286_260_032_7,
    0.222_222_111_302_598_78,
    0.181_828_894_556_749_47,
    0.153_317_106_182_107_73,
    0.146_165_854_248_886_23,
];

/// ln x, with an error below 1 ulp (measured: 0.80).
///
/// 0 gives −∞, and so does any positive x below the smallest normal double; +∞ gives +∞; a negative x or a NaN gives a
/// NaN. Branch-free.
#[inline(always)]
pub fn ln<P: Pack>(x: P) -> P {
    let zero = x.like(0.0);
    let low = P::choose(zero.at_most(x), x.like(f64::NEG_INFINITY), x.like(f64::NAN));
    let finite = P::choose(x.like(f64::MIN_POSITIVE).at_most(x), ln_of_normal(x), low);
    P::choose(x.like(f64::INFINITY).at_most(x), x, finite)
}

/// [`ln`] for x ≥ 0, but 0 and what is below the smallest normal double count as about that: −709. +∞ and a NaN stay.
#[inline(always)]
pub fn ln_of_positive<P: Pack>(x: P) -> P {
    P::choose(x.at_most(x.like(f64::MAX)), ln_of_normal(x), x)
}

/// ln x for a positive, normal, finite x; anything else gives nonsense.
///
/// Method: x = 2ᵏ m with √½ ≤ m < √2; with f = m − 1 and s = f/(2 + f), ln m = 2 artanh s, arranged so that the exact
/// f carries the leading digits.
#[inline(always)]
pub(super) fn ln_of_normal<P: Pack>(x: P) -> P {
    ln_of_multiple::<0, P>(x)
}

/// ln(2ⁿ x): as [`ln_of_normal`] of the product, which need not be made.
#[inline(always)]
pub(super) fn ln_of_multiple<const DOUBLINGS: u64, P: Pack>(x: P) -> P {
    let bits = x.bits() + (ONE_BITS - ROOT_HALF_BITS + (DOUBLINGS << 52));
    let k = P::of_bits(bits.down::<52>() | INTEGER_BITS) - INTEGER_BIAS;
    let f = P::of_bits((bits & MANTISSA) + ROOT_HALF_BITS) - 1.0;
    let s = (f / (f + 2.0)).abreast();
    let z = s * s;
    let z2 = z * z;
    let series = (z * degree_6([z, z2, z2 * z2], &SERIES)).abreast();
    let half_square = f * f * 0.5;
    let small = s.times_plus(half_square + series, k * LN_2_LOW);
    k.scaled_plus(LN_2_HIGH, f - (half_square - small))
}
#[cfg(test)]
mod tests {
    use super::*;
    use crate::numerics::testing::{sweep, ulps};

    #[test]
    fn is_within_one_ulp_over_the_whole_range() {
        for x in sweep(-1022.0, 1023.9, 400_000).map(libm::exp2) {
            assert!(ulps(ln(x), libm::log(x)) <= 1, "ln({x:e})");
        }
        for x in sweep(0.4, 2.5, 400_000) {
            assert!(ulps(ln(x), libm::log(x)) <= 1, "ln({x:e})");
        }
    }

    #[test]
    fn answers_at_the_edges() {
        let cases = [
            (1.0, 0.0),
            (0.0, f64::NEG_INFINITY),
            (-0.0, f64::NEG_INFINITY),
            (1e-310, f64::NEG_INFINITY),
            (f64::INFINITY, f64::INFINITY),
            (f64::MIN_POSITIVE, libm::log(f64::MIN_POSITIVE)),
            (f64::MAX, libm::log(f64::MAX)),
            (1.0 - f64::EPSILON, libm::log(1.0 - f64::EPSILON)),
        ];
        for (x, expected) in cases {
            assert_eq!(ln(x), expected, "ln({x:e})");
        }
        for x in [-1.0, -1e-310, f64::NEG_INFINITY, f64::NAN] {
            assert!(ln(x).is_nan(), "ln({x:e})");
        }
    }
}
