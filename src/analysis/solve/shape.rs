//! How a probability answers: by differences on the same draws.

use super::response::Simulated;
use crate::results::{Errors, Shape};

/// A rise or a fall counts when it is this many half-widths of its 95 % interval: there are many pairs of points.
const SURE: f64 = 2.0;

/// The shape of a curve of `paths` paths a point.
pub(super) fn shape(curve: &[Simulated], errors: Errors, paths: u64) -> Shape {
    let (mut rises, mut falls) = (false, false);
    for (k, before) in curve.iter().enumerate() {
        for after in &curve[k + 1..] {
            let half = errors.of_paired_difference(&before.hits, &after.hits, paths);
            let difference = after.point.probability - before.point.probability;
            rises |= difference > SURE * half;
            falls |= difference < -SURE * half;
        }
    }
    match (rises, falls) {
        (true, true) => Shape::Mixed,
        (true, false) => Shape::Rising,
        (false, true) => Shape::Falling,
        (false, false) => Shape::Flat,
    }
}
