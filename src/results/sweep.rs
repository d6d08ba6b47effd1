//! One sweep over a chunk of a series: its extremes, its fixed-point moments and the place of each value's bin, in packs.

use super::grid::{Grid, near_bins};
use super::statistics::{FIRST, SECOND};
use crate::numerics::packs::{Kernel, MOST_LANES, Pack, Vectors, Word};
use crate::numerics::{ROUNDER, rounded_bits};

/// What a chunk of values adds up to.
pub(super) struct Survey {
    pub(super) low: f64,
    pub(super) high: f64,
    /// The rest, and the places, hold only when every value is in the linear zone.
    pub(super) first: i64,
    pub(super) second: i64,
}

/// Looks through a chunk once: extremes, fixed-point moments, and the place of each value's bin.
pub(super) struct Look<'v> {
    pub(super) values: &'v [f64],
    pub(super) grid: Grid,
    pub(super) places: &'v mut [u16],
}

/// Extremes and sums, in as many lanes as a pack has.
#[derive(Clone, Copy)]
struct Sums<P: Pack> {
    low: P,
    high: P,
    first: P::Bits,
    second: P::Bits,
}

impl<P: Pack> Sums<P> {
    /// Adds what is in the lanes of a pack, and returns the bits whose lower end is the place.
    #[inline(always)]
    fn add(&mut self, x: P, grid: Grid) -> P::Bits {
        self.low = self.low.lesser(x);
        self.high = self.high.greater(x);
        let d = (x - grid.centre) * (1.0 / grid.scale);
        self.first = self.first + rounded_bits(d, FIRST);
        self.second = self.second + rounded_bits(d * d, SECOND);
        near_bins(d)
    }
}

impl Kernel for Look<'_> {
    type Output = Survey;

    #[inline(always)]
    fn run<V: Vectors>(self, v: V) -> Survey {
        let whole = self.values.len() - self.values.len() % V::LANES;
        let mut sums = Sums {
            low: v.fill(f64::INFINITY),
            high: v.fill(f64::NEG_INFINITY),
            first: v.fill_bits(0),
            second: v.fill_bits(0),
        };
        for at in (0..whole).step_by(V::LANES) {
            let place = sums.add(v.load(self.values, at), self.grid);
            v.store_lowest(place, self.places, at);
        }
        let mut survey = total(v, sums);
        for (value, place) in self.values[whole..].iter().zip(&mut self.places[whole..]) {
            let mut one = Sums {
                low: survey.low,
                high: survey.high,
                first: Word(0),
                second: Word(0),
            };
            *place = one.add(*value, self.grid).0 as u16;
            survey = Survey {
                low: one.low,
                high: one.high,
                first: survey.first.wrapping_add(one.first.0 as i64),
                second: survey.second.wrapping_add(one.second.0 as i64),
            };
        }
        let excess = (ROUNDER.to_bits() as i64).wrapping_mul(self.values.len() as i64);
        Survey {
            first: survey.first.wrapping_sub(excess),
            second: survey.second.wrapping_sub(excess),
            ..survey
        }
    }
}

/// The sums over the lanes.
#[inline(always)]
fn total<V: Vectors>(v: V, sums: Sums<V::Pack>) -> Survey {
    let (mut low, mut high) = ([0.0; MOST_LANES], [0.0; MOST_LANES]);
    let (mut first, mut second) = ([0; MOST_LANES], [0; MOST_LANES]);
    v.store(sums.low, &mut low, 0);
    v.store(sums.high, &mut high, 0);
    v.store_bits(sums.first, &mut first, 0);
    v.store_bits(sums.second, &mut second, 0);
    let add = |lanes: &[u64]| lanes.iter().fold(0_u64, |a, b| a.wrapping_add(*b)) as i64;
    Survey {
        low: low[..V::LANES]
            .iter()
            .copied()
            .fold(f64::INFINITY, f64::min),
        high: high[..V::LANES]
            .iter()
            .copied()
            .fold(f64::NEG_INFINITY, f64::max),
        first: add(&first[..V::LANES]),
        second: add(&second[..V::LANES]),
    }
}
