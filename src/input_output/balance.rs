//! A supplier delivers no more than it has.

use ndarray::Array2;

/// Keeps a supplier's deliveries just below what it has left, so that rounding does not take them above.
const ROUNDING: f64 = 1e-12;

/// Coefficients within what suppliers have.
#[derive(Debug, Clone, PartialEq)]
pub struct Balanced {
    /// `[supplier, user]`.
    pub coefficients: Array2<f64>,
    /// Part of the wanted deliveries that each supplier makes, 0..=1; the rest comes from outside.
    pub delivered: Vec<f64>,
}

/// Cuts each supplier's row to what it has left.
///
/// `wanted` are coefficients `[supplier, user]`, `output` is gross output, and `left` what of it is not yet spoken for, both by sector
/// in one money unit. A row whose deliveries Σ_i a_ji x_i are more than is left is scaled down as a whole; a supplier with
/// nothing left delivers nothing.
pub fn balance(wanted: &Array2<f64>, output: &[f64], left: &[f64]) -> Balanced {
    let mut coefficients = wanted.clone();
    let mut delivered = vec![1.0; output.len()];
    for (j, mut row) in coefficients.rows_mut().into_iter().enumerate() {
        let sold: f64 = row.iter().zip(output).map(|(a, x)| a * x).sum();
        if sold > left[j] {
            delivered[j] = (left[j].max(0.0) / sold) * (1.0 - ROUNDING);
            row *= delivered[j];
        }
    }
    Balanced {
        coefficients,
        delivered,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn rows_are_cut_to_what_is_left() {
        let wanted = array![[0.1, 0.3], [0.2, 0.1]];
        let balanced = balance(&wanted, &[100.0, 200.0], &[35.0, 150.0]);
        assert_eq!(balanced.delivered[1], 1.0);
        let sold = balanced.coefficients[[0, 0]] * 100.0 + balanced.coefficients[[0, 1]] * 200.0;
        assert!(sold <= 35.0 && sold > 35.0 - 1e-9);
        assert!((balanced.delivered[0] - 0.5).abs() < 1e-9);
        assert_eq!(balanced.coefficients.row(1), wanted.row(1));
        let none = balance(&wanted, &[100.0, 200.0], &[-5.0, 150.0]);
        assert_eq!(none.coefficients.row(0).sum(), 0.0);
    }
}
