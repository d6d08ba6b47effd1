//! AVX2 with fused multiplication: vectors of four doubles.

use super::pack::{behind, behind_mut};
use super::{BitPack, Kernel, Pack, Vectors};

/// The token: exists only where the processor has AVX2 and FMA.
#[derive(Clone, Copy)]
pub(in crate::numerics::packs) struct Avx2(());

impl Avx2 {
    /// The token, if this processor has the set.
    pub(super) fn seen() -> Option<Self> {
        let has = is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma");
        has.then_some(Self(()))
    }

    /// Runs a kernel compiled for this set.
    pub(super) fn run<K: Kernel>(self, kernel: K) -> K::Output {
        #[target_feature(enable = "avx2,fma")]
        fn compiled<K: Kernel>(vectors: Avx2, kernel: K) -> K::Output {
            kernel.run(vectors)
        }
        // SAFETY: the token says that the processor has the set.
        unsafe { compiled(self, kernel) }
    }
}

packs!(Avx2, narrow Narrow, 4 of 4 lanes by one);

pub(super) use narrow::Narrow;

/// Packs of two vectors: with sixteen registers, ten values under way are already too many for packs of four.
mod narrow {
    use super::one;
    use crate::numerics::packs::pack::{behind, behind_mut};
    use crate::numerics::packs::{BitPack, MOST_LANES, Pack, Vectors};

    /// The token, made from that of the whole packs.
    #[derive(Clone, Copy)]
    pub(in crate::numerics::packs) struct Narrow(pub(super) ());

    packs!(Narrow, narrow Narrow, 2 of 4 lanes by one);
}

/// What one vector can do.
///
/// SAFETY of every function: vectors are reached only through packs, and those only through the token; and where a pointer is
/// given, the caller answers for 32 bytes behind it.
mod one {
    use core::arch::asm;
    #[allow(clippy::wildcard_imports)] // Every name says where it is from.
    use core::arch::x86_64::*;

    pub(super) type F = __m256d;
    pub(super) type B = __m256i;
    pub(super) type M = __m256d;

    #[inline(always)]
    pub(super) fn fill(x: f64) -> F {
        unsafe { _mm256_set1_pd(x) }
    }
    #[inline(always)]
    pub(super) unsafe fn load(from: *const f64) -> F {
        unsafe { _mm256_loadu_pd(from) }
    }
    #[inline(always)]
    pub(super) unsafe fn store(x: F, to: *mut f64) {
        unsafe { _mm256_storeu_pd(to, x) }
    }
    /// No instruction: a place that none of the vectors passes before the others are computed.
    #[inline(always)]
    pub(super) fn four_abreast(pack: [F; 4]) -> [F; 4] {
        #[target_feature(enable = "avx")]
        #[inline]
        fn meet([mut a, mut b, mut c, mut d]: [F; 4]) -> [F; 4] {
            unsafe {
                asm!(
                    "/* {} {} {} {} */",
                    inout(ymm_reg) a, inout(ymm_reg) b, inout(ymm_reg) c, inout(ymm_reg) d,
                    options(nomem, nostack, preserves_flags),
                );
            }
            [a, b, c, d]
        }
        unsafe { meet(pack) }
    }
    #[inline(always)]
    pub(super) fn two_abreast(pack: [F; 2]) -> [F; 2] {
        #[target_feature(enable = "avx")]
        #[inline]
        fn meet([mut a, mut b]: [F; 2]) -> [F; 2] {
            unsafe {
                asm!(
                    "/* {} {} */",
                    inout(ymm_reg) a, inout(ymm_reg) b,
                    options(nomem, nostack, preserves_flags),
                );
            }
            [a, b]
        }
        unsafe { meet(pack) }
    }
    #[inline(always)]
    pub(super) fn add(a: F, b: F) -> F {
        unsafe { _mm256_add_pd(a, b) }
    }
    #[inline(always)]
    pub(super) fn subtract(a: F, b: F) -> F {
        unsafe { _mm256_sub_pd(a, b) }
    }
    #[inline(always)]
    pub(super) fn multiply(a: F, b: F) -> F {
        unsafe { _mm256_mul_pd(a, b) }
    }
    #[inline(always)]
    pub(super) fn divide(a: F, b: F) -> F {
        unsafe { _mm256_div_pd(a, b) }
    }
    #[inline(always)]
    pub(super) fn times_plus(a: F, b: F, c: F) -> F {
        unsafe { _mm256_fmadd_pd(a, b, c) }
    }
    #[inline(always)]
    pub(super) fn below(a: F, b: F) -> M {
        unsafe { _mm256_cmp_pd::<_CMP_LT_OQ>(a, b) }
    }
    #[inline(always)]
    pub(super) fn at_most(a: F, b: F) -> M {
        unsafe { _mm256_cmp_pd::<_CMP_LE_OQ>(a, b) }
    }
    #[inline(always)]
    pub(super) fn choose(mask: M, yes: F, no: F) -> F {
        unsafe { _mm256_blendv_pd(no, yes, mask) }
    }
    #[inline(always)]
    pub(super) fn lesser(a: F, b: F) -> F {
        unsafe { _mm256_min_pd(a, b) }
    }
    #[inline(always)]
    pub(super) fn greater(a: F, b: F) -> F {
        unsafe { _mm256_max_pd(a, b) }
    }
    #[inline(always)]
    pub(super) fn bits(a: F) -> B {
        unsafe { _mm256_castpd_si256(a) }
    }
    #[inline(always)]
    pub(super) fn of_bits(a: B) -> F {
        unsafe { _mm256_castsi256_pd(a) }
    }
    #[inline(always)]
    pub(super) fn fill_bits(word: u64) -> B {
        unsafe { _mm256_set1_epi64x(word.cast_signed()) }
    }
    #[inline(always)]
    pub(super) fn add_bits(a: B, b: B) -> B {
        unsafe { _mm256_add_epi64(a, b) }
    }
    #[inline(always)]
    pub(super) fn and(a: B, b: B) -> B {
        unsafe { _mm256_and_si256(a, b) }
    }
    #[inline(always)]
    pub(super) fn or(a: B, b: B) -> B {
        unsafe { _mm256_or_si256(a, b) }
    }
    #[inline(always)]
    pub(super) fn xor(a: B, b: B) -> B {
        unsafe { _mm256_xor_si256(a, b) }
    }
    #[inline(always)]
    pub(super) fn up<const BY: u32>(a: B) -> B {
        unsafe { _mm256_sll_epi64(a, _mm_cvtsi32_si128(BY.cast_signed())) }
    }
    #[inline(always)]
    pub(super) fn down<const BY: u32>(a: B) -> B {
        unsafe { _mm256_srl_epi64(a, _mm_cvtsi32_si128(BY.cast_signed())) }
    }
    #[inline(always)]
    pub(super) fn half_product(a: B, b: B) -> B {
        unsafe { _mm256_mul_epu32(a, b) }
    }
}
