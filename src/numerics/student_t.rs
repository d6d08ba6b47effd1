//! Student's t distribution with unit scale.

use super::incomplete_beta::incomplete_beta_pair;
use super::inverse_beta::inverse_pair;

/// The probability that Student's t with `dof` degrees of freedom (> 0) is at most t.
///
/// Accurate in the lower tail however small; for the upper tail take the value at −t. The unit is the *scale*, not the
/// standard deviation, which is √(dof/(dof − 2)).
pub fn student_t_cdf(t: f64, dof: f64) -> f64 {
    let square = t * t;
    let (inside, outside) = (square / (dof + square), dof / (dof + square));
    // Half the mass outside ±t, or half the mass inside: whichever is not a difference of near-equals.
    let lower = if square > 1.0 {
        0.5 * incomplete_beta_pair(0.5 * dof, 0.5, outside, inside)
    } else {
        0.5 - 0.5 * incomplete_beta_pair(0.5, 0.5 * dof, inside, outside)
    };
    if t > 0.0 { 1.0 - lower } else { lower }
}

/// The t below which Student's t with `dof` degrees of freedom (> 0) falls with probability p, 0 ≤ p ≤ 1.
///
/// 0 gives −∞ and 1 gives +∞. Exactly antisymmetric about p = ½; for p near 1 take minus the value at 1 − p.
pub fn student_t_quantile(p: f64, dof: f64) -> f64 {
    if p > 0.5 {
        return -student_t_quantile(1.0 - p, dof);
    }
    // Of the mass outside ±t and the mass inside, the smaller determines t better.
    let (outside, inside) = if p < 0.25 {
        inverse_pair(0.5 * dof, 0.5, 2.0 * p)
    } else {
        let (inside, outside) = inverse_pair(0.5, 0.5 * dof, 1.0 - 2.0 * p);
        (outside, inside)
    };
    -(dof * inside / outside).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// t, degrees of freedom, the probability below, from 60-digit arithmetic.
    const TABLE: [(f64, f64, f64); 11] = [
        (-0.001, 3.0, 0.499_632_447_484_730_46),
        (-1.0, 5.0, 0.181_608_733_824_561_3),
        (-3.0, 5.0, 0.015_049_623_948_731_286),
        (-40.0, 2.1, 2.308_114_603_147_896e-4),
        (-6.0, 30.0, 6.971_384_383_602_371e-7),
        (-10_000.0, 3.0, 1.102_657_751_147_905e-12),
        (-2.0, 1e6, 0.022_750_266_925_659_603),
        (-8.0, 1e6, 6.227_531_716_601_26e-16),
        (-0.5, 0.7, 0.365_200_843_341_165_04),
        (-12.5, 100.0, 1.867_962_498_006_548_5e-22),
        (-5.0, 1_000.0, 3.383_628_182_324_315_3e-7),
    ];

    #[test]
    fn matches_long_arithmetic() {
        for (t, dof, p) in TABLE {
            let lower = student_t_cdf(t, dof);
            assert!((lower / p - 1.0).abs() < 4e-14, "{t} {dof}: {lower}");
            assert_eq!(student_t_cdf(-t, dof), 1.0 - lower);
            let back = student_t_quantile(p, dof);
            // Near the middle p has only 16 digits and t fewer.
            assert!(
                (back - t).abs() < 4e-14 * t.abs() + 2e-16,
                "{t} {dof}: {back}"
            );
        }
    }

    #[test]
    fn is_antisymmetric_with_open_ends() {
        for p in [0.001, 0.2, 0.25, 0.4] {
            assert_eq!(
                student_t_quantile(1.0 - p, 4.0),
                -student_t_quantile(1.0 - (1.0 - p), 4.0)
            );
        }
        assert_eq!(student_t_quantile(0.5, 4.0), 0.0);
        assert_eq!(student_t_quantile(0.0, 4.0), f64::NEG_INFINITY);
        assert_eq!(student_t_quantile(1.0, 4.0), f64::INFINITY);
    }
}
