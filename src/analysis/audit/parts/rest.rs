//! What the stated parts of a total leave for the rest of it.

use super::CODE;
use super::demand::{Demand, Universe, name, restated, targets};
use crate::analysis::audit::finding::{Finding, Inequality, remedy, sentence};
use crate::analysis::audit::ledger::Ledger;
use crate::analysis::audit::words::{
    percent, percent_apart, points, stated_amount, stated_percent,
};
use crate::quantity::{Localized, bilingual};
use crate::results::{Remedy, Severity};
use crate::scenario::{InvestmentScope, Series, Unit};

/// What the parts leave for the rest.
struct Rest {
    before: f64,
    members: Vec<usize>,
    /// Growth the rest needs for the total's stated figure.
    needed: f64,
    /// Rounding of `needed`.
    slack: f64,
    /// Growth in the scenario's own plan; `None` without one.
    planned: Option<f64>,
}

impl Rest {
    fn of(ledger: &Ledger, universe: Universe, total: &Demand, parts: &[&Demand]) -> Self {
        let free = total.members.iter().copied();
        let members: Vec<usize> = free
            .filter(|m| !parts.iter().any(|part| part.members.contains(m)))
            .collect();
        let before = total.before - parts.iter().map(|part| part.before).sum::<f64>();
        let left = total.stated() - parts.iter().map(|part| part.stated()).sum::<f64>();
        let slack = total.slack() + parts.iter().map(|part| part.slack()).sum::<f64>();
        let planned = match universe {
            Universe::Investment => ledger.planned(&members, total.year),
            Universe::ValueAdded => None,
        };
        Self {
            before,
            members,
            needed: left / before - 1.0,
            slack: slack / before,
            planned: planned.map(|planned| planned / before - 1.0),
        }
    }
}

/// How the rest's needed growth is judged.
enum Verdict {
    Holds,
    /// The plan's growth of the rest is too little.
    PlanTooLow,
    /// The rest would have to shrink.
    Shrinks,
    /// Even nothing left for the rest would not be enough.
    Impossible,
    /// The rest would have to grow beyond everything that is stated.
    Runaway(f64),
}

pub(super) fn remainder(
    ledger: &Ledger,
    universe: Universe,
    total: &Demand,
    parts: &[&Demand],
) -> Option<Finding> {
    total.claim.low()?;
    let rest = Rest::of(ledger, universe, total, parts);
    if rest.members.is_empty() {
        return Some(super::sums::sum_of_parts(ledger, total, parts));
    }
    let verdict = judge(total, parts, &rest);
    let (left, relation, right) = match (&verdict, rest.planned) {
        (Verdict::Shrinks, _) => (rest.needed, "≥", 0.0),
        (Verdict::Impossible, _) => (rest.needed, "≥", -1.0),
        (Verdict::Runaway(limit), _) => (rest.needed, "≤", *limit),
        (_, Some(planned)) => (planned, "≥", rest.needed),
        (_, None) => (rest.needed, "≥", 0.0),
    };
    let remedies = remedies(ledger, total, parts, &rest, &verdict);
    let severity = match verdict {
        Verdict::Holds | Verdict::Runaway(_) => Severity::Note,
        _ => Severity::Warning,
    };
    Some(Finding {
        code: CODE,
        severity,
        targets: targets(total, parts),
        statement: sentence(
            &ledger.head(total.claim),
            &explained(ledger, total, parts),
            &remedies,
            &closing(&rest, &verdict),
        ),
        inequality: Inequality {
            left,
            relation,
            right,
            unit: Unit::Rate,
            holds: matches!(verdict, Verdict::Holds),
        },
        covered_by: None,
        remedies,
        span: total.claim.target.span,
    })
}

fn judge(total: &Demand, parts: &[&Demand], rest: &Rest) -> Verdict {
    let (least, most) = (rest.needed - rest.slack, rest.needed + rest.slack);
    if most < -1.0 {
        return Verdict::Impossible;
    }
    if let Some(planned) = rest.planned {
        return if planned < least - 1e-9 {
            Verdict::PlanTooLow
        } else if most < 0.0 && planned >= 0.0 {
            Verdict::Shrinks
        } else {
            Verdict::Holds
        };
    }
    let fastest = parts
        .iter()
        .map(|part| part.growth())
        .fold(total.growth(), f64::max);
    // Nothing in the scenario plans for the rest: twice the fastest growth that is stated is beyond anything it says.
    let limit = 2.0 * fastest;
    if most < 0.0 && total.growth() >= 0.0 {
        Verdict::Shrinks
    } else if limit > 0.0 && least > limit {
        Verdict::Runaway(limit)
    } else {
        Verdict::Holds
    }
}

/// `industry +36.5 % on 102.6 of 1215.5 explains 3.1 of the 16 points`.
fn explained(ledger: &Ledger, total: &Demand, parts: &[&Demand]) -> Localized {
    let whole = stated_amount(total.before);
    let each: Vec<Localized> = parts
        .iter()
        .map(|part| {
            let name = name(ledger, part);
            let growth = stated_percent(part.growth());
            let sign = if part.growth() < 0.0 { "" } else { "+" };
            let (before, explained) = (
                stated_amount(part.before),
                points(part.before * part.growth() / total.before),
            );
            Localized::new(
                format!(
                    "{} {sign}{growth}（基数 {before}）贡献 {explained} 点",
                    name.zh
                ),
                format!(
                    "{} {sign}{growth} on {before} explains {explained}",
                    name.en
                ),
            )
        })
        .collect();
    let join =
        |of: fn(&Localized) -> &str, with: &str| each.iter().map(of).collect::<Vec<_>>().join(with);
    let (zh, en) = (join(|t| &t.zh, "，"), join(|t| &t.en, ", "));
    let asked = points(total.growth());
    bilingual!(
        "基数 {whole}，要增长 {asked} 个百分点；{zh}",
        "of {asked} points on {whole}, {en}"
    )
}

fn closing(rest: &Rest, verdict: &Verdict) -> Localized {
    let planned = rest.planned.unwrap_or(rest.needed);
    let needed = percent_apart(rest.needed, planned);
    let own = percent_apart(planned, rest.needed);
    let before = stated_amount(rest.before);
    match (verdict, rest.planned) {
        (Verdict::PlanTooLow, _) => bilingual!(
            "；其余（基数 {before}）要增长 {needed}，情景自身的计划只有 {own}",
            "; the rest, {before}, must grow {needed}, and the scenario's own plan for it is {own}"
        ),
        (Verdict::Shrinks, _) => bilingual!(
            "；其余（基数 {before}）反而要下降：{needed}",
            "; the rest, {before}, would have to shrink: {needed}"
        ),
        (Verdict::Impossible, _) => bilingual!(
            "；分项已超过总量，其余（基数 {before}）要 {needed}，不可能",
            "; the parts alone exceed the total: the rest, {before}, would need {needed}"
        ),
        (Verdict::Runaway(_), _) => bilingual!(
            "；其余（基数 {before}）要增长 {needed}，超过所有已提出增速的两倍",
            "; the rest, {before}, must grow {needed}, more than twice any growth that is stated"
        ),
        (Verdict::Holds, Some(_)) => bilingual!(
            "；其余（基数 {before}）要增长 {needed}，情景自身的计划是 {own}",
            "; the rest, {before}, must grow {needed}; the scenario's own plan for it is {own}"
        ),
        (Verdict::Holds, None) => bilingual!(
            "；其余（基数 {before}）要增长 {needed}",
            "; the rest, {before}, must grow {needed}"
        ),
    }
}

/// What closes the gap: the rest, the total, or the only part.
fn remedies(
    ledger: &Ledger,
    total: &Demand,
    parts: &[&Demand],
    rest: &Rest,
    verdict: &Verdict,
) -> Vec<Remedy> {
    let stated: f64 = parts.iter().map(|part| part.stated()).sum();
    // The growth of the rest that the other figures must leave.
    let target = match verdict {
        Verdict::Holds => return Vec::new(),
        Verdict::PlanTooLow => rest.planned.unwrap_or(0.0),
        Verdict::Shrinks | Verdict::Impossible => 0.0,
        Verdict::Runaway(_) => {
            let level = total_without_runaway(total, parts, rest, stated);
            let lower = level.map(|level| restated(total, level, ("总量目标", "a total of")));
            return lower.into_iter().collect();
        }
    };
    let kept = rest.before * (1.0 + target);
    let mut found = Vec::new();
    if matches!(verdict, Verdict::PlanTooLow) {
        let needed = percent(rest.needed);
        found.push(remedy(
            bilingual!("其余增长 {needed}", "growth of {needed} of the rest"),
            rest_path(ledger, total, rest),
            rest.needed,
        ));
    }
    found.push(restated(total, stated + kept, ("总量目标", "a total of")));
    if let [part] = parts {
        let words = (
            format!("{}目标", name(ledger, part).zh),
            format!("a target for {} of", name(ledger, part).en),
        );
        let level = total.stated() - kept;
        if level > 0.0 {
            found.push(restated(part, level, (&words.0, &words.1)));
        }
    }
    found
}

/// The greatest total at which the rest need not grow more than twice the fastest stated growth, which may be the total's own;
/// `None` when a lower total would not help.
fn total_without_runaway(
    total: &Demand,
    parts: &[&Demand],
    rest: &Rest,
    stated: f64,
) -> Option<f64> {
    let fastest = parts
        .iter()
        .map(|part| part.growth())
        .fold(f64::MIN, f64::max);
    let level = stated + rest.before * (1.0 + 2.0 * fastest);
    if level <= total.before * (1.0 + fastest) {
        return Some(level);
    }
    // total·(1 + T) = stated + rest·(1 + 2T)
    let growth = (stated + rest.before - total.before) / (total.before - 2.0 * rest.before);
    (total.before > 2.0 * rest.before && growth >= fastest).then_some(total.before * (1.0 + growth))
}

/// The path of the rest's growth, where it is one category's.
fn rest_path(ledger: &Ledger, total: &Demand, rest: &Rest) -> Option<String> {
    let [one] = rest.members[..] else {
        return None;
    };
    matches!(
        total.claim.indicator.series,
        Series::Investment(_)
            | Series::InvestmentGrowth(InvestmentScope::Total | InvestmentScope::Group(_))
    )
    .then(|| {
        let id = &ledger.scenario.categories[one].id;
        format!("investment.{id}.growth.{}", ledger.calendar(total.year))
    })
}
