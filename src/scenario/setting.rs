//! One change to a scenario: a dotted path, and the value that takes the place of what stands there.
//!
//! The path walks the tree of the file along the table of keys: `sector.beauty.trend`, `pipeline.hub.execution.mode`,
//! `investment.services.growth.2025`; entries of a list go by id, `*` is all of them.

use super::document::{Entry, Node, Table, Value};
use super::extends::{identity, identity_keys};
use super::keys::{Kind, NATIONAL_NAME, PROVENANCE, ROOT, TableKeys};
use crate::calendar::Horizon;
use crate::diagnostics::{Candidate, Code, Diagnostic, Span, closest, escape};
use crate::quantity::{Localized, bilingual};

/// Top-level keys that say what the scenario is, not what it assumes.
const FIXED: [&str; 11] = [
    "schema",
    "id",
    "base_year",
    "horizon",
    "money",
    "extends",
    "source",
    "variant",
    "actual",
    "history",
    "run",
];

/// A path and the value that is set there.
#[derive(Debug, Clone)]
pub(super) struct Setting {
    pub(super) path: String,
    pub(super) path_span: Span,
    pub(super) node: Node,
}

impl Setting {
    /// The settings of a table of paths and values.
    pub(super) fn all(table: &Table) -> Vec<Self> {
        let of = |entry: &Entry| Self {
            path: entry.key.clone(),
            path_span: entry.key_span,
            node: entry.node.clone(),
        };
        table.entries.iter().map(of).collect()
    }

    /// Puts the value in its place in the tree of a file with this horizon.
    ///
    /// # Errors
    /// When the path names nothing, or something that cannot be changed.
    pub(super) fn apply(&self, root: &mut Table, horizon: Horizon) -> Result<(), Box<Diagnostic>> {
        let segments: Vec<&str> = self.path.split('.').collect();
        if FIXED.contains(&segments[0]) {
            return Err(self.fixed(segments[0]));
        }
        let walk = Walk {
            setting: self,
            horizon,
        };
        walk.table(root, &ROOT, &segments)
    }

    /// Whether a finding is about this very setting.
    pub(super) fn holds(&self, finding: &Diagnostic) -> bool {
        let place = finding.primary.span;
        place == self.path_span || place == self.node.span
    }

    fn unknown(&self, segment: &str, help: Option<Localized>) -> Box<Diagnostic> {
        let (path, segment) = (escape(&self.path), escape(segment));
        let message = bilingual!(
            "路径 `{path}` 不指任何设置：没有 `{segment}`",
            "the path `{path}` names nothing: there is no `{segment}`"
        );
        Box::new(Diagnostic::error(Code::UnknownPath, self.path_span, message).help_if(help))
    }

    fn incomplete(&self, help: Localized) -> Box<Diagnostic> {
        let path = escape(&self.path);
        let message = bilingual!(
            "路径 `{path}` 没有写到一个值",
            "the path `{path}` ends before a value"
        );
        Box::new(Diagnostic::error(Code::UnknownPath, self.path_span, message).help(help))
    }

    fn fixed(&self, key: &str) -> Box<Diagnostic> {
        let help = match key {
            "run" => bilingual!(
                "所有变体用同样的路径和随机数；用 --paths、--seed、--sampler 改变它们",
                "all variants run on the same paths and draws; --paths, --seed and --sampler change them"
            ),
            "actual" | "history" => bilingual!(
                "实际值和历史不是假设，不随变体改变",
                "outcomes and history are no assumptions: no variant changes them"
            ),
            _ => bilingual!(
                "它说的是情景本身；另写一个文件并用 extends 继承",
                "it says what the scenario is; write another file that extends this one"
            ),
        };
        let message = bilingual!("变体不能改动 `{key}`", "a variant cannot change `{key}`");
        Box::new(Diagnostic::error(Code::NotSettable, self.path_span, message).help(help))
    }

    fn entry(&self, key: &str) -> Entry {
        Entry {
            key: key.to_owned(),
            key_span: self.path_span,
            node: self.node.clone(),
        }
    }
}

/// One setting on its way down the tree.
struct Walk<'s> {
    setting: &'s Setting,
    horizon: Horizon,
}

type Walked = Result<(), Box<Diagnostic>>;

impl Walk<'_> {
    /// Into a table: the first segment is one of its keys.
    fn table(&self, table: &mut Table, keys: &TableKeys, segments: &[&str]) -> Walked {
        let (name, rest) = (segments[0], &segments[1..]);
        let Some(key) = keys.key(name) else {
            let candidates = keys.keys();
            let meant = closest(
                name,
                candidates.map(|key| Candidate {
                    word: key.name,
                    names: [key.term(), key.name],
                }),
            );
            let help = meant.map_or_else(|| one_of(keys), did_you_mean);
            return Err(self.setting.unknown(name, Some(help)));
        };
        match key.kind {
            Kind::Id { .. } => Err(self.setting.fixed(name)),
            Kind::Table(inner) | Kind::Defaults(inner) => {
                self.need(rest, inner)?;
                let entry = self.entry_or_empty(table, name);
                match &mut entry.node.value {
                    Value::Table(below) => self.table(below, inner, rest),
                    _ => Ok(()), // of the wrong kind, which is said where it stands
                }
            }
            Kind::Tables(inner) => self.tables(table.get_mut(name), inner, name, rest),
            Kind::Blocks(inner) => self.blocks(table.get_mut(name), inner, name, rest),
            Kind::Inputs(national) if rest.first() == Some(&NATIONAL_NAME) => {
                self.national(table, national, name, rest)
            }
            kind => self.value(table, name, kind, rest),
        }
    }

    /// Into tables by id.
    fn tables(
        &self,
        node: Option<&mut Node>,
        keys: &TableKeys,
        name: &str,
        rest: &[&str],
    ) -> Walked {
        let [id, below @ ..] = rest else {
            return Err(self.ids_needed(name));
        };
        let entries = match node.map(|node| &mut node.value) {
            Some(Value::Table(table)) => table.entries.iter_mut(),
            _ => [].iter_mut(),
        };
        let things = entries.map(|entry| (vec![entry.key.clone()], &mut entry.node));
        self.members(things.collect(), keys, &[*id], below)
    }

    /// Into a list of blocks.
    fn blocks(
        &self,
        node: Option<&mut Node>,
        keys: &TableKeys,
        name: &str,
        rest: &[&str],
    ) -> Walked {
        let parts = identity_keys(keys).len();
        if rest.len() < parts || parts == 0 {
            return Err(self.ids_needed(name));
        }
        let list = match node.map(|node| &mut node.value) {
            Some(Value::List(list)) => list.iter_mut(),
            _ => [].iter_mut(),
        };
        let things = list.filter_map(|node| Some((identity(node, keys)?, node)));
        let (wanted, below) = rest.split_at(parts);
        self.members(things.collect(), keys, wanted, below)
    }

    /// Into the national table beside local inputs, which only a file can bring in.
    fn national(
        &self,
        table: &mut Table,
        keys: &TableKeys,
        name: &str,
        segments: &[&str],
    ) -> Walked {
        let rest = &segments[1..];
        self.need(rest, keys)?;
        let inputs = table.get_mut(name).map(|node| &mut node.value);
        let national = match inputs {
            Some(Value::Table(inputs)) => inputs.get_mut(NATIONAL_NAME),
            _ => None,
        };
        match national.map(|node| &mut node.value) {
            Some(Value::Table(below)) => self.table(below, keys, rest),
            _ => Err(self.setting.unknown(NATIONAL_NAME, None)),
        }
    }

    /// Into those of these things that the segments name.
    fn members(
        &self,
        things: Vec<(Vec<String>, &mut Node)>,
        keys: &TableKeys,
        wanted: &[&str],
        below: &[&str],
    ) -> Walked {
        let names: Vec<String> = things.iter().map(|(id, _)| id.join(".")).collect();
        let fits = |id: &[String]| {
            let pairs = id.iter().zip(wanted);
            pairs
                .into_iter()
                .all(|(id, wanted)| *wanted == "*" || id == wanted)
        };
        let mut any = false;
        for (id, node) in things {
            if !fits(&id) {
                continue;
            }
            any = true;
            self.need(below, keys)?;
            if let Value::Table(table) = &mut node.value {
                self.table(table, keys, below)?;
            }
        }
        if any {
            return Ok(());
        }
        let written = wanted.join(".");
        let meant = closest(&written, names.iter().map(|name| Candidate::plain(name)));
        Err(self.setting.unknown(&written, meant.map(did_you_mean)))
    }

    /// At a key that has a value: all of it, or one of its years, entries or parameters.
    fn value(&self, table: &mut Table, name: &str, kind: Kind, rest: &[&str]) -> Walked {
        if rest.is_empty() {
            put(table, self.setting.entry(name));
            return Ok(());
        }
        let depth = match kind {
            Kind::Path(..) | Kind::MoneyByYear | Kind::Map(..) | Kind::Distribution => 1,
            Kind::Rows(..) | Kind::Inputs(_) | Kind::Weights(_) => 2,
            _ => 0,
        };
        if rest.len() > depth {
            return Err(self.setting.unknown(rest[depth], None));
        }
        match kind {
            Kind::Path(..) => match table.get_mut(name) {
                Some(node) => self.year(within(node), rest[0]),
                None => Err(self.setting.unknown(
                    rest[0],
                    Some(bilingual!(
                        "文件没有写 `{name}`：设定全部年份，如 {{ 2024 = … }}",
                        "the file does not give `{name}`: set all its years, such as {{ 2024 = … }}"
                    )),
                )),
            },
            Kind::Distribution => match table.get_mut(name).map(within) {
                Some(Node {
                    value: Value::Table(parameters),
                    ..
                }) if parameters.get(rest[0]).is_some() => {
                    put(parameters, self.setting.entry(rest[0]));
                    Ok(())
                }
                _ => Err(self.setting.unknown(
                    rest[0],
                    Some(bilingual!(
                        "只能改动写出的参数；否则设定整个分布，如 {{ shape = \"pert\", … }}",
                        "only a parameter that is given can be changed; else set the whole distribution, such as {{ shape = \"pert\", … }}"
                    )),
                )),
            },
            _ => {
                let mut below = self.entry_or_empty(table, name);
                if let [row, _] = rest {
                    match &mut below.node.value {
                        Value::Table(rows) => below = self.entry_or_empty(rows, row),
                        _ => return Ok(()),
                    }
                }
                if let Value::Table(entries) = &mut within(&mut below.node).value {
                    put(entries, self.setting.entry(rest[rest.len() - 1]));
                }
                Ok(())
            }
        }
    }

    /// One year of a path: the years around it keep what they had.
    fn year(&self, node: &mut Node, written: &str) -> Walked {
        let year = written.parse::<i32>().ok();
        let horizon = self.horizon;
        let Some(year) = year else {
            let help = bilingual!("这里应写年份", "a year goes here");
            return Err(self.setting.unknown(written, Some(help)));
        };
        if horizon.index(year).is_none() {
            let (first, last) = (horizon.base_year() + 1, horizon.last_year());
            let help = bilingual!(
                "模拟期为 {first} 至 {last}",
                "the simulated years are {first} to {last}"
            );
            return Err(self.setting.unknown(written, Some(help)));
        }
        if !matches!(node.value, Value::Table(_)) {
            let constant = Entry {
                key: (horizon.base_year() + 1).to_string(),
                key_span: node.span,
                node: node.clone(),
            };
            node.value = Value::Table(Table {
                entries: vec![constant],
            });
        }
        let Value::Table(years) = &mut node.value else {
            return Ok(());
        };
        let next = (year + 1).to_string();
        if horizon.index(year + 1).is_some() && years.get(&next).is_none() {
            let stated = years.entries.iter().filter_map(|entry| {
                let from = entry.key.parse::<i32>().ok()?;
                (from <= year).then_some((from, entry))
            });
            if let Some((_, held)) = stated.max_by_key(|(from, _)| *from) {
                let held = Entry {
                    key: next,
                    ..held.clone()
                };
                years.entries.push(held);
            }
        }
        put(years, self.setting.entry(written));
        Ok(())
    }

    /// That something follows, since a table is no value.
    fn need(&self, rest: &[&str], keys: &TableKeys) -> Walked {
        if !rest.is_empty() {
            return Ok(());
        }
        Err(self.setting.incomplete(one_of(keys)))
    }

    fn ids_needed(&self, name: &str) -> Box<Diagnostic> {
        let example = match name {
            "link" => "link.<supplier>.<user>.strength".to_owned(),
            "io_change" => "io_change.<user>.<supplier>.<from>.factor".to_owned(),
            _ => format!("{name}.<id>.…"),
        };
        self.setting.incomplete(bilingual!(
            "写成 `{example}`，`*` 指全部",
            "write `{example}`; `*` is all of them"
        ))
    }

    /// The entry of a key; an empty table when there is none.
    fn entry_or_empty<'t>(&self, table: &'t mut Table, name: &str) -> &'t mut Entry {
        let place = table.entries.iter().position(|entry| entry.key == name);
        let place = place.unwrap_or_else(|| {
            table.entries.push(Entry {
                key: name.to_owned(),
                key_span: self.setting.path_span,
                node: Node {
                    span: self.setting.path_span,
                    value: Value::Table(Table::default()),
                },
            });
            table.entries.len() - 1
        });
        &mut table.entries[place]
    }
}

/// The value itself, where it stands in a table with its provenance.
fn within(node: &mut Node) -> &mut Node {
    let wrapped = |table: &Table| {
        let names = |entry: &Entry| PROVENANCE.key(&entry.key).is_some();
        let is_shape = table.get("shape").is_some();
        !is_shape && table.get("value").is_some() && table.entries.iter().all(names)
    };
    if node.as_table().is_some_and(wrapped) {
        let Value::Table(table) = &mut node.value else {
            unreachable!("it is a table")
        };
        return table.get_mut("value").expect("it has a value");
    }
    node
}

/// Puts an entry in the place of the one with its key, or behind the others.
fn put(table: &mut Table, entry: Entry) {
    match table
        .entries
        .iter_mut()
        .find(|known| known.key == entry.key)
    {
        Some(known) => *known = entry,
        None => table.entries.push(entry),
    }
}

fn one_of(keys: &TableKeys) -> Localized {
    let names: Vec<&str> = keys
        .keys()
        .map(|key| key.name)
        .filter(|name| !keys.heading.is_empty() || !FIXED.contains(name))
        .collect();
    let names = names.join(", ");
    bilingual!(
        "这里可写的键：{names}",
        "the keys that can stand here: {names}"
    )
}

fn did_you_mean(word: &str) -> Localized {
    bilingual!("是否想写 `{word}`？", "did you mean `{word}`?")
}
