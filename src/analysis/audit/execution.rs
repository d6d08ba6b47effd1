//! Stated investment against the scenario's own plan, and how much of the key projects must be carried out for it.

use super::claims::Claim;
use super::finding::{Finding, Inequality, ids, remedy, sentence};
use super::ledger::Ledger;
use super::words::{amount, amount_apart, percent, percent_apart};
use crate::quantity::{Localized, bilingual};
use crate::results::{Remedy, Severity};
use crate::scenario::{Indicator, Pipeline, Series, Unit};

const EXECUTION: &str = "execution-needed";
pub(super) const PLAN: &str = "plan-against-target";

/// Every scope and year with a stated investment.
pub(super) fn check(ledger: &Ledger) -> Vec<Finding> {
    let mut cases: Vec<Case> = Vec::new();
    for claim in &ledger.claims {
        if let Some(case) = Case::of(ledger, claim) {
            add(&mut cases, case);
        }
    }
    cases.iter().map(|case| case.finding(ledger)).collect()
}

/// Stated investment of some categories in a year.
struct Case<'l, 'a> {
    /// The claims about it, the most demanding first.
    claims: Vec<&'l Claim<'a>>,
    /// What is spoken of, as a level.
    indicator: Indicator,
    year: usize,
    /// The most demanding claim's floor as a level, its rounding, and investment the year before when it is on growth.
    required: f64,
    slack: f64,
    before: Option<f64>,
    /// Planned investment, and what of it is in key projects.
    planned: f64,
    /// (pipeline, planned in this year), with something planned.
    projects: Vec<(usize, f64)>,
}

impl<'l, 'a> Case<'l, 'a> {
    fn of(ledger: &'l Ledger<'a>, claim: &'l Claim<'a>) -> Option<Self> {
        let region = claim.indicator.region;
        let (scope, growth) = match &claim.indicator.series {
            Series::Investment(scope) => (scope, false),
            Series::InvestmentGrowth(scope) => (scope, true),
            _ => return None,
        };
        let floor = claim.low()?;
        let categories = ledger.categories(region, scope);
        let before = ledger.invested_before(&categories, claim.year)?;
        let projects = ledger.scenario.pipelines.iter().enumerate();
        let projects = projects
            .filter(|(_, pipeline)| categories.contains(&pipeline.category))
            .map(|(g, pipeline)| (g, pipeline.planned.value[claim.year].get()))
            .filter(|(_, planned)| *planned > 0.0);
        Some(Self {
            claims: vec![claim],
            indicator: Indicator {
                region,
                series: Series::Investment(scope.clone()),
            },
            year: claim.year,
            required: if growth {
                before * (1.0 + floor)
            } else {
                floor
            },
            slack: if growth {
                before * claim.rounding
            } else {
                claim.rounding
            },
            before: growth.then_some(before),
            planned: ledger.planned(&categories, claim.year)?,
            projects: projects.collect(),
        })
    }

    fn in_projects(&self) -> f64 {
        self.projects.iter().map(|(_, planned)| planned).sum()
    }

    /// The share of the key projects' plan that must be spent, the rest going to plan.
    fn needed(&self, required: f64) -> f64 {
        let projects = self.in_projects();
        (required - (self.planned - projects)) / projects
    }

    /// Execution of the key projects together, each weighted by its plan.
    fn execution(&self, ledger: &Ledger, of: impl Fn(&Pipeline) -> f64) -> f64 {
        let weighted = self
            .projects
            .iter()
            .map(|(g, planned)| planned * of(&ledger.scenario.pipelines[*g]));
        weighted.sum::<f64>() / self.in_projects()
    }

    /// How much more than planned is asked for.
    fn strictness(&self) -> f64 {
        if self.projects.is_empty() {
            (self.required - self.slack) / self.planned
        } else {
            self.needed(self.required - self.slack)
        }
    }

    fn finding(&self, ledger: &Ledger) -> Finding {
        if self.projects.is_empty() || self.needed(self.required) <= 0.0 {
            self.against_plan(ledger)
        } else {
            self.against_execution(ledger)
        }
    }

    /// No key projects: the plan itself.
    fn against_plan(&self, ledger: &Ledger) -> Finding {
        let holds = self.planned + self.slack >= self.required * (1.0 - 1e-9);
        let (left, right) = (
            amount_apart(self.planned, self.required),
            amount_apart(self.required, self.planned),
        );
        let sign = if self.planned < self.required * (1.0 - 1e-9) {
            "<"
        } else {
            "≥"
        };
        let remedies = if holds {
            Vec::new()
        } else {
            vec![self.lower(self.planned)]
        };
        Finding {
            code: PLAN,
            severity: if holds {
                Severity::Note
            } else {
                Severity::Warning
            },
            targets: ids(self.claims.iter().copied()),
            statement: sentence(
                &ledger.head_of(&self.indicator, self.year),
                &bilingual!(
                    "情景自身的计划 {left} {sign} 目标 {right}",
                    "the scenario's own plan is {left} {sign} {right} as stated"
                ),
                &remedies,
                &Localized::default(),
            ),
            inequality: Inequality {
                left: self.planned,
                relation: "≥",
                right: self.required,
                unit: Unit::Money,
                holds,
            },
            covered_by: None,
            remedies,
            span: self.claims[0].target.span,
        }
    }

    fn against_execution(&self, ledger: &Ledger) -> Finding {
        let mean =
            |pipeline: &Pipeline| pipeline.execution.value.mean().min(pipeline.ceiling.value);
        let most = |pipeline: &Pipeline| {
            pipeline
                .execution
                .value
                .quantile(1.0)
                .min(pipeline.ceiling.value)
        };
        let expected = self.execution(ledger, mean);
        let needed = self.needed(self.required);
        let least = self.needed(self.required - self.slack);
        let holds = expected >= least - 1e-9;
        let possible = self.execution(ledger, most) >= least - 1e-9;
        let remedies = if holds {
            Vec::new()
        } else {
            self.remedies(expected)
        };
        Finding {
            code: EXECUTION,
            severity: if possible {
                Severity::Note
            } else {
                Severity::Warning
            },
            targets: ids(self.claims.iter().copied()),
            statement: sentence(
                &ledger.head_of(&self.indicator, self.year),
                &self.explained(expected, needed),
                &remedies,
                &Localized::default(),
            ),
            inequality: Inequality {
                left: expected,
                relation: "≥",
                right: needed,
                unit: Unit::Share,
                holds,
            },
            covered_by: None,
            remedies,
            span: self.claims[0].target.span,
        }
    }

    /// `key projects are 1078 of the planned 1410 (76.4 %); 1410 takes 99.9 % of them, 94.7 % is expected`.
    fn explained(&self, expected: f64, needed: f64) -> Localized {
        let projects = self.in_projects();
        let share = percent(projects / self.planned);
        let (projects, planned, required) = (
            amount(projects),
            amount(self.planned),
            amount(self.required),
        );
        let (needed, expected) = (
            percent_apart(needed, expected),
            percent_apart(expected, needed),
        );
        bilingual!(
            "重点项目计划 {projects}，占计划 {planned} 的 {share}；其余照计划，达到 {required} 要完成项目计划的 {needed}，情景假定平均完成 {expected}",
            "key projects plan {projects}, {share} of the {planned} planned; with the rest as planned, {required} takes {needed} of their plan, \
             and the scenario assumes {expected} on average"
        )
    }

    fn remedies(&self, expected: f64) -> Vec<Remedy> {
        let needed = percent(self.needed(self.required));
        let projects = self.in_projects();
        let rest = self.planned - projects;
        let more = (self.required - rest) / expected;
        let shown = amount(more);
        vec![
            remedy(
                bilingual!(
                    "平均完成率至少 {needed}",
                    "execution of at least {needed} on average"
                ),
                None,
                self.needed(self.required),
            ),
            // More projects inside the same plan would only crowd out the rest: the category must grow with them.
            remedy(
                bilingual!(
                    "项目计划增至 {shown}，总计划随之增加",
                    "projects of {shown}, added to the plan"
                ),
                None,
                more,
            ),
            self.lower(rest + projects * expected),
        ]
    }

    /// The most demanding claim at this level.
    fn lower(&self, level: f64) -> Remedy {
        let claim = self.claims[0];
        let lift = claim.stated() - claim.low().unwrap_or_else(|| claim.stated());
        let (figure, shown) = match self.before {
            Some(before) => (level / before - 1.0, percent(level / before - 1.0)),
            None => (level, amount_apart(level, self.required)),
        };
        let path = if self.claims.len() == 1 {
            claim.path()
        } else {
            None
        };
        remedy(
            bilingual!("目标不高于 {shown}", "a target of at most {shown}"),
            path,
            figure + lift,
        )
    }
}

/// Adds a case; claims that hang on the same projects (a growth rate and its level, a group and its one category with projects)
/// make one case, told by the most demanding of them.
fn add<'l, 'a>(cases: &mut Vec<Case<'l, 'a>>, case: Case<'l, 'a>) {
    let same = |known: &&mut Case| {
        known.year == case.year
            && if case.projects.is_empty() {
                known.projects.is_empty() && known.indicator == case.indicator
            } else {
                known.projects == case.projects
            }
    };
    let Some(known) = cases.iter_mut().find(same) else {
        cases.push(case);
        return;
    };
    if case.strictness() > known.strictness() {
        let mut claims = case.claims.clone();
        claims.append(&mut known.claims);
        *known = Case { claims, ..case };
    } else {
        known.claims.extend(case.claims);
    }
}
