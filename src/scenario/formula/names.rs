//! What names mean in formulas.

use std::collections::BTreeMap;

use super::dimension::Type;
use super::tree::{Tree, TreeKind};
use crate::quantity::MoneyUnit;
use crate::scenario::{Indicator, IndicatorNames, Series};

/// The group that every sector belongs to, unless the file has a group of this name.
const ALL: &str = "all";

/// What formulas know of a declared indicator.
#[derive(Debug, Clone)]
pub(in crate::scenario) struct Declared {
    /// What it is measured in.
    pub(in crate::scenario) kind: Type,
    /// Whether its base-year value is known.
    pub(in crate::scenario) has_base: bool,
}

/// What names mean.
pub(in crate::scenario) struct Names<'n> {
    pub(in crate::scenario) ids: &'n IndicatorNames,
    pub(in crate::scenario) by_name: &'n BTreeMap<String, Indicator>,
    pub(in crate::scenario) money: MoneyUnit,
    /// Sectors of each group.
    pub(super) groups: BTreeMap<&'n str, Vec<usize>>,
}

impl<'n> Names<'n> {
    /// What names mean in a scenario with these.
    pub(in crate::scenario) fn new(
        ids: &'n IndicatorNames,
        by_name: &'n BTreeMap<String, Indicator>,
        money: MoneyUnit,
    ) -> Self {
        let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (i, of_sector) in ids.sector_groups.iter().enumerate() {
            for group in of_sector {
                groups.entry(group).or_default().push(i);
            }
        }
        groups
            .entry(ALL)
            .or_insert_with(|| (0..ids.sectors.len()).collect());
        Self {
            ids,
            by_name,
            money,
            groups,
        }
    }

    /// The indicator of a name; a lone region may be named or not.
    pub(super) fn find(&self, name: &str) -> Option<&Indicator> {
        let lone = match self.ids.regions.as_slice() {
            [only] => name
                .strip_prefix(only.as_str())
                .and_then(|rest| rest.strip_prefix('.')),
            _ => None,
        };
        self.by_name.get(lone.unwrap_or(name))
    }
}

/// The declared indicators that a tree names, in this or an earlier year.
pub(in crate::scenario) fn mentions(tree: &Tree, text: &str, names: &Names<'_>) -> Vec<usize> {
    let mut found = Vec::new();
    let mut rest = vec![tree];
    while let Some(tree) = rest.pop() {
        match &tree.kind {
            TreeKind::Number => {}
            TreeKind::Name => found.extend(
                names
                    .find(&text[tree.range.clone()])
                    .and_then(|indicator| declared(&indicator.series)),
            ),
            TreeKind::Unary(_, of) => rest.push(of),
            TreeKind::Binary(_, _, left, right) => rest.extend([&**left, &**right]),
            TreeKind::Call(_, values) => rest.extend(values),
        }
    }
    found
}

/// The position of the declared indicator that a series is of.
pub(super) fn declared(series: &Series) -> Option<usize> {
    match series {
        Series::Declared(k) | Series::DeclaredGrowth(k) => Some(*k),
        _ => None,
    }
}
