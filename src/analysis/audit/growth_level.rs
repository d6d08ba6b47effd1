//! Growth × base against the level: does the stated growth reach the stated level, or overshoot it?

use super::chain::{Chain, growth_of};
use super::claims::Claim;
use super::finding::{Finding, Inequality, remedy, sentence};
use super::ledger::Ledger;
use super::words::{amount, amount_apart, computed_factor, factor, percent, stated_amount};
use crate::quantity::{Localized, bilingual};
use crate::results::{Remedy, Severity};
use crate::scenario::Unit;

const CODE: &str = "growth-against-level";

/// Every level that the stated growth leads to.
pub(super) fn check(ledger: &Ledger) -> Vec<Finding> {
    let mut found = Vec::new();
    for level in &ledger.claims {
        for (growth, real) in growth_of(&level.indicator.series) {
            let Some(chain) = Chain::to(ledger, level, &growth, real) else {
                continue;
            };
            found.extend(reaches(ledger, level, &chain));
            found.extend(stays(ledger, level, &chain));
        }
    }
    found
}

/// The scenario's prices over a chain: what they add, and what makes the difference.
struct Prices {
    own: f64,
    holds: bool,
}

/// The stated growth at its stated figures against the level's floor.
fn reaches(ledger: &Ledger, level: &Claim, chain: &Chain) -> Option<Finding> {
    let floor = value_of(level, level.low()?);
    let left = chain.start * chain.product(Claim::best);
    let rounded_floor = floor - level.rounding;
    let alone = chain.most() >= rounded_floor - tiny(floor);
    let prices = chain.real.then(|| {
        let own = ledger.own_prices(level.indicator.region, chain.from, level.year);
        Prices {
            own,
            holds: chain.most() * own >= rounded_floor - tiny(floor),
        }
    });
    let holds = alone && prices.as_ref().is_none_or(|prices| prices.holds);
    let remedies = if holds {
        Vec::new()
    } else {
        raise(ledger, level, chain, floor, prices.as_ref())
    };
    let covered = prices.as_ref().is_some_and(|prices| prices.holds);
    let severity = if holds || covered {
        Severity::Note
    } else {
        Severity::Warning
    };
    let product = chain.product_text(Claim::best);
    let shown = equation(level, &product, left, floor, ["<", ">"]);
    let rounded = left + tiny(floor) < floor && holds;
    let statement = sentence(
        &ledger.head(level),
        &Localized::same(shown),
        &remedies,
        &closing(chain, left, floor, prices.as_ref(), rounded),
    );
    Some(Finding {
        code: CODE,
        severity,
        targets: chain.ids(level),
        statement,
        inequality: Inequality {
            left: indicated(level, left),
            relation: "≥",
            right: indicated(level, floor),
            unit: level.unit,
            holds,
        },
        covered_by: prices
            .filter(|prices| prices.holds && !holds)
            .map(|prices| own_prices(chain, &prices)),
        remedies,
        span: level.target.span,
    })
}

/// Growth rates are compared as levels of a base of 1.
fn value_of(level: &Claim, value: f64) -> f64 {
    if level.unit == Unit::Rate {
        1.0 + value
    } else {
        value
    }
}

fn indicated(level: &Claim, value: f64) -> f64 {
    if level.unit == Unit::Rate {
        value - 1.0
    } else {
        value
    }
}

fn tiny(value: f64) -> f64 {
    1e-9 * value.abs().max(1.0)
}

/// What would lift the stated growth to the level.
fn raise(
    ledger: &Ledger,
    level: &Claim,
    chain: &Chain,
    floor: f64,
    prices: Option<&Prices>,
) -> Vec<Remedy> {
    let product = chain.product(Claim::best);
    let mut remedies = Vec::new();
    if prices.is_some() {
        remedies.push(deflator(
            ledger,
            level,
            chain,
            floor / (chain.start * product),
        ));
    }
    // Deflation must be overcome as well.
    let own = prices.map_or(1.0, |prices| prices.own.min(1.0));
    remedies.extend(faster(
        chain,
        floor / (chain.start * product * own),
        prices.is_some(),
    ));
    remedies.push(base(ledger, level, chain, floor / (product * own)));
    if prices.is_none() {
        let reached = chain.start * product;
        let shown = figure(level, reached);
        remedies.push(remedy(
            bilingual!(
                "水平目标不高于 {shown}",
                "a level target of at most {shown}"
            ),
            level.path(),
            indicated(level, reached),
        ));
    }
    remedies.retain(|remedy| !remedy.zh.is_empty());
    remedies
}

fn deflator(ledger: &Ledger, level: &Claim, chain: &Chain, gap: f64) -> Remedy {
    let years = chain.years() as f64;
    let yearly = libm::pow(gap, 1.0 / years);
    let rate = percent(yearly - 1.0);
    let text = if chain.years() == 1 {
        bilingual!("平减指数涨幅至少 {rate}", "a deflator of at least {rate}")
    } else {
        bilingual!(
            "平减指数每年涨幅至少 {rate}",
            "a deflator of at least {rate} a year"
        )
    };
    let path = level
        .indicator
        .region
        .map(|r| format!("region.{}.inflation", ledger.scenario.regions[r].id));
    remedy(text, path, crate::numerics::ln(yearly))
}

/// The last year's growth that makes up a gap, or the average over several years.
fn faster(chain: &Chain, gap: f64, real: bool) -> Option<Remedy> {
    let last = chain.steps.last()?;
    let needed = (1.0 + last.best()) * gap - 1.0;
    let rate = percent(needed);
    let (kind, kind_en) = if real { ("实际", "real ") } else { ("", "") };
    let text = if chain.years() == 1 {
        bilingual!("{kind}增速 {rate}", "{kind_en}growth of {rate}")
    } else {
        let year = last.target.year.value;
        bilingual!(
            "{year} 年{kind}增速 {rate}",
            "{kind_en}growth of {rate} in {year}"
        )
    };
    // The best of `about` lies above the figure that is written.
    let written = needed - (last.best() - last.stated());
    Some(remedy(text, last.path(), written))
}

fn base(ledger: &Ledger, level: &Claim, chain: &Chain, needed: f64) -> Remedy {
    if level.unit == Unit::Rate {
        return remedy(Localized::default(), None, needed);
    }
    let shown = amount(needed);
    match chain.first {
        None => remedy(
            bilingual!("基数至少 {shown}", "a base of at least {shown}"),
            ledger.base_path(&level.indicator),
            needed,
        ),
        Some(first) => {
            let year = first.target.year.value;
            remedy(
                bilingual!(
                    "{year} 年水平至少 {shown}",
                    "a level of at least {shown} in {year}"
                ),
                first.path(),
                needed,
            )
        }
    }
}

fn figure(level: &Claim, value: f64) -> String {
    if level.unit == Unit::Rate {
        percent(value - 1.0)
    } else {
        amount(value)
    }
}

/// `2800 × 1.065 = 2982 < 3000`.
fn equation(level: &Claim, product: &str, left: f64, right: f64, signs: [&str; 2]) -> String {
    let (result, bound) = if level.unit == Unit::Rate {
        (factor(left), factor(right))
    } else {
        (amount_apart(left, right), stated_amount(right))
    };
    let sign = signs[usize::from(left > right + tiny(right))];
    let sign = if (left - right).abs() <= tiny(right) {
        "="
    } else {
        sign
    };
    format!("{product} = {result} {sign} {bound}")
}

/// What the scenario's own prices do about it, or that the difference is rounding.
fn closing(
    chain: &Chain,
    left: f64,
    floor: f64,
    prices: Option<&Prices>,
    rounded: bool,
) -> Localized {
    if rounded {
        return bilingual!("，在四舍五入之内", ", within rounding");
    }
    let Some(prices) = prices else {
        return Localized::default();
    };
    let yearly = percent(libm::pow(prices.own, 1.0 / chain.years() as f64) - 1.0);
    let raw = amount_apart(left, floor);
    let (own, result) = (
        computed_factor(prices.own),
        amount_apart(left * prices.own, floor),
    );
    let bound = stated_amount(floor);
    if left >= floor && prices.holds {
        Localized::default()
    } else if prices.own == 1.0 {
        bilingual!(
            "；情景自身没有价格涨幅",
            "; the scenario has no inflation of its own"
        )
    } else if prices.holds {
        bilingual!(
            "；情景自身的价格涨幅 {yearly} 补上差额（{raw} × {own} = {result} ≥ {bound}），只靠涨价才成立",
            "; the scenario's own inflation of {yearly} covers it ({raw} × {own} = {result} ≥ {bound}): it holds only thanks to inflation"
        )
    } else {
        bilingual!(
            "；情景自身的价格涨幅 {yearly} 不够（{raw} × {own} = {result} < {bound}）",
            "; the scenario's own inflation of {yearly} is not enough ({raw} × {own} = {result} < {bound})"
        )
    }
}

/// The scenario's own prices as what covers a difference.
fn own_prices(chain: &Chain, prices: &Prices) -> Localized {
    let yearly = percent(libm::pow(prices.own, 1.0 / chain.years() as f64) - 1.0);
    bilingual!(
        "情景自身的价格涨幅 {yearly}",
        "the scenario's own inflation of {yearly}"
    )
}

/// The floors of the stated growth against the level's ceiling.
fn stays(ledger: &Ledger, level: &Claim, chain: &Chain) -> Option<Finding> {
    let ceiling = value_of(level, level.high()?);
    let own = if chain.real {
        ledger.own_prices(level.indicator.region, chain.from, level.year)
    } else {
        1.0
    };
    let least = chain.least()? * own;
    let floor = |claim: &Claim| claim.low().unwrap_or_else(|| claim.stated());
    let left = chain.start * chain.product(floor) * own;
    let holds = least <= ceiling + level.rounding + tiny(ceiling);
    let mut remedies = Vec::new();
    if !holds {
        let last = chain.steps.last()?;
        let needed = (1.0 + floor(last)) * ceiling / left - 1.0;
        let rate = percent(needed);
        remedies.push(remedy(
            bilingual!("增速不高于 {rate}", "growth of at most {rate}"),
            last.path(),
            needed + (last.stated() - floor(last)),
        ));
        let shown = figure(level, left);
        remedies.push(remedy(
            bilingual!("水平上限至少 {shown}", "a ceiling of at least {shown}"),
            level.path(),
            indicated(level, left) - (indicated(level, ceiling) - level.stated()),
        ));
    }
    let mut product = chain.product_text(floor);
    if chain.real {
        product = format!("{product} × {}", computed_factor(own));
    }
    let shown = equation(level, &product, left, ceiling, ["<", ">"]);
    let statement = sentence(
        &ledger.head(level),
        &bilingual!("不得超过上限：{shown}", "it has a ceiling: {shown}"),
        &remedies,
        &Localized::default(),
    );
    Some(Finding {
        code: CODE,
        severity: if holds {
            Severity::Note
        } else {
            Severity::Warning
        },
        targets: chain.ids(level),
        statement,
        inequality: Inequality {
            left: indicated(level, left),
            relation: "≤",
            right: indicated(level, ceiling),
            unit: level.unit,
            holds,
        },
        covered_by: None,
        remedies,
        span: level.target.span,
    })
}
