//! What the good and the bad tenth of the paths have in common: the means of the drivers in the tenths of the paths by an indicator.
//!
//! A driver's values are its means over the years up to the indicator's, as in the rank correlations of a sensitivity; an event's are whether it occurs up to then.
//! A difference says what goes together, not what causes what.

mod tail;

use std::collections::BTreeMap;

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

pub use tail::{TailMean, tail_mean};

use super::sensitivity::Ranked;
use super::summarise::{Identity, text};
use super::update::quantile95_of_all;
use crate::model::{Driver, label};
use crate::random::REPLICATES;
use crate::results::{
    Better, Column, DriverInTenths, Errors, Estimate, LEAST_PATHS_OF_TENTHS, PathTable,
    TENTHS_SCHEMA, Tenths, TenthsOf,
};
use crate::scenario::{Comparator, Indicator, IndicatorNames, Sampler, Scenario};

/// Most paths that are looked at: a tenth of them knows a mean to a thirtieth of its spread.
pub const PATHS_OF_TENTHS: u64 = 8192;
/// Most indicators and years.
const SUBJECTS: usize = 8;

/// An indicator in a year (by index), and which end of it is asked for.
#[derive(Debug, Clone, PartialEq)]
struct Subject {
    indicator: Indicator,
    year: usize,
    better: Better,
}

/// What targets judge, each indicator and year once, in the order of the file; growth of GDP in the first year where there are none.
fn subjects(scenario: &Scenario) -> Vec<Subject> {
    let mut found: Vec<Subject> = Vec::new();
    for target in &scenario.targets {
        let better = match target.comparator.value {
            Comparator::AtLeast(_) => Better::Higher,
            Comparator::AtMost(_) => Better::Lower,
            Comparator::About { .. } | Comparator::Between(..) => Better::Neither,
        };
        let indicator = &target.indicator.value;
        let Some(year) = scenario.horizon.index(target.year.value) else {
            continue;
        };
        let same = |it: &&mut Subject| it.indicator == *indicator && it.year == year;
        match found.iter_mut().find(same) {
            Some(known) if known.better != better => known.better = Better::Neither,
            Some(_) => {}
            None => found.push(Subject {
                indicator: indicator.clone(),
                year,
                better,
            }),
        }
    }
    if found.is_empty()
        && let Some(indicator) = scenario.indicator_names().find("gdp.growth")
    {
        found.push(Subject {
            indicator,
            year: 0,
            better: Better::Neither,
        });
    }
    found.truncate(SUBJECTS);
    found
}

/// The columns that are needed: the indicators, and every driver up to the last year of them.
pub fn tenths_columns(scenario: &Scenario) -> Vec<Column> {
    let subjects = subjects(scenario);
    let years = subjects.iter().map(|it| it.year + 1).max().unwrap_or(0);
    let drivers = Driver::all(scenario).into_iter();
    let drivers = drivers.flat_map(|driver| Column::of_driver(driver, years));
    let about = subjects
        .into_iter()
        .map(|it| Column::Indicator(it.indicator, it.year));
    about.chain(drivers).collect()
}

/// The drivers in the tenths of the paths of a table, on the threads of the current rayon pool; `None` of fewer paths than can be told apart, and where nothing that is
/// judged varies or nothing is drawn.
///
/// # Panics
/// When the table lacks a column of [`tenths_columns`].
pub fn tenths(
    scenario: &Scenario,
    table: &PathTable,
    identity: &Identity,
    sampler: Sampler,
) -> Option<Tenths> {
    let valid = table.valid();
    let paths: Vec<usize> = (0..table.paths()).filter(|path| valid[*path]).collect();
    if (paths.len() as u64) < LEAST_PATHS_OF_TENTHS {
        return None;
    }
    let looked = Looked {
        scenario,
        table,
        names: scenario.indicator_names(),
        paths: &paths,
        drivers: Driver::all(scenario),
    };
    let mut of_years: BTreeMap<usize, Vec<Known>> = BTreeMap::new();
    let (mut found, mut orders) = (Vec::new(), Vec::new());
    for subject in subjects(scenario) {
        let Some(values) = looked.varying(&subject) else {
            continue;
        };
        // A level and its growth from a known base put the paths in one order: their tenths are the same.
        let order = (subject.year, rising(&values));
        if orders.contains(&order) || cut_through_equals(&values, &order.1) {
            continue;
        }
        let known = of_years.entry(subject.year + 1);
        let known = known.or_insert_with_key(|years| looked.columns(*years));
        found.push(looked.tenths(&subject, &values, &order.1, known));
        orders.push(order);
    }
    let compared: usize = found.iter().map(|it| it.drivers.len()).sum();
    if compared == 0 {
        return None;
    }
    let quantile = quantile95_of_all(table.errors(), compared);
    for driver in found.iter_mut().flat_map(|it| &mut it.drivers) {
        let difference = driver.difference;
        driver.beyond = difference.value.abs() > quantile * difference.std_error;
    }
    Some(Tenths {
        schema: TENTHS_SCHEMA,
        scenario: scenario.id.clone(),
        variant: identity.variant.as_ref().map(|it| it.id.clone()),
        sha256: identity.sha256.clone(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        paths: table.paths() as u64,
        left_out: (table.paths() - paths.len()) as u64,
        seed: identity.seed,
        sampler: sampler.as_str().to_owned(),
        replicates: (table.errors() == Errors::OfReplicates).then_some(REPLICATES as u64),
        compared: compared as u64,
        subjects: found,
    })
}

/// The paths that are looked at.
struct Looked<'a> {
    scenario: &'a Scenario,
    table: &'a PathTable,
    names: IndicatorNames,
    /// Those that stayed in the numbers.
    paths: &'a [usize],
    drivers: Vec<Driver>,
}

/// A driver's values on the paths, over a span of years.
struct Known {
    driver: Driver,
    values: Vec<f64>,
    mean: Estimate,
    sd: f64,
    ranked: Ranked,
}

impl Looked<'_> {
    fn values(&self, column: &Column) -> Vec<f64> {
        let values = self
            .table
            .column(column)
            .expect("what is looked at was gathered");
        self.paths.iter().map(|path| values[*path]).collect()
    }

    fn ranked(&self, values: &[f64]) -> Ranked {
        Ranked::of(values, self.table.errors().parts(), |place| {
            self.paths[place]
        })
    }

    /// One standard error of the mean of a value a path.
    fn error(&self, values: &[f64]) -> f64 {
        // Errors of replicates go by the number of the path.
        let mut all = vec![0.0; self.table.paths()];
        let mut valid = vec![false; self.table.paths()];
        for (path, value) in self.paths.iter().zip(values) {
            all[*path] = *value;
            valid[*path] = true;
        }
        self.table.errors().of_mean(&all, &valid)
    }

    fn estimate(&self, tail: &TailMean) -> Estimate {
        Estimate {
            value: tail.mean,
            std_error: self.error(&tail.influence),
        }
    }

    /// The drivers that vary over the first years.
    fn columns(&self, years: usize) -> Vec<Known> {
        let of = |driver: &Driver| {
            let columns = Column::of_driver(*driver, years);
            let event = matches!(driver, Driver::Occurrence(_));
            let mut values = vec![0.0; self.paths.len()];
            for column in &columns {
                for (held, value) in values.iter_mut().zip(self.values(column)) {
                    if event {
                        *held = if value == 0.0 { *held } else { 1.0 };
                    } else {
                        *held += value / columns.len() as f64;
                    }
                }
            }
            let (mean, sd) = moments(&values);
            (sd > 1e-12 * mean.abs()).then(|| Known {
                driver: *driver,
                mean: Estimate {
                    value: mean,
                    std_error: self.error(&values),
                },
                sd,
                ranked: self.ranked(&values),
                values,
            })
        };
        self.drivers.par_iter().filter_map(of).collect()
    }

    /// The values of an indicator; `None` where it does not vary.
    fn varying(&self, subject: &Subject) -> Option<Vec<f64>> {
        let indicator = subject.indicator.clone();
        let values = self.values(&Column::Indicator(indicator, subject.year));
        let (mean, sd) = moments(&values);
        // What a path without any shock leaves is rounding.
        (sd > 1e-12 * mean.abs().max(1e-3)).then_some(values)
    }

    /// The tenths by an indicator, whose values rise in this order.
    fn tenths(
        &self,
        subject: &Subject,
        values: &[f64],
        rising: &[usize],
        columns: &[Known],
    ) -> TenthsOf {
        let indicator = &subject.indicator;
        let falling: Vec<usize> = rising.iter().rev().copied().collect();
        let tenth = values.len() / 10;
        let ranked = self.ranked(values);
        let orders = [rising, &falling];
        let of = |known: &Known| self.driver(known, orders, tenth, &ranked);
        let mut drivers: Vec<DriverInTenths> = columns.par_iter().map(of).collect();
        let size = |it: &DriverInTenths| it.difference.value.abs();
        drivers.sort_by(|a, b| size(b).total_cmp(&size(a)));
        let unit = indicator.unit(&self.names);
        let [low, high] = orders.map(|order| self.estimate(&tail_mean(values, order, tenth)));
        let all = Estimate {
            value: moments(values).0,
            std_error: self.error(values),
        };
        TenthsOf {
            indicator: indicator.name(&self.names),
            year: self.scenario.horizon.base_year() + 1 + subject.year as i32,
            label: text(&label(self.scenario, indicator)),
            unit: unit.as_str().to_owned(),
            counted_in: unit.counted_in().map(str::to_owned),
            better: subject.better,
            tenth: tenth as u64,
            means: [low, all, high],
            drivers,
        }
    }

    fn driver(
        &self,
        known: &Known,
        orders: [&[usize]; 2],
        tenth: usize,
        indicator: &Ranked,
    ) -> DriverInTenths {
        let driver = known.driver;
        let event = matches!(driver, Driver::Occurrence(_));
        let [low, high] = orders.map(|order| tail_mean(&known.values, order, tenth));
        let unit = if event {
            "share"
        } else {
            driver.unit().as_str()
        };
        DriverInTenths {
            driver: driver.name(&self.names),
            label: text(&driver.label(self.scenario)),
            unit: unit.to_owned(),
            event,
            sd: known.sd,
            means: [self.estimate(&low), known.mean, self.estimate(&high)],
            difference: self.difference(known, &low, &high),
            beyond: false,
            rank: finite(known.ranked.correlation(indicator)),
        }
    }

    /// Highest less lowest tenth in standard deviations σ, which the same paths tell: the influence of (x − μ)² on σ is ((x − μ)² − σ²) / 2σ.
    fn difference(&self, known: &Known, low: &TailMean, high: &TailMean) -> Estimate {
        let (mean, sd) = (known.mean.value, known.sd);
        let value = (high.mean - low.mean) / sd;
        let paths = known
            .values
            .iter()
            .zip(low.influence.iter().zip(&high.influence));
        let influence = paths.map(|(x, (low, high))| {
            let spread = (x - mean) * (x - mean) / (sd * sd) - 1.0;
            (high - low) / sd - value / 2.0 * spread
        });
        Estimate {
            value,
            std_error: self.error(&influence.collect::<Vec<f64>>()),
        }
    }
}

/// The paths from the lowest value to the highest.
fn rising(values: &[f64]) -> Vec<usize> {
    let mut rising: Vec<usize> = (0..values.len()).collect();
    rising.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    rising
}

/// Whether a tenth ends among paths of one value, as those of a count do: which of them are in it would be arbitrary. A tenth of a tail may be.
fn cut_through_equals(values: &[f64], rising: &[usize]) -> bool {
    let tenth = values.len() / 10;
    [tenth, values.len() - tenth].into_iter().any(|cut| {
        let (inside, outside) = (values[rising[cut - 1]], values[rising[cut]]);
        let equals = || values.iter().filter(|value| **value == inside).count();
        inside == outside && 10 * equals() > tenth
    })
}

/// Mean and standard deviation.
fn moments(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|it| (it - mean) * (it - mean)).sum();
    (mean, (squares / n).sqrt())
}

/// A rank correlation whose error too few parts tell has the greatest one that a correlation can have.
fn finite(estimate: Estimate) -> Estimate {
    Estimate {
        value: if estimate.value.is_finite() {
            estimate.value
        } else {
            0.0
        },
        std_error: if estimate.std_error.is_finite() {
            estimate.std_error
        } else {
            1.0
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenth_is_not_cut_through_paths_of_one_value() {
        let cut = |value: fn(usize) -> f64| {
            let values: Vec<f64> = (0..1000).map(value).collect();
            cut_through_equals(&values, &rising(&values))
        };
        assert!(!cut(|i| i as f64));
        // Half of the paths share the greatest value.
        assert!(cut(|i| i.min(500) as f64));
        // Two hundred values of five paths each: the tail of a hundred ends between two of them.
        assert!(!cut(|i| (i / 5) as f64));
        // A tie of seven across the cut of a hundred is no matter, of eleven it is.
        assert!(!cut(|i| if (97..104).contains(&i) {
            97.0
        } else {
            i as f64
        }));
        assert!(cut(|i| if (95..106).contains(&i) {
            95.0
        } else {
            i as f64
        }));
    }
}
