//! Values over time: one number for every year, or a table of years.

use super::fields::Read;
use super::reader::Reader;
use super::value::placed;
use crate::calendar::{Horizon, YearPath};
use crate::diagnostics::{Code, Diagnostic, Span, escape};
use crate::quantity::bilingual;
use crate::scenario::document::{Entry, Node, Table};
use crate::scenario::keys::{Key, PROVENANCE, Quantity, Range};
use crate::scenario::{Provenance, Stated};

/// What is stated for a year.
struct YearValue {
    year: i32,
    value: f64,
    provenance: Provenance,
}

impl Reader<'_> {
    /// The same value in every simulated year.
    pub(super) fn constant(&self, value: f64) -> YearPath {
        YearPath::constant(value, self.horizon.map_or(0, Horizon::len))
    }

    /// Reads a path over time.
    pub(super) fn path(
        &mut self,
        key: &'static Key,
        node: &Node,
        quantity: Quantity,
        range: Range,
    ) -> Option<Stated<Read>> {
        let (outer, node) = self.unwrapped(node);
        let Some(table) = node?.as_table() else {
            let node = node?;
            let value = self.number(key.name, node, quantity, range)?;
            return Some(placed(
                Read::Path(self.constant(value)),
                node.span,
                outer.unwrap_or_default(),
            ));
        };
        let span = node?.span;
        let stated = self.years(key, table, quantity, range)?;
        let provenance = outer.unwrap_or_else(|| first_known(&stated));
        let horizon = self.horizon?;
        let first = horizon.base_year() + 1;
        let starts = stated.iter().any(|stated| stated.year == first);
        if !starts {
            self.first_year_missing(key, first, span);
            return None;
        }
        let at = |year| {
            stated
                .iter()
                .filter(|s| s.year <= year)
                .max_by_key(|s| s.year)
        };
        let values = horizon
            .years()
            .filter_map(|year| at(year).map(|stated| stated.value));
        Some(placed(
            Read::Path(YearPath::from_values(values.collect())),
            span,
            provenance,
        ))
    }

    /// Reads money by year: nothing in a year that is not stated.
    pub(super) fn money_by_year(&mut self, key: &'static Key, node: &Node) -> Option<Stated<Read>> {
        let (outer, node) = self.unwrapped(node);
        let node = node?;
        let table = self.expect_table(key, node)?;
        let stated = self.years(key, table, Quantity::Money, Range::NOT_NEGATIVE)?;
        let provenance = outer.unwrap_or_else(|| first_known(&stated));
        let horizon = self.horizon?;
        let at = |year| {
            stated
                .iter()
                .find(|s| s.year == year)
                .map_or(0.0, |s| s.value)
        };
        let values = horizon.years().map(at).collect();
        Some(placed(
            Read::Path(YearPath::from_values(values)),
            node.span,
            provenance,
        ))
    }

    /// The provenance around a value, if there is any, and what it is around.
    pub(super) fn unwrapped<'n>(
        &mut self,
        node: &'n Node,
    ) -> (Option<Provenance>, Option<&'n Node>) {
        let wrapped = |table: &Table| {
            table
                .entries
                .iter()
                .any(|entry| PROVENANCE.key(&entry.key).is_some())
        };
        match node.as_table().filter(|table| wrapped(table)) {
            Some(table) => {
                let (provenance, inner) = self.provenance(node.span, table);
                (Some(provenance), inner)
            }
            None => (None, Some(node)),
        }
    }

    /// Reads the entries of a table of years; `None` when any of them is wrong.
    fn years(
        &mut self,
        key: &'static Key,
        table: &Table,
        quantity: Quantity,
        range: Range,
    ) -> Option<Vec<YearValue>> {
        let read: Vec<Option<YearValue>> = table
            .entries
            .iter()
            .map(|entry| {
                let year = self.simulated_year(key, entry);
                let read = self.with_provenance(&entry.node, |reader, node| {
                    reader
                        .number(key.name, node, quantity, range)
                        .map(Read::Number)
                })?;
                let Read::Number(value) = read.value else {
                    return None;
                };
                Some(YearValue {
                    year: year?,
                    value,
                    provenance: read.provenance,
                })
            })
            .collect();
        read.into_iter().collect()
    }

    /// The year that a key of a table of years names.
    pub(super) fn named_year(&mut self, key: &Key, entry: &Entry) -> Option<i32> {
        let name = key.name;
        let written = escape(&entry.key);
        let year = entry
            .key
            .parse::<i32>()
            .ok()
            .filter(|_| entry.key.len() == 4);
        if year.is_none() {
            let expected = key.kind.expectation();
            let (zh, en) = (expected.zh, expected.en);
            self.report(
                Diagnostic::error(
                    Code::BadYear,
                    entry.key_span,
                    bilingual!(
                        "`{name}` 中的 `{written}` 不是年份",
                        "`{written}` in `{name}` is not a year"
                    ),
                )
                .help(bilingual!("应为{zh}", "expected {en}")),
            );
        }
        year
    }

    fn simulated_year(&mut self, key: &Key, entry: &Entry) -> Option<i32> {
        let name = key.name;
        let year = self.named_year(key, entry)?;
        if let Some(horizon) = self.horizon.filter(|horizon| horizon.index(year).is_none()) {
            let (first, last) = (horizon.base_year() + 1, horizon.last_year());
            self.report(
                Diagnostic::error(
                    Code::BadYear,
                    entry.key_span,
                    bilingual!(
                        "`{name}` 的 {year} 年不在模拟期内",
                        "`{name}`: {year} is not a simulated year"
                    ),
                )
                .label(bilingual!(
                    "模拟期为 {first} 至 {last}",
                    "the simulated years are {first} to {last}"
                )),
            );
            return None;
        }
        Some(year)
    }

    fn first_year_missing(&mut self, key: &Key, first: i32, span: Span) {
        let name = key.name;
        self.report(
            Diagnostic::error(
                Code::BadYear,
                span,
                bilingual!(
                    "`{name}` 没有写第一个模拟年 {first}",
                    "`{name}` does not state the first simulated year, {first}"
                ),
            )
            .help(bilingual!(
                "加上 {first} = …；写出的年份一直有效到下一个写出的年份",
                "add {first} = …; a stated year holds until the next stated one"
            )),
        );
    }
}

/// The provenance of the first year that has any beyond the default.
fn first_known(stated: &[YearValue]) -> Provenance {
    let plain = Provenance::default();
    let known = stated
        .iter()
        .map(|stated| &stated.provenance)
        .find(|p| **p != plain);
    known.cloned().unwrap_or(plain)
}
