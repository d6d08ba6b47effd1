//! What the tests of this folder share.

/// `count` evenly spaced points from `low` to `high`, both included.
pub(super) fn sweep(low: f64, high: f64, count: u32) -> impl Iterator<Item = f64> {
    (0..count).map(move |i| low + (high - low) * (f64::from(i) / f64::from(count - 1)))
}

/// How many doubles lie between two finite doubles of the same sign.
pub(super) fn ulps(a: f64, b: f64) -> u64 {
    assert!(a.is_finite() && b.is_finite() && (a == b || a.signum() == b.signum()));
    a.to_bits().abs_diff(b.to_bits())
}
