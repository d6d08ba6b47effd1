//! The Leontief inverse (Leontief 1936; Miller & Blair 2009, ch. 2).

use nalgebra::DMatrix;
use ndarray::Array2;
use thiserror::Error;

use super::lu::LuFactors;

/// I − A has no inverse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("I − A is singular: the input coefficients have no Leontief inverse")]
pub struct LeontiefError;

/// L = (I − A)⁻¹, `[supplier, user]`: output of the supplier per unit of final demand for the user.
///
/// # Errors
/// When I − A is singular. That L makes economic sense needs a [`spectral_radius`] below 1 as well.
pub fn leontief_inverse(coefficients: &Array2<f64>) -> Result<Array2<f64>, LeontiefError> {
    let n = coefficients.nrows();
    let system = Array2::from_shape_fn((n, n), |(i, j)| {
        f64::from(u8::from(i == j)) - coefficients[[i, j]]
    });
    let lu = LuFactors::factor(&system).map_err(|_| LeontiefError)?;
    let mut inverse = Array2::zeros((n, n));
    for j in 0..n {
        let unit: Vec<f64> = (0..n).map(|i| f64::from(u8::from(i == j))).collect();
        for (i, value) in lu.solve(&unit).into_iter().enumerate() {
            inverse[[i, j]] = value;
        }
    }
    Ok(inverse)
}

/// Output multiplier of each sector: the column sums of L.
pub fn output_multipliers(inverse: &Array2<f64>) -> Vec<f64> {
    (0..inverse.ncols())
        .map(|j| (0..inverse.nrows()).map(|i| inverse[[i, j]]).sum())
        .collect()
}

/// The largest modulus of the eigenvalues; below 1 exactly when a non-negative A is productive (Hawkins & Simon 1949).
pub fn spectral_radius(coefficients: &Array2<f64>) -> f64 {
    let matrix = DMatrix::from_fn(coefficients.nrows(), coefficients.ncols(), |i, j| {
        coefficients[[i, j]]
    });
    matrix
        .complex_eigenvalues()
        .iter()
        .map(|z| z.re.hypot(z.im))
        .fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn the_two_sector_table_of_miller_and_blair() {
        let a = array![[0.15, 0.25], [0.2, 0.05]];
        let l = leontief_inverse(&a).unwrap();
        // det(I − A) = 0.7575
        for (got, exact) in
            l.iter()
                .zip([0.95 / 0.7575, 0.25 / 0.7575, 0.2 / 0.7575, 0.85 / 0.7575])
        {
            assert!((got - exact).abs() < 1e-15, "{got} {exact}");
        }
        assert!((spectral_radius(&a) - 0.329_128_784_747_792).abs() < 1e-14);
        let multipliers = output_multipliers(&l);
        assert!((multipliers[0] - 1.15 / 0.7575).abs() < 1e-15);
    }
}
