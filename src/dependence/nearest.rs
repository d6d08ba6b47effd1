//! The nearest correlation matrix.

use nalgebra::{DMatrix, SymmetricEigen};
use ndarray::Array2;

/// Rounds after which the answer is taken as it is; a few dozen are usual.
const MOST_ROUNDS: usize = 5_000;
/// The largest change of an entry in a round that counts as none.
const SETTLED: f64 = 1e-13;

/// The correlation matrix nearest to a square symmetric one, by the sum of squared differences.
///
/// Alternating projections on the matrices without negative eigenvalues and on those with a unit diagonal, with
/// Dykstra's correction.
///
/// Source: Higham (2002), "Computing the nearest correlation matrix", IMA Journal of Numerical Analysis 22, algorithm
/// 3.3.
///
/// # Panics
/// If the matrix is not square or an entry is not finite.
pub fn nearest_correlation(matrix: &Array2<f64>) -> Array2<f64> {
    assert!(
        matrix.is_square() && matrix.iter().all(|entry| entry.is_finite()),
        "only a square matrix of numbers is near a correlation matrix"
    );
    let n = matrix.nrows();
    let mut current = matrix.clone();
    let mut correction = Array2::<f64>::zeros((n, n));
    for _ in 0..MOST_ROUNDS {
        let corrected = &current - &correction;
        let positive = without_negative_eigenvalues(&corrected);
        correction = &positive - &corrected;
        let mut next = positive;
        next.diag_mut().fill(1.0);
        let change = (&next - &current)
            .iter()
            .fold(0.0_f64, |most, d| most.max(d.abs()));
        current = next;
        if change < SETTLED {
            break;
        }
    }
    current
}

/// The nearest symmetric matrix whose eigenvalues are all at least zero.
fn without_negative_eigenvalues(matrix: &Array2<f64>) -> Array2<f64> {
    let n = matrix.nrows();
    let eigen = SymmetricEigen::new(DMatrix::from_fn(n, n, |i, j| matrix[[i, j]]));
    let (values, vectors) = (&eigen.eigenvalues, &eigen.eigenvectors);
    Array2::from_shape_fn((n, n), |(i, j)| {
        (0..n).fold(0.0, |sum, k| {
            // max(0, λ) for every eigenvalue
            let kept = if values[k] > 0.0 { values[k] } else { 0.0 };
            sum + kept * (vectors[(i, k)] * vectors[(j, k)])
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn leaves_a_correlation_matrix_alone() {
        let fine = array![[1.0, 0.3, 0.2], [0.3, 1.0, -0.4], [0.2, -0.4, 1.0]];
        let same = nearest_correlation(&fine);
        assert!(
            (&same - &fine)
                .iter()
                .all(|difference| difference.abs() < 1e-12)
        );
    }

    #[test]
    fn answer_is_symmetric_with_unit_diagonal() {
        // Every pair strongly negative: impossible for more than two variables.
        let bad = Array2::from_shape_fn((12, 12), |(i, j)| if i == j { 1.0 } else { -0.8 });
        let repaired = nearest_correlation(&bad);
        for ((i, j), value) in repaired.indexed_iter() {
            // By symmetry all off-diagonal entries become −1/(n − 1).
            let expected = if i == j { 1.0 } else { -1.0 / 11.0 };
            assert!((value - expected).abs() < 1e-11, "{value}");
            assert_eq!(*value, repaired[[j, i]]);
        }
    }
}
