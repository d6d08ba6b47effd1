//! A growth target against the record of past targets: how often they were met, and by how much they were missed.

use super::claims::Claim;
use super::finding::{Finding, Inequality, ids, remedy, sentence};
use super::ledger::Ledger;
use super::words::{percent, stated_percent};
use crate::quantity::{Localized, bilingual};
use crate::results::{Remedy, Severity};
use crate::scenario::{RecordYear, Region, Series, TargetRecord, Unit};

const ATTAINMENT: &str = "target-against-record";
const OUTCOMES: &str = "target-above-outcomes";

/// Every floor on the growth of a region that has a record.
pub(super) fn check(ledger: &Ledger) -> Vec<Finding> {
    let mut found = Vec::new();
    for claim in &ledger.claims {
        let (Series::GdpGrowth, Some(region), Some(floor)) =
            (&claim.indicator.series, claim.indicator.region, claim.low())
        else {
            continue;
        };
        let record = &ledger.scenario.regions[region].record;
        if let Some(record) = record.as_ref().filter(|record| !record.years.is_empty()) {
            let whose = whose(record, &ledger.scenario.regions[region]);
            found.push(attained(ledger, claim, floor, (&record.years, &whose)));
            found.push(outcomes(ledger, claim, floor, (&record.years, &whose)));
        }
    }
    found
}

/// Whose record it is, where it is not the region's own, in Chinese and English: the place before (广州市), and the denial behind (不是白云区自身的记录).
type Whose = [String; 4];

fn whose(record: &TargetRecord, region: &Region) -> Whose {
    let other = record.place.as_ref().filter(|place| {
        let begins = |long: &str, short: &str| {
            !short.is_empty() && long.to_lowercase().starts_with(&short.to_lowercase())
        };
        let (name, id) = (&region.name, &region.id);
        // "Guangzhou since 2011" and 广州 are Guangzhou's own.
        !(begins(&place.en, &name.en)
            || begins(&place.en, id)
            || begins(&place.zh, &name.zh)
            || begins(&name.zh, &place.zh))
    });
    other.map_or_else(Whose::default, |place| {
        [
            place.zh.clone(),
            format!(" of {}", place.en),
            format!("（不是{}自身的记录）", region.name.zh),
            format!(" (not {}'s own record)", region.name.en),
        ]
    })
}

/// Errors of past targets, actual − target, the greatest first.
fn errors(years: &[RecordYear]) -> Vec<f64> {
    let mut errors: Vec<f64> = years.iter().map(|year| year.actual - year.target).collect();
    errors.sort_by(|a, b| b.total_cmp(a));
    errors
}

/// The greatest error that was reached or exceeded in at least this share of the years.
fn reached_in(errors: &[f64], share: f64) -> f64 {
    let years = (share * errors.len() as f64 - 1e-9).ceil().max(1.0);
    errors[years as usize - 1]
}

/// Whether a past target counts as met: outcomes are published to a tenth of a point.
fn met(error: f64) -> bool {
    error >= -1e-9
}

fn attained(
    ledger: &Ledger,
    claim: &Claim,
    floor: f64,
    (years, whose): (&[RecordYear], &Whose),
) -> Finding {
    let errors = errors(years);
    let n = errors.len();
    let hits = errors.iter().filter(|error| met(**error)).count();
    let share = hits as f64 / n as f64;
    let holds = 2 * hits >= n;
    let mean = errors.iter().sum::<f64>() / n as f64;
    let worst = years
        .iter()
        .min_by(|a, b| (a.actual - a.target).total_cmp(&(b.actual - b.target)))
        .expect("a record has years");
    let remedies: Vec<Remedy> = if holds {
        Vec::new()
    } else {
        [(0.5, "一半", "half"), (0.8, "八成", "80 %")]
            .into_iter()
            .map(|(part, zh, en)| {
                let lower = floor + reached_in(&errors, part);
                let shown = percent(lower);
                remedy(
                    bilingual!(
                        "目标 {shown}（照过去的偏差，{zh}的年份能实现）",
                        "a target of {shown} (with past errors met in {en} of the years)"
                    ),
                    None,
                    lower,
                )
            })
            .collect()
    };
    let (first, last) = (years[0].year, years[n - 1].year);
    let (mean_text, worst_text) = (
        signed_points(mean),
        signed_points(worst.actual - worst.target),
    );
    let (rate, worst_year, target) = (percent(share), worst.year, stated_percent(floor));
    let expected = percent(floor + mean);
    let [zh, en, not_zh, not_en] = whose;
    Finding {
        code: ATTAINMENT,
        severity: if hits == 0 {
            Severity::Warning
        } else {
            Severity::Note
        },
        targets: ids([claim]),
        statement: sentence(
            &ledger.head(claim),
            &bilingual!(
                "目标 {target}；{zh}{first}—{last} 年的 {n} 个目标实现了 {hits} 个（{rate}）{not_zh}，平均偏差 {mean_text} 点，最差 {worst_text} 点（{worst_year} 年）；按平均偏差会是 {expected}",
                "{target} is asked for; of {n} targets{en} in {first}–{last}{not_en}, {hits} were met ({rate}), by {mean_text} points on average, at worst {worst_text} ({worst_year}); \
                 with the average error it would be {expected}"
            ),
            &remedies,
            &Localized::default(),
        ),
        inequality: Inequality {
            left: share,
            relation: "≥",
            right: 0.5,
            unit: Unit::Share,
            holds,
        },
        covered_by: None,
        remedies,
        span: claim.target.span,
    }
}

/// The target against every outcome on record.
fn outcomes(
    ledger: &Ledger,
    claim: &Claim,
    floor: f64,
    (years, whose): (&[RecordYear], &Whose),
) -> Finding {
    let best = years
        .iter()
        .max_by(|a, b| a.actual.total_cmp(&b.actual))
        .expect("a record has years");
    let holds = floor - claim.rounding <= best.actual + 1e-9;
    let as_high = years
        .iter()
        .filter(|year| year.actual >= floor - 1e-9)
        .count();
    let (n, target) = (years.len(), stated_percent(floor));
    let (highest, year) = (stated_percent(best.actual), best.year);
    let [zh, en, not_zh, not_en] = whose;
    let sign = if floor > best.actual { ">" } else { "≤" };
    let remedies = if holds {
        Vec::new()
    } else {
        vec![remedy(
            bilingual!("目标不高于 {highest}", "a target of at most {highest}"),
            claim.path(),
            best.actual + (claim.stated() - floor),
        )]
    };
    Finding {
        code: OUTCOMES,
        severity: if holds {
            Severity::Note
        } else {
            Severity::Warning
        },
        targets: ids([claim]),
        statement: sentence(
            &ledger.head(claim),
            &bilingual!(
                "{target} {sign} {zh}记录中的最高增速 {highest}（{year} 年）{not_zh}；{n} 年中有 {as_high} 年不低于 {target}",
                "{target} {sign} {highest}, the highest on the record{en} ({year}){not_en}; {as_high} of {n} years were as high as {target}"
            ),
            &remedies,
            &Localized::default(),
        ),
        inequality: Inequality {
            left: floor,
            relation: "≤",
            right: best.actual,
            unit: Unit::Rate,
            holds,
        },
        covered_by: None,
        remedies,
        span: claim.target.span,
    }
}

fn signed_points(value: f64) -> String {
    let text = super::words::points(value);
    if value < 0.0 {
        text
    } else {
        format!("+{text}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_of_the_record_are_counts_of_years() {
        // Errors +1, 0, −1, −2, −4 points: at least −1 in three of five years, at least −2 in four.
        let errors = [0.01, 0.0, -0.01, -0.02, -0.04];
        assert_eq!(reached_in(&errors, 0.5), -0.01);
        assert_eq!(reached_in(&errors, 0.6), -0.01);
        assert_eq!(reached_in(&errors, 0.8), -0.02);
        assert_eq!(reached_in(&errors, 1.0), -0.04);
        assert_eq!(reached_in(&errors, 0.0), 0.01);
    }
}
