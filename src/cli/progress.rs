//! The progress bar of a simulation, on the terminal's error stream.

use indicatif::{ProgressBar, ProgressStyle};

use super::{interrupt, terminal::Terminal};
use crate::quantity::Language;
use crate::simulation::Observer;

/// Shows how far a run is, and stops it on Ctrl-C.
pub(super) struct Progress(ProgressBar);

impl Progress {
    /// A bar for this many paths; hidden when quiet or not on a terminal.
    pub(super) fn new(terminal: &Terminal, paths: u64) -> Self {
        if terminal.quiet() {
            return Self(ProgressBar::hidden());
        }
        let bar = ProgressBar::new(paths);
        let template = match terminal.language() {
            Language::Chinese => {
                "模拟 {bar:30} {human_pos}/{human_len} 条路径  {per_sec}  剩余 {eta}"
            }
            Language::English => {
                "simulating {bar:30} {human_pos}/{human_len} paths  {per_sec}  {eta} left"
            }
        };
        bar.set_style(ProgressStyle::with_template(template).expect("the template is well formed"));
        Self(bar)
    }

    /// Takes the bar away.
    pub(super) fn finish(&self) {
        self.0.finish_and_clear();
    }
}

impl Observer for Progress {
    fn advanced(&self, paths: u64) {
        self.0.inc(paths);
    }

    fn stopped(&self) -> bool {
        interrupt::asked()
    }
}
