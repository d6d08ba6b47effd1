//! The progress bar of a simulation, on the terminal's error stream.

use std::fmt::Write;

use indicatif::{ProgressBar, ProgressState, ProgressStyle};

use super::{interrupt, terminal::Terminal};
use crate::quantity::Language;
use crate::simulation::Observer;

/// Shows how far a run is, and stops it on Ctrl-C.
pub(super) struct Progress {
    bar: ProgressBar,
    /// How many times the paths of one simulation are simulated.
    members: u64,
}

impl Progress {
    /// A bar for this many paths; hidden when quiet or not on a terminal.
    pub(super) fn new(terminal: &Terminal, paths: u64) -> Self {
        Self::of_members(terminal, paths, 1)
    }

    /// A bar for so many simulations of this many paths.
    pub(super) fn of_members(terminal: &Terminal, paths: u64, members: u64) -> Self {
        if terminal.quiet() {
            return Self {
                bar: ProgressBar::hidden(),
                members,
            };
        }
        let bar = ProgressBar::new(paths * members);
        let language = terminal.language();
        let template = match language {
            Language::Chinese => {
                "模拟 {bar:30} {human_pos}/{human_len} 条路径  每秒 {rate}条  剩余 {eta}"
            }
            Language::English => {
                "simulating {bar:30} {human_pos}/{human_len} paths  {rate} a second  {eta} left"
            }
        };
        let style = ProgressStyle::with_template(template).expect("the template is well formed");
        bar.set_style(
            style.with_key("rate", move |state: &ProgressState, out: &mut dyn Write| {
                let rate = state.per_sec();
                // What the bar cannot write it leaves out.
                let _ = match language {
                    Language::Chinese => write!(out, "{:.1} 万", rate / 1e4),
                    Language::English => write!(out, "{rate:.0}"),
                };
            }),
        );
        Self { bar, members }
    }

    /// A count of paths, for a simulation whose end is not known.
    pub(super) fn open(terminal: &Terminal) -> Self {
        let members = 1;
        if terminal.quiet() {
            let bar = ProgressBar::hidden();
            return Self { bar, members };
        }
        let template = match terminal.language() {
            Language::Chinese => "{spinner} 模拟中：{human_pos} 条路径，已用 {elapsed}",
            Language::English => "{spinner} simulating: {human_pos} paths in {elapsed}",
        };
        let bar = ProgressBar::new_spinner();
        bar.set_style(ProgressStyle::with_template(template).expect("the template is well formed"));
        Self { bar, members }
    }

    /// Takes the bar away.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Observer for Progress {
    fn advanced(&self, paths: u64) {
        self.bar.inc(paths);
    }

    fn expects(&self, paths: u64) {
        self.bar.set_length(paths * self.members);
    }

    fn stopped(&self) -> bool {
        interrupt::asked()
    }
}
