//! Counters of targets and outcomes over paths; like all statistics they are whole numbers and merge exactly.

use crate::numerics::packs::{Kernel, Vectors, run};
use crate::numerics::rounded;

/// Number of batches that hits are also counted in: path i belongs to batch i modulo this.
pub const BATCHES: usize = 32;

/// Counts by batch.
pub type Batches = [u64; BATCHES];

/// The batch of a path.
pub(super) fn batch(path: u64) -> usize {
    (path % BATCHES as u64) as usize
}

/// Adds counts to counts.
pub(super) fn add(mine: &mut [u64], theirs: &[u64]) {
    for (mine, theirs) in mine.iter_mut().zip(theirs) {
        *mine += theirs;
    }
}

/// Unit of the fixed-point shortfall: 2⁻⁴⁰ of the scale.
const UNIT: f64 = (1_u64 << 40) as f64;

/// A greater shortfall counts as this many scales, so that 10¹⁰ of them add up in 127 bits.
const FARTHEST: f64 = (1_u64 << 40) as f64;

/// Nearer than this many scales a shortfall has less than 2⁵⁰ units, and 128 · 32 of them add up in 63 bits.
const NEAR: f64 = 1024.0;

/// Hits of one target, and by how much it was missed.
#[derive(Debug, Clone, PartialEq)]
pub struct TargetCounter {
    scale: f64,
    hits: Batches,
    misses: u64,
    shortfall: i128,
}

impl TargetCounter {
    /// Nothing counted yet; `scale` > 0 is a typical size of a shortfall, in the indicator's unit.
    pub fn new(scale: f64) -> Self {
        Self {
            scale,
            hits: [0; BATCHES],
            misses: 0,
            shortfall: 0,
        }
    }

    /// Counts the paths `first_path`, `first_path` + 1, …, that miss the target by this much; by 0 or less is no miss.
    pub fn add(&mut self, first_path: u64, shortfalls: &[f64]) {
        let (batches, rest) = shortfalls.as_chunks();
        if first_path.is_multiple_of(BATCHES as u64) && rest.is_empty() && self.add_batches(batches)
        {
            return;
        }
        for (shortfall, path) in shortfalls.iter().zip(first_path..) {
            if *shortfall <= 0.0 {
                self.hits[batch(path)] += 1;
            } else {
                self.misses += 1;
                let units = (shortfall / self.scale).min(FARTHEST) * UNIT;
                self.shortfall += units.round_ties_even() as i128;
            }
        }
    }

    /// The same of whole rounds of the batches at once; nothing, and false, when a shortfall is too great for that.
    fn add_batches(&mut self, rounds: &[[f64; BATCHES]]) -> bool {
        let sum = run(SumOfRounds {
            rounds,
            scale: self.scale,
        });
        if !sum.near {
            return false;
        }
        add(&mut self.hits, &sum.hits);
        self.misses += (rounds.len() * BATCHES) as u64 - sum.hits.iter().sum::<u64>();
        self.shortfall += i128::from(sum.units);
        true
    }

    /// Adds what another part of the same run counted.
    pub fn merge(&mut self, other: &Self) {
        add(&mut self.hits, &other.hits);
        self.misses += other.misses;
        self.shortfall += other.shortfall;
    }

    /// Paths that meet the target.
    pub fn hits(&self) -> u64 {
        self.hits.iter().sum()
    }

    /// The same by batch.
    pub fn batch_hits(&self) -> &Batches {
        &self.hits
    }

    /// Mean distance to the nearest bound over the paths that miss; `None` if none does.
    pub fn mean_shortfall(&self) -> Option<f64> {
        (self.misses > 0).then(|| self.shortfall as f64 / UNIT / self.misses as f64 * self.scale)
    }
}

/// What rounds of the batches add up to: 128 of them fit 64 bits while each shortfall is `near`.
struct Rounds {
    hits: Batches,
    units: i64,
    near: bool,
}

struct SumOfRounds<'r> {
    rounds: &'r [[f64; BATCHES]],
    scale: f64,
}

impl Kernel for SumOfRounds<'_> {
    type Output = Rounds;

    #[inline(always)]
    fn run<V: Vectors>(self, _: V) -> Rounds {
        let (mut hits, mut units) = ([0_u64; BATCHES], [0_i64; BATCHES]);
        let mut near = true;
        for round in self.rounds {
            for ((shortfall, hits), sum) in round.iter().zip(&mut hits).zip(&mut units) {
                let size = shortfall / self.scale;
                near &= size < NEAR;
                *hits += u64::from(*shortfall <= 0.0);
                *sum = sum.wrapping_add(rounded(size, UNIT));
            }
        }
        Rounds {
            hits,
            units: units.iter().fold(0, |a, b| a.wrapping_add(*b)),
            near: near && self.rounds.len() <= 128,
        }
    }
}

/// How many targets the paths meet together.
#[derive(Debug, Clone, PartialEq)]
pub struct JointCounter {
    met: Vec<u64>,
    all: Batches,
}

impl JointCounter {
    /// Nothing counted yet, over this many targets.
    pub fn new(targets: usize) -> Self {
        Self {
            met: vec![0; targets + 1],
            all: [0; BATCHES],
        }
    }

    /// Counts a path that meets this many of them.
    pub fn add(&mut self, path: u64, met: usize) {
        self.met[met] += 1;
        if met + 1 == self.met.len() {
            self.all[batch(path)] += 1;
        }
    }

    /// Adds what another part of the same run counted.
    pub fn merge(&mut self, other: &Self) {
        add(&mut self.met, &other.met);
        add(&mut self.all, &other.all);
    }

    /// Paths that meet exactly 0, 1, … targets.
    pub fn met(&self) -> &[u64] {
        &self.met
    }

    /// Paths that meet every target, by batch.
    pub fn batch_hits(&self) -> &Batches {
        &self.all
    }
}

/// Where an outcome known since lies among the paths, by batch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OutcomeCounter {
    below: Batches,
    at: Batches,
    above: Batches,
}

impl OutcomeCounter {
    /// Counts a path whose value lies below the outcome, at it, or above it.
    pub fn add(&mut self, path: u64, value: std::cmp::Ordering) {
        let place = match value {
            std::cmp::Ordering::Less => &mut self.below,
            std::cmp::Ordering::Equal => &mut self.at,
            std::cmp::Ordering::Greater => &mut self.above,
        };
        place[batch(path)] += 1;
    }

    /// Adds what another part of the same run counted.
    pub fn merge(&mut self, other: &Self) {
        add(&mut self.below, &other.below);
        add(&mut self.at, &other.at);
        add(&mut self.above, &other.above);
    }

    /// Paths counted, by batch.
    pub fn batch_paths(&self) -> Batches {
        core::array::from_fn(|batch| self.below[batch] + self.at[batch] + self.above[batch])
    }

    /// Paths at or below the outcome, by batch.
    pub fn batch_at_or_below(&self) -> Batches {
        core::array::from_fn(|batch| self.below[batch] + self.at[batch])
    }

    /// Whether the outcome lies between the 5 % and the 95 % quantile, both included: at least a twentieth of the paths at or
    /// below it, and less than nineteen twentieths below it.
    pub fn is_inside_90(&self) -> bool {
        let paths: u64 = self.batch_paths().iter().sum();
        let at_or_below: u64 = self.batch_at_or_below().iter().sum();
        20 * at_or_below >= paths && 20 * self.below.iter().sum::<u64>() < 19 * paths
    }
}
