//! A share of GDP against the growth of its numerator and its denominator.

use super::claims::Claim;
use super::finding::{Finding, Inequality, ids, remedy, sentence};
use super::ledger::Ledger;
use super::words::{amount, percent, percent_apart, stated_amount, stated_percent};
use crate::quantity::{Localized, bilingual};
use crate::results::{Remedy, Severity};
use crate::scenario::{Measure, NodeScope, Series, Unit};

const CODE: &str = "share-against-growth";

/// Every stated share.
pub(super) fn check(ledger: &Ledger) -> Vec<Finding> {
    let mut found = Vec::new();
    for claim in &ledger.claims {
        if let Series::Node(scope, Measure::Share) = &claim.indicator.series {
            let case = Case::new(ledger, claim, scope);
            found.extend(bound(ledger, &case, Side::Floor));
            found.extend(bound(ledger, &case, Side::Ceiling));
        }
    }
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Floor,
    Ceiling,
}

/// A share and what is stated about both of its parts. One deflator serves both, so that it cancels.
struct Case<'l, 'a> {
    claim: &'l Claim<'a>,
    /// Base-year value added.
    numerator: f64,
    /// Base-year GDP.
    denominator: f64,
    /// Growth of GDP, a factor from the base year, with the claims that state it.
    gdp: Option<(f64, Vec<&'l Claim<'a>>)>,
    /// Growth of the numerator, the same.
    part: Option<(f64, Vec<&'l Claim<'a>>)>,
    /// Stated nominal GDP of the year.
    nominal: Option<&'l Claim<'a>>,
}

impl<'l, 'a> Case<'l, 'a> {
    fn new(ledger: &'l Ledger<'a>, claim: &'l Claim<'a>, scope: &NodeScope) -> Self {
        let region = claim.indicator.region;
        let numerator = ledger.value_added(&ledger.sectors(region, scope));
        let denominator = ledger.base_gdp(region);
        let nominal = ledger.companion(claim, &Series::GdpNominal, claim.year);
        let prices = ledger.own_prices(region, 0, claim.year);
        let gdp = product(ledger, claim, &Series::GdpGrowth)
            .or_else(|| level(ledger, claim, &Series::GdpReal, denominator))
            .or_else(|| nominal.map(|level| (level.stated() / prices / denominator, vec![level])));
        let growth = Series::Node(scope.clone(), Measure::Growth);
        let value_added = Series::Node(scope.clone(), Measure::ValueAdded);
        let part = product(ledger, claim, &growth)
            .or_else(|| level(ledger, claim, &value_added, numerator));
        Self {
            claim,
            numerator,
            denominator,
            gdp,
            part,
            nominal,
        }
    }

    fn years(&self) -> f64 {
        (self.claim.year + 1) as f64
    }

    fn base_share(&self) -> f64 {
        self.numerator / self.denominator
    }

    /// Yearly growth of a factor since the base year.
    fn yearly(&self, factor: f64) -> f64 {
        libm::pow(factor, 1.0 / self.years()) - 1.0
    }

    /// The share that is stated growth leads to; at GDP's own pace where nothing is stated of the numerator.
    fn reached(&self) -> f64 {
        match (&self.part, &self.gdp) {
            (Some((part, _)), Some((gdp, _))) => self.base_share() * part / gdp,
            _ => self.base_share(),
        }
    }

    /// How far rounding of the stated growth moves `reached`.
    fn slack(&self) -> f64 {
        let rounding = |side: &Option<(f64, Vec<&Claim>)>| -> f64 {
            side.iter()
                .flat_map(|(_, claims)| claims)
                .map(|claim| match claim.unit {
                    Unit::Rate => claim.rounding / (1.0 + claim.stated()),
                    _ => claim.rounding / claim.stated(),
                })
                .sum()
        };
        if self.part.is_some() && self.gdp.is_some() {
            self.reached() * (rounding(&self.part) + rounding(&self.gdp))
        } else {
            0.0
        }
    }

    fn used(&self) -> Vec<&'l Claim<'a>> {
        let both = self.part.iter().chain(&self.gdp);
        let mut used: Vec<&Claim> = both
            .flat_map(|(_, claims)| claims.iter().copied())
            .collect();
        used.extend(self.nominal);
        used
    }
}

/// Stated growth of every year to the claim's as one factor.
fn product<'l, 'a>(
    ledger: &'l Ledger<'a>,
    claim: &Claim,
    series: &Series,
) -> Option<(f64, Vec<&'l Claim<'a>>)> {
    let claims: Option<Vec<&Claim>> = (0..=claim.year)
        .map(|year| ledger.companion(claim, series, year))
        .collect();
    let claims = claims?;
    let factor = claims.iter().map(|claim| 1.0 + claim.stated()).product();
    Some((factor, claims))
}

/// A stated level of the claim's year over its base.
fn level<'l, 'a>(
    ledger: &'l Ledger<'a>,
    claim: &Claim,
    series: &Series,
    base: f64,
) -> Option<(f64, Vec<&'l Claim<'a>>)> {
    let level = ledger.companion(claim, series, claim.year)?;
    Some((level.stated() / base, vec![level]))
}

fn bound(ledger: &Ledger, case: &Case, side: Side) -> Option<Finding> {
    let claim = case.claim;
    let (asked, relation) = match side {
        Side::Floor => (claim.low()?, "≥"),
        Side::Ceiling => (claim.high()?, "≤"),
    };
    let left = case.reached();
    let room = claim.rounding + case.slack() + 1e-9;
    let holds = match side {
        Side::Floor => left + room >= asked,
        Side::Ceiling => left - room <= asked,
    };
    let remedies = if holds {
        Vec::new()
    } else {
        remedies(case, side, asked)
    };
    let known = case.part.is_some() && case.gdp.is_some();
    Some(Finding {
        code: CODE,
        severity: if !holds && known {
            Severity::Warning
        } else {
            Severity::Note
        },
        targets: ids([claim].into_iter().chain(case.used())),
        statement: sentence(
            &ledger.head(claim),
            &explained(case, asked, side),
            &remedies,
            &amounts(case, asked),
        ),
        inequality: Inequality {
            left,
            relation,
            right: asked,
            unit: Unit::Share,
            holds,
        },
        covered_by: None,
        remedies,
        span: claim.target.span,
    })
}

/// Where the stated growth leads, or the share that GDP's own pace keeps.
fn explained(case: &Case, asked: f64, side: Side) -> Localized {
    let (left, share) = (
        percent_apart(case.reached(), asked),
        percent(case.base_share()),
    );
    let sign = match side {
        _ if (case.reached() - asked).abs() < 1e-12 => "=",
        _ if case.reached() < asked => "<",
        _ => ">",
    };
    let asked = stated_percent(asked);
    match (&case.part, &case.gdp) {
        (Some((part, _)), Some((gdp, _))) => {
            let (part, gdp) = (percent(case.yearly(*part)), percent(case.yearly(*gdp)));
            bilingual!(
                "基年 {share}，分子增长 {part}、地区生产总值增长 {gdp}，得 {left} {sign} {asked}",
                "{share} in the base year, growing {part} while GDP grows {gdp}, becomes {left} {sign} {asked}"
            )
        }
        _ => bilingual!(
            "与地区生产总值同步增长只能保持 {left} {sign} {asked}",
            "at GDP's own pace it stays {left} {sign} {asked}"
        ),
    }
}

/// `20 % × 3000 = 600 against 545 in the base year: nominal +10.1 %`.
fn amounts(case: &Case, asked: f64) -> Localized {
    let Some(nominal) = case.nominal else {
        return Localized::default();
    };
    let level = nominal.stated();
    let needed = asked * level;
    let growth = percent(needed / case.numerator - 1.0);
    let (share, level, needed, base) = (
        stated_percent(asked),
        stated_amount(level),
        amount(needed),
        stated_amount(case.numerator),
    );
    bilingual!(
        "；{share} × {level} = {needed}，基年 {base}，名义增长 {growth}",
        "; {share} × {level} = {needed} against {base} in the base year, nominal growth of {growth}"
    )
}

fn remedies(case: &Case, side: Side, asked: f64) -> Vec<Remedy> {
    let (bound, bound_en) = match side {
        Side::Floor => ("至少", "at least"),
        Side::Ceiling => ("至多", "at most"),
    };
    let (each, each_en) = if case.claim.year == 0 {
        ("", "")
    } else {
        ("每年", " a year")
    };
    let ratio = asked / case.base_share();
    let mut found = Vec::new();
    if let Some((gdp, _)) = &case.gdp {
        let needed = case.yearly(ratio * gdp);
        let rate = percent(needed);
        let (ahead, ahead_en) = beside(needed, case.yearly(*gdp));
        // Its own claim, when one claim states it all; else the growth that somebody would have to state.
        let path = case
            .part
            .as_ref()
            .and_then(|(_, claims)| growth_path(claims));
        found.push(remedy(
            bilingual!(
                "分子实际{each}增长{bound} {rate}（{ahead}）",
                "real growth of {bound_en} {rate}{each_en} ({ahead_en})"
            ),
            path,
            needed,
        ));
    } else {
        let ahead = percent(case.yearly(ratio));
        found.push(remedy(
            bilingual!(
                "{each}比地区生产总值多增长{bound} {ahead}",
                "growth of {bound_en} {ahead}{each_en} beyond GDP's"
            ),
            None,
            case.yearly(ratio),
        ));
    }
    let reached = case.reached();
    let shown = percent(reached);
    let (limit, limit_en) = match side {
        Side::Floor => ("不高于", "at most"),
        Side::Ceiling => ("不低于", "at least"),
    };
    found.push(remedy(
        bilingual!("占比目标{limit} {shown}", "a share of {limit_en} {shown}"),
        case.claim.path(),
        reached + case.claim.stated() - asked,
    ));
    found
}

/// How far the numerator runs ahead of GDP.
fn beside(needed: f64, gdp: f64) -> (String, String) {
    let (pace, gap) = (percent(gdp), super::words::points((needed - gdp).abs()));
    let (zh, en) = if needed >= gdp {
        ("快", "above")
    } else {
        ("慢", "below")
    };
    (
        format!("比地区生产总值的 {pace} {zh} {gap} 点"),
        format!("{gap} points {en} GDP's {pace}"),
    )
}

fn growth_path(claims: &[&Claim]) -> Option<String> {
    match claims {
        [one] if one.unit == Unit::Rate => one.path(),
        _ => None,
    }
}
