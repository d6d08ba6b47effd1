//! Targets that cannot all be met: ranges of one number that do not meet, shares of a whole that exceed it.

use super::average::figure;
use super::claims::Claim;
use super::finding::{Finding, Inequality, ids, remedy, sentence};
use super::ledger::Ledger;
use super::words::{percent, stated_amount, stated_percent, stated_points};
use crate::quantity::{Localized, bilingual};
use crate::results::{Remedy, Severity};
use crate::scenario::{Measure, Series, Unit};

const CODE: &str = "exclusive-targets";
const SHARES: &str = "shares-exceed-whole";

/// Every pair of claims on one number that exclude each other, and every set of shares above the whole.
pub(super) fn check(ledger: &Ledger) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, a) in ledger.claims.iter().enumerate() {
        for b in &ledger.claims[at + 1..] {
            found.extend(exclude(a, b).map(|(floor, ceiling)| disjoint(ledger, floor, ceiling)));
        }
    }
    found.extend(shares(ledger));
    found
}

/// The claim whose floor lies above the other's ceiling, and that other, when two claims on one number exclude each other.
pub(super) fn exclude<'l, 'a>(
    a: &'l Claim<'a>,
    b: &'l Claim<'a>,
) -> Option<(&'l Claim<'a>, &'l Claim<'a>)> {
    if a.indicator != b.indicator || a.year != b.year {
        return None;
    }
    let above = |floor: &Claim, ceiling: &Claim| match (floor.low(), ceiling.high()) {
        (Some(low), Some(high)) => low > high + 1e-9 * high.abs().max(1.0),
        _ => false,
    };
    if above(a, b) {
        Some((a, b))
    } else if above(b, a) {
        Some((b, a))
    } else {
        None
    }
}

fn disjoint(ledger: &Ledger, floor: &Claim, ceiling: &Claim) -> Finding {
    let (low, high) = (
        floor.low().expect("one has a floor"),
        ceiling.high().expect("the other has a ceiling"),
    );
    let unit = floor.unit;
    let show = |value: f64| match unit {
        Unit::Rate | Unit::Share => stated_percent(value),
        Unit::Points => stated_points(value),
        _ => stated_amount(value),
    };
    let (low_text, high_text) = (show(low), show(high));
    let (first, second) = (&floor.target.id, &ceiling.target.id);
    let remedies = vec![
        remedy(
            bilingual!(
                "{first} 不高于 {high_text}",
                "{first} of at most {high_text}"
            ),
            floor.path(),
            high + (floor.stated() - low),
        ),
        remedy(
            bilingual!(
                "{second} 不低于 {low_text}",
                "{second} of at least {low_text}"
            ),
            ceiling.path(),
            low - (high - ceiling.stated()),
        ),
    ];
    Finding {
        code: CODE,
        severity: Severity::Warning,
        targets: ids([floor, ceiling]),
        statement: sentence(
            &ledger.head(floor),
            &bilingual!(
                "{first} 要求至少 {low_text} > {second} 允许的至多 {high_text}，不可能同时实现",
                "{first} asks for at least {low_text} > at most {high_text} that {second} allows: both cannot be met"
            ),
            &remedies,
            &Localized::default(),
        ),
        inequality: Inequality {
            left: low,
            relation: "≤",
            right: high,
            unit,
            holds: false,
        },
        covered_by: None,
        remedies,
        span: ceiling.target.span.max(floor.target.span),
    }
}

/// Floors on shares of disjoint parts of one region's GDP.
fn shares(ledger: &Ledger) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut seen: Vec<(Option<usize>, usize)> = Vec::new();
    for claim in &ledger.claims {
        let place = (claim.indicator.region, claim.year);
        if share_floor(claim).is_some() && !seen.contains(&place) {
            seen.push(place);
            found.extend(whole(ledger, place));
        }
    }
    found
}

fn share_floor(claim: &Claim) -> Option<f64> {
    matches!(claim.indicator.series, Series::Node(_, Measure::Share))
        .then(|| claim.low())
        .flatten()
}

fn whole(ledger: &Ledger, (region, year): (Option<usize>, usize)) -> Option<Finding> {
    let sectors = |claim: &Claim| match &claim.indicator.series {
        Series::Node(scope, _) => ledger.sectors(region, scope),
        _ => Vec::new(),
    };
    let mut claims: Vec<&Claim> = ledger
        .claims
        .iter()
        .filter(|c| (c.indicator.region, c.year) == (region, year) && share_floor(c).is_some())
        .collect();
    // The largest floors first: parts of a part are counted with it.
    claims.sort_by(|a, b| share_floor(b).partial_cmp(&share_floor(a)).expect("finite"));
    let mut chosen: Vec<&Claim> = Vec::new();
    let mut taken: Vec<usize> = Vec::new();
    for claim in claims {
        let parts = sectors(claim);
        if parts.iter().all(|part| !taken.contains(part)) {
            taken.extend(parts);
            chosen.push(claim);
        }
    }
    if chosen.len() < 2 {
        return None;
    }
    let floors = |claim: &&Claim| share_floor(claim).unwrap_or(0.0);
    let sum: f64 = chosen.iter().map(floors).sum();
    let slack: f64 = chosen.iter().map(|claim| claim.rounding).sum();
    let holds = sum - slack <= 1.0 + 1e-9;
    let remedies = if holds {
        Vec::new()
    } else {
        fit(&chosen, sum - 1.0)
    };
    let terms: Vec<String> = chosen.iter().map(|claim| figure(claim)).collect();
    let (terms, total) = (terms.join(" + "), percent(sum));
    let sign = if sum > 1.0 { ">" } else { "≤" };
    let calendar = ledger.calendar(year);
    Some(Finding {
        code: SHARES,
        severity: if holds {
            Severity::Note
        } else {
            Severity::Warning
        },
        targets: ids(chosen.iter().copied()),
        statement: sentence(
            &bilingual!("占比合计（{calendar} 年）", "Shares of GDP, {calendar}"),
            &bilingual!(
                "{terms} = {total} {sign} 100%",
                "{terms} = {total} {sign} 100%"
            ),
            &remedies,
            &Localized::default(),
        ),
        inequality: Inequality {
            left: sum,
            relation: "≤",
            right: 1.0,
            unit: Unit::Share,
            holds,
        },
        covered_by: None,
        remedies,
        span: chosen[0].target.span,
    })
}

/// Each share, lowered alone until the sum fits.
fn fit(chosen: &[&Claim], excess: f64) -> Vec<Remedy> {
    let lowered = chosen.iter().filter_map(|claim| {
        let needed = claim.stated() - excess;
        let (id, shown) = (&claim.target.id, percent(needed));
        (needed >= 0.0).then(|| {
            remedy(
                bilingual!("{id} 不高于 {shown}", "{id} of at most {shown}"),
                claim.path(),
                needed,
            )
        })
    });
    lowered.collect()
}
