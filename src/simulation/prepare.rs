//! Everything a run needs before its first draw: models, calibrations, draws, and what is watched.

use thiserror::Error;

use super::arm::Arm;
use super::draws::Draws;
use super::judge::Judged;
use super::volatility::{self, VolatilityError};
use crate::model::{AnchorError, CompileError, Evaluator, Model, Seeding, calibrate, compile};
use crate::random::StreamCollision;
use crate::scenario::{Indicator, Measure, Scenario, Series, Target};

/// Which indicators are watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndicatorSet {
    /// All but capital, utilisation, factors and events; and whatever a target names.
    Default,
    /// All.
    All,
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
    /// Two variables would share their draws.
    #[error(transparent)]
    Collision(#[from] StreamCollision),
}

/// Compiles, calibrates and lays out what is watched.
///
/// # Errors
/// When plans or seeds contradict each other, an anchor has no root, a record's volatility cannot be reached, or names collide.
pub fn prepare(
    scenario: &Scenario,
    seed: u64,
    set: IndicatorSet,
) -> Result<Prepared, PrepareError> {
    let draws = Draws::new(scenario, seed)?;
    let indicators = watched(scenario, set);
    let mut arms = vec![main_arm(scenario, &draws, &indicators)?];
    let twins = twins(scenario);
    for twin in &twins {
        arms.push(twin_arm(scenario, twin)?);
    }
    Ok(Prepared {
        draws,
        arms,
        indicators,
        twins,
    })
}

fn main_arm(
    scenario: &Scenario,
    draws: &Draws,
    indicators: &[Indicator],
) -> Result<Arm, PrepareError> {
    let model = compile(scenario, Seeding::All)?;
    let mut calibration = calibrate(&model)?;
    volatility::calibrate(&model, draws, &mut calibration)?;
    let targets = scenario
        .targets
        .iter()
        .map(|target| judged(scenario, indicators, target))
        .collect();
    let evaluators = indicators
        .iter()
        .map(|indicator| Evaluator::new(&model, scenario, indicator))
        .collect();
    Ok(Arm {
        model,
        calibration,
        evaluators,
        targets,
        statistics: true,
        years: scenario.horizon.len(),
    })
}

fn twin_arm(scenario: &Scenario, twin: &Twin) -> Result<Arm, PrepareError> {
    let model: Model = compile(scenario, twin.seeding)?;
    let calibration = calibrate(&model)?;
    let last = |target: &Target| {
        scenario
            .horizon
            .index(target.year.value)
            .map_or(0, |t| t + 1)
    };
    let judged_targets = || twin.targets.iter().map(|&target| &scenario.targets[target]);
    let years = judged_targets().map(last).max().unwrap_or(0);
    let mut indicators: Vec<Indicator> = judged_targets()
        .map(|target| target.indicator.value.clone())
        .collect();
    indicators.sort();
    indicators.dedup();
    let targets = judged_targets()
        .map(|target| judged(scenario, &indicators, target))
        .collect();
    let evaluators = indicators
        .iter()
        .map(|indicator| Evaluator::new(&model, scenario, indicator))
        .collect();
    Ok(Arm {
        model,
        calibration,
        evaluators,
        targets,
        statistics: false,
        years,
    })
}

fn judged(scenario: &Scenario, indicators: &[Indicator], target: &Target) -> Judged {
    let indicator = indicators
        .iter()
        .position(|i| *i == target.indicator.value)
        .expect("every target's indicator is watched");
    let year = scenario
        .horizon
        .index(target.year.value)
        .expect("validation keeps target years inside the horizon");
    Judged {
        indicator,
        year,
        comparator: target.comparator.value,
    }
}

/// The twins that the scenario's seeds ask for: every seeding target is judged against the trend with all else as written;
/// those that seed another driver than GDP, which that twin still presumes, are judged with no seed at all as well.
fn twins(scenario: &Scenario) -> Vec<Twin> {
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
    let named = |indicator: &Indicator| {
        scenario
            .targets
            .iter()
            .any(|t| t.indicator.value == *indicator)
    };
    let usual = |indicator: &Indicator| {
        !matches!(
            indicator.series,
            Series::Factor(_)
                | Series::Event(_)
                | Series::Node(_, Measure::Capital | Measure::Utilisation)
        )
    };
    let mut all = scenario.indicator_names().all();
    all.retain(|indicator| set == IndicatorSet::All || usual(indicator) || named(indicator));
    all
}
