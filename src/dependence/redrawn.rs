//! Correlated normals of which some are drawn anew, given the others.

use ndarray::Array2;

use super::cholesky::lower_factor;
use super::correlation::CorrelationMatrix;

/// How correlated normals are made of two sets of independent ones, so that some of them are drawn anew and the others stay as they were:
/// z = `kept` · first + `fresh` · second.
#[derive(Debug, Clone, PartialEq)]
pub struct Redrawn {
    /// Weights on the scores that all of them were made of. Where nothing is drawn anew this is the Cholesky factor.
    pub kept: Array2<f64>,
    /// Weights on the scores of the second set. Where everything is drawn anew this is the Cholesky factor.
    pub fresh: Array2<f64>,
}

impl CorrelationMatrix {
    /// The normals marked in `anew` are drawn again from their distribution given the others, z₂ = Σ₂₁ Σ₁₁⁻¹ z₁ + L₂ ε with L₂ L₂ᵀ = Σ₂₂ − Σ₂₁ Σ₁₁⁻¹ Σ₁₂;
    /// the others keep their values. So the pair (old, new) has the joint distribution of two draws that share z₁.
    ///
    /// Everything comes from the Cholesky factor of the matrix with the kept normals first, so that a normal that others determine needs no inverse.
    ///
    /// # Panics
    /// If `anew` is not as long as the matrix.
    pub fn redrawn(&self, anew: &[bool]) -> Redrawn {
        let n = self.entries().nrows();
        assert_eq!(anew.len(), n, "every normal is kept or drawn anew");
        let kept = || (0..n).filter(|&k| !anew[k]);
        let known = kept().count();
        let order: Vec<usize> = kept().chain((0..n).filter(|&k| anew[k])).collect();
        let sorted = Array2::from_shape_fn((n, n), |(i, j)| self.entries()[[order[i], order[j]]]);
        let factor = lower_factor(&sorted);
        let original = self.cholesky();
        let solved = solved(&factor, &original, &order[..known]);
        let mut redrawn = Redrawn {
            kept: Array2::zeros((n, n)),
            fresh: Array2::zeros((n, n)),
        };
        for (i, &row) in order.iter().enumerate() {
            for column in 0..n {
                redrawn.kept[[row, column]] = if i < known {
                    original[[row, column]]
                } else {
                    (0..known).fold(0.0, |sum, k| sum + factor[[i, k]] * solved[[k, column]])
                };
            }
            for j in known..=i {
                redrawn.fresh[[row, order[j]]] = factor[[i, j]];
            }
        }
        redrawn
    }
}

/// The independent scores behind the kept normals in the order in which these come first, as weights on the original scores: the rows of
/// L₁₁⁻¹ times the kept rows of the original factor. A vanished pivot has no score.
fn solved(factor: &Array2<f64>, original: &Array2<f64>, kept: &[usize]) -> Array2<f64> {
    let n = original.ncols();
    let mut solved = Array2::<f64>::zeros((kept.len(), n));
    for (i, &row) in kept.iter().enumerate() {
        if factor[[i, i]] == 0.0 {
            continue;
        }
        for column in 0..n {
            let before = (0..i).fold(0.0, |sum, k| sum + factor[[i, k]] * solved[[k, column]]);
            solved[[i, column]] = (original[[row, column]] - before) / factor[[i, i]];
        }
    }
    solved
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    /// Old and new normals, each as weights on both sets of scores.
    fn pair(matrix: &CorrelationMatrix, anew: &[bool]) -> [Array2<f64>; 2] {
        let n = anew.len();
        let redrawn = matrix.redrawn(anew);
        let mut new = Array2::zeros((n, 2 * n));
        let mut old = Array2::zeros((n, 2 * n));
        let factor = matrix.cholesky();
        for ((i, j), weight) in factor.indexed_iter() {
            old[[i, j]] = *weight;
            new[[i, j]] = redrawn.kept[[i, j]];
            new[[i, n + j]] = redrawn.fresh[[i, j]];
        }
        [old, new]
    }

    fn cases() -> Vec<CorrelationMatrix> {
        [
            array![[1.0, 0.5, 0.0], [0.5, 1.0, -0.3], [0.0, -0.3, 1.0]],
            array![[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
            // On the edge: the second is the first.
            array![[1.0, 1.0, 0.3], [1.0, 1.0, 0.3], [0.3, 0.3, 1.0]],
        ]
        .map(|entries| CorrelationMatrix::new(entries).expect("possible"))
        .into()
    }

    #[test]
    fn the_new_ones_have_the_same_correlations_and_the_kept_stay() {
        for matrix in cases() {
            for mask in 0..8_u8 {
                let anew: Vec<bool> = (0..3).map(|k| mask >> k & 1 == 1).collect();
                let [old, new] = pair(&matrix, &anew);
                let own = new.dot(&new.t());
                let across = old.dot(&new.t());
                for ((i, j), r) in matrix.entries().indexed_iter() {
                    assert!((own[[i, j]] - r).abs() < 1e-12, "{mask} {own}");
                    // A kept one goes with every other as before, old or new.
                    assert!(
                        anew[i] || (across[[i, j]] - r).abs() < 1e-12,
                        "{mask} {across}"
                    );
                }
                for k in (0..3).filter(|k| !anew[*k]) {
                    assert_eq!(old.row(k), new.row(k));
                }
            }
        }
    }

    #[test]
    fn given_the_kept_old_and_new_are_independent() {
        // Corr(old, new) of a redrawn normal is what the kept ones explain of it: r² of a single kept one.
        let [first, ..] = &cases()[..] else {
            panic!("there are cases");
        };
        let [old, new] = pair(first, &[false, true, true]);
        let across = old.dot(&new.t());
        assert!((across[[1, 1]] - 0.25).abs() < 1e-12);
        assert!(across[[2, 2]].abs() < 1e-12);
        let [old, new] = pair(first, &[true, true, true]);
        assert!(old.dot(&new.t()).iter().all(|weight| weight.abs() < 1e-15));
        assert_eq!(first.redrawn(&[false; 3]).kept, first.cholesky());
        assert_eq!(first.redrawn(&[true; 3]).fresh, first.cholesky());
    }
}
