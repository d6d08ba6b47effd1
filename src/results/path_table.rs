//! What single paths drew and came to: a table of paths and chosen columns, for what statistics that merge cannot answer.

use std::collections::BTreeMap;

use super::errors::Errors;
use crate::model::Driver;
use crate::scenario::{Indicator, IndicatorNames};

/// What a column holds of each path. Years are indices, 0 the first simulated one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// What was drawn, in a year; `None` for what is held over the horizon.
    Driver(Driver, Option<usize>),
    /// An indicator in a year.
    Indicator(Indicator, usize),
    /// 1 where a target with a year, by position, is met, else 0.
    Met(usize),
    /// 1 where a milestone, by position, is reached by its deadline, or by the last year where it has none; else 0.
    Reached(usize),
}

impl Column {
    /// The driver in every year up to `years`, or once where it is held.
    pub fn of_driver(driver: Driver, years: usize) -> Vec<Self> {
        if driver.is_held() {
            return vec![Self::Driver(driver, None)];
        }
        (0..years).map(|t| Self::Driver(driver, Some(t))).collect()
    }

    /// The index of its year, where it has one of its own.
    pub fn year(&self) -> Option<usize> {
        match self {
            Self::Driver(_, year) => *year,
            Self::Indicator(_, year) => Some(*year),
            Self::Met(_) | Self::Reached(_) => None,
        }
    }

    /// The name of its driver or indicator in files; `None` for a verdict.
    pub fn name(&self, names: &IndicatorNames) -> Option<String> {
        match self {
            Self::Driver(driver, _) => Some(driver.name(names)),
            Self::Indicator(indicator, _) => Some(indicator.name(names)),
            Self::Met(_) | Self::Reached(_) => None,
        }
    }
}

/// Paths and columns. Held in blocks of paths, `[block, column, lane]`, so that threads fill it without waiting for each other:
/// 8 bytes a number, and one more column than asked for.
#[derive(Debug, Clone)]
pub struct PathTable {
    columns: Vec<Column>,
    places: BTreeMap<Column, usize>,
    paths: usize,
    block: usize,
    errors: Errors,
    values: Vec<f64>,
}

impl PathTable {
    /// Room for `paths` paths in blocks of `block`; a column asked for twice is there once.
    ///
    /// # Panics
    /// When the block is 0.
    pub fn new(columns: Vec<Column>, paths: usize, block: usize, errors: Errors) -> Self {
        let mut places = BTreeMap::new();
        let mut distinct = Vec::new();
        for column in columns {
            if !places.contains_key(&column) {
                places.insert(column.clone(), distinct.len());
                distinct.push(column);
            }
        }
        let blocks = paths.div_ceil(block);
        Self {
            values: vec![0.0; blocks * block * (distinct.len() + 1)],
            columns: distinct,
            places,
            paths,
            block,
            errors,
        }
    }

    /// Bytes of a table of so many columns and paths, blocks' ends left aside.
    pub fn bytes(columns: usize, paths: u64) -> u64 {
        8 * (columns as u64 + 1) * paths
    }

    /// The columns, in the order of their rows in a block.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Number of paths, failed ones included.
    pub fn paths(&self) -> usize {
        self.paths
    }

    /// Where errors of estimates over its paths come from.
    pub fn errors(&self) -> Errors {
        self.errors
    }

    /// A column, in the order of the paths; `None` when the table has no such column. A failed path has no defined indicators and meets nothing.
    pub fn column(&self, column: &Column) -> Option<Vec<f64>> {
        self.places.get(column).map(|place| self.row(*place))
    }

    /// Whether each path stayed in the numbers.
    pub fn valid(&self) -> Vec<bool> {
        let row = self.row(self.columns.len());
        row.into_iter().map(|valid| valid > 0.0).collect()
    }

    /// The blocks, for whoever fills them: `[column, lane]`, the last row 1 where the path stayed in the numbers.
    pub(crate) fn blocks_mut(&mut self) -> (&[Column], &mut [f64]) {
        (&self.columns, &mut self.values)
    }

    fn row(&self, place: usize) -> Vec<f64> {
        let size = self.block * (self.columns.len() + 1);
        let lanes = self
            .values
            .chunks_exact(size)
            .flat_map(|block| &block[place * self.block..][..self.block]);
        lanes.take(self.paths).copied().collect()
    }
}
