//! How uncertain numbers move together.
//!
//! A scenario gives correlations between the normal scores of its factors (a Gaussian copula). [`CorrelationMatrix`]
//! accepts a table of them only if some variables could have those correlations; [`CorrelationMatrix::cholesky`] gives
//! the triangular factor that turns independent normal draws into correlated ones. A table that is refused is
//! answered with the [`nearest_correlation`] that would be accepted. [`Redrawn`] draws some of the normals anew, given the others.

mod cholesky;
mod correlation;
mod nearest;
mod redrawn;

pub use correlation::{CorrelationError, CorrelationMatrix};
pub use nearest::nearest_correlation;
pub use redrawn::Redrawn;
