//! The weakest link: which target, dropped or relaxed, makes all together likelier, path by path.

use super::counted::{Counted, JudgedColumn, id, judged};
use super::{Verdicts, both};
use crate::analysis::spoken::asked;
use crate::results::{ChainLink, Column, Gain, PathTable};
use crate::scenario::{Comparator, Scenario, Unit};
use crate::simulation::shortfall;

/// Every target as a link, and which cannot be told from the weakest.
pub(super) struct Links {
    pub(super) all: Vec<ChainLink>,
    pub(super) weakest_dropped: Vec<String>,
    pub(super) weakest_relaxed: Vec<String>,
}

pub(super) fn links(
    scenario: &Scenario,
    table: &PathTable,
    counted: &Counted,
    verdicts: &Verdicts,
) -> Links {
    let chain = Chain::of(verdicts);
    let mut dropped_on = Vec::new();
    let mut relaxed_on = Vec::new();
    let mut links = Vec::new();
    for (place, column) in counted.columns.iter().enumerate() {
        let dropped = chain.gained(place, |_| true);
        let asks = judged(scenario, column);
        let by = step(counted, column, &asks);
        let to = by.map(|by| relaxed(asks.comparator, by));
        let relaxed = to.map(|to| {
            let met = relaxed_verdict(table, &asks, to);
            chain.gained(place, |path| met[path] && verdicts.valid[path])
        });
        links.push(ChainLink {
            id: id(scenario, column).to_owned(),
            dropped: chain.gain(&dropped),
            relaxed_by: by,
            relaxed_to: to.map(|to| both(|language| asked(scenario, to, asks.unit, language))),
            relaxed: relaxed.as_ref().map(|gained| chain.gain(gained)),
        });
        dropped_on.push(dropped);
        relaxed_on.push(relaxed.unwrap_or_default());
    }
    let named = |places: Vec<usize>| places.into_iter().map(|k| links[k].id.clone()).collect();
    Links {
        weakest_dropped: named(chain.weakest(&dropped_on)),
        weakest_relaxed: named(chain.weakest(&relaxed_on)),
        all: links,
    }
}

/// By how much a target is relaxed: as asked; else a rate or share by one percentage point, a level or count by one per cent of what it asks,
/// fewer than a hundred whole things by one of them; `None` where that is nothing.
fn step(counted: &Counted, column: &Column, asks: &JudgedColumn) -> Option<f64> {
    let own = counted.relaxed.iter().find(|(known, _)| known == column);
    if let Some((_, by)) = own {
        return Some(*by);
    }
    let size = match asks.comparator {
        Comparator::AtLeast(value)
        | Comparator::AtMost(value)
        | Comparator::About { value, .. } => value.abs(),
        Comparator::Between(low, high) => low.abs().max(high.abs()),
    };
    let by = match asks.unit {
        unit if unit.is_fraction() => 0.01,
        // Of a few whole things a hundredth is nothing that anybody could ask for.
        Unit::Count(_) if size < 100.0 && size.fract() == 0.0 => size.min(1.0),
        _ => 0.01 * size,
    };
    (by > 0.0).then_some(by)
}

/// A comparison that asks for so much less.
fn relaxed(comparator: Comparator, by: f64) -> Comparator {
    match comparator {
        Comparator::AtLeast(value) => Comparator::AtLeast(value - by),
        Comparator::AtMost(value) => Comparator::AtMost(value + by),
        Comparator::About { value, within } => Comparator::About {
            value,
            within: within + by,
        },
        Comparator::Between(low, high) => Comparator::Between(low - by, high + by),
    }
}

/// Whether each path meets another comparison than the one asked for.
fn relaxed_verdict(table: &PathTable, asks: &JudgedColumn, comparator: Comparator) -> Vec<bool> {
    let mut reached = vec![0; table.paths()];
    for member in &asks.members {
        let mut met = vec![false; table.paths()];
        for t in asks.years.clone() {
            let values = table.column(&Column::Indicator(member.clone(), t));
            let values = values.expect("a counted target's indicator is gathered");
            for (met, value) in met.iter_mut().zip(values) {
                *met |= shortfall(comparator, value) <= 0.0;
            }
        }
        for (reached, met) in reached.iter_mut().zip(met) {
            *reached += usize::from(met);
        }
    }
    reached.into_iter().map(|it| it >= asks.required).collect()
}

/// All together, and what each target alone prevents.
struct Chain<'v> {
    verdicts: &'v Verdicts,
    /// Whether each path meets all.
    all: Vec<bool>,
}

impl<'v> Chain<'v> {
    fn of(verdicts: &'v Verdicts) -> Self {
        let n = verdicts.met.len();
        Self {
            verdicts,
            all: (0..verdicts.paths)
                .map(|path| verdicts.count(path) == n)
                .collect(),
        }
    }

    /// Paths on which everything but this target is met, and this one as `met` now says.
    fn gained(&self, place: usize, met: impl Fn(usize) -> bool) -> Vec<bool> {
        let (verdicts, n) = (self.verdicts, self.verdicts.met.len());
        let gained = |path: usize| {
            let missed = !verdicts.met[place][path];
            let others = missed && verdicts.count(path) + 1 == n;
            others && met(path) && verdicts.implied.iter().all(|implied| implied[path])
        };
        (0..verdicts.paths).map(gained).collect()
    }

    fn gain(&self, gained: &[bool]) -> Gain {
        Gain {
            after: self.verdicts.share(|path| self.all[path] || gained[path]),
            gain: self.verdicts.share(|path| gained[path]),
        }
    }

    /// Positions of the target that gains most and of those that its gain does not exceed beyond the error of the difference; none where
    /// no gain exceeds its own error.
    fn weakest(&self, gained: &[Vec<bool>]) -> Vec<usize> {
        let paths = |k: usize| gained[k].iter().filter(|gained| **gained).count();
        let Some(first) = (0..gained.len()).rev().max_by_key(|&k| paths(k)) else {
            return Vec::new();
        };
        let number = |k: usize, path: usize| match gained[k].get(path) {
            Some(true) => 1.0,
            _ => 0.0,
        };
        let exceeds = |value: f64, error: f64| value > self.verdicts.errors.quantile95() * error;
        let share = paths(first) as f64 / self.verdicts.paths as f64;
        if !exceeds(share, self.verdicts.error(|path| number(first, path))) {
            return Vec::new();
        }
        let tied = |&k: &usize| {
            let less = (paths(first) - paths(k)) as f64 / self.verdicts.paths as f64;
            let error = self
                .verdicts
                .error(|path| number(first, path) - number(k, path));
            k == first || !exceeds(less, error)
        };
        let mut weakest: Vec<usize> = (0..gained.len()).filter(tied).collect();
        weakest.sort_by_key(|&k| std::cmp::Reverse(paths(k)));
        weakest
    }
}
