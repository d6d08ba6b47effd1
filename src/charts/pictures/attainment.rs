//! What pictures of joint attainment have in common.

use super::super::words::{Chance, Lang};
use crate::results::{Attainment, Probability};

/// A probability with its interval.
pub(super) fn chance(share: &Probability) -> Chance {
    Chance {
        share: share.probability,
        interval: share.ci95,
    }
}

/// What is counted and how likely all of it is, in a sentence.
pub(super) fn together(found: &Attainment, lang: Lang) -> String {
    let (count, all) = (found.targets.len(), chance(&found.all().together));
    let all = all.with_error();
    let implied = match found.implied.len() {
        0 => String::new(),
        implied => lang.choose(
            format!("（另 {implied} 个由要求更高的档次包含）"),
            format!(" ({implied} more implied by a higher tier)"),
        ),
    };
    let every = match count {
        2 => "Both targets".to_owned(),
        _ => format!("All {count} targets"),
    };
    lang.choose(
        format!("{count} 个目标{implied}同时实现的概率为 {all}。"),
        format!("{every} are met together with probability {all}{implied}."),
    )
}
