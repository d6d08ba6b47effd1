//! A double as a pack of one lane: the scalar functions are the packed ones on it.

use core::ops::{BitAnd, BitOr, BitXor};

use super::{BitPack, Pack};

impl Pack for f64 {
    type Bits = Word;
    type Mask = bool;

    #[inline(always)]
    fn like(self, x: f64) -> Self {
        x
    }
    #[inline(always)]
    #[allow(clippy::disallowed_methods)] // The one place where a scalar is fused: exactly rounded wherever it is done.
    fn times_plus(self, by: Self, plus: Self) -> Self {
        self.mul_add(by, plus)
    }
    #[inline(always)]
    fn below(self, other: Self) -> bool {
        self < other
    }
    #[inline(always)]
    fn at_most(self, other: Self) -> bool {
        self <= other
    }
    #[inline(always)]
    fn choose(mask: bool, yes: Self, no: Self) -> Self {
        if mask { yes } else { no }
    }
    #[inline(always)]
    fn lesser(self, other: Self) -> Self {
        // Not `f64::min`, which prefers a number to a NaN.
        if self < other { self } else { other }
    }
    #[inline(always)]
    fn greater(self, other: Self) -> Self {
        if self > other { self } else { other }
    }
    #[inline(always)]
    fn bits(self) -> Word {
        Word(self.to_bits())
    }
    #[inline(always)]
    fn of_bits(bits: Word) -> Self {
        Self::from_bits(bits.0)
    }
}

/// A 64-bit word as a pack of one lane.
#[derive(Clone, Copy)]
pub struct Word(pub u64);

impl BitPack for Word {
    #[inline(always)]
    fn up<const BY: u32>(self) -> Self {
        Self(self.0 << BY)
    }
    #[inline(always)]
    fn down<const BY: u32>(self) -> Self {
        Self(self.0 >> BY)
    }
    #[inline(always)]
    fn half_product(self, other: Self) -> Self {
        Self((self.0 & 0xffff_ffff) * (other.0 & 0xffff_ffff))
    }
}

/// An operator between two words, and between a word and a number.
macro_rules! operator {
    ($trait:ident, $method:ident, $of:path) => {
        impl core::ops::$trait for Word {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: Self) -> Self {
                Self($of(self.0, other.0))
            }
        }
        impl core::ops::$trait<u64> for Word {
            type Output = Self;
            #[inline(always)]
            fn $method(self, other: u64) -> Self {
                Self($of(self.0, other))
            }
        }
    };
}

operator!(Add, add, u64::wrapping_add);
operator!(BitAnd, bitand, BitAnd::bitand);
operator!(BitOr, bitor, BitOr::bitor);
operator!(BitXor, bitxor, BitXor::bitxor);
