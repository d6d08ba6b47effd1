//! Sharing out the worth of a whole over its members (Shapley 1953).

/// Shapley values: of each of `players` the mean over all orders of what it adds when it comes,
/// Σ_S |S|! (n − |S| − 1)! / n! · (v(S ∪ i) − v(S)). `worth[s]` is v of the players whose bits are set in s. They sum to v(all) − v(none); a
/// player that never adds anything has exactly 0.
///
/// # Panics
/// When there are not 2ⁿ worths.
pub fn shapley(players: usize, worth: &[f64]) -> Vec<f64> {
    assert_eq!(worth.len(), 1 << players, "a worth for every combination");
    let weights = weights(players);
    let value = |player: usize| {
        let without = (0..worth.len()).filter(|set| set & (1 << player) == 0);
        let terms = without.map(|set| {
            let gain = worth[set | (1 << player)] - worth[set];
            weights[set.count_ones() as usize] * gain
        });
        terms.sum()
    };
    (0..players).map(value).collect()
}

/// |S|! (n − |S| − 1)! / n! by |S|: one over n times the number of sets of that size without the player.
fn weights(players: usize) -> Vec<f64> {
    let mut sets = 1.0;
    (0..players)
        .map(|size| {
            let weight = 1.0 / (players as f64 * sets);
            sets *= (players - 1 - size) as f64 / (size + 1) as f64;
            weight
        })
        .collect()
}

/// What each player adds when they come in order; `worth[k]` is v of the first k.
pub fn in_order(worth: &[f64]) -> Vec<f64> {
    worth.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_glove_game() {
        // Players 0 and 1 have a left glove, player 2 a right one; a pair is worth 1: 1/6, 1/6, 4/6 (by the six orders).
        let worth = |set: usize| f64::from(u8::from(set & 4 != 0 && set & 3 != 0));
        let worth: Vec<f64> = (0..8).map(worth).collect();
        let values = shapley(3, &worth);
        let near = |a: f64, b: f64| (a - b).abs() < 1e-15;
        assert!(
            near(values[0], 1.0 / 6.0) && near(values[1], 1.0 / 6.0) && near(values[2], 2.0 / 3.0)
        );
    }

    #[test]
    fn they_sum_to_the_whole_and_one_that_adds_nothing_has_none() {
        // Worths of any kind that do not look at player 3.
        let worth = |set: usize| {
            let set = set & !8;
            (set * 7919 % 101) as f64 * 1e3 + 0.1 * set as f64
        };
        let worth: Vec<f64> = (0..4096).map(worth).collect();
        let values = shapley(12, &worth);
        let total: f64 = values.iter().sum();
        assert!((total - (worth[4095] - worth[0])).abs() < 1e-9 * worth[4095].abs());
        assert_eq!(values[3], 0.0);
        assert_eq!(in_order(&[1.0, 3.0, 2.5]), [2.0, -0.5]);
    }
}
