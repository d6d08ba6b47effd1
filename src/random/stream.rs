//! The draws of one variable.

use super::identity::{identity, key};
use super::lanes::{fill_normal, fill_uniform};
use super::philox::philox4x32_10;
use crate::numerics::{normal_quantile, open_uniform};

/// The random numbers of one variable: one uniform (or the normal score of it) for every path and year.
///
/// The draw at (path, year) is half of the Philox block whose counter is (path ÷ 2 as two words, year, 0), under the
/// key made from seed, kind and id: words 0 and 1 for an even path, words 2 and 3 for an odd one, low word first.
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
    pub fn key(&self) -> u64 {
        self.key
    }

    /// The uniform draw of one path and year, strictly between 0 and 1.
    pub fn uniform(&self, year: u32, path: u64) -> f64 {
        let pair = path >> 1;
        let block = self.block([pair as u32, (pair >> 32) as u32, year, 0]);
        let at = 2 * (path & 1) as usize;
        open_uniform(u64::from(block[at]) | u64::from(block[at + 1]) << 32)
    }

    /// The standard normal draw of one path and year: the quantile of [`uniform`](Self::uniform).
    pub fn normal(&self, year: u32, path: u64) -> f64 {
        normal_quantile(self.uniform(year, path))
    }

    /// The uniform draws of the paths `first_path`, `first_path` + 1, … in one year, as many as `out` holds.
    ///
    /// The same bits as [`uniform`](Self::uniform) path by path, however the paths are cut into runs.
    pub fn fill_uniform(&self, year: u32, first_path: u64, out: &mut [f64]) {
        self.fill(year, first_path, out, Self::uniform, fill_uniform);
    }

    /// The standard normal draws of the paths `first_path`, `first_path` + 1, … in one year, as many as `out` holds.
    ///
    /// The same bits as [`normal`](Self::normal) path by path, however the paths are cut into runs.
    pub fn fill_normal(&self, year: u32, first_path: u64, out: &mut [f64]) {
        self.fill(year, first_path, out, Self::normal, fill_normal);
    }

    /// One odd path, whole blocks of two paths, one even path.
    fn fill(
        &self,
        year: u32,
        first_path: u64,
        out: &mut [f64],
        one: fn(&Self, u32, u64) -> f64,
        many: fn(&mut [[f64; 2]], u64, u32, [u32; 2]),
    ) {
        let odd = out.len().min((first_path & 1) as usize);
        let (head, rest) = out.split_at_mut(odd);
        let (pairs, tail) = rest.as_chunks_mut::<2>();
        let pairs_from = first_path + odd as u64;
        let tail_from = pairs_from + 2 * pairs.len() as u64;
        if let [value] = head {
            *value = one(self, year, first_path);
        }
        many(pairs, pairs_from >> 1, year, self.words());
        if let [value] = tail {
            *value = one(self, year, tail_from);
        }
    }

    /// The 128 random bits at a counter.
    pub(super) fn block(&self, counter: [u32; 4]) -> [u32; 4] {
        philox4x32_10(counter, self.words())
    }

    /// The key as Philox takes it, low word first.
    fn words(&self) -> [u32; 2] {
        [self.key as u32, (self.key >> 32) as u32]
    }
}
