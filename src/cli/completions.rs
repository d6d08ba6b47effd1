//! `kapok completions`: a completion script for a shell.

use std::io::Write as _;

use clap::ArgMatches;

use super::arguments::offered;
use crate::quantity::Language;

/// Prints the script.
pub(super) fn completions(matches: &ArgMatches) {
    let shell = *matches
        .get_one::<clap_complete::Shell>("shell")
        .expect("required");
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut offered(Language::Chinese), "kapok", &mut script);
    // A reader that closed the pipe has seen enough.
    let _ = std::io::stdout().write_all(&script);
}
