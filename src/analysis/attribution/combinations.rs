//! The changes in any combination, simulated; those that only make sense together become one.

use std::collections::BTreeMap;

use super::answer::NotAttributed;
use super::quantities::{Quantity, Value, columns, values};
use crate::diagnostics::{Diagnostic, Severity};
use crate::results::Text;
use crate::scenario::{Scenario, Transition};
use crate::simulation::{
    Base, Design, IndicatorSet, Observer, Prepared, RunError, SamplingPlan, gather, prepare_changed,
};

/// Steps that are taken together, and why more than one is.
#[derive(Debug, Clone)]
pub(super) struct Player {
    /// Positions of the steps, in order.
    pub(super) steps: Vec<usize>,
    pub(super) because: Option<Text>,
}

/// What every quantity comes to under one combination.
pub(super) type Outcome = Vec<Option<Value>>;

/// Simulates combinations of a transition's steps, each once.
pub(super) struct Combinations<'c> {
    pub(super) transition: &'c Transition<'c>,
    pub(super) base: Base<'c>,
    pub(super) design: Design,
    pub(super) plan: SamplingPlan,
    pub(super) observer: &'c dyn Observer,
    pub(super) quantities: Vec<Quantity>,
    /// By which steps are taken.
    pub(super) known: BTreeMap<Vec<bool>, Outcome>,
    pub(super) calibration_kept: bool,
}

/// Why a combination has no outcome.
pub(super) enum Failed {
    /// It is no scenario: the findings say why.
    Invalid(Vec<Diagnostic>),
    /// The run was stopped.
    Run(RunError),
}

impl Combinations<'_> {
    /// Simulates the scenario with these steps taken, unless it is known.
    pub(super) fn simulate(&mut self, taken: &[bool]) -> Result<&Outcome, Failed> {
        if !self.known.contains_key(taken) {
            let outcome = self.outcome(taken)?;
            self.known.insert(taken.to_vec(), outcome);
        }
        Ok(&self.known[taken])
    }

    fn outcome(&mut self, taken: &[bool]) -> Result<Outcome, Failed> {
        let scenario = self.transition.at(taken).map_err(Failed::Invalid)?;
        let prepared = self.prepared(&scenario)?;
        self.calibration_kept &= prepared.calibration_kept;
        let wanted = self.quantities.iter();
        let wanted = wanted.map(|it| (it, columns(it, &scenario, &prepared)));
        let wanted: Vec<_> = wanted.collect();
        let all = wanted.iter().filter_map(|(_, columns)| columns.clone());
        let all = all.flatten().collect();
        let table = gather(&prepared, all, self.plan, self.observer).map_err(Failed::Run)?;
        Ok(values(&wanted, &table))
    }

    fn prepared(&self, scenario: &Scenario) -> Result<Prepared, Failed> {
        let prepared = prepare_changed(scenario, self.base, self.design, IndicatorSet::Judged);
        prepared.map_err(|error| Failed::Invalid(error.diagnostics(scenario)))
    }

    /// Which steps are taken when these players are.
    pub(super) fn taken(&self, players: &[&Player]) -> Vec<bool> {
        let mut taken = vec![false; self.transition.steps().len()];
        for step in players.iter().flat_map(|player| &player.steps) {
            taken[*step] = true;
        }
        taken
    }

    /// The outcome of every combination that a sharing out needs, in its order; players are put together until all of them are scenarios.
    pub(super) fn all(
        &mut self,
        players: &mut Vec<Player>,
        needed: fn(usize) -> Vec<usize>,
    ) -> Result<Vec<Outcome>, NotAttributed> {
        'again: loop {
            let sets = needed(players.len());
            // Small combinations first: what is put together is then no more than it has to be.
            let mut order: Vec<usize> = sets.clone();
            order.sort_by_key(|set| (set.count_ones(), *set));
            for set in order {
                let taken = self.taken(&members(players, set));
                match self.simulate(&taken) {
                    Ok(_) => {}
                    Err(Failed::Run(error)) => return Err(NotAttributed::Run(error)),
                    Err(Failed::Invalid(found)) => {
                        self.put_together(players, set, found)?;
                        continue 'again;
                    }
                }
            }
            let outcome = |set: &usize| self.known[&self.taken(&members(players, *set))].clone();
            return Ok(sets.iter().map(outcome).collect());
        }
    }

    /// The outcomes of none, the first, the first two, … of the players; a player whose coming would be no scenario is put together with the next.
    pub(super) fn in_order(
        &mut self,
        players: &mut Vec<Player>,
    ) -> Result<Vec<Outcome>, NotAttributed> {
        let mut found = Vec::new();
        let mut count = 0;
        while count <= players.len() {
            let first: Vec<&Player> = players[..count].iter().collect();
            let taken = self.taken(&first);
            match self.simulate(&taken).cloned() {
                Ok(outcome) => {
                    found.push(outcome);
                    count += 1;
                }
                Err(Failed::Run(error)) => return Err(NotAttributed::Run(error)),
                Err(Failed::Invalid(why)) if count == 0 || count == players.len() => {
                    return Err(NotAttributed::Scenario(why));
                }
                Err(Failed::Invalid(why)) => {
                    let next = players.remove(count);
                    players[count - 1].steps.extend(next.steps);
                    players[count - 1].because = Some(reason(&why));
                }
            }
        }
        Ok(found)
    }

    /// Makes one player of those of a set that is no scenario, with another that makes it one; with all others where none does by itself.
    fn put_together(
        &mut self,
        players: &mut Vec<Player>,
        set: usize,
        found: Vec<Diagnostic>,
    ) -> Result<(), NotAttributed> {
        let others: Vec<usize> = (0..players.len()).filter(|k| set & (1 << k) == 0).collect();
        if set == 0 || others.is_empty() {
            return Err(NotAttributed::Scenario(found));
        }
        let mut joined = (1 << players.len()) - 1;
        for other in others {
            let with = set | (1 << other);
            let taken = self.taken(&members(players, with));
            if let Err(Failed::Run(error)) = self.simulate(&taken).map(|_| ()) {
                return Err(NotAttributed::Run(error));
            }
            if self.known.contains_key(&taken) {
                joined = with;
                break;
            }
        }
        let mut steps: Vec<usize> = members(players, joined)
            .iter()
            .flat_map(|player| player.steps.clone())
            .collect();
        steps.sort_unstable();
        let first = (0..players.len()).find(|k| joined & (1 << k) != 0);
        let first = first.expect("a set that is joined is not empty");
        let mut place = 0;
        players.retain(|_| {
            let kept = place == first || joined & (1 << place) == 0;
            place += 1;
            kept
        });
        players[first] = Player {
            steps,
            because: Some(reason(&found)),
        };
        Ok(())
    }
}

/// The players whose bits are set.
fn members(players: &[Player], set: usize) -> Vec<&Player> {
    let all = players.iter().enumerate();
    all.filter(|(k, _)| set & (1 << k) != 0)
        .map(|(_, player)| player)
        .collect()
}

/// The first mistake that a combination would be.
fn reason(found: &[Diagnostic]) -> Text {
    let errors = found.iter().filter(|it| it.severity == Severity::Error);
    let first = errors.chain(found).next();
    first.map_or_else(Text::default, |finding| Text {
        zh: finding.message.zh.clone(),
        en: finding.message.en.clone(),
    })
}
