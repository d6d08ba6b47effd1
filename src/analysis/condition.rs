//! What must have been, and what else would be, if a target were met or an outside view were right.
//!
//! That a target is met or missed selects the paths on which it is. A view on a mean, a quantile or a probability tilts the selected paths by as
//! little as it takes.

use thiserror::Error;

use super::spoken::{both, quantity_text, shortest, value_text};
use super::summarise::Identity;
use super::tilt::{Moment, TiltError, effective_size, tilt};
use super::update::Gathered;
use super::weighing::Weighing;
use crate::quantity::Language;
use crate::results::{Column, FailedPaths, GivenSummary, PathTable, Update};
use crate::scenario::{Scenario, Series, Unit};
use crate::simulation::Prepared;

/// Fewest effective paths that anything is said from.
pub const LEAST_EFFECTIVE: f64 = 1000.0;
/// Least share of the selected paths that are effective: below, a view lies so far out that a handful of paths stand for it.
pub const LEAST_SHARE: f64 = 0.01;
/// Share of the selected paths below which what is said should be read with care.
pub const THIN_SHARE: f64 = 0.1;

/// Something given.
#[derive(Debug, Clone, PartialEq)]
pub enum Given {
    /// What this column judges is met.
    Met(Column),
    /// What this column judges is missed.
    Missed(Column),
    /// The mean of a driver or an indicator.
    Mean(Column, f64),
    /// A quantile of a driver or an indicator: with this probability it is at most this value.
    Quantile(Column, f64, f64),
    /// The probability of what this column judges.
    Probability(Column, f64),
}

impl Given {
    /// The column it is about.
    pub fn column(&self) -> &Column {
        match self {
            Self::Met(column)
            | Self::Missed(column)
            | Self::Mean(column, _)
            | Self::Quantile(column, ..)
            | Self::Probability(column, _) => column,
        }
    }

    fn summary(&self, scenario: &Scenario, multiplier: Option<f64>) -> GivenSummary {
        let (kind, value, probability) = match *self {
            Self::Met(_) => ("met", None, None),
            Self::Missed(_) => ("missed", None, None),
            Self::Mean(_, value) => ("mean", Some(value), None),
            Self::Quantile(_, probability, value) => ("quantile", Some(value), Some(probability)),
            Self::Probability(_, probability) => ("probability", None, Some(probability)),
        };
        let column = self.column();
        let subject = match column {
            Column::Met(k) => scenario.targets[*k].id.clone(),
            Column::Reached(m) => scenario.milestones[*m].id.clone(),
            _ => {
                let name = column.name(&scenario.indicator_names());
                name.expect("a quantity has a name")
            }
        };
        GivenSummary {
            kind: kind.to_owned(),
            subject,
            year: column
                .year()
                .map(|t| scenario.horizon.base_year() + 1 + t as i32),
            value,
            probability,
            multiplier,
            text: both(|language| self.spoken(scenario, language)),
        }
    }

    fn spoken(&self, scenario: &Scenario, language: Language) -> String {
        let column = self.column();
        let name = quantity_text(scenario, column, language);
        let unit = match column {
            Column::Driver(driver, _) => driver.unit(),
            // Log points are said in per cent.
            Column::Indicator(indicator, _) if matches!(indicator.series, Series::Factor(_)) => {
                Unit::Rate
            }
            Column::Indicator(indicator, _) => indicator.unit(&scenario.indicator_names()),
            Column::Met(_) | Column::Reached(_) => Unit::Share,
        };
        let text = |value: f64| value_text(scenario, value, unit, language);
        let percent = |p: f64| format!("{}%", shortest(100.0 * p));
        let (zh, en) = match *self {
            Self::Met(_) => (format!("{name} 达到"), format!("{name} is met")),
            Self::Missed(_) => (format!("{name} 落空"), format!("{name} is missed")),
            Self::Mean(_, value) => {
                let value = text(value);
                (
                    format!("{name}的均值为 {value}"),
                    format!("mean of {name}: {value}"),
                )
            }
            Self::Quantile(_, p, value) => {
                let (p, value) = (percent(p), text(value));
                (
                    format!("{name}的 {p} 分位数为 {value}"),
                    format!("{p} point of {name}: {value}"),
                )
            }
            Self::Probability(_, p) => {
                let p = percent(p);
                (
                    format!("{name} 的概率为 {p}"),
                    format!("{name} has a probability of {p}"),
                )
            }
        };
        match language {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    /// Whether a path has what selects it; a view selects every path.
    fn holds(&self, value: f64) -> bool {
        match self {
            Self::Met(_) => value > 0.0,
            Self::Missed(_) => value <= 0.0,
            _ => true,
        }
    }

    /// The function of the column whose mean is given, and that mean; `None` for what selects.
    fn moment(&self, values: Vec<f64>) -> Option<Moment> {
        let below = |bound: f64| {
            let indicator = |value: &f64| f64::from(u8::from(*value <= bound));
            values.iter().map(indicator).collect()
        };
        match *self {
            Self::Met(_) | Self::Missed(_) => None,
            Self::Mean(_, mean) | Self::Probability(_, mean) => Some(Moment { values, mean }),
            Self::Quantile(_, probability, value) => Some(Moment {
                values: below(value),
                mean: probability,
            }),
        }
    }
}

/// Why nothing can be said.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum TooFew {
    /// No path, or too few, has what is given.
    #[error("{paths} of {of} paths have what is given")]
    Selected {
        /// Paths that have it.
        paths: usize,
        /// Paths there are.
        of: usize,
    },
    /// What is given by this position lies outside of what any path has.
    #[error("what is given lies outside of {least} to {greatest}")]
    Outside {
        /// Position in what is given.
        given: usize,
        /// Least value of its function on the selected paths.
        least: f64,
        /// Greatest.
        greatest: f64,
    },
    /// Each view alone is possible, not all of them together; or one repeats another.
    #[error("the views contradict or repeat each other")]
    Together,
    /// A few paths would stand for all.
    #[error("{effective:.0} of {of} paths are effective")]
    Effective {
        /// Effective paths.
        effective: f64,
        /// Selected paths.
        of: usize,
    },
}

/// What is known once this is given, from a table with the [columns that takes](super::update_columns). `failed` are the run's failed paths.
///
/// # Errors
/// When too few paths carry what is given.
///
/// # Panics
/// When the table lacks a column.
pub fn condition(
    (scenario, prepared): (&Scenario, &Prepared),
    table: &PathTable,
    given: &[Given],
    identity: &Identity,
    failed: &FailedPaths,
) -> Result<Update, TooFew> {
    let weighted = weigh(table, given)?;
    let about: Vec<Column> = given.iter().map(|it| it.column().clone()).collect();
    let summaries = given.iter().zip(&weighted.multipliers);
    let summaries = summaries
        .map(|(it, multiplier)| it.summary(scenario, *multiplier))
        .collect();
    let gathered = Gathered {
        scenario,
        prepared,
        table,
        identity,
        failed,
    };
    Ok(gathered.update(&weighted, &about, summaries))
}

/// The paths as weighted by what is given.
pub(super) struct Weighted {
    pub(super) weighing: Weighing,
    /// Paths that keep any weight.
    pub(super) carrying: usize,
    /// γ of each given thing; `None` for what selects.
    pub(super) multipliers: Vec<Option<f64>>,
    pub(super) divergence: f64,
}

/// Weighs the paths of a table by what is given.
///
/// # Panics
/// When the table lacks a column of it.
pub(super) fn weigh(table: &PathTable, given: &[Given]) -> Result<Weighted, TooFew> {
    let valid = table.valid();
    let column = |given: &Given| -> Vec<f64> {
        let values = table.column(given.column());
        values.expect("the table has the columns that something is given about")
    };
    let mut selected = valid.clone();
    for given in given {
        for (selected, value) in selected.iter_mut().zip(column(given)) {
            *selected &= given.holds(value);
        }
    }
    let carrying = selected.iter().filter(|selected| **selected).count();
    if (carrying as f64) < LEAST_EFFECTIVE {
        return Err(TooFew::Selected {
            paths: carrying,
            of: valid.iter().filter(|valid| **valid).count(),
        });
    }
    let even = even(&selected);
    let places: Vec<usize> = (0..given.len())
        .filter(|&g| !matches!(given[g], Given::Met(_) | Given::Missed(_)))
        .collect();
    let moments: Vec<Moment> = places
        .iter()
        .filter_map(|&g| given[g].moment(column(&given[g])))
        .collect();
    let tilted = tilt(&even, &moments).map_err(|error| match error {
        TiltError::Outside {
            moment,
            least,
            greatest,
        } => TooFew::Outside {
            given: places[moment],
            least,
            greatest,
        },
        TiltError::Together => TooFew::Together,
    })?;
    enough(effective_size(&tilted.weights), carrying)?;
    let mut multipliers = vec![None; given.len()];
    for (place, multiplier) in places.iter().zip(&tilted.multipliers) {
        multipliers[*place] = Some(*multiplier);
    }
    let centred = |moment: Moment| -> Vec<f64> {
        let paths = moment.values.iter().zip(&even);
        let off = |(g, w): (&f64, &f64)| if *w > 0.0 { g - moment.mean } else { 0.0 };
        paths.map(off).collect()
    };
    let centred = moments.into_iter().map(centred).collect();
    Ok(Weighted {
        weighing: Weighing::new(table.errors(), self::even(&valid), tilted.weights, centred),
        carrying,
        multipliers,
        divergence: tilted.divergence,
    })
}

/// Refuses weights that a few paths carry.
pub(super) fn enough(effective: f64, selected: usize) -> Result<(), TooFew> {
    if effective < LEAST_EFFECTIVE || effective < LEAST_SHARE * selected as f64 {
        return Err(TooFew::Effective {
            effective,
            of: selected,
        });
    }
    Ok(())
}

/// The same weight for every path that is chosen, none for the others.
pub(super) fn even(chosen: &[bool]) -> Vec<f64> {
    let count = chosen.iter().filter(|chosen| **chosen).count();
    let weight = 1.0 / count as f64;
    let of = |chosen: &bool| if *chosen { weight } else { 0.0 };
    chosen.iter().map(of).collect()
}
