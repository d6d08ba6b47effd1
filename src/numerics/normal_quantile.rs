//! The inverse of the standard normal distribution function.

// The coefficients keep the digits of the publication.
#![allow(clippy::excessive_precision)]

use super::logarithm::ln_of_normal;

/// Coefficients of a ratio of two polynomials of degree 7, lowest power first.
struct Ratio {
    above: [f64; 8],
    below: [f64; 8],
}

/// For |p − ½| ≤ 0.425, in 0.180625 − (p − ½)².
const CENTRE: Ratio = Ratio {
    above: [
        3.387_132_872_796_366_608,
        133.141_667_891_784_377_45,
        1_971.590_950_306_551_442_7,
        13_731.693_765_509_461_125,
        45_921.953_931_549_871_457,
        67_265.770_927_008_700_853,
        33_430.575_583_588_128_105,
        2_509.080_928_730_122_672_7,
    ],
    below: [
        1.0,
        42.313_330_701_600_911_252,
        687.187_007_492_057_908_3,
        5_394.196_021_424_751_107_7,
        21_213.794_301_586_595_867,
        39_307.895_800_092_710_61,
        28_729.085_735_721_942_674,
        5_226.495_278_852_854_561,
    ],
};
/// For r = √(−ln(tail probability)) ≤ 5, in r − 1.6.
const TAIL: Ratio = Ratio {
    above: [
        1.423_437_110_749_683_577_34,
        4.630_337_846_156_545_295_9,
        5.769_497_221_460_691_405_5,
        3.647_848_324_763_204_605_04,
        1.270_458_252_452_368_382_58,
        0.241_780_725_177_450_611_77,
        2.272_384_498_926_918_458_33e-2,
        7.745_450_142_783_414_076_4e-4,
    ],
    below: [
        1.0,
        2.053_191_626_637_758_821_87,
        1.676_384_830_183_803_849_4,
        0.689_767_334_985_100_004_55,
        0.148_103_976_427_480_074_59,
        1.519_866_656_361_645_719_66e-2,
        5.475_938_084_995_344_946e-4,
        1.050_750_071_644_416_843_24e-9,
    ],
};
/// For r > 5, in r − 5.
const FAR_TAIL: Ratio = Ratio {
    above: [
        6.657_904_643_501_103_777_2,
        5.463_784_911_164_114_369_9,
        1.784_826_539_917_291_335_8,
        0.296_560_571_828_504_891_23,
        2.653_218_952_657_612_309_3e-2,
        1.242_660_947_388_078_438_6e-3,
        2.711_555_568_743_487_578_15e-5,
        2.010_334_399_292_288_132_65e-7,
    ],
    below: [
        1.0,
        0.599_832_206_555_887_937_69,
        0.136_929_880_922_735_805_31,
        1.487_536_129_085_061_485_25e-2,
        7.868_691_311_456_132_591e-4,
        1.846_318_317_510_054_681_8e-5,
        1.421_511_758_316_445_888_7e-7,
        2.044_263_103_389_939_785_64e-15,
    ],
};
/// The central formula holds while (p − ½)² is at most this, 0.425².
const CENTRE_SQUARE: f64 = 0.180_625;

/// Φ⁻¹(p): the z below which a standard normal variate falls with probability p.
///
/// Relative error below 1e-15 (measured: 7e-16) for every p from 1e-300 to 1 − 2⁻⁵³, the double taken as exact. 0 gives
/// −∞ (so does a p below the smallest normal double), 1 gives +∞, anything outside [0, 1] a NaN.
/// For set-up and tables; draws take [`normal_score`](super::normal_score()).
///
/// Source: Wichura (1988), "The percentage points of the normal distribution", Applied Statistics 37, algorithm AS 241,
/// routine PPND16.
#[inline(always)]
pub fn normal_quantile(p: f64) -> f64 {
    let inner = quantile_inside(p);
    let low = if p >= 0.0 {
        f64::NEG_INFINITY
    } else {
        f64::NAN
    };
    let upper = if p < 1.0 {
        inner
    } else if p == 1.0 {
        f64::INFINITY
    } else {
        f64::NAN
    };
    if p >= f64::MIN_POSITIVE { upper } else { low }
}

/// Φ⁻¹(p) for `f64::MIN_POSITIVE` ≤ p < 1; anything else gives nonsense.
#[inline(always)]
fn quantile_inside(p: f64) -> f64 {
    let q = p - 0.5;
    let r = (-ln_of_normal(smaller_side(p))).sqrt();
    let far = ratio(&FAR_TAIL, r - 5.0);
    let size = if r <= 5.0 { near_tail(r) } else { far };
    let tail = if p < 0.5 { -size } else { size };
    if q * q > CENTRE_SQUARE {
        tail
    } else {
        centre(q)
    }
}

/// Φ⁻¹(½ + q) for q² ≤ [`CENTRE_SQUARE`].
#[inline(always)]
fn centre(q: f64) -> f64 {
    q * ratio(&CENTRE, CENTRE_SQUARE - q * q)
}

/// The size of the quantile whose tail probability is e^−r², for r ≤ 5 outside the centre.
#[inline(always)]
fn near_tail(r: f64) -> f64 {
    ratio(&TAIL, r - 1.6)
}

/// The smaller of p and 1 − p.
#[inline(always)]
fn smaller_side(p: f64) -> f64 {
    if p < 0.5 { p } else { 1.0 - p }
}

#[inline(always)]
fn ratio(of: &Ratio, x: f64) -> f64 {
    polynomial(&of.above, x) / polynomial(&of.below, x)
}

#[inline(always)]
fn polynomial(c: &[f64; 8], x: f64) -> f64 {
    let x2 = x * x;
    let low = (c[0] + c[1] * x) + (c[2] + c[3] * x) * x2;
    let high = (c[4] + c[5] * x) + (c[6] + c[7] * x) * x2;
    low + high * (x2 * x2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numerics::normal_cdf;
    use crate::numerics::testing::sweep;

    #[test]
    fn undoes_the_distribution_function_in_both_tails() {
        for x in sweep(-37.0, -0.01, 100_000) {
            let p = normal_cdf(x);
            // Where p is near ½ its own rounding moves x by up to 1e-16.
            let bound = 2e-15 * x.abs() + 2e-16;
            assert!((normal_quantile(p) - x).abs() < bound, "{x}");
        }
    }

    #[test]
    fn is_exactly_antisymmetric() {
        for i in 1..1000 {
            let p = f64::from(i) / 4096.0;
            assert_eq!(normal_quantile(1.0 - p), -normal_quantile(p));
        }
    }

    #[test]
    fn answers_at_the_edges() {
        assert_eq!(normal_quantile(0.5), 0.0);
        assert_eq!(normal_quantile(0.0), f64::NEG_INFINITY);
        assert_eq!(normal_quantile(1e-310), f64::NEG_INFINITY);
        assert_eq!(normal_quantile(1.0), f64::INFINITY);
        for p in [-0.1, 1.1, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert!(normal_quantile(p).is_nan(), "{p}");
        }
    }
}
