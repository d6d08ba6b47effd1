//! The first stage: is the text TOML at all, and within the limits of size.

use toml::de::DeTable;

use super::node::{self, Node, Table, Value};
use super::wording;
use crate::diagnostics::{Code, Diagnostic, SourceText, Span};
use crate::quantity::bilingual;

/// Longest line, in bytes.
const LONGEST_LINE: usize = 64 * 1024;
/// Deepest nesting of tables and lists.
const DEEPEST: usize = 32;

/// Reads one file of the source into a tree.
///
/// # Errors
/// Every syntax error of the file; or, before it is parsed at all, the line that is too long.
pub(in crate::scenario) fn read(
    source: &SourceText,
    part: usize,
) -> Result<Table, Vec<Diagnostic>> {
    let (text, start) = (source.part_text(part), source.part_start(part));
    if let Some(finding) = long_line(text, start) {
        return Err(vec![finding]);
    }
    let (parsed, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        return Err(wording::findings(source, start, &errors));
    }
    let root = node::table(parsed.get_ref(), start);
    match deep_place(&root, 1) {
        Some(span) => Err(vec![too_deep(span)]),
        None => Ok(root),
    }
}

/// The first line beyond the limit: the parser would take long over it and echo all of it.
fn long_line(text: &str, mut start: usize) -> Option<Diagnostic> {
    for line in text.split_inclusive('\n') {
        if line.len() > LONGEST_LINE {
            let kib = line.len() / 1024;
            let first = line.chars().next().map_or(0, char::len_utf8);
            return Some(Diagnostic::error(
                Code::FileLimit,
                Span::new(start, start + first),
                bilingual!(
                    "本行长 {kib} KiB，上限为 64 KiB",
                    "this line is {kib} KiB long; the limit is 64 KiB"
                ),
            ));
        }
        start += line.len();
    }
    None
}

fn deep_place(table: &Table, depth: usize) -> Option<Span> {
    table
        .entries
        .iter()
        .find_map(|entry| deep_node(&entry.node, depth + 1))
}

fn deep_node(node: &Node, depth: usize) -> Option<Span> {
    match &node.value {
        Value::Table(_) | Value::List(_) if depth > DEEPEST => Some(node.span),
        Value::Table(table) => deep_place(table, depth),
        Value::List(list) => list.iter().find_map(|item| deep_node(item, depth + 1)),
        _ => None,
    }
}

fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::FileLimit,
        span,
        bilingual!(
            "表与列表嵌套超过 {DEEPEST} 层",
            "tables and lists are nested more than {DEEPEST} deep"
        ),
    )
}
