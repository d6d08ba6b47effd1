//! From counted paths to the summary of a run.

use std::collections::BTreeMap;

use ndarray::Array2;

use super::{milestones, outcomes, remarks, targets, together};
use crate::model::{FailedQuantity, label};
use crate::random::REPLICATES;
use crate::results::{
    AnchorSummary, CategoryInfo, Errors, FailedPath, FailedPaths, IndicatorSummary, PipelineInfo,
    ProvenanceSummary, ReplicateMeans, RunInfo, SCHEMA, ScenarioInfo, SectorInfo, Statistics,
    Summary, Text, VariantInfo,
};
use crate::scenario::{
    Anchor, Indicator, InvestmentScope, Localized, Measure, NodeScope, Pipeline, Scenario, Series,
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
            let mut summary =
                indicator_summary(scenario, prepared, indicator, k, &central[k], statistics);
            if let Some(means) = ensemble.arms[0].means.get(k) {
                summary.std_error = means.iter().map(ReplicateMeans::std_error).collect();
            }
            (indicator.name(&names), summary)
        })
        .collect();
    let mut summary = Summary {
        schema: SCHEMA,
        scenario: ScenarioInfo {
            id: scenario.id.clone(),
            title: text(&scenario.title),
            question: scenario.question.as_ref().map(text),
            variant: identity.variant.clone(),
            base_year: scenario.horizon.base_year(),
            horizon: scenario.horizon.last_year(),
            money: scenario.money.clone(),
            sha256: identity.sha256.clone(),
        },
        run: run_info(scenario, ensemble, identity),
        years: scenario.horizon.years().collect(),
        indicators,
        targets: targets::targets(scenario, prepared, ensemble, &central),
        joint: together::joint(scenario, prepared, ensemble),
        milestones: milestones::milestones(scenario, prepared, ensemble, &central),
        tiers: together::tiers(scenario, prepared, ensemble),
        actuals: outcomes::outcomes(scenario, ensemble),
        history: outcomes::history(scenario),
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
        pipelines: pipelines(scenario),
        warnings: Vec::new(),
    };
    summary.warnings = remarks::remarks(&summary);
    summary
}

fn pipelines(scenario: &Scenario) -> Vec<PipelineInfo> {
    let info = |pipeline: &Pipeline| PipelineInfo {
        id: pipeline.id.clone(),
        name: text(&pipeline.name),
        category: scenario.categories[pipeline.category].id.clone(),
        planned: pipeline.planned.value.iter().map(|it| it.get()).collect(),
    };
    scenario.pipelines.iter().map(info).collect()
}

/// How an ensemble was drawn.
pub(super) fn run_info(scenario: &Scenario, ensemble: &Ensemble, identity: &Identity) -> RunInfo {
    RunInfo {
        paths: ensemble.paths,
        seed: identity.seed,
        sampler: ensemble.sampler.as_str().to_owned(),
        replicates: match ensemble.errors() {
            Errors::OfPaths => None,
            Errors::OfReplicates => Some(REPLICATES as u64),
        },
        version: env!("CARGO_PKG_VERSION").to_owned(),
        failed_paths: failed_paths(scenario, ensemble),
    }
}

pub(super) fn text(localized: &Localized) -> Text {
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
    let found: Vec<Vec<(f64, f64)>> = statistics.iter().map(|s| s.quantiles(&QUANTILES)).collect();
    let quantiles: BTreeMap<String, Vec<f64>> = QUANTILES
        .iter()
        .enumerate()
        .map(|(q, p)| (p.to_string(), found.iter().map(|year| year[q].0).collect()))
        .collect();
    let widest = |year: &Vec<(f64, f64)>| year.iter().map(|(_, width)| *width).fold(0.0, f64::max);
    let unit = indicator.unit(&scenario.indicator_names());
    IndicatorSummary {
        unit: unit.as_str().to_owned(),
        counted_in: unit.counted_in().map(str::to_owned),
        whole: prepared.arms[0].evaluators[k].whole,
        label: text(&label(scenario, indicator)),
        base: prepared.arms[0].evaluators[k].base,
        central: central.to_vec(),
        mean: by_year(&Statistics::mean),
        sd: by_year(&Statistics::sd),
        min: by_year(&Statistics::min),
        max: by_year(&Statistics::max),
        std_error: by_year(&|s| s.sd() / (s.count() as f64).sqrt()),
        quantiles,
        quantile_error: found.iter().map(widest).collect(),
    }
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
            FailedQuantity::Declared(k) => name(Series::Declared(k)),
            FailedQuantity::DeclaredGrowth(k) => name(Series::DeclaredGrowth(k)),
        },
    };
    let tally = &ensemble.arms[0];
    FailedPaths {
        count: tally.failed,
        first: tally.first_failure.map(describe),
    }
}
