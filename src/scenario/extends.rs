//! A file that overrides another: tables merge key by key, lists by what identifies their entries, and every other value is
//! replaced whole.

use super::document::{Entry, Node, Table, Value};
use super::keys::{Kind, NATIONAL_NAME, TableKeys};

/// What names the scenario itself and is never taken over from the file it extends.
const IDENTITY: [&str; 3] = ["id", "title", "question"];

/// The tree of a file over the tree of the file that it extends.
pub(super) fn extend(mut base: Table, mut over: Table, keys: &TableKeys) -> Table {
    base.entries
        .retain(|entry| !IDENTITY.contains(&entry.key.as_str()));
    over.entries.retain(|entry| entry.key != "extends");
    merge(base, over, keys)
}

fn merge(mut base: Table, over: Table, keys: &TableKeys) -> Table {
    for entry in over.entries {
        let kind = keys.key(&entry.key).map(|key| key.kind);
        match base.entries.iter_mut().find(|known| known.key == entry.key) {
            Some(known) => override_entry(known, entry, kind),
            None => base.entries.push(entry),
        }
    }
    base
}

fn override_entry(known: &mut Entry, over: Entry, kind: Option<Kind>) {
    known.key_span = over.key_span;
    let before = std::mem::replace(&mut known.node, over.node);
    let node = &mut known.node;
    match (kind, before.value, &mut node.value) {
        (Some(Kind::Table(keys) | Kind::Defaults(keys)), Value::Table(old), Value::Table(new)) => {
            *new = merge(old, std::mem::take(new), keys);
        }
        (Some(Kind::Tables(keys)), Value::Table(old), Value::Table(new)) => {
            *new = merge_by_id(old, std::mem::take(new), keys);
        }
        (Some(Kind::Rows(..) | Kind::Weights(_)), Value::Table(old), Value::Table(new)) => {
            *new = merge_rows(old, std::mem::take(new));
        }
        (Some(Kind::Inputs(national)), Value::Table(old), Value::Table(new)) => {
            *new = merge_inputs(old, std::mem::take(new), national);
        }
        (Some(Kind::Blocks(keys)), Value::List(old), Value::List(new)) => {
            *new = merge_blocks(old, std::mem::take(new), keys);
        }
        _ => {}
    }
}

/// Tables under ids: those of the same id merge.
fn merge_by_id(mut base: Table, over: Table, keys: &TableKeys) -> Table {
    for entry in over.entries {
        match base.entries.iter_mut().find(|known| known.key == entry.key) {
            Some(known) => merge_node(&mut known.node, entry.node, keys),
            None => base.entries.push(entry),
        }
    }
    base
}

/// Rows under ids: a row replaces the row of the same id.
fn merge_rows(mut base: Table, over: Table) -> Table {
    for entry in over.entries {
        match base.entries.iter_mut().find(|known| known.key == entry.key) {
            Some(known) => *known = entry,
            None => base.entries.push(entry),
        }
    }
    base
}

/// Local inputs: a user's row replaces its row, the national table merges.
fn merge_inputs(base: Table, over: Table, national: &TableKeys) -> Table {
    let inherited = base.get(NATIONAL_NAME).cloned();
    let mut merged = merge_rows(base, over);
    if let (Some(old), Some(new)) = (inherited, merged.get_mut(NATIONAL_NAME))
        && old.span != new.span
    {
        let over = std::mem::replace(new, old);
        merge_node(new, over, national);
    }
    merged
}

/// Blocks: those of the same identity merge, others are added behind.
fn merge_blocks(mut base: Vec<Node>, over: Vec<Node>, keys: &TableKeys) -> Vec<Node> {
    let inherited = base.len();
    for node in over {
        let identity = identity(&node, keys);
        let known = base[..inherited]
            .iter_mut()
            .find(|known| identity.is_some() && self::identity(known, keys) == identity);
        match known {
            Some(known) => merge_node(known, node, keys),
            None => base.push(node),
        }
    }
    base
}

fn merge_node(known: &mut Node, over: Node, keys: &TableKeys) {
    let before = std::mem::replace(known, over);
    if let (Value::Table(old), Value::Table(new)) = (before.value, &mut known.value) {
        *new = merge(old, std::mem::take(new), keys);
    }
}

/// What tells an entry of a list from the others: its id, or the pair or the place in time that it is about.
pub(super) fn identity(node: &Node, keys: &TableKeys) -> Option<Vec<String>> {
    let table = node.as_table()?;
    identity_keys(keys)
        .iter()
        .map(|key| match &table.get(key)?.value {
            Value::Text(text) => Some(text.clone()),
            Value::Integer { digits, .. } => Some(digits.clone()),
            _ => None,
        })
        .collect()
}

/// The keys that tell an entry of a list from the others.
pub(super) fn identity_keys(keys: &TableKeys) -> &'static [&'static str] {
    let candidates: [&'static [&'static str]; 5] = [
        &["id"],
        &["user", "supplier", "from"],
        &["supplier", "user"],
        &["indicator", "year"],
        &["indicator"],
    ];
    let given = |names: &&[&str]| names.iter().all(|name| keys.key(name).is_some());
    candidates.into_iter().find(given).unwrap_or(&[])
}
