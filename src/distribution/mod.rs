//! Probability distributions: each checked when it is made, each sampled through its quantile function, so that one uniform
//! number makes one draw and every design of the draws (plain, paired, quasi-random) fits.
//!
//! A file is one distribution: its parameters, density, quantile from either tail, mean, variance and source. [`Shape`] is any
//! of them; [`ScoreTable`] is its quantile function over standard normal scores, fast enough for every draw.

mod beta;
mod empirical;
mod error;
mod fixed;
mod lognormal;
mod normal;
mod pert;
mod score_table;
mod shape;
mod student_t;
mod triangular;
mod two_piece;
mod uniform;

pub use beta::Beta;
pub use empirical::Empirical;
pub use error::ParameterError;
pub use fixed::Fixed;
pub use lognormal::LogNormal;
pub use normal::Normal;
pub use pert::Pert;
pub use score_table::ScoreTable;
pub use shape::Shape;
pub use student_t::StudentT;
pub use triangular::Triangular;
pub use two_piece::TwoPiece;
pub use uniform::Uniform;
