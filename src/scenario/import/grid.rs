//! Cells of a sheet, from a workbook or a CSV file in either of the encodings that spreadsheets save.

use std::io::Cursor;

use calamine::{Data, Reader as _, Xlsx, XlsxError};

use crate::quantity::{Localized, bilingual};

/// Most cells of a sheet that are looked at.
const MOST_CELLS: usize = 2_000_000;

/// How the text of a CSV file is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// With or without a byte-order mark.
    Utf8,
    /// GBK and all of GB 18030.
    Gbk,
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Empty,
    Text(String),
    Number(f64),
    /// What can be no number and no name: a date, a truth value, a formula's error.
    Other(String),
}

/// The cells of one sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// File and sheet, for messages: `产业.xlsx 产业`; of a CSV file its name alone.
    pub place: String,
    /// The file's name.
    pub(super) file: String,
    /// The sheet's name; `None` of a CSV file.
    sheet: Option<String>,
    rows: Vec<Vec<Cell>>,
    /// Row and column of the first cell, from 0.
    corner: (usize, usize),
}

impl Grid {
    fn new(file: &str, sheet: Option<&str>, rows: Vec<Vec<Cell>>, corner: (usize, usize)) -> Self {
        Self {
            place: sheet.map_or_else(|| file.to_owned(), |sheet| format!("{file} {sheet}")),
            file: file.to_owned(),
            sheet: sheet.map(str::to_owned),
            rows,
            corner,
        }
    }

    /// How many rows there are.
    pub(super) fn height(&self) -> usize {
        self.rows.len()
    }

    /// How many columns the widest row has.
    pub(super) fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }

    pub(super) fn cell(&self, row: usize, column: usize) -> &Cell {
        self.rows
            .get(row)
            .and_then(|cells| cells.get(column))
            .unwrap_or(&Cell::Empty)
    }

    /// The text of a cell, without spaces around it; a whole number is a text as well, such as a code.
    pub(super) fn text(&self, row: usize, column: usize) -> Option<String> {
        match self.cell(row, column) {
            Cell::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Cell::Number(value) if value.fract() == 0.0 => Some(value.to_string()),
            _ => None,
        }
    }

    /// Whether nothing stands in a row.
    pub(super) fn is_blank(&self, row: usize) -> bool {
        (0..self.width()).all(|column| match self.cell(row, column) {
            Cell::Empty => true,
            Cell::Text(text) => text.trim().is_empty(),
            _ => false,
        })
    }

    /// A cell as a spreadsheet calls it: `C5`.
    pub(super) fn address(&self, row: usize, column: usize) -> String {
        let (mut number, mut letters) = (column + self.corner.1 + 1, String::new());
        while number > 0 {
            number -= 1;
            letters.insert(0, char::from(b'A' + (number % 26) as u8));
            number /= 26;
        }
        format!("{letters}{}", row + self.corner.0 + 1)
    }

    /// A cell within its file: `产业!C5`, of a CSV file `C5`.
    pub(super) fn cell_in_file(&self, row: usize, column: usize) -> String {
        let address = self.address(row, column);
        match &self.sheet {
            Some(sheet) => format!("{sheet}!{address}"),
            None => address,
        }
    }

    /// A cell with its file.
    pub(super) fn full_place(&self, row: usize, column: usize) -> String {
        format!("{} {}", self.file, self.cell_in_file(row, column))
    }
}

/// The sheets of a file, by the ending of its name; `sheets` names those of a workbook that are looked at (none: all), `encoding` is that of a CSV file.
///
/// # Errors
/// A file that is neither, a sheet that it has not, and a text in another encoding.
pub fn read_grids(
    name: &str,
    bytes: &[u8],
    sheets: &[String],
    encoding: Option<Encoding>,
) -> Result<Vec<Grid>, Localized> {
    let ending = name.rsplit('.').next().unwrap_or_default();
    match ending.to_ascii_lowercase().as_str() {
        "xlsx" => workbook(name, bytes, sheets),
        "csv" | "txt" => Ok(vec![comma_separated(name, bytes, encoding)?]),
        _ => Err(bilingual!(
            "{name} 不是 .xlsx 也不是 .csv；旧的 .xls 请在表格软件里另存为 .xlsx",
            "{name} is neither .xlsx nor .csv; save an old .xls as .xlsx first"
        )),
    }
}

fn workbook(name: &str, bytes: &[u8], wanted: &[String]) -> Result<Vec<Grid>, Localized> {
    let unreadable =
        |error: XlsxError| bilingual!("{name} 读不了：{error}", "{name} cannot be read: {error}");
    let mut book = Xlsx::new(Cursor::new(bytes.to_vec())).map_err(unreadable)?;
    let there = book.sheet_names();
    for sheet in wanted {
        if !there.contains(sheet) {
            let known = there.join("、");
            return Err(bilingual!(
                "{name} 没有工作表“{sheet}”；有的是：{known}",
                "{name} has no sheet `{sheet}`; there are: {known}"
            ));
        }
    }
    let mut grids = Vec::new();
    for sheet in there {
        if !wanted.is_empty() && !wanted.contains(&sheet) {
            continue;
        }
        let range = book.worksheet_range(&sheet).map_err(unreadable)?;
        if range.get_size().0 * range.get_size().1 > MOST_CELLS {
            return Err(bilingual!(
                "{name} 的工作表 {sheet} 超过 {MOST_CELLS} 格；用 --sheet 选别的",
                "the sheet {sheet} of {name} has more than {MOST_CELLS} cells; choose others with --sheet"
            ));
        }
        let start = range.start().unwrap_or((0, 0));
        let rows = range.rows().map(|row| row.iter().map(cell).collect());
        let corner = (start.0 as usize, start.1 as usize);
        grids.push(Grid::new(name, Some(&sheet), rows.collect(), corner));
    }
    Ok(grids)
}

fn cell(data: &Data) -> Cell {
    match data {
        Data::Empty => Cell::Empty,
        Data::Int(value) => Cell::Number(*value as f64),
        Data::Float(value) => Cell::Number(*value),
        Data::String(text) => Cell::Text(text.clone()),
        other => Cell::Other(other.to_string()),
    }
}

fn comma_separated(
    name: &str,
    bytes: &[u8],
    encoding: Option<Encoding>,
) -> Result<Grid, Localized> {
    let text = with_blank_rows(&decoded(name, bytes, encoding)?);
    let tabs = text.contains('\t') && !text.contains(',');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(if tabs { b'\t' } else { b',' })
        .from_reader(text.as_bytes());
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| {
            bilingual!("{name} 读不了：{error}", "{name} cannot be read: {error}")
        })?;
        let cells = record.iter().map(|text| match text.trim() {
            "" => Cell::Empty,
            text => Cell::Text(text.to_owned()),
        });
        rows.push(cells.collect());
    }
    Ok(Grid::new(name, None, rows, (0, 0)))
}

/// The text with an empty cell on every blank line: the reader passes over those, and a spreadsheet counts them.
fn with_blank_rows(text: &str) -> String {
    let (mut inside_quotes, mut filled) = (false, String::new());
    for line in text.split_inclusive('\n') {
        if !inside_quotes && line.trim_end_matches(['\r', '\n']).is_empty() {
            filled.push_str("\"\"");
        }
        inside_quotes ^= line.matches('"').count() % 2 == 1;
        filled.push_str(line);
    }
    filled
}

/// The text of a CSV file: in the encoding asked for, else in UTF-8 where it is that, else in GBK.
fn decoded(name: &str, bytes: &[u8], asked: Option<Encoding>) -> Result<String, Localized> {
    let plain = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if asked != Some(Encoding::Gbk) {
        match std::str::from_utf8(plain) {
            Ok(text) => return Ok(text.to_owned()),
            Err(_) if asked.is_none() => {}
            Err(error) => {
                let place = error.valid_up_to();
                return Err(bilingual!(
                    "{name} 不是 UTF-8（第 {place} 个字节起）；可能是 GBK：--encoding gbk",
                    "{name} is not UTF-8 (from byte {place}); it may be GBK: --encoding gbk"
                ));
            }
        }
    }
    let (text, broken) = encoding_rs::GB18030.decode_without_bom_handling(bytes);
    if broken {
        return Err(bilingual!(
            "{name} 既不是 UTF-8 也不是 GBK；在表格软件里另存为“CSV UTF-8”",
            "{name} is neither UTF-8 nor GBK; save it as CSV UTF-8"
        ));
    }
    Ok(text.into_owned())
}
