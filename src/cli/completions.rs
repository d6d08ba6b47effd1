//! `kapok completions`: a completion script for a shell.

use clap::ArgMatches;

use super::arguments::command;
use crate::quantity::Language;

/// Prints the script.
pub(super) fn completions(matches: &ArgMatches) {
    let shell = *matches
        .get_one::<clap_complete::Shell>("shell")
        .expect("required");
    clap_complete::generate(
        shell,
        &mut command(Language::Chinese),
        "kapok",
        &mut std::io::stdout(),
    );
}
