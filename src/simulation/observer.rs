//! Who hears of a run's progress.

/// Told how far a run is; asked whether to go on.
pub trait Observer: Sync {
    /// This many more paths are done.
    fn advanced(&self, paths: u64);

    /// So many paths in all are now expected, of a run that stops when it is precise enough.
    fn expects(&self, _paths: u64) {}

    /// Whether the run should end before its time.
    fn stopped(&self) -> bool {
        false
    }
}

/// Hears nothing and never stops.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Observer for Silent {
    fn advanced(&self, _paths: u64) {}
}
