//! Many Philox blocks at once.
//!
//! Words live in 64-bit lanes, because the generator multiplies 32 × 32 to 64 bits; what stands above the lower 32 bits
//! of a word is left over from its product and never looked at.

use super::philox::{MULTIPLIERS, ROUNDS, round_keys};
use crate::numerics::packs::{BitPack, Kernel, MOST_LANES, Vectors, run};
use crate::numerics::{normal_score_in_place, open_uniforms};

/// Paths that share a run of counters: the first half takes the first two words of each, the second half the others. Half a group
/// is a pack of the widest kind, so that no set has to shuffle.
pub(super) const GROUP: usize = 2 * MOST_LANES;
const LOW: u64 = 0xffff_ffff;

/// The counters of a pack, from its first.
const STEPS: [u64; MOST_LANES] = {
    let mut steps = [0; MOST_LANES];
    let mut lane = 0;
    while lane < MOST_LANES {
        steps[lane] = lane as u64;
        lane += 1;
    }
    steps
};

/// Fills whole groups with standard normal draws; arguments as in [`fill_uniform`].
pub(super) fn fill_normal(out: &mut [f64], first_counter: u64, year: u32, key: [u32; 2]) {
    fill_uniform(out, first_counter, year, key);
    normal_score_in_place(out);
}

/// Fills whole groups with open uniform draws of a year, from the counters `first_counter`, `first_counter` + 1, ….
pub(super) fn fill_uniform(out: &mut [f64], first_counter: u64, year: u32, key: [u32; 2]) {
    debug_assert!(out.len().is_multiple_of(GROUP), "whole groups");
    run(FillUniform {
        out,
        first_counter,
        year,
        key,
    });
}

struct FillUniform<'o> {
    out: &'o mut [f64],
    first_counter: u64,
    year: u32,
    key: [u32; 2],
}

impl Kernel for FillUniform<'_> {
    type Output = ();

    #[inline(always)]
    fn run<V: Vectors>(self, vectors: V) {
        let vectors = vectors.narrow();
        let keys = round_keys(self.key);
        let steps = vectors.load_bits(&STEPS, 0);
        let mut counter = self.first_counter;
        for group in self.out.chunks_exact_mut(GROUP) {
            for at in (0..GROUP / 2).step_by(V::Narrow::LANES) {
                let number = steps + counter.wrapping_add(at as u64);
                let [first, second] = blocks(vectors, number, self.year, &keys);
                vectors.store(open_uniforms(first), group, at);
                vectors.store(open_uniforms(second), group, at + GROUP / 2);
            }
            counter = counter.wrapping_add(GROUP as u64 / 2);
        }
    }
}

/// The two 64-bit draws of each of the blocks with these numbers.
#[inline(always)]
fn blocks<V: Vectors>(
    vectors: V,
    number: V::Bits,
    year: u32,
    keys: &[[u32; 2]; ROUNDS],
) -> [V::Bits; 2] {
    let multipliers = [
        vectors.fill_bits(u64::from(MULTIPLIERS[0])),
        vectors.fill_bits(u64::from(MULTIPLIERS[1])),
    ];
    let [mut c0, mut c1] = [number, number.down::<32>()];
    let [mut c2, mut c3] = [vectors.fill_bits(u64::from(year)), vectors.fill_bits(0)];
    for [k0, k1] in keys {
        let first = c0.half_product(multipliers[0]);
        let second = c2.half_product(multipliers[1]);
        c0 = second.down::<32>() ^ c1 ^ u64::from(*k0);
        c2 = first.down::<32>() ^ c3 ^ u64::from(*k1);
        (c1, c3) = (second, first);
    }
    [(c0 & LOW) | c1.up::<32>(), (c2 & LOW) | c3.up::<32>()]
}
