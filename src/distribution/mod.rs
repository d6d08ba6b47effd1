//! (stub until the distributions are merged)

/// A distribution.
#[derive(Debug, Clone)]
pub struct Shape;
