//! The triangular factor of a correlation matrix.

use ndarray::Array2;

/// A pivot below this is what rounding leaves of zero.
const VANISHED: f64 = 1e-14;

/// The lower triangular L with L Lᵀ = `matrix`, for a symmetric matrix without negative eigenvalues.
///
/// Plain loops in the order of the textbook, so that the bits do not depend on the machine as a tuned library's do. A
/// vanished pivot leaves its column zero.
pub(super) fn lower_factor(matrix: &Array2<f64>) -> Array2<f64> {
    let n = matrix.nrows();
    let mut l = Array2::<f64>::zeros((n, n));
    for j in 0..n {
        let pivot = matrix[[j, j]] - shared(&l, j, j);
        if pivot <= VANISHED {
            continue;
        }
        l[[j, j]] = pivot.sqrt();
        for i in j + 1..n {
            l[[i, j]] = (matrix[[i, j]] - shared(&l, i, j)) / l[[j, j]];
        }
    }
    l
}

/// The part of entry (i, j) that the columns before j account for.
fn shared(l: &Array2<f64>, i: usize, j: usize) -> f64 {
    (0..j).fold(0.0, |sum, k| sum + l[[i, k]] * l[[j, k]])
}
