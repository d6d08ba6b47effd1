//! Reading one value as its key's kind asks.

use super::fields::Read;
use super::reader::Reader;
use super::walk::Absent;
use crate::diagnostics::{Candidate, Code, Diagnostic, Span, closest, escape};
use crate::quantity::{Localized, MoneyUnit, bilingual};
use crate::scenario::document::{Node, Table, Value};
use crate::scenario::keys::{Key, Kind, PROVENANCE, Thing};
use crate::scenario::{Provenance, Stated, Status};

impl Reader<'_> {
    /// Reads the value of a key; `None` when it is wrong, which is then reported.
    pub(super) fn value(
        &mut self,
        key: &'static Key,
        node: &Node,
        absent: Absent<'_>,
    ) -> Option<Stated<Read>> {
        match key.kind {
            Kind::Number(quantity, range) => self.with_provenance(node, |reader, node| {
                reader
                    .number(key.name, node, quantity, range)
                    .map(Read::Number)
            }),
            Kind::Numbers(quantity, range, most) => self.with_provenance(node, |reader, node| {
                reader
                    .numbers(key, node, quantity, range, most)
                    .map(Read::Numbers)
            }),
            Kind::Path(quantity, range) => self.path(key, node, quantity, range),
            Kind::MoneyByYear => self.money_by_year(key, node),
            Kind::Distribution => self.stated_distribution(key, node),
            _ => {
                let value = self.unstated(key, node, absent)?;
                Some(placed(value, node.span, Provenance::default()))
            }
        }
    }

    /// Reads a value that carries no provenance.
    fn unstated(&mut self, key: &'static Key, node: &Node, absent: Absent<'_>) -> Option<Read> {
        match key.kind {
            Kind::Integer(low, high) => self.integer(key, node, low, high).map(Read::Integer),
            Kind::Year => self.year(key, node).map(Read::Year),
            Kind::Text | Kind::Indicator => self.text(key, node).map(Read::Word),
            Kind::Quote => self.quote(key, node).map(Read::Word),
            Kind::Name => self.name(key, node).map(Read::Name),
            Kind::Sentence => self.sentence(key, node).map(Read::Name),
            Kind::Id { hyphen } => self.id(key, node, hyphen).map(Read::Word),
            Kind::Choice(words) => self.choice(key, node, words).map(Read::Word),
            Kind::Flag => self.flag(key, node).map(Read::Flag),
            Kind::MoneyUnit => self.money_unit(key, node).map(Read::Word),
            Kind::Groups => self.group_list(key, node).map(Read::Groups),
            Kind::Reference(thing) => self.reference(key, thing, node),
            Kind::Record => self.record(key, node).map(Read::Record),
            Kind::Any | Kind::Judged | Kind::JudgedPair | Kind::JudgedByYear | Kind::Formula => {
                Some(Read::Raw(node.clone()))
            }
            Kind::Settings => self
                .expect_table(key, node)
                .map(|_| Read::Raw(node.clone())),
            Kind::Blocks(keys) => self
                .expect_list(key, node)
                .map(|list| Read::Blocks(self.blocks(keys, list))),
            _ => {
                let table = self.expect_table(key, node)?;
                Some(self.of_table(key, node.span, table, absent))
            }
        }
    }

    /// Reads a value that is a table.
    fn of_table(
        &mut self,
        key: &'static Key,
        span: Span,
        table: &Table,
        absent: Absent<'_>,
    ) -> Read {
        match key.kind {
            Kind::Map(thing, quantity, range) => Read::Map(self.map(thing, quantity, range, table)),
            Kind::Rows(thing, quantity, range) => {
                Read::Rows(self.rows(thing, quantity, range, &table.entries))
            }
            Kind::Inputs(national) => self.io(national, table),
            Kind::Weights(thing) => Read::Weights(self.weights(thing, table)),
            Kind::Tables(keys) => Read::Tables(self.tables(keys, table)),
            Kind::Defaults(keys) => {
                let fields = self.table(keys, span, table, Absent::Left);
                self.sector_defaults = Some(fields.clone());
                Read::Table(fields)
            }
            Kind::Table(keys) => Read::Table(self.table(keys, span, table, absent)),
            _ => unreachable!("every other kind is no table"),
        }
    }

    fn reference(&mut self, key: &Key, thing: Thing, node: &Node) -> Option<Read> {
        let id = self.text(key, node)?;
        let found = self.refer(thing, &id, node.span)?;
        Some(match thing {
            Thing::Source => Read::Word(id),
            Thing::SectorOrGroup => Read::Members(found),
            _ => Read::Position(found[0]),
        })
    }

    fn money_unit(&mut self, key: &Key, node: &Node) -> Option<String> {
        let text = self.text(key, node)?;
        if MoneyUnit::from_words(&text).is_some() {
            return Some(text);
        }
        let written = escape(&text);
        let expected = key.kind.expectation();
        let (zh, en) = (expected.zh, expected.en);
        self.error(
            Code::WrongUnit,
            node.span,
            bilingual!(
                "“{written}”不能作金额单位",
                "`{written}` cannot be the unit of money"
            ),
            bilingual!("应为 {zh}", "expected {en}"),
        );
        None
    }

    /// Reads a value that may stand in a table with its provenance.
    pub(super) fn with_provenance(
        &mut self,
        node: &Node,
        read: impl FnOnce(&mut Self, &Node) -> Option<Read>,
    ) -> Option<Stated<Read>> {
        let Some(table) = node.as_table() else {
            return read(self, node).map(|value| placed(value, node.span, Provenance::default()));
        };
        let (provenance, inner) = self.provenance(node.span, table);
        let inner = inner?;
        read(self, inner).map(|value| placed(value, inner.span, provenance))
    }

    /// The provenance in a table, and the value it is of.
    pub(super) fn provenance<'n>(
        &mut self,
        span: Span,
        table: &'n Table,
    ) -> (Provenance, Option<&'n Node>) {
        let fields = self.table(&PROVENANCE, span, table, Absent::Completed(None));
        let status = match fields.plain::<String>("status").as_str() {
            "stated" => Status::Stated,
            "derived" => Status::Derived,
            _ => Status::Assumed,
        };
        let text = |name: &str| fields.optional::<String>(name).map(|text| text.value);
        let provenance = Provenance {
            status,
            source: text("source"),
            quote: text("quote"),
            note: text("note"),
        };
        (provenance, table.get("value"))
    }

    fn choice(&mut self, key: &Key, node: &Node, words: &[&'static str]) -> Option<String> {
        let expected = key.kind.expectation();
        let Some(text) = node.as_text() else {
            self.wrong_kind(key.name, node, &expected);
            return None;
        };
        if words.contains(&text) {
            return Some(text.to_owned());
        }
        let (name, written) = (key.name, escape(text));
        let (zh, en) = (&expected.zh, &expected.en);
        let meant = closest(text, words.iter().copied().map(Candidate::plain));
        self.report(
            Diagnostic::error(
                Code::WrongKind,
                node.span,
                bilingual!(
                    "`{name}` 不能是 \"{written}\"，应为 {zh}",
                    "`{name}` cannot be \"{written}\"; expected {en}"
                ),
            )
            .help_if(
                meant.map(|word| bilingual!("是否想写 \"{word}\"？", "did you mean \"{word}\"?")),
            ),
        );
        None
    }

    fn flag(&mut self, key: &Key, node: &Node) -> Option<bool> {
        if let Value::Flag(flag) = node.value {
            return Some(flag);
        }
        self.wrong_kind(key.name, node, &key.kind.expectation());
        None
    }

    pub(super) fn expect_table<'n>(&mut self, key: &Key, node: &'n Node) -> Option<&'n Table> {
        let table = node.as_table();
        if table.is_none() {
            self.wrong_kind(key.name, node, &key.kind.expectation());
        }
        table
    }

    fn expect_list<'n>(&mut self, key: &Key, node: &'n Node) -> Option<&'n [Node]> {
        let list = node.as_list();
        if list.is_none() {
            self.wrong_kind(key.name, node, &key.kind.expectation());
        }
        list
    }

    /// Reports a value of another kind than its place asks for.
    pub(super) fn wrong_kind(&mut self, name: &str, node: &Node, expected: &Localized) {
        let name = escape(name);
        let written = describe(node);
        let (zh, en) = (&expected.zh, &expected.en);
        let (written_zh, written_en) = (written.zh, written.en);
        let doubled = expected.zh.contains("[[") && node.as_table().is_some();
        let help = doubled.then(|| bilingual!("表头用双方括号", "the heading has double brackets"));
        self.report(
            Diagnostic::error(
                Code::WrongKind,
                node.span,
                bilingual!(
                    "`{name}` 应为{zh}，现为{written_zh}",
                    "`{name}` should be {en}, not {written_en}"
                ),
            )
            .help_if(help),
        );
    }
}

/// A value with its place and provenance.
pub(super) fn placed(value: Read, span: Span, provenance: Provenance) -> Stated<Read> {
    Stated {
        value,
        span,
        provenance,
    }
}

fn describe(node: &Node) -> Localized {
    let (zh, en) = match node.value {
        Value::Text(_) => ("文本", "a text"),
        Value::Integer { .. } | Value::Float(_) => ("数", "a number"),
        Value::Flag(_) => (" true 或 false", "true or false"),
        Value::Date => ("日期", "a date"),
        Value::List(_) => ("列表", "a list"),
        Value::Table(_) => ("表", "a table"),
    };
    Localized::new(zh, en)
}
