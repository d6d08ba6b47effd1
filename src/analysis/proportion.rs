//! Probabilities estimated by counting paths, with their errors.

/// Φ⁻¹(0.975).
pub const Z95: f64 = 1.959_963_984_540_054;

/// One binomial standard error of `hits / n`; NaN of nothing.
pub fn std_error(hits: u64, n: u64) -> f64 {
    let p = hits as f64 / n as f64;
    (p * (1.0 - p) / n as f64).sqrt()
}

/// Wilson's 95 % interval of a proportion (Wilson 1927): never empty, inside [0, 1], honest at 0 and n hits.
pub fn wilson95(hits: u64, n: u64) -> [f64; 2] {
    let (k, n) = (hits as f64, n as f64);
    let p = k / n;
    let z2 = Z95 * Z95;
    let middle = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z95 / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    let low = if hits == 0 {
        0.0
    } else {
        (middle - half).max(0.0)
    };
    let high = if k == n {
        1.0
    } else {
        (middle + half).min(1.0)
    };
    [low, high]
}
