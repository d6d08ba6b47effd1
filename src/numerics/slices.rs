//! The same functions over slices, compiled for several instruction sets.
//!
//! The best version the machine can run is chosen at the first call. All versions give the same bits: lanes are
//! independent, and neither reordering nor fused multiplication is allowed to the compiler.

use multiversion::multiversion;

use super::normal_quantile_block::{BLOCK, quantile_block};
use super::{exp, ln};

/// Replaces every x by eˣ; see [`exp`].
#[multiversion(targets("x86_64+avx512f+avx512dq+avx512vl+avx512bw", "x86_64+avx2"))]
pub fn exp_in_place(values: &mut [f64]) {
    for value in values {
        *value = exp(*value);
    }
}

/// Replaces every x by ln x; see [`ln`].
#[multiversion(targets("x86_64+avx512f+avx512dq+avx512vl+avx512bw", "x86_64+avx2"))]
pub fn ln_in_place(values: &mut [f64]) {
    for value in values {
        *value = ln(*value);
    }
}

/// Replaces every probability p by Φ⁻¹(p); see [`normal_quantile`](super::normal_quantile()).
#[multiversion(targets("x86_64+avx512f+avx512dq+avx512vl+avx512bw", "x86_64+avx2"))]
pub fn normal_quantile_in_place(values: &mut [f64]) {
    for block in values.chunks_mut(BLOCK) {
        quantile_block(block);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numerics::normal_quantile;

    /// Ordinary numbers of all sizes, then everything awkward.
    fn arguments() -> Vec<f64> {
        let mut all: Vec<f64> = (0..5_003_u32)
            .map(|i| f64::from(i) * 0.31 - 740.0)
            .collect();
        all.extend((0..5_003_u32).map(|i| f64::from(i) / 5_003.0));
        all.extend([
            1e-9, 1e-11, 1e-12, 1e-17, 1e-300, 1e-310, 1.0, 1.5, -0.0, 1e300,
        ]);
        all.extend([
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::NAN,
            f64::MIN_POSITIVE,
            0.075,
            0.925,
        ]);
        all
    }

    #[test]
    fn slices_give_the_bits_of_the_scalar_functions() {
        type Pair = (fn(&mut [f64]), fn(f64) -> f64);
        let pairs: [Pair; 3] = [
            (exp_in_place, exp),
            (ln_in_place, ln),
            (normal_quantile_in_place, normal_quantile),
        ];
        for (in_place, scalar) in pairs {
            for length in [0, 1, 2, 3, 7, 255, 256, 257, arguments().len()] {
                let before = &arguments()[arguments().len() - length..];
                let mut after = before.to_vec();
                in_place(&mut after);
                for (x, y) in before.iter().zip(&after) {
                    let same = scalar(*x).to_bits() == y.to_bits();
                    assert!(same || (scalar(*x).is_nan() && y.is_nan()), "{x}");
                }
            }
        }
    }
}
