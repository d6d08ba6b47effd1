//! Ctrl-C: the first asks the run to stop and leave nothing behind, the second ends it at once.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::simulation::Observer;

static ASKED: AtomicBool = AtomicBool::new(false);

/// Listens for Ctrl-C from now on.
pub(super) fn listen() {
    // Without a handler the system's default ends the program: the folder still appears whole or not at all.
    let _ = ctrlc::set_handler(|| {
        if ASKED.swap(true, Ordering::SeqCst) {
            std::process::exit(i32::from(super::outcome::INTERRUPTED));
        }
    });
}

/// Whether Ctrl-C was pressed.
pub(super) fn asked() -> bool {
    ASKED.load(Ordering::Relaxed)
}

/// Hears of no progress, and stops on Ctrl-C.
pub(super) struct UntilInterrupted;

impl Observer for UntilInterrupted {
    fn advanced(&self, _paths: u64) {}

    fn stopped(&self) -> bool {
        asked()
    }
}
