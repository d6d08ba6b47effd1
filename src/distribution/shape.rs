//! Any of the shapes.

use super::{
    Beta, Empirical, Fixed, LogNormal, Normal, Pert, StudentT, Triangular, TwoPiece, Uniform,
};
use crate::numerics::normal_cdf;

/// Any distribution a scenario can name.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// A certain value.
    Fixed(Fixed),
    /// Normal.
    Normal(Normal),
    /// Two halves of normals with different scales.
    TwoPiece(TwoPiece),
    /// Student's t scaled to a standard deviation.
    StudentT(StudentT),
    /// Triangular.
    Triangular(Triangular),
    /// PERT: a beta by low, mode and high.
    Pert(Pert),
    /// Uniform.
    Uniform(Uniform),
    /// Lognormal.
    LogNormal(LogNormal),
    /// Beta by mean and standard deviation.
    Beta(Beta),
    /// A list of values.
    Empirical(Empirical),
}

/// The same method of whichever shape it is.
macro_rules! whichever {
    ($shape:expr, $inner:ident => $result:expr) => {
        match $shape {
            Shape::Fixed($inner) => $result,
            Shape::Normal($inner) => $result,
            Shape::TwoPiece($inner) => $result,
            Shape::StudentT($inner) => $result,
            Shape::Triangular($inner) => $result,
            Shape::Pert($inner) => $result,
            Shape::Uniform($inner) => $result,
            Shape::LogNormal($inner) => $result,
            Shape::Beta($inner) => $result,
            Shape::Empirical($inner) => $result,
        }
    };
}

impl Shape {
    /// The value below which the variable falls with probability p, 0 ≤ p ≤ 1.
    pub fn quantile(&self, p: f64) -> f64 {
        whichever!(self, inner => inner.quantile(p))
    }

    /// The value above which the variable lies with probability q: the quantile at 1 − q, without losing the digits of
    /// a small q.
    pub fn quantile_upper(&self, q: f64) -> f64 {
        whichever!(self, inner => inner.quantile_upper(q))
    }

    /// The value at a standard normal score: the quantile at Φ(score), accurate in both tails.
    pub fn at_score(&self, score: f64) -> f64 {
        if score <= 0.0 {
            self.quantile(normal_cdf(score))
        } else {
            self.quantile_upper(normal_cdf(-score))
        }
    }

    /// The mean, in the variable's own unit.
    pub fn mean(&self) -> f64 {
        whichever!(self, inner => inner.mean())
    }

    /// The variance, in the variable's unit squared.
    pub fn variance(&self) -> f64 {
        whichever!(self, inner => inner.variance())
    }

    /// The median, in the variable's own unit; of an even number of empirical values, the mean of the two in the middle.
    pub fn median(&self) -> f64 {
        match self {
            Self::Empirical(list) => f64::midpoint(list.quantile(0.5), list.quantile_upper(0.5)),
            other => other.quantile(0.5),
        }
    }

    /// Whether only one value is possible.
    pub fn is_certain(&self) -> bool {
        match self {
            Self::Empirical(list) => list.quantile(0.0) == list.quantile(1.0),
            other => other.variance() == 0.0,
        }
    }

    /// The score at which the quantile bends sharply, if there is one.
    pub(super) fn kink(&self) -> Option<f64> {
        match self {
            Self::TwoPiece(shape) => Some(shape.kink()),
            Self::Triangular(shape) => Some(shape.kink()),
            _ => None,
        }
    }
}

macro_rules! from_each {
    ($($name:ident),*) => {
        $(impl From<$name> for Shape {
            fn from(shape: $name) -> Self {
                Self::$name(shape)
            }
        })*
    };
}

from_each!(
    Fixed, Normal, TwoPiece, StudentT, Triangular, Pert, Uniform, LogNormal, Beta, Empirical
);
