//! The chance of at least each value, from what a run keeps of a distribution: its bins, and the targets judged on it.

use super::super::words::bounds;
use crate::results::{Histogram, TargetSummary};

/// A value and the share of the paths that reach at least it.
type Knot = (f64, f64);

/// Share of the paths below the first bin of a histogram, if so much lies outside its bins; the rest of that is above.
const BELOW: f64 = 0.0005;

/// A falling curve through the edges of a histogram's bins, straight between them. What lies outside the bins, 0.1 % at most, is split
/// as the bins were chosen. At a target's bound it has the probability of the target, which was counted on the paths themselves.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cumulative {
    /// By rising value; at least one.
    knots: Vec<Knot>,
    /// Share of the paths that have a value at all: paths that failed reach nothing.
    whole: f64,
}

impl Cumulative {
    /// The curve of a distribution and the targets on it; `whole` is the share of the paths that did not fail. `None` without any number.
    pub(super) fn of(
        histogram: &Histogram,
        targets: &[&TargetSummary],
        whole: f64,
    ) -> Option<Self> {
        let mut curve = Self {
            knots: edges(histogram, whole),
            whole,
        };
        let mut known: Vec<Knot> = targets
            .iter()
            .filter_map(|it| one_sided(it, whole))
            .collect();
        curve.settle(&known);
        for target in targets {
            known.extend(curve.ends_of_range(target, &known));
            curve.settle(&known);
        }
        (!curve.knots.is_empty()).then_some(curve)
    }

    /// Share of the paths that reach at least this value.
    pub(super) fn at_least(&self, value: f64) -> f64 {
        let after = self.knots.partition_point(|knot| knot.0 < value);
        match (self.knots.get(after.wrapping_sub(1)), self.knots.get(after)) {
            (_, Some(&(at, share))) if at == value => share,
            (Some(&(from, high)), Some(&(to, low))) => {
                let part = ((value - from) / (to - from)).clamp(0.0, 1.0);
                high + part * (low - high)
            }
            (None, Some(&(_, share))) | (Some(&(_, share)), None) => share,
            (None, None) => f64::NAN,
        }
    }

    /// Share of the paths that do not exceed this value.
    pub(super) fn at_most(&self, value: f64) -> f64 {
        self.whole - self.at_least(value)
    }

    /// Where the curve bends.
    pub(super) fn values(&self) -> impl Iterator<Item = f64> {
        self.knots.iter().map(|knot| knot.0)
    }

    /// Puts knots whose share is known in their place; the edges around them give way as far as they contradict them.
    fn settle(&mut self, known: &[Knot]) {
        for &(value, share) in known {
            self.knots.retain(|knot| knot.0 != value);
            for knot in &mut self.knots {
                knot.1 = if knot.0 < value {
                    knot.1.max(share)
                } else {
                    knot.1.min(share)
                };
            }
        }
        self.knots.extend_from_slice(known);
        self.knots.sort_by(|a, b| a.0.total_cmp(&b.0));
        self.knots.dedup_by(|b, a| a.0 == b.0);
    }

    /// The two ends of a range, as far apart as its probability: what the bins leave open is split between those that are not known yet.
    fn ends_of_range(&self, target: &TargetSummary, known: &[Knot]) -> Vec<Knot> {
        let range = bounds(target);
        let finite = range.low.is_finite() && range.high.is_finite();
        if !finite || range.low >= range.high || self.knots.is_empty() {
            return Vec::new();
        }
        let share = |value| self.at_least(value);
        let open = |value: f64| !known.iter().any(|knot| knot.0 == value);
        let excess = share(range.low) - share(range.high) - target.probability;
        let part = match (open(range.low), open(range.high)) {
            (true, true) => excess / 2.0,
            _ => excess,
        };
        let ends = [(range.low, -part), (range.high, part)];
        let ends = ends.into_iter().filter(|(value, _)| open(*value));
        ends.map(|(value, moved)| (value, share(value) + moved))
            .collect()
    }
}

/// The edges of the bins with the share of the paths above each.
fn edges(histogram: &Histogram, whole: f64) -> Vec<Knot> {
    let usable = histogram.low.is_finite() && histogram.width.is_finite();
    if !usable || histogram.shares.is_empty() {
        return Vec::new();
    }
    let outside = (1.0 - histogram.shares.iter().sum::<f64>()).max(0.0);
    let mut above = 1.0 - outside.min(BELOW);
    let mut knots = vec![(histogram.low, whole * above)];
    for (index, share) in histogram.shares.iter().enumerate() {
        above -= share;
        let edge = histogram.low + (index + 1) as f64 * histogram.width;
        knots.push((edge, whole * above.clamp(0.0, 1.0)));
    }
    knots
}

/// What a floor or a ceiling says of the curve at its bound.
fn one_sided(target: &TargetSummary, whole: f64) -> Option<Knot> {
    let range = bounds(target);
    match (range.low.is_finite(), range.high.is_finite()) {
        (true, false) => Some((range.low, target.probability)),
        (false, true) => Some((range.high, whole - target.probability)),
        _ => None,
    }
}
