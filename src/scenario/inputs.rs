//! The numbers of a file, one by one.

use super::document::{Node, Table, Value};
use super::keys::Quantity;
use super::provenance::{Provenance, Span};

/// One number of the file: a value, a year of a path, an entry of a table, or a parameter of a distribution.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    /// Dotted path, as a variant names it.
    pub path: String,
    /// Where the number stands.
    pub span: Span,
    /// How it is known.
    pub provenance: Provenance,
    /// Its value and measure; `None` for what is no single number (a list, a record, a target's value).
    pub scalar: Option<(f64, Quantity)>,
}

/// The tree with another number at this place.
pub(super) fn with_number(root: &Table, place: Span, value: f64, quantity: Quantity) -> Table {
    let mut root = root.clone();
    let written = match quantity {
        // A bare rate above 1 would be taken for a forgotten percent sign; the power of ten keeps the number exact.
        Quantity::Rate | Quantity::Share => Value::Text(format!("{value}e2%")),
        Quantity::Money | Quantity::Number | Quantity::Years | Quantity::Count(_) => {
            Value::Float(value.to_string())
        }
    };
    replace(&mut root, place, &written);
    root
}

fn replace(table: &mut Table, place: Span, value: &Value) {
    for entry in &mut table.entries {
        replace_node(&mut entry.node, place, value);
    }
}

fn replace_node(node: &mut Node, place: Span, value: &Value) {
    match &mut node.value {
        Value::Table(inner) => replace(inner, place, value),
        Value::List(list) => {
            for item in list {
                replace_node(item, place, value);
            }
        }
        _ if node.span == place => node.value = value.clone(),
        _ => {}
    }
}
