//! An indicator of a run, year by year: only years whose numbers are finite.

use super::super::chart::ChartError;
use super::super::words::{Lang, Measure};
use crate::results::{IndicatorSummary, Summary};

/// How much of the probability an interval holds, the rest shared evenly by both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    Half,
    Eighty,
    Ninety,
    NinetyFive,
}

impl Level {
    const ALL: [Self; 4] = [Self::Half, Self::Eighty, Self::Ninety, Self::NinetyFive];

    /// The quantiles at its ends, as the summary names them.
    fn keys(self) -> [&'static str; 2] {
        match self {
            Self::Half => ["0.25", "0.75"],
            Self::Eighty => ["0.1", "0.9"],
            Self::Ninety => ["0.05", "0.95"],
            Self::NinetyFive => ["0.025", "0.975"],
        }
    }
}

/// One year of an indicator.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Year {
    pub(crate) calendar: i32,
    pub(crate) central: f64,
    pub(crate) median: f64,
    intervals: [(f64, f64); 4],
}

impl Year {
    fn read(indicator: &IndicatorSummary, year: i32, index: usize) -> Option<Self> {
        let finite = |values: &Vec<f64>| values.get(index).copied().filter(|v| v.is_finite());
        let quantile = |key: &str| indicator.quantiles.get(key).and_then(finite);
        let mut intervals = [(0.0, 0.0); 4];
        for level in Level::ALL {
            let [low, high] = level.keys();
            intervals[level as usize] = (quantile(low)?, quantile(high)?);
        }
        Some(Self {
            calendar: year,
            central: finite(&indicator.central)?,
            median: quantile("0.5")?,
            intervals,
        })
    }

    /// A year whose value is known.
    pub(super) fn known(year: i32, value: f64) -> Self {
        Self {
            calendar: year,
            central: value,
            median: value,
            intervals: [(value, value); 4],
        }
    }

    /// The interval that holds this much of the probability.
    pub(crate) fn interval(&self, level: Level) -> (f64, f64) {
        self.intervals[level as usize]
    }
}

/// An indicator over the years of a run.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Series<'a> {
    pub(crate) indicator: &'a IndicatorSummary,
    /// The base year, if the indicator has a value there.
    pub(crate) base: Option<Year>,
    /// The simulated years; at least one.
    pub(crate) years: Vec<Year>,
    money: &'a str,
}

impl<'a> Series<'a> {
    /// Reads an indicator of a run.
    pub(crate) fn read(summary: &'a Summary, name: &str) -> Result<Self, ChartError> {
        let missing = || ChartError::NoIndicator(name.to_owned());
        let indicator = summary.indicators.get(name).ok_or_else(missing)?;
        let years: Vec<Year> = summary
            .years
            .iter()
            .enumerate()
            .filter_map(|(index, &year)| Year::read(indicator, year, index))
            .collect();
        if years.is_empty() {
            return Err(missing());
        }
        let base = indicator.base.filter(|value| value.is_finite());
        Ok(Self {
            indicator,
            base: base.map(|value| Year::known(summary.scenario.base_year, value)),
            years,
            money: &summary.scenario.money,
        })
    }

    /// What it was before: the years of its history, none after the base year.
    pub(crate) fn past(summary: &Summary, name: &str) -> Vec<Year> {
        let known = summary.history.iter().find(|known| known.indicator == name);
        let Some(known) = known else {
            return Vec::new();
        };
        let years = known.years.iter().zip(&known.values);
        let years = years.filter(|(_, value)| value.is_finite());
        years
            .map(|(year, value)| Year::known(*year, *value))
            .collect()
    }

    /// Starts from the last year of its history where it has no value of its own in the base year: rates have none.
    pub(crate) fn starting_from(mut self, past: &[Year], base_year: i32) -> Self {
        let last = past.last().filter(|last| last.calendar == base_year);
        self.base = self.base.or(last.copied());
        self
    }

    /// The base year, if there is one, and the simulated years.
    pub(crate) fn points(&self) -> Vec<Year> {
        self.base.iter().chain(&self.years).copied().collect()
    }

    /// A simulated year.
    pub(crate) fn year(&self, year: i32) -> Option<&Year> {
        self.years.iter().find(|point| point.calendar == year)
    }

    /// The last year.
    pub(crate) fn last(&self) -> &Year {
        self.years.last().expect("a series has at least one year")
    }

    /// The unit its numbers are shown in.
    pub(crate) fn measure(&self, lang: Lang) -> Measure {
        let magnitude = self
            .points()
            .iter()
            .map(|point| point.median.abs())
            .fold(0.0, f64::max);
        of_indicator(self.indicator, self.money, lang, magnitude)
    }

    /// Whether another run's numbers can stand on the same axis.
    pub(crate) fn same_unit(&self, other: &Series<'_>) -> bool {
        let money = self.indicator.unit != "money" || self.money == other.money;
        let counted = self.indicator.counted_in == other.indicator.counted_in;
        self.indicator.unit == other.indicator.unit && money && counted
    }

    /// Width of a year's 95 % interval: what decides how many digits are shown.
    pub(crate) fn width(point: &Year) -> f64 {
        let (low, high) = point.interval(Level::NinetyFive);
        high - low
    }
}

/// The unit of an indicator, even of one the run says nothing about.
pub(crate) fn measure_of(summary: &Summary, indicator: &str, lang: Lang) -> Measure {
    if let Ok(series) = Series::read(summary, indicator) {
        return series.measure(lang);
    }
    let money = &summary.scenario.money;
    match summary.indicators.get(indicator) {
        Some(series) => of_indicator(series, money, lang, 1.0),
        None => Measure::new("number", money, lang, 1.0),
    }
}

/// How the numbers of an indicator are shown where the greatest is of this magnitude.
fn of_indicator(indicator: &IndicatorSummary, money: &str, lang: Lang, magnitude: f64) -> Measure {
    let measure = measured(unit_of(indicator), money, lang, magnitude);
    if indicator.whole {
        measure.whole()
    } else {
        measure
    }
}

/// How numbers of this unit (and of what it counts) and magnitude are shown.
pub(super) fn measured(
    (unit, counted_in): (&str, Option<&str>),
    money: &str,
    lang: Lang,
    magnitude: f64,
) -> Measure {
    if unit == "count" {
        return Measure::count(counted_in.unwrap_or_default(), lang, magnitude);
    }
    Measure::new(unit, money, lang, magnitude)
}

/// Unit of an indicator and what it counts.
pub(super) fn unit_of(indicator: &IndicatorSummary) -> (&str, Option<&str>) {
    (&indicator.unit, indicator.counted_in.as_deref())
}

/// The year that pictures of one year show: the first with a target, else the first simulated.
pub(crate) fn first_target_year(summary: &Summary) -> Option<i32> {
    let judged = summary.targets.iter().map(|target| target.year).min();
    judged.or_else(|| summary.years.first().copied())
}
