//! Sums of one series by replicate: what the error of a mean is estimated from when paths are quasi-random.

use super::counters::add;
use super::errors::spread;
use super::grid::Grid;
use crate::numerics::packs::{Kernel, Vectors, run};
use crate::numerics::rounded;
use crate::random::REPLICATES;

/// Unit of the fixed-point sums: 2⁻⁴⁰ of the grid's scale, far finer than any error.
const UNIT: f64 = (1_u64 << 40) as f64;
/// What is farther from the centre counts as this many scales, so that 10¹⁰ of them add up in 127 bits.
const FARTHEST: f64 = (1_u64 << 44) as f64;
/// Nearer than this many scales, a value in units is below 2⁵¹, and thousands of them add up in 64 bits.
const NEAR: f64 = (1_u64 << 11) as f64;

/// Sums of one series in each replicate; whole numbers that merge exactly.
#[derive(Debug, Clone, PartialEq)]
pub struct ReplicateMeans {
    grid: Grid,
    sums: [i128; REPLICATES],
    counts: [u64; REPLICATES],
}

impl ReplicateMeans {
    /// Nothing counted yet.
    pub fn new(grid: Grid) -> Self {
        Self {
            grid,
            sums: [0; REPLICATES],
            counts: [0; REPLICATES],
        }
    }

    /// Counts the values at these places; the value at 0 is that of `first_path`.
    pub fn add(&mut self, first_path: u64, values: &[f64], places: &[usize]) {
        let inverse = 1.0 / self.grid.scale;
        let (rounds, rest) = values.as_chunks();
        let in_order = first_path.is_multiple_of(REPLICATES as u64) && rest.is_empty();
        if in_order
            && places.len() == values.len()
            && let Some(sums) = near_sums(rounds, self.grid.centre, inverse)
        {
            for (mine, sum) in self.sums.iter_mut().zip(sums) {
                *mine += i128::from(sum);
            }
            for count in &mut self.counts {
                *count += rounds.len() as u64;
            }
            return;
        }
        for &place in places {
            let replicate = ((first_path + place as u64) % REPLICATES as u64) as usize;
            let d = ((values[place] - self.grid.centre) * inverse).clamp(-FARTHEST, FARTHEST);
            self.sums[replicate] += (d * UNIT).round_ties_even() as i128;
            self.counts[replicate] += 1;
        }
    }

    /// Adds what another part of the same run counted.
    pub fn merge(&mut self, other: &Self) {
        for (mine, theirs) in self.sums.iter_mut().zip(&other.sums) {
            *mine += theirs;
        }
        add(&mut self.counts, &other.counts);
    }

    /// One standard error of the mean over all replicates.
    pub fn std_error(&self) -> f64 {
        let sums = self.sums.map(|sum| sum as f64 / UNIT);
        self.grid.scale * spread(&sums, &self.counts.map(|count| count as f64))
    }
}

/// The sums of rounds of the replicates in units; `None` when a value is not near the centre.
fn near_sums(rounds: &[[f64; REPLICATES]], centre: f64, inverse: f64) -> Option<[i64; REPLICATES]> {
    run(NearSums {
        rounds,
        centre,
        inverse,
    })
}

struct NearSums<'r> {
    rounds: &'r [[f64; REPLICATES]],
    centre: f64,
    inverse: f64,
}

impl Kernel for NearSums<'_> {
    type Output = Option<[i64; REPLICATES]>;

    #[inline(always)]
    fn run<V: Vectors>(self, _: V) -> Self::Output {
        let mut sums = [0_i64; REPLICATES];
        let mut near = true;
        for round in self.rounds {
            for (value, sum) in round.iter().zip(&mut sums) {
                let d = (value - self.centre) * self.inverse;
                near &= d.abs() < NEAR;
                *sum = sum.wrapping_add(rounded(d, UNIT));
            }
        }
        near.then_some(sums)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_error_is_that_of_the_replicates_means() {
        // Replicate r is always 1000 + r: its mean has no error, the mean of all has √(s²/16), s² = Σ (r − 7.5)²/15 = 340/15.
        let values: Vec<f64> = (0..320).map(|path| 1000.0 + f64::from(path % 16)).collect();
        let places: Vec<usize> = (0..values.len()).collect();
        let grid = Grid::of_sample(&values[..64]);
        // In rounds of the replicates, and one by one from the middle of a round.
        let mut whole = ReplicateMeans::new(grid);
        whole.add(0, &values, &places);
        let expected = (340.0_f64 / 15.0 / 16.0).sqrt();
        assert!((whole.std_error() - expected).abs() < 1e-9);
        let mut parts = ReplicateMeans::new(grid);
        parts.add(100, &values[100..], &places[..220]);
        assert!(near_sums(values.as_chunks().0, grid.centre, 1.0 / grid.scale).is_some());
        assert!(near_sums(values.as_chunks().0, 1e9, 1.0 / grid.scale).is_none());
        let mut first = ReplicateMeans::new(grid);
        first.add(0, &values, &places[..100]);
        parts.merge(&first);
        assert_eq!(parts, whole);
    }
}
