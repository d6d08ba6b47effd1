//! When thresholds are first reached.

use super::share::Shares;
use super::summarise::text;
use super::targets::words;
use crate::model::{label, members_label};
use crate::results::{BATCHES, Batches, MilestoneCounter, MilestoneMember, MilestoneSummary, Text};
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
            summary(scenario, milestone, counter, first, Shares::of(ensemble))
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
    shares: Shares,
) -> MilestoneSummary {
    let names = scenario.indicator_names();
    let awaited = &milestone.awaited.value;
    let unit = awaited.unit(&names);
    let n = shares.paths();
    let reached = Reached::new(counter.first_years(), shares);
    let (comparator, value, _) = words(milestone.comparator.value);
    let calendar = |index: usize| scenario.horizon.base_year() + 1 + index as i32;
    let share = |hits: u64| hits as f64 / n as f64;
    let in_year = |hits: &Batches| share(hits.iter().sum());
    let members = awaited.indicators(&names);
    MilestoneSummary {
        id: milestone.id.clone(),
        indicator: awaited.name(&names),
        label: text(&match awaited {
            Awaited::One(indicator) => label(scenario, indicator),
            Awaited::Each(pattern) => members_label(scenario, pattern),
        }),
        unit: unit.as_str().to_owned(),
        counted_in: unit.counted_in().map(str::to_owned),
        comparator: comparator.to_owned(),
        value,
        required: milestone.required,
        deadline: milestone.deadline.as_ref().map(|year| year.value),
        members: members
            .iter()
            .enumerate()
            .map(|(m, indicator)| {
                let reached = Reached::new(counter.member_first_years(m), shares);
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
        first_year: counter.first_years().iter().map(in_year).collect(),
        never: share(n - reached.paths.last().map_or(0, |paths| paths.iter().sum())),
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

/// Paths in which it has been reached, by year and batch.
struct Reached {
    paths: Vec<Batches>,
    shares: Shares,
}

impl Reached {
    fn new(first_years: &[Batches], shares: Shares) -> Self {
        let mut total = [0; BATCHES];
        let paths = first_years.iter().map(|first| {
            total = core::array::from_fn(|batch| total[batch] + first[batch]);
            total
        });
        Self {
            paths: paths.collect(),
            shares,
        }
    }

    fn shares(&self) -> Vec<f64> {
        let share = |paths: &Batches| self.shares.share(paths).value;
        self.paths.iter().map(share).collect()
    }

    fn std_errors(&self) -> Vec<f64> {
        let error = |paths: &Batches| self.shares.share(paths).std_error;
        self.paths.iter().map(error).collect()
    }

    /// Index of the first year by which half of the paths have reached it.
    fn median(&self) -> Option<usize> {
        let half = |paths: &Batches| 2 * paths.iter().sum::<u64>() >= self.shares.paths();
        self.paths.iter().position(half)
    }
}

/// Shares of the paths by number of members; in a failed path none has reached it.
fn count(reached: &[Batches], n: u64) -> Vec<f64> {
    let failed = n - reached.as_flattened().iter().sum::<u64>();
    let all = reached.iter().enumerate().map(|(k, paths)| {
        let paths = paths.iter().sum::<u64>();
        if k == 0 { paths + failed } else { paths }
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
