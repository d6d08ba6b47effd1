//! The tree of values as written.

use toml::de::{DeTable, DeValue};

use crate::diagnostics::Span;

/// A value and its place. The place of a table that has a heading line is that line.
#[derive(Debug, Clone)]
pub(in crate::scenario) struct Node {
    pub(in crate::scenario) span: Span,
    pub(in crate::scenario) value: Value,
}

/// A value as written; numbers are not yet converted.
#[derive(Debug, Clone)]
pub(in crate::scenario) enum Value {
    Text(String),
    Integer { digits: String, radix: u32 },
    Float(String),
    Flag(bool),
    Date,
    List(Vec<Node>),
    Table(Table),
}

/// Keys and values in the order of the file.
#[derive(Debug, Clone, Default)]
pub(in crate::scenario) struct Table {
    pub(in crate::scenario) entries: Vec<Entry>,
}

/// A key with its value.
#[derive(Debug, Clone)]
pub(in crate::scenario) struct Entry {
    pub(in crate::scenario) key: String,
    pub(in crate::scenario) key_span: Span,
    pub(in crate::scenario) node: Node,
}

impl Table {
    /// The value of a key, to be changed.
    pub(in crate::scenario) fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        self.entries
            .iter_mut()
            .find(|entry| entry.key == key)
            .map(|entry| &mut entry.node)
    }

    /// The value of a key.
    pub(in crate::scenario) fn get(&self, key: &str) -> Option<&Node> {
        self.entries
            .iter()
            .find(|entry| entry.key == key)
            .map(|entry| &entry.node)
    }
}

impl Node {
    /// The table, if it is one.
    pub(in crate::scenario) fn as_table(&self) -> Option<&Table> {
        match &self.value {
            Value::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The list, if it is one.
    pub(in crate::scenario) fn as_list(&self) -> Option<&[Node]> {
        match &self.value {
            Value::List(list) => Some(list),
            _ => None,
        }
    }

    /// The text, if it is one.
    pub(in crate::scenario) fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// The tree of a parsed document whose first byte is byte `start` of the source.
pub(super) fn table(parsed: &DeTable<'_>, start: usize) -> Table {
    let mut entries: Vec<Entry> = parsed
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            key_span: Span::from(key.span()).moved(start),
            node: Node {
                span: Span::from(value.span()).moved(start),
                value: convert(value.get_ref(), start),
            },
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_span.start);
    Table { entries }
}

fn convert(value: &DeValue<'_>, start: usize) -> Value {
    match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(integer) => Value::Integer {
            digits: integer.as_str().to_owned(),
            radix: integer.radix(),
        },
        DeValue::Float(float) => Value::Float(float.as_str().to_owned()),
        DeValue::Boolean(flag) => Value::Flag(*flag),
        DeValue::Datetime(_) => Value::Date,
        DeValue::Array(list) => Value::List(
            list.iter()
                .map(|item| Node {
                    span: Span::from(item.span()).moved(start),
                    value: convert(item.get_ref(), start),
                })
                .collect(),
        ),
        DeValue::Table(inner) => Value::Table(table(inner, start)),
    }
}
