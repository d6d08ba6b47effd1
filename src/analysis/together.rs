//! Targets met together: all of them, and those of each tier.

use super::proportion::{std_error, wilson95};
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
    (!set.is_empty()).then(|| summary(scenario, set, counter, ensemble.paths))
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
                joint: summary(scenario, set, counter, ensemble.paths),
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

fn summary(scenario: &Scenario, set: &Together, counter: &JointCounter, n: u64) -> JointSummary {
    let targets = set.targets.iter().map(|k| &scenario.targets[*k].id);
    let milestones = set.milestones.iter().map(|m| &scenario.milestones[*m].id);
    let met = counter.met();
    let hits = met[set.len()];
    JointSummary {
        probability: hits as f64 / n as f64,
        std_error: std_error(hits, n),
        ci95: wilson95(hits, n),
        targets: targets.chain(milestones).cloned().collect(),
        count: met.iter().map(|met| *met as f64 / n as f64).collect(),
        batch_hits: counter.batch_hits().to_vec(),
    }
}
