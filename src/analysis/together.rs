//! Targets met together: all of them, and those of each tier.

use super::share::Shares;
use crate::results::{JointCounter, JointSummary, TierSummary};
use crate::scenario::Scenario;
use crate::simulation::{Ensemble, Prepared, Together};

/// All that is judged by a year; `None` when nothing is.
pub(super) fn joint(
    scenario: &Scenario,
    prepared: &Prepared,
    ensemble: &Ensemble,
) -> Option<JointSummary> {
    let (set, counter) = counted(prepared, ensemble).next()?;
    (!set.is_empty()).then(|| summary(scenario, set, counter, Shares::of(ensemble)))
}

/// Each tier.
pub(super) fn tiers(
    scenario: &Scenario,
    prepared: &Prepared,
    ensemble: &Ensemble,
) -> Vec<TierSummary> {
    counted(prepared, ensemble)
        .filter_map(|(set, counter)| {
            Some(TierSummary {
                tier: set.tier.clone()?,
                joint: summary(scenario, set, counter, Shares::of(ensemble)),
            })
        })
        .collect()
}

fn counted<'a>(
    prepared: &'a Prepared,
    ensemble: &'a Ensemble,
) -> impl Iterator<Item = (&'a Together, &'a JointCounter)> {
    let (arm, tally) = (&prepared.arms[0], &ensemble.arms[0]);
    arm.together.iter().zip(&tally.together)
}

fn summary(
    scenario: &Scenario,
    set: &Together,
    counter: &JointCounter,
    shares: Shares,
) -> JointSummary {
    let targets = set.targets.iter().map(|k| &scenario.targets[*k].id);
    let milestones = set.milestones.iter().map(|m| &scenario.milestones[*m].id);
    let met = counter.met();
    let all = shares.share(counter.batch_hits());
    let n = shares.paths() as f64;
    JointSummary {
        probability: all.value,
        std_error: all.std_error,
        ci95: all.ci95,
        targets: targets.chain(milestones).cloned().collect(),
        count: met.iter().map(|met| *met as f64 / n).collect(),
        batch_hits: counter.batch_hits().to_vec(),
    }
}
