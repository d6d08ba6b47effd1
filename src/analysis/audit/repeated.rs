//! The same indicator and year stated twice by announcements of the same standing.

use super::average::figure;
use super::claims::{Claim, same_standing};
use super::exclusive::exclude;
use super::finding::{Finding, Inequality, ids, sentence};
use super::ledger::Ledger;
use crate::quantity::bilingual;
use crate::results::Severity;
use crate::scenario::Unit;

const CODE: &str = "stated-twice";

/// Every indicator and year with more than one floor, or more than one ceiling. A floor and a ceiling are no repetition; claims
/// that exclude each other are reported as that.
pub(super) fn check(ledger: &Ledger) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, claim) in ledger.claims.iter().enumerate() {
        if ledger.claims[..at]
            .iter()
            .any(|earlier| repeats(earlier, claim))
        {
            continue;
        }
        let later = ledger.claims[at + 1..].iter();
        let again: Vec<&Claim> = later.filter(|later| repeats(claim, later)).collect();
        if !again.is_empty() {
            found.push(finding(ledger, claim, &again));
        }
    }
    found
}

/// Whether two claims bound the same number from the same side.
fn repeats(a: &Claim, b: &Claim) -> bool {
    let floors = a.low().is_some() && b.low().is_some();
    let ceilings = a.high().is_some() && b.high().is_some();
    a.indicator == b.indicator
        && a.year == b.year
        && same_standing(a, b)
        && (floors || ceilings)
        && exclude(a, b).is_none()
}

fn finding(ledger: &Ledger, first: &Claim, again: &[&Claim]) -> Finding {
    let all = || [first].into_iter().chain(again.iter().copied());
    let stated = |with: &str| {
        let each = all().map(|claim| format!("{} ({})", figure(claim), claim.target.id));
        each.collect::<Vec<_>>().join(with)
    };
    let count = again.len() + 1;
    let (zh, en) = (stated("、"), stated(", "));
    let same = again
        .iter()
        .all(|claim| claim.target.comparator.value == first.target.comparator.value);
    let closing = if same {
        bilingual!(
            "；合计与联合概率会把它数{count}次，请删去重复的",
            "; counts and joint probabilities see it {count} times: remove the repetition"
        )
    } else {
        bilingual!(
            "；最严的一个说了算，请写明各属哪个层级（tier），或只留一个",
            "; the strictest decides: say which tier each belongs to, or keep one"
        )
    };
    Finding {
        code: CODE,
        severity: Severity::Note,
        targets: ids(all()),
        statement: sentence(
            &ledger.head(first),
            &bilingual!("提出了{count}次：{zh}", "stated {count} times: {en}"),
            &[],
            &closing,
        ),
        inequality: Inequality {
            left: count as f64,
            relation: "≤",
            right: 1.0,
            unit: Unit::Number,
            holds: false,
        },
        covered_by: None,
        remedies: Vec::new(),
        span: again[0].target.span,
    }
}
