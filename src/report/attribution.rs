//! What changes contribute, as JSON and as a table.

use super::manifest::Origin;
use super::tables::{cell, table, unit};
use crate::results::{AttributedChange, AttributedQuantity, Attribution, Measured};

/// `attribution.json`.
///
/// # Panics
/// Never: an attribution is plain data.
pub fn attribution_json(attribution: &Attribution) -> Vec<u8> {
    let mut json = serde_json::to_vec_pretty(attribution).expect("an attribution is plain data");
    json.push(b'\n');
    json
}

/// `contributions.csv`: of every quantity a row for the start, one for each change, one for the end and one for the difference.
pub fn attribution_csv(attribution: &Attribution) -> Vec<u8> {
    let header = [
        "kind",
        "id",
        "year",
        "unit",
        "row",
        "changes",
        "value",
        "std_error",
        "half_width_95",
    ];
    let rows = attribution.quantities.iter().flat_map(|quantity| {
        let row = |name: &str, changes: String, it: &Measured| {
            let numbers = [it.estimate.value, it.estimate.std_error, it.half_width];
            let mut row = quantity_cells(quantity);
            row.extend([name.to_owned(), changes]);
            row.extend(numbers.map(|number| number.to_string()));
            row
        };
        let changes = attribution.changes.iter().zip(&quantity.contributions);
        let mut rows = vec![row("from", String::new(), &quantity.from)];
        rows.extend(changes.map(|(change, it)| row("contribution", written(change), it)));
        rows.push(row("to", String::new(), &quantity.to));
        rows.push(row("difference", String::new(), &quantity.difference));
        rows
    });
    table(&header, rows)
}

fn quantity_cells(quantity: &AttributedQuantity) -> Vec<String> {
    let kind = serde_json::to_value(quantity.kind).expect("a word is plain data");
    vec![
        kind.as_str().unwrap_or_default().to_owned(),
        quantity.id.clone(),
        quantity
            .year
            .map(|year| year.to_string())
            .unwrap_or_default(),
        unit((&quantity.unit, quantity.counted_in.as_deref())),
    ]
}

/// The settings of a change with their values at the end.
fn written(change: &AttributedChange) -> String {
    let settings = change.settings.iter();
    let settings = settings.map(|it| match &it.to {
        Some(to) => format!("{}={to}", it.path),
        None => format!("{} (file)", it.path),
    });
    cell(&settings.collect::<Vec<_>>().join("; "))
}

impl From<&Attribution> for Origin {
    fn from(attribution: &Attribution) -> Self {
        Self {
            sha256: attribution.sha256.clone(),
            version: attribution.version.clone(),
            seed: attribution.seed,
            sampler: attribution.sampler.clone(),
            paths: attribution.paths,
        }
    }
}
