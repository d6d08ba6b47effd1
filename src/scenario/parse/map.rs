//! References, and maps whose keys are references.

use super::fields::{MapEntry, Read, Row};
use super::reader::Reader;
use crate::diagnostics::{Code, Diagnostic, Span, escape};
use crate::quantity::bilingual;
use crate::scenario::Stated;
use crate::scenario::document::{Entry, Table};
use crate::scenario::keys::{Kind, Quantity, Range, Thing};

/// The factors that the model knows.
const KNOWN_FACTORS: [&str; 5] = [
    "demand",
    "consumption",
    "productivity",
    "investment",
    "prices",
];

impl Reader<'_> {
    /// The positions of the things an id refers to; reports one that refers to nothing.
    pub(super) fn refer(&mut self, thing: Thing, id: &str, span: Span) -> Option<Vec<usize>> {
        if self.registry.is_ambiguous(thing, id) {
            let written = escape(id);
            self.error(
                Code::UnknownReference,
                span,
                bilingual!(
                    "`{written}` 既是产业又是产业组",
                    "`{written}` is both a sector and a group"
                ),
                bilingual!("给组换一个编号", "choose another id for the group"),
            );
            return None;
        }
        let found = self.registry.find(thing, id);
        if found.is_none() {
            self.unknown_reference(thing, id, span);
        } else if thing == Thing::Source {
            self.cited.insert(id.to_owned());
        }
        found
    }

    fn unknown_reference(&mut self, thing: Thing, id: &str, span: Span) {
        let noun = thing.noun();
        let (zh, en, written) = (noun.zh, noun.en, escape(id));
        let words = self.registry.of(thing).list().len();
        let meant = if self.suggests(words) {
            self.registry.closest(thing, id)
        } else {
            None
        };
        let help = match meant {
            Some(word) => Some(bilingual!("是否想写 `{word}`？", "did you mean `{word}`?")),
            None if thing == Thing::Factor && KNOWN_FACTORS.contains(&id) => Some(bilingual!(
                "模型认得这个因子，但文件没有声明：加上 [factor.{written}]",
                "the model knows this factor, but the file does not declare it: add [factor.{written}]"
            )),
            None => self.known_ids(thing),
        };
        self.report(
            Diagnostic::error(
                Code::UnknownReference,
                span,
                bilingual!(
                    "没有编号为 `{written}` 的{zh}",
                    "there is no {en} `{written}`"
                ),
            )
            .help_if(help),
        );
    }

    /// What to do when no id is near: which ids there are.
    fn known_ids(&self, thing: Thing) -> Option<crate::quantity::Localized> {
        let list = self.registry.of(thing).list();
        let names: Vec<&str> = list.iter().map(|known| known.id.as_str()).collect();
        match names.len() {
            0 => Some(bilingual!("文件中一个也没有", "the file has none")),
            1..=12 => {
                let names = escape(&names.join(", "));
                Some(bilingual!("已有：{names}", "there are {names}"))
            }
            _ => None,
        }
    }

    /// Reads `{ id = number }`.
    pub(super) fn map(
        &mut self,
        thing: Thing,
        quantity: Quantity,
        range: Range,
        table: &Table,
    ) -> Vec<MapEntry> {
        table
            .entries
            .iter()
            .filter_map(|entry| self.map_entry(thing, quantity, range, entry))
            .collect()
    }

    fn map_entry(
        &mut self,
        thing: Thing,
        quantity: Quantity,
        range: Range,
        entry: &Entry,
    ) -> Option<MapEntry> {
        let positions = self.refer(thing, &entry.key, entry.key_span);
        let read = self.with_provenance(&entry.node, |reader, node| {
            reader
                .number(&entry.key, node, quantity, range)
                .map(Read::Number)
        });
        let (positions, read) = (positions?, read?);
        let Read::Number(value) = read.value else {
            return None;
        };
        Some(MapEntry {
            positions,
            key_span: entry.key_span,
            value: Stated {
                value,
                span: read.span,
                provenance: read.provenance,
            },
        })
    }

    /// Reads `id = { id = number }`.
    pub(super) fn rows(
        &mut self,
        thing: Thing,
        quantity: Quantity,
        range: Range,
        entries: &[Entry],
    ) -> Vec<Row> {
        let mut rows = Vec::new();
        for entry in entries {
            let position = self.refer(thing, &entry.key, entry.key_span);
            let Some(inner) = entry.node.as_table() else {
                let expected = Kind::Map(thing, quantity, range).expectation();
                self.wrong_kind(&entry.key, &entry.node, &expected);
                continue;
            };
            let entries = self.map(thing, quantity, range, inner);
            if let Some(position) = position {
                rows.push(Row {
                    position: position[0],
                    key_span: entry.key_span,
                    span: entry.node.span,
                    entries,
                });
            }
        }
        rows
    }
}
