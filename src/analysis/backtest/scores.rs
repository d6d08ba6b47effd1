//! Scores of quantiles, intervals and probabilities.

use crate::results::BrierParts;

/// The pinball loss of a forecast τ-quantile: τ (y − q) where the outcome lies above it, (1 − τ)(q − y) below (Koenker & Bassett 1978).
pub fn pinball(tau: f64, quantile: f64, outcome: f64) -> f64 {
    if outcome >= quantile {
        tau * (outcome - quantile)
    } else {
        (1.0 - tau) * (quantile - outcome)
    }
}

/// The interval score of a central interval that misses with probability α: its width, and 2/α times how far outside the outcome lies (Gneiting &
/// Raftery 2007, eq. 43): 2/α times the pinball losses of its ends.
pub fn interval_score(alpha: f64, [low, high]: [f64; 2], outcome: f64) -> f64 {
    let losses = pinball(alpha / 2.0, low, outcome) + pinball(1.0 - alpha / 2.0, high, outcome);
    2.0 / alpha * losses
}

/// The mean Brier score in parts (Murphy 1973): reliability − resolution + uncertainty, forecasts of equal `bin` taken together; and what their bins
/// hide, where forecasts of one bin are not equal (Stephenson, Coelho & Jolliffe 2008): within-bin variance − 2 × covariance. The four sum
/// to the mean score exactly.
///
/// # Panics
/// When there are not as many probabilities, outcomes and bins.
pub fn brier_parts(probabilities: &[f64], outcomes: &[bool], bins: &[usize]) -> BrierParts {
    assert!(probabilities.len() == outcomes.len() && outcomes.len() == bins.len());
    let n = outcomes.len() as f64;
    let came: Vec<f64> = outcomes.iter().map(|it| f64::from(u8::from(*it))).collect();
    let base = came.iter().sum::<f64>() / n;
    let mut parts = BrierParts {
        reliability: 0.0,
        resolution: 0.0,
        uncertainty: base * (1.0 - base),
        within: 0.0,
    };
    let mut distinct = bins.to_vec();
    distinct.sort_unstable();
    distinct.dedup();
    for bin in distinct {
        let of_bin = || (0..bins.len()).filter(|i| bins[*i] == bin);
        let size = of_bin().count() as f64;
        let forecast = of_bin().map(|i| probabilities[i]).sum::<f64>() / size;
        let share = of_bin().map(|i| came[i]).sum::<f64>() / size;
        let square = |x: f64| x * x;
        parts.reliability += size / n * square(forecast - share);
        parts.resolution += size / n * square(share - base);
        let within = of_bin().map(|i| {
            let off = probabilities[i] - forecast;
            off * off - 2.0 * off * (came[i] - share)
        });
        parts.within += within.sum::<f64>() / n;
    }
    parts
}
