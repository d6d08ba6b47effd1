//! What people call a tier of targets: the floor, the adopted plan, the pledge, the stretch.

use super::language::Lang;

/// Name of a tier; a word of the author's own stays as written.
pub(crate) fn tier_name(tier: &str, lang: Lang) -> String {
    let name = crate::scenario::tier_name(tier);
    lang.choose(name.zh, name.en)
}

/// The name of a target's tier in brackets; nothing for a target without one.
pub(crate) fn bracketed_tier(tier: Option<&str>, lang: Lang) -> String {
    let Some(tier) = tier.filter(|tier| !tier.is_empty()) else {
        return String::new();
    };
    let name = tier_name(tier, lang);
    lang.choose(format!("（{name}）"), format!(" ({name})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_tiers_are_translated_and_others_stay() {
        assert_eq!(tier_name("pledge", Lang::Zh), "力争");
        assert_eq!(tier_name("stretch", Lang::Zh), "冲刺");
        assert_eq!(tier_name("保底", Lang::En), "保底");
        assert_eq!(bracketed_tier(Some("plan"), Lang::Zh), "（计划）");
        assert_eq!(bracketed_tier(Some("plan"), Lang::En), " (plan)");
        assert_eq!(bracketed_tier(None, Lang::Zh), "");
    }
}
