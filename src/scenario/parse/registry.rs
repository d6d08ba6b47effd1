//! Everything in a file that can be referred to, gathered before any reference is read.

use std::collections::BTreeMap;

use crate::diagnostics::{Candidate, closest};
use crate::quantity::Localized;
use crate::scenario::document::{Node, Table};
use crate::scenario::keys::Thing;

/// A thing and its names.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    pub(super) id: String,
    pub(super) name: Localized,
}

/// Things of one kind in the order they are written, faulty ones included: their faults are reported where they stand.
#[derive(Debug, Default)]
pub(super) struct Things {
    list: Vec<Known>,
    /// The first position of each id.
    positions: BTreeMap<String, usize>,
}

impl Things {
    fn new(list: Vec<Known>) -> Self {
        let mut positions = BTreeMap::new();
        for (position, known) in list.iter().enumerate() {
            positions.entry(known.id.clone()).or_insert(position);
        }
        Self { list, positions }
    }

    /// Where the thing of this id stands.
    pub(super) fn position(&self, id: &str) -> Option<usize> {
        self.positions.get(id).copied()
    }

    /// Every thing, in order.
    pub(super) fn list(&self) -> &[Known] {
        &self.list
    }
}

/// Everything in a file that can be referred to.
#[derive(Debug, Default)]
pub(super) struct Registry {
    regions: Things,
    sectors: Things,
    groups: BTreeMap<String, Vec<usize>>,
    categories: Things,
    factors: Things,
    sources: Things,
}

impl Registry {
    /// Gathers the ids of a file.
    pub(super) fn gather(root: &Table) -> Self {
        Self {
            regions: Things::new(by_id(root.get("region"))),
            sectors: Things::new(blocks(root.get("sector"), "name")),
            groups: groups(root.get("sector")),
            categories: Things::new(by_id(root.get("investment"))),
            factors: Things::new(by_id(root.get("factor"))),
            sources: Things::new(blocks(root.get("source"), "title")),
        }
    }

    /// The positions an id refers to: several for a group of sectors.
    pub(super) fn find(&self, thing: Thing, id: &str) -> Option<Vec<usize>> {
        let position = self.of(thing).position(id);
        match (position, thing) {
            (Some(position), _) => Some(vec![position]),
            (None, Thing::SectorOrGroup) => self.groups.get(id).cloned(),
            (None, _) => None,
        }
    }

    /// Whether an id is both a sector and a group of sectors.
    pub(super) fn is_ambiguous(&self, thing: Thing, id: &str) -> bool {
        thing == Thing::SectorOrGroup
            && self.groups.contains_key(id)
            && self.sectors.position(id).is_some()
    }

    /// The id that was probably meant.
    pub(super) fn closest(&self, thing: Thing, text: &str) -> Option<&str> {
        let groups: Vec<&str> = match thing {
            Thing::SectorOrGroup => self.groups.keys().map(String::as_str).collect(),
            _ => Vec::new(),
        };
        let things = self.of(thing).list().iter().map(|known| Candidate {
            word: &known.id,
            names: [&known.name.zh, &known.name.en],
        });
        closest(text, things.chain(groups.into_iter().map(Candidate::plain)))
    }

    /// The things of a kind.
    pub(super) fn of(&self, thing: Thing) -> &Things {
        match thing {
            Thing::Region => &self.regions,
            Thing::Sector | Thing::SectorOrGroup => &self.sectors,
            Thing::Category => &self.categories,
            Thing::Factor => &self.factors,
            Thing::Source => &self.sources,
        }
    }
}

/// Things whose id is the key of their table.
fn by_id(node: Option<&Node>) -> Vec<Known> {
    let entries = node.and_then(Node::as_table).map(|table| &table.entries);
    entries
        .into_iter()
        .flatten()
        .map(|entry| Known {
            id: entry.key.clone(),
            name: name(entry.node.as_table().and_then(|table| table.get("name"))),
        })
        .collect()
}

/// Things whose id stands inside their block; one without an id keeps its place.
fn blocks(node: Option<&Node>, name_key: &str) -> Vec<Known> {
    tables(node)
        .map(|table| Known {
            id: table
                .get("id")
                .and_then(Node::as_text)
                .unwrap_or_default()
                .to_owned(),
            name: name(table.get(name_key)),
        })
        .collect()
}

fn groups(node: Option<&Node>) -> BTreeMap<String, Vec<usize>> {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (position, table) in tables(node).enumerate() {
        let listed = table
            .get("groups")
            .and_then(Node::as_list)
            .unwrap_or_default();
        for group in listed.iter().filter_map(Node::as_text) {
            groups.entry(group.to_owned()).or_default().push(position);
        }
    }
    groups
}

/// The tables of a list of blocks, or the one table where the second pair of brackets was forgotten.
fn tables(node: Option<&Node>) -> impl Iterator<Item = &Table> {
    let list = node.and_then(Node::as_list).unwrap_or_default();
    list.iter().chain(node).filter_map(Node::as_table)
}

fn name(node: Option<&Node>) -> Localized {
    let Some(node) = node else {
        return Localized::default();
    };
    let text = |node: Option<&Node>| node.and_then(Node::as_text).unwrap_or_default().to_owned();
    match node.as_table() {
        Some(table) => Localized::new(text(table.get("zh")), text(table.get("en"))),
        None => Localized::same(text(Some(node))),
    }
}
