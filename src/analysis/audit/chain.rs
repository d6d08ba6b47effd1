//! Stated growth as a chain of years from a known level to a stated one.

use super::claims::Claim;
use super::finding::ids;
use super::ledger::Ledger;
use super::words::{factor, stated_amount};
use crate::scenario::{Measure, Series, Unit};

/// The growth rates a level moves by, each with whether prices come on top of it.
pub(super) fn growth_of(level: &Series) -> Vec<(Series, bool)> {
    match level {
        Series::GdpNominal => vec![(Series::GdpNominalGrowth, false), (Series::GdpGrowth, true)],
        Series::GdpReal => vec![(Series::GdpGrowth, false)],
        // The nominal growth itself is the level of a base of 1.
        Series::GdpNominalGrowth => vec![(Series::GdpGrowth, true)],
        Series::Investment(scope) => vec![(Series::InvestmentGrowth(scope.clone()), false)],
        Series::Node(scope, Measure::ValueAdded) => {
            vec![(Series::Node(scope.clone(), Measure::Growth), false)]
        }
        _ => Vec::new(),
    }
}

/// Stated growth, year after year without a gap, from a known level to the year of a stated one.
pub(super) struct Chain<'l, 'a> {
    pub(super) start: f64,
    /// The stated level it starts from; `None`: the base year.
    pub(super) first: Option<&'l Claim<'a>>,
    /// Index of the first year of growth.
    pub(super) from: usize,
    pub(super) steps: Vec<&'l Claim<'a>>,
    /// Whether prices come on top.
    pub(super) real: bool,
}

impl<'l, 'a> Chain<'l, 'a> {
    pub(super) fn to(
        ledger: &'l Ledger<'a>,
        level: &Claim,
        growth: &Series,
        real: bool,
    ) -> Option<Self> {
        let rate = level.unit == Unit::Rate;
        let mut steps = Vec::new();
        let mut from = level.year + 1;
        let mut first = None;
        while from > 0 && first.is_none() && !(rate && from == level.year) {
            steps.insert(0, ledger.companion(level, growth, from - 1)?);
            from -= 1;
            let earlier = from.checked_sub(1).filter(|_| !rate);
            // A chain that reaches the base year is exact: an earlier stated level has its own finding.
            let whole = (0..from).all(|year| ledger.companion(level, growth, year).is_some());
            first = earlier
                .filter(|_| !whole)
                .and_then(|year| ledger.companion(level, &level.indicator.series, year));
        }
        let start = match first {
            _ if rate => 1.0,
            Some(claim) => claim.stated(),
            None => ledger.base(&level.indicator)?,
        };
        Some(Self {
            start,
            first,
            from,
            steps,
            real,
        })
    }

    /// The factor of growth when each year brings what `of` says of it.
    pub(super) fn product(&self, of: impl Fn(&Claim<'a>) -> f64) -> f64 {
        self.steps.iter().map(|claim| 1.0 + of(claim)).product()
    }

    pub(super) fn years(&self) -> usize {
        self.steps.len()
    }

    /// The greatest level within the rounding of what is stated.
    pub(super) fn most(&self) -> f64 {
        let start = self.start + self.first.map_or(0.0, |claim| claim.rounding);
        start * self.product(|claim| claim.best() + claim.rounding)
    }

    /// The least level within the rounding of what is stated; `None` when some year has no floor.
    pub(super) fn least(&self) -> Option<f64> {
        let floors: Option<Vec<f64>> = self
            .steps
            .iter()
            .map(|claim| Some(1.0 + claim.low()? - claim.rounding))
            .collect();
        let start = self.start - self.first.map_or(0.0, |claim| claim.rounding);
        Some(start * floors?.iter().product::<f64>())
    }

    /// `2800 × 1.065`.
    pub(super) fn product_text(&self, of: impl Fn(&Claim<'a>) -> f64) -> String {
        let factors = self.steps.iter().map(|claim| factor(1.0 + of(claim)));
        let start = (self.start != 1.0).then(|| stated_amount(self.start));
        start
            .into_iter()
            .chain(factors)
            .collect::<Vec<_>>()
            .join(" × ")
    }

    pub(super) fn ids(&self, level: &Claim) -> Vec<String> {
        let steps = self.steps.iter().copied();
        ids(steps.chain(self.first).chain([level]))
    }
}

/// Whether stated growth leads to this level without a gap, so that nothing need be assumed about the years between.
pub(super) fn is_led_to(ledger: &Ledger, level: &Claim) -> bool {
    growth_of(&level.indicator.series)
        .iter()
        .any(|(growth, real)| Chain::to(ledger, level, growth, *real).is_some())
}
