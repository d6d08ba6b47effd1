//! Which variable of which year has which dimension.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use serde::Serialize;

/// The year of what a path holds for the whole horizon.
pub const HELD: u32 = 0;

/// What is drawn: a kind ("factor", "supply", …) and an id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Variable {
    /// Kind.
    pub kind: &'static str,
    /// Identifier among those of its kind.
    pub id: String,
}

/// Consecutive dimensions: all variables of the first year, all of the next, and so on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DimensionBlock {
    /// Number of the first dimension, counted from 0.
    pub first: usize,
    /// First and last calendar year; [`HELD`] twice for what is drawn once a path.
    pub years: [u32; 2],
    /// The variables in their order.
    pub variables: Vec<Variable>,
}

impl DimensionBlock {
    fn len(&self) -> usize {
        let years = self.years[1] - self.years[0] + 1;
        years as usize * self.variables.len()
    }
}

/// The order of the dimensions. The first ones fill the cube most evenly, jointly as well: what matters most comes first.
///
/// It only ever grows at its end, so that what is added to it leaves the dimensions of the rest, and so their draws, as they were.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct DimensionOrder {
    blocks: Vec<DimensionBlock>,
}

impl DimensionOrder {
    /// Appends what has no dimension yet: `held` variables first, then the `yearly` ones, year by year.
    pub fn append(&mut self, held: &[Variable], yearly: &[Variable], years: RangeInclusive<u32>) {
        let known = self.positions();
        let missing = |variables: &[Variable], year: u32| -> Vec<Variable> {
            let is_new = |it: &&Variable| !known.contains_key(&(it.kind, it.id.as_str(), year));
            variables.iter().filter(is_new).cloned().collect()
        };
        let mut added: Vec<([u32; 2], Vec<Variable>)> = Vec::new();
        let held = ([HELD; 2], missing(held, HELD));
        let yearly = years.map(|year| ([year; 2], missing(yearly, year)));
        for (years, variables) in core::iter::once(held).chain(yearly) {
            match added.last_mut() {
                Some((last, same)) if *same == variables && last[1] != HELD => last[1] = years[1],
                _ => added.push((years, variables)),
            }
        }
        for (years, variables) in added.into_iter().filter(|(_, new)| !new.is_empty()) {
            let first = self.len();
            self.blocks.push(DimensionBlock {
                first,
                years,
                variables,
            });
        }
    }

    /// How many dimensions there are.
    pub fn len(&self) -> usize {
        self.blocks.last().map_or(0, |last| last.first + last.len())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// The blocks, in order.
    pub fn blocks(&self) -> &[DimensionBlock] {
        &self.blocks
    }

    /// The dimension of each (kind, id, year).
    pub fn positions(&self) -> BTreeMap<(&str, &str, u32), usize> {
        let mut positions = BTreeMap::new();
        for block in &self.blocks {
            let years = block.years[0]..=block.years[1];
            let each = years.flat_map(|year| block.variables.iter().map(move |it| (it, year)));
            for ((variable, year), position) in each.zip(block.first..) {
                positions.insert((variable.kind, variable.id.as_str(), year), position);
            }
        }
        positions
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn variables(ids: &[&str]) -> Vec<Variable> {
        let one = |id: &&str| Variable {
            kind: "factor",
            id: (*id).to_owned(),
        };
        ids.iter().map(one).collect()
    }

    #[test]
    fn years_come_one_after_the_other() {
        let mut order = DimensionOrder::default();
        order.append(&variables(&["trend"]), &variables(&["a", "b"]), 2024..=2026);
        let positions = order.positions();
        assert_eq!(positions[&("factor", "trend", HELD)], 0);
        assert_eq!(positions[&("factor", "a", 2024)], 1);
        assert_eq!(positions[&("factor", "b", 2024)], 2);
        assert_eq!(positions[&("factor", "a", 2026)], 5);
        assert_eq!((order.len(), order.blocks().len()), (7, 2));
    }

    #[test]
    fn what_is_appended_leaves_the_rest_where_it_was() {
        let mut order = DimensionOrder::default();
        order.append(&[], &variables(&["a", "b"]), 2024..=2025);
        let before = order.clone();
        order.append(&[], &variables(&["a", "b"]), 2024..=2025);
        assert_eq!(order, before);
        // A variable more, one less, a year more.
        order.append(
            &variables(&["trend"]),
            &variables(&["new", "b"]),
            2024..=2026,
        );
        for (key, position) in before.positions() {
            assert_eq!(order.positions()[&key], position);
        }
        let positions = order.positions();
        assert_eq!(positions[&("factor", "trend", HELD)], 4);
        assert_eq!(positions[&("factor", "new", 2024)], 5);
        assert_eq!(positions[&("factor", "new", 2025)], 6);
        assert_eq!(positions[&("factor", "new", 2026)], 7);
        assert_eq!(positions[&("factor", "b", 2026)], 8);
        assert_eq!((order.len(), positions.len()), (9, 9));
    }

    #[test]
    fn nothing_has_no_dimension() {
        let mut order = DimensionOrder::default();
        order.append(&[], &[], 2024..=2030);
        assert!(order.is_empty() && order.len() == 0);
    }
}
