//! What two scenarios have in common: targets, milestones and indicators that can be compared path by path.

use std::collections::{BTreeMap, BTreeSet};

use super::super::targets::words;
use super::{Both, SharedMilestone, SharedSeries, SharedTarget, Side};
use crate::results::{Column, OrderCounter, PairedHits};
use crate::scenario::{IndicatorNames, Scenario, Unit};

fn index(scenario: &Scenario, year: i32) -> usize {
    let index = scenario.horizon.index(year);
    index.expect("validation keeps judged years inside the horizon")
}

/// The targets that both judge: the same id, indicator, year and comparator; the value may differ, that is a policy.
pub(super) fn targets(a: Side<'_>, b: Side<'_>, names: &Both<IndicatorNames>) -> Vec<SharedTarget> {
    let mut found = Vec::new();
    for (in_a, ta) in a.scenario.targets.iter().enumerate() {
        let word = |comparator| words(comparator).0;
        let alike = |tb: &crate::scenario::Target| {
            tb.id == ta.id
                && tb.year.value == ta.year.value
                && tb.indicator.value.name(&names.1) == ta.indicator.value.name(&names.0)
                && word(tb.comparator.value) == word(ta.comparator.value)
        };
        let Some(in_b) = b.scenario.targets.iter().position(alike) else {
            continue;
        };
        let tb = &b.scenario.targets[in_b];
        let value = |side: Side<'_>, target: &crate::scenario::Target| {
            let t = index(side.scenario, target.year.value);
            Column::Indicator(target.indicator.value.clone(), t)
        };
        let units =
            [(ta, &names.0), (tb, &names.1)].map(|(it, names)| it.indicator.value.unit(names));
        let one_money = a.scenario.money == b.scenario.money;
        let one_unit = units[0] == units[1] && (units[0] != Unit::Money || one_money);
        found.push(SharedTarget {
            id: ta.id.clone(),
            met: (Column::Met(in_a), Column::Met(in_b)),
            value: (value(a, ta), value(b, tb)),
            comparators: (ta.comparator.value, tb.comparator.value),
            hits: PairedHits::default(),
            order: one_unit.then(OrderCounter::default),
        });
    }
    found
}

/// The milestones that both wait for up to the same year.
pub(super) fn milestones(
    a: Side<'_>,
    b: Side<'_>,
    names: &Both<IndicatorNames>,
) -> Vec<SharedMilestone> {
    let year = |side: Side<'_>, it: &crate::scenario::Milestone| {
        let last = side.scenario.horizon.last_year();
        (
            it.deadline.is_some(),
            it.deadline.as_ref().map_or(last, |year| year.value),
        )
    };
    let mut found = Vec::new();
    for (in_a, ma) in a.scenario.milestones.iter().enumerate() {
        let alike = |mb: &crate::scenario::Milestone| {
            mb.id == ma.id
                && mb.awaited.value.name(&names.1) == ma.awaited.value.name(&names.0)
                && words(mb.comparator.value).0 == words(ma.comparator.value).0
                && year(b, mb) == year(a, ma)
        };
        if let Some(in_b) = b.scenario.milestones.iter().position(alike) {
            found.push(SharedMilestone {
                id: ma.id.clone(),
                reached: (Column::Reached(in_a), Column::Reached(in_b)),
                hits: PairedHits::default(),
            });
        }
    }
    found
}

/// The indicators that both watch in one unit, in the years that both simulate.
pub(super) fn series(a: Side<'_>, b: Side<'_>, names: &Both<IndicatorNames>) -> Vec<SharedSeries> {
    let one_money = a.scenario.money == b.scenario.money;
    let judged: BTreeSet<(String, i32)> = [(a, &names.0), (b, &names.1)]
        .into_iter()
        .flat_map(|(side, names)| {
            let targets = side.scenario.targets.iter();
            targets.map(|it| (it.indicator.value.name(names), it.year.value))
        })
        .collect();
    let years = |side: Side<'_>| {
        let horizon = side.scenario.horizon;
        horizon.base_year() + 1..=horizon.last_year()
    };
    let watched: BTreeMap<String, _> = b
        .prepared
        .indicators
        .iter()
        .map(|it| (it.name(&names.1), it))
        .collect();
    let mut found = Vec::new();
    for of_a in &a.prepared.indicators {
        let name = of_a.name(&names.0);
        let Some(of_b) = watched.get(&name) else {
            continue;
        };
        let unit = of_a.unit(&names.0);
        if unit != of_b.unit(&names.1) || (unit == Unit::Money && !one_money) {
            continue;
        }
        let whole = a.scenario.takes_whole_numbers(of_a) && b.scenario.takes_whole_numbers(of_b);
        for year in years(a).filter(|year| years(b).contains(year)) {
            let column = |side: Side<'_>, it: &_| {
                Column::Indicator(Clone::clone(it), index(side.scenario, year))
            };
            found.push(SharedSeries {
                value: (column(a, of_a), column(b, of_b)),
                judged: judged.contains(&(name.clone(), year)),
                whole,
                name: name.clone(),
                year,
                order: OrderCounter::default(),
                counted: None,
            });
        }
    }
    found
}
