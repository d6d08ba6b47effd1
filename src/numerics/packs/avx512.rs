//! AVX-512: vectors of eight doubles.

use super::pack::{behind, behind_mut};
use super::{BitPack, Kernel, Pack, Vectors};

/// The token: exists only where the processor has AVX-512 with its F, DQ, VL and BW parts.
#[derive(Clone, Copy)]
pub(in crate::numerics::packs) struct Avx512(());

impl Avx512 {
    /// The token, if this processor has the set.
    pub(super) fn seen() -> Option<Self> {
        let has = is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512dq")
            && is_x86_feature_detected!("avx512vl")
            && is_x86_feature_detected!("avx512bw");
        has.then_some(Self(()))
    }

    /// Runs a kernel compiled for this set.
    pub(super) fn run<K: Kernel>(self, kernel: K) -> K::Output {
        #[target_feature(enable = "avx512f,avx512dq,avx512vl,avx512bw")]
        fn compiled<K: Kernel>(vectors: Avx512, kernel: K) -> K::Output {
            kernel.run(vectors)
        }
        // SAFETY: the token says that the processor has the set.
        unsafe { compiled(self, kernel) }
    }
}

packs!(Avx512, narrow Avx512, 4 of 8 lanes by one);

/// What one vector can do.
///
/// SAFETY of every function: vectors are reached only through packs, and those only through the token; and where a pointer is
/// given, the caller answers for 64 bytes behind it.
mod one {
    use core::arch::asm;
    #[allow(clippy::wildcard_imports)] // Every name says where it is from.
    use core::arch::x86_64::*;

    pub(super) type F = __m512d;
    pub(super) type B = __m512i;
    pub(super) type M = __mmask8;

    #[inline(always)]
    pub(super) fn fill(x: f64) -> F {
        unsafe { _mm512_set1_pd(x) }
    }
    #[inline(always)]
    pub(super) unsafe fn load(from: *const f64) -> F {
        unsafe { _mm512_loadu_pd(from) }
    }
    #[inline(always)]
    pub(super) unsafe fn store(x: F, to: *mut f64) {
        unsafe { _mm512_storeu_pd(to, x) }
    }
    /// No instruction: a place that none of the vectors passes before the others are computed.
    #[inline(always)]
    pub(super) fn four_abreast(pack: [F; 4]) -> [F; 4] {
        #[target_feature(enable = "avx512f")]
        #[inline]
        fn meet([mut a, mut b, mut c, mut d]: [F; 4]) -> [F; 4] {
            unsafe {
                asm!(
                    "/* {} {} {} {} */",
                    inout(zmm_reg) a, inout(zmm_reg) b, inout(zmm_reg) c, inout(zmm_reg) d,
                    options(nomem, nostack, preserves_flags),
                );
            }
            [a, b, c, d]
        }
        unsafe { meet(pack) }
    }
    #[inline(always)]
    pub(super) fn add(a: F, b: F) -> F {
        unsafe { _mm512_add_pd(a, b) }
    }
    #[inline(always)]
    pub(super) fn subtract(a: F, b: F) -> F {
        unsafe { _mm512_sub_pd(a, b) }
    }
    #[inline(always)]
    pub(super) fn multiply(a: F, b: F) -> F {
        unsafe { _mm512_mul_pd(a, b) }
    }
    #[inline(always)]
    pub(super) fn divide(a: F, b: F) -> F {
        unsafe { _mm512_div_pd(a, b) }
    }
    #[inline(always)]
    pub(super) fn times_plus(a: F, b: F, c: F) -> F {
        unsafe { _mm512_fmadd_pd(a, b, c) }
    }
    #[inline(always)]
    pub(super) fn below(a: F, b: F) -> M {
        unsafe { _mm512_cmp_pd_mask::<_CMP_LT_OQ>(a, b) }
    }
    #[inline(always)]
    pub(super) fn at_most(a: F, b: F) -> M {
        unsafe { _mm512_cmp_pd_mask::<_CMP_LE_OQ>(a, b) }
    }
    #[inline(always)]
    pub(super) fn choose(mask: M, yes: F, no: F) -> F {
        unsafe { _mm512_mask_blend_pd(mask, no, yes) }
    }
    #[inline(always)]
    pub(super) fn lesser(a: F, b: F) -> F {
        unsafe { _mm512_min_pd(a, b) }
    }
    #[inline(always)]
    pub(super) fn greater(a: F, b: F) -> F {
        unsafe { _mm512_max_pd(a, b) }
    }
    #[inline(always)]
    pub(super) fn bits(a: F) -> B {
        unsafe { _mm512_castpd_si512(a) }
    }
    #[inline(always)]
    pub(super) fn of_bits(a: B) -> F {
        unsafe { _mm512_castsi512_pd(a) }
    }
    #[inline(always)]
    pub(super) fn fill_bits(word: u64) -> B {
        unsafe { _mm512_set1_epi64(word.cast_signed()) }
    }
    #[inline(always)]
    pub(super) fn add_bits(a: B, b: B) -> B {
        unsafe { _mm512_add_epi64(a, b) }
    }
    #[inline(always)]
    pub(super) fn and(a: B, b: B) -> B {
        unsafe { _mm512_and_si512(a, b) }
    }
    #[inline(always)]
    pub(super) fn or(a: B, b: B) -> B {
        unsafe { _mm512_or_si512(a, b) }
    }
    #[inline(always)]
    pub(super) fn xor(a: B, b: B) -> B {
        unsafe { _mm512_xor_si512(a, b) }
    }
    #[inline(always)]
    pub(super) fn up<const BY: u32>(a: B) -> B {
        unsafe { _mm512_sll_epi64(a, _mm_cvtsi32_si128(BY.cast_signed())) }
    }
    #[inline(always)]
    pub(super) fn down<const BY: u32>(a: B) -> B {
        unsafe { _mm512_srl_epi64(a, _mm_cvtsi32_si128(BY.cast_signed())) }
    }
    #[inline(always)]
    pub(super) fn half_product(a: B, b: B) -> B {
        unsafe { _mm512_mul_epu32(a, b) }
    }
}
