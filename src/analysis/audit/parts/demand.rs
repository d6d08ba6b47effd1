//! Claims on sums: what is asked of a total or of a part of it.

use crate::analysis::audit::claims::Claim;
use crate::analysis::audit::finding::{ids, remedy};
use crate::analysis::audit::ledger::Ledger;
use crate::analysis::audit::words::{amount_apart, percent};
use crate::quantity::{Localized, bilingual};
use crate::results::Remedy;
use crate::scenario::{Measure, Series};

/// What is divided into parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Universe {
    /// Nominal investment by category; the plan says how the rest grows.
    Investment,
    /// Real value added by sector in the first year; later years' parts depend on the simulation.
    ValueAdded,
}

/// A claim on a level or a growth rate as a claim on a sum over members.
pub(super) struct Demand<'l, 'a> {
    pub(super) claim: &'l Claim<'a>,
    /// Positions of categories or sectors, ascending.
    pub(super) members: Vec<usize>,
    /// Their sum the year before.
    pub(super) before: f64,
    pub(super) year: usize,
    /// Whether the claim is on growth.
    pub(super) growth: bool,
}

impl Demand<'_, '_> {
    pub(super) fn level(&self, value: f64) -> f64 {
        if self.growth {
            self.before * (1.0 + value)
        } else {
            value
        }
    }

    /// The stated figure as a level.
    pub(super) fn stated(&self) -> f64 {
        self.level(self.claim.stated())
    }

    /// The stated figure as growth.
    pub(super) fn growth(&self) -> f64 {
        self.stated() / self.before - 1.0
    }

    /// Rounding of the stated figure, as a level.
    pub(super) fn slack(&self) -> f64 {
        if self.growth {
            self.before * self.claim.rounding
        } else {
            self.claim.rounding
        }
    }

    /// The figure written in the file for a level.
    pub(super) fn written(&self, level: f64) -> f64 {
        if self.growth {
            level / self.before - 1.0
        } else {
            level
        }
    }

    pub(super) fn contains(&self, other: &Self) -> bool {
        other.members.len() < self.members.len()
            && other.members.iter().all(|m| self.members.contains(m))
    }
}

/// The claims of a universe and year; of several on the same members, growth before level and the strictest first.
pub(super) fn demands<'l, 'a>(
    ledger: &'l Ledger<'a>,
    universe: Universe,
    year: usize,
) -> Vec<Demand<'l, 'a>> {
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

pub(super) fn demand<'l, 'a>(
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
pub(super) fn parts_of<'d, 'l, 'a>(
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

/// Names of parts: of the thing that grows, not of its growth.
pub(super) fn names(ledger: &Ledger, parts: &[&Demand]) -> Localized {
    let each: Vec<Localized> = parts.iter().map(|part| name(ledger, part)).collect();
    let join =
        |of: fn(&Localized) -> &str, with: &str| each.iter().map(of).collect::<Vec<_>>().join(with);
    Localized::new(join(|n| &n.zh, "、"), join(|n| &n.en, ", "))
}

pub(super) fn name(ledger: &Ledger, part: &Demand) -> Localized {
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

/// A claim with another figure.
pub(super) fn restated(demand: &Demand, level: f64, (zh, en): (&str, &str)) -> Remedy {
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

/// Ids of a total and its parts.
pub(super) fn targets(total: &Demand, parts: &[&Demand]) -> Vec<String> {
    ids([total.claim]
        .into_iter()
        .chain(parts.iter().map(|part| part.claim)))
}
