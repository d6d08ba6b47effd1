//! The draws of one variable.

use super::identity::{identity, key};
use super::lanes::{self, fill_normal, fill_uniform};
use super::philox::philox4x32_10;
use crate::numerics::{normal_score, open_uniform};

/// Paths that share a run of counters.
const GROUP: u64 = lanes::GROUP as u64;

/// The random numbers of one variable: one uniform (or the normal score of it) for every path and year.
///
/// Paths come in groups of 64 that share 32 counters. The draw at (path, year) is half of the Philox block whose counter is
/// (number as two words, year, 0), number = 32 · (path ÷ 64) + path mod 32, under the key made from seed, kind and id: words 0
/// and 1 for a path in the first half of its group, words 2 and 3 for one in the second, low word first.
/// A variable that does not change over time takes year 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stream {
    key: u64,
}

impl Stream {
    /// The stream of the variable `id` among those of its `kind` ("factor", "event", …) under a seed.
    pub fn new(seed: u64, kind: &str, id: &str) -> Self {
        Self {
            key: key(seed, identity(kind, id)),
        }
    }

    /// The number that tells this stream from others; two streams with the same key are the same stream.
    pub fn key(self) -> u64 {
        self.key
    }

    /// The uniform draw of one path and year, strictly between 0 and 1.
    pub fn uniform(self, year: u32, path: u64) -> f64 {
        let number = counter(path);
        let block = self.block([number as u32, (number >> 32) as u32, year, 0]);
        let at = if path % GROUP < GROUP / 2 { 0 } else { 2 };
        open_uniform(u64::from(block[at]) | u64::from(block[at + 1]) << 32)
    }

    /// The standard normal draw of one path and year: the [`normal_score`] of [`uniform`](Self::uniform).
    pub fn normal(self, year: u32, path: u64) -> f64 {
        normal_score(self.uniform(year, path))
    }

    /// The uniform draws of the paths `first_path`, `first_path` + 1, … in one year, as many as `out` holds.
    ///
    /// The same bits as [`uniform`](Self::uniform) path by path, however the paths are cut into runs.
    pub fn fill_uniform(self, year: u32, first_path: u64, out: &mut [f64]) {
        self.fill(year, first_path, out, Self::uniform, fill_uniform);
    }

    /// The standard normal draws of the paths `first_path`, `first_path` + 1, … in one year, as many as `out` holds.
    ///
    /// The same bits as [`normal`](Self::normal) path by path, however the paths are cut into runs.
    pub fn fill_normal(self, year: u32, first_path: u64, out: &mut [f64]) {
        self.fill(year, first_path, out, Self::normal, fill_normal);
    }

    /// Path by path to the first whole group, whole groups, path by path again.
    fn fill(
        self,
        year: u32,
        first_path: u64,
        out: &mut [f64],
        one: fn(Self, u32, u64) -> f64,
        many: fn(&mut [f64], u64, u32, [u32; 2]),
    ) {
        let before = (first_path.next_multiple_of(GROUP) - first_path) as usize;
        let (head, rest) = out.split_at_mut(before.min(out.len()));
        let (groups, tail) = rest.split_at_mut(rest.len() - rest.len() % GROUP as usize);
        let groups_from = first_path + head.len() as u64;
        let tail_from = groups_from + groups.len() as u64;
        let singly = |values: &mut [f64], from: u64| {
            for (value, path) in values.iter_mut().zip(from..) {
                *value = one(self, year, path);
            }
        };
        singly(head, first_path);
        if !groups.is_empty() {
            many(groups, counter(groups_from), year, self.words());
        }
        singly(tail, tail_from);
    }

    /// The seed of the scrambling of a year's dimension in one replicate. Its last counter word is one that no draw uses, nor
    /// [`KeyedRng`](super::KeyedRng) before its last block.
    pub(super) fn scrambling(self, replicate: u32, year: u32) -> [u32; 4] {
        self.block([replicate, 0, year, u32::MAX])
    }

    /// The 128 random bits at a counter.
    pub(super) fn block(self, counter: [u32; 4]) -> [u32; 4] {
        philox4x32_10(counter, self.words())
    }

    /// The key as Philox takes it, low word first.
    fn words(self) -> [u32; 2] {
        [self.key as u32, (self.key >> 32) as u32]
    }
}

/// The number of the Philox block that a path shares with one other path of its group.
fn counter(path: u64) -> u64 {
    path / GROUP * (GROUP / 2) + path % (GROUP / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bits(values: &[f64]) -> Vec<u64> {
        values.iter().map(|value| value.to_bits()).collect()
    }

    #[test]
    fn runs_of_paths_give_the_bits_of_single_paths() {
        let stream = Stream::new(7, "factor", "demand");
        let run = |length, first| {
            let (mut uniform, mut normal) = (vec![0.0; length], vec![0.0; length]);
            stream.fill_uniform(2026, first, &mut uniform);
            stream.fill_normal(2026, first, &mut normal);
            (uniform, normal)
        };
        for length in [0, 1, 2, 3, 4, 5, 17, 256, 1023, 1024, 1025, 3000] {
            for first in [0, 1, 2, 999_999, (1 << 33) - 3, (1 << 33) - 4] {
                let paths = || (0..length).map(|i| first + i as u64);
                let uniform: Vec<f64> = paths().map(|path| stream.uniform(2026, path)).collect();
                let normal: Vec<f64> = paths().map(|path| stream.normal(2026, path)).collect();
                let (filled_uniform, filled_normal) = run(length, first);
                assert_eq!(
                    bits(&filled_uniform),
                    bits(&uniform),
                    "{length} from {first}"
                );
                assert_eq!(bits(&filled_normal), bits(&normal), "{length} from {first}");
            }
        }
    }

    #[test]
    fn the_halves_of_a_group_take_the_two_halves_of_a_block() {
        let stream = Stream::new(7, "factor", "demand");
        let block = stream.block([5, 1, 2026, 0]);
        let path = 2 * (1 << 32) + 5;
        let half = |low: u32, high: u32| open_uniform(u64::from(low) | u64::from(high) << 32);
        assert_eq!(stream.uniform(2026, path), half(block[0], block[1]));
        assert_eq!(stream.uniform(2026, path + 32), half(block[2], block[3]));
    }

    #[test]
    fn seed_kind_id_year_and_path_all_matter() {
        let draw = |seed, kind, id, year, path| Stream::new(seed, kind, id).uniform(year, path);
        let base = draw(1, "factor", "demand", 2026, 4);
        for other in [
            draw(2, "factor", "demand", 2026, 4),
            draw(1, "event", "demand", 2026, 4),
            draw(1, "factor", "demands", 2026, 4),
            draw(1, "factor", "demand", 2027, 4),
            draw(1, "factor", "demand", 2026, 5),
            draw(1, "factor", "demand", 2026, 4 + (1 << 33)),
        ] {
            assert_ne!(base, other);
        }
    }

    #[test]
    fn first_draws_are_frozen() {
        // Changing these changes every result of every scenario.
        let mut draws = [0.0; 3];
        Stream::new(42, "factor", "demand").fill_normal(2026, 0, &mut draws);
        assert_eq!(draws, FROZEN);
    }

    /// A second implementation with 40 digits agrees to the error of the score: −0.616231005947286670, 0.205500289985084036.
    const FROZEN: [f64; 3] = [
        -0.616_231_005_885_337_6,
        0.205_500_290_002_107_48,
        0.621_951_619_856_683_2,
    ];

    #[test]
    fn draws_are_uncorrelated_across_paths_years_and_names() {
        const N: usize = 100_000;
        let draws = |id: &str, year, first| {
            let mut out = vec![0.0; N];
            Stream::new(3, "factor", id).fill_normal(year, first, &mut out);
            out
        };
        let base = draws("demand", 2026, 0);
        let dot = |other: &[f64]| base.iter().zip(other).map(|(a, b)| a * b).sum::<f64>();
        let bound = 4.5 * (N as f64).sqrt();
        assert!((dot(&base) - N as f64).abs() < bound * core::f64::consts::SQRT_2);
        assert!((dot(&vec![1.0; N])).abs() < bound);
        for other in [
            draws("demand", 2026, 1),
            draws("demand", 2027, 0),
            draws("prices", 2026, 0),
        ] {
            assert!(dot(&other).abs() < bound);
        }
    }
}
