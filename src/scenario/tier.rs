//! Tiers of targets: the adopted plan beside the pledge. A tier is a word of the author's; these have names and an order.

use super::provenance::Localized;

/// The tiers that have a name, from the least to the most demanding.
const KNOWN: [(&str, &str, &str); 4] = [
    ("floor", "底线", "floor"),
    ("plan", "计划", "plan"),
    ("pledge", "力争", "pledge"),
    ("stretch", "冲刺", "stretch"),
];

/// The tier's name for people; a word that is not known stands for itself.
pub fn tier_name(tier: &str) -> Localized {
    KNOWN.iter().find(|(word, ..)| *word == tier).map_or_else(
        || Localized::same(tier),
        |(_, zh, en)| Localized::new(*zh, *en),
    )
}

/// How demanding a known tier is; greater asks for more.
pub fn tier_rank(tier: &str) -> Option<usize> {
    KNOWN.iter().position(|(word, ..)| *word == tier)
}
