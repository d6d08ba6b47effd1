//! Which targets are counted, and what has to be known of every path to count them.

use thiserror::Error;

use crate::results::Column;
use crate::scenario::{Comparator, Indicator, Scenario, Unit};
use crate::simulation::{Together, together};

/// The targets and milestones that are counted together.
#[derive(Debug, Clone, PartialEq)]
pub struct Counted {
    /// [`Column::Met`] or [`Column::Reached`], in the order of the file.
    pub(super) columns: Vec<Column>,
    /// What is not counted because a target of another tier implies it.
    pub(super) implied: Vec<Column>,
    pub(super) tier: Option<String>,
    /// By how much single ones are to be relaxed.
    pub(super) relaxed: Vec<(Column, f64)>,
}

/// Why nothing is counted.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CountedError {
    /// One target, or none, has nothing to be together with.
    #[error("{0} targets are not attained together")]
    TooFew(usize),
    /// No target is of the tier.
    #[error("no target is of the tier; there are {0:?}")]
    NoTier(Vec<String>),
    /// A milestone without a deadline is not judged by any year.
    #[error("the milestone `{0}` has no deadline")]
    NoDeadline(String),
    /// What is to be relaxed is not counted.
    #[error("`{0}` is not counted")]
    NotCounted(String),
}

impl Counted {
    /// All targets with a year and milestones with a deadline, as a run's summary counts them: what a target of another tier implies is not
    /// counted twice. Or those of a tier.
    ///
    /// # Errors
    /// When there are fewer than two, or there is no such tier.
    pub fn of(scenario: &Scenario, tier: Option<&str>) -> Result<Self, CountedError> {
        let sets = together(scenario);
        let Some(set) = sets.iter().find(|set| set.tier.as_deref() == tier) else {
            let tiers = sets.iter().filter_map(|set| set.tier.clone());
            return Err(CountedError::NoTier(tiers.collect()));
        };
        let all = |set: &Together| -> Vec<Column> {
            let targets = set.targets.iter().map(|k| Column::Met(*k));
            let milestones = set.milestones.iter().map(|m| Column::Reached(*m));
            targets.chain(milestones).collect()
        };
        let columns = all(set);
        let implied = if tier.is_some() {
            Vec::new()
        } else {
            everything(scenario)
                .into_iter()
                .filter(|column| !columns.contains(column))
                .collect()
        };
        Self::checked(columns, implied, tier)
    }

    /// These, and nothing else.
    ///
    /// # Errors
    /// When there are fewer than two, or one is judged by no year.
    pub fn chosen(scenario: &Scenario, chosen: &[Column]) -> Result<Self, CountedError> {
        let dated = everything(scenario);
        if let Some(undated) = chosen.iter().find(|column| !dated.contains(column)) {
            return Err(CountedError::NoDeadline(id(scenario, undated).to_owned()));
        }
        let asked = |column: &Column| chosen.contains(column);
        let columns = dated.into_iter().filter(asked).collect();
        Self::checked(columns, Vec::new(), None)
    }

    fn checked(
        columns: Vec<Column>,
        implied: Vec<Column>,
        tier: Option<&str>,
    ) -> Result<Self, CountedError> {
        if columns.len() < 2 {
            return Err(CountedError::TooFew(columns.len()));
        }
        Ok(Self {
            columns,
            implied,
            tier: tier.map(str::to_owned),
            relaxed: Vec::new(),
        })
    }

    /// With a target relaxed by so much, in the unit of its indicator, instead of by one percentage point or one per cent.
    ///
    /// # Errors
    /// When it is not counted.
    pub fn relaxing(
        mut self,
        scenario: &Scenario,
        column: Column,
        by: f64,
    ) -> Result<Self, CountedError> {
        if !self.columns.contains(&column) {
            return Err(CountedError::NotCounted(id(scenario, &column).to_owned()));
        }
        self.relaxed.retain(|(known, _)| *known != column);
        self.relaxed.push((column, by));
        Ok(self)
    }

    /// What has to be kept of every path.
    pub fn columns(&self, scenario: &Scenario) -> Vec<Column> {
        let verdicts = self.columns.iter().chain(&self.implied).cloned();
        let values = self.columns.iter().flat_map(|column| {
            let judged = judged(scenario, column);
            let years = judged.years.clone();
            let members = judged.members.into_iter();
            members.flat_map(move |member| {
                let of_year = move |t| Column::Indicator(member.clone(), t);
                years.clone().map(of_year).collect::<Vec<Column>>()
            })
        });
        verdicts.chain(values).collect()
    }
}

/// Every target, and every milestone with a deadline, in the order of the file.
fn everything(scenario: &Scenario) -> Vec<Column> {
    let milestones = scenario.milestones.iter().enumerate();
    let dated = milestones.filter(|(_, it)| it.deadline.is_some());
    let targets = (0..scenario.targets.len()).map(Column::Met);
    targets
        .chain(dated.map(|(m, _)| Column::Reached(m)))
        .collect()
}

/// The id of a target or milestone.
pub(super) fn id<'s>(scenario: &'s Scenario, column: &Column) -> &'s str {
    match column {
        Column::Reached(m) => &scenario.milestones[*m].id,
        Column::Met(k) => &scenario.targets[*k].id,
        _ => unreachable!("only verdicts are counted"),
    }
}

/// How a target or milestone is judged: some of its members must hold the comparison in one of the years.
pub(super) struct JudgedColumn {
    pub(super) members: Vec<Indicator>,
    pub(super) years: std::ops::RangeInclusive<usize>,
    pub(super) comparator: Comparator,
    pub(super) required: usize,
    pub(super) unit: Unit,
}

pub(super) fn judged(scenario: &Scenario, column: &Column) -> JudgedColumn {
    let names = scenario.indicator_names();
    let index = |year: i32| {
        let index = scenario.horizon.index(year);
        index.expect("validation keeps judged years inside the horizon")
    };
    match column {
        Column::Reached(m) => {
            let milestone = &scenario.milestones[*m];
            let members = milestone.awaited.value.indicators(&names);
            let last = milestone.deadline.as_ref().map(|year| index(year.value));
            JudgedColumn {
                unit: members[0].unit(&names),
                members,
                years: 0..=last.expect("what is counted has a deadline"),
                comparator: milestone.comparator.value,
                required: milestone.required,
            }
        }
        Column::Met(k) => {
            let target = &scenario.targets[*k];
            let (indicator, t) = (target.indicator.value.clone(), index(target.year.value));
            JudgedColumn {
                unit: indicator.unit(&names),
                members: vec![indicator],
                years: t..=t,
                comparator: target.comparator.value,
                required: 1,
            }
        }
        _ => unreachable!("only verdicts are counted"),
    }
}
