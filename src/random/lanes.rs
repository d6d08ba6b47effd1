//! Many Philox blocks at once.
//!
//! Words live in 64-bit lanes, because the generator multiplies 32 × 32 to 64 bits; what stands above the lower 32 bits
//! of a word is left over from its product and never looked at.

// A function that is not inlined into the loop around it keeps that loop from becoming vector code.
#![allow(clippy::inline_always)]

use multiversion::multiversion;

use super::philox::{MULTIPLIERS, ROUNDS, round_keys};
use crate::numerics::{normal_quantile_in_place, open_uniform};

/// Pairs of paths drawn before their quantiles are taken: few enough to stay in the level-one cache.
const PAIRS: usize = 512;
const LOW: u64 = 0xffff_ffff;

/// Fills pairs of standard normal draws; arguments as in [`fill_uniform`].
pub(super) fn fill_normal(out: &mut [[f64; 2]], first_pair: u64, year: u32, key: [u32; 2]) {
    let mut pair = first_pair;
    for some in out.chunks_mut(PAIRS) {
        fill_uniform(some, pair, year, key);
        normal_quantile_in_place(some.as_flattened_mut());
        pair = pair.wrapping_add(some.len() as u64);
    }
}

/// Fills pairs of open uniform draws from the blocks `first_pair`, `first_pair` + 1, … of a year.
pub(super) fn fill_uniform(out: &mut [[f64; 2]], first_pair: u64, year: u32, key: [u32; 2]) {
    let keys = round_keys(key).map(|round| round.map(u64::from));
    let half = out.len() / 2;
    let (left, rest) = out.split_at_mut(half);
    let (right, last) = rest.split_at_mut(half);
    let starts = [first_pair, first_pair.wrapping_add(half as u64)];
    fill_halves(left, right, starts, u64::from(year), &keys);
    for (pair, i) in last.iter_mut().zip(2 * half as u64..) {
        let counter = [first_pair.wrapping_add(i)];
        [*pair] = blocks(counter, u64::from(year), &keys);
    }
}

/// Fills two slices of equal length from two starting blocks.
///
/// One block of each slice per turn: the turns become vector lanes, and the two independent chains of ten rounds hide
/// each other's latency.
#[multiversion(targets("x86_64+avx512f+avx512dq+avx512vl+avx512bw", "x86_64+avx2"))]
fn fill_halves(
    left: &mut [[f64; 2]],
    right: &mut [[f64; 2]],
    starts: [u64; 2],
    year: u64,
    keys: &[[u64; 2]; ROUNDS],
) {
    for ((one, other), i) in left.iter_mut().zip(right).zip(0_u64..) {
        let numbers = starts.map(|start| start.wrapping_add(i));
        [*one, *other] = blocks(numbers, year, keys);
    }
}

/// The two draws of each of the blocks with these numbers, round by round side by side.
#[inline(always)]
fn blocks<const N: usize>(
    numbers: [u64; N],
    year: u64,
    keys: &[[u64; 2]; ROUNDS],
) -> [[f64; 2]; N] {
    let mut words = numbers.map(|number| [number, number >> 32, year, 0]);
    for [k0, k1] in keys {
        words = words.map(|[c0, c1, c2, c3]| {
            let first = (c0 & LOW) * u64::from(MULTIPLIERS[0]);
            let second = (c2 & LOW) * u64::from(MULTIPLIERS[1]);
            [
                (second >> 32) ^ c1 ^ k0,
                second,
                (first >> 32) ^ c3 ^ k1,
                first,
            ]
        });
    }
    words.map(|[c0, c1, c2, c3]| [(c0 & LOW) | c1 << 32, (c2 & LOW) | c3 << 32].map(open_uniform))
}
