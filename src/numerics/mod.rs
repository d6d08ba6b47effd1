//! Elementary and special functions whose results have the same bits on every machine.
//!
//! The system's mathematical library answers differently from one machine to the next in the last bit, and a
//! simulation that feeds its own results back soon shows it. Everything here is built from `+ - * /`, square root, fused
//! multiplication where it is written, and integer operations in a written order (or from the bundled `libm` crate,
//! which is): so equal inputs give equal bits.
//!
//! - [`packs`]: many numbers at once, on whatever vectors the machine has.
//! - [`exp`], [`ln`], [`softplus()`], [`normal_score()`]: branch-free, of single numbers and of packs with the same bits;
//!   [`exp_in_place`], [`ln_in_place`] [`normal_score_in_place`] and [`softplus_in_place`] work through slices.
//! - [`open_uniform`]: 64 random bits to a number strictly between 0 and 1.
//! - [`normal_cdf()`], [`normal_quantile()`], [`log_gamma`], [`log_beta`], [`incomplete_beta()`], [`student_t_cdf`] and the
//!   inverses: for set-up and tables, accurate in both tails rather than fast.

mod exponential;
mod gamma;
mod incomplete_beta;
mod inverse_beta;
mod logarithm;
mod normal_cdf;
mod normal_quantile;
mod normal_score;
pub mod packs;
mod polynomial;
mod rounding;
mod slices;
mod softplus;
mod student_t;
#[cfg(test)]
mod testing;
mod uniform;

pub use exponential::{exp, exp_clamped};
pub use gamma::{log_beta, log_gamma};
pub use incomplete_beta::incomplete_beta;
pub use inverse_beta::inverse_incomplete_beta;
pub use logarithm::{ln, ln_of_positive};
pub use normal_cdf::normal_cdf;
pub use normal_quantile::normal_quantile;
pub use normal_score::normal_score;
pub use rounding::{ROUNDER, rounded, rounded_bits};
pub use slices::{exp_in_place, ln_in_place, normal_score_in_place, softplus_in_place};
pub use softplus::softplus;
pub use student_t::{student_t_cdf, student_t_quantile};
pub use uniform::{open_uniform, open_uniforms};
