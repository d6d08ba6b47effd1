//! A number of a cell, in the unit of its cell or its heading, checked as the key asks that it stands for.

use super::columns::Column;
use super::grid::{Cell, Grid};
use super::{ImportedNumber, ImportedValue, TableMistake};
use crate::quantity::{MoneyUnit, QuantityError, Written, bilingual};
use crate::scenario::keys::{Kind, Quantity, Range, SECTOR};

/// What tables have where there is no number.
const NOTHING: [&str; 8] = ["", "-", "—", "–", "…", "..", "/", "——"];

/// Whether a cell holds no number, and is no mistake.
pub(super) fn is_nothing(cell: &Cell) -> bool {
    match cell {
        Cell::Empty => true,
        Cell::Text(text) => NOTHING.contains(&text.trim()),
        _ => false,
    }
}

/// The number of a cell for the key of its column; `None` where it has none.
///
/// # Errors
/// What is no number, or not one that the key takes.
pub(super) fn quantity(
    grid: &Grid,
    row: usize,
    column: &Column,
) -> Result<Option<ImportedNumber>, TableMistake> {
    let cell = grid.cell(row, column.place);
    if is_nothing(cell) {
        return Ok(None);
    }
    let (measure, range) = asked(column.key);
    let text = match cell {
        Cell::Number(value) => value.to_string(),
        Cell::Text(text) | Cell::Other(text) => text.trim().to_owned(),
        Cell::Empty => String::new(),
    };
    let refused = |message, expected| TableMistake {
        place: grid.full_place(row, column.place),
        message,
        expected,
    };
    let expectation = Kind::Number(measure, range).expectation();
    let wrong = |error: &QuantityError| {
        let reason = match error {
            QuantityError::NotANumber => bilingual!("“{text}”不是数", "`{text}` is not a number"),
            QuantityError::NotFinite => bilingual!("“{text}”不是有限数", "`{text}` is not finite"),
            QuantityError::UnknownUnit(unit) | QuantityError::WrongUnit(unit) => {
                bilingual!(
                    "“{text}”的单位“{unit}”不对",
                    "`{text}`: the unit `{unit}` is wrong"
                )
            }
        };
        refused(reason, expectation.clone())
    };
    if matches!(cell, Cell::Other(_)) {
        return Err(wrong(&QuantityError::NotANumber));
    }
    let own = Written::parse(&text).map_err(|error| wrong(&error))?;
    let with_unit = match &column.unit {
        Some(unit) if own.is_bare() => format!("{text}{unit}"),
        _ => text.clone(),
    };
    let written = Written::parse(&with_unit).map_err(|error| wrong(&error))?;
    let value = match measure {
        Quantity::Money => written.money(MoneyUnit::HUNDRED_MILLION_YUAN),
        _ => written.proportion(),
    };
    let value = value.map_err(|error| wrong(&error))?;
    let bare_rate = measure == Quantity::Rate && written.is_bare() && value.abs() > 1.0;
    if bare_rate || !range.contains(value) {
        return Err(refused(
            bilingual!("{text} 超出范围", "{text} is out of range"),
            if value > 1.0 && measure != Quantity::Money {
                bilingual!(
                    "百分数在标题里写（%），或在格子里写 6.5%",
                    "write (%) in the heading, or 6.5% in the cell, for percentages"
                )
            } else {
                expectation
            },
        ));
    }
    Ok(Some(ImportedNumber {
        value: if written.is_bare() {
            ImportedValue::Plain(value)
        } else {
            ImportedValue::WithUnit(with_unit)
        },
        derived: false,
        note: grid.cell_in_file(row, column.place),
    }))
}

/// What the key of a column takes.
fn asked(key: &str) -> (Quantity, Range) {
    match SECTOR.key(key).map(|key| key.kind) {
        Some(Kind::Number(measure, range) | Kind::Path(measure, range)) => (measure, range),
        // Gross output.
        _ => (Quantity::Money, Range::POSITIVE),
    }
}
