//! Which drivers are looked at together.

use crate::analysis::summarise::text;
use crate::model::Driver;
use crate::results::{DriverGroup, Text};
use crate::scenario::{IndicatorNames, Localized, Scenario};

/// Pipelines, trends and revisions are groups of their own up to this many, and one group beyond.
const EACH: usize = 6;
/// Noises of indicators: each moves an indicator of its own.
const EACH_NOISE: usize = 12;

/// Drivers that are looked at together.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Group {
    pub(super) drivers: Vec<Driver>,
    pub(super) summary: DriverGroup,
}

/// Independent groups of everything that is drawn: factors that correlate, directly or through others, are one.
pub(super) fn groups(scenario: &Scenario) -> Vec<Group> {
    sorted(scenario, &correlated(scenario))
}

/// The same groups, but every factor alone: for what can be said of one factor although others go with it.
pub(super) fn players(scenario: &Scenario) -> Vec<Group> {
    let alone: Vec<usize> = (0..scenario.factors.len()).collect();
    sorted(scenario, &alone)
}

/// The first factor that each factor is tied to by a chain of correlations, itself where there is none before it.
fn correlated(scenario: &Scenario) -> Vec<usize> {
    let mut first: Vec<usize> = (0..scenario.factors.len()).collect();
    let ties = scenario.correlations.iter();
    let ties: Vec<(usize, usize)> = ties
        .filter(|it| it.value.value != 0.0)
        .map(|it| it.pair)
        .collect();
    // Each round carries the least number one tie further.
    for _ in 0..first.len() {
        for &(a, b) in &ties {
            let least = first[a].min(first[b]);
            (first[a], first[b]) = (least, least);
        }
    }
    first
}

/// What a driver is looked at together with: a kind, and its place in it.
fn place(driver: Driver, factors: &[usize], many: &dyn Fn(Driver) -> bool) -> (u8, usize) {
    let one = |kind: u8, place: usize| (kind, if many(driver) { 0 } else { place });
    match driver {
        Driver::Innovation(k) => (0, factors[k]),
        Driver::Trend(r) => one(1, r),
        Driver::Occurrence(e) => (2, e),
        Driver::Execution(g) => one(3, g),
        Driver::Spending(_) => (4, 0),
        Driver::Supply(_) | Driver::AllSupply => (5, 0),
        Driver::OutsideDemand(_) | Driver::AllOutsideDemand => (6, 0),
        Driver::Noise(k) => one(7, k),
        Driver::Revision(r) => one(8, r),
        Driver::InputCase => (9, 0),
    }
}

fn sorted(scenario: &Scenario, factors: &[usize]) -> Vec<Group> {
    let all = Driver::all(scenario);
    let kind = std::mem::discriminant::<Driver>;
    let many = |driver: Driver| {
        let most = match driver {
            Driver::Noise(_) => EACH_NOISE,
            _ => EACH,
        };
        all.iter().filter(|it| kind(it) == kind(&driver)).count() > most
    };
    let mut found: Vec<((u8, usize), Vec<Driver>)> = Vec::new();
    for &driver in &all {
        let place = place(driver, factors, &many);
        match found.iter_mut().find(|(known, _)| *known == place) {
            Some((_, drivers)) => drivers.push(driver),
            None => found.push((place, vec![driver])),
        }
    }
    found.sort_by_key(|(place, _)| *place);
    let names = scenario.indicator_names();
    let group = |(_, drivers): (_, Vec<Driver>)| Group {
        summary: DriverGroup {
            id: id(&drivers, &names),
            label: label(&drivers, scenario),
            drivers: drivers.iter().map(|it| it.name(&names)).collect(),
        },
        drivers,
    };
    found.into_iter().map(group).collect()
}

/// The name of a single driver; of several factors theirs with a plus between; else the kind.
fn id(drivers: &[Driver], names: &IndicatorNames) -> String {
    let first = drivers[0].name(names);
    let kind = first.split('.').next().unwrap_or_default().to_owned();
    match drivers[0] {
        _ if drivers.len() == 1 => first,
        Driver::Innovation(_) => {
            let ids = drivers.iter().map(|it| it.name(names));
            let ids = ids.map(|name| name[kind.len() + 1..].to_owned());
            format!("{kind}.{}", ids.collect::<Vec<String>>().join("+"))
        }
        _ => kind,
    }
}

fn label(drivers: &[Driver], scenario: &Scenario) -> Text {
    if let [driver] = drivers {
        return text(&driver.label(scenario));
    }
    let count = drivers.len();
    let all = |zh: &str, en: &str| Text {
        zh: format!("{zh}（全部 {count} 项）"),
        en: format!("{en} (all {count})"),
    };
    match drivers[0] {
        Driver::Innovation(_) => factors(drivers, scenario),
        Driver::Trend(_) => all("各地区趋势偏离", "Trends off their values"),
        Driver::Execution(_) => all("项目执行率", "Execution rates"),
        Driver::Spending(_) => all("投资偏离计划", "Investment spending off plan"),
        Driver::Noise(_) => all("指标随机项", "Noise of indicators"),
        Driver::Revision(_) => all("基数修订", "Base revisions"),
        _ => unreachable!("other drivers are groups of their own"),
    }
}

/// Correlated factors by their names; of many the first two.
fn factors(drivers: &[Driver], scenario: &Scenario) -> Text {
    let names = drivers.iter().filter_map(|driver| match driver {
        Driver::Innovation(k) => Some(&scenario.factors[*k].name),
        _ => None,
    });
    let names: Vec<&Localized> = names.collect();
    let shown = if names.len() > 4 { 2 } else { names.len() };
    let list = |pick: fn(&Localized) -> &str, between: &str| {
        let list: Vec<&str> = names[..shown].iter().map(|name| pick(name)).collect();
        list.join(between)
    };
    let (zh, en) = (list(|it| &it.zh, "、"), list(|it| &it.en, ", "));
    if shown < names.len() {
        let count = names.len();
        return Text {
            zh: format!("{zh}等 {count} 个相关因素"),
            en: format!("{count} correlated factors ({en}, …)"),
        };
    }
    Text {
        zh: format!("{zh}（相关因素）"),
        en: format!("{en} (correlated)"),
    }
}
