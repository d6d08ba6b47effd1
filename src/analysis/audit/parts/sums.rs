//! Parts whose floors exceed the total's ceiling, and totals whose every part is stated.

use super::CODE;
use super::demand::{Demand, name, names, restated, targets};
use crate::analysis::audit::finding::{Finding, Inequality, remedy, sentence};
use crate::analysis::audit::ledger::Ledger;
use crate::analysis::audit::words::{amount_apart, percent};
use crate::quantity::{Localized, bilingual};
use crate::results::Severity;
use crate::scenario::{Indicator, Measure, Series, Unit};

const EXCEED: &str = "parts-exceed-total";

/// A ceiling on the total below the floors of its parts.
pub(super) fn exceeded(ledger: &Ledger, total: &Demand, parts: &[&Demand]) -> Option<Finding> {
    let high = total.level(total.claim.high()?);
    let floor = |part: &Demand| part.level(part.claim.low().unwrap_or(0.0));
    let sum: f64 = parts.iter().map(|part| floor(part)).sum();
    let slack: f64 = parts.iter().map(|part| part.slack()).sum::<f64>() + total.slack();
    if sum - slack <= high {
        return None;
    }
    let (left, right) = (amount_apart(sum, high), amount_apart(high, sum));
    let names = names(ledger, parts);
    let raised = total.written(sum) - (total.claim.best() - total.claim.stated());
    let shown = if total.growth {
        percent(total.written(sum))
    } else {
        left.clone()
    };
    let remedies = vec![remedy(
        bilingual!(
            "总量目标至少 {shown}",
            "a ceiling on the total of at least {shown}"
        ),
        total.claim.path(),
        raised,
    )];
    Some(Finding {
        code: EXCEED,
        severity: Severity::Warning,
        targets: targets(total, parts),
        statement: sentence(
            &level_head(ledger, total),
            &Localized::new(
                format!("分项（{}）至少合计 {left} > 总量至多 {right}", names.zh),
                format!(
                    "its parts ({}) sum to at least {left} > at most {right} for the total",
                    names.en
                ),
            ),
            &remedies,
            &Localized::default(),
        ),
        inequality: Inequality {
            left: sum,
            relation: "≤",
            right: high,
            unit: Unit::Money,
            holds: false,
        },
        covered_by: None,
        remedies,
        span: total.claim.target.span,
    })
}

/// The head of a claim on growth when levels are spoken of.
fn level_head(ledger: &Ledger, total: &Demand) -> Localized {
    let series = match &total.claim.indicator.series {
        Series::InvestmentGrowth(scope) => Series::Investment(scope.clone()),
        Series::GdpGrowth => Series::GdpReal,
        Series::Node(scope, _) => Series::Node(scope.clone(), Measure::ValueAdded),
        other => other.clone(),
    };
    let indicator = Indicator {
        region: total.claim.indicator.region,
        series,
    };
    ledger.head_of(&indicator, total.year)
}

/// A total whose every part is stated.
pub(super) fn sum_of_parts(ledger: &Ledger, total: &Demand, parts: &[&Demand]) -> Finding {
    let best = |demand: &Demand| demand.level(demand.claim.best());
    let sum: f64 = parts.iter().map(|part| best(part)).sum();
    let floor = total.level(total.claim.low().unwrap_or_else(|| total.claim.stated()));
    let slack: f64 = parts.iter().map(|part| part.slack()).sum::<f64>() + total.slack();
    let holds = sum + slack >= floor - 1e-9 * floor.abs();
    let mut remedies = Vec::new();
    if !holds {
        let lift = total.level(total.claim.stated()) - floor;
        remedies.push(restated(total, sum + lift, ("总量目标", "a total of")));
        for part in parts {
            let words = (
                format!("{}目标", name(ledger, part).zh),
                format!("a target for {} of", name(ledger, part).en),
            );
            let level = part.stated() + floor - sum;
            remedies.push(restated(part, level, (&words.0, &words.1)));
        }
    }
    let names = names(ledger, parts);
    let (left, right) = (amount_apart(sum, floor), amount_apart(floor, sum));
    let sign = if sum + 1e-9 * sum.abs() < floor {
        "<"
    } else {
        "≥"
    };
    Finding {
        code: CODE,
        severity: if holds {
            Severity::Note
        } else {
            Severity::Warning
        },
        targets: targets(total, parts),
        statement: sentence(
            &level_head(ledger, total),
            &Localized::new(
                format!("分项（{}）合计 {left} {sign} 总量 {right}", names.zh),
                format!("its parts ({}) sum to {left} {sign} {right}", names.en),
            ),
            &remedies,
            &Localized::default(),
        ),
        inequality: Inequality {
            left: sum,
            relation: "≥",
            right: floor,
            unit: Unit::Money,
            holds,
        },
        covered_by: None,
        remedies,
        span: total.claim.target.span,
    }
}
