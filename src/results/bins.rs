//! Counts of the bins of one series.

use super::grid::SIDE;

/// Room for the bins of both sides, a power of two: a place in it needs no check.
const ROOM: usize = (2 * SIDE as usize).next_power_of_two();

/// How many values fell into each bin. The counts that grow are of 32 bits, so that those of many series stay near the processor;
/// before one of them could overflow they are moved to counts of 64.
#[derive(Debug, Clone)]
pub(super) struct Bins {
    recent: Box<[u32; ROOM]>,
    /// Values in `recent`.
    held: u64,
    /// Nothing until it is needed.
    earlier: Vec<u64>,
}

impl Bins {
    /// Nothing counted yet.
    pub(super) fn new() -> Self {
        Self {
            recent: Box::new([0; ROOM]),
            held: 0,
            earlier: Vec::new(),
        }
    }

    /// Counts one value in each of these bins.
    pub(super) fn count(&mut self, places: &[u16]) {
        if self.held + places.len() as u64 > u64::from(u32::MAX) {
            self.settle();
        }
        for place in places {
            self.recent[usize::from(*place) % ROOM] += 1;
        }
        self.held += places.len() as u64;
    }

    /// Moves the recent counts to the earlier ones.
    fn settle(&mut self) {
        self.earlier.resize(self.recent.len(), 0);
        for (earlier, recent) in self.earlier.iter_mut().zip(self.recent.iter_mut()) {
            *earlier += u64::from(std::mem::take(recent));
        }
        self.held = 0;
    }

    /// The counts, by bin.
    pub(super) fn iter(&self) -> impl Iterator<Item = u64> {
        let earlier = self.earlier.iter().copied().chain(std::iter::repeat(0));
        let recent = self.recent[..2 * SIDE as usize].iter();
        let recent = recent.map(|count| u64::from(*count));
        recent
            .zip(earlier)
            .map(|(recent, earlier)| recent + earlier)
    }

    /// Adds the counts of another part.
    pub(super) fn merge(&mut self, other: &Self) {
        if other.earlier.is_empty() && u32::try_from(self.held + other.held).is_ok() {
            for (mine, theirs) in self.recent.iter_mut().zip(other.recent.iter()) {
                *mine += theirs;
            }
            self.held += other.held;
            return;
        }
        self.settle();
        for (mine, theirs) in self.earlier.iter_mut().zip(other.iter()) {
            *mine += theirs;
        }
    }
}

impl PartialEq for Bins {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_move_before_they_overflow() {
        let mut bins = Bins::new();
        bins.held = u64::from(u32::MAX) - 2;
        bins.recent[7] = u32::MAX - 2;
        bins.count(&[7, 7]);
        assert!(bins.earlier.is_empty());
        bins.count(&[7, 7, 8]);
        let counts: Vec<u64> = bins.iter().collect();
        assert_eq!((counts[7], counts[8]), (u64::from(u32::MAX) + 2, 1));
        let mut twice = bins.clone();
        twice.merge(&bins);
        assert_eq!(twice.iter().nth(7), Some(2 * counts[7]));
        // What fits stays small.
        let mut few = Bins::new();
        few.count(&[7]);
        few.merge(&few.clone());
        assert_eq!(few.iter().nth(7), Some(2));
        assert!(few.earlier.is_empty());
    }
}
