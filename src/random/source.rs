//! Where the numbers of one variable come from.

use std::collections::BTreeMap;

use super::Stream;
use super::sobol::{Dimension, DimensionOrder, HELD, directions};
use crate::numerics::normal_score_in_place;

/// The numbers of one variable: one uniform for every path and year, by either sampler.
#[derive(Debug, Clone)]
pub struct Source {
    stream: Stream,
    /// Its dimensions by year, in order; none when the stream itself is the source.
    dimensions: Vec<(u32, Dimension)>,
    /// Added to the number of a path.
    offset: u64,
}

impl Source {
    /// The same variable's numbers of other paths: path i has those of path i + `offset`.
    ///
    /// # Panics
    /// For Sobol points: other points of a sequence are not another sample.
    #[must_use]
    pub fn shifted(&self, offset: u64) -> Self {
        assert!(
            self.dimensions.is_empty(),
            "only pseudo-random paths have others far away"
        );
        Self {
            offset,
            ..self.clone()
        }
    }

    /// The uniform numbers of the paths `first_path`, `first_path` + 1, … in one year, as many as `out` holds, each strictly
    /// between 0 and 1. What is held takes the year [`HELD`].
    ///
    /// # Panics
    /// For Sobol points, if the variable has no dimension in this year.
    pub fn fill_uniform(&self, year: u32, first_path: u64, out: &mut [f64]) {
        match self.dimension(year) {
            Some(dimension) => dimension.fill_uniform(first_path, out),
            None => self
                .stream
                .fill_uniform(year, first_path + self.offset, out),
        }
    }

    /// The independent standard normal scores of the same uniforms.
    ///
    /// # Panics
    /// As [`fill_uniform`](Self::fill_uniform).
    pub fn fill_normal(&self, year: u32, first_path: u64, out: &mut [f64]) {
        match self.dimension(year) {
            Some(dimension) => {
                dimension.fill_uniform(first_path, out);
                normal_score_in_place(out);
            }
            None => self.stream.fill_normal(year, first_path + self.offset, out),
        }
    }

    fn dimension(&self, year: u32) -> Option<&Dimension> {
        if self.dimensions.is_empty() {
            return None;
        }
        let found = self
            .dimensions
            .binary_search_by_key(&year, |(year, _)| *year);
        Some(&self.dimensions[found.expect("every year that is drawn has a dimension")].1)
    }
}

/// Makes the sources of a run's variables.
#[derive(Debug)]
pub struct Sources<'o> {
    seed: u64,
    points: Option<Points<'o>>,
}

#[derive(Debug)]
struct Points<'o> {
    numbers: Vec<[u32; 32]>,
    positions: BTreeMap<(&'o str, &'o str, u32), usize>,
}

impl<'o> Sources<'o> {
    /// Pseudo-random numbers under a seed.
    pub fn philox(seed: u64) -> Self {
        Self { seed, points: None }
    }

    /// Sobol points with dimensions in this order, scrambled under a seed.
    ///
    /// # Panics
    /// If the order has more than [`MOST_DIMENSIONS`](super::MOST_DIMENSIONS).
    pub fn sobol(seed: u64, order: &'o DimensionOrder) -> Self {
        let points = Points {
            numbers: directions(order.len()),
            positions: order.positions(),
        };
        Self {
            seed,
            points: Some(points),
        }
    }

    /// The source of a variable: of every year that it has dimensions in.
    ///
    /// The scrambling of a dimension depends on (seed, kind, id, year, replicate), not on its place in the order.
    pub fn of(&self, kind: &'static str, id: &str) -> Source {
        let stream = Stream::new(self.seed, kind, id);
        let mut source = Source {
            stream,
            dimensions: Vec::new(),
            offset: 0,
        };
        if let Some(points) = &self.points {
            let all = (kind, id, HELD)..=(kind, id, u32::MAX);
            for ((_, _, year), position) in points.positions.range(all) {
                let seed = |replicate: usize| stream.scrambling(replicate as u32, *year);
                let numbers = points.numbers[*position];
                source
                    .dimensions
                    .push((*year, Dimension::new(numbers, seed)));
            }
        }
        source
    }
}
