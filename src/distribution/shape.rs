//! Any of the distributions.

use rand::{Rng, RngExt as _};
use rand_distr::Distribution;

use super::{
    Beta, Empirical, Fixed, LogNormal, Normal, Pert, StudentT, Triangular, TwoPiece, Uniform,
};
use crate::numerics::{normal_cdf, open_uniform};

macro_rules! shapes {
    ($($shape:ident)*) => {
        /// One of the distributions that a scenario file can name.
        #[derive(Debug, Clone, PartialEq)]
        pub enum Shape {
            $(
                #[doc = concat!("See [`", stringify!($shape), "`].")]
                $shape($shape),
            )*
        }

        impl Shape {
            /// x with P(X ≤ x) = p, 0 < p < 1.
            pub fn quantile(&self, p: f64) -> f64 {
                match self { $(Self::$shape(shape) => shape.quantile(p)),* }
            }

            /// x with P(X > x) = q, 0 < q < 1: accurate where p = 1 − q is not.
            pub fn upper_quantile(&self, q: f64) -> f64 {
                match self { $(Self::$shape(shape) => shape.upper_quantile(q)),* }
            }

            /// The mean.
            pub fn mean(&self) -> f64 {
                match self { $(Self::$shape(shape) => shape.mean()),* }
            }

            /// The variance.
            pub fn variance(&self) -> f64 {
                match self { $(Self::$shape(shape) => shape.variance()),* }
            }
        }

        $(
            impl From<$shape> for Shape {
                fn from(shape: $shape) -> Self {
                    Self::$shape(shape)
                }
            }

            /// One draw from one uniform number, through the quantile function.
            impl Distribution<f64> for $shape {
                fn sample<R: Rng + ?Sized>(&self, rng: &mut R) -> f64 {
                    self.quantile(open_uniform(rng.random()))
                }
            }
        )*
    };
}

shapes! { Normal TwoPiece StudentT Triangular Pert Uniform LogNormal Beta Fixed Empirical }

impl Shape {
    /// x(z) = quantile(Φ(z)), accurate in both tails.
    pub fn at_score(&self, z: f64) -> f64 {
        match self {
            Self::Normal(normal) => normal.at_score(z),
            Self::LogNormal(lognormal) => lognormal.at_score(z),
            _ if z <= 0.0 => self.quantile(normal_cdf(z)),
            _ => self.upper_quantile(normal_cdf(-z)),
        }
    }

    /// The median; of an even number of empirical values, the mean of the two in the middle.
    pub fn median(&self) -> f64 {
        match self {
            Self::Empirical(empirical) => empirical.median(),
            _ => self.at_score(0.0),
        }
    }

    /// Whether there is nothing to draw.
    pub fn is_certain(&self) -> bool {
        self.variance() == 0.0
    }
}
