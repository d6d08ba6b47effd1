//! How many of several independent events occur (the Poisson binomial distribution), by adding one event after the other.

/// Probabilities of 0, 1, …, n of independent events with these probabilities.
pub(super) fn counts(probabilities: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let mut pmf = vec![1.0];
    for p in probabilities {
        pmf.push(0.0);
        for k in (0..pmf.len()).rev() {
            let one_less = if k == 0 { 0.0 } else { pmf[k - 1] };
            pmf[k] = pmf[k] * (1.0 - p) + one_less * p;
        }
    }
    pmf
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reference_case() {
        // TARGET-poisbin.
        let expected = [0.0003, 0.0103, 0.1073, 0.4033, 0.4788];
        for (found, expected) in counts([0.9, 0.8, 0.95, 0.7]).iter().zip(expected) {
            assert!((found - expected).abs() < 1e-15);
        }
        assert_eq!(counts([]), [1.0]);
    }
}
