//! From counted paths to the summary of a run.

use std::collections::BTreeMap;

use ndarray::Array2;

use super::proportion::{std_error, wilson95};
use super::remarks;
use crate::model::{FailedQuantity, Seeding, label};
use crate::results::{
    AnchorSummary, CategoryInfo, FailedPath, FailedPaths, IndicatorSummary, JointSummary,
    ProvenanceSummary, RunInfo, SCHEMA, ScenarioInfo, SectorInfo, Statistics, Summary,
    TargetSummary, TargetValue, Text, VariantInfo,
};
use crate::scenario::{
    Anchor, Comparator, Indicator, InvestmentScope, Localized, Measure, NodeScope, Scenario, Series,
};
use crate::simulation::{Arm, Ensemble, FirstFailure, Prepared};

/// Probabilities whose quantiles are reported.
const QUANTILES: [f64; 11] = [
    0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975, 0.99,
];

/// What identifies a run besides its scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// SHA-256 of the scenario's bytes, in hexadecimal.
    pub sha256: String,
    /// Seed of every draw.
    pub seed: u64,
    /// The variant that was run; `None`: the scenario as written.
    pub variant: Option<VariantInfo>,
    /// How the inputs of its file are known.
    pub provenance: ProvenanceSummary,
}

/// The summary of a finished run.
pub fn summarise(
    scenario: &Scenario,
    prepared: &Prepared,
    ensemble: &Ensemble,
    identity: &Identity,
) -> Summary {
    let names = scenario.indicator_names();
    let central = prepared.arms[0].central();
    let indicators = prepared
        .indicators
        .iter()
        .enumerate()
        .map(|(k, indicator)| {
            let statistics = &ensemble.arms[0].statistics[k];
            (
                indicator.name(&names),
                indicator_summary(scenario, prepared, indicator, k, &central[k], statistics),
            )
        })
        .collect();
    let mut summary = Summary {
        schema: SCHEMA,
        scenario: ScenarioInfo {
            id: scenario.id.clone(),
            title: text(&scenario.title),
            variant: identity.variant.clone(),
            base_year: scenario.horizon.base_year(),
            horizon: scenario.horizon.last_year(),
            money: scenario.money.clone(),
            sha256: identity.sha256.clone(),
        },
        run: RunInfo {
            paths: ensemble.paths,
            seed: identity.seed,
            sampler: "philox".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            failed_paths: failed_paths(scenario, ensemble),
        },
        years: scenario.horizon.years().collect(),
        indicators,
        targets: (0..scenario.targets.len())
            .map(|k| target_summary(scenario, prepared, ensemble, &central, k))
            .collect(),
        joint: joint_summary(scenario, ensemble),
        milestones: Vec::new(),
        tiers: Vec::new(),
        actuals: Vec::new(),
        audit: Vec::new(),
        provenance: identity.provenance.clone(),
        anchor: anchors(scenario, prepared),
        sectors: scenario
            .sectors
            .iter()
            .map(|s| SectorInfo {
                id: s.id.clone(),
                name: text(&s.name),
                region: scenario.regions[s.region].id.clone(),
                groups: s.groups.clone(),
            })
            .collect(),
        categories: scenario
            .categories
            .iter()
            .map(|c| CategoryInfo {
                id: c.id.clone(),
                name: text(&c.name),
                region: scenario.regions[c.region].id.clone(),
            })
            .collect(),
        warnings: Vec::new(),
    };
    summary.warnings = remarks::remarks(&summary);
    summary
}

fn text(localized: &Localized) -> Text {
    Text {
        zh: localized.zh.clone(),
        en: localized.en.clone(),
    }
}

fn indicator_summary(
    scenario: &Scenario,
    prepared: &Prepared,
    indicator: &Indicator,
    k: usize,
    central: &[f64],
    statistics: &[Statistics],
) -> IndicatorSummary {
    let by_year = |of: &dyn Fn(&Statistics) -> f64| statistics.iter().map(of).collect::<Vec<f64>>();
    let quantiles: BTreeMap<String, Vec<f64>> = QUANTILES
        .iter()
        .map(|p| (p.to_string(), by_year(&|s| s.quantile(*p).0)))
        .collect();
    let widest = |s: &Statistics| {
        QUANTILES
            .iter()
            .map(|p| s.quantile(*p).1)
            .fold(0.0, f64::max)
    };
    IndicatorSummary {
        unit: indicator.unit().as_str().to_owned(),
        counted_in: None,
        label: text(&label(scenario, indicator)),
        base: prepared.arms[0].evaluators[k].base,
        central: central.to_vec(),
        mean: by_year(&Statistics::mean),
        sd: by_year(&Statistics::sd),
        min: by_year(&Statistics::min),
        max: by_year(&Statistics::max),
        std_error: by_year(&|s| s.sd() / (s.count() as f64).sqrt()),
        quantiles,
        quantile_error: by_year(&widest),
    }
}

fn target_summary(
    scenario: &Scenario,
    prepared: &Prepared,
    ensemble: &Ensemble,
    central: &[Vec<f64>],
    k: usize,
) -> TargetSummary {
    let target = &scenario.targets[k];
    let judged = prepared.arms[0].targets[k];
    let counter = &ensemble.arms[0].targets[k];
    let statistics = &ensemble.arms[0].statistics[judged.indicator][judged.year];
    let (hits, n) = (counter.hits(), ensemble.paths);
    let unseeded = hits_in_twin(prepared, ensemble, Seeding::TrendAnchor, k);
    let without_seeds = hits_in_twin(prepared, ensemble, Seeding::None, k);
    let (comparator, value, within) = match target.comparator.value {
        Comparator::AtLeast(value) => ("at_least", TargetValue::One(value), None),
        Comparator::AtMost(value) => ("at_most", TargetValue::One(value), None),
        Comparator::About { value, within } => ("about", TargetValue::One(value), Some(within)),
        Comparator::Between(low, high) => ("between", TargetValue::Range([low, high]), None),
    };
    TargetSummary {
        id: target.id.clone(),
        indicator: target.indicator.value.name(&scenario.indicator_names()),
        year: target.year.value,
        comparator: comparator.to_owned(),
        value,
        within,
        seed: target.seed,
        probability: hits as f64 / n as f64,
        probability_unseeded: unseeded.map(|hits| hits as f64 / n as f64),
        probability_without_seeds: without_seeds.map(|hits| hits as f64 / n as f64),
        std_error_unseeded: unseeded.map(|hits| std_error(hits, n)),
        std_error_without_seeds: without_seeds.map(|hits| std_error(hits, n)),
        std_error: std_error(hits, n),
        ci95: wilson95(hits, n),
        central: central[judged.indicator][judged.year],
        median: statistics.quantile(0.5).0,
        mean_shortfall: counter.mean_shortfall(),
        source: target.source.clone(),
        quote: target.quote.clone(),
        tier: None,
        batch_hits: counter.batch_hits().to_vec(),
        histogram: statistics.histogram(0.0005, 80),
    }
}

/// Paths on which a seeding target is met in the twin of this seeding.
fn hits_in_twin(
    prepared: &Prepared,
    ensemble: &Ensemble,
    seeding: Seeding,
    target: usize,
) -> Option<u64> {
    let arms = prepared.twins.iter().zip(&ensemble.arms[1..]);
    let (twin, tally) = arms.into_iter().find(|(twin, _)| twin.seeding == seeding)?;
    let place = twin.targets.iter().position(|t| *t == target)?;
    Some(tally.targets[place].hits())
}

fn joint_summary(scenario: &Scenario, ensemble: &Ensemble) -> Option<JointSummary> {
    if scenario.targets.is_empty() {
        return None;
    }
    let counter = &ensemble.arms[0].joint;
    let hits = *counter
        .met()
        .last()
        .expect("a joint counter has an entry for none met");
    let n = ensemble.paths;
    Some(JointSummary {
        probability: hits as f64 / n as f64,
        std_error: std_error(hits, n),
        ci95: wilson95(hits, n),
        targets: scenario.targets.iter().map(|t| t.id.clone()).collect(),
        count: counter
            .met()
            .iter()
            .map(|met| *met as f64 / n as f64)
            .collect(),
        batch_hits: counter.batch_hits().to_vec(),
    })
}

fn anchors(scenario: &Scenario, prepared: &Prepared) -> BTreeMap<String, AnchorSummary> {
    let unseeded = prepared
        .twins
        .iter()
        .zip(&prepared.arms[1..])
        .find(|(twin, _)| !twin.targets.is_empty())
        .map(|(_, arm)| arm);
    let of = |r: usize| {
        let solved = if prepared.calibration_kept {
            "base"
        } else {
            "own"
        };
        let twin = unseeded.map(|arm| Box::new(anchor(arm, Anchor::Trend, solved, r, None)));
        let kind = scenario.regions[r].anchor.value;
        anchor(&prepared.arms[0], kind, solved, r, twin)
    };
    scenario
        .regions
        .iter()
        .enumerate()
        .map(|(r, region)| (region.id.clone(), of(r)))
        .collect()
}

fn anchor(
    arm: &Arm,
    kind: Anchor,
    solved: &str,
    region: usize,
    unseeded: Option<Box<AnchorSummary>>,
) -> AnchorSummary {
    let column = |table: &Array2<f64>| table.column(region).to_vec();
    AnchorSummary {
        kind: match kind {
            Anchor::Targets => "targets",
            Anchor::Record => "record",
            Anchor::Trend => "trend",
        }
        .to_owned(),
        growth: column(&arm.calibration.anchor_growth),
        adjustment: column(&arm.calibration.adjustment),
        solved: solved.to_owned(),
        volatility: arm.calibration.volatility[region],
        unseeded,
    }
}

fn failed_paths(scenario: &Scenario, ensemble: &Ensemble) -> FailedPaths {
    let names = scenario.indicator_names();
    let name = |series: Series| {
        Indicator {
            region: None,
            series,
        }
        .name(&names)
    };
    let describe = |first: FirstFailure| FailedPath {
        path: first.path,
        year: scenario.horizon.base_year() + 1 + first.failure.year as i32,
        indicator: match first.failure.what {
            FailedQuantity::Output(i) => {
                name(Series::Node(NodeScope::Sector(i), Measure::ValueAdded))
            }
            FailedQuantity::Investment(c) => name(Series::Investment(InvestmentScope::Category(c))),
            FailedQuantity::Price(_) => name(Series::Deflator),
            FailedQuantity::Revision(_) => name(Series::GdpNominal),
        },
    };
    let tally = &ensemble.arms[0];
    FailedPaths {
        count: tally.failed,
        first: tally.first_failure.map(describe),
    }
}
