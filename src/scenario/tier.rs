//! Tiers of targets: the adopted plan beside the pledge. A tier is a word of the author's; these have names and an order.

use super::provenance::Localized;

/// The tiers that were announced and have a name, from the least to the most demanding.
const ANNOUNCED: [(&str, &str, &str); 4] = [
    ("floor", "底线", "floor"),
    ("plan", "计划", "plan"),
    ("pledge", "力争", "pledge"),
    ("stretch", "冲刺", "stretch"),
];

/// Tiers with a name that ask for neither more nor less than another: what a plan of several years asks of its last, and what nobody
/// announced, which the modeller holds an indicator against.
const APART: [(&str, &str, &str); 2] = [
    ("five_year", "五年规划", "five-year plan"),
    ("yardstick", "参照", "yardstick"),
];

/// The tier's name for people; a word that is not known stands for itself.
pub fn tier_name(tier: &str) -> Localized {
    let mut known = ANNOUNCED.iter().chain(&APART);
    known.find(|(word, ..)| *word == tier).map_or_else(
        || Localized::same(tier),
        |(_, zh, en)| Localized::new(*zh, *en),
    )
}

/// How demanding an announced tier is; greater asks for more.
pub fn tier_rank(tier: &str) -> Option<usize> {
    ANNOUNCED.iter().position(|(word, ..)| *word == tier)
}
