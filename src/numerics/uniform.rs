//! From random bits to a number between 0 and 1.

use super::packs::{BitPack, Pack, Word};

const ONE_BITS: u64 = 0x3ff0_0000_0000_0000;
/// 1 − 2⁻⁵³.
const BELOW_ONE: f64 = 1.0 - f64::EPSILON / 2.0;

/// The number ((bits >> 12) + ½) · 2⁻⁵², strictly between 0 and 1, exactly.
///
/// Its smallest value is 2⁻⁵³ and its largest 1 − 2⁻⁵³; the values are symmetric about ½, so 1 − u is again one of
/// them. Never 0 or 1: safe to put into a quantile function.
#[inline(always)]
pub fn open_uniform(bits: u64) -> f64 {
    open_uniforms::<f64>(Word(bits))
}

/// [`open_uniform`] in every lane.
#[inline(always)]
pub fn open_uniforms<P: Pack>(bits: P::Bits) -> P {
    // 1.m − (1 − 2⁻⁵³) is representable, so this subtraction is exact.
    P::of_bits(bits.down::<12>() | ONE_BITS) - BELOW_ONE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_open_at_both_ends_and_symmetric() {
        let smallest = f64::EPSILON / 2.0;
        assert_eq!(open_uniform(0), smallest);
        assert_eq!(open_uniform(u64::MAX), 1.0 - smallest);
        for bits in [0, 1 << 40, 0x1234_5678_9abc_def0, u64::MAX / 3] {
            assert_eq!(open_uniform(bits) + open_uniform(!bits), 1.0);
            let by_definition = ((bits >> 12) as f64 + 0.5) / 4_503_599_627_370_496.0;
            assert_eq!(open_uniform(bits), by_definition);
        }
    }
}
