//! Two runs beside each other: what both have, by how much they differ, and what only one of them has.

use serde::{Deserialize, Serialize};

use super::milestone_differences::{self, MilestoneDifference};
use super::paired_paths::PathDifferences;
use crate::results::{
    Estimate, PairedDifference, PairedOrder, PairedShares, RunInfo, Summary, TargetSummary,
};

/// Whether a target is more likely than not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Its whole 95 % interval lies above one half.
    Likely,
    /// Its whole 95 % interval lies below.
    Unlikely,
    /// One half is inside its interval.
    Undecided,
}

impl State {
    fn of([low, high]: [f64; 2]) -> Self {
        if low > 0.5 {
            Self::Likely
        } else if high < 0.5 {
            Self::Unlikely
        } else {
            Self::Undecided
        }
    }
}

/// A target on the same paths in both runs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TargetPaths {
    /// In which of the two it is met.
    #[serde(flatten)]
    pub shares: PairedShares,
    /// On which paths B is nearer to what is asked for: higher under a floor, lower under a ceiling, nearer to a range. `None` where the two measure
    /// in different units.
    pub better: Option<PairedOrder>,
}

/// B − A for one target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TargetDifference {
    /// Target id.
    pub id: String,
    /// Position of the target in A.
    pub in_a: usize,
    /// Position of the target in B.
    pub in_b: usize,
    /// Probability in A.
    pub probability_a: f64,
    /// Probability in B.
    pub probability_b: f64,
    /// Difference of the probabilities.
    pub difference: f64,
    /// Half of its 95 % interval.
    pub half_width: f64,
    /// Whether it is more likely than not in A.
    pub state_a: State,
    /// Whether it is in B.
    pub state_b: State,
    /// Whether the two states differ; `None` where the error leaves one of them open.
    pub changes: Option<bool>,
    /// The same paths in both; `None` where they are not the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paths: Option<TargetPaths>,
}

/// B − A for one indicator in one year.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IndicatorDifference {
    /// Indicator name.
    pub indicator: String,
    /// Calendar year.
    pub year: i32,
    /// Median in A.
    pub median_a: f64,
    /// Median in B.
    pub median_b: f64,
    /// Mean in A.
    pub mean_a: f64,
    /// Mean in B.
    pub mean_b: f64,
    /// Difference of the means: with the error of pairs where paths are paired, else of independent runs.
    pub mean: Estimate,
    /// The same paths in both; `None` where they are not the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paths: Option<PairedDifference>,
}

/// How two runs hang together, and with it where the errors of differences come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pairing {
    /// The same paths were simulated in both, and compared one by one.
    Paths,
    /// The same draws; only the hits of batches (or replicates) of paths are known.
    Batches,
    /// Different draws.
    Independent,
}

/// How many variables two scenarios draw under one name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedDraws {
    /// In both.
    pub shared: usize,
    /// In A alone.
    pub only_a: usize,
    /// In B alone.
    pub only_b: usize,
}

/// What two runs do not share, apart from targets and milestones.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotShared {
    /// Years that only A simulates.
    pub years_a: Vec<i32>,
    /// Years that only B simulates.
    pub years_b: Vec<i32>,
    /// Indicators that only A has.
    pub indicators_a: Vec<String>,
    /// Indicators that only B has.
    pub indicators_b: Vec<String>,
    /// Indicators that both have in different units.
    pub units: Vec<String>,
    /// The units of money, where they differ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub money: Option<[String; 2]>,
}

impl NotShared {
    fn of(a: &Summary, b: &Summary) -> Self {
        let years = |of: &Summary, other: &Summary| {
            let years = of.years.iter().copied();
            years.filter(|it| !other.years.contains(it)).collect()
        };
        let indicators = |of: &Summary, other: &Summary| {
            let names = of.indicators.keys();
            names
                .filter(|it| !other.indicators.contains_key(*it))
                .cloned()
                .collect()
        };
        let both = a
            .indicators
            .keys()
            .filter(|it| b.indicators.contains_key(*it));
        let money = [a, b].map(|it| it.scenario.money.clone());
        Self {
            years_a: years(a, b),
            years_b: years(b, a),
            indicators_a: indicators(a, b),
            indicators_b: indicators(b, a),
            units: both.filter(|it| !one_unit(a, b, it)).cloned().collect(),
            money: (money[0] != money[1]).then_some(money),
        }
    }

    /// Whether everything is shared.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Whether both have the indicator in the same unit.
fn one_unit(a: &Summary, b: &Summary, name: &str) -> bool {
    let (of_a, of_b) = (&a.indicators[name], &b.indicators[name]);
    let money = of_a.unit != "money" || a.scenario.money == b.scenario.money;
    of_a.measured() == of_b.measured() && money
}

/// What two runs share, and what they do not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// Whether both runs have the same seed, sampler and number of paths, so that errors are paired.
    pub paired: bool,
    /// How, and with it where the errors come from.
    pub pairing: Pairing,
    /// Of two scenario files: how many variables are drawn under one name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draws: Option<SharedDraws>,
    /// Targets that both judge: the same id, indicator, year and comparator.
    pub targets: Vec<TargetDifference>,
    /// Milestones that both wait for: the same id, indicator, comparator and deadline.
    pub milestones: Vec<MilestoneDifference>,
    /// Ids of targets and milestones that only one of the two judges.
    pub only_in_one: Vec<String>,
    /// What else only one of the two has.
    pub not_shared: NotShared,
    /// Indicators that both have in one unit, in the years that both simulate.
    pub indicators: Vec<IndicatorDifference>,
}

impl Comparison {
    /// With what the same paths came to in both runs.
    #[must_use]
    pub fn with_paths(mut self, mut found: PathDifferences) -> Self {
        self.pairing = Pairing::Paths;
        for target in &mut self.targets {
            if let Some((shares, better)) = found.targets.remove(&target.id) {
                target.half_width = shares.half_width;
                target.paths = Some(TargetPaths { shares, better });
            }
        }
        for milestone in &mut self.milestones {
            if let Some(shares) = found.milestones.remove(&milestone.id) {
                milestone.half_width = shares.half_width;
                milestone.paths = Some(shares);
            }
        }
        for it in &mut self.indicators {
            let key = (it.indicator.clone(), it.year);
            if let Some(paths) = found.indicators.remove(&key) {
                it.mean = paths.mean;
                it.paths = Some(paths);
            }
        }
        self
    }
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
    let pairing = if paired {
        Pairing::Batches
    } else {
        Pairing::Independent
    };
    Comparison {
        paired,
        pairing,
        draws: None,
        targets,
        milestones,
        only_in_one,
        not_shared: NotShared::of(a, b),
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
    let (state_a, state_b) = (State::of(ta.ci95), State::of(tb.ci95));
    let open = [state_a, state_b].contains(&State::Undecided);
    TargetDifference {
        id: ta.id.clone(),
        in_a,
        in_b,
        probability_a: ta.probability,
        probability_b: tb.probability,
        difference: tb.probability - ta.probability,
        half_width,
        state_a,
        state_b,
        changes: (!open).then_some(state_a != state_b),
        paths: None,
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
        let shared = b.indicators.get(name);
        let Some(of_b) = shared.filter(|_| one_unit(a, b, name)) else {
            continue;
        };
        for (t, year) in a.years.iter().enumerate() {
            if let Some(u) = b.years.iter().position(|other| other == year) {
                found.push(IndicatorDifference {
                    indicator: name.clone(),
                    year: *year,
                    median_a: of_a.quantiles["0.5"][t],
                    median_b: of_b.quantiles["0.5"][u],
                    mean_a: of_a.mean[t],
                    mean_b: of_b.mean[u],
                    mean: Estimate {
                        value: of_b.mean[u] - of_a.mean[t],
                        std_error: libm::hypot(of_a.std_error[t], of_b.std_error[u]),
                    },
                    paths: None,
                });
            }
        }
    }
    found
}
