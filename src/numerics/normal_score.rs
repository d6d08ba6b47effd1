//! The inverse of the standard normal distribution function for draws: one formula for the whole range.

// The digits are those of the fit.
#![allow(clippy::excessive_precision)]

use super::logarithm::ln_of_multiple;
use super::packs::Pack;
use super::polynomial::degree_8;

/// Φ⁻¹(p)/(2p − 1) as a ratio of two polynomials in w = −ln(4p(1 − p)), lowest power first; a minimax fit of the relative
/// error on 0 ≤ w ≤ 36.05, computed with 60 digits. No coefficient is negative: nothing cancels.
const ABOVE: [f64; 9] = [
    1.253_314_137_443_938,
    0.417_561_481_633_422_12,
    0.084_876_129_514_645_85,
    0.012_076_611_729_931_226,
    0.001_210_111_328_122_072,
    8.487_380_246_407_034e-5,
    4.535_101_920_762_911e-6,
    3.174_043_034_786_392e-7,
    2.151_854_105_967_853e-9,
];
const BELOW: [f64; 9] = [
    1.0,
    0.071_366_472_074_233_62,
    0.036_005_626_814_284_33,
    0.001_914_270_066_460_678_6,
    0.000_327_773_433_820_119_43,
    9.438_936_732_503_94e-6,
    1.158_701_146_002_886_6e-6,
    2.527_187_778_742_757e-8,
    3.880_046_560_545_313e-11,
];

/// Φ⁻¹(p) for 2⁻⁵³ ≤ p ≤ 1 − 2⁻⁵³, with a relative error below 1.1e-10; nonsense outside.
///
/// Exactly antisymmetric: the score of 1 − p is that of p with the other sign. Branch-free and of one piece, so that draws cost
/// the same everywhere; [`normal_quantile`](super::normal_quantile()) has all digits.
///
/// The variable w is that of Giles (2012), "Approximating the erfinv function", GPU Computing Gems 2.
#[inline(always)]
pub fn normal_score<P: Pack>(p: P) -> P {
    let one = p.like(1.0);
    let w = (-ln_of_multiple::<2, P>(p * (one - p))).abreast();
    let w2 = w * w;
    let powers = [w, w2, w2 * w2];
    let above = degree_8(powers, &ABOVE).abreast();
    (p + p - one) * (above / degree_8(powers, &BELOW))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numerics::normal_quantile;
    use crate::numerics::testing::sweep;

    #[test]
    fn is_within_the_stated_error_of_the_quantile() {
        let near: Vec<f64> = sweep(f64::EPSILON / 2.0, 0.5, 400_000).collect();
        let far = sweep(-53.0, -1.0, 400_000).map(libm::exp2);
        for p in near.into_iter().chain(far) {
            let (score, exact) = (normal_score(p), normal_quantile(p));
            assert!(
                (score - exact).abs() <= 1.1e-10 * exact.abs() + 1e-16,
                "{p:e}: {score} for {exact}"
            );
        }
    }

    #[test]
    fn is_exactly_antisymmetric() {
        for i in 1..100_000 {
            let p = f64::from(i) / f64::from(1 << 18);
            assert_eq!(normal_score(1.0 - p), -normal_score(p));
        }
        assert_eq!(normal_score(0.5), 0.0);
    }

    #[test]
    fn rises_with_the_probability() {
        let mut before = f64::NEG_INFINITY;
        for p in sweep(-53.0, -1.0, 1_000_000).map(libm::exp2) {
            let score = normal_score(p);
            assert!(score >= before, "{p:e}");
            before = score;
        }
    }
}
