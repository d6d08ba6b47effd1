//! A checked correlation matrix.

use nalgebra::{DMatrix, SymmetricEigen};
use ndarray::Array2;
use thiserror::Error;

use super::nearest::nearest_correlation;

/// Smallest eigenvalue that counts as positive.
const POSITIVE: f64 = 1e-10;

/// Why a matrix is no correlation matrix that can be drawn from.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum CorrelationError {
    /// Rows and columns differ.
    #[error("the matrix has {rows} rows and {columns} columns")]
    NotSquare {
        /// Rows.
        rows: usize,
        /// Columns.
        columns: usize,
    },
    /// A diagonal entry is not 1.
    #[error("entry ({at}, {at}) of the diagonal is {value}, not 1")]
    Diagonal {
        /// Row.
        at: usize,
        /// Entry.
        value: f64,
    },
    /// The two entries of a pair differ.
    #[error("entry ({row}, {column}) differs from ({column}, {row})")]
    NotSymmetric {
        /// Row.
        row: usize,
        /// Column.
        column: usize,
    },
    /// An entry is outside [−1, 1] or not a number.
    #[error("entry ({row}, {column}) is {value}, outside [-1, 1]")]
    OutOfRange {
        /// Row.
        row: usize,
        /// Column.
        column: usize,
        /// Entry.
        value: f64,
    },
    /// The matrix is not positive definite.
    #[error(
        "the matrix is not positive definite: its smallest eigenvalue is {smallest_eigenvalue}"
    )]
    NotPositiveDefinite {
        /// Smallest eigenvalue.
        smallest_eigenvalue: f64,
        /// Nearest correlation matrix (Higham 2002), for a suggestion.
        nearest: Array2<f64>,
    },
}

/// A symmetric positive-definite matrix with unit diagonal.
#[derive(Debug, Clone, PartialEq)]
pub struct CorrelationMatrix(Array2<f64>);

impl CorrelationMatrix {
    /// Checks a matrix.
    ///
    /// # Errors
    /// The first rule that the matrix breaks.
    pub fn new(matrix: Array2<f64>) -> Result<Self, CorrelationError> {
        let (rows, columns) = matrix.dim();
        if rows != columns {
            return Err(CorrelationError::NotSquare { rows, columns });
        }
        for ((row, column), &value) in matrix.indexed_iter() {
            if !(-1.0..=1.0).contains(&value) && row != column {
                return Err(CorrelationError::OutOfRange { row, column, value });
            }
            if row == column && value != 1.0 {
                return Err(CorrelationError::Diagonal { at: row, value });
            }
            if value != matrix[[column, row]] {
                return Err(CorrelationError::NotSymmetric { row, column });
            }
        }
        let smallest_eigenvalue = smallest_eigenvalue(&matrix);
        if smallest_eigenvalue < POSITIVE {
            let nearest = nearest_correlation(&matrix);
            return Err(CorrelationError::NotPositiveDefinite {
                smallest_eigenvalue,
                nearest,
            });
        }
        Ok(Self(matrix))
    }

    /// The entries.
    pub fn entries(&self) -> &Array2<f64> {
        &self.0
    }

    /// The lower triangular C with C Cᵀ = R, by plain loops: row k depends on the first k variables only.
    pub fn cholesky(&self) -> Array2<f64> {
        let n = self.0.nrows();
        let mut factor = Array2::zeros((n, n));
        for i in 0..n {
            for j in 0..=i {
                let mut rest = self.0[[i, j]];
                for k in 0..j {
                    rest -= factor[[i, k]] * factor[[j, k]];
                }
                // The eigenvalue check leaves room for rounding: a pivot is never negative by more than that.
                factor[[i, j]] = if i == j {
                    rest.max(0.0).sqrt()
                } else {
                    rest / factor[[j, j]]
                };
            }
        }
        factor
    }
}

fn smallest_eigenvalue(matrix: &Array2<f64>) -> f64 {
    if matrix.is_empty() {
        return 1.0;
    }
    SymmetricEigen::new(DMatrix::from_fn(matrix.nrows(), matrix.ncols(), |i, j| {
        matrix[[i, j]]
    }))
    .eigenvalues
    .min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn the_factor_times_its_transpose_is_the_matrix() {
        let matrix = array![[1.0, 0.45, 0.25], [0.45, 1.0, 0.35], [0.25, 0.35, 1.0]];
        let c = CorrelationMatrix::new(matrix.clone()).unwrap().cholesky();
        for i in 0..3 {
            for j in 0..3 {
                let product: f64 = (0..3).map(|k| c[[i, k]] * c[[j, k]]).sum();
                assert!((product - matrix[[i, j]]).abs() < 1e-15);
            }
        }
    }

    #[test]
    fn every_broken_rule_is_named() {
        let refused = |matrix| CorrelationMatrix::new(matrix).unwrap_err();
        assert!(matches!(
            refused(array![[1.0, 0.5], [0.4, 1.0]]),
            CorrelationError::NotSymmetric { .. }
        ));
        assert!(matches!(
            refused(array![[1.0, 1.2], [1.2, 1.0]]),
            CorrelationError::OutOfRange { .. }
        ));
        assert!(matches!(
            refused(array![[1.1, 0.0], [0.0, 1.0]]),
            CorrelationError::Diagonal { .. }
        ));
        assert!(matches!(
            refused(array![[1.0, 1.0], [1.0, 1.0]]),
            CorrelationError::NotPositiveDefinite { .. }
        ));
        let CorrelationError::NotPositiveDefinite {
            smallest_eigenvalue,
            ..
        } = refused(array![[1.0, 0.9, 0.7], [0.9, 1.0, -0.3], [0.7, -0.3, 1.0]])
        else {
            panic!("not positive definite");
        };
        assert!((smallest_eigenvalue + 0.296_727_792_500_860_45).abs() < 1e-12);
    }
}
