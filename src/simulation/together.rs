//! Which targets are counted together: all of them, and those of each tier.

use crate::scenario::{Milestone, Scenario, Target};

/// Targets and milestones that are counted together, by position in the scenario.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Together {
    /// The tier; `None`: all of them.
    pub tier: Option<String>,
    /// Targets with a year.
    pub targets: Vec<usize>,
    /// Milestones with a deadline.
    pub milestones: Vec<usize>,
}

impl Together {
    /// How many are counted.
    pub fn len(&self) -> usize {
        self.targets.len() + self.milestones.len()
    }

    /// Whether nothing is counted.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Everything that is judged by a year together, then each tier in the order in which targets, then milestones, mention it.
///
/// Among all together, what a target of another tier implies is not counted beside it.
pub fn together(scenario: &Scenario) -> Vec<Together> {
    let dated = scenario
        .milestones
        .iter()
        .enumerate()
        .filter(|(_, milestone)| milestone.deadline.is_some());
    let dated: Vec<(usize, &Milestone)> = dated.collect();
    let targets = scenario.targets.iter().enumerate();
    let mut found = vec![Together {
        tier: None,
        targets: targets
            .clone()
            .filter(|(k, _)| !is_implied(scenario, *k))
            .map(|(k, _)| k)
            .collect(),
        milestones: dated
            .iter()
            .filter(|(m, _)| !is_implied_milestone(scenario, *m))
            .map(|(m, _)| *m)
            .collect(),
    }];
    let tiers = targets
        .filter_map(|(k, target)| Some((word(target.tier.as_ref())?, Some(k), None)))
        .chain(
            dated
                .iter()
                .filter_map(|(m, it)| Some((word(it.tier.as_ref())?, None, Some(*m)))),
        );
    for (tier, target, milestone) in tiers {
        let known = found.iter().position(|set| set.tier.as_ref() == Some(tier));
        let place = known.unwrap_or_else(|| {
            found.push(Together {
                tier: Some(tier.clone()),
                ..Together::default()
            });
            found.len() - 1
        });
        found[place].targets.extend(target);
        found[place].milestones.extend(milestone);
    }
    found
}

fn word(tier: Option<&crate::scenario::Stated<String>>) -> Option<&String> {
    tier.map(|tier| &tier.value)
}

/// Whether a target of another tier asks for no less of the same indicator in the same year; of two that ask for the same, the
/// first of the file is kept.
fn is_implied(scenario: &Scenario, k: usize) -> bool {
    let about = |target: &Target| (target.indicator.value.clone(), target.year.value);
    let this = &scenario.targets[k];
    scenario.targets.iter().enumerate().any(|(other, target)| {
        word(target.tier.as_ref()) != word(this.tier.as_ref())
            && about(target) == about(this)
            && target.comparator.value.implies(this.comparator.value)
            && (other < k || !this.comparator.value.implies(target.comparator.value))
    })
}

/// The same of milestones: as many members or more, the same deadline, a threshold that is as hard to reach.
fn is_implied_milestone(scenario: &Scenario, m: usize) -> bool {
    let this = &scenario.milestones[m];
    let implies = |a: &Milestone, b: &Milestone| {
        a.required >= b.required && a.comparator.value.implies(b.comparator.value)
    };
    let year = |it: &Milestone| it.deadline.as_ref().map(|year| year.value);
    let others = scenario.milestones.iter().enumerate();
    others.into_iter().any(|(other, it)| {
        word(it.tier.as_ref()) != word(this.tier.as_ref())
            && it.awaited.value == this.awaited.value
            && year(it) == year(this)
            && implies(it, this)
            && (other < m || !implies(this, it))
    })
}
