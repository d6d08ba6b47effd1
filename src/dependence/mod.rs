//! Dependence between shocks: a correlation matrix that has been checked, its Cholesky factor, and the nearest valid
//! matrix to one that is not.

mod correlation;
mod nearest;

pub use correlation::{CorrelationError, CorrelationMatrix};
pub use nearest::nearest_correlation;
