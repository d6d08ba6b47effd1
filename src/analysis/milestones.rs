//! When thresholds are first reached.

use super::proportion::std_error;
use super::summarise::text;
use super::targets::words;
use crate::model::{label, members_label};
use crate::results::{MilestoneCounter, MilestoneMember, MilestoneSummary, Text};
use crate::scenario::{Awaited, Indicator, Milestone, NodeScope, Scenario, Series};
use crate::simulation::{Ensemble, JudgedMilestone, Prepared};

/// The milestones, in the order of the file; `central` is each watched indicator on the central path.
pub(super) fn milestones(
    scenario: &Scenario,
    prepared: &Prepared,
    ensemble: &Ensemble,
    central: &[Vec<f64>],
) -> Vec<MilestoneSummary> {
    let judged = prepared.arms[0].milestones.iter();
    scenario
        .milestones
        .iter()
        .zip(judged.zip(&ensemble.arms[0].milestones))
        .map(|(milestone, (judged, counter))| {
            let first = central_year(judged, central);
            summary(scenario, milestone, counter, first, ensemble.paths)
        })
        .collect()
}

/// Index of the first year in which enough members have reached it on the central path.
fn central_year(judged: &JudgedMilestone, central: &[Vec<f64>]) -> Option<usize> {
    let first = |k: &usize| judged.first_year(central[*k].iter().copied());
    let mut years: Vec<usize> = judged.members.iter().filter_map(first).collect();
    years.sort_unstable();
    years.get(judged.required - 1).copied()
}

fn summary(
    scenario: &Scenario,
    milestone: &Milestone,
    counter: &MilestoneCounter,
    central: Option<usize>,
    n: u64,
) -> MilestoneSummary {
    let names = scenario.indicator_names();
    let awaited = &milestone.awaited.value;
    let reached = Reached::new(counter.first_years(), n);
    let (comparator, value, _) = words(milestone.comparator.value);
    let calendar = |index: usize| scenario.horizon.base_year() + 1 + index as i32;
    let share = |hits: u64| hits as f64 / n as f64;
    let members = awaited.indicators(&names);
    MilestoneSummary {
        id: milestone.id.clone(),
        indicator: awaited.name(&names),
        label: text(&match awaited {
            Awaited::One(indicator) => label(scenario, indicator),
            Awaited::Each(pattern) => members_label(scenario, pattern),
        }),
        unit: awaited.unit().as_str().to_owned(),
        comparator: comparator.to_owned(),
        value,
        required: milestone.required,
        deadline: milestone.deadline.as_ref().map(|year| year.value),
        members: members
            .iter()
            .enumerate()
            .map(|(m, indicator)| {
                let reached = Reached::new(counter.member_first_years(m), n);
                MilestoneMember {
                    indicator: indicator.name(&names),
                    label: member_label(scenario, awaited, indicator),
                    reached_by: reached.shares(),
                    std_error: reached.std_errors(),
                    median_year: reached.median().map(calendar),
                }
            })
            .collect(),
        reached_by: reached.shares(),
        std_error: reached.std_errors(),
        first_year: counter.first_years().iter().copied().map(share).collect(),
        never: share(n - reached.paths.last().copied().unwrap_or(0)),
        count: (0..scenario.horizon.len())
            .map(|year| count(counter.reached(year), n))
            .collect(),
        central_year: central.map(calendar),
        median_year: reached.median().map(calendar),
        batch_hits: counter.batch_hits().to_vec(),
        tier: milestone.tier.as_ref().map(|tier| tier.value.clone()),
        source: milestone.source.clone(),
        quote: milestone.quote.clone(),
    }
}

/// Paths in which it has been reached, by year.
struct Reached {
    paths: Vec<u64>,
    n: u64,
}

impl Reached {
    fn new(first_years: &[u64], n: u64) -> Self {
        let mut total = 0;
        let paths = first_years.iter().map(|paths| {
            total += paths;
            total
        });
        Self {
            paths: paths.collect(),
            n,
        }
    }

    fn shares(&self) -> Vec<f64> {
        let share = |paths: &u64| *paths as f64 / self.n as f64;
        self.paths.iter().map(share).collect()
    }

    fn std_errors(&self) -> Vec<f64> {
        let error = |paths: &u64| std_error(*paths, self.n);
        self.paths.iter().map(error).collect()
    }

    /// Index of the first year by which half of the paths have reached it.
    fn median(&self) -> Option<usize> {
        self.paths.iter().position(|paths| 2 * paths >= self.n)
    }
}

/// Shares of the paths by number of members; in a failed path none has reached it.
fn count(reached: &[u64], n: u64) -> Vec<f64> {
    let failed = n - reached.iter().sum::<u64>();
    let all = reached.iter().enumerate().map(|(k, paths)| match k {
        0 => paths + failed,
        _ => *paths,
    });
    all.map(|paths| paths as f64 / n as f64).collect()
}

/// The sector's name for a member of a group.
fn member_label(scenario: &Scenario, awaited: &Awaited, indicator: &Indicator) -> Text {
    match (awaited, &indicator.series) {
        (Awaited::Each(_), Series::Node(NodeScope::Sector(sector), _)) => {
            text(&scenario.sectors[*sector].name)
        }
        _ => text(&label(scenario, indicator)),
    }
}
