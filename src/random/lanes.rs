//! Many Philox blocks at once.

use multiversion::multiversion;

use super::philox::{MULTIPLIERS, ROUNDS, round_keys};
use crate::numerics::{normal_quantile_in_place, open_uniform};

/// Pairs of paths drawn before their quantiles are taken: few enough to stay in the level-one cache.
const PAIRS: usize = 512;

/// Fills pairs of standard normal draws; arguments as in [`fill_uniform`].
pub(super) fn fill_normal(out: &mut [[f64; 2]], first_pair: u64, year: u32, key: [u32; 2]) {
    let mut pair = first_pair;
    for some in out.chunks_mut(PAIRS) {
        fill_uniform(some, pair, year, key);
        normal_quantile_in_place(some.as_flattened_mut());
        pair += some.len() as u64;
    }
}

/// Fills pairs of open uniform draws from the blocks `first_pair`, `first_pair` + 1, … of a year.
pub(super) fn fill_uniform(out: &mut [[f64; 2]], first_pair: u64, year: u32, key: [u32; 2]) {
    let keys = round_keys(key).map(|round| round.map(u64::from));
    uniform_lanes(out, first_pair, u64::from(year), &keys);
}

/// The loop itself: one block per turn, written so that the turns become lanes.
///
/// Words live in 64-bit lanes because the generator multiplies 32 × 32 to 64 bits; what stands above the lower 32 bits
/// of a word is left over from its product and is never looked at.
#[multiversion(targets("x86_64+avx512f+avx512dq+avx512vl+avx512bw", "x86_64+avx2"))]
fn uniform_lanes(out: &mut [[f64; 2]], first_pair: u64, year: u64, keys: &[[u64; 2]; ROUNDS]) {
    const LOW: u64 = 0xffff_ffff;
    for (pair, i) in out.iter_mut().zip(0_u64..) {
        let number = first_pair.wrapping_add(i);
        let (mut c0, mut c1, mut c2, mut c3) = (number, number >> 32, year, 0);
        for [k0, k1] in keys {
            let first = (c0 & LOW) * u64::from(MULTIPLIERS[0]);
            let second = (c2 & LOW) * u64::from(MULTIPLIERS[1]);
            (c0, c1, c2, c3) = (
                (second >> 32) ^ c1 ^ k0,
                second,
                (first >> 32) ^ c3 ^ k1,
                first,
            );
        }
        *pair = [
            open_uniform((c0 & LOW) | c1 << 32),
            open_uniform((c2 & LOW) | c3 << 32),
        ];
    }
}
