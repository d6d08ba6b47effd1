//! Random numbers that depend on what they are for, and on nothing else.
//!
//! A pseudo-random draw is a pure function of (seed, kind and name of the variable, path, year): no generator is carried from one
//! draw to the next. So results do not depend on threads, blocks or the order of the variables; path 500 alone equals
//! path 500 of a long run; adding a variable leaves the draws of all others as they were, and two variants of a
//! scenario share theirs.
//!
//! - [`philox4x32_10`]: the counter-based generator, 128 bits from a counter and a key.
//! - [`Stream`]: the draws of one variable, one by one or a run of paths at a time.
//! - [`check_collisions`]: that no two variables of a scenario share a stream.
//! - [`DimensionOrder`], [`Dimension`]: scrambled Sobol points instead, one dimension a variable and year.
//! - [`Source`]: the draws of one variable by either of the two.
//! - [`KeyedRng`]: a stream's path and year as an ordinary generator, for samplers that take one.

mod collisions;
mod identity;
mod keyed_rng;
mod lanes;
mod philox;
mod sobol;
mod source;
mod stream;

pub use collisions::{StreamCollision, check_collisions};
pub use keyed_rng::KeyedRng;
pub use philox::philox4x32_10;
pub use sobol::{
    Dimension, DimensionBlock, DimensionOrder, HELD, MOST_DIMENSIONS, MOST_PATHS, REPLICATES,
    Variable,
};
pub use source::{Source, Sources};
pub use stream::Stream;
