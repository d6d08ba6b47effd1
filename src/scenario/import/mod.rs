//! Sectors and coefficients from the spreadsheets that planners keep them in.
//!
//! Receives the bytes of a workbook or of a CSV file; returns the text of a scenario, new or with its sectors and coefficients
//! replaced, in which every number says from which cell it comes. Every mistake is found at once, each with its cell.

mod columns;
mod grid;
mod identifier;
mod matrix;
mod number;
mod sector_table;
mod sectors;
mod splice;

use std::collections::BTreeSet;

use crate::quantity::{Language, Localized};

pub use columns::headings;
pub use grid::{Encoding, Grid, read_grids};
pub use matrix::MatrixKind;
pub use splice::{Spliced, known_sectors, splice, with_id};

use matrix::Matrix;
use sector_table::SectorTable;

/// What is wrong with a table, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableMistake {
    /// File, sheet and cell: `产业.xlsx 产业!C5`; of a CSV file `产业.csv C5`.
    pub place: String,
    /// What is wrong.
    pub message: Localized,
    /// What was expected.
    pub expected: Localized,
}

impl TableMistake {
    /// A line of it.
    pub fn in_language(&self, language: Language) -> String {
        let (message, expected) = (
            self.message.in_language(language),
            self.expected.in_language(language),
        );
        match language {
            Language::Chinese => format!("{}：{message}；{expected}", self.place),
            Language::English => format!("{}: {message}; {expected}", self.place),
        }
    }
}

/// A number of a table as a scenario states it.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::scenario) struct ImportedNumber {
    /// A number, or a text with the unit of its heading.
    pub(in crate::scenario) value: ImportedValue,
    /// Whether it was calculated from numbers of the table.
    pub(in crate::scenario) derived: bool,
    /// The cell or cells.
    pub(in crate::scenario) note: String,
}

/// How a number is written in a scenario.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::scenario) enum ImportedValue {
    /// Without a unit.
    Plain(f64),
    /// With its unit, as the table has it.
    WithUnit(String),
}

/// What was understood of all tables.
#[derive(Debug, Clone, Default)]
pub struct Imported {
    /// Sectors and their numbers.
    pub(in crate::scenario) sectors: Vec<SectorTable>,
    /// Coefficients.
    pub(in crate::scenario) matrices: Vec<Matrix>,
    /// What a reader must know: rows and columns that were left out, totals that do not agree.
    pub remarks: Vec<Localized>,
}

impl Imported {
    /// How many sectors, and how many coefficients other than 0.
    pub fn counts(&self) -> [usize; 2] {
        let sectors = self.sectors.iter().map(|it| it.sectors.len()).sum();
        let coefficients = self.matrices.iter().map(|it| it.coefficients.len()).sum();
        [sectors, coefficients]
    }
}

/// Understands tables: each is one of sectors, or a square one of flows or coefficients; sheets that are neither are left out.
/// `known` are the sectors of the scenario that they go into, as id and names; `kind` says what square tables are where that is asked for.
///
/// # Errors
/// Every mistake of every table.
pub fn understand(
    grids: &[Grid],
    known: &[(String, Vec<String>)],
    kind: Option<MatrixKind>,
) -> Result<Imported, Vec<TableMistake>> {
    let (mut imported, mut mistakes) = (Imported::default(), Vec::new());
    let square: Vec<Option<matrix::Place>> = grids.iter().map(matrix::find).collect();
    for (grid, _) in grids.iter().zip(&square).filter(|(_, it)| it.is_none()) {
        let names = columns::find(grid);
        match names {
            Some(header) => {
                let read = sectors::read(grid, &header, known, &mut imported.remarks);
                match read {
                    Ok(table) => imported.sectors.push(table),
                    Err(found) => mistakes.extend(found),
                }
            }
            None => imported.remarks.push(left_out(grid)),
        }
    }
    let mut names: Vec<(String, Vec<String>)> = imported
        .sectors
        .iter()
        .flat_map(SectorTable::names)
        .collect();
    // A square table may also use the scenario's own words for them.
    let ids: BTreeSet<String> = names.iter().map(|it| it.0.clone()).collect();
    let concerned =
        |it: &&(String, Vec<String>)| imported.sectors.is_empty() || ids.contains(&it.0);
    names.extend(known.iter().filter(concerned).cloned());
    mistakes.extend(second(&imported.sectors, |table| &table.place));
    // Labels could not be told from mistakes without the sectors they name.
    if mistakes.is_empty() {
        for (grid, place) in grids.iter().zip(square) {
            let Some(place) = place else { continue };
            match matrix::read(grid, place, &names, kind, &mut imported.remarks) {
                Ok(matrix) => imported.matrices.push(matrix),
                Err(found) => mistakes.extend(found),
            }
        }
    }
    mistakes.extend(second(&imported.matrices, |matrix| &matrix.place));
    mistakes.extend(nothing_found(grids, &imported, &mistakes, kind));
    if mistakes.is_empty() {
        Ok(imported)
    } else {
        Err(mistakes)
    }
}

fn left_out(grid: &Grid) -> Localized {
    let place = &grid.place;
    Localized::new(
        format!("{place}：不是产业表，也不是投入产出方阵，没有用"),
        format!("{place}: neither a table of sectors nor a square one; left out"),
    )
}

/// A scenario takes one table of a kind: of two, one would silently win.
fn second<Table>(tables: &[Table], place: impl Fn(&Table) -> &str) -> Option<TableMistake> {
    let [first, second, ..] = tables else {
        return None;
    };
    let first = place(first);
    Some(TableMistake {
        place: place(second).to_owned(),
        message: Localized::new(
            format!("与 {first} 是同一种表"),
            format!("a table of the same kind as {first}"),
        ),
        expected: Localized::new(
            "产业表和方阵各一张：用 --sheet 选定，或少给一个文件",
            "one table of sectors and one square table: choose by --sheet, or name fewer files",
        ),
    })
}

/// Files without any table, and a kind asked of tables that are not there.
fn nothing_found(
    grids: &[Grid],
    imported: &Imported,
    mistakes: &[TableMistake],
    kind: Option<MatrixKind>,
) -> Option<TableMistake> {
    if !mistakes.is_empty() {
        return None;
    }
    let place = grids
        .first()
        .map_or_else(String::new, |grid| grid.place.clone());
    if imported.sectors.is_empty() && imported.matrices.is_empty() {
        return Some(TableMistake {
            place,
            message: Localized::new("没有找到表头", "no header was found"),
            expected: Localized::new(
                "产业表要有一行表头，含“名称”或“代码”和“增加值”等列；投入产出表要是方阵，行名与列名相同",
                "a table of sectors has a header row with name or id and columns such as value_added; a square table has the same labels in its first row and column",
            ),
        });
    }
    (kind.is_some() && imported.matrices.is_empty()).then(|| TableMistake {
        place,
        message: Localized::new(
            "--kind 用不上：没有方阵",
            "nothing uses --kind: there is no square table",
        ),
        expected: Localized::new("去掉 --kind", "leave it out"),
    })
}
