//! What must hold on every path, whatever the numbers: accounts that close, and answers that move as they must.

mod answers;
mod paths;
mod summaries;

use std::sync::LazyLock;

use kapok::scenario::Scenario;
use kapok::simulation::Prepared;

use crate::support::{Plan, names, read};

/// A scenario that the identities are asserted on, ready to run.
struct Subject {
    name: String,
    scenario: Scenario,
    prepared: Prepared,
}

/// Every scenario of the package that runs. Prepared once for all tests: finding a record's λ takes longer than the paths.
static SUBJECTS: LazyLock<Vec<Subject>> = LazyLock::new(|| {
    let folders = ["tests/reference/independent", "scenarios"];
    let files = folders.into_iter().flat_map(|folder| {
        let names = names(folder, ".toml").into_iter();
        names.map(move |name| format!("{folder}/{name}.toml"))
    });
    let subject = |name: String| {
        let scenario = read(&name);
        let prepared = Plan::paths(1).all_indicators().prepare(&scenario);
        Subject {
            name,
            scenario,
            prepared,
        }
    };
    files.map(subject).collect()
});
