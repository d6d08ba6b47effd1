//! The whole of a question: on which paths a target is missed, answered in boxes.

use super::found::{Found, Halves, find};
use super::peel::Peeling;
use super::region::Paths;
use super::sentence::{box_words, driver_words};
use crate::analysis::Identity;
use crate::analysis::spoken::both;
use crate::analysis::summarise::text;
use crate::analysis::update::decided_in;
use crate::model::Driver;
use crate::quantity::Language;
pub use crate::results::Interest;
use crate::results::{
    Column, CountedShare, DISCOVERY_SCHEMA, DiscoveredBox, Discovery, DiscoveryDriver, Errors,
    Nothing, PathTable, Restriction, RunInfo, Scatter, std_error,
};
use crate::scenario::Scenario;

/// Fewer paths of interest, or of no interest, on a quarter of the paths than these are no ground for a box.
const FEW: usize = 50;
/// Paths that the picture shows.
const SAMPLE: usize = 1500;
/// Probabilities whose quantiles of a driver are reported.
const QUANTILES: [f64; 7] = [0.0, 0.05, 0.25, 0.5, 0.75, 0.95, 1.0];

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct DiscoveryQuestion {
    /// The verdict: [`Column::Met`] or [`Column::Reached`].
    pub about: Column,
    /// Whether the paths that miss it are sought, or those that meet it.
    pub interest: Interest,
    /// How patiently.
    pub peeling: Peeling,
    /// How many boxes, each on the paths that those before it leave.
    pub boxes: usize,
}

/// The columns that a question needs: the verdict, and every driver up to the year that it is about.
pub fn discovery_columns(scenario: &Scenario, about: &Column) -> Vec<Column> {
    let years = years_of(scenario, about);
    let drivers = Driver::all(scenario).into_iter();
    let drivers = drivers.flat_map(|driver| Column::of_driver(driver, years));
    std::iter::once(about.clone()).chain(drivers).collect()
}

/// How many years a verdict depends on.
fn years_of(scenario: &Scenario, about: &Column) -> usize {
    decided_in(scenario, about).map_or(scenario.horizon.len(), |last| last + 1)
}

/// The boxes in which a target is missed (or met), from single paths that are independent of each other.
///
/// # Panics
/// When the table lacks a column of [`discovery_columns`], or its paths are not independent.
pub fn discover(
    scenario: &Scenario,
    table: &PathTable,
    question: &DiscoveryQuestion,
    identity: &Identity,
    run: &RunInfo,
) -> Discovery {
    assert_eq!(
        table.errors(),
        Errors::OfPaths,
        "halves of quasi-random points depend on each other"
    );
    let drivers = Driver::all(scenario);
    let years = years_of(scenario, &question.about);
    let columns: Vec<Vec<f64>> = drivers
        .iter()
        .map(|driver| mean_over_years(table, *driver, years))
        .collect();
    let met = values(table, &question.about);
    let wanted = f64::from(u8::from(question.interest == Interest::Met));
    let interest: Vec<bool> = met.iter().map(|met| *met == wanted).collect();
    let paths = Paths {
        drivers: &columns,
        interest: &interest,
    };
    let halves = Halves::of(&table.valid());
    let known = Known {
        scenario,
        drivers: &drivers,
        years,
        paths,
        halves: &halves,
    };
    let (found, nothing) = if let Some(nothing) = known.hopeless() {
        (Vec::new(), Some(nothing))
    } else {
        let found = find(paths, &halves, question.peeling, question.boxes);
        let none = found.is_empty().then_some(Nothing::NoBox);
        (found, none)
    };
    let boxes: Vec<DiscoveredBox> = found.iter().map(|found| known.told(found)).collect();
    let id = match question.about {
        Column::Met(k) => &scenario.targets[k].id,
        Column::Reached(m) => &scenario.milestones[m].id,
        Column::Driver(..) | Column::Indicator(..) => unreachable!("neither is judged"),
    };
    Discovery {
        schema: DISCOVERY_SCHEMA,
        scenario: scenario.id.clone(),
        variant: identity.variant.clone(),
        sha256: identity.sha256.clone(),
        run: run.clone(),
        id: id.clone(),
        interest: question.interest,
        peel: question.peeling.peel,
        paste: question.peeling.paste,
        least_mass: question.peeling.least_mass,
        searched: (halves.sought.len() + halves.tested.len()) as u64,
        counted: halves.counted.len() as u64,
        base: known.base(),
        nothing,
        together: known.together(&found),
        scatter: known.scatter(&boxes),
        boxes,
        drivers: (0..drivers.len()).map(|k| known.driver(k)).collect(),
    }
}

/// A column that was asked for.
fn values(table: &PathTable, column: &Column) -> Vec<f64> {
    let values = table.column(column);
    values.expect("the columns of a discovery were gathered")
}

/// A driver's mean over the years, path by path.
fn mean_over_years(table: &PathTable, driver: Driver, years: usize) -> Vec<f64> {
    let columns = Column::of_driver(driver, years);
    let mut mean = vec![0.0; table.paths()];
    for column in &columns {
        for (mean, value) in mean.iter_mut().zip(values(table, column)) {
            *mean += value;
        }
    }
    let count = columns.len() as f64;
    for mean in &mut mean {
        *mean /= count;
    }
    mean
}

/// A share of counted paths.
pub(super) fn share(hits: u64, of: u64) -> CountedShare {
    let (value, std_error) = if of == 0 {
        (0.0, 0.0)
    } else {
        (hits as f64 / of as f64, std_error(hits, of))
    };
    CountedShare {
        value,
        std_error,
        ci95: if of == 0 {
            [0.0, 1.0]
        } else {
            Errors::OfPaths.interval95(value, std_error, of)
        },
        of,
    }
}

/// What boxes are told from.
struct Known<'k> {
    scenario: &'k Scenario,
    drivers: &'k [Driver],
    years: usize,
    paths: Paths<'k>,
    halves: &'k Halves,
}

impl Known<'_> {
    /// Why no box can be found, before one is sought.
    fn hopeless(&self) -> Option<Nothing> {
        if self.drivers.is_empty() {
            return Some(Nothing::NoDrivers);
        }
        let of_interest = |among: &[usize]| {
            let hits = among.iter().filter(|&&path| self.paths.interest[path]);
            hits.count()
        };
        let fewest = |of: &dyn Fn(&[usize]) -> usize| {
            let halves = [&self.halves.sought, &self.halves.tested];
            halves.map(|among| of(among)).into_iter().min()
        };
        if fewest(&of_interest) < Some(FEW) {
            return Some(Nothing::HardlyAny);
        }
        let others = |among: &[usize]| among.len() - of_interest(among);
        (fewest(&others) < Some(FEW)).then_some(Nothing::NearlyAll)
    }

    fn base(&self) -> CountedShare {
        let counted = &self.halves.counted;
        let hits = counted.iter().filter(|&&path| self.paths.interest[path]);
        share(hits.count() as u64, counted.len() as u64)
    }

    fn hits(&self) -> u64 {
        let counted = self.halves.counted.iter();
        counted.filter(|&&path| self.paths.interest[path]).count() as u64
    }

    fn together(&self, found: &[Found]) -> CountedShare {
        let hits = found.iter().map(|it| it.counts.hits_inside).sum();
        share(hits, self.hits())
    }

    fn driver(&self, k: usize) -> DiscoveryDriver {
        let driver = self.drivers[k];
        let names = self.scenario.indicator_names();
        let first = self.scenario.horizon.base_year() + 1;
        let years = [first, first + self.years as i32 - 1];
        let counted = self.halves.counted.iter();
        let mut sorted: Vec<f64> = counted.map(|&path| self.paths.drivers[k][path]).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let at = |p: &f64| {
            let place = (p * (sorted.len().max(1) - 1) as f64).round() as usize;
            (p.to_string(), sorted.get(place).copied().unwrap_or(0.0))
        };
        DiscoveryDriver {
            name: driver.name(&names),
            label: text(&driver.label(self.scenario)),
            unit: driver.unit().as_str().to_owned(),
            years: (!driver.is_held()).then_some(years),
            event: matches!(driver, Driver::Occurrence(_)),
            quantiles: QUANTILES.iter().map(at).collect(),
        }
    }

    fn told(&self, found: &Found) -> DiscoveredBox {
        let counts = found.counts;
        let mut restrictions: Vec<Restriction> = found
            .region
            .restricted()
            .into_iter()
            .map(|k| self.restriction(found, k))
            .collect();
        restrictions.sort_by(|a, b| {
            let of = |it: &Restriction| it.density_without.value;
            of(a).total_cmp(&of(b))
        });
        let outside = (
            counts.hits - counts.hits_inside,
            counts.paths - counts.inside,
        );
        let all = self.halves.counted.len() as u64;
        DiscoveredBox {
            words: both(|language| box_words(&restrictions, language)),
            restrictions,
            coverage: share(counts.hits_inside, self.hits()),
            density: share(counts.hits_inside, counts.inside),
            mass: share(counts.inside, all),
            outside: share(outside.0, outside.1),
            trajectory: found.trajectory.clone(),
        }
    }

    fn restriction(&self, found: &Found, k: usize) -> Restriction {
        let ends = found.region.ends[k];
        let counted = &self.halves.counted;
        let values = &self.paths.drivers[k];
        let part = |is: &dyn Fn(f64) -> bool| {
            let count = counted.iter().filter(|&&path| is(values[path])).count();
            count as f64 / counted.len() as f64
        };
        let open = |end: f64| end.is_finite().then_some(end);
        let alone = [true, false].map(|inside| {
            let holds = |path: &&usize| (ends[0]..=ends[1]).contains(&values[**path]) == inside;
            let paths = counted.iter().filter(holds);
            let (mut of, mut hits) = (0, 0);
            for &path in paths {
                of += 1;
                hits += u64::from(self.paths.interest[path]);
            }
            share(hits, of)
        });
        let without = found.without(self.paths, k);
        let driver = self.driver(k);
        Restriction {
            low: open(ends[0]),
            high: open(ends[1]),
            ranks: [
                part(&|value| value < ends[0]),
                part(&|value| value <= ends[1]),
            ],
            words: both(|language: Language| driver_words(&driver, values, ends, language)),
            quasi_p_value: super::region::quasi_p_value(found.counts, without),
            density_without: share(without.hits_inside, without.inside),
            alone,
            driver: driver.name,
        }
    }

    /// The first counted paths in the two weightiest drivers of the first box; with a single one, beside it the driver whose means over
    /// the paths of interest and the others differ most.
    fn scatter(&self, boxes: &[DiscoveredBox]) -> Option<Scatter> {
        let names = self.scenario.indicator_names();
        let place = |name: &String| self.drivers.iter().position(|it| it.name(&names) == *name);
        let restrictions = &boxes.first()?.restrictions;
        let across = place(&restrictions.first()?.driver)?;
        let up = if let Some(second) = restrictions.get(1) {
            place(&second.driver)?
        } else {
            let others = (0..self.drivers.len()).filter(|k| *k != across);
            others.max_by(|a, b| self.apart(*a).total_cmp(&self.apart(*b)))?
        };
        let of = |path: &usize| {
            let value = |k: usize| self.paths.drivers[k][*path];
            (value(across), value(up), self.paths.interest[*path])
        };
        let shown = self.halves.counted.iter().take(SAMPLE);
        Some(Scatter {
            across,
            up,
            points: shown.map(of).collect(),
        })
    }

    /// How far a driver's mean over the paths of interest lies from that over all, in its standard deviations.
    fn apart(&self, k: usize) -> f64 {
        let (mut n, mut sum, mut squares, mut hits, mut of_hits) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for &path in &self.halves.counted {
            let value = self.paths.drivers[k][path];
            n += 1.0;
            sum += value;
            squares += value * value;
            if self.paths.interest[path] {
                hits += 1.0;
                of_hits += value;
            }
        }
        let variance: f64 = squares / n - (sum / n) * (sum / n);
        if variance > 0.0 && hits > 0.0 {
            (of_hits / hits - sum / n).abs() / variance.sqrt()
        } else {
            0.0
        }
    }
}
