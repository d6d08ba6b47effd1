//! Drawing from a generator, for programs that use the shapes as [`rand_distr`] distributions.

use rand::Rng;
use rand_distr::Distribution;

use super::{
    Beta, Empirical, Fixed, LogNormal, Normal, Pert, Shape, StudentT, Triangular, TwoPiece, Uniform,
};
use crate::numerics::open_uniform;

/// One draw is the quantile of one 64-bit uniform number.
macro_rules! sampled_by_quantile {
    ($($name:ident),*) => {
        $(impl Distribution<f64> for $name {
            fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> f64 {
                self.quantile(open_uniform(rng.next_u64()))
            }
        })*
    };
}

sampled_by_quantile!(
    Fixed, Normal, TwoPiece, StudentT, Triangular, Pert, Uniform, LogNormal, Beta, Empirical, Shape
);
