//! Tiers on one indicator in one year: the pledge asks for more than the plan.

use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::quantity::{Localized, bilingual};
use crate::scenario::{Scenario, Stated, Target, tier_name, tier_rank};

/// Tiers that ask for the same, or for less than a tier below them.
pub(super) fn tiers(scenario: &Scenario) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (k, target) in scenario.targets.iter().enumerate() {
        let before = scenario.targets[..k].iter();
        found.extend(
            before
                .filter(|earlier| {
                    earlier.indicator.value == target.indicator.value
                        && earlier.year.value == target.year.value
                })
                .filter_map(|earlier| disorder(earlier, target)),
        );
    }
    found
}

/// What is odd about two targets on one indicator in one year.
fn disorder(earlier: &Target, target: &Target) -> Option<Diagnostic> {
    let (first, second) = (earlier.tier.as_ref()?, target.tier.as_ref()?);
    if first.value == second.value {
        return None;
    }
    let (a, b) = (earlier.comparator.value, target.comparator.value);
    let (more_zh, more_en) = match (a.implies(b), b.implies(a)) {
        (true, true) => ("与后者相同", "the same as"),
        (true, false) if rises(first, second)? => ("低于后者", "less than"),
        (false, true) if !rises(first, second)? => ("高于后者", "more than"),
        _ => return None,
    };
    let (name, other) = (tier_name(&second.value), tier_name(&first.value));
    let finding = Diagnostic::new(
        Severity::Warning,
        Code::TierOrder,
        target.comparator.span,
        Localized::new(
            format!("“{}”与“{}”两档：前者的要求{more_zh}", name.zh, other.zh),
            format!(
                "the tier \"{}\" asks for {more_en} \"{}\"",
                name.en, other.en
            ),
        ),
    );
    Some(
        finding
            .also(first.span, bilingual!("另一档在这里", "the other is here"))
            .help(bilingual!(
                "由低到高是 floor、plan、pledge、stretch；核对数值与档次",
                "from the least demanding they are floor, plan, pledge, stretch: check value and tier"
            )),
    )
}

/// Whether the second of two known tiers should ask for more than the first.
fn rises(first: &Stated<String>, second: &Stated<String>) -> Option<bool> {
    Some(tier_rank(&first.value)? < tier_rank(&second.value)?)
}
