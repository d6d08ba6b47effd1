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

/// A probability estimated from `paths` paths as people read it: `42.6% ± 0.1`, with half of the 95 % interval; where no path or
/// every path is a hit, Wilson's bound instead (`< 0.04%`).
pub fn estimate(probability: f64, std_error: f64, paths: u64) -> String {
    let hits = (probability * paths as f64).round() as u64;
    let [low, high] = wilson95(hits, paths);
    let half = 100.0 * Z95 * std_error;
    match hits {
        0 => {
            let bound = 100.0 * high;
            format!("< {bound:.*}%", decimals(bound).max(2))
        }
        hits if hits == paths => {
            let bound = 100.0 * low;
            format!("> {bound:.*}%", decimals(100.0 - bound).max(2))
        }
        _ => {
            let decimals = decimals(half);
            format!("{:.decimals$}% ± {half:.decimals$}", 100.0 * probability)
        }
    }
}

/// As many decimals as show the first digit of an error in percent: at least 1, at most 6.
fn decimals(error: f64) -> usize {
    let shown = |decimals: &usize| error * libm::pow(10.0, *decimals as f64) >= 0.95;
    (1..6).find(shown).unwrap_or(6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn estimates_never_claim_certainty() {
        assert_eq!(estimate(0.0, 0.0, 10_000), "< 0.04%");
        assert_eq!(estimate(1.0, 0.0, 10_000), "> 99.96%");
        assert_eq!(estimate(0.0, 0.0, 100_000), "< 0.004%");
        assert_eq!(estimate(1.0, 0.0, 100_000), "> 99.996%");
        assert_eq!(
            estimate(0.000_03, std_error(3, 100_000), 100_000),
            "0.003% ± 0.003"
        );
        assert_eq!(
            estimate(0.426, std_error(42_600, 100_000), 100_000),
            "42.6% ± 0.3"
        );
        assert_eq!(
            estimate(0.005, std_error(500, 100_000), 100_000),
            "0.50% ± 0.04"
        );
    }
}
