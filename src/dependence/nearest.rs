//! The correlation matrix nearest to a symmetric one, in the Frobenius norm (Higham 2002): alternating projections onto the
//! positive semidefinite matrices and those of unit diagonal, with Dykstra's correction.

use nalgebra::{DMatrix, SymmetricEigen};
use ndarray::Array2;

const ROUNDS: usize = 10_000;
const CLOSE: f64 = 1e-13;

/// The nearest correlation matrix to a symmetric matrix of finite entries.
pub fn nearest_correlation(matrix: &Array2<f64>) -> Array2<f64> {
    let n = matrix.nrows();
    let mut y = DMatrix::from_fn(n, n, |i, j| matrix[[i, j]]);
    let mut correction = DMatrix::zeros(n, n);
    for _ in 0..ROUNDS {
        let r = &y - &correction;
        let x = positive_part(&r);
        correction = &x - &r;
        let mut next = x;
        next.fill_diagonal(1.0);
        let change = (&next - &y).norm() / next.norm();
        y = next;
        if change < CLOSE {
            break;
        }
    }
    Array2::from_shape_fn((n, n), |(i, j)| {
        if i == j {
            1.0
        } else {
            f64::midpoint(y[(i, j)], y[(j, i)])
        }
    })
}

/// The nearest positive semidefinite matrix: negative eigenvalues become zero.
fn positive_part(matrix: &DMatrix<f64>) -> DMatrix<f64> {
    let eigen = SymmetricEigen::new(matrix.clone());
    let values = eigen.eigenvalues.map(|value| value.max(0.0));
    &eigen.eigenvectors * DMatrix::from_diagonal(&values) * eigen.eigenvectors.transpose()
}
