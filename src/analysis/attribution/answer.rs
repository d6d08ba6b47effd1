//! The question which change does how much, and its answer.

use std::collections::BTreeMap;

use super::combinations::{Combinations, Failed, Outcome, Player};
use super::quantities::{Quantity, Value, quantities};
use super::shapley::{in_order, shapley};
use crate::analysis::Identity;
use crate::diagnostics::Diagnostic;
use crate::results::{
    ATTRIBUTION_SCHEMA, AttributedChange, AttributedQuantity, Attribution, ChangedSetting, Errors,
    Estimate, Measured, SharingOut, Text, VariantInfo, Z95,
};
use crate::scenario::{Sampler, Transition};
use crate::simulation::{
    Base, Design, IndicatorSet, Observer, PrepareError, RunError, SamplingPlan, prepare,
};

/// Up to this many changes every combination is simulated.
pub const MOST_PLAYERS: usize = 12;

/// What is to be put down to changes.
pub struct Attribute<'q> {
    /// The changes.
    pub transition: &'q Transition<'q>,
    /// The start, where it is a variant.
    pub from: Option<VariantInfo>,
    /// The end.
    pub to: VariantInfo,
    /// Whether the changes come in the order of the file, few as they may be.
    pub stated_order: bool,
    /// How the paths are drawn.
    pub design: Design,
    /// How many paths each combination has.
    pub plan: SamplingPlan,
    /// Who the result is of.
    pub identity: &'q Identity,
    /// Hears of progress, and may stop it.
    pub observer: &'q dyn Observer,
}

/// Why nothing is put down to anything.
#[derive(Debug)]
pub enum NotAttributed {
    /// The scenario itself cannot be simulated.
    Base(PrepareError),
    /// Either end is no scenario that can be simulated.
    Scenario(Vec<Diagnostic>),
    /// The run was stopped, or the sampler has no so many paths.
    Run(RunError),
}

/// Simulates the combinations of the changes on the same draws, and shares out what separates the ends.
///
/// # Errors
/// When either end cannot be simulated, or the observer stops it.
pub fn attribute(asked: &Attribute<'_>) -> Result<Attribution, NotAttributed> {
    let loaded = asked.transition.loaded();
    let of_base = prepare(loaded.base(), asked.design, IndicatorSet::Judged);
    let of_base = of_base.map_err(NotAttributed::Base)?;
    let steps = asked.transition.steps().len();
    let start = asked.transition.at(&vec![false; steps]);
    let mut combinations = Combinations {
        transition: asked.transition,
        base: Base {
            scenario: loaded.base(),
            prepared: &of_base,
        },
        design: asked.design,
        plan: asked.plan,
        observer: asked.observer,
        quantities: quantities(&start.map_err(NotAttributed::Scenario)?),
        known: BTreeMap::new(),
        calibration_kept: true,
    };
    for end in [false, true] {
        match combinations.simulate(&vec![end; steps]).map(|_| ()) {
            Ok(()) => {}
            Err(Failed::Invalid(found)) => return Err(NotAttributed::Scenario(found)),
            Err(Failed::Run(error)) => return Err(NotAttributed::Run(error)),
        }
    }
    let mut players: Vec<Player> = (0..steps).map(Player::of_one).collect();
    let (method, worth) = shared_out(&mut combinations, &mut players, asked.stated_order)?;
    Ok(answer(asked, &combinations, &players, (method, &worth)))
}

impl Player {
    fn of_one(step: usize) -> Self {
        Self {
            steps: vec![step],
            because: None,
        }
    }
}

/// The outcomes of every combination, or of the changes in order where there are too many, or it is asked for.
fn shared_out(
    combinations: &mut Combinations<'_>,
    players: &mut Vec<Player>,
    stated_order: bool,
) -> Result<(SharingOut, Vec<Outcome>), NotAttributed> {
    let few = players.len() <= MOST_PLAYERS;
    if few && !stated_order {
        let every: fn(usize) -> Vec<usize> = |players| (0..1 << players).collect();
        let worth = combinations.all(players, every)?;
        return Ok((SharingOut::Shapley, worth));
    }
    let worth = combinations.in_order(players)?;
    Ok((SharingOut::StatedOrder, worth))
}

fn answer(
    asked: &Attribute<'_>,
    combinations: &Combinations<'_>,
    players: &[Player],
    (method, worth): (SharingOut, &[Outcome]),
) -> Attribution {
    let loaded = asked.transition.loaded();
    let scenario = &loaded.scenario;
    let errors = Errors::from(asked.design.sampler);
    let known = combinations.quantities.iter().enumerate();
    let quantities = known.filter_map(|(place, quantity)| {
        let values: Option<Vec<&Value>> = worth.iter().map(|it| it[place].as_ref()).collect();
        Some(shared(
            quantity,
            &values?,
            (method, players.len()),
            (errors, asked.plan.paths),
        ))
    });
    Attribution {
        schema: ATTRIBUTION_SCHEMA,
        scenario: scenario.id.clone(),
        title: Text {
            zh: scenario.title.zh.clone(),
            en: scenario.title.en.clone(),
        },
        money: scenario.money.clone(),
        sha256: asked.identity.sha256.clone(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        paths: asked.plan.paths,
        seed: asked.design.seed,
        sampler: asked.design.sampler.as_str().to_owned(),
        replicates: (asked.design.sampler == Sampler::Sobol).then(|| errors.parts() as u64),
        from: asked.from.clone(),
        to: asked.to.clone(),
        method,
        combinations: worth.len(),
        calibration_kept: combinations.calibration_kept,
        changes: players
            .iter()
            .map(|it| change(asked.transition, it))
            .collect(),
        quantities: quantities.collect(),
    }
}

fn change(transition: &Transition<'_>, player: &Player) -> AttributedChange {
    let settings = player.steps.iter().map(|place| {
        let step = &transition.steps()[*place];
        ChangedSetting {
            path: step.path.clone(),
            from: step.from.clone(),
            to: step.to.clone(),
        }
    });
    AttributedChange {
        settings: settings.collect(),
        because: player.because.clone(),
    }
}

/// A quantity with what each player contributes: the same sharing out over all paths and over each part of them, whose spread is the error.
fn shared(
    quantity: &Quantity,
    values: &[&Value],
    (method, players): (SharingOut, usize),
    (errors, paths): (Errors, u64),
) -> AttributedQuantity {
    let share = |worth: &[f64]| match method {
        SharingOut::Shapley => shapley(players, worth),
        SharingOut::StatedOrder => in_order(worth),
    };
    let whole: Vec<f64> = values.iter().map(|it| it.whole).collect();
    let part = |k: usize| -> Vec<f64> { values.iter().map(|it| it.parts[k]).collect() };
    let parts: Vec<Vec<f64>> = (0..errors.parts()).map(|k| share(&part(k))).collect();
    // Half of the interval of a share when no path differs (Agresti & Min 2005, as of pairs).
    let least = if quantity.kind.is_probability() {
        Z95 / (paths as f64 + 2.0)
    } else {
        0.0
    };
    let measured = |value: f64, of_part: &dyn Fn(usize) -> f64| {
        let std_error = spread(&(0..errors.parts()).map(of_part).collect::<Vec<f64>>());
        Measured {
            estimate: Estimate { value, std_error },
            half_width: (errors.quantile95_of_parts() * std_error).max(least),
        }
    };
    let (first, last) = (values[0], values[values.len() - 1]);
    let contributions = share(&whole).into_iter().enumerate();
    AttributedQuantity {
        kind: quantity.kind,
        id: quantity.id.clone(),
        year: quantity.year,
        label: quantity.label.clone(),
        unit: quantity.unit.as_str().to_owned(),
        counted_in: quantity.unit.counted_in().map(str::to_owned),
        from: measured(first.whole, &|k| first.parts[k]),
        to: measured(last.whole, &|k| last.parts[k]),
        difference: measured(last.whole - first.whole, &|k| {
            last.parts[k] - first.parts[k]
        }),
        contributions: contributions
            .map(|(place, value)| measured(value, &|k| parts[k][place]))
            .collect(),
    }
}

/// One standard error of the mean of parts.
fn spread(parts: &[f64]) -> f64 {
    let n = parts.len() as f64;
    let mean = parts.iter().sum::<f64>() / n;
    let squares: f64 = parts.iter().map(|it| (it - mean) * (it - mean)).sum();
    (squares / (n - 1.0) / n).sqrt()
}
