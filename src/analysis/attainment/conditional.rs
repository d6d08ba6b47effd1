//! One target given another.

use super::{LEAST_PATHS, Verdicts};
use crate::results::{AttainedTarget, ConditionalChance};

/// Every target given every other; nothing is said where too few paths carry the condition.
pub(super) fn conditional(
    targets: &[AttainedTarget],
    verdicts: &Verdicts,
) -> Vec<ConditionalChance> {
    let of_pair = |given: usize, target: usize| {
        let condition = &verdicts.met[given];
        let carrying = verdicts.hits(|path| condition[path]);
        let paths = carrying.iter().sum::<u64>();
        let both = verdicts.hits(|path| condition[path] && verdicts.met[target][path]);
        ConditionalChance {
            given: targets[given].id.clone(),
            target: targets[target].id.clone(),
            paths,
            chance: (paths >= LEAST_PATHS).then(|| verdicts.share_of(&both, &carrying)),
        }
    };
    let given = |given: usize| {
        let others = (0..targets.len()).filter(move |&target| target != given);
        others.map(move |target| of_pair(given, target))
    };
    (0..targets.len()).flat_map(given).collect()
}
