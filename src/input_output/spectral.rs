//! The spectral radius.

use ndarray::Array2;

use crate::numerics::{exp, ln};

/// Squarings: the power 2⁵⁰ leaves an error of 10⁻¹³ even where the powers grow polynomially.
const MOST_SQUARINGS: i32 = 50;
/// Change of ln ρ between squarings that counts as none; three in a row end the search.
const SETTLED: f64 = 1e-15;

/// ρ(A): the largest absolute value of the eigenvalues of a square matrix, with a relative error of about 10⁻¹³ for
/// a matrix of numbers ≥ 0 (with mixed signs cancellation may cost digits). A NaN inside makes it a NaN.
///
/// By Gelfand's formula, ρ = lim ‖Aᵏ‖^(1/k), with k doubling through repeated squaring: it needs no eigenvectors,
/// cannot fail to converge, and gives the same bits everywhere.
///
/// # Panics
/// If the matrix is not square.
pub fn spectral_radius(matrix: &Array2<f64>) -> f64 {
    assert!(matrix.is_square(), "only a square matrix has eigenvalues");
    let mut power = matrix.clone();
    // ln ‖Aᵏ‖/k for k = 1, 2, 4, …; its error halves each time, so twice the last less the one before is better.
    let mut average = 0.0;
    let (mut estimate, mut settled) = (f64::NAN, 0);
    let mut share = 1.0;
    for _ in 0..MOST_SQUARINGS {
        let norm = largest_row_sum(&power);
        if norm == 0.0 || !norm.is_finite() {
            return norm;
        }
        let step = share * ln(norm);
        average += step;
        let before = core::mem::replace(&mut estimate, average + step);
        settled = if (estimate - before).abs() <= SETTLED {
            settled + 1
        } else {
            0
        };
        if settled == 3 {
            break;
        }
        power /= norm;
        power = squared(&power);
        share *= 0.5;
    }
    exp(estimate)
}

fn largest_row_sum(matrix: &Array2<f64>) -> f64 {
    let sum = |row: ndarray::ArrayView1<f64>| row.iter().fold(0.0, |sum, x| sum + x.abs());
    // A NaN must win, and f64::max would hide it.
    matrix
        .rows()
        .into_iter()
        .map(sum)
        .fold(0.0, |most, sum| if sum <= most { most } else { sum })
}

fn squared(matrix: &Array2<f64>) -> Array2<f64> {
    let n = matrix.nrows();
    let mut square = Array2::zeros((n, n));
    // Row by row, because a table of hundreds of sectors is squared dozens of times; most of its first powers is zero.
    for (mut row, factors) in square.rows_mut().into_iter().zip(matrix.rows()) {
        for (&factor, other) in factors.iter().zip(matrix.rows()) {
            if factor != 0.0 {
                row.scaled_add(factor, &other);
            }
        }
    }
    square
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn matches_known_eigenvalues() {
        let cases = [
            (array![[0.5]], 0.5),
            (array![[0.0, 0.0], [0.0, 0.0]], 0.0),
            (array![[0.6, 0.5], [0.5, 0.6]], 1.1),
            // Periodic: eigenvalues are the cube roots of 0.4 · 0.5 · 0.04 = 0.008
            (
                array![[0.0, 0.4, 0.0], [0.0, 0.0, 0.5], [0.04, 0.0, 0.0]],
                0.2,
            ),
            // A repeated eigenvalue with one eigenvector
            (array![[0.7, 5.0], [0.0, 0.7]], 0.7),
            // Nilpotent
            (
                array![[0.0, 3.0, 1.0], [0.0, 0.0, 2.0], [0.0, 0.0, 0.0]],
                0.0,
            ),
            // A rotation: a complex pair of size 0.5
            (array![[0.3, -0.4], [0.4, 0.3]], 0.5),
            (array![[0.999_999_999_9, 0.0], [0.0, 0.5]], 0.999_999_999_9),
            (array![[1e-200, 0.0], [0.0, 1e-201]], 1e-200),
        ];
        for (matrix, expected) in cases {
            let got = spectral_radius(&matrix);
            assert!(
                (got - expected).abs() <= 1e-12 * expected,
                "{matrix}: {got}"
            );
        }
    }

    #[test]
    fn what_is_not_a_number_is_not_hidden() {
        assert!(spectral_radius(&array![[f64::NAN, 0.0], [0.9, 0.1]]).is_nan());
        assert_eq!(
            spectral_radius(&array![[f64::INFINITY, 0.0], [0.0, 0.1]]),
            f64::INFINITY
        );
    }
}
