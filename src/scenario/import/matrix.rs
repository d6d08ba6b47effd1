//! A square table: what each column's sector uses of each row's, as flows of money or per yuan of output.

use std::collections::BTreeMap;

use super::columns::{is_total, plain};
use super::grid::{Cell, Grid};
use super::number::is_nothing;
use super::{ImportedNumber, ImportedValue, TableMistake};
use crate::quantity::{Localized, Written, bilingual};

/// Rows in which a header is looked for, and columns in which labels are.
const HEADER_ROWS: usize = 20;
const LABEL_COLUMNS: usize = 6;
/// What a column or row of gross output is called.
const OUTPUT: [&str; 4] = ["总产出", "总投入", "grossoutput", "totalinput"];

/// What the numbers of a square table are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MatrixKind {
    /// Local inputs per yuan of the user's output.
    Coefficients,
    /// Money; divided by the user's gross output, which stands in the table.
    Flows,
}

/// Where a square table's labels are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    header: usize,
    labels: usize,
}

/// Coefficients: of a user (column) what it takes of a supplier (row).
#[derive(Debug, Clone, PartialEq)]
pub(in crate::scenario) struct Matrix {
    pub(in crate::scenario) file: String,
    /// File and sheet.
    pub(super) place: String,
    /// Users, in the order of the columns, also those that take nothing.
    pub(in crate::scenario) users: Vec<String>,
    /// User, supplier, and the coefficient where it is not 0.
    pub(in crate::scenario) coefficients: Vec<(String, String, ImportedNumber)>,
}

/// The row and the column that have the most labels in common, two at least.
pub(super) fn find(grid: &Grid) -> Option<Place> {
    let places = (0..grid.height().min(HEADER_ROWS)).flat_map(|header| {
        (0..grid.width().min(LABEL_COLUMNS)).map(move |labels| Place { header, labels })
    });
    let scored = places.map(|place| (shared(grid, place), place));
    // Of equals the first.
    let best = scored.fold(None, |best: Option<(usize, Place)>, it| match best {
        Some(before) if before.0 >= it.0 => Some(before),
        _ => Some(it),
    });
    best.filter(|(labels, _)| *labels >= 2).map(|it| it.1)
}

fn shared(grid: &Grid, place: Place) -> usize {
    let columns = columns(grid, place);
    let rows: std::collections::BTreeSet<String> =
        rows(grid, place).map(|(_, label)| plain(&label)).collect();
    let in_both = columns
        .filter(|(_, label)| rows.contains(&plain(label)) && !is_total(label) && !is_output(label));
    in_both.count()
}

fn columns(grid: &Grid, place: Place) -> impl Iterator<Item = (usize, String)> + '_ {
    let columns = place.labels + 1..grid.width();
    columns.filter_map(move |column| Some((column, label(grid, place.header, column)?)))
}

fn rows(grid: &Grid, place: Place) -> impl Iterator<Item = (usize, String)> + '_ {
    let rows = place.header + 1..grid.height();
    rows.filter_map(move |row| Some((row, label(grid, row, place.labels)?)))
}

/// A text that is no number: numbers of a row and of a column may be equal by chance.
fn label(grid: &Grid, row: usize, column: usize) -> Option<String> {
    let text = grid.text(row, column)?;
    Written::parse(&text).is_err().then_some(text)
}

fn is_output(label: &str) -> bool {
    OUTPUT.contains(&plain(label).as_str())
}

/// Reads a square table whose labels are names or ids of `known` sectors.
pub(super) fn read(
    grid: &Grid,
    place: Place,
    known: &[(String, Vec<String>)],
    kind: Option<MatrixKind>,
    remarks: &mut Vec<Localized>,
) -> Result<Matrix, Vec<TableMistake>> {
    let mut reader = Reader {
        grid,
        known,
        mistakes: Vec::new(),
        skipped: Vec::new(),
    };
    let rows: Vec<(usize, String)> = rows(grid, place).collect();
    let columns: Vec<(usize, String)> = columns(grid, place).collect();
    let of_output =
        |lines: &[(usize, String)]| lines.iter().find(|it| is_output(&it.1)).map(|it| it.0);
    let (output_row, output_column) = (of_output(&rows), of_output(&columns));
    let labels = [labels(&rows), labels(&columns)];
    let suppliers = reader.members(&rows, &labels[1], |row| (row, place.labels));
    let users = reader.members(&columns, &labels[0], |column| (place.header, column));
    let kind = kind.unwrap_or(match (output_row, output_column) {
        (None, None) => MatrixKind::Coefficients,
        _ => MatrixKind::Flows,
    });
    let mut matrix = Matrix {
        file: grid.file.clone(),
        place: grid.place.clone(),
        users: users.iter().map(|it| it.1.clone()).collect(),
        coefficients: Vec::new(),
    };
    for (column, user) in &users {
        let output = match kind {
            MatrixKind::Coefficients => None,
            MatrixKind::Flows => {
                let own = rows_of(&suppliers, user).zip(output_column);
                let cell = output_row.map(|row| (row, *column)).or(own);
                let Some(output) = reader.output(cell, (place.header, *column)) else {
                    continue;
                };
                Some(output)
            }
        };
        for (row, supplier) in &suppliers {
            if let Some(number) = reader.coefficient(*row, *column, output) {
                matrix
                    .coefficients
                    .push((user.clone(), supplier.clone(), number));
            }
        }
    }
    reader.tell(kind, remarks);
    if reader.mistakes.is_empty() {
        Ok(matrix)
    } else {
        Err(reader.mistakes)
    }
}

fn labels(lines: &[(usize, String)]) -> std::collections::BTreeSet<String> {
    lines.iter().map(|(_, label)| plain(label)).collect()
}

fn rows_of(suppliers: &[(usize, String)], id: &str) -> Option<usize> {
    suppliers.iter().find(|it| it.1 == id).map(|it| it.0)
}

struct Reader<'t> {
    grid: &'t Grid,
    known: &'t [(String, Vec<String>)],
    mistakes: Vec<TableMistake>,
    skipped: Vec<String>,
}

impl Reader<'_> {
    fn mistake(&mut self, (row, column): (usize, usize), message: Localized, expected: Localized) {
        self.mistakes.push(TableMistake {
            place: self.grid.full_place(row, column),
            message,
            expected,
        });
    }

    /// The rows (columns) of sectors. What is no known sector is left out, unless it has both a row and a column: then it is a sector that nobody knows.
    fn members(
        &mut self,
        lines: &[(usize, String)],
        across: &std::collections::BTreeSet<String>,
        cell: impl Fn(usize) -> (usize, usize),
    ) -> Vec<(usize, String)> {
        let mut first: BTreeMap<String, usize> = BTreeMap::new();
        let mut members = Vec::new();
        for (line, label) in lines {
            if is_output(label) {
                continue;
            }
            let Some(id) = self.known_as(label) else {
                if across.contains(&plain(label)) && !is_total(label) {
                    let known: Vec<&str> = self.known.iter().map(|it| it.0.as_str()).collect();
                    let known = known.join("、");
                    self.mistake(
                        cell(*line),
                        bilingual!("没有产业“{label}”", "there is no sector `{label}`"),
                        if known.is_empty() {
                            bilingual!(
                                "同时给产业表，或用 --into 指明情景",
                                "give a table of sectors as well, or a scenario by --into"
                            )
                        } else {
                            bilingual!("名称或编号是：{known}", "a name or id of: {known}")
                        },
                    );
                } else {
                    self.skipped.push(label.clone());
                }
                continue;
            };
            if let Some(before) = first.insert(id.clone(), *line) {
                let before = cell(before);
                let before = self.grid.address(before.0, before.1);
                self.mistake(
                    cell(*line),
                    bilingual!(
                        "与 {before} 是同一个产业 {id}",
                        "the sector {id} stands in {before} as well"
                    ),
                    bilingual!("每个产业一行一列", "one row and one column for each sector"),
                );
                continue;
            }
            members.push((*line, id));
        }
        members
    }

    fn known_as(&self, label: &str) -> Option<String> {
        let label = plain(label);
        let called = |(id, names): &&(String, Vec<String>)| {
            *id == label || names.iter().any(|name| plain(name) == label)
        };
        self.known.iter().find(called).map(|it| it.0.clone())
    }

    /// A number; `None` where there is none, or a mistake.
    fn number(&mut self, row: usize, column: usize) -> Option<f64> {
        let cell = self.grid.cell(row, column);
        if is_nothing(cell) {
            return None;
        }
        let value = match cell {
            Cell::Number(value) => Some(*value),
            Cell::Text(text) => Written::parse(text)
                .ok()
                .and_then(|it| it.proportion().ok()),
            _ => None,
        };
        if value.is_none() {
            self.mistake(
                (row, column),
                bilingual!("不是数", "this is no number"),
                bilingual!("写数，没有则空着", "a number, or nothing"),
            );
        }
        value
    }

    /// A user's gross output and its cell.
    fn output(
        &mut self,
        cell: Option<(usize, usize)>,
        user: (usize, usize),
    ) -> Option<(f64, (usize, usize))> {
        let Some(cell) = cell else {
            self.mistake(
                user,
                bilingual!(
                    "流量表没有这一列的总产出",
                    "a table of flows has no gross output for this column"
                ),
                bilingual!(
                    "加一行“总投入”（或一列“总产出”）；若已是系数，用 --kind coefficients",
                    "a row `total input` or a column `gross output`; or --kind coefficients"
                ),
            );
            return None;
        };
        let before = self.mistakes.len();
        let value = self.number(cell.0, cell.1);
        if let Some(value) = value.filter(|value| *value > 0.0) {
            return Some((value, cell));
        }
        if self.mistakes.len() == before {
            self.mistake(
                cell,
                bilingual!("总产出要大于 0", "gross output is above 0"),
                bilingual!("写各产业的总产出", "the gross output of each sector"),
            );
        }
        None
    }

    /// The coefficient of a cell; `None` where it is 0.
    fn coefficient(
        &mut self,
        row: usize,
        column: usize,
        output: Option<(f64, (usize, usize))>,
    ) -> Option<ImportedNumber> {
        let value = self.number(row, column)?;
        let coefficient = output.map_or(value, |(output, _)| value / output);
        if !(0.0..1.0).contains(&coefficient) {
            self.mistake(
                (row, column),
                bilingual!(
                    "系数 {coefficient} 不在 0 到 1 之间",
                    "the coefficient {coefficient} is not between 0 and 1"
                ),
                if output.is_none() && coefficient >= 1.0 {
                    bilingual!(
                        "每元产出的投入；若是流量，表里要有“总投入”行",
                        "inputs per yuan of output; a table of flows has a row `total input`"
                    )
                } else {
                    bilingual!(
                        "不小于 0，小于使用者的总产出",
                        "0 or more, and less than the user's output"
                    )
                },
            );
            return None;
        }
        let cell = self.grid.cell_in_file(row, column);
        let note = output.map_or(cell.clone(), |(_, (row, column))| {
            format!("{cell} ÷ {}", self.grid.address(row, column))
        });
        (coefficient > 0.0).then_some(ImportedNumber {
            value: ImportedValue::Plain(coefficient),
            derived: output.is_some(),
            note,
        })
    }

    fn tell(&self, kind: MatrixKind, remarks: &mut Vec<Localized>) {
        let place = &self.grid.place;
        remarks.push(match kind {
            MatrixKind::Coefficients => bilingual!(
                "{place}：作投入系数读（列用行）",
                "{place}: read as coefficients (columns use rows)"
            ),
            MatrixKind::Flows => bilingual!(
                "{place}：作流量读（列用行），除以总产出得系数",
                "{place}: read as flows (columns use rows), divided by gross output"
            ),
        });
        if !self.skipped.is_empty() {
            let labels = self.skipped.join("、");
            remarks.push(bilingual!(
                "{place}：这些行列不是产业，没有用：{labels}",
                "{place}: rows and columns that are no sectors, left out: {labels}"
            ));
        }
    }
}
