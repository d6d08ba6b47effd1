//! The Leontief inverse.

use ndarray::{Array2, ArrayView1};

use super::lu::{LuFactors, SingularMatrix};
use super::spectral::spectral_radius;

/// A spectral radius above this is as good as 1: output would be more than 10¹² times demand.
const LARGEST_RADIUS: f64 = 1.0 - 1e-12;

/// Why input coefficients describe no economy. They cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum InputOutputError {
    /// The table has different numbers of rows and columns.
    #[error("input coefficients form a square, but this has {rows} rows and {columns} columns")]
    NotSquare {
        /// Rows (suppliers).
        rows: usize,
        /// Columns (users).
        columns: usize,
    },
    /// A coefficient is negative or not finite.
    #[error("the input of {supplier} per unit of {user} is {value}, but must be zero or more")]
    Coefficient {
        /// Index of the supplying sector.
        supplier: usize,
        /// Index of the using sector.
        user: usize,
        /// The coefficient.
        value: f64,
    },
    /// Making things uses up more than is made.
    #[error(
        "the sectors use up more than they make: the spectral radius {spectral_radius} is not below 1"
    )]
    NotProductive {
        /// The spectral radius of the coefficients.
        spectral_radius: f64,
    },
    /// The equations have no solution within rounding.
    #[error(transparent)]
    Singular(#[from] SingularMatrix),
}

/// L = (I − A)⁻¹: `L[[j, i]]` is the output of sector j that one unit of final demand for sector i calls for.
///
/// `coefficients[[j, i]]` is the input from supplier j per unit of output of user i.
///
/// # Errors
/// If the table is not square, a coefficient is negative or not finite, or the spectral radius is not below 1 (Hawkins
/// and Simon 1949), whether or not an inverse exists.
///
/// Source: Miller and Blair (2009), *Input-Output Analysis*, 2nd edition, sections 2.2 and 2.A.2.
pub fn leontief_inverse(coefficients: &Array2<f64>) -> Result<Array2<f64>, InputOutputError> {
    check(coefficients)?;
    let n = coefficients.nrows();
    let unit = |i: usize, j: usize| if i == j { 1.0 } else { 0.0 };
    let net = Array2::from_shape_fn((n, n), |(j, i)| unit(j, i) - coefficients[[j, i]]);
    Ok(LuFactors::factor(&net)?.solve_columns(&Array2::eye(n)))
}

fn check(coefficients: &Array2<f64>) -> Result<(), InputOutputError> {
    let (rows, columns) = coefficients.dim();
    if rows != columns {
        return Err(InputOutputError::NotSquare { rows, columns });
    }
    for ((supplier, user), &value) in coefficients.indexed_iter() {
        if !(value >= 0.0 && value.is_finite()) {
            return Err(InputOutputError::Coefficient {
                supplier,
                user,
                value,
            });
        }
    }
    // The radius is at most the largest column sum: what is bought for a yuan of output. That is below 1 in all but odd tables.
    if column_sums(coefficients).all(|sum| sum < LARGEST_RADIUS) {
        return Ok(());
    }
    let spectral_radius = spectral_radius(coefficients);
    if spectral_radius < LARGEST_RADIUS {
        Ok(())
    } else {
        Err(InputOutputError::NotProductive { spectral_radius })
    }
}

/// The output multiplier of every sector: the output of all sectors that one unit of final demand for it calls for
/// (the column sums of the Leontief inverse).
pub fn output_multipliers(inverse: &Array2<f64>) -> Vec<f64> {
    column_sums(inverse).collect()
}

fn column_sums(matrix: &Array2<f64>) -> impl Iterator<Item = f64> {
    let sum = |column: ArrayView1<'_, f64>| column.iter().fold(0.0, |sum, x| sum + x);
    matrix.columns().into_iter().map(sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn refuses_what_is_no_economy() {
        let cases = [
            (
                array![[0.1, 0.2]],
                "input coefficients form a square, but this has 1 rows and 2 columns",
            ),
            (
                array![[0.1, -0.2], [0.0, 0.1]],
                "the input of 0 per unit of 1 is -0.2, but must be zero or more",
            ),
            (
                array![[0.1, 0.2], [f64::NAN, 0.1]],
                "the input of 1 per unit of 0 is NaN, but must be zero or more",
            ),
            (
                array![[0.0, 2.0], [0.5, 0.0]],
                "the sectors use up more than they make: the spectral radius 1 is not below 1",
            ),
        ];
        for (coefficients, expected) in cases {
            assert_eq!(
                leontief_inverse(&coefficients).unwrap_err().to_string(),
                expected
            );
        }
    }

    #[test]
    fn every_sector_makes_at_least_its_own_demand() {
        let coefficients = Array2::from_shape_fn((20, 20), |(j, i)| {
            0.09 * ((j * 7 + i * 3) % 10) as f64 / 10.0
        });
        let inverse = leontief_inverse(&coefficients).unwrap();
        assert!(inverse.diag().iter().all(|own| *own >= 1.0));
        assert!(inverse.iter().all(|output| *output >= 0.0));
        assert!(
            output_multipliers(&inverse)
                .iter()
                .all(|multiplier| *multiplier >= 1.0)
        );
    }
}
