//! Any machine: four doubles, each by itself. Fused multiplication is a library call where the processor has none: slow,
//! but of the same bits.

use super::pack::{behind, behind_mut};
use super::{BitPack, Kernel, Pack, Vectors};

/// The token of no instruction set in particular.
#[derive(Clone, Copy)]
pub(in crate::numerics::packs) struct Portable(());

impl Portable {
    /// The token: every machine has it.
    pub(super) fn seen() -> Self {
        Self(())
    }

    /// Runs a kernel as it is.
    pub(super) fn run<K: Kernel>(self, kernel: K) -> K::Output {
        kernel.run(self)
    }
}

packs!(Portable, narrow Portable, 4 of 1 lanes by one);

/// What one vector, here a number, can do. SAFETY of `load` and `store`: the caller answers for the number behind the pointer.
mod one {
    use super::Pack;

    pub(super) type F = f64;
    pub(super) type B = u64;
    pub(super) type M = bool;

    #[inline(always)]
    pub(super) fn fill(x: f64) -> F {
        x
    }
    #[inline(always)]
    pub(super) unsafe fn load(from: *const f64) -> F {
        unsafe { from.read_unaligned() }
    }
    #[inline(always)]
    pub(super) unsafe fn store(x: F, to: *mut f64) {
        unsafe { to.write_unaligned(x) }
    }
    #[inline(always)]
    pub(super) fn four_abreast(pack: [F; 4]) -> [F; 4] {
        pack
    }
    #[inline(always)]
    pub(super) fn add(a: F, b: F) -> F {
        a + b
    }
    #[inline(always)]
    pub(super) fn subtract(a: F, b: F) -> F {
        a - b
    }
    #[inline(always)]
    pub(super) fn multiply(a: F, b: F) -> F {
        a * b
    }
    #[inline(always)]
    pub(super) fn divide(a: F, b: F) -> F {
        a / b
    }
    #[inline(always)]
    pub(super) fn times_plus(a: F, b: F, c: F) -> F {
        a.times_plus(b, c)
    }
    #[inline(always)]
    pub(super) fn below(a: F, b: F) -> M {
        a < b
    }
    #[inline(always)]
    pub(super) fn at_most(a: F, b: F) -> M {
        a <= b
    }
    #[inline(always)]
    pub(super) fn choose(mask: M, yes: F, no: F) -> F {
        if mask { yes } else { no }
    }
    #[inline(always)]
    pub(super) fn lesser(a: F, b: F) -> F {
        a.lesser(b)
    }
    #[inline(always)]
    pub(super) fn greater(a: F, b: F) -> F {
        a.greater(b)
    }
    #[inline(always)]
    pub(super) fn bits(a: F) -> B {
        a.to_bits()
    }
    #[inline(always)]
    pub(super) fn of_bits(a: B) -> F {
        f64::from_bits(a)
    }
    #[inline(always)]
    pub(super) fn fill_bits(word: u64) -> B {
        word
    }
    #[inline(always)]
    pub(super) fn add_bits(a: B, b: B) -> B {
        a.wrapping_add(b)
    }
    #[inline(always)]
    pub(super) fn and(a: B, b: B) -> B {
        a & b
    }
    #[inline(always)]
    pub(super) fn or(a: B, b: B) -> B {
        a | b
    }
    #[inline(always)]
    pub(super) fn xor(a: B, b: B) -> B {
        a ^ b
    }
    #[inline(always)]
    pub(super) fn up<const BY: u32>(a: B) -> B {
        a << BY
    }
    #[inline(always)]
    pub(super) fn down<const BY: u32>(a: B) -> B {
        a >> BY
    }
    #[inline(always)]
    pub(super) fn half_product(a: B, b: B) -> B {
        (a & 0xffff_ffff) * (b & 0xffff_ffff)
    }
}
