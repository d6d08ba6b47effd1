//! Reading a table along its keys: what is unknown, what is missing, what is not supported yet.

use std::collections::BTreeMap;

use super::fields::{Field, Fields, Read};
use super::reader::Reader;
use crate::diagnostics::{Candidate, Code, Diagnostic, Span, closest, escape};
use crate::quantity::{Localized, bilingual};
use crate::scenario::document::{Entry, Node, Table};
use crate::scenario::keys::{Fallback, Key, Kind, Presence, ROOT, TableKeys};
use crate::scenario::{Provenance, Stated};

/// What becomes of the keys a table does not give.
#[derive(Clone, Copy)]
pub(super) enum Absent<'a> {
    /// They are taken from these defaults, then from the table of keys; else they are missing.
    Completed(Option<&'a Fields>),
    /// They stay absent: the table is itself a set of defaults.
    Left,
}

impl Reader<'_> {
    /// Reads a table, its keys in the order of the table of keys. `span` is its heading.
    pub(super) fn table(
        &mut self,
        keys: &'static TableKeys,
        span: Span,
        table: &Table,
        absent: Absent<'_>,
    ) -> Fields {
        let mut fields = Fields {
            keys,
            span,
            list: Vec::new(),
        };
        for key in keys.keys() {
            let Some(entry) = table.entries.iter().find(|entry| entry.key == key.name) else {
                continue;
            };
            let read = self.value(key, &entry.node, inner_defaults(key, absent));
            fields.list.push(Field {
                name: key.name,
                key_span: entry.key_span,
                written: true,
                read,
            });
        }
        let unknown = table
            .entries
            .iter()
            .filter(|entry| keys.key(&entry.key).is_none());
        let meant: Vec<&str> = unknown
            .filter_map(|entry| self.unknown_key(keys, entry))
            .collect();
        if let Absent::Completed(base) = absent {
            self.complete(&mut fields, base, table, &meant);
        }
        fields
    }

    /// Adds the keys that the table does not give.
    fn complete(
        &mut self,
        fields: &mut Fields,
        base: Option<&Fields>,
        table: &Table,
        meant: &[&str],
    ) {
        for key in fields.keys.keys() {
            let is_given = fields.list.iter().any(|field| field.name == key.name);
            if is_given {
                continue;
            }
            let inherited = base.and_then(|base| base.list.iter().find(|f| f.name == key.name));
            if let Some(field) = inherited.filter(|_| !matches!(key.kind, Kind::Table(_))) {
                fields.list.push(field.clone());
            } else if let Some(value) = self.fallback(key, fields.span, base) {
                fields.list.push(Field {
                    name: key.name,
                    key_span: fields.span,
                    written: false,
                    read: Some(Stated {
                        value,
                        span: fields.span,
                        provenance: Provenance::default(),
                    }),
                });
            } else if key.presence == Presence::Required && !meant.contains(&key.name) {
                self.report(missing(key, fields, table));
            }
        }
    }

    /// The value of a key that nothing gives.
    fn fallback(&mut self, key: &'static Key, span: Span, base: Option<&Fields>) -> Option<Read> {
        if let (Kind::Table(keys), Presence::Optional) = (key.kind, key.presence) {
            let base = base.and_then(|base| base.table(key.name));
            let empty = Table::default();
            return Some(Read::Table(self.table(
                keys,
                span,
                &empty,
                Absent::Completed(base),
            )));
        }
        let Presence::Default(fallback) = key.presence else {
            return None;
        };
        Some(self.default_value(key.kind, fallback))
    }

    /// Reports an unknown key; returns the key it was probably meant to be.
    fn unknown_key(&mut self, keys: &'static TableKeys, entry: &Entry) -> Option<&'static str> {
        let known = keys.keys();
        let candidates = known.map(|key| Candidate {
            word: key.name,
            names: [key.term(), key.name],
        });
        let meant = if self.suggests(keys.keys().count()) {
            closest(&entry.key, candidates)
        } else {
            None
        };
        let written = escape(&entry.key);
        let (zh, en) = (keys.zh, keys.en);
        self.report(
            Diagnostic::error(
                Code::UnknownKey,
                entry.key_span,
                bilingual!(
                    "{zh}没有 `{written}` 这个键",
                    "unknown key `{written}` in {en}"
                ),
            )
            .help_if(match meant {
                Some(word) => Some(bilingual!("是否想写 `{word}`？", "did you mean `{word}`?")),
                None => elsewhere(&entry.key).or_else(|| known_keys(keys)),
            }),
        );
        meant
    }

    /// Reads the tables by id behind `[heading.<id>]`.
    pub(super) fn tables(
        &mut self,
        keys: &'static TableKeys,
        table: &Table,
    ) -> Vec<(String, Fields)> {
        self.check_count(keys, table.entries.iter().map(|entry| entry.key_span));
        let mut tables = Vec::new();
        for entry in &table.entries {
            self.check_id(&entry.key, entry.key_span, false);
            match entry.node.as_table() {
                Some(inner) => {
                    let absent = Absent::Completed(None);
                    let fields = self.table(keys, entry.node.span, inner, absent);
                    tables.push((entry.key.clone(), fields));
                }
                None => self.wrong_kind(&entry.key, &entry.node, &Kind::Tables(keys).expectation()),
            }
        }
        tables
    }

    /// Reads the blocks behind `[[heading]]`, whose ids must differ.
    pub(super) fn blocks(&mut self, keys: &'static TableKeys, list: &[Node]) -> Vec<Fields> {
        self.check_count(keys, list.iter().map(|node| node.span));
        let defaults = self.sector_defaults.clone().filter(|_| keys.takes_defaults);
        let absent = Absent::Completed(defaults.as_ref());
        let mut blocks: Vec<Fields> = Vec::new();
        for node in list {
            match node.as_table() {
                Some(table) => blocks.push(self.table(keys, node.span, table, absent)),
                None => self.wrong_kind(keys.heading, node, &Kind::Blocks(keys).expectation()),
            }
        }
        if keys.key("id").is_some() {
            self.check_distinct(&blocks);
        }
        blocks
    }

    fn check_count(&mut self, keys: &TableKeys, mut spans: impl Iterator<Item = Span>) {
        let limit = keys.limit;
        if let Some(span) = spans.nth(limit) {
            let heading = keys.heading;
            let message = bilingual!(
                "{heading} 超过 {limit} 个",
                "more than {limit} of {heading}"
            );
            self.error(
                Code::TooMany,
                span,
                message,
                bilingual!("合并或删去一些", "merge or remove some"),
            );
        }
    }

    fn check_distinct(&mut self, blocks: &[Fields]) {
        let mut first: BTreeMap<String, Span> = BTreeMap::new();
        for block in blocks {
            let Some(id) = block.optional::<String>("id") else {
                continue;
            };
            let Some(before) = first.get(&id.value) else {
                first.insert(id.value, id.span);
                continue;
            };
            let (zh, en, id_text) = (block.keys.zh, block.keys.en, &id.value);
            self.found.push(
                Diagnostic::error(
                    Code::DuplicateId,
                    id.span,
                    bilingual!(
                        "{zh}编号 `{id_text}` 重复",
                        "the {en} id `{id_text}` is given twice"
                    ),
                )
                .also(*before, bilingual!("首次出现在这里", "first given here"))
                .help(bilingual!("改用另一个编号", "choose another id")),
            );
        }
    }
}

/// The defaults for a table that stands inside this one.
fn inner_defaults<'a>(key: &Key, absent: Absent<'a>) -> Absent<'a> {
    match absent {
        Absent::Left => Absent::Left,
        Absent::Completed(base) => Absent::Completed(base.and_then(|base| match key.kind {
            Kind::Table(_) => base.table(key.name),
            _ => None,
        })),
    }
}

fn missing(key: &Key, fields: &Fields, table: &Table) -> Diagnostic {
    let (name, term) = (key.name, key.term());
    let (zh, en) = (fields.keys.zh, fields.keys.en);
    let id = match table.get("id").and_then(Node::as_text) {
        Some(id) => format!(" `{}` ", escape(id)),
        None => String::new(),
    };
    let id_en = id.trim_end();
    let expected = key.kind.expectation();
    let (expected_zh, expected_en) = (expected.zh, expected.en);
    Diagnostic::error(
        Code::MissingKey,
        fields.span,
        bilingual!(
            "{zh}{id}缺少 `{name}`（{term}）",
            "{en}{id_en} lacks `{name}`"
        ),
    )
    .help(bilingual!(
        "加上 `{name}`：{expected_zh}",
        "add `{name}`: {expected_en}"
    ))
}

/// In which other table a key belongs.
fn elsewhere(name: &str) -> Option<Localized> {
    let inner = ROOT.keys().filter_map(|key| match key.kind {
        Kind::Table(keys) | Kind::Tables(keys) | Kind::Blocks(keys) => Some(keys),
        _ => None,
    });
    let mut tables = std::iter::once(&ROOT).chain(inner);
    let heading = tables.find(|keys| keys.key(name).is_some())?.heading;
    Some(match heading {
        "" => bilingual!(
            "`{name}` 应写在文件开头、第一个表头之前",
            "`{name}` belongs at the top of the file, before the first heading"
        ),
        _ => bilingual!(
            "`{name}` 应写在 {heading} 中",
            "`{name}` belongs in {heading}"
        ),
    })
}

fn known_keys(keys: &TableKeys) -> Option<Localized> {
    let names: Vec<&str> = keys.keys().map(|key| key.name).collect();
    (names.len() <= 32).then(|| {
        Localized::new(
            format!("可用的键：{}", names.join("、")),
            format!("its keys are {}", names.join(", ")),
        )
    })
}

impl Reader<'_> {
    /// The value of a default in the table of keys.
    fn default_value(&self, kind: Kind, fallback: Fallback) -> Read {
        match (kind, fallback) {
            (Kind::Path(..), Fallback::Number(value)) => Read::Path(self.constant(value)),
            (Kind::Distribution, Fallback::Number(value)) => {
                Read::Distribution(super::distribution::fixed(value))
            }
            (_, Fallback::Number(value)) => Read::Number(value),
            (_, Fallback::Word(word)) => Read::Word(word.to_owned()),
            (_, Fallback::Numbers(numbers)) => Read::Numbers(numbers.to_vec()),
            (_, Fallback::No) => Read::Flag(false),
            (Kind::Groups, Fallback::Empty) => Read::Groups(Vec::new()),
            (Kind::Rows(..), Fallback::Empty) => Read::Rows(Vec::new()),
            (Kind::Inputs(..), Fallback::Empty) => Read::Inputs(Vec::new(), None),
            (_, Fallback::Empty) => Read::Map(Vec::new()),
        }
    }
}
