//! What a year comes to, once a part of it is known.
//!
//! Growth in the first half h of a path whose year grows by g is g + (1 − w)·d with d ~ N(0, spread²) independent of everything simulated: each path
//! is weighted by the likelihood of the h observed, and several observations multiply. A figure of the whole year is known to half a unit of its last
//! digit: it selects the paths that would be rounded to it.

use super::condition::{LEAST_EFFECTIVE, TooFew, Weighted, enough, even};
use super::spoken::{both, quantity_text, value_text};
use super::summarise::{Identity, text};
use super::tilt::{effective_size, normalised};
use super::update::Gathered;
use super::weighing::Weighing;
use crate::model::label;
use crate::numerics::ln;
use crate::quantity::Language;
use crate::results::{
    Column, FailedPaths, GivenSummary, NeededRest, PathTable, RestOfYear, Update,
};
use crate::scenario::{Comparator, Indicator, Scenario};
use crate::simulation::Prepared;

/// A figure known since.
#[derive(Debug, Clone, PartialEq)]
pub struct Observed {
    /// The indicator.
    pub indicator: Indicator,
    /// Index of the year.
    pub year: usize,
    /// The figure, in the indicator's unit.
    pub value: f64,
    /// What it is of.
    pub period: Period,
}

/// The part of the year that a figure is of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Period {
    /// Growth in the first half.
    FirstHalf {
        /// w, inside (0, 1).
        weight: f64,
        /// sd of the growth of the first half less that of the second, > 0.
        spread: f64,
    },
    /// All of it, known to this much on either side, > 0.
    Year {
        /// Half a unit of the last digit.
        rounding: f64,
    },
}

impl Observed {
    /// The column it is about.
    pub fn column(&self) -> Column {
        Column::Indicator(self.indicator.clone(), self.year)
    }

    /// Logarithm of its likelihood on a path, less a constant: −∞ where it cannot be.
    fn log_likelihood(&self, value: f64) -> f64 {
        match self.period {
            Period::FirstHalf { weight, spread } => {
                let off = (self.value - value) / ((1.0 - weight) * spread);
                -0.5 * off * off
            }
            Period::Year { rounding } => {
                let slack = 1e-9 * self.value.abs().max(1.0);
                if (value - self.value).abs() <= rounding + slack {
                    0.0
                } else {
                    f64::NEG_INFINITY
                }
            }
        }
    }

    fn summary(&self, scenario: &Scenario) -> GivenSummary {
        let name = self.indicator.name(&scenario.indicator_names());
        GivenSummary {
            kind: match self.period {
                Period::FirstHalf { .. } => "first_half",
                Period::Year { .. } => "year",
            }
            .to_owned(),
            subject: name,
            year: Some(self.calendar_year(scenario)),
            value: Some(self.value),
            probability: None,
            multiplier: None,
            text: both(|language| self.spoken(scenario, language)),
        }
    }

    fn calendar_year(&self, scenario: &Scenario) -> i32 {
        scenario.horizon.base_year() + 1 + self.year as i32
    }

    fn spoken(&self, scenario: &Scenario, language: Language) -> String {
        let unit = self.indicator.unit(&scenario.indicator_names());
        let value = value_text(scenario, self.value, unit, language);
        let year = self.calendar_year(scenario);
        let name = label(scenario, &self.indicator);
        match (self.period, language) {
            (Period::FirstHalf { .. }, Language::Chinese) => {
                format!("{year}年上半年{} {value}", name.zh)
            }
            (Period::FirstHalf { .. }, Language::English) => {
                format!("{} in the first half of {year}: {value}", name.en)
            }
            (Period::Year { .. }, Language::Chinese) => {
                let name = quantity_text(scenario, &self.column(), language);
                format!("{name} {value}")
            }
            (Period::Year { .. }, Language::English) => {
                let name = quantity_text(scenario, &self.column(), language);
                format!("{name}: {value}")
            }
        }
    }
}

/// What is known once these figures are, from a table with the [columns that takes](super::update_columns). `failed` are the run's failed paths.
///
/// # Errors
/// When too few paths carry the figures.
///
/// # Panics
/// When the table lacks a column.
pub fn track(
    (scenario, prepared): (&Scenario, &Prepared),
    table: &PathTable,
    observed: &[Observed],
    identity: &Identity,
    failed: &FailedPaths,
) -> Result<Update, TooFew> {
    let weighted = weigh(table, observed)?;
    let gathered = Gathered {
        scenario,
        prepared,
        table,
        identity,
        failed,
    };
    let about: Vec<Column> = observed.iter().map(Observed::column).collect();
    let given = observed.iter().map(|it| it.summary(scenario)).collect();
    let mut update = gathered.update(&weighted, &about, given);
    update.halves = observed
        .iter()
        .filter_map(|it| gathered.rest_of_year(&weighted, it))
        .collect();
    Ok(update)
}

/// Weighs the paths of a table by the likelihood of what was observed.
fn weigh(table: &PathTable, observed: &[Observed]) -> Result<Weighted, TooFew> {
    let valid = table.valid();
    let mut log_weights: Vec<f64> = valid
        .iter()
        .map(|valid| if *valid { 0.0 } else { f64::NEG_INFINITY })
        .collect();
    for it in observed {
        let values = table.column(&it.column());
        let values = values.expect("the table has the columns of what was observed");
        for (log_weight, value) in log_weights.iter_mut().zip(&values) {
            if *log_weight > f64::NEG_INFINITY {
                *log_weight += it.log_likelihood(*value);
            }
        }
    }
    let carrying = log_weights
        .iter()
        .filter(|l| **l > f64::NEG_INFINITY)
        .count();
    if (carrying as f64) < LEAST_EFFECTIVE {
        return Err(TooFew::Selected {
            paths: carrying,
            of: valid.iter().filter(|valid| **valid).count(),
        });
    }
    let (weights, _) = normalised(&log_weights);
    enough(effective_size(&weights), carrying)?;
    let even_weight = 1.0 / carrying as f64;
    let divergence = |w: &f64| {
        if *w > 0.0 {
            w * ln(*w / even_weight)
        } else {
            0.0
        }
    };
    Ok(Weighted {
        divergence: weights.iter().map(divergence).sum(),
        weighing: Weighing::new(table.errors(), even(&valid), weights, Vec::new()),
        carrying,
        multipliers: vec![None; observed.len()],
    })
}

impl Gathered<'_> {
    /// What the rest of the year does, and must do; `None` of a whole year.
    fn rest_of_year(self, weighted: &Weighted, observed: &Observed) -> Option<RestOfYear> {
        let Period::FirstHalf { weight, spread } = observed.period else {
            return None;
        };
        let scenario = self.scenario;
        let rest = |year: f64| (year - weight * observed.value) / (1.0 - weight);
        let years = self.values(&observed.column());
        let (year_before, ..) = weighted.weighing.distributions(&years);
        let rests: Vec<f64> = years.iter().map(|year| rest(*year)).collect();
        let (_, second, _) = weighted.weighing.distributions(&rests);
        let noise = (1.0 - weight) * spread;
        let calendar_year = observed.calendar_year(scenario);
        let asked = scenario.targets.iter().filter(|target| {
            target.indicator.value == observed.indicator && target.year.value == calendar_year
        });
        let needed = asked.map(|target| {
            let (least, most) = ends(target.comparator.value);
            NeededRest {
                id: target.id.clone(),
                at_least: least.map(rest),
                at_most: most.map(rest),
            }
        });
        Some(RestOfYear {
            indicator: observed.indicator.name(&scenario.indicator_names()),
            label: text(&label(scenario, &observed.indicator)),
            year: calendar_year,
            weight,
            spread,
            first: observed.value,
            expected: year_before.mean,
            expected_sd: (year_before.sd * year_before.sd + noise * noise).sqrt(),
            second,
            needed: needed.collect(),
        })
    }
}

/// The least and the greatest value that meet a comparison.
fn ends(comparator: Comparator) -> (Option<f64>, Option<f64>) {
    match comparator {
        Comparator::AtLeast(value) => (Some(value), None),
        Comparator::AtMost(value) => (None, Some(value)),
        Comparator::About { value, within } => (Some(value - within), Some(value + within)),
        Comparator::Between(low, high) => (Some(low), Some(high)),
    }
}
