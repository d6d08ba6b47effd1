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
            let shared = Shared::of(counter, self.year, &keys);
            for at in (0..GROUP / 2).step_by(V::Narrow::LANES) {
                let number = steps + counter.wrapping_add(at as u64);
                let [first, second] = shared.blocks(vectors, number, &keys);
                vectors.store(open_uniforms(first), group, at);
                vectors.store(open_uniforms(second), group, at + GROUP / 2);
            }
            counter = counter.wrapping_add(GROUP as u64 / 2);
        }
    }
}

/// What the first two rounds have in common for the blocks of a group: their numbers differ in the first word only.
struct Shared {
    /// What the first and the third word after the second round are combined with.
    second: [u64; 2],
    /// The fourth word after the second round.
    fourth: u64,
}

impl Shared {
    #[inline(always)]
    fn of(number: u64, year: u32, keys: &[[u64; 2]; ROUNDS]) -> Self {
        let of_year = u64::from(MULTIPLIERS[1]) * u64::from(year);
        let c0 = (of_year >> 32 ^ number >> 32 ^ keys[0][0]) & LOW;
        let first = u64::from(MULTIPLIERS[0]) * c0;
        Self {
            second: [of_year ^ keys[1][0], first >> 32 ^ keys[1][1]],
            fourth: first,
        }
    }

    /// The two 64-bit draws of each of the blocks with these numbers.
    #[inline(always)]
    fn blocks<V: Vectors>(&self, v: V, number: V::Bits, keys: &[[u64; 2]; ROUNDS]) -> [V::Bits; 2] {
        let multipliers = [
            v.fill_bits(u64::from(MULTIPLIERS[0])),
            v.fill_bits(u64::from(MULTIPLIERS[1])),
        ];
        let first = number.half_product(multipliers[0]);
        let second = (first.down::<32>() ^ keys[0][1]).half_product(multipliers[1]);
        let words = [
            second.down::<32>() ^ self.second[0],
            second,
            first ^ self.second[1],
            v.fill_bits(self.fourth),
        ];
        // One after the other as written: a loop would move the words from register to register.
        let words = round(words, multipliers, keys[2]);
        let words = round(words, multipliers, keys[3]);
        let words = round(words, multipliers, keys[4]);
        let words = round(words, multipliers, keys[5]);
        let words = round(words, multipliers, keys[6]);
        let words = round(words, multipliers, keys[7]);
        let words = round(words, multipliers, keys[8]);
        let [c0, c1, c2, c3] = round(words, multipliers, keys[9]);
        [(c0 & LOW) | c1.up::<32>(), (c2 & LOW) | c3.up::<32>()]
    }
}

#[inline(always)]
fn round<B: BitPack>([c0, c1, c2, c3]: [B; 4], multipliers: [B; 2], [k0, k1]: [u64; 2]) -> [B; 4] {
    let first = c0.half_product(multipliers[0]);
    let second = c2.half_product(multipliers[1]);
    let c0 = (c1 ^ k0 ^ second.down::<32>()).abreast();
    let c2 = (c3 ^ k1 ^ first.down::<32>()).abreast();
    [c0, second, c2, first]
}
