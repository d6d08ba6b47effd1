//! How a scenario is drawn: under which seed, by which sampler, and which variables in which order.

use std::collections::BTreeSet;

use crate::distribution::Shape;
use crate::random::{DimensionOrder, Variable};
use crate::scenario::{Sampler, Scenario};

/// What makes two runs of one scenario draw alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Design {
    /// Seed of every draw.
    pub seed: u64,
    /// How the draws are made.
    pub sampler: Sampler,
}

impl Design {
    /// As the scenario's file asks.
    pub fn of(scenario: &Scenario) -> Self {
        Self {
            seed: scenario.run.seed,
            sampler: scenario.run.sampler,
        }
    }
}

impl From<u64> for Design {
    /// Pseudo-random draws under a seed.
    fn from(seed: u64) -> Self {
        Self {
            seed,
            sampler: Sampler::Philox,
        }
    }
}

/// Kind and id of the draw of a case of uncertain input coefficients.
pub(super) const INPUT_CASE: (&str, &str) = ("io", "case");

/// How many cases the input coefficients have; `None` when they are certain.
pub(super) fn input_cases(scenario: &Scenario) -> Option<usize> {
    let cases = scenario.national.as_ref()?.cases.len();
    (cases > 0).then_some(cases)
}

/// Gives what a scenario draws its dimensions, after those that are given already.
///
/// The first dimensions are the best. What is held moves every year, so it comes first; then year by year, the early years
/// first, what moves much before what moves little: the many shocks of single nodes come last.
pub(super) fn append(scenario: &Scenario, order: &mut DimensionOrder) {
    let (held, yearly) = drawn(scenario);
    let horizon = scenario.horizon;
    let [first, last] = [horizon.base_year() + 1, horizon.last_year()].map(|year| year as u32);
    order.append(&held, &yearly, first..=last);
}

/// The names of the variables that a scenario draws, as `kind/id`: under one seed, two scenarios draw alike what has one name in both.
pub fn drawn_names(scenario: &Scenario) -> BTreeSet<String> {
    let (held, yearly) = drawn(scenario);
    let all = held.iter().chain(&yearly);
    all.map(|it| format!("{}/{}", it.kind, it.id)).collect()
}

/// What a path draws once, and what it draws every year, what moves much first.
fn drawn(scenario: &Scenario) -> (Vec<Variable>, Vec<Variable>) {
    let variable = |kind: &'static str, id: &String| Variable {
        kind,
        id: id.clone(),
    };
    let shape = |kind: &'static str, id: &String, shape: &Shape| {
        (!shape.is_certain()).then(|| variable(kind, id))
    };
    let sd = |kind: &'static str, id: &String, sd: f64| (sd > 0.0).then(|| variable(kind, id));
    let regions = || scenario.regions.iter();
    let trends = regions().filter_map(|r| sd("trend", &r.id, r.trend_sd.value.get()));
    let revisions = regions().filter_map(|r| shape("revision", &r.id, &r.revision.value));
    let cases = input_cases(scenario).map(|_| variable(INPUT_CASE.0, &INPUT_CASE.1.to_owned()));
    let held: Vec<Variable> = trends.chain(revisions).chain(cases).collect();

    let mut yearly: Vec<Variable> = Vec::new();
    let events = || scenario.events.iter();
    let sectors = || scenario.sectors.iter();
    yearly.extend(scenario.factors.iter().map(|f| variable("factor", &f.id)));
    yearly.extend(events().map(|e| variable("event.occurrence", &e.id)));
    yearly.extend(events().filter_map(|e| shape("event.severity", &e.id, &e.severity.value)));
    let pipelines = scenario.pipelines.iter();
    yearly.extend(pipelines.filter_map(|p| shape("execution", &p.id, &p.execution.value)));
    let categories = scenario.categories.iter();
    yearly.extend(categories.filter_map(|c| sd("investment", &c.id, c.sd.value.get())));
    yearly.extend(scenario.indicators.iter().filter_map(|i| {
        let noise = i.noise.as_ref()?;
        shape("indicator", &i.id, &noise.value)
    }));
    yearly.extend(sectors().filter_map(|s| sd("supply", &s.id, s.supply_sd.value.get())));
    yearly.extend(sectors().filter_map(|s| sd("outside_demand", &s.id, s.demand_sd.value.get())));
    (held, yearly)
}

/// (kind, id) of everything that may be drawn.
pub(super) fn names<'a>(scenario: &'a Scenario) -> impl Iterator<Item = (&'a str, &'a str)> {
    let sectors = || scenario.sectors.iter().map(|s| s.id.as_str());
    let events = || scenario.events.iter().map(|e| e.id.as_str());
    let regions = || scenario.regions.iter().map(|r| r.id.as_str());
    let of = |kind: &'static str| move |id: &'a str| (kind as &'a str, id);
    scenario
        .factors
        .iter()
        .map(|f| ("factor", f.id.as_str()))
        .chain(sectors().map(of("supply")))
        .chain(sectors().map(of("outside_demand")))
        .chain(
            scenario
                .categories
                .iter()
                .map(|c| ("investment", c.id.as_str())),
        )
        .chain(
            scenario
                .pipelines
                .iter()
                .map(|p| ("execution", p.id.as_str())),
        )
        .chain(events().map(of("event.occurrence")))
        .chain(events().map(of("event.severity")))
        .chain(regions().map(of("trend")))
        .chain(regions().map(of("revision")))
        .chain(input_cases(scenario).map(|_| INPUT_CASE))
        .chain(
            scenario
                .indicators
                .iter()
                .map(|i| ("indicator", i.id.as_str())),
        )
}
