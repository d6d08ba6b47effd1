//! Input–output analysis: the Leontief inverse, when it exists, and what it multiplies.
//!
//! Receives a matrix of input coefficients, `[supplier, user]`; returns the inverse, its multipliers and the spectral radius
//! that decides whether the economy can reproduce itself. Sums are plain loops in a written order: no kernel that differs
//! from one processor to the next takes part.

mod leontief;
mod lu;

pub use leontief::{LeontiefError, leontief_inverse, output_multipliers, spectral_radius};
pub use lu::{LuFactors, SingularMatrix};
