//! How many paths a precision takes.

use crate::results::Z95;

/// Paths until half of the 95 % interval is `wanted`, when `paths` of them gave `half_width` at this probability: the number that
/// independent paths need by Wilson's interval, times how the variance compared with theirs (that of a quasi-random one falls faster,
/// so that this is then on the safe side).
pub fn paths_needed(paths: u64, probability: f64, half_width: f64, wanted: f64) -> u64 {
    let independent = |n: f64| {
        let z2 = Z95 * Z95;
        let variance = probability * (1.0 - probability) / n + z2 / (4.0 * n * n);
        Z95 / (1.0 + z2 / n) * variance.sqrt()
    };
    // It falls with n, and no probability needs more than a half does: z² / 4w².
    let (mut too_few, mut enough) = (1.0, Z95 * Z95 / (4.0 * wanted * wanted));
    while enough > too_few + 0.5 {
        let middle = f64::midpoint(too_few, enough);
        if independent(middle) > wanted {
            too_few = middle;
        } else {
            enough = middle;
        }
    }
    let ratio = half_width / independent(paths as f64);
    (enough * ratio * ratio).ceil() as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::wilson95;

    const HALF_WIDTH: f64 = 0.001;

    #[test]
    fn the_paths_needed_give_the_interval_asked_for() {
        for (hits, paths) in [
            (3_000, 10_000),
            (42_600, 100_000),
            (50, 100_000),
            (0, 50_000),
        ] {
            let [low, high] = wilson95(hits, paths);
            let probability = hits as f64 / paths as f64;
            let needed = paths_needed(paths, probability, (high - low) / 2.0, HALF_WIDTH);
            // Hits are whole: the width asked for lies between those of the numbers on either side.
            let hits_then = probability * needed as f64;
            let width = |hits: f64| {
                let [low, high] = wilson95(hits as u64, needed);
                (high - low) / 2.0
            };
            let (narrow, wide) = (width(hits_then.floor()), width(hits_then.ceil()));
            assert!(
                narrow <= 1.001 * HALF_WIDTH && wide >= 0.999 * HALF_WIDTH,
                "{hits} of {paths}: {narrow} to {wide}"
            );
        }
        // 0.426: 1.96² × 0.426 × 0.574 / 0.001² = 939,362.
        let [low, high] = wilson95(42_600, 100_000);
        let needed = paths_needed(100_000, 0.426, (high - low) / 2.0, HALF_WIDTH) as f64;
        assert!((needed / 939_362.0 - 1.0).abs() < 1e-3, "{needed}");
    }
}
