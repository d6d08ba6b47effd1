//! Logarithms of the gamma and beta functions.

use super::ln;

/// Arguments from which Stirling's series is used.
pub(super) const LARGE: f64 = 10.0;
/// Coefficients of 1/z, 1/z³, … in Stirling's series (Bernoulli numbers over 2k(2k−1)).
const STIRLING: [f64; 8] = [
    1.0 / 12.0,
    -1.0 / 360.0,
    1.0 / 1260.0,
    -1.0 / 1680.0,
    1.0 / 1188.0,
    -691.0 / 360_360.0,
    1.0 / 156.0,
    -3617.0 / 122_400.0,
];

/// ln Γ(x) for x > 0 (through the `libm` crate, error about 1 ulp away from its zeros at 1 and 2).
pub fn log_gamma(x: f64) -> f64 {
    libm::lgamma(x)
}

/// ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b) for a, b > 0.
///
/// Where the larger argument is large the two big terms are subtracted analytically, so that the error stays near
/// 1e-15 times the result instead of 1e-16 times ln Γ.
pub fn log_beta(a: f64, b: f64) -> f64 {
    let (small, large) = if a < b { (a, b) } else { (b, a) };
    if large < LARGE {
        return log_gamma(a) + log_gamma(b) - log_gamma(a + b);
    }
    // ln Γ(large) − ln Γ(large + small)
    let sum = a + b;
    let step = (0.5 - large) * libm::log1p(small / large) - small * (ln(sum) - 1.0)
        + (stirling_rest(large) - stirling_rest(sum));
    log_gamma(small) + step
}

/// ln Γ(z) − ((z − ½) ln z − z + ½ ln 2π) for z ≥ [`LARGE`].
pub(super) fn stirling_rest(z: f64) -> f64 {
    let inverse = 1.0 / z;
    let square = inverse * inverse;
    inverse * STIRLING.iter().rev().fold(0.0, |sum, c| sum * square + c)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// a, b, ln B(a, b), from 60-digit arithmetic.
    const LOG_BETA: [(f64, f64, f64); 11] = [
        (0.5, 0.5, 1.144_729_885_849_400_2),
        (1.0, 1.0, 0.0),
        (6.676_041_666_666_666, 1.178_125, -2.330_643_055_841_939_3),
        (0.1, 12.5, 2.003_777_811_107_76),
        (3.0, 20.0, -8.438_149_984_075_784),
        (50.25, 60.75, -77.177_877_963_882_08),
        (0.5, 500_000.0, -5.988_816_495_777_464),
        (0.5, 1.5, 0.451_582_705_289_454_9),
        (1200.0, 0.3, -1.031_137_551_055_768),
        (10_000.0, 20_000.0, -19_098.908_538_220_89),
        (9.99, 0.01, 4.576_967_612_310_745),
    ];

    #[test]
    fn log_beta_matches_long_arithmetic() {
        for (a, b, expected) in LOG_BETA {
            for got in [log_beta(a, b), log_beta(b, a)] {
                assert!(
                    (got - expected).abs() <= 4e-15 * expected.abs().max(1.0),
                    "{a} {b}"
                );
            }
        }
    }
}
