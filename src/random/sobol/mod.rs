//! Quasi-random numbers: Sobol points, scrambled independently sixteen times.
//!
//! A variable of a year is a dimension. Path i is point i ÷ [`REPLICATES`] of replicate i mod [`REPLICATES`]: within a
//! replicate the points fill the unit cube evenly, and between replicates they are independent, so that the spread of the
//! replicates' results is the error of their mean. A longer run only adds points.
//!
//! - [`DimensionOrder`]: which variable of which year has which dimension.
//! - [`Dimension`]: the numbers of one of them, any run of paths at a time.

mod dimension;
mod directions;
mod order;
mod scramble;

pub use dimension::{Dimension, MOST_PATHS, REPLICATES};
pub use directions::MOST_DIMENSIONS;
pub use order::{DimensionBlock, DimensionOrder, HELD, Variable};

pub(super) use directions::directions;
