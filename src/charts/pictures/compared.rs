//! The targets that several runs have in common, and how their probabilities differ from the first run's.

use super::super::backend::Color;
use super::super::page::{Marker, color};
use super::super::words::{Chance, Lang, bracketed_tier, demand, spoken_indicator};
use super::series::measure_of;
use crate::results::{Summary, TargetSummary};

/// How a target's probability differs between the first run and another.
#[derive(Debug, Clone, PartialEq)]
pub struct TargetDifference {
    /// The target.
    pub id: String,
    /// Position of the other run in the list, from 1.
    pub scenario: usize,
    /// The other's probability less the first's, as a fraction.
    pub difference: f64,
    /// Half its 95 % interval, as a fraction.
    pub half_width: f64,
    /// Whether the error is that of runs on the same draws.
    pub paired: bool,
}

impl TargetDifference {
    /// Whether it is greater than its error.
    pub(super) fn is_sure(&self) -> bool {
        self.difference.abs() > self.half_width
    }
}

/// A target of the first run and the same in every run.
pub(super) struct Row<'a> {
    pub(super) target: &'a TargetSummary,
    pub(super) judged: Vec<Option<&'a TargetSummary>>,
}

/// The targets of the first run that another has too: by year, then from likely to unlikely, those on the same indicator together.
pub(super) fn rows(summaries: &[Summary]) -> Vec<Row<'_>> {
    let Some(first) = summaries.first() else {
        return Vec::new();
    };
    let find = |summary: &'_ Summary, id: &str| -> Option<usize> {
        summary.targets.iter().position(|target| target.id == id)
    };
    super::target_board::ordered(first)
        .into_iter()
        .map(|target| Row {
            target,
            judged: summaries
                .iter()
                .map(|summary| find(summary, &target.id).map(|index| &summary.targets[index]))
                .collect(),
        })
        .filter(|row| row.judged.iter().flatten().count() > 1)
        .collect()
}

impl Row<'_> {
    /// The difference between a run and the first: as given, else from two independent errors.
    pub(super) fn difference(
        &self,
        differences: &[TargetDifference],
        run: usize,
    ) -> Option<TargetDifference> {
        let given = differences
            .iter()
            .find(|d| d.id == self.target.id && d.scenario == run);
        if let Some(given) = given {
            return Some(given.clone());
        }
        let other = (*self.judged.get(run)?)?;
        let halves = [self.target, other].map(|target| Chance::from(target).half_width());
        Some(TargetDifference {
            id: self.target.id.clone(),
            scenario: run,
            difference: other.probability - self.target.probability,
            half_width: libm::hypot(halves[0], halves[1]),
            paired: false,
        })
    }

    /// Year, indicator and tier of the target.
    pub(super) fn name(&self, summary: &Summary, lang: Lang) -> String {
        let label = spoken_indicator(summary, &self.target.indicator, lang);
        let year = lang.year(self.target.year);
        let tier = bracketed_tier(self.target.tier.as_deref(), lang);
        lang.choose(
            format!("{year}{label}{tier}"),
            format!("{label} {year}{tier}"),
        )
    }

    /// What each run asks, in words; `None` where it does not judge the target.
    pub(super) fn asked(&self, summaries: &[Summary], lang: Lang) -> Vec<Option<String>> {
        let asked = |(summary, target): (&Summary, Option<&TargetSummary>)| {
            let target = target?;
            let measure = measure_of(summary, &target.indicator, lang);
            Some(demand(target, &measure, lang))
        };
        let judged = self.judged.iter().copied();
        summaries.iter().zip(judged).map(asked).collect()
    }
}

/// Mark and colour of a run; no two of the first 64 share both.
pub(super) fn look(index: usize) -> (Marker, Color) {
    let count = color::SCENARIOS.len();
    let turn = index / count;
    (
        Marker::SCENARIOS[(index + turn) % Marker::SCENARIOS.len()],
        color::SCENARIOS[index % count],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_look_different() {
        for a in 0..64 {
            for b in 0..a {
                assert_ne!(look(a), look(b), "{a} {b}");
            }
        }
    }
}
