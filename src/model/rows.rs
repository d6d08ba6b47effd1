//! Rows of lanes: a structure of arrays, one row an entity and one lane a path.

use core::ops::{Index, IndexMut, Range};
use std::iter::StepBy;

use crate::numerics::packs::Vectors;

/// Doubles in a line of the cache; rows begin on one.
const LINE: usize = 8;

/// Rows of equal length. Each begins on a line of the cache, and one line lies between two rows, so that the same lane of many rows
/// does not fall into the same few places of the level-one cache.
#[derive(Debug)]
pub struct Rows {
    cells: Vec<f64>,
    /// Where the first row begins.
    start: usize,
    count: usize,
    lanes: usize,
    /// From one row to the next.
    stride: usize,
}

impl Rows {
    /// All lanes zero.
    pub fn zeros(rows: usize, lanes: usize) -> Self {
        let stride = lanes.next_multiple_of(LINE) + LINE;
        let cells = vec![0.0; rows * stride + LINE];
        // A pointer that cannot be aligned is not: only speed depends on it.
        let start = cells.as_ptr().align_offset(64).min(LINE);
        Self {
            cells,
            start,
            count: rows,
            lanes,
            stride,
        }
    }

    /// Every lane this value.
    pub fn filled(rows: usize, lanes: usize, value: f64) -> Self {
        let mut all = Self::zeros(rows, lanes);
        all.fill(value);
        all
    }

    /// Number of rows.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Length of a row.
    pub fn lanes(&self) -> usize {
        self.lanes
    }

    /// One row.
    ///
    /// # Panics
    /// When there is no such row.
    #[inline(always)]
    pub fn row(&self, i: usize) -> &[f64] {
        let from = self.start + i * self.stride;
        &self.cells[from..from + self.lanes]
    }

    /// One row to write to.
    ///
    /// # Panics
    /// When there is no such row.
    #[inline(always)]
    pub fn row_mut(&mut self, i: usize) -> &mut [f64] {
        let from = self.start + i * self.stride;
        &mut self.cells[from..from + self.lanes]
    }

    /// The rows to take packs of.
    #[inline(always)]
    pub(super) fn view(&self) -> View<'_> {
        View {
            cells: &self.cells[self.start..],
            stride: self.stride,
        }
    }

    /// The rows to write packs to.
    #[inline(always)]
    pub(super) fn view_mut(&mut self) -> ViewMut<'_> {
        ViewMut {
            cells: &mut self.cells[self.start..],
            stride: self.stride,
        }
    }

    /// Sets every lane of every row.
    pub fn fill(&mut self, value: f64) {
        self.cells.fill(value);
    }

    /// All rows, in order.
    pub fn iter(&self) -> impl Iterator<Item = &[f64]> {
        (0..self.count).map(|i| self.row(i))
    }

    /// Takes over the values of as many rows.
    ///
    /// # Panics
    /// When their number or length differs.
    pub fn copy_from(&mut self, other: &Self) {
        assert_eq!((self.count, self.lanes), (other.count, other.lanes));
        for i in 0..self.count {
            self.row_mut(i).copy_from_slice(other.row(i));
        }
    }
}

/// Rows, packs of which are read. Made before a loop over the lanes: where a row stands is then known in it.
#[derive(Clone, Copy)]
pub(super) struct View<'r> {
    cells: &'r [f64],
    stride: usize,
}

impl View<'_> {
    /// The lanes of a row from `at` on, as many as a pack has.
    #[inline(always)]
    pub(super) fn load<V: Vectors>(self, v: V, i: usize, at: usize) -> V::Pack {
        debug_assert!(at + V::LANES <= self.stride, "in the row");
        v.load(self.cells, i * self.stride + at)
    }
}

/// Rows, packs of which are written; otherwise as [`View`].
pub(super) struct ViewMut<'r> {
    cells: &'r mut [f64],
    stride: usize,
}

impl ViewMut<'_> {
    /// Writes the lanes of a row from `at` on.
    #[inline(always)]
    pub(super) fn store<V: Vectors>(&mut self, v: V, pack: V::Pack, i: usize, at: usize) {
        debug_assert!(at + V::LANES <= self.stride, "in the row");
        v.store(pack, self.cells, i * self.stride + at);
    }
}

/// Where the packs of a row of this many lanes begin.
#[inline(always)]
pub(super) fn packs<V: Vectors>(lanes: usize) -> StepBy<Range<usize>> {
    (0..lanes).step_by(V::LANES)
}

impl Clone for Rows {
    fn clone(&self) -> Self {
        let mut other = Self::zeros(self.count, self.lanes);
        other.copy_from(self);
        other
    }
}

impl PartialEq for Rows {
    fn eq(&self, other: &Self) -> bool {
        self.lanes == other.lanes && self.iter().eq(other.iter())
    }
}

impl Index<[usize; 2]> for Rows {
    type Output = f64;

    fn index(&self, [row, lane]: [usize; 2]) -> &f64 {
        &self.row(row)[lane]
    }
}

impl IndexMut<[usize; 2]> for Rows {
    fn index_mut(&mut self, [row, lane]: [usize; 2]) -> &mut f64 {
        &mut self.row_mut(row)[lane]
    }
}

/// Rows by year: the same entities in each.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel(Vec<Rows>);

impl Panel {
    /// All lanes zero.
    pub fn zeros(years: usize, entities: usize, lanes: usize) -> Self {
        Self(vec![Rows::zeros(entities, lanes); years])
    }

    /// One entity in one year.
    ///
    /// # Panics
    /// When there is no such entity or year.
    #[inline(always)]
    pub fn row(&self, year: usize, entity: usize) -> &[f64] {
        self.0[year].row(entity)
    }

    /// One entity in one year, to write to.
    ///
    /// # Panics
    /// When there is no such entity or year.
    #[inline(always)]
    pub fn row_mut(&mut self, year: usize, entity: usize) -> &mut [f64] {
        self.0[year].row_mut(entity)
    }

    /// The entities of a year, to take packs of.
    #[inline(always)]
    pub(super) fn view(&self, year: usize) -> View<'_> {
        self.0[year].view()
    }

    /// Number of entities; 0 of no year.
    pub fn entities(&self) -> usize {
        self.0.first().map_or(0, Rows::count)
    }

    /// Writes down a year.
    ///
    /// # Panics
    /// When the rows are not as many or as long.
    pub fn record(&mut self, year: usize, rows: &Rows) {
        self.0[year].copy_from(rows);
    }

    /// Writes down a year by taking the rows away: what is left in their place are rows to be written anew.
    ///
    /// # Panics
    /// When the rows are not as many or as long.
    pub(super) fn take(&mut self, year: usize, rows: &mut Rows) {
        let mine = &mut self.0[year];
        assert_eq!((mine.count, mine.lanes), (rows.count, rows.lanes));
        std::mem::swap(mine, rows);
    }

    /// All rows, year by year.
    pub fn iter(&self) -> impl Iterator<Item = &[f64]> {
        self.0.iter().flat_map(Rows::iter)
    }

    /// Sets every lane.
    pub fn fill(&mut self, value: f64) {
        for rows in &mut self.0 {
            rows.fill(value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_apart_and_begin_on_a_line() {
        let mut rows = Rows::zeros(3, 32);
        for i in 0..3 {
            rows.row_mut(i).fill(i as f64);
            assert_eq!(rows.row(i).as_ptr().align_offset(64), 0);
        }
        assert!(
            rows.iter()
                .enumerate()
                .all(|(i, row)| row == [i as f64; 32])
        );
        assert_eq!(rows.clone(), rows);
    }
}
