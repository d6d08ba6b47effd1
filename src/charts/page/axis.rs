//! An axis: a range with ticks of our own choosing, as a plotters coordinate.

use std::ops::Range;

use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged, ValueFormatter};

use super::super::words::{Lang, Measure, grouped};
use super::ticks::{Ticks, apart};

/// A range of numbers and the labelled ticks on it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Axis {
    /// Where the axis begins.
    pub(crate) low: f64,
    /// Where it ends, above `low`.
    pub(crate) high: f64,
    /// Places of the ticks and their labels.
    pub(crate) ticks: Vec<(f64, String)>,
}

impl Axis {
    /// An axis that begins and ends at a round number, at most `most` ticks, labelled in people's units.
    pub(crate) fn rounded(low: f64, high: f64, most: usize, measure: &Measure) -> Self {
        let unit = measure.shown(1.0);
        let ticks = Ticks::covering((low * unit, high * unit), most, measure.least_step());
        let mut axis = Self::labelled(&ticks, unit);
        axis.low = axis.ticks.first().map_or(low, |tick| tick.0);
        axis.high = axis.ticks.last().map_or(high, |tick| tick.0);
        axis
    }

    /// An axis of exactly this range, with round ticks inside.
    pub(crate) fn exact(low: f64, high: f64, most: usize, measure: &Measure) -> Self {
        let unit = measure.shown(1.0);
        let (low, high) = apart(low, high);
        let ticks = Ticks::within((low * unit, high * unit), most, measure.least_step());
        let labelled = Self::labelled(&ticks, unit);
        Self {
            low,
            high,
            ..labelled
        }
    }

    fn labelled(ticks: &Ticks, unit: f64) -> Self {
        let ticks = ticks
            .values
            .iter()
            .map(|&value| (value / unit, grouped(value, ticks.decimals)))
            .collect();
        Self {
            low: 0.0,
            high: 1.0,
            ticks,
        }
    }

    /// Whole years, with room (in years) before the first and after the last; every year is labelled if `most` labels allow, else every second, fifth, …
    pub(crate) fn years(first: i32, last: i32, pad: (f64, f64), most: usize) -> Self {
        let count = usize::try_from(last - first).unwrap_or(0) + 1;
        let step = [1, 2, 5, 10, 20, 50, 100]
            .into_iter()
            .find(|step| count.div_ceil(*step) <= most.max(2))
            .unwrap_or(500);
        // From five on, years that are multiples of the step: 2025, 2030, 2035; not where that leaves a lone one.
        let round = first + (-first).rem_euclid(step as i32);
        let from = if step < 5 || round + step as i32 > last {
            first
        } else {
            round
        };
        let ticks = (from..=last)
            .step_by(step)
            .map(|year| (f64::from(year), year.to_string()))
            .collect();
        Self {
            low: f64::from(first) - pad.0,
            high: f64::from(last) + pad.1,
            ticks,
        }
    }

    /// 0 to 100 %.
    pub(crate) fn shares(step: f64) -> Self {
        let count = (1.0 / step).round() as usize;
        let ticks = (0..=count)
            .map(|i| i as f64 / count as f64)
            .map(|share| (share, format!("{:.0}%", share * 100.0)))
            .collect();
        Self {
            low: 0.0,
            high: 1.0,
            ticks,
        }
    }

    /// Rows numbered from the top: 0 at the upper edge, `count` at the lower; no ticks.
    pub(crate) fn rows(count: f64) -> Self {
        Self {
            low: -count,
            high: 0.0,
            ticks: Vec::new(),
        }
    }

    /// Position of a value along the axis, 0 at `low` and 1 at `high`.
    pub(crate) fn position(&self, value: f64) -> f64 {
        (value - self.low) / (self.high - self.low)
    }

    /// The labels of the axis, for measuring.
    pub(crate) fn labels(&self) -> impl Iterator<Item = &str> {
        self.ticks.iter().map(|(_, label)| label.as_str())
    }

    /// The unit's name at the head of an axis of this measure; `None` for a pure number.
    pub(crate) fn caption(measure: &Measure, lang: Lang) -> Option<String> {
        let caption = measure.caption();
        (!caption.is_empty())
            .then(|| lang.choose(format!("单位：{caption}"), format!("unit: {caption}")))
    }
}

impl Ranged for Axis {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, limit: (i32, i32)) -> i32 {
        // Everything drawn is cut at the range first; the clamp keeps a slip from overflowing the integer.
        let position = self.position(*value).clamp(-1.0, 2.0);
        limit.0 + (position * f64::from(limit.1 - limit.0)).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        if hint.weight().allow_light_points() {
            return Vec::new();
        }
        self.ticks.iter().map(|(value, _)| *value).collect()
    }

    fn range(&self) -> Range<f64> {
        self.low..self.high
    }
}

impl ValueFormatter<f64> for Axis {
    fn format_ext(&self, value: &f64) -> String {
        let label = self.ticks.iter().find(|(tick, _)| tick == value);
        label.map(|(_, label)| label.clone()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_exact_and_thin_out() {
        let axis = Axis::years(2023, 2030, (0.2, 0.2), 8);
        let labels: Vec<&str> = axis.labels().collect();
        assert_eq!(labels.len(), 8);
        assert_eq!((labels[0], labels[7]), ("2023", "2030"));
        let labels: Vec<String> = Axis::years(2023, 2050, (0.2, 0.2), 8)
            .labels()
            .map(String::from)
            .collect();
        assert_eq!(labels, ["2025", "2030", "2035", "2040", "2045", "2050"]);
        let few = Axis::years(2022, 2035, (0.2, 0.2), 2);
        assert_eq!(few.labels().collect::<Vec<_>>(), ["2022", "2032"]);
    }

    #[test]
    fn rates_are_labelled_in_percent_at_round_numbers() {
        let measure = Measure::new("rate", "亿元", Lang::Zh, 0.1);
        let axis = Axis::rounded(0.021, 0.098, 6, &measure);
        let labels: Vec<&str> = axis.labels().collect();
        assert_eq!(labels, ["2", "4", "6", "8", "10"]);
        assert!((axis.low - 0.02).abs() < 1e-12 && (axis.high - 0.10).abs() < 1e-12);
    }
}
