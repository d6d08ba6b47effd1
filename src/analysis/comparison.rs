//! Two runs beside each other: what both have, and by how much they differ.

use serde::Serialize;

use super::milestone_differences::{self, MilestoneDifference};
use super::proportion::Z95;
use crate::results::{Summary, TargetSummary};

/// Half-width of a 95 % Student-t interval in standard errors, for the 31 degrees of freedom of 32 batches.
pub(super) const T95_OF_31: f64 = 2.039_513_446_396_408;

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
    /// Whether both runs have the same seed and number of paths, so that errors are paired.
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
        T95_OF_31 * paired_error(&ta.batch_hits, &tb.batch_hits, a.run.paths)
    } else {
        Z95 * (ta.std_error * ta.std_error + tb.std_error * tb.std_error).sqrt()
    };
    TargetDifference {
        id: ta.id.clone(),
        in_a,
        in_b,
        difference: tb.probability - ta.probability,
        half_width,
    }
}

/// Standard error of the difference of two hit rates on the same paths, from its spread over batches of paths.
pub(super) fn paired_error(a: &[u64], b: &[u64], paths: u64) -> f64 {
    let batches = a.len();
    let size = paths as f64 / batches as f64;
    let differences: Vec<f64> = a
        .iter()
        .zip(b)
        .map(|(a, b)| (*b as f64 - *a as f64) / size)
        .collect();
    let mean = differences.iter().sum::<f64>() / batches as f64;
    let variance = differences
        .iter()
        .map(|d| (d - mean) * (d - mean))
        .sum::<f64>()
        / (batches as f64 - 1.0);
    (variance / batches as f64).sqrt()
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
