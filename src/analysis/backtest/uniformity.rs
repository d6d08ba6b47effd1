//! Statistics of how far probability integral transforms are from uniform.

/// The Kolmogorov–Smirnov distance of values in [0, 1], sorted, from the uniform distribution.
pub fn kolmogorov_smirnov(sorted: &[f64]) -> f64 {
    let n = sorted.len() as f64;
    let steps = sorted.iter().enumerate();
    steps
        .map(|(k, u)| ((k as f64 + 1.0) / n - u).max(u - k as f64 / n))
        .fold(0.0, f64::max)
}

/// How many values in [0, 1] lie in each of `bins` equal bins.
pub fn bin_counts(values: &[f64], bins: usize) -> Vec<u64> {
    let mut counts = vec![0; bins];
    for u in values {
        let bin = (u * bins as f64) as usize;
        counts[bin.min(bins - 1)] += 1;
    }
    counts
}

/// Pearson's χ² of counts against equal shares.
pub fn chi_square(counts: &[u64]) -> f64 {
    let total: u64 = counts.iter().sum();
    let expected = total as f64 / counts.len() as f64;
    let off = |count: &u64| (*count as f64 - expected) * (*count as f64 - expected);
    counts.iter().map(off).sum::<f64>() / expected
}

/// Berkowitz's likelihood ratio of normal scores against the standard normal distribution (mean 0, variance 1, no autoregression):
/// Σz² − n ln s² − n with s² = Σ(z − z̄)²/n; large for a bias and for too wide or too narrow a spread. Infinite without spread.
///
/// Source: Berkowitz (2001), *Journal of Business & Economic Statistics* 19.
pub fn berkowitz(scores: &[f64]) -> f64 {
    let n = scores.len() as f64;
    let mean = scores.iter().sum::<f64>() / n;
    let squares: f64 = scores.iter().map(|z| z * z).sum();
    let spread: f64 = scores.iter().map(|z| (z - mean) * (z - mean)).sum();
    if spread <= 0.0 {
        return f64::INFINITY;
    }
    squares - n * crate::numerics::ln(spread / n) - n
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn even_values_are_as_near_to_uniform_as_can_be() {
        let even: Vec<f64> = (0..10).map(|k| (f64::from(k) + 0.5) / 10.0).collect();
        assert!((kolmogorov_smirnov(&even) - 0.05).abs() < 1e-15);
        assert_eq!(bin_counts(&even, 5), [2; 5]);
        assert_eq!(chi_square(&[2; 5]), 0.0);
        // The ends belong to the first and the last bin.
        assert_eq!(bin_counts(&[0.0, 1.0], 4), [1, 0, 0, 1]);
        assert_eq!(berkowitz(&[0.5, 0.5]), f64::INFINITY);
    }
}
