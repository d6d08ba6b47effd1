//! The values of one table, read.

use super::record::RecordRead;
use crate::calendar::YearPath;
use crate::diagnostics::Span;
use crate::distribution::Shape;
use crate::quantity::{Localized, Money, Rate, Share};
use crate::scenario::document::Node;
use crate::scenario::keys::TableKeys;
use crate::scenario::{Provenance, Stated};

/// A value as its key's kind reads it.
#[derive(Debug, Clone)]
pub(super) enum Read {
    Number(f64),
    Integer(u64),
    Year(i32),
    Flag(bool),
    Word(String),
    Name(Localized),
    Path(YearPath),
    Numbers(Vec<f64>),
    Distribution(Shape),
    Groups(Vec<(String, Span)>),
    Position(usize),
    /// What a reference to a thing or a group of things comes to.
    Members(Vec<usize>),
    Map(Vec<MapEntry>),
    Rows(Vec<Row>),
    /// Local inputs, and the national table beside them.
    Inputs(Vec<Row>, Option<Box<Fields>>),
    Weights(Vec<WeightRow>),
    /// To be read when more is known: a target's value with its indicator, a change with the setting it changes.
    Raw(Node),
    Record(RecordRead),
    Table(Fields),
    Tables(Vec<(String, Fields)>),
    Blocks(Vec<Fields>),
}

/// One entry of a map: the things its key refers to, and the number.
#[derive(Debug, Clone)]
pub(super) struct MapEntry {
    /// Several for a group.
    pub(super) positions: Vec<usize>,
    pub(super) key_span: Span,
    pub(super) value: Stated<f64>,
}

/// One row of a map of maps.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) position: usize,
    pub(super) key_span: Span,
    pub(super) span: Span,
    pub(super) entries: Vec<MapEntry>,
}

/// What one thing is made of: codes with weights.
#[derive(Debug, Clone)]
pub(super) struct WeightRow {
    pub(super) position: usize,
    pub(super) span: Span,
    pub(super) weights: Vec<(String, Span, f64)>,
}

/// A value with its place.
#[derive(Debug, Clone)]
pub(super) struct Field {
    pub(super) name: &'static str,
    /// The key; the table for a default.
    pub(super) key_span: Span,
    /// Whether the file gives it.
    pub(super) written: bool,
    /// `None`: the file gives it, but not rightly.
    pub(super) read: Option<Stated<Read>>,
}

/// The values of one table.
#[derive(Debug, Clone)]
pub(super) struct Fields {
    pub(super) keys: &'static TableKeys,
    /// The table's heading line.
    pub(super) span: Span,
    pub(super) list: Vec<Field>,
}

/// A type that a read value turns into.
pub(super) trait FromRead: Sized {
    /// The value, if it is of this type.
    fn from_read(read: &Read) -> Option<Self>;
    /// What stands in for a value that is missing or wrong, which has been reported.
    fn stand_in() -> Self;
}

impl Fields {
    /// The field of a key, whether written or a default.
    pub(super) fn field(&self, name: &str) -> Option<&Field> {
        debug_assert!(self.keys.key(name).is_some(), "no key {name}");
        self.list.iter().find(|field| field.name == name)
    }

    /// Where the file gives a key, rightly or not.
    pub(super) fn written(&self, name: &str) -> Option<Span> {
        let field = self.field(name).filter(|field| field.written)?;
        Some(field.key_span)
    }

    /// A value that was required or has a default.
    pub(super) fn stated<T: FromRead>(&self, name: &str) -> Stated<T> {
        self.optional(name).unwrap_or_else(|| Stated {
            value: T::stand_in(),
            span: self.span,
            provenance: Provenance::default(),
        })
    }

    /// A value that may be absent.
    pub(super) fn optional<T: FromRead>(&self, name: &str) -> Option<Stated<T>> {
        let read = self.field(name)?.read.as_ref()?;
        Some(Stated {
            value: T::from_read(&read.value)?,
            span: read.span,
            provenance: read.provenance.clone(),
        })
    }

    /// A value without its place.
    pub(super) fn plain<T: FromRead>(&self, name: &str) -> T {
        self.stated(name).value
    }

    /// The name under a key, or the id when there is none.
    pub(super) fn name_or(&self, name: &str, id: &str) -> Localized {
        self.optional(name)
            .map_or_else(|| Localized::same(id), |written| written.value)
    }

    /// The provenance of the first value that has any beyond the default.
    pub(super) fn first_provenance(&self) -> Provenance {
        let plain = Provenance::default();
        let read = self.list.iter().filter_map(|field| field.read.as_ref());
        let mut known = read
            .map(|read| &read.provenance)
            .filter(|provenance| **provenance != plain);
        known.next().cloned().unwrap_or_default()
    }

    /// The tables by id behind a key.
    pub(super) fn tables(&self, name: &str) -> &[(String, Fields)] {
        match self.read(name) {
            Some(Read::Tables(tables)) => tables,
            _ => &[],
        }
    }

    /// The blocks behind a key.
    pub(super) fn blocks(&self, name: &str) -> &[Fields] {
        match self.read(name) {
            Some(Read::Blocks(blocks)) => blocks,
            _ => &[],
        }
    }

    /// The table behind a key.
    pub(super) fn table(&self, name: &str) -> Option<&Fields> {
        match self.read(name) {
            Some(Read::Table(fields)) => Some(fields),
            _ => None,
        }
    }

    /// The entries of a map.
    pub(super) fn map(&self, name: &str) -> &[MapEntry] {
        match self.read(name) {
            Some(Read::Map(entries)) => entries,
            _ => &[],
        }
    }

    /// The rows of a map of maps.
    pub(super) fn rows(&self, name: &str) -> &[Row] {
        match self.read(name) {
            Some(Read::Rows(rows) | Read::Inputs(rows, _)) => rows,
            _ => &[],
        }
    }

    /// The national table beside local inputs.
    pub(super) fn national(&self, name: &str) -> Option<&Fields> {
        match self.read(name) {
            Some(Read::Inputs(_, national)) => national.as_deref(),
            _ => None,
        }
    }

    /// The rows of a map of weights.
    pub(super) fn weights(&self, name: &str) -> &[WeightRow] {
        match self.read(name) {
            Some(Read::Weights(rows)) => rows,
            _ => &[],
        }
    }

    /// The groups of a list, with their places.
    pub(super) fn groups(&self, name: &str) -> &[(String, Span)] {
        match self.read(name) {
            Some(Read::Groups(groups)) => groups,
            _ => &[],
        }
    }

    /// A value that is still to be read.
    pub(super) fn raw(&self, name: &str) -> Option<&Node> {
        match self.read(name) {
            Some(Read::Raw(node)) => Some(node),
            _ => None,
        }
    }

    fn read(&self, name: &str) -> Option<&Read> {
        self.field(name)?.read.as_ref().map(|read| &read.value)
    }
}

macro_rules! from_read {
    ($($type:ty: $pattern:pat => $value:expr, $stand_in:expr;)*) => {
        $(impl FromRead for $type {
            fn from_read(read: &Read) -> Option<Self> {
                match read {
                    $pattern => Some($value),
                    _ => None,
                }
            }

            fn stand_in() -> Self {
                $stand_in
            }
        })*
    };
}

from_read! {
    f64: Read::Number(value) => *value, 0.0;
    Money: Read::Number(value) => Money::new(*value), Money::new(0.0);
    Rate: Read::Number(value) => Rate::new(*value), Rate::new(0.0);
    Share: Read::Number(value) => Share::new(*value), Share::new(0.0);
    u64: Read::Integer(value) => *value, 0;
    i32: Read::Year(year) => *year, 0;
    bool: Read::Flag(flag) => *flag, false;
    String: Read::Word(word) => word.clone(), String::new();
    Localized: Read::Name(name) => name.clone(), Localized::default();
    YearPath: Read::Path(path) => path.clone(), YearPath::from_values(Vec::new());
    Vec<f64>: Read::Numbers(numbers) => numbers.clone(), Vec::new();
    Shape: Read::Distribution(shape) => shape.clone(), super::distribution::stand_in();
    usize: Read::Position(position) => *position, 0;
    Vec<usize>: Read::Members(members) => members.clone(), Vec::new();
    RecordRead: Read::Record(record) => record.clone(), RecordRead::default();
}
