//! A level without stated growth on the way: which average growth does it need?

use super::chain::is_led_to;
use super::claims::Claim;
use super::finding::{Finding, Inequality, ids, remedy, sentence};
use super::ledger::Ledger;
use super::words::{amount, percent, percent_apart, stated_amount, stated_percent, stated_points};
use crate::quantity::{Localized, bilingual};
use crate::results::{Remedy, Severity};
use crate::scenario::{Measure, Series};

const CODE: &str = "growth-needed";

/// Every level that no unbroken chain of stated growth leads to. Investment has a plan for every year and is left to it.
pub(super) fn check(ledger: &Ledger) -> Vec<Finding> {
    let levels = ledger.claims.iter().filter(|claim| {
        matches!(
            claim.indicator.series,
            Series::GdpNominal
                | Series::GdpReal
                | Series::Node(_, Measure::ValueAdded | Measure::GrossOutput)
        )
    });
    levels
        .filter(|level| !is_led_to(ledger, level))
        .filter_map(|level| needed(ledger, level))
        .collect()
}

/// The years to a level: from where, and what the scenario itself lets GDP grow by meanwhile.
struct Way<'l, 'a> {
    start: f64,
    /// Stated level it starts from; `None`: the base year.
    first: Option<&'l Claim<'a>>,
    years: usize,
    from: usize,
    /// GDP's own growth over these years, a year: stated where it is, else the trend.
    real: f64,
    /// Price factor of these years; 1 for a level at base-year prices.
    prices: f64,
    /// Growth claims that were used.
    used: Vec<&'l Claim<'a>>,
}

impl<'l, 'a> Way<'l, 'a> {
    fn to(ledger: &'l Ledger<'a>, level: &Claim) -> Option<Self> {
        let region = level.indicator.region;
        let first = (0..level.year)
            .rev()
            .find_map(|year| ledger.companion(level, &level.indicator.series, year));
        let from = first.map_or(0, |claim| claim.year + 1);
        let start = match first {
            Some(claim) => claim.stated(),
            None => ledger.base(&level.indicator)?,
        };
        let mut used = Vec::new();
        let mut product = 1.0;
        for year in from..=level.year {
            product *= match ledger.companion(level, &Series::GdpGrowth, year) {
                Some(claim) => {
                    used.push(claim);
                    1.0 + claim.stated()
                }
                None => 1.0 + ledger.trend(region, year),
            };
        }
        let years = level.year + 1 - from;
        let nominal = matches!(
            level.indicator.series,
            Series::GdpNominal | Series::Node(_, Measure::GrossOutput)
        );
        let prices = if nominal {
            ledger.own_prices(region, from, level.year)
        } else {
            1.0
        };
        Some(Self {
            start,
            first,
            years,
            from,
            real: libm::pow(product, 1.0 / years as f64) - 1.0,
            prices,
            used,
        })
    }

    /// Growth a year from the start to a level.
    fn yearly(&self, level: f64) -> f64 {
        libm::pow(level / self.start, 1.0 / self.years as f64) - 1.0
    }

    /// What the scenario itself brings a year, prices included.
    fn own(&self) -> f64 {
        (1.0 + self.real) * libm::pow(self.prices, 1.0 / self.years as f64) - 1.0
    }
}

fn needed(ledger: &Ledger, level: &Claim) -> Option<Finding> {
    let floor = level.low()?;
    let way = Way::to(ledger, level)?;
    if way.start <= 0.0 || floor <= 0.0 {
        return None;
    }
    let (own, right) = (way.own(), way.yearly(floor));
    let holds = own >= way.yearly((floor - level.rounding).max(f64::MIN_POSITIVE)) - 1e-9;
    let remedies = if holds {
        Vec::new()
    } else {
        remedies(ledger, level, &way, floor)
    };
    let used = way.used.iter().copied();
    Some(Finding {
        code: CODE,
        severity: Severity::Note,
        targets: ids([level].into_iter().chain(way.first).chain(used)),
        statement: sentence(
            &ledger.head(level),
            &asked(ledger, level, &way, floor),
            &remedies,
            &Localized::default(),
        ),
        inequality: Inequality {
            left: own,
            relation: "≥",
            right,
            unit: crate::scenario::Unit::Rate,
            holds,
        },
        covered_by: None,
        remedies,
        span: level.target.span,
    })
}

/// `from 1803 to 1900 takes 5.4 % in 2024; GDP itself grows 7.2 %`.
fn asked(ledger: &Ledger, level: &Claim, way: &Way, floor: f64) -> Localized {
    let (from, to) = (amount(way.start), stated_amount(floor));
    let (own, right) = (way.own(), way.yearly(floor));
    let (left_text, right_text) = (percent_apart(own, right), percent_apart(right, own));
    let base = ledger.scenario.horizon.base_year() + way.from as i32;
    let (each, each_en) = if way.years == 1 {
        ("", "")
    } else {
        ("每年", " a year")
    };
    let gdp = matches!(level.indicator.series, Series::GdpNominal | Series::GdpReal);
    let (who, who_en) = if gdp {
        ("情景自身的增速", "the scenario's own growth is")
    } else {
        ("地区生产总值自身的增速", "GDP itself grows by")
    };
    let (kind, kind_en) = if way.prices == 1.0 {
        ("", "")
    } else {
        ("（含价格）", " with prices")
    };
    bilingual!(
        "从 {base} 年的 {from} 到 {to} 要{each}增长 {right_text}；{who}{kind}{each} {left_text}",
        "from {from} in {base} to {to} takes {right_text}{each_en}; {who_en} {left_text}{each_en}{kind_en}"
    )
}

fn remedies(ledger: &Ledger, level: &Claim, way: &Way, floor: f64) -> Vec<Remedy> {
    let mut found = Vec::new();
    let gdp = matches!(level.indicator.series, Series::GdpNominal | Series::GdpReal);
    if let (true, Some(trend)) = (gdp, needed_trend(way, floor)) {
        let rate = percent(trend);
        let path = level
            .indicator
            .region
            .map(|r| format!("region.{}.trend", ledger.scenario.regions[r].id));
        let text = if way.used.is_empty() {
            bilingual!("趋势增速至少 {rate}", "a trend of at least {rate}")
        } else {
            bilingual!(
                "没有目标的年份实际增速平均至少 {rate}",
                "real growth of at least {rate} on average in the years without a target"
            )
        };
        found.push(remedy(text, path, trend));
    }
    let reached = way.start * libm::pow(1.0 + way.own(), way.years as f64);
    let shown = amount(reached);
    let (path, lift) = (level.path(), level.stated() - floor);
    found.push(remedy(
        bilingual!("目标不高于 {shown}", "a target of at most {shown}"),
        path,
        reached + lift,
    ));
    found
}

/// The constant growth of the years without a target that reaches the level.
fn needed_trend(way: &Way, floor: f64) -> Option<f64> {
    let free = way.years - way.used.len();
    if free == 0 {
        return None;
    }
    let stated: f64 = way.used.iter().map(|claim| 1.0 + claim.stated()).product();
    Some(libm::pow(floor / (way.start * way.prices * stated), 1.0 / free as f64) - 1.0)
}

/// A claim's figure as it was stated.
pub(super) fn figure(claim: &Claim) -> String {
    match claim.unit {
        crate::scenario::Unit::Rate | crate::scenario::Unit::Share => {
            stated_percent(claim.stated())
        }
        crate::scenario::Unit::Points => stated_points(claim.stated()),
        _ => stated_amount(claim.stated()),
    }
}
