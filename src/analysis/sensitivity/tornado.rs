//! How far an indicator or a verdict goes with a group at its 10 % and at its 90 % point.
//!
//! A group is many variables over many years, so that its points are those of what it alone makes of the indicator, everything else as on the central path: paths are
//! ranked by that, and the means are the full model's over the paths between the 5 % and 15 % and between the 85 % and 95 % points. An event, which mostly does not
//! happen, has the paths without it and those with it instead. What only happens together with something else shows in neither: compare the total index.

use crate::results::{Estimate, TornadoBar};

/// Where the slices begin and end, as shares of the paths.
const SLICES: [[f64; 2]; 2] = [[0.05, 0.15], [0.85, 0.95]];

/// The bar of a group from what it alone makes of the indicator on each path, and what the full model makes of the outcome.
pub(super) fn ranked(group: &str, alone: &[f64], outcome: &[f64]) -> TornadoBar {
    let mut order: Vec<f64> = alone.to_vec();
    order.sort_by(f64::total_cmp);
    let point = |p: f64| order[((p * order.len() as f64) as usize).min(order.len() - 1)];
    // Equal values cannot be ranked: a slice has all paths at its ends.
    let [low, high] = SLICES.map(|ends| {
        let [from, to] = ends.map(point);
        let inside = alone.iter().zip(outcome);
        let inside = inside.filter(|(value, _)| (from..=to).contains(*value));
        mean(inside.map(|(_, outcome)| *outcome))
    });
    bar(group, "ranks", [low, high])
}

/// The bar of an event from whether it occurred on each path; `None` where it always or never does.
pub(super) fn occurred(group: &str, with: &[bool], outcome: &[f64]) -> Option<TornadoBar> {
    let of = |wanted: bool| {
        let paths = with.iter().zip(outcome);
        mean(
            paths
                .filter(|(with, _)| **with == wanted)
                .map(|(_, outcome)| *outcome),
        )
    };
    let ends = [of(false), of(true)];
    let known = ends.iter().all(|end| end.std_error.is_finite());
    known.then(|| bar(group, "occurrence", ends))
}

fn bar(group: &str, slices: &str, [low, high]: [Estimate; 2]) -> TornadoBar {
    TornadoBar {
        group: group.to_owned(),
        slices: slices.to_owned(),
        low,
        high,
        swing: Estimate {
            value: high.value - low.value,
            // Both ends may be the same paths, where a group does nothing: there is then no swing, and no error.
            std_error: if low == high {
                0.0
            } else {
                libm::hypot(low.std_error, high.std_error)
            },
        },
    }
}

/// Mean of independent paths with its standard error; NaN of fewer than two.
fn mean(values: impl Iterator<Item = f64>) -> Estimate {
    let values: Vec<f64> = values.collect();
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|it| (it - mean) * (it - mean)).sum();
    Estimate {
        value: mean,
        std_error: (squares / (n - 1.0) / n).sqrt(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_are_those_of_the_ranks() {
        let alone: Vec<f64> = (0..1000).map(|i| f64::from((i * 7) % 1000)).collect();
        let bar = ranked("g", &alone, &alone);
        assert!((bar.low.value - 100.0).abs() < 1e-9 && (bar.high.value - 900.0).abs() < 1e-9);
        assert!((bar.swing.value - 800.0).abs() < 1e-9);
    }

    #[test]
    fn a_group_that_does_nothing_has_no_swing() {
        let outcome: Vec<f64> = (0..1000).map(f64::from).collect();
        let bar = ranked("g", &vec![2.0; 1000], &outcome);
        assert_eq!((bar.swing.value, bar.swing.std_error), (0.0, 0.0));
        assert!(occurred("e", &vec![false; 1000], &outcome).is_none());
    }
}
