//! Everything a run needs before its first draw: models, calibrations, draws, and what is watched.

use std::collections::BTreeSet;

use thiserror::Error;

use super::arm::Arm;
use super::design::Design;
use super::draws::{Draws, DrawsError};
use super::judge::{Judged, JudgedMilestone, JudgedOutcome};
use super::together::together;
use super::volatility::{self, VolatilityError};
use crate::model::{
    AnchorError, Calibration, CompileError, Evaluator, FailedQuantity, Failure, Formulas, Model,
    Seeding, calibrate, compile, keeps_calibration,
};
use crate::scenario::{
    Indicator, Measure, Milestone, PipelineMeasure, Sampler, Scenario, Series, Target,
};

/// Which indicators are watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndicatorSet {
    /// All but capital, utilisation, factors, events, and of pipelines all but what they have spent to date; and whatever a target, a milestone or an outcome names.
    Default,
    /// All.
    All,
    /// Only what a target, a milestone or an outcome names; and no twins. For probabilities alone.
    Judged,
}

/// The same scenario with seeds dropped, judged on the same draws.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Twin {
    /// Which seeds it still has.
    pub seeding: Seeding,
    /// Positions, in the scenario, of the targets it is judged on.
    pub targets: Vec<usize>,
}

/// A scenario ready to be simulated.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// Draws, shared by all arms.
    pub draws: Draws,
    /// The scenario as written first, then its twins.
    pub arms: Vec<Arm>,
    /// What the main arm watches, in the order of its evaluators.
    pub indicators: Vec<Indicator>,
    /// The twins, in the order of the arms after the first.
    pub twins: Vec<Twin>,
    /// Whether the calibration is that of the scenario this one is a change of.
    pub calibration_kept: bool,
}

/// A scenario, and the same one ready to be simulated: what a changed scenario keeps its calibration from.
#[derive(Debug, Clone, Copy)]
pub struct Base<'b> {
    /// As the file has it.
    pub scenario: &'b Scenario,
    /// Ready to be simulated.
    pub prepared: &'b Prepared,
}

impl Prepared {
    /// The scenario as written, without its twins, with other draws: those of a sample made from its own.
    #[must_use]
    pub fn drawn_by(&self, draws: Draws) -> Self {
        Self {
            draws,
            arms: self.arms[..1].to_vec(),
            indicators: self.indicators.clone(),
            twins: Vec::new(),
            calibration_kept: self.calibration_kept,
        }
    }
}

/// Why a checked scenario cannot be simulated.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum PrepareError {
    /// The plans contradict each other.
    #[error(transparent)]
    Compile(#[from] CompileError),
    /// The anchor has no root.
    #[error(transparent)]
    Anchor(#[from] AnchorError),
    /// The record's volatility cannot be reached.
    #[error(transparent)]
    Volatility(#[from] VolatilityError),
    /// A formula has no value on the central path; nothing else fails there.
    #[error("a formula is no finite number on the central path")]
    Undefined(Failure),
    /// The draws cannot be made.
    #[error(transparent)]
    Draws(#[from] DrawsError),
}

/// Compiles, calibrates and lays out what is watched. A seed alone asks for pseudo-random draws.
///
/// # Errors
/// When plans or seeds contradict each other, an anchor has no root, a record's volatility cannot be reached, names collide, or
/// Sobol points have too few dimensions.
pub fn prepare(
    scenario: &Scenario,
    design: impl Into<Design>,
    set: IndicatorSet,
) -> Result<Prepared, PrepareError> {
    build(scenario, None, design.into(), set)
}

/// As [`prepare`], for a scenario with changes. What is solved once keeps its solution on the base (model.md §7), unless the change
/// touches what it was solved for: else the anchor would absorb every lever. The order of its dimensions is the base's, with its own
/// additions after it.
///
/// # Errors
/// As [`prepare`].
pub fn prepare_changed(
    scenario: &Scenario,
    base: Base<'_>,
    design: impl Into<Design>,
    set: IndicatorSet,
) -> Result<Prepared, PrepareError> {
    build(scenario, Some(base), design.into(), set)
}

fn build(
    scenario: &Scenario,
    base: Option<Base<'_>>,
    design: Design,
    set: IndicatorSet,
) -> Result<Prepared, PrepareError> {
    let kept = base.filter(|base| keeps_calibration(base.scenario, scenario));
    let kept = kept.map(|base| base.prepared);
    let in_order_of = base.map_or(scenario, |base| base.scenario);
    let draws = Draws::of_change(scenario, in_order_of, design)?;
    let indicators = watched(scenario, set);
    let pilot = pilot(scenario, design)?;
    let pilot = pilot.as_ref().unwrap_or(&draws);
    let mut arms = vec![main_arm(scenario, kept, pilot, &indicators)?];
    if let Some(failure) = arms[0].central_failure().filter(is_of_a_formula) {
        return Err(PrepareError::Undefined(failure));
    }
    let mut twins = Vec::new();
    let twins_wanted = if set == IndicatorSet::Judged {
        Vec::new()
    } else {
        wanted_twins(scenario)
    };
    for twin in twins_wanted {
        match twin_arm(scenario, kept, &twin) {
            Ok(arm) => {
                arms.push(arm);
                twins.push(twin);
            }
            // Without the seeds the key projects need not fit their categories: there is then no such plan to judge.
            Err(PrepareError::Compile(CompileError::Plan(_))) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Prepared {
        draws,
        arms,
        indicators,
        twins,
        calibration_kept: kept.is_some(),
    })
}

/// What a model is calibrated on, where it is not what it is simulated on: pseudo-random draws under either sampler, so that both
/// have the same model.
fn pilot(scenario: &Scenario, design: Design) -> Result<Option<Draws>, DrawsError> {
    match design.sampler {
        Sampler::Philox => Ok(None),
        Sampler::Sobol => Draws::new(scenario, design.seed).map(Some),
    }
}

fn is_of_a_formula(failure: &Failure) -> bool {
    matches!(
        failure.what,
        FailedQuantity::Declared(_) | FailedQuantity::DeclaredGrowth(_)
    )
}

/// The calibration that a base has under a seeding; `None` where there is no base, or it has no such arm.
fn kept_calibration(
    kept: Option<&Prepared>,
    seeding: Seeding,
    model: &Model,
) -> Option<Calibration> {
    let base = kept?;
    let arm = match seeding {
        Seeding::All => Some(0),
        _ => base
            .twins
            .iter()
            .position(|twin| twin.seeding == seeding)
            .map(|place| place + 1),
    };
    Some(base.arms[arm?].calibration.kept_for(model))
}

fn main_arm(
    scenario: &Scenario,
    kept: Option<&Prepared>,
    pilot: &Draws,
    indicators: &[Indicator],
) -> Result<Arm, PrepareError> {
    let model = compile(scenario, Seeding::All)?;
    let calibration = if let Some(calibration) = kept_calibration(kept, Seeding::All, &model) {
        calibration
    } else {
        let mut calibration = calibrate(&model)?;
        volatility::calibrate(&model, pilot, &mut calibration)?;
        calibration
    };
    let targets: Vec<&Target> = scenario.targets.iter().collect();
    Ok(Arm {
        evaluators: evaluators(&model, scenario, indicators),
        formulas: Formulas::new(&model, scenario, indicators),
        targets: judged(scenario, indicators, &targets),
        milestones: milestones(scenario, indicators),
        outcomes: outcomes(scenario, indicators),
        together: together(scenario),
        model,
        calibration,
        statistics: true,
        years: scenario.horizon.len(),
    })
}

/// The arm of a twin: it watches only what it is judged on, up to the last year it is judged in.
fn twin_arm(
    scenario: &Scenario,
    kept: Option<&Prepared>,
    twin: &Twin,
) -> Result<Arm, PrepareError> {
    let model = compile(scenario, twin.seeding)?;
    let calibration = match kept_calibration(kept, twin.seeding, &model) {
        Some(calibration) => calibration,
        None => calibrate(&model)?,
    };
    let targets: Vec<&Target> = twin.targets.iter().map(|&k| &scenario.targets[k]).collect();
    let mut indicators: Vec<Indicator> =
        targets.iter().map(|t| t.indicator.value.clone()).collect();
    indicators.sort();
    indicators.dedup();
    let targets = judged(scenario, &indicators, &targets);
    Ok(Arm {
        evaluators: evaluators(&model, scenario, &indicators),
        formulas: Formulas::new(&model, scenario, &indicators),
        years: targets
            .iter()
            .map(|judged| judged.year + 1)
            .max()
            .unwrap_or(0),
        targets,
        milestones: Vec::new(),
        outcomes: Vec::new(),
        together: Vec::new(),
        model,
        calibration,
        statistics: false,
    })
}

fn evaluators(model: &Model, scenario: &Scenario, indicators: &[Indicator]) -> Vec<Evaluator> {
    indicators
        .iter()
        .map(|indicator| Evaluator::new(model, scenario, indicator))
        .collect()
}

/// The position of a watched indicator.
fn place(indicators: &[Indicator], wanted: &Indicator) -> usize {
    let found = indicators.iter().position(|i| i == wanted);
    found.expect("what is judged is watched")
}

/// The index of a year that is judged.
fn index(scenario: &Scenario, year: i32) -> usize {
    let index = scenario.horizon.index(year);
    index.expect("validation keeps judged years inside the horizon")
}

/// Targets by position: which watched indicator, in which year.
fn judged(scenario: &Scenario, indicators: &[Indicator], targets: &[&Target]) -> Vec<Judged> {
    targets
        .iter()
        .map(|target| Judged {
            indicator: place(indicators, &target.indicator.value),
            year: index(scenario, target.year.value),
            comparator: target.comparator.value,
        })
        .collect()
}

fn milestones(scenario: &Scenario, indicators: &[Indicator]) -> Vec<JudgedMilestone> {
    let names = scenario.indicator_names();
    let last = scenario.horizon.len() - 1;
    let by_position = |milestone: &Milestone| JudgedMilestone {
        members: milestone
            .awaited
            .value
            .indicators(&names)
            .iter()
            .map(|member| place(indicators, member))
            .collect(),
        comparator: milestone.comparator.value,
        required: milestone.required,
        year: milestone
            .deadline
            .as_ref()
            .map_or(last, |year| index(scenario, year.value)),
    };
    scenario.milestones.iter().map(by_position).collect()
}

fn outcomes(scenario: &Scenario, indicators: &[Indicator]) -> Vec<JudgedOutcome> {
    scenario
        .actuals
        .iter()
        .map(|actual| JudgedOutcome {
            indicator: place(indicators, &actual.indicator.value),
            year: index(scenario, actual.year.value),
            value: actual.value.value,
        })
        .collect()
}

/// The twins that the scenario's seeds ask for: every seeding target is judged against the trend with all else as written;
/// those that seed another driver than GDP, which that twin still presumes, are judged with no seed at all as well.
fn wanted_twins(scenario: &Scenario) -> Vec<Twin> {
    let seeding = |wanted: &dyn Fn(&Target) -> bool| {
        let found = scenario.targets.iter().enumerate();
        found
            .filter(|(_, target)| target.seed && wanted(target))
            .map(|(position, _)| position)
            .collect::<Vec<_>>()
    };
    let on_gdp = |target: &Target| target.indicator.value.series == Series::GdpGrowth;
    [
        Twin {
            seeding: Seeding::TrendAnchor,
            targets: seeding(&|_| true),
        },
        Twin {
            seeding: Seeding::None,
            targets: seeding(&|target| !on_gdp(target)),
        },
    ]
    .into_iter()
    .filter(|twin| !twin.targets.is_empty())
    .collect()
}

fn watched(scenario: &Scenario, set: IndicatorSet) -> Vec<Indicator> {
    let names = scenario.indicator_names();
    let judged: BTreeSet<Indicator> = scenario
        .targets
        .iter()
        .map(|target| target.indicator.value.clone())
        .chain(
            scenario
                .milestones
                .iter()
                .flat_map(|it| it.awaited.value.indicators(&names)),
        )
        .chain(
            scenario
                .actuals
                .iter()
                .map(|actual| actual.indicator.value.clone()),
        )
        .collect();
    let usual = |indicator: &Indicator| match indicator.series {
        Series::Pipeline(_, measure) => measure == PipelineMeasure::Cumulative,
        // Of a lone pipeline that is the same.
        Series::Pipelines => scenario.pipelines.len() > 1,
        Series::Factor(_)
        | Series::Event(_)
        | Series::Node(_, Measure::Capital | Measure::Utilisation) => false,
        _ => true,
    };
    let mut all = names.all();
    all.retain(|indicator| match set {
        IndicatorSet::All => true,
        IndicatorSet::Default => usual(indicator) || judged.contains(indicator),
        IndicatorSet::Judged => judged.contains(indicator),
    });
    all
}
