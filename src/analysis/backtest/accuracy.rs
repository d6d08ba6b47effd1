//! Whether two forecasters' mean losses differ by more than chance.

use crate::numerics::{normal_cdf, student_t_cdf};

/// A standard deviation below this part of the greatest difference is none.
const ROUNDING: f64 = 1e-12;

/// The test of equal accuracy.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DieboldMariano {
    /// d̄/√(V/n), d the first loss less the second.
    pub statistic: f64,
    /// The statistic with the small-sample correction.
    pub corrected: f64,
    /// Two-sided probability of the corrected statistic under equal accuracy, by Student's t with n − 1 degrees of freedom.
    pub p_value: f64,
    /// Two-sided probability of the uncorrected statistic by the normal distribution: too small with few years.
    pub p_normal: f64,
}

/// Diebold and Mariano's test with the correction of Harvey, Leybourne and Newbold, of loss differences in the order of time.
///
/// V = γ₀ + 2 Σ_{k<h} γ_k with γ_k = Σ (d_t − d̄)(d_{t−k} − d̄)/n, `horizon` h ≥ 1 steps ahead; the correction is
/// √((n + 1 − 2h + h(h − 1)/n)/n). `None` when it cannot be computed: fewer than two differences, h > n/2, or V ≤ 0.
///
/// Sources: Diebold and Mariano (1995), *Journal of Business & Economic Statistics* 13; Harvey, Leybourne and Newbold (1997),
/// *International Journal of Forecasting* 13.
pub fn diebold_mariano(differences: &[f64], horizon: usize) -> Option<DieboldMariano> {
    let count = differences.len();
    if count < 2 || horizon == 0 || horizon > count / 2 {
        return None;
    }
    let (n, h) = (count as f64, horizon as f64);
    let mean = differences.iter().sum::<f64>() / n;
    let covariance = |lag: usize| {
        let later = &differences[lag..];
        let pairs = later.iter().zip(differences);
        pairs.map(|(a, b)| (a - mean) * (b - mean)).sum::<f64>() / n
    };
    let variance = covariance(0) + 2.0 * (1..horizon).map(covariance).sum::<f64>();
    // Equal differences leave a variance of rounding only.
    let greatest = differences
        .iter()
        .fold(0.0_f64, |most, d| most.max(d.abs()));
    let rounding = ROUNDING * greatest;
    if variance <= rounding * rounding || variance.is_nan() {
        return None;
    }
    let statistic = mean / (variance / n).sqrt();
    let corrected = statistic * ((n + 1.0 - 2.0 * h + h * (h - 1.0) / n) / n).sqrt();
    Some(DieboldMariano {
        statistic,
        corrected,
        p_value: 2.0 * student_t_cdf(-corrected.abs(), n - 1.0),
        p_normal: 2.0 * normal_cdf(-statistic.abs()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_computed_is_not() {
        assert_eq!(diebold_mariano(&[0.1], 1), None);
        assert_eq!(diebold_mariano(&[0.1, 0.1, 0.1], 1), None);
        assert_eq!(diebold_mariano(&[0.1, 0.2, 0.3], 2), None);
        // Alternating losses: V = γ₀ + 2γ₁ is negative.
        assert_eq!(diebold_mariano(&[1.0, -1.0, 1.0, -1.0], 2), None);
    }

    #[test]
    fn the_order_of_the_two_turns_the_sign_only() {
        let differences = [0.3, -0.1, 0.4, 0.2, 0.0, 0.5];
        let turned = differences.map(|d| -d);
        let (one, other) = (
            diebold_mariano(&differences, 1).unwrap(),
            diebold_mariano(&turned, 1).unwrap(),
        );
        assert_eq!(one.corrected, -other.corrected);
        assert_eq!(one.p_value, other.p_value);
    }
}
