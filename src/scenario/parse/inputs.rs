//! Every number of a file with its dotted path and its provenance, in the order of the file.

use super::reader::Reader;
use crate::scenario::document::{Entry, Node, Table};
use crate::scenario::extends::identity;
use crate::scenario::keys::{Kind, NATIONAL_NAME, PROVENANCE, Quantity, ROOT, Range, TableKeys};
use crate::scenario::{Input, Provenance, Status};

/// Top-level tables whose numbers are no assumptions about the economy.
const NO_INPUTS: [&str; 5] = ["source", "variant", "actual", "history", "run"];

impl Reader<'_> {
    /// The inputs of a tree that has been read without a mistake.
    pub(in crate::scenario) fn every_input(&mut self, root: &Table) -> Vec<Input> {
        let mut inputs = Vec::new();
        for entry in &root.entries {
            if !NO_INPUTS.contains(&entry.key.as_str()) {
                self.inputs_of_entry(entry, &ROOT, "", &Provenance::default(), &mut inputs);
            }
        }
        inputs
    }

    fn inputs_of_table(
        &mut self,
        table: &Table,
        keys: &TableKeys,
        prefix: &str,
        inputs: &mut Vec<Input>,
    ) {
        let around = cited(table);
        for entry in &table.entries {
            self.inputs_of_entry(entry, keys, prefix, &around, inputs);
        }
    }

    fn inputs_of_entry(
        &mut self,
        entry: &Entry,
        keys: &TableKeys,
        prefix: &str,
        around: &Provenance,
        inputs: &mut Vec<Input>,
    ) {
        let Some(key) = keys.key(&entry.key) else {
            return;
        };
        let path = match prefix {
            "" => entry.key.clone(),
            _ => format!("{prefix}.{}", entry.key),
        };
        let node = &entry.node;
        match (key.kind, node.as_table(), node.as_list()) {
            (Kind::Table(inner) | Kind::Defaults(inner), Some(table), _) => {
                self.inputs_of_table(table, inner, &path, inputs);
            }
            (Kind::Tables(inner), Some(tables), _) => {
                for entry in &tables.entries {
                    if let Some(table) = entry.node.as_table() {
                        self.inputs_of_table(
                            table,
                            inner,
                            &format!("{path}.{}", entry.key),
                            inputs,
                        );
                    }
                }
            }
            (Kind::Blocks(inner), _, Some(list)) => {
                for node in list {
                    if let (Some(id), Some(table)) = (identity(node, inner), node.as_table()) {
                        self.inputs_of_table(
                            table,
                            inner,
                            &format!("{path}.{}", id.join(".")),
                            inputs,
                        );
                    }
                }
            }
            (
                Kind::Number(quantity, range)
                | Kind::Path(quantity, range)
                | Kind::Map(_, quantity, range)
                | Kind::Rows(_, quantity, range),
                ..,
            ) => {
                self.inputs_of_value(&path, node, Some((quantity, range)), inputs);
            }
            (Kind::Inputs(national), Some(table), _) => {
                self.inputs_of_local(table, national, &path, inputs);
            }
            (Kind::Weights(_), ..) => {
                let share = (Quantity::Share, Range::UNIT);
                self.inputs_of_value(&path, node, Some(share), inputs);
            }
            (Kind::MoneyByYear, ..) => {
                let money = (Quantity::Money, Range::NOT_NEGATIVE);
                self.inputs_of_value(&path, node, Some(money), inputs);
            }
            (Kind::Distribution, ..) => {
                self.inputs_of_value(&path, node, Some((Quantity::Number, Range::ANY)), inputs);
            }
            (Kind::Numbers(..) | Kind::Record, ..) => {
                self.inputs_of_value(&path, node, None, inputs);
            }
            (Kind::Judged | Kind::JudgedPair | Kind::JudgedByYear | Kind::Formula, ..) => {
                let (own, inner) = self.provenance_around(node);
                let silent = own == Provenance::default();
                let provenance = if silent { around.clone() } else { own };
                inputs.push(input(path, inner, provenance, None));
            }
            _ => {}
        }
    }

    /// Local coefficients, and the numbers of the national table beside them.
    fn inputs_of_local(
        &mut self,
        table: &Table,
        national: &TableKeys,
        prefix: &str,
        inputs: &mut Vec<Input>,
    ) {
        for entry in &table.entries {
            let path = format!("{prefix}.{}", entry.key);
            match entry.node.as_table() {
                Some(inner) if entry.key == NATIONAL_NAME => {
                    self.inputs_of_table(inner, national, &path, inputs);
                }
                _ => {
                    let share = (Quantity::Share, Range::UNIT);
                    self.inputs_of_value(&path, &entry.node, Some(share), inputs);
                }
            }
        }
    }

    /// A value, or each of the years, entries or parameters that it is made of. `measure` is `None` for what is no single number.
    fn inputs_of_value(
        &mut self,
        path: &str,
        node: &Node,
        measure: Option<(Quantity, Range)>,
        inputs: &mut Vec<Input>,
    ) {
        let (provenance, node) = self.provenance_around(node);
        let parts = node.as_table().filter(|_| measure.is_some());
        let Some(parts) = parts else {
            let scalar = measure.and_then(|(quantity, range)| {
                let value = self.number(path, node, quantity, range)?;
                Some((value, quantity))
            });
            return inputs.push(input(path.to_owned(), node, provenance, scalar));
        };
        let first = inputs.len();
        for entry in &parts.entries {
            if entry.key != "shape" {
                self.inputs_of_value(
                    &format!("{path}.{}", entry.key),
                    &entry.node,
                    measure,
                    inputs,
                );
            }
        }
        // What is said of the whole holds for each part that says nothing itself.
        for part in &mut inputs[first..] {
            if part.provenance == Provenance::default() {
                part.provenance = provenance.clone();
            }
        }
    }

    /// The provenance that a value is wrapped in, and the value.
    fn provenance_around<'n>(&mut self, node: &'n Node) -> (Provenance, &'n Node) {
        let wrapped = |table: &&Table| {
            let names = |entry: &Entry| PROVENANCE.key(&entry.key).is_some();
            table.get("value").is_some() && table.entries.iter().all(names)
        };
        let Some(table) = node.as_table().filter(wrapped) else {
            return (Provenance::default(), node);
        };
        let (provenance, inner) = self.provenance(node.span, table);
        (provenance, inner.unwrap_or(node))
    }
}

/// The provenance of what a block states with a source or a quote of its own, as a target does.
fn cited(table: &Table) -> Provenance {
    let text = |key: &str| table.get(key).and_then(Node::as_text).map(str::to_owned);
    let (source, quote) = (text("source"), text("quote"));
    Provenance {
        status: if source.is_some() || quote.is_some() {
            Status::Stated
        } else {
            Status::Assumed
        },
        source,
        quote,
        note: text("note"),
    }
}

fn input(
    path: String,
    node: &Node,
    provenance: Provenance,
    scalar: Option<(f64, Quantity)>,
) -> Input {
    Input {
        path,
        span: node.span,
        provenance,
        scalar,
    }
}
