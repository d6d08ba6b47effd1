//! Investment: gestation, shares, and key projects inside their category.

use super::amounts::{amount, sum as exact};
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::quantity::{Localized, Share, bilingual};
use crate::scenario::{Category, Pipeline, Scenario, Series, Stated};

/// Rounding in sums of written shares.
const ROUNDING: f64 = 1e-9;

/// The gestation profile sums to 1.
pub(super) fn gestation(scenario: &Scenario) -> Vec<Diagnostic> {
    let sum: f64 = scenario.gestation.value.iter().sum();
    if (sum - 1.0).abs() <= ROUNDING {
        return Vec::new();
    }
    let (word, word_en) = if sum < 1.0 {
        ("还差", "short by")
    } else {
        ("多出", "over by")
    };
    let (sum, gap) = (exact(sum), exact((1.0 - sum).abs()));
    vec![
        Diagnostic::error(
            Code::Gestation,
            scenario.gestation.span,
            bilingual!(
                "投产比例合计 {sum}，应为 1",
                "the gestation profile sums to {sum}, not to 1"
            ),
        )
        .label(bilingual!("{word} {gap}", "{word_en} {gap}"))
        .help(bilingual!(
            "各年比例之和必须是 1：形成的资本最终全部投产",
            "the shares must sum to 1: all capital enters in the end"
        )),
    ]
}

/// What a category spends on sectors and builds in them is at most the whole of it.
pub(super) fn shares(scenario: &Scenario) -> Vec<Diagnostic> {
    let categories = scenario.categories.iter();
    categories
        .flat_map(|category| {
            let builds = category.builds.as_deref().unwrap_or_default();
            [
                share_sum(category, "spent_on", &category.spent_on),
                share_sum(category, "builds", builds),
            ]
        })
        .flatten()
        .collect()
}

fn share_sum(
    category: &Category,
    key: &str,
    shares: &[(usize, Stated<Share>)],
) -> Option<Diagnostic> {
    let sum: f64 = shares.iter().map(|(_, share)| share.value.get()).sum();
    let (first, last) = (shares.first()?, shares.last()?);
    if sum <= 1.0 + ROUNDING {
        return None;
    }
    let span = Span::new(first.1.span.start, last.1.span.end);
    let (id, sum) = (&category.id, exact(sum));
    Some(
        Diagnostic::error(
            Code::SumAboveOne,
            span,
            bilingual!(
                "投资类别 `{id}` 的 `{key}` 合计 {sum}，大于 1",
                "`{key}` of category `{id}` sums to {sum}, above 1"
            ),
        )
        .help(bilingual!(
            "各份额之和不能超过 1",
            "the shares may not sum to more than 1"
        )),
    )
}

/// Key projects against the planned path of their category, where no seed changes that path.
pub(super) fn planned_pipelines(scenario: &Scenario) -> Vec<Diagnostic> {
    let seeds = scenario.targets.iter().filter(|target| target.seed);
    let mut seeded = seeds.map(|target| &target.indicator.value.series);
    if seeded.any(|series| matches!(series, Series::InvestmentGrowth(_))) {
        return Vec::new(); // the seeded plan is known when the model is compiled
    }
    let planned: Vec<Vec<f64>> = scenario.categories.iter().map(planned_levels).collect();
    pipelines_within(scenario, &planned)
}

/// Planned nominal investment of a category in each simulated year.
fn planned_levels(category: &Category) -> Vec<f64> {
    let growth = category.growth.value.values().iter();
    growth
        .scan(category.base.value.get(), |level, growth| {
            *level *= 1.0 + growth;
            Some(*level)
        })
        .collect()
}

/// The pipelines that plan more than their category in some year.
///
/// `planned[category][year]` is the planned nominal investment, years counted from the first simulated one; the model hands in
/// the plan with its seeds.
pub fn pipelines_within(scenario: &Scenario, planned: &[Vec<f64>]) -> Vec<Diagnostic> {
    (0..scenario.categories.len())
        .filter_map(|category| category_exceeded(scenario, category, &planned[category]))
        .collect()
}

fn category_exceeded(scenario: &Scenario, category: usize, planned: &[f64]) -> Option<Diagnostic> {
    let inside = scenario
        .pipelines
        .iter()
        .filter(|pipeline| pipeline.category == category);
    let inside: Vec<&Pipeline> = inside.collect();
    let projects = |year: usize| {
        inside
            .iter()
            .map(|pipeline| pipeline.planned.value[year].get())
            .sum::<f64>()
    };
    let exceeded = |year: &usize| projects(*year) > planned[*year] * (1.0 + ROUNDING) + ROUNDING;
    let years: Vec<usize> = (0..planned.len()).filter(exceeded).collect();
    let first = *years.first()?;
    let largest = inside.iter().max_by(|a, b| {
        let at = |pipeline: &&&Pipeline| pipeline.planned.value[first].get();
        at(a).total_cmp(&at(b))
    })?;
    let (id, year) = (
        &scenario.categories[category].id,
        scenario.horizon.base_year() + 1 + first as i32,
    );
    let (projects, plan) = (
        amount(scenario, projects(first)),
        amount(scenario, planned[first]),
    );
    let message = Localized::new(
        format!(
            "{year} 年重点项目计划 {}，超过投资类别 `{id}` 的计划 {}",
            projects.zh, plan.zh
        ),
        format!(
            "in {year} the pipelines plan {}, more than category `{id}` as a whole, {}",
            projects.en, plan.en
        ),
    );
    let count = years.len();
    let mut finding = Diagnostic::error(Code::PipelineAboveCategory, largest.planned.span, message)
        .label(bilingual!(
            "超过的年份共 {count} 个",
            "years in which they exceed it: {count}"
        ))
        .help(bilingual!(
            "降低 `planned`，或提高该类别的 `base` 或 `growth`",
            "lower `planned`, or raise the category's `base` or `growth`"
        ));
    for other in inside
        .iter()
        .filter(|other| other.id != largest.id && other.planned.value[first].get() > 0.0)
    {
        finding = finding.also(
            other.planned.span,
            bilingual!("同属这一类别", "in the same category"),
        );
    }
    let growth = scenario.categories[category].growth.span;
    Some(finding.also(
        growth,
        bilingual!("该类别的计划增速", "the category's planned growth"),
    ))
}
