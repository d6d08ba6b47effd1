//! Shapley effects: the variance shared out among players that may depend on each other.
//!
//! The worth of a set S of players is c(S) = Var E\[f | S\] / Var f, from pairs of paths that share S and have the rest drawn anew given S. A player's effect is the mean
//! of what it adds to those before it, over all orders (Owen 2014; Song, Nelson & Staum 2016). All subsets are simulated up to [`EXACT`] players; beyond, a
//! fixed sample of orders, each with its reverse. In every order the effects sum to c(all) − c(none) = 1, so they do in the mean.
//!
//! That nobody shares explains nothing is known, yet it is estimated like every other worth, and what comes out taken as the zero of the scale:
//! (c(S) − c(none)) / (1 − c(none)). So the effect of a player that does nothing is exactly 0, and of one that does little its error is little.

use std::collections::BTreeMap;

use super::jackknife::Jackknife;
use crate::random::Stream;
use crate::results::{Estimate, ShapleyDesign};

/// Most players: a subset has a bit for each.
pub const MOST_PLAYERS: usize = 63;
/// Most players of which every subset is simulated.
const EXACT: usize = 8;
/// Orders that are drawn where there are more players; each counts with its reverse.
const ORDERS: usize = 16;

/// A set of players, one bit each.
pub(super) type Subset = u64;

/// Whose worth is needed, and how effects follow from it.
pub(super) struct Plan {
    players: usize,
    /// Orders of the players; empty where all subsets are simulated.
    orders: Vec<Vec<usize>>,
}

impl Plan {
    /// For this many players; a sample of orders depends on the seed alone.
    ///
    /// # Panics
    /// For more than [`MOST_PLAYERS`].
    pub(super) fn new(players: usize, seed: u64) -> Self {
        assert!(
            players <= MOST_PLAYERS,
            "a subset has a bit for each player"
        );
        let mut orders = Vec::new();
        if players > EXACT {
            let stream = Stream::new(seed, "sensitivity", "orders");
            for number in 0..ORDERS as u64 {
                let place = |player: &usize| stream.uniform(*player as u32, number);
                let mut order: Vec<usize> = (0..players).collect();
                order.sort_by(|a, b| place(a).total_cmp(&place(b)));
                let reverse = order.iter().rev().copied().collect();
                orders.extend([order, reverse]);
            }
        }
        Self { players, orders }
    }

    /// The subsets whose worth is needed, each once; those of nobody and of all are known.
    pub(super) fn subsets(&self) -> Vec<Subset> {
        let all = (1 << self.players) - 1;
        if self.orders.is_empty() {
            return (1..all).collect();
        }
        let mut subsets: Vec<Subset> = Vec::new();
        for order in &self.orders {
            let mut before = 0;
            for player in order {
                before |= 1 << player;
                subsets.push(before);
            }
        }
        subsets.sort_unstable();
        subsets.dedup();
        subsets.retain(|subset| *subset != all);
        subsets
    }

    pub(super) fn design(&self) -> ShapleyDesign {
        ShapleyDesign {
            players: self.players,
            exact: self.orders.is_empty(),
            permutations: self.orders.len(),
            subsets: self.subsets().len(),
        }
    }

    /// The effect of each player, from the worth of every subset and of nobody (0). The error of sampled orders, from the spread of the pairs of an order and its
    /// reverse, is added to that of the paths.
    pub(super) fn effects(&self, worth: &BTreeMap<Subset, Jackknife>) -> Vec<Estimate> {
        let of = |subset: Subset| -> Jackknife {
            let all = (1 << self.players) - 1;
            match subset {
                0 => Jackknife::certain(0.0),
                it if it == all => Jackknife::certain(1.0),
                it => worth[&it].with(&worth[&0], |it, none| (it - none) / (1.0 - none)),
            }
        };
        let players = 0..self.players;
        if self.orders.is_empty() {
            return players.map(|player| self.exact(player, &of)).collect();
        }
        players.map(|player| self.sampled(player, &of)).collect()
    }

    /// Σ over the subsets S without the player of |S|! (n − 1 − |S|)! / n! · (c(S and player) − c(S)).
    fn exact(&self, player: usize, of: &dyn Fn(Subset) -> Jackknife) -> Estimate {
        let mut effect = Jackknife::certain(0.0);
        for subset in (0..1 << self.players).filter(|it: &Subset| it >> player & 1 == 0) {
            let weight =
                1.0 / (self.players as f64 * choose(self.players - 1, subset.count_ones()));
            effect.add(weight, &of(subset | 1 << player));
            effect.add(-weight, &of(subset));
        }
        effect.estimate()
    }

    fn sampled(&self, player: usize, of: &dyn Fn(Subset) -> Jackknife) -> Estimate {
        let count = self.orders.len() as f64;
        let mut effect = Jackknife::certain(0.0);
        let mut pairs = Vec::new();
        for pair in self.orders.chunks_exact(2) {
            let mut added = Jackknife::certain(0.0);
            for order in pair {
                let before = order.iter().take_while(|it| **it != player);
                let before = before.fold(0, |set: Subset, it| set | 1 << it);
                added.add(0.5, &of(before | 1 << player));
                added.add(-0.5, &of(before));
            }
            pairs.push(added.estimate().value);
            effect.add(2.0 / count, &added);
        }
        let Estimate { value, std_error } = effect.estimate();
        let squares: f64 = pairs.iter().map(|it| (it - value) * (it - value)).sum();
        let pairs = pairs.len() as f64;
        let of_orders = squares / (pairs - 1.0) / pairs;
        Estimate {
            value,
            std_error: (std_error * std_error + of_orders).sqrt(),
        }
    }
}

/// Subsets of k out of n.
fn choose(n: usize, k: u32) -> f64 {
    (0..k).fold(1.0, |count, i| {
        count * (n as f64 - f64::from(i)) / (f64::from(i) + 1.0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// c(S) for players of which the first two only count together.
    fn worth(plan: &Plan) -> BTreeMap<Subset, Jackknife> {
        let of = |subset: Subset| {
            let both = if subset & 3 == 3 { 0.6 } else { 0.0 };
            let others = f64::from((subset >> 2).count_ones());
            both + 0.4 * others / (plan.players as f64 - 2.0)
        };
        let subsets = plan.subsets().into_iter().chain([0]);
        subsets.map(|it| (it, Jackknife::certain(of(it)))).collect()
    }

    #[test]
    fn what_two_do_together_is_shared_evenly() {
        for players in [5, 8, 12] {
            let plan = Plan::new(players, 7);
            let effects = plan.effects(&worth(&plan));
            let sum: f64 = effects.iter().map(|it| it.value).sum();
            assert!((sum - 1.0).abs() < 1e-12);
            // An order and its reverse give each of the two the whole once.
            for effect in &effects[..2] {
                assert!((effect.value - 0.3).abs() < 1e-12, "{players}: {effect:?}");
            }
            for effect in &effects[2..] {
                assert!((effect.value - 0.4 / (players as f64 - 2.0)).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn orders_are_a_sample_only_of_many_players() {
        assert!(Plan::new(8, 1).design().exact);
        assert_eq!(Plan::new(8, 1).subsets().len(), 254);
        let sampled = Plan::new(9, 1).design();
        assert!(!sampled.exact && sampled.permutations == 32 && sampled.subsets < 32 * 8);
    }
}
