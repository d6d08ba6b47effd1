//! What an uncertain number may be: the shapes a scenario can give to it.
//!
//! One file each: parameters checked when the value is made, quantile, mean and variance, with the source of the
//! formulas. Everything is drawn through its quantile function from one uniform number (or, the same, from one normal
//! score), so that correlation, common random numbers and quasi-random designs work for every shape alike.
//!
//! - [`Shape`] is any of them.
//! - [`ScoreTable`] is a shape's quantile as a function of the standard normal score, tabulated for speed.
//! - A mistake in the parameters is a [`ShapeError`]: which rule, and the values that break it.

mod beta;
mod empirical;
mod fixed;
mod lognormal;
mod normal;
mod parameters;
mod pert;
mod pieces;
mod sampling;
mod score_table;
mod shape;
mod student_t;
mod triangular;
mod two_piece;
mod uniform;

pub use beta::Beta;
pub use empirical::Empirical;
pub use fixed::Fixed;
pub use lognormal::LogNormal;
pub use normal::Normal;
pub use parameters::{Rule, ShapeError};
pub use pert::Pert;
pub use score_table::ScoreTable;
pub use shape::Shape;
pub use student_t::StudentT;
pub use triangular::Triangular;
pub use two_piece::TwoPiece;
pub use uniform::Uniform;
