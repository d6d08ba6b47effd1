//! How a command ends, and the exit code that says so.

use std::process::ExitCode;

use super::terminal::Terminal;
use crate::diagnostics::Diagnostics;
use crate::quantity::Localized;

/// The scenario or the command line is wrong.
pub(super) const USAGE: u8 = 2;
/// The run failed.
pub(super) const FAILED: u8 = 1;
/// Ctrl-C.
pub(super) const INTERRUPTED: u8 = 130;

/// What a command returns.
pub(super) type Outcome = Result<(), Failure>;

/// Why a command did not finish.
pub(super) enum Failure {
    /// Mistakes in a scenario file.
    Scenario(Box<Diagnostics>),
    /// A mistake on the command line.
    Usage(Localized),
    /// The run or the disk failed.
    Run(Localized),
    /// Ctrl-C.
    Interrupted,
}

impl Failure {
    /// Says what happened on the error stream.
    pub(super) fn report(&self, terminal: &Terminal) -> ExitCode {
        match self {
            Self::Scenario(diagnostics) => {
                terminal.show_findings(diagnostics);
                ExitCode::from(USAGE)
            }
            Self::Usage(sentence) => {
                terminal.error(sentence);
                ExitCode::from(USAGE)
            }
            Self::Run(sentence) => {
                terminal.error(sentence);
                ExitCode::from(FAILED)
            }
            Self::Interrupted => {
                terminal.error(&Localized::new(
                    "已中断，没有留下任何文件",
                    "interrupted; no file was left",
                ));
                ExitCode::from(INTERRUPTED)
            }
        }
    }
}
