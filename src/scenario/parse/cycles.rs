//! Cycles among things that need each other.

use std::collections::BTreeSet;

/// Cycles of a graph that together hold at least one of every ring of needs, each from its lowest member on; `needs[k]` are what
/// k needs.
pub(super) fn cycles(needs: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut left: BTreeSet<usize> = (0..needs.len()).collect();
    let mut found = Vec::new();
    loop {
        remove_free(needs, &mut left);
        let Some(&start) = left.first() else {
            return found;
        };
        // Everything left needs something left: walking on must come back.
        let mut walked = vec![start];
        let cycle = loop {
            let last = walked[walked.len() - 1];
            let next = needs[last].iter().copied().find(|k| left.contains(k));
            let next = next.expect("what needs nothing left has been removed");
            if let Some(at) = walked.iter().position(|&k| k == next) {
                break walked.split_off(at);
            }
            walked.push(next);
        };
        for k in &cycle {
            left.remove(k);
        }
        found.push(from_lowest(cycle));
    }
}

/// Removes what needs nothing that is left, again and again.
fn remove_free(needs: &[Vec<usize>], left: &mut BTreeSet<usize>) {
    loop {
        let before = left.len();
        let bound: BTreeSet<usize> = left
            .iter()
            .copied()
            .filter(|&k| needs[k].iter().any(|other| left.contains(other)))
            .collect();
        *left = bound;
        if left.len() == before {
            return;
        }
    }
}

fn from_lowest(mut cycle: Vec<usize>) -> Vec<usize> {
    let lowest = (0..cycle.len()).min_by_key(|&at| cycle[at]).unwrap_or(0);
    cycle.rotate_left(lowest);
    cycle
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cycles_are_found_and_others_are_not() {
        for (needs, expected) in [
            (vec![vec![], vec![0], vec![0, 1]], vec![]),
            (vec![vec![0]], vec![vec![0]]),
            (
                vec![vec![1], vec![2], vec![0], vec![0]],
                vec![vec![0, 1, 2]],
            ),
            (
                vec![vec![3], vec![2], vec![1], vec![0], vec![]],
                vec![vec![0, 3], vec![1, 2]],
            ),
        ] {
            assert_eq!(cycles(&needs), expected);
        }
    }
}
