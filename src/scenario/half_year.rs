//! What the first half of a year says about all of it.

use super::Indicator;
use super::provenance::Stated;

/// How growth in the first half of a year goes with growth of the year: first half = year + (1 − weight)·d, d ~ N(0, spread²).
///
/// With the weight w of the first half in the amount of the year before, w·first + (1 − w)·second = year, so d is growth in the first half less that
/// in the second.
#[derive(Debug, Clone, PartialEq)]
pub struct HalfYear {
    /// w, inside (0, 1).
    pub weight: Stated<f64>,
    /// sd of d, > 0, proportional; `None` where only some indicators have one.
    pub spread: Option<Stated<f64>>,
    /// Indicators that have their own, each at most once.
    pub of: Vec<HalfYearOf>,
}

/// What an indicator has of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct HalfYearOf {
    /// A rate.
    pub indicator: Stated<Indicator>,
    /// w.
    pub weight: Option<Stated<f64>>,
    /// sd of d.
    pub spread: Option<Stated<f64>>,
}

impl HalfYear {
    /// Weight and spread of an indicator; `None` when no spread is stated for it.
    pub fn of(&self, indicator: &Indicator) -> Option<(f64, f64)> {
        let own = self.of.iter().find(|it| it.indicator.value == *indicator);
        let weight = own.and_then(|it| it.weight.as_ref());
        let spread = own.and_then(|it| it.spread.as_ref());
        Some((
            weight.unwrap_or(&self.weight).value,
            spread.or(self.spread.as_ref())?.value,
        ))
    }
}
