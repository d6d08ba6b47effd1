//! Packs of numbers that are worked on together: four vectors of the machine's widest kind, behind one trait.
//!
//! A kernel is written once, over any [`Vectors`]; [`run`] compiles it for every instruction set and takes the best the
//! machine has when the program runs. Lane by lane every set does the same operations in the same order, with one rounding
//! where [`Pack::times_plus`] says so: the results have the same bits on all of them.
//!
//! Four vectors a pack, because what costs is waiting: a polynomial is a chain in which every step needs the one before, and
//! four chains side by side keep the arithmetic units busy.
//!
//! This is the only place with unsafe code, for two reasons, which are given again where it stands: the instructions of a set may
//! run only where they exist, and loads and stores go through pointers. The first is kept by construction: a token of a
//! set is made only after the processor was asked, and a pack only from a token or from another pack.

#![allow(unsafe_code)]

#[macro_use]
mod pack;

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod isa;
mod portable;
mod scalar;
#[cfg(test)]
mod tests;

use core::ops::{Add, BitAnd, BitOr, BitXor, Div, Mul, Neg, Sub};

pub use isa::{Isa, MissingIsa, run, run_on};
pub use scalar::Word;

/// No pack has more lanes; slices whose length is a multiple of it can be worked through in whole packs of any set.
pub const MOST_LANES: usize = 32;

/// The token of an instruction set that this machine has: it makes packs.
pub trait Vectors: Copy {
    /// Doubles.
    type Pack: Pack<Bits = Self::Bits>;
    /// 64-bit words in the same lanes.
    type Bits: BitPack;
    /// Packs of fewer vectors, for work with so many values under way that whole packs of them would not fit the registers.
    type Narrow: Vectors;
    /// Numbers in a pack; divides [`MOST_LANES`].
    const LANES: usize;

    /// The token of the narrow packs.
    fn narrow(self) -> Self::Narrow;

    /// `x` in every lane.
    fn fill(self, x: f64) -> Self::Pack;

    /// `row[at..]`, as many as there are lanes.
    ///
    /// # Panics
    /// When the row ends before.
    fn load(self, row: &[f64], at: usize) -> Self::Pack;

    /// Writes the lanes to `row[at..]`.
    ///
    /// # Panics
    /// When the row ends before.
    fn store(self, pack: Self::Pack, row: &mut [f64], at: usize);

    /// `word` in every lane.
    fn fill_bits(self, word: u64) -> Self::Bits;

    /// `row[at..]`, as many as there are lanes.
    ///
    /// # Panics
    /// When the row ends before.
    fn load_bits(self, row: &[u64], at: usize) -> Self::Bits;

    /// Writes the lanes to `row[at..]`.
    ///
    /// # Panics
    /// When the row ends before.
    fn store_bits(self, pack: Self::Bits, row: &mut [u64], at: usize);

    /// Writes the lowest 16 bits of the lanes to `row[at..]`, in an order of the set's own. The middle 32 bits must be zero.
    ///
    /// # Panics
    /// When the row ends before.
    fn store_lowest(self, pack: Self::Bits, row: &mut [u16], at: usize);
}

/// A pack of doubles. Every operation is lane by lane; each rounds once, to nearest.
pub trait Pack:
    Copy
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
    + Add<f64, Output = Self>
    + Sub<f64, Output = Self>
    + Mul<f64, Output = Self>
{
    /// 64-bit words in the same lanes.
    type Bits: BitPack;
    /// Truth in the same lanes.
    type Mask: Copy;

    /// `x` in every lane of such a pack.
    #[must_use]
    fn like(self, x: f64) -> Self;
    /// self · by + plus, rounded once.
    #[must_use]
    fn times_plus(self, by: Self, plus: Self) -> Self;
    /// Where self < other; nowhere where either is no number.
    fn below(self, other: Self) -> Self::Mask;
    /// Where self ≤ other; nowhere where either is no number.
    fn at_most(self, other: Self) -> Self::Mask;
    /// `yes` where the mask holds, `no` elsewhere.
    #[must_use]
    fn choose(mask: Self::Mask, yes: Self, no: Self) -> Self;
    /// The smaller; `other` where they are equal or either is no number.
    #[must_use]
    fn lesser(self, other: Self) -> Self;
    /// The greater; `other` where they are equal or either is no number.
    #[must_use]
    fn greater(self, other: Self) -> Self;
    /// The 64 bits of each double.
    fn bits(self) -> Self::Bits;
    /// The doubles with these bits.
    fn of_bits(bits: Self::Bits) -> Self;

    /// self · by + plus, rounded once.
    #[inline(always)]
    #[must_use]
    fn scaled_plus(self, by: f64, plus: Self) -> Self {
        self.times_plus(self.like(by), plus)
    }
    /// The same, all vectors of the pack at once. A compiler that is short of registers likes to finish one vector before it begins
    /// the next, and then every step waits for the one before: it cannot where the vectors meet.
    #[inline(always)]
    #[must_use]
    fn abreast(self) -> Self {
        self
    }
    /// Without its sign.
    #[inline(always)]
    #[must_use]
    fn size(self) -> Self {
        Self::of_bits(self.bits() & (u64::MAX >> 1))
    }
}

/// A pack of 64-bit words. Sums and products wrap.
pub trait BitPack:
    Copy
    + BitAnd<Output = Self>
    + BitOr<Output = Self>
    + BitXor<Output = Self>
    + BitAnd<u64, Output = Self>
    + BitOr<u64, Output = Self>
    + BitXor<u64, Output = Self>
    + Add<Output = Self>
    + Add<u64, Output = Self>
{
    /// Towards the high end by `BY` < 64 places.
    #[must_use]
    fn up<const BY: u32>(self) -> Self;
    /// Towards the low end by `BY` < 64 places; zeros come in.
    #[must_use]
    fn down<const BY: u32>(self) -> Self;
    /// The same, all vectors of the pack at once, as [`Pack::abreast`].
    #[inline(always)]
    #[must_use]
    fn abreast(self) -> Self {
        self
    }
    /// The product of the lower halves of both, 32 × 32 to 64 bits.
    #[must_use]
    fn half_product(self, other: Self) -> Self;
}

/// What is run on packs. An implementation's `run`, and all it calls with packs, must be `#[inline(always)]`: else it is compiled
/// for the oldest machine.
pub trait Kernel {
    /// What it answers.
    type Output;
    /// The work, on the packs of one instruction set.
    fn run<V: Vectors>(self, vectors: V) -> Self::Output;
}
