//! Planned nominal investment by category and year, seeds applied (model.md §3 and §7).

use super::seeds::{Seeding, holds, seeds};
use crate::scenario::{InvestmentScope, Scenario, Series, Span, pipelines_within};

/// Planned nominal investment. Levels are `[category][year]`, year 0 the first simulated one.
#[derive(Debug, Clone)]
pub struct InvestmentPlan {
    /// Ī: the whole category.
    pub planned: Vec<Vec<f64>>,
    /// Ī − Σ_g P_g ≥ 0: what is not in a pipeline.
    pub rest: Vec<Vec<f64>>,
}

/// A plan that contradicts itself.
#[derive(Debug, Clone, PartialEq)]
pub enum PlanError {
    /// Pipelines exceed their category; the planned levels they exceed, `[category][year]`.
    PipelinesExceed(Vec<Vec<f64>>),
    /// A seed that does not hold once every other seed does.
    SeedsDisagree {
        /// Place of the seeding target.
        span: Span,
        /// Target id.
        target: String,
        /// What it asks for.
        asked: f64,
        /// What the plan gives.
        given: f64,
    },
}

impl InvestmentPlan {
    /// The plan of a scenario under the seeds in force.
    ///
    /// # Errors
    /// Every seed that cannot hold together with the others, and every pipeline that exceeds its category.
    pub fn of(scenario: &Scenario, seeding: Seeding) -> Result<Self, Vec<PlanError>> {
        let planned = planned_levels(scenario, seeding);
        let mut errors = seed_errors(scenario, seeding, &planned);
        if !pipelines_within(scenario, &planned).is_empty() {
            errors.push(PlanError::PipelinesExceed(planned.clone()));
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let mut rest = planned.clone();
        for pipeline in &scenario.pipelines {
            for (rest, inside) in rest[pipeline.category]
                .iter_mut()
                .zip(&pipeline.planned.value)
            {
                // A plan filled to the last yuan may be below zero by a rounding.
                *rest = (*rest - inside.get()).max(0.0);
            }
        }
        Ok(Self { planned, rest })
    }
}

/// Ī year by year: stated growth, then seeds on single categories, then seeds on groups and totals over what is still free.
fn planned_levels(scenario: &Scenario, seeding: Seeding) -> Vec<Vec<f64>> {
    let mut levels: Vec<Vec<f64>> = vec![Vec::new(); scenario.categories.len()];
    let mut previous: Vec<f64> = scenario
        .categories
        .iter()
        .map(|c| c.base.value.get())
        .collect();
    for t in 0..scenario.horizon.len() {
        let mut level: Vec<f64> = scenario
            .categories
            .iter()
            .zip(&previous)
            .map(|(c, before)| before * (1.0 + c.growth.value.at(t)))
            .collect();
        let mut fixed = vec![false; level.len()];
        for (members, growth) in investment_seeds(scenario, seeding, t) {
            scale_to(&members, growth, &previous, &mut level, &mut fixed);
        }
        for (c, value) in level.iter().enumerate() {
            levels[c].push(*value);
        }
        previous = level;
    }
    levels
}

/// Investment seeds of a year as (member categories, growth), the narrowest first.
fn investment_seeds(scenario: &Scenario, seeding: Seeding, t: usize) -> Vec<(Vec<usize>, f64)> {
    let mut found: Vec<(Vec<usize>, f64)> = seeds(scenario, seeding)
        .filter(|(_, year, _)| *year == t)
        .filter_map(|(target, _, value)| match &target.indicator.value.series {
            Series::InvestmentGrowth(scope) => Some((members(scenario, target, scope), value)),
            _ => None,
        })
        .collect();
    found.sort_by_key(|(members, _)| members.len());
    found
}

fn members(
    scenario: &Scenario,
    target: &crate::scenario::Target,
    scope: &InvestmentScope,
) -> Vec<usize> {
    (0..scenario.categories.len())
        .filter(|&c| holds(scenario, &target.indicator.value, scope, c))
        .collect()
}

/// Scales the members that no narrower seed has fixed by one factor, so that the sum grows as asked.
fn scale_to(
    members: &[usize],
    growth: f64,
    previous: &[f64],
    level: &mut [f64],
    fixed: &mut [bool],
) {
    let asked = (1.0 + growth) * members.iter().map(|&c| previous[c]).sum::<f64>();
    let held: f64 = members
        .iter()
        .filter(|&&c| fixed[c])
        .map(|&c| level[c])
        .sum();
    let free: f64 = members
        .iter()
        .filter(|&&c| !fixed[c])
        .map(|&c| level[c])
        .sum();
    if free > 0.0 && asked > held {
        for &c in members.iter().filter(|&&c| !fixed[c]) {
            level[c] *= (asked - held) / free;
        }
    }
    for &c in members {
        fixed[c] = true;
    }
}

/// Seeds that the finished plan does not honour: two that cannot both hold.
fn seed_errors(scenario: &Scenario, seeding: Seeding, planned: &[Vec<f64>]) -> Vec<PlanError> {
    let mut errors = Vec::new();
    for (target, t, asked) in seeds(scenario, seeding) {
        let Series::InvestmentGrowth(scope) = &target.indicator.value.series else {
            continue;
        };
        let members = members(scenario, target, scope);
        let sum = |t: usize| members.iter().map(|&c| planned[c][t]).sum::<f64>();
        let before = if t == 0 {
            members
                .iter()
                .map(|&c| scenario.categories[c].base.value.get())
                .sum()
        } else {
            sum(t - 1)
        };
        let given = sum(t) / before - 1.0;
        if (given - asked).abs() > 1e-9 * asked.abs().max(1.0) {
            errors.push(PlanError::SeedsDisagree {
                span: target.span,
                target: target.id.clone(),
                asked,
                given,
            });
        }
    }
    errors
}
