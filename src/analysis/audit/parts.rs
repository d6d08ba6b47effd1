//! Sub-targets against their total: how much of it they explain, and what is left for the rest.

use super::claims::Claim;
use super::finding::{Finding, Inequality, ids, remedy, sentence};
use super::ledger::Ledger;
use super::words::{amount_apart, percent, percent_apart, points, stated_amount, stated_percent};
use crate::quantity::{Localized, bilingual};
use crate::results::{Remedy, Severity};
use crate::scenario::{Indicator, InvestmentScope, Measure, Series, Unit};

pub(super) const CODE: &str = "parts-against-total";
const EXCEED: &str = "parts-exceed-total";

/// Every total that is stated beside some of its parts: investment and its categories, GDP (or a group) and its sectors.
pub(super) fn check(ledger: &Ledger) -> Vec<Finding> {
    let mut found = Vec::new();
    for year in 0..ledger.scenario.horizon.len() {
        for universe in [Universe::Investment, Universe::ValueAdded] {
            let demands = demands(ledger, universe, year);
            for total in &demands {
                let parts = parts_of(total, &demands);
                if !parts.is_empty() {
                    found.extend(exceeded(ledger, total, &parts));
                    found.extend(remainder(ledger, universe, total, &parts));
                }
            }
        }
    }
    found
}

/// What is divided into parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Universe {
    /// Nominal investment by category; the plan says how the rest grows.
    Investment,
    /// Real value added by sector in the first year; later years' parts depend on the simulation.
    ValueAdded,
}

/// A claim on a level or a growth rate as a claim on a sum over members.
struct Demand<'l, 'a> {
    claim: &'l Claim<'a>,
    /// Positions of categories or sectors, ascending.
    members: Vec<usize>,
    /// Their sum the year before.
    before: f64,
    year: usize,
    /// Whether the claim is on growth.
    growth: bool,
}

impl Demand<'_, '_> {
    fn level(&self, value: f64) -> f64 {
        if self.growth {
            self.before * (1.0 + value)
        } else {
            value
        }
    }

    /// The stated figure as a level.
    fn stated(&self) -> f64 {
        self.level(self.claim.stated())
    }

    /// The stated figure as growth.
    fn growth(&self) -> f64 {
        self.stated() / self.before - 1.0
    }

    /// Rounding of the stated figure, as a level.
    fn slack(&self) -> f64 {
        if self.growth {
            self.before * self.claim.rounding
        } else {
            self.claim.rounding
        }
    }

    /// The figure written in the file for a level.
    fn written(&self, level: f64) -> f64 {
        if self.growth {
            level / self.before - 1.0
        } else {
            level
        }
    }

    fn contains(&self, other: &Self) -> bool {
        other.members.len() < self.members.len()
            && other.members.iter().all(|m| self.members.contains(m))
    }
}

/// The claims of a universe and year; of several on the same members, growth before level and the strictest first.
fn demands<'l, 'a>(ledger: &'l Ledger<'a>, universe: Universe, year: usize) -> Vec<Demand<'l, 'a>> {
    let mut found: Vec<Demand> = ledger
        .claims
        .iter()
        .filter(|claim| claim.year == year)
        .filter_map(|claim| demand(ledger, universe, claim))
        .filter(|demand| demand.before > 0.0)
        .collect();
    found.sort_by(|a, b| {
        (b.growth, b.claim.stated())
            .partial_cmp(&(a.growth, a.claim.stated()))
            .expect("stated figures are finite")
    });
    let mut kept: Vec<Demand> = Vec::new();
    for demand in found {
        if !kept.iter().any(|known| known.members == demand.members) {
            kept.push(demand);
        }
    }
    kept
}

fn demand<'l, 'a>(
    ledger: &Ledger<'a>,
    universe: Universe,
    claim: &'l Claim<'a>,
) -> Option<Demand<'l, 'a>> {
    let region = claim.indicator.region;
    let (members, growth) = match (universe, &claim.indicator.series) {
        (Universe::Investment, Series::Investment(scope)) => {
            (ledger.categories(region, scope), false)
        }
        (Universe::Investment, Series::InvestmentGrowth(scope)) => {
            (ledger.categories(region, scope), true)
        }
        (Universe::ValueAdded, Series::Node(scope, measure)) if claim.year == 0 => {
            let growth = match measure {
                Measure::Growth => true,
                Measure::ValueAdded => false,
                _ => return None,
            };
            (ledger.sectors(region, scope), growth)
        }
        (Universe::ValueAdded, series @ (Series::GdpGrowth | Series::GdpReal))
            if claim.year == 0 =>
        {
            let all = (0..ledger.scenario.sectors.len())
                .filter(|&i| region.is_none_or(|r| ledger.scenario.sectors[i].region == r));
            (all.collect(), *series == Series::GdpGrowth)
        }
        _ => return None,
    };
    let before = match universe {
        Universe::Investment => ledger.invested_before(&members, claim.year)?,
        Universe::ValueAdded => ledger.value_added(&members),
    };
    Some(Demand {
        claim,
        members,
        before,
        year: claim.year,
        growth,
    })
}

/// The largest stated parts of a total that do not overlap.
fn parts_of<'d, 'l, 'a>(
    total: &Demand<'l, 'a>,
    demands: &'d [Demand<'l, 'a>],
) -> Vec<&'d Demand<'l, 'a>> {
    let mut inside: Vec<&Demand> = demands
        .iter()
        .filter(|part| total.contains(part) && part.claim.low().is_some())
        .collect();
    inside.sort_by_key(|part| std::cmp::Reverse(part.members.len()));
    let mut chosen: Vec<&Demand> = Vec::new();
    for part in inside {
        let free = |other: &&Demand| !other.members.iter().any(|m| part.members.contains(m));
        if chosen.iter().all(free) {
            chosen.push(part);
        }
    }
    chosen.sort_by_key(|part| part.claim.target.span);
    chosen
}

/// A ceiling on the total below the floors of its parts.
fn exceeded(ledger: &Ledger, total: &Demand, parts: &[&Demand]) -> Option<Finding> {
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

fn targets(total: &Demand, parts: &[&Demand]) -> Vec<String> {
    ids([total.claim]
        .into_iter()
        .chain(parts.iter().map(|part| part.claim)))
}

/// Names of parts: of the thing that grows, not of its growth.
fn names(ledger: &Ledger, parts: &[&Demand]) -> Localized {
    let each: Vec<Localized> = parts.iter().map(|part| name(ledger, part)).collect();
    let join =
        |of: fn(&Localized) -> &str, with: &str| each.iter().map(of).collect::<Vec<_>>().join(with);
    Localized::new(join(|n| &n.zh, "、"), join(|n| &n.en, ", "))
}

fn name(ledger: &Ledger, part: &Demand) -> Localized {
    let label = ledger.label(&part.claim.indicator);
    let plain = |text: &str, endings: &[&str]| {
        let ending = endings.iter().find(|ending| text.ends_with(**ending));
        ending
            .map_or(text, |ending| &text[..text.len() - ending.len()])
            .to_owned()
    };
    Localized::new(
        plain(&label.zh, &["增加值增速", "实际增加值", "增速"]),
        plain(&label.en, &[" growth", " real value added"]),
    )
}

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

fn remainder(
    ledger: &Ledger,
    universe: Universe,
    total: &Demand,
    parts: &[&Demand],
) -> Option<Finding> {
    total.claim.low()?;
    let rest = Rest::of(ledger, universe, total, parts);
    if rest.members.is_empty() {
        return Some(sum_of_parts(ledger, total, parts));
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
    // The growth of the rest that the other figures must leave.
    let target = match verdict {
        Verdict::Holds => return Vec::new(),
        Verdict::PlanTooLow => rest.planned.unwrap_or(0.0),
        Verdict::Shrinks | Verdict::Impossible => 0.0,
        Verdict::Runaway(limit) => *limit,
    };
    let stated: f64 = parts.iter().map(|part| part.stated()).sum();
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

/// A claim with another figure.
fn restated(demand: &Demand, level: f64, (zh, en): (&str, &str)) -> Remedy {
    let figure = demand.written(level);
    let shown = if demand.growth {
        percent(figure)
    } else {
        amount_apart(figure, demand.claim.stated())
    };
    remedy(
        bilingual!("{zh} {shown}", "{en} {shown}"),
        demand.claim.path(),
        figure,
    )
}

/// A total whose every part is stated.
fn sum_of_parts(ledger: &Ledger, total: &Demand, parts: &[&Demand]) -> Finding {
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
