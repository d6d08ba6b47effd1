//! The base-year accounts (model.md §1): region totals, final demand, sales outside.

use super::amounts::{amount, number};
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::quantity::{Localized, bilingual};
use crate::scenario::{InputCoefficient, Scenario, Sector};

/// How far a region's GDP may be from the sum of its sectors.
const TOTAL_TOLERANCE: f64 = 1e-3;
/// Rounding that is no negative amount, relative to gross output.
const ROUNDING: f64 = 1e-9;
/// How many culprits are named.
const NAMED: usize = 3;

/// What uses a node's output: how much, where the file says so, and in whose name.
struct Use {
    amount: f64,
    span: Span,
    by: String,
}

/// Each region's GDP against the sum of its sectors.
pub(super) fn region_totals(scenario: &Scenario) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (r, region) in scenario.regions.iter().enumerate() {
        let inside = scenario.sectors.iter().filter(|sector| sector.region == r);
        let total: f64 = inside.map(|sector| sector.value_added.value.get()).sum();
        let gdp = region.gdp.value.get();
        if (total - gdp).abs() <= TOTAL_TOLERANCE * gdp {
            continue;
        }
        let id = &region.id;
        let (stated, summed, gap) = (
            amount(scenario, gdp),
            amount(scenario, total),
            amount(scenario, total - gdp),
        );
        let percent = number((total / gdp - 1.0) * 100.0);
        let (stated_zh, summed_zh, gap_zh) = (stated.zh, summed.zh, gap.zh);
        let (stated_en, summed_en, gap_en) = (stated.en, summed.en, gap.en);
        found.push(
            Diagnostic::error(
                Code::RegionTotal,
                region.gdp.span,
                bilingual!(
                    "地区 `{id}` 的生产总值 {stated_zh} 与各产业增加值之和 {summed_zh} 不符",
                    "region `{id}`: its GDP is {stated_en}, its sectors sum to {summed_en}"
                ),
            )
            .label(bilingual!("相差 {gap_zh}（{percent}%），允许 0.1%", "they differ by {gap_en} ({percent} %); 0.1 % is allowed"))
            .help(bilingual!(
                "改这里，或改各产业的 `value_added`；其余部分可作一个产业",
                "change this, or the sectors' `value_added`; what is left can be a sector of its own"
            )),
        );
    }
    found
}

/// Final demand, and what of it is left for consumption and sales outside once investment is served.
pub(super) fn final_demand(scenario: &Scenario) -> Vec<Diagnostic> {
    let output: Vec<f64> = scenario.sectors.iter().map(gross_output).collect();
    let mut left = output.clone();
    for input in &scenario.inputs {
        left[input.supplier] -= input.coefficient.value * output[input.user];
    }
    let mut rest = left.clone();
    for category in &scenario.categories {
        for (sector, share) in &category.spent_on {
            rest[*sector] -= share.value.get() * category.base.value.get();
        }
    }
    let mut found = Vec::new();
    for (i, sector) in scenario.sectors.iter().enumerate() {
        if left[i] < -ROUNDING * output[i] {
            let uses = input_uses(scenario, i, &output);
            found.push(negative_final_demand(scenario, sector, left[i], uses));
        } else if rest[i] < -ROUNDING * output[i] {
            let uses = investment_uses(scenario, i);
            found.push(negative_sales(scenario, sector, rest[i], uses));
        }
    }
    found
}

fn gross_output(sector: &Sector) -> f64 {
    sector.value_added.value.get() / sector.value_added_ratio.value.get()
}

fn total(uses: &[Use]) -> f64 {
    uses.iter().map(|one| one.amount).sum()
}

fn input_uses(scenario: &Scenario, supplier: usize, output: &[f64]) -> Vec<Use> {
    let of_supplier = scenario
        .inputs
        .iter()
        .filter(|input| input.supplier == supplier);
    of_supplier
        .map(|input: &InputCoefficient| Use {
            amount: input.coefficient.value * output[input.user],
            span: input.coefficient.span,
            by: scenario.sectors[input.user].id.clone(),
        })
        .collect()
}

fn investment_uses(scenario: &Scenario, supplier: usize) -> Vec<Use> {
    let categories = scenario.categories.iter();
    categories
        .flat_map(|category| {
            let spent = category
                .spent_on
                .iter()
                .filter(move |(sector, _)| *sector == supplier);
            spent.map(|(_, share)| Use {
                amount: share.value.get() * category.base.value.get(),
                span: share.span,
                by: category.id.clone(),
            })
        })
        .collect()
}

fn negative_final_demand(
    scenario: &Scenario,
    sector: &Sector,
    left: f64,
    inputs: Vec<Use>,
) -> Diagnostic {
    let id = &sector.id;
    let short = amount(scenario, -left);
    let (output, used) = (
        amount(scenario, gross_output(sector)),
        amount(scenario, total(&inputs)),
    );
    let (short_zh, output_zh, used_zh) = (short.zh, output.zh, used.zh);
    let (short_en, output_en, used_en) = (short.en, output.en, used.en);
    let finding = Diagnostic::error(
        Code::NegativeFinalDemand,
        sector.value_added.span,
        bilingual!(
            "产业 `{id}` 的最终需求为负，差 {short_zh}",
            "the final demand of sector `{id}` is negative by {short_en}"
        ),
    )
    .label(bilingual!(
        "总产出 {output_zh}，而各产业投入要用 {used_zh}",
        "gross output is {output_en}, but the sectors' inputs take {used_en}"
    ))
    .help(bilingual!(
        "提高它的增加值（或降低增加值率），或降低标出的投入系数",
        "raise its value added (or lower its ratio), or lower the labelled input coefficients"
    ));
    with_culprits(scenario, finding, inputs)
}

fn negative_sales(
    scenario: &Scenario,
    sector: &Sector,
    rest: f64,
    investment: Vec<Use>,
) -> Diagnostic {
    let id = &sector.id;
    let short = amount(scenario, -rest);
    let spent = total(&investment);
    let (left, spent) = (amount(scenario, rest + spent), amount(scenario, spent));
    let (short_zh, left_zh, spent_zh) = (short.zh, left.zh, spent.zh);
    let (short_en, left_en, spent_en) = (short.en, left.en, spent.en);
    let finding = Diagnostic::error(
        Code::NegativeSales,
        sector.value_added.span,
        bilingual!(
            "产业 `{id}` 的本地消费与对外销售为负，差 {short_zh}",
            "the consumption and outside sales of sector `{id}` are negative by {short_en}"
        ),
    )
    .label(bilingual!(
        "最终需求 {left_zh}，而投资要用 {spent_zh}",
        "final demand is {left_en}, but investment takes {spent_en}"
    ))
    .help(bilingual!(
        "提高它的增加值，或降低标出的 `spent_on` 份额",
        "raise its value added, or lower the labelled shares of `spent_on`"
    ));
    with_culprits(scenario, finding, investment)
}

/// Labels the entries that use most.
fn with_culprits(scenario: &Scenario, finding: Diagnostic, mut uses: Vec<Use>) -> Diagnostic {
    uses.sort_by(|a, b| b.amount.total_cmp(&a.amount));
    uses.truncate(NAMED);
    uses.into_iter().fold(finding, |finding, one| {
        let taken = amount(scenario, one.amount);
        let by = one.by;
        let text = Localized::new(
            format!("`{by}` 用去 {}", taken.zh),
            format!("`{by}` takes {}", taken.en),
        );
        finding.also(one.span, text)
    })
}
