//! LU factors of a small square matrix, with partial pivoting (Golub & Van Loan 2013, algorithm 3.4.1).

use ndarray::Array2;
use thiserror::Error;

/// The matrix has no inverse (to machine precision).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the matrix is singular")]
pub struct SingularMatrix;

/// P A = L U of a square matrix.
#[derive(Debug, Clone)]
pub struct LuFactors {
    /// L below the diagonal (its own diagonal is 1), U on and above it.
    factors: Array2<f64>,
    /// Row of A that stands in each row of L U.
    order: Vec<usize>,
}

impl LuFactors {
    /// Factors a square matrix.
    ///
    /// # Errors
    /// When a pivot is zero or not a number.
    ///
    /// # Panics
    /// When the matrix is not square.
    pub fn factor(matrix: &Array2<f64>) -> Result<Self, SingularMatrix> {
        let n = matrix.nrows();
        assert_eq!(n, matrix.ncols(), "only a square matrix has LU factors");
        let mut factors = matrix.clone();
        let mut order: Vec<usize> = (0..n).collect();
        for k in 0..n {
            let pivot = (k..n)
                .max_by(|&a, &b| factors[[a, k]].abs().total_cmp(&factors[[b, k]].abs()))
                .expect("there is a row left");
            if !(factors[[pivot, k]].abs() > 0.0 && factors[[pivot, k]].is_finite()) {
                return Err(SingularMatrix);
            }
            if pivot != k {
                order.swap(pivot, k);
                for j in 0..n {
                    factors.swap([pivot, j], [k, j]);
                }
            }
            for i in k + 1..n {
                let multiple = factors[[i, k]] / factors[[k, k]];
                factors[[i, k]] = multiple;
                for j in k + 1..n {
                    factors[[i, j]] -= multiple * factors[[k, j]];
                }
            }
        }
        Ok(Self { factors, order })
    }

    /// x of A x = b.
    ///
    /// # Panics
    /// When `b` has not as many entries as the matrix has rows.
    pub fn solve(&self, b: &[f64]) -> Vec<f64> {
        let n = self.order.len();
        assert_eq!(b.len(), n, "the right-hand side has one entry a row");
        let mut x: Vec<f64> = self.order.iter().map(|&row| b[row]).collect();
        for i in 0..n {
            for j in 0..i {
                x[i] -= self.factors[[i, j]] * x[j];
            }
        }
        for i in (0..n).rev() {
            for j in i + 1..n {
                x[i] -= self.factors[[i, j]] * x[j];
            }
            x[i] /= self.factors[[i, i]];
        }
        x
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn a_system_that_needs_pivoting_is_solved() {
        // 0·x + 2·y = 4, 3·x + y = 5 → x = 1, y = 2
        let lu = LuFactors::factor(&array![[0.0, 2.0], [3.0, 1.0]]).unwrap();
        assert_eq!(lu.solve(&[4.0, 5.0]), vec![1.0, 2.0]);
    }

    #[test]
    fn a_singular_matrix_is_refused() {
        assert_eq!(
            LuFactors::factor(&array![[1.0, 2.0], [2.0, 4.0]]).unwrap_err(),
            SingularMatrix
        );
    }
}
