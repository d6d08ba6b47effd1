//! Rounding to whole numbers without a library call.

use super::packs::Pack;

/// 1.5 · 2⁵²: a sum of about this size has no fraction, and the whole number that was added to it stands in its low bits.
pub const ROUNDER: f64 = 6_755_399_441_055_744.0;

/// The bits of x · unit + [`ROUNDER`]: their low end is the whole number nearest to |x · unit| < 2⁵¹, ties to even, in two's complement.
#[inline(always)]
pub fn rounded_bits<P: Pack>(x: P, unit: f64) -> P::Bits {
    x.scaled_plus(unit, x.like(ROUNDER)).bits()
}

/// The whole number nearest to x · unit, ties to even, for |x · unit| < 2⁵¹; nonsense beyond.
#[inline(always)]
pub fn rounded(x: f64, unit: f64) -> i64 {
    (rounded_bits(x, unit) + ROUNDER.to_bits().wrapping_neg()).0 as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_the_nearest_whole_number() {
        for x in [
            0.0,
            0.49,
            0.5,
            1.5,
            2.5,
            -0.5,
            -1.5,
            -7.3,
            1e6 + 0.25,
            -2_251_799_813_685_247.0,
        ] {
            assert_eq!(rounded(x, 1.0), x.round_ties_even() as i64, "{x}");
        }
        assert_eq!(rounded(0.75, 1024.0), 768);
    }
}
