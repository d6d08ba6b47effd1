//! Two runs beside each other: what both have, and by how much they differ.

use serde::Serialize;

use super::milestone_differences::{self, MilestoneDifference};
use crate::results::{RunInfo, Summary, TargetSummary};

/// B − A for one target.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TargetDifference {
    /// Target id.
    pub id: String,
    /// Position of the target in A.
    pub in_a: usize,
    /// Position of the target in B.
    pub in_b: usize,
    /// Difference of the probabilities.
    pub difference: f64,
    /// Half of its 95 % interval.
    pub half_width: f64,
}

/// B − A for one indicator in one year.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IndicatorDifference {
    /// Indicator name.
    pub indicator: String,
    /// Calendar year.
    pub year: i32,
    /// Median in A.
    pub median_a: f64,
    /// Median in B.
    pub median_b: f64,
}

/// What two runs share, and what they do not.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// Whether both runs have the same seed, sampler and number of paths, so that errors are paired.
    pub paired: bool,
    /// Targets that both judge: the same id, indicator, year and comparator.
    pub targets: Vec<TargetDifference>,
    /// Milestones that both wait for: the same id, indicator, comparator and deadline.
    pub milestones: Vec<MilestoneDifference>,
    /// Ids of targets and milestones that only one of the two judges.
    pub only_in_one: Vec<String>,
    /// Indicators that both have, in the years that both simulate.
    pub indicators: Vec<IndicatorDifference>,
}

/// Compares two runs on what they share.
pub fn compare(a: &Summary, b: &Summary) -> Comparison {
    let paired =
        a.run.seed == b.run.seed && a.run.paths == b.run.paths && a.run.sampler == b.run.sampler;
    let mut targets = Vec::new();
    let mut only_in_one = Vec::new();
    for (in_a, target) in a.targets.iter().enumerate() {
        match b.targets.iter().position(|other| alike(target, other)) {
            Some(in_b) => targets.push(difference(a, b, in_a, in_b, paired)),
            None => only_in_one.push(target.id.clone()),
        }
    }
    only_in_one.extend(
        b.targets
            .iter()
            .filter(|t| a.targets.iter().all(|other| other.id != t.id))
            .map(|t| t.id.clone()),
    );
    let milestones = milestone_differences::milestones(a, b, paired);
    let shared = |id: &String| milestones.iter().any(|found| found.id == *id);
    let of_a = a.milestones.iter().map(|it| &it.id);
    let of_b = b.milestones.iter().map(|it| &it.id);
    let unknown = |id: &&String| of_a.clone().all(|other| other != *id);
    only_in_one.extend(of_a.clone().filter(|id| !shared(id)).cloned());
    only_in_one.extend(of_b.filter(unknown).cloned());
    Comparison {
        paired,
        targets,
        milestones,
        only_in_one,
        indicators: indicators(a, b),
    }
}

/// Whether two targets ask the same kind of question: the value asked for may differ between the two, that is a policy.
fn alike(a: &TargetSummary, b: &TargetSummary) -> bool {
    a.id == b.id && a.indicator == b.indicator && a.year == b.year && a.comparator == b.comparator
}

fn difference(
    a: &Summary,
    b: &Summary,
    in_a: usize,
    in_b: usize,
    paired: bool,
) -> TargetDifference {
    let (ta, tb) = (&a.targets[in_a], &b.targets[in_b]);
    let half_width = if paired {
        let errors = a.run.errors();
        errors.of_paired_difference(&ta.batch_hits, &tb.batch_hits, a.run.paths)
    } else {
        of_independent([(&a.run, ta.std_error), (&b.run, tb.std_error)])
    };
    TargetDifference {
        id: ta.id.clone(),
        in_a,
        in_b,
        difference: tb.probability - ta.probability,
        half_width,
    }
}

/// Half of the 95 % interval of a difference of independent runs: the root of the sum of their own squared halves, each by the
/// quantile of its own errors. Of two binomial errors this is the normal interval; with a replicate error it is a little wider than needed.
pub(super) fn of_independent(sides: [(&RunInfo, f64); 2]) -> f64 {
    let square = |(run, std_error): (&RunInfo, f64)| {
        let half = run.errors().quantile95() * std_error;
        half * half
    };
    sides.into_iter().map(square).sum::<f64>().sqrt()
}

fn indicators(a: &Summary, b: &Summary) -> Vec<IndicatorDifference> {
    let mut found = Vec::new();
    for (name, of_a) in &a.indicators {
        let Some(of_b) = b.indicators.get(name) else {
            continue;
        };
        for (t, year) in a.years.iter().enumerate() {
            if let Some(u) = b.years.iter().position(|other| other == year) {
                found.push(IndicatorDifference {
                    indicator: name.clone(),
                    year: *year,
                    median_a: of_a.quantiles["0.5"][t],
                    median_b: of_b.quantiles["0.5"][u],
                });
            }
        }
    }
    found
}
