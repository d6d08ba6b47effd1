//! Milestones of two runs beside each other, in the last year that both can judge.

use serde::{Deserialize, Serialize};

use super::comparison::of_independent;
use crate::results::{MilestoneSummary, PairedShares, Summary};

/// B − A for one milestone.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MilestoneDifference {
    /// Milestone id.
    pub id: String,
    /// Position of the milestone in A.
    pub in_a: usize,
    /// Position of the milestone in B.
    pub in_b: usize,
    /// The deadline, or the last year that both runs simulate.
    pub year: i32,
    /// Share of A's paths that have reached it by then.
    pub probability_a: f64,
    /// Share of B's.
    pub probability_b: f64,
    /// Difference of the two.
    pub difference: f64,
    /// Half of its 95 % interval.
    pub half_width: f64,
    /// Whether its error is paired: both runs on the same draws, and their batches are of this year.
    pub paired: bool,
    /// The same paths in both; `None` where they are not the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paths: Option<PairedShares>,
}

/// The milestones that both runs wait for; `paired` says whether they have the same draws.
pub(super) fn milestones(a: &Summary, b: &Summary, paired: bool) -> Vec<MilestoneDifference> {
    let found = a.milestones.iter().enumerate();
    found
        .filter_map(|(in_a, milestone)| {
            let in_b = b.milestones.iter().position(|it| alike(milestone, it))?;
            difference(a, b, in_a, in_b, paired)
        })
        .collect()
}

/// Whether two milestones ask the same kind of question: threshold and number may differ, they are a policy.
pub(super) fn alike(a: &MilestoneSummary, b: &MilestoneSummary) -> bool {
    a.id == b.id
        && a.indicator == b.indicator
        && a.comparator == b.comparator
        && a.deadline == b.deadline
}

fn difference(
    a: &Summary,
    b: &Summary,
    in_a: usize,
    in_b: usize,
    paired: bool,
) -> Option<MilestoneDifference> {
    let (ma, mb) = (&a.milestones[in_a], &b.milestones[in_b]);
    let common = a.years.last().min(b.years.last()).copied();
    let year = ma.deadline.or(common)?;
    let index = |summary: &Summary| summary.years.iter().position(|it| *it == year);
    let (in_years_of_a, in_years_of_b) = (index(a)?, index(b)?);
    let paired = paired
        && in_years_of_a == ma.judged_index(&a.years)
        && in_years_of_b == mb.judged_index(&b.years);
    let (pa, pb) = (ma.reached_by[in_years_of_a], mb.reached_by[in_years_of_b]);
    let half_width = if paired {
        let errors = a.run.errors();
        errors.of_paired_difference(&ma.batch_hits, &mb.batch_hits, a.run.paths)
    } else {
        let (ea, eb) = (ma.std_error[in_years_of_a], mb.std_error[in_years_of_b]);
        of_independent([(&a.run, ea), (&b.run, eb)])
    };
    Some(MilestoneDifference {
        id: ma.id.clone(),
        in_a,
        in_b,
        year,
        probability_a: pa,
        probability_b: pb,
        difference: pb - pa,
        half_width,
        paired,
        paths: None,
    })
}
