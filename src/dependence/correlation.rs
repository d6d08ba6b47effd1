//! A correlation matrix that is one.

use nalgebra::{DMatrix, SymmetricEigen};
use ndarray::Array2;

use super::cholesky::lower_factor;
use super::nearest::nearest_correlation;

/// How far two mirrored entries may differ, and a diagonal entry from 1: the last digits of a decimal.
const ROUNDING: f64 = 1e-12;
/// How far below zero the smallest eigenvalue of a matrix on the edge may come out.
const EDGE: f64 = 1e-10;

/// Why a table is no correlation matrix. The table cannot be used; the caller may use the suggested one instead.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CorrelationError {
    /// The table has different numbers of rows and columns.
    #[error("a correlation matrix is square, but this has {rows} rows and {columns} columns")]
    NotSquare {
        /// Rows.
        rows: usize,
        /// Columns.
        columns: usize,
    },
    /// An entry is below −1, above 1, or not a number.
    #[error("the correlation of {row} and {column} is {value}, but must lie between -1 and 1")]
    OutOfRange {
        /// Index of the row.
        row: usize,
        /// Index of the column.
        column: usize,
        /// The entry.
        value: f64,
    },
    /// A variable's correlation with itself is not 1.
    #[error("the correlation of {index} with itself is {value}, but must be 1")]
    Diagonal {
        /// Index of the variable.
        index: usize,
        /// The entry.
        value: f64,
    },
    /// Two mirrored entries differ.
    #[error("the correlation of {row} and {column} is given as {value} and as {mirrored}")]
    NotSymmetric {
        /// Index of the row.
        row: usize,
        /// Index of the column.
        column: usize,
        /// The entry.
        value: f64,
        /// The entry with row and column exchanged.
        mirrored: f64,
    },
    /// Each entry is possible, but not all of them together.
    #[error(
        "no variables can have all these correlations together (smallest eigenvalue {smallest_eigenvalue:.4})"
    )]
    Impossible {
        /// The smallest eigenvalue; it must not be negative.
        smallest_eigenvalue: f64,
        /// The nearest possible correlation matrix, to suggest.
        nearest: Array2<f64>,
    },
}

/// A symmetric matrix of correlations, with ones on the diagonal and no negative eigenvalue.
///
/// A matrix on the edge, where some variable is determined by the others, is accepted.
#[derive(Debug, Clone, PartialEq)]
pub struct CorrelationMatrix(Array2<f64>);

impl CorrelationMatrix {
    /// Checks a table of correlations, row by row, variables in the same order both ways.
    ///
    /// # Errors
    /// The first entry at fault, or that the entries are impossible together, with the nearest possible matrix.
    pub fn new(entries: Array2<f64>) -> Result<Self, CorrelationError> {
        check_entries(&entries)?;
        let smallest_eigenvalue = smallest_eigenvalue(&entries);
        if smallest_eigenvalue < -EDGE {
            let nearest = nearest_correlation(&entries);
            return Err(CorrelationError::Impossible {
                smallest_eigenvalue,
                nearest,
            });
        }
        Ok(Self(entries))
    }

    /// The entries.
    pub fn entries(&self) -> &Array2<f64> {
        &self.0
    }

    /// The lower triangular L with L Lᵀ equal to the matrix: correlated scores are L times independent ones.
    ///
    /// Where a variable is determined by those before it, its own column is zero.
    pub fn cholesky(&self) -> Array2<f64> {
        lower_factor(&self.0)
    }
}

fn check_entries(entries: &Array2<f64>) -> Result<(), CorrelationError> {
    let (rows, columns) = entries.dim();
    if rows != columns {
        return Err(CorrelationError::NotSquare { rows, columns });
    }
    for ((row, column), &value) in entries.indexed_iter() {
        let mirrored = entries[[column, row]];
        if row == column {
            if value.is_nan() || (value - 1.0).abs() > ROUNDING {
                return Err(CorrelationError::Diagonal { index: row, value });
            }
        } else if value.is_nan() || value.abs() > 1.0 {
            return Err(CorrelationError::OutOfRange { row, column, value });
        } else if (value - mirrored).abs() > ROUNDING {
            return Err(CorrelationError::NotSymmetric {
                row,
                column,
                value,
                mirrored,
            });
        }
    }
    Ok(())
}

/// The smallest eigenvalue, and 0 of an empty matrix. It decides and informs; no simulated number comes from it.
fn smallest_eigenvalue(entries: &Array2<f64>) -> f64 {
    let n = entries.nrows();
    if n == 0 {
        return 0.0;
    }
    SymmetricEigen::new(DMatrix::from_fn(n, n, |i, j| entries[[i, j]]))
        .eigenvalues
        .min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn says_which_entry_is_wrong() {
        let cases = [
            (
                array![[1.0, 0.5, 0.0], [0.5, 1.0, 0.0]],
                "a correlation matrix is square, but this has 2 rows and 3 columns",
            ),
            (
                array![[1.0, 1.2], [1.2, 1.0]],
                "the correlation of 0 and 1 is 1.2, but must lie between -1 and 1",
            ),
            (
                array![[1.0, f64::NAN], [0.1, 1.0]],
                "the correlation of 0 and 1 is NaN, but must lie between -1 and 1",
            ),
            (
                array![[1.1, 0.0], [0.0, 1.0]],
                "the correlation of 0 with itself is 1.1, but must be 1",
            ),
            (
                array![[1.0, 0.5], [0.4, 1.0]],
                "the correlation of 0 and 1 is given as 0.5 and as 0.4",
            ),
        ];
        for (entries, expected) in cases {
            assert_eq!(
                CorrelationMatrix::new(entries).unwrap_err().to_string(),
                expected
            );
        }
    }

    #[test]
    fn the_suggested_matrix_is_accepted() {
        let impossible = array![[1.0, 0.9, 0.7], [0.9, 1.0, -0.3], [0.7, -0.3, 1.0]];
        let Err(CorrelationError::Impossible { nearest, .. }) = CorrelationMatrix::new(impossible)
        else {
            panic!("three such correlations are impossible together");
        };
        assert!(CorrelationMatrix::new(nearest).is_ok());
    }

    #[test]
    fn factor_reproduces_the_matrix_even_on_the_edge() {
        let cases = [
            array![[1.0, 0.3, 0.2], [0.3, 1.0, -0.4], [0.2, -0.4, 1.0]],
            array![[1.0, 1.0], [1.0, 1.0]],
            array![[1.0, 1.0, 0.3], [1.0, 1.0, 0.3], [0.3, 0.3, 1.0]],
            array![[1.0, -1.0], [-1.0, 1.0]],
        ];
        for entries in cases {
            let l = CorrelationMatrix::new(entries.clone()).unwrap().cholesky();
            for ((i, j), expected) in entries.indexed_iter() {
                let got: f64 = (0..l.nrows()).map(|k| l[[i, k]] * l[[j, k]]).sum();
                assert!((got - expected).abs() < 1e-14, "{entries}");
                assert!(j <= i || l[[i, j]] == 0.0);
            }
        }
    }
}
