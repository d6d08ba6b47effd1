//! Solving linear equations.

use std::ops::Range;

use ndarray::{Array2, ArrayView2, ArrayViewMut1, Axis, s};

/// The equations have no unique solution: the matrix is singular, or holds a number that is not finite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the matrix is singular: no pivot in column {column}")]
pub struct SingularMatrix {
    /// The column in which elimination found nothing to divide by.
    pub column: usize,
}

/// A square matrix cut into triangles, P M = L U, ready to solve M x = b for many b.
///
/// Gaussian elimination with partial pivoting in plain loops, so that the bits do not depend on the machine as a tuned
/// library's do (Golub and Van Loan 2013, algorithm 3.4.1).
#[derive(Debug, Clone, PartialEq)]
pub struct LuFactors {
    /// L below the diagonal (its ones left out), U on and above it.
    factors: Array2<f64>,
    /// Row i of the factors is row `order[i]` of the matrix.
    order: Vec<usize>,
}

impl LuFactors {
    /// Factors a square matrix.
    ///
    /// # Errors
    /// If a pivot is zero or not finite.
    ///
    /// # Panics
    /// If the matrix is not square.
    pub fn factor(matrix: &Array2<f64>) -> Result<Self, SingularMatrix> {
        assert!(matrix.is_square(), "only a square matrix has factors");
        let n = matrix.nrows();
        let mut lu = Self {
            factors: matrix.clone(),
            order: (0..n).collect(),
        };
        for column in 0..n {
            lu.bring_up_pivot(column);
            let pivot = lu.factors[[column, column]];
            if pivot == 0.0 || !pivot.is_finite() {
                return Err(SingularMatrix { column });
            }
            lu.eliminate(column);
        }
        Ok(lu)
    }

    /// Moves the largest entry on or below the diagonal to the diagonal.
    fn bring_up_pivot(&mut self, column: usize) {
        let n = self.factors.nrows();
        let size = |row: usize| self.factors[[row, column]].abs();
        let best = (column + 1..n).fold(
            column,
            |best, row| if size(row) > size(best) { row } else { best },
        );
        if best != column {
            self.order.swap(column, best);
            for k in 0..n {
                self.factors.swap([column, k], [best, k]);
            }
        }
    }

    /// Subtracts the pivot's row from those below it.
    fn eliminate(&mut self, column: usize) {
        let n = self.factors.nrows();
        for row in column + 1..n {
            let multiple = self.factors[[row, column]] / self.factors[[column, column]];
            self.factors[[row, column]] = multiple;
            for k in column + 1..n {
                self.factors[[row, k]] -= multiple * self.factors[[column, k]];
            }
        }
    }

    /// The x with M x = b.
    ///
    /// # Panics
    /// If `b` is not as long as the matrix is wide.
    pub fn solve(&self, b: &[f64]) -> Vec<f64> {
        let column = Array2::from_shape_fn((b.len(), 1), |(row, _)| b[row]);
        self.solve_columns(&column).into_iter().collect()
    }

    /// The X with M X = B: each column solved as by [`solve`](Self::solve), to the same bits, but all of them together.
    ///
    /// # Panics
    /// If `b` is not as high as the matrix is wide.
    pub fn solve_columns(&self, b: &Array2<f64>) -> Array2<f64> {
        let n = self.order.len();
        assert_eq!(b.nrows(), n, "one right-hand side for every equation");
        let mut x = b.select(Axis(0), &self.order);
        for i in 0..n {
            let (before, mut rest) = x.multi_slice_mut((s![..i, ..], s![i, ..]));
            self.substitute(i, 0..i, &before.view(), &mut rest);
        }
        for i in (0..n).rev() {
            let (after, mut rest) = x.multi_slice_mut((s![i + 1.., ..], s![i, ..]));
            self.substitute(i, i + 1..n, &after.view(), &mut rest);
            rest /= self.factors[[i, i]];
        }
        x
    }

    /// Takes the known rows of X, times their factors in row `i`, off what is left of row `i`.
    fn substitute(
        &self,
        i: usize,
        known: Range<usize>,
        rows: &ArrayView2<'_, f64>,
        rest: &mut ArrayViewMut1<'_, f64>,
    ) {
        for (k, row) in known.zip(rows.rows()) {
            let factor = self.factors[[i, k]];
            if factor != 0.0 {
                rest.scaled_add(-factor, &row);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn solves_with_and_without_exchanging_rows() {
        // x = (1, −2, 3) in each
        let cases = [
            (
                array![[4.0, 1.0, 2.0], [1.0, 3.0, 0.0], [2.0, 0.0, 5.0]],
                [8.0, -5.0, 17.0],
            ),
            (
                array![[0.0, 1.0, 2.0], [1.0, 3.0, 0.0], [2.0, 0.0, 5.0]],
                [4.0, -5.0, 17.0],
            ),
            (
                array![[0.0, 0.0, 1.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0]],
                [3.0, 1.0, -2.0],
            ),
        ];
        for (matrix, b) in cases {
            let factors = LuFactors::factor(&matrix).unwrap();
            let x = factors.solve(&b);
            for (got, expected) in x.iter().zip([1.0, -2.0, 3.0]) {
                assert!((got - expected).abs() < 1e-14);
            }
            // The second column asks for something else, and the first does not notice.
            let columns = Array2::from_shape_fn((3, 2), |(i, j)| if j == 0 { b[i] } else { 1.0 });
            let together = factors.solve_columns(&columns);
            assert_eq!(together.column(0).to_vec(), x);
            assert_eq!(together.column(1).to_vec(), factors.solve(&[1.0; 3]));
        }
    }

    #[test]
    fn refuses_a_singular_matrix() {
        let cases = [
            (array![[1.0, 2.0], [2.0, 4.0]], 1),
            (array![[0.0, 0.0], [0.0, 1.0]], 0),
            (array![[f64::NAN, 0.0], [0.0, 1.0]], 0),
        ];
        for (matrix, column) in cases {
            assert_eq!(LuFactors::factor(&matrix), Err(SingularMatrix { column }));
        }
    }
}
