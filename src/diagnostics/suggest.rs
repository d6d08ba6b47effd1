//! "Did you mean": the known word nearest to a misspelt one.

/// A word that may have been meant, and the other names it goes by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate<'a> {
    /// What should be written.
    pub(crate) word: &'a str,
    /// Names shown to people; a text equal or near to one of them means the word.
    pub(crate) names: [&'a str; 2],
}

impl<'a> Candidate<'a> {
    /// A word without other names.
    pub(crate) fn plain(word: &'a str) -> Self {
        Self {
            word,
            names: [word; 2],
        }
    }
}

/// The candidate nearest to `text`, if one is near enough to have been meant.
///
/// Near enough is one slip in three characters, transpositions counted once; a text that is part of a shown name, or holds
/// one, counts as one slip.
pub(crate) fn closest<'a>(
    text: &str,
    candidates: impl IntoIterator<Item = Candidate<'a>>,
) -> Option<&'a str> {
    let text = text.to_lowercase();
    candidates
        .into_iter()
        .filter_map(|candidate| Some((slips(&text, candidate)?, candidate.word)))
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, word)| word)
}

/// The number of slips between the text and the nearest name of the candidate, `None` when there are too many.
fn slips(text: &str, candidate: Candidate<'_>) -> Option<usize> {
    let [zh, en] = candidate.names;
    [candidate.word, zh, en]
        .into_iter()
        .filter_map(|name| slips_from(text, &name.to_lowercase()))
        .min()
}

fn slips_from(text: &str, name: &str) -> Option<usize> {
    let length = text.chars().count();
    let longest = length.max(name.chars().count());
    if longest > 200 {
        return None;
    }
    let distance = strsim::damerau_levenshtein(text, name);
    if distance <= (longest / 3).max(usize::from(longest == 2)) {
        return Some(distance);
    }
    let part = length >= 2
        && name.chars().count() >= 2
        && (name.contains(text) || text.contains(name))
        && !text.is_ascii();
    part.then_some(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_found() {
        let words = ["utilisation", "depreciation", "trend", "id"];
        let meant = |text| closest(text, words.map(Candidate::plain));
        assert_eq!(meant("utilization"), Some("utilisation"));
        assert_eq!(meant("tredn"), Some("trend"));
        assert_eq!(meant("Trend"), Some("trend"));
        assert_eq!(meant("di"), Some("id"));
        assert_eq!(meant("money"), None);
    }

    #[test]
    fn a_chinese_name_leads_to_the_id() {
        let candidates = [
            Candidate {
                word: "beauty",
                names: ["美丽健康", "Beauty & health"],
            },
            Candidate {
                word: "trade_expo",
                names: ["商贸会展", "Trade & exhibitions"],
            },
        ];
        assert_eq!(closest("美丽健康", candidates), Some("beauty"));
        assert_eq!(closest("会展", candidates), Some("trade_expo"));
        assert_eq!(closest("金融", candidates), None);
    }
}
