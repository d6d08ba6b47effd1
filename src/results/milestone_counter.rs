//! Counter of the years in which a threshold is first reached, by one series or by the members of a group; whole numbers that
//! merge exactly.

use super::counters::{BATCHES, Batches, add, batch};

/// When the members of a milestone reach it, and when enough of them have.
#[derive(Debug, Clone, PartialEq)]
pub struct MilestoneCounter {
    required: usize,
    judged: usize,
    /// By year.
    first: Vec<Batches>,
    /// By member, then year.
    members: Vec<Vec<Batches>>,
    /// By year, then number of members.
    reached: Vec<Vec<Batches>>,
    batches: Batches,
}

impl MilestoneCounter {
    /// Nothing counted yet: of `members` ≥ 1 as many as `required` must have reached it, over so many years; hits in batches are
    /// kept of the year `judged`.
    pub fn new(members: usize, required: usize, years: usize, judged: usize) -> Self {
        Self {
            required,
            judged,
            first: vec![[0; BATCHES]; years],
            members: vec![vec![[0; BATCHES]; years]; members],
            reached: vec![vec![[0; BATCHES]; members + 1]; years],
            batches: [0; BATCHES],
        }
    }

    /// Counts a path in which this member reaches it first in this year.
    pub fn member(&mut self, path: u64, member: usize, year: usize) {
        self.members[member][year][batch(path)] += 1;
    }

    /// Counts a path in which, by year, so many members reach it first. Says whether enough have reached it by the judged year.
    pub fn path(&mut self, path: u64, arrivals: &[u16]) -> bool {
        let mut reached = 0;
        let mut met = false;
        for (year, arrivals) in arrivals.iter().enumerate() {
            let before = reached;
            reached += usize::from(*arrivals);
            self.reached[year][reached][batch(path)] += 1;
            if before < self.required && reached >= self.required {
                self.first[year][batch(path)] += 1;
                met = year <= self.judged;
            }
        }
        if met {
            self.batches[batch(path)] += 1;
        }
        met
    }

    /// Adds what another part of the same run counted.
    pub fn merge(&mut self, other: &Self) {
        add(self.first.as_flattened_mut(), other.first.as_flattened());
        add(&mut self.batches, &other.batches);
        let mine = self.members.iter_mut().chain(&mut self.reached);
        let theirs = other.members.iter().chain(&other.reached);
        for (mine, theirs) in mine.zip(theirs) {
            add(mine.as_flattened_mut(), theirs.as_flattened());
        }
    }

    /// Paths in which enough members have reached it first in each year, by batch.
    pub fn first_years(&self) -> &[Batches] {
        &self.first
    }

    /// The same of one member alone.
    pub fn member_first_years(&self, member: usize) -> &[Batches] {
        &self.members[member]
    }

    /// Paths in which exactly 0, 1, … members have reached it by a year; paths that were not counted are not among them. By batch.
    pub fn reached(&self, year: usize) -> &[Batches] {
        &self.reached[year]
    }

    /// Paths in which enough have reached it by the judged year, by batch.
    pub fn batch_hits(&self) -> &Batches {
        &self.batches
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Three members, two required, four years, judged in the second.
    fn counted(paths: &[(u64, [u16; 4])]) -> (MilestoneCounter, Vec<bool>) {
        let mut counter = MilestoneCounter::new(3, 2, 4, 1);
        let met = paths
            .iter()
            .map(|(path, arrivals)| counter.path(*path, arrivals))
            .collect();
        (counter, met)
    }

    #[test]
    fn a_path_counts_once_in_the_year_in_which_enough_have_arrived() {
        let (counter, met) = counted(&[
            (0, [1, 1, 1, 0]),
            (1, [0, 1, 0, 1]),
            (2, [3, 0, 0, 0]),
            (3, [0, 0, 1, 0]),
        ]);
        assert_eq!(met, [true, false, true, false]);
        let totals = |by_batch: &[Batches]| -> Vec<u64> {
            by_batch.iter().map(|counts| counts.iter().sum()).collect()
        };
        assert_eq!(totals(counter.first_years()), [1, 1, 0, 1]);
        assert_eq!(totals(counter.reached(0)), [2, 1, 0, 1]);
        assert_eq!(totals(counter.reached(3)), [0, 1, 1, 2]);
        assert_eq!(counter.reached(3)[2][1], 1);
        assert_eq!(counter.batch_hits()[..4], [1, 0, 1, 0]);
    }

    #[test]
    fn parts_add_up_to_the_whole() {
        let paths = [(0, [1, 1, 1, 0]), (33, [0, 2, 0, 1]), (2, [0, 0, 0, 0])];
        let (whole, _) = counted(&paths);
        let (mut first, _) = counted(&paths[..1]);
        let (rest, _) = counted(&paths[1..]);
        first.merge(&rest);
        assert_eq!(first, whole);
    }
}
