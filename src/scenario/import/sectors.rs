//! A table of sectors: a row for each, under a header.

use std::collections::BTreeMap;

use super::columns::{Column, Header, NOT_NUMBERS, is_part, is_total, plain};
use super::grid::{Cell, Grid};
use super::identifier::id_of;
use super::number::{is_nothing, quantity};
use super::sector_table::{ImportedSector, SectorTable};
use super::{ImportedNumber, ImportedValue, TableMistake};
use crate::quantity::{Localized, MoneyUnit, Written, bilingual};

/// The sum of the rows may differ from the row of totals by this, relatively: rounding.
const ROUNDING: f64 = 1e-3;

/// Reads the rows below a header.
pub(super) fn read(
    grid: &Grid,
    header: &Header,
    known: &[(String, Vec<String>)],
    remarks: &mut Vec<Localized>,
) -> Result<SectorTable, Vec<TableMistake>> {
    let mut reader = Reader {
        grid,
        header,
        known,
        mistakes: Vec::new(),
        skipped: Vec::new(),
        totals: Vec::new(),
        numbered: 0,
    };
    reader.check_header();
    let mut rows: Vec<(usize, ImportedSector)> = Vec::new();
    for row in header.row + 1..grid.height() {
        if let Some(sector) = reader.row(row) {
            rows.push((row, sector));
        }
    }
    reader.check_ids(&rows);
    reader.tell(&rows, remarks);
    if rows.is_empty() && reader.mistakes.is_empty() {
        reader.mistake(
            header.row,
            header.columns[0].place,
            bilingual!("表头下没有产业", "no sector stands below the header"),
            bilingual!("每行一个产业", "a sector in each row"),
        );
    }
    if !reader.mistakes.is_empty() {
        return Err(reader.mistakes);
    }
    Ok(SectorTable {
        file: grid.file.clone(),
        place: grid.place.clone(),
        sectors: rows.into_iter().map(|(_, sector)| sector).collect(),
        has_regions: header.column("region").is_some(),
    })
}

struct Reader<'t> {
    grid: &'t Grid,
    header: &'t Header,
    known: &'t [(String, Vec<String>)],
    mistakes: Vec<TableMistake>,
    /// Labels of rows that are no sectors.
    skipped: Vec<String>,
    /// Rows of totals.
    totals: Vec<usize>,
    /// Sectors whose id is only a number.
    numbered: usize,
}

impl Reader<'_> {
    fn mistake(&mut self, row: usize, column: usize, message: Localized, expected: Localized) {
        self.mistakes.push(TableMistake {
            place: self.grid.full_place(row, column),
            message,
            expected,
        });
    }

    /// Two columns for one key, and percentages that may be fractions.
    fn check_header(&mut self) {
        let header = self.header;
        let mut first: BTreeMap<&str, usize> = BTreeMap::new();
        for column in &header.columns {
            if let Some(before) = first.insert(column.key, column.place) {
                let (key, before) = (column.key, self.grid.address(header.row, before));
                self.mistake(
                    header.row,
                    column.place,
                    bilingual!(
                        "与 {before} 同为 {key}",
                        "stands for {key}, as {before} does"
                    ),
                    bilingual!("只留一列", "keep one of the columns"),
                );
            }
            if self.may_be_fractions(column) {
                self.mistake(
                    header.row,
                    column.place,
                    bilingual!(
                        "标题写了 %，数却都不大于 1：显示成 6.5% 的格子存的是 0.065",
                        "headed by %, and no number is above 1: a cell shown as 6.5% holds 0.065"
                    ),
                    bilingual!(
                        "若是百分比格式，去掉标题里的 %；若真的不到 1%，把格子写成文本“0.5%”",
                        "drop the % of the heading where cells are formatted as percentages; write texts such as 0.5% where they are that small"
                    ),
                );
            }
        }
    }

    /// Numbers of a workbook under a % that a percentage format may have made of fractions.
    fn may_be_fractions(&self, column: &Column) -> bool {
        let cells =
            (self.header.row + 1..self.grid.height()).map(|row| self.grid.cell(row, column.place));
        let numbers = cells.filter_map(|cell| match cell {
            Cell::Number(value) if *value != 0.0 => Some(value.abs()),
            _ => None,
        });
        let most = numbers.fold(0.0, f64::max);
        column.unit.as_deref() == Some("%") && most > 0.0 && most <= 1.0
    }

    fn text(&self, row: usize, key: &str) -> Option<String> {
        self.grid.text(row, self.header.column(key)?.place)
    }

    /// The sector of a row; `None` where it is none, or a mistake.
    fn row(&mut self, row: usize) -> Option<ImportedSector> {
        if self.grid.is_blank(row) {
            return None;
        }
        let (code, name) = (self.text(row, "id"), self.text(row, "name"));
        let first = (0..self.grid.width()).find_map(|column| self.grid.text(row, column));
        let label = name
            .clone()
            .or_else(|| code.clone())
            .or(first)
            .unwrap_or_default();
        let numbers = self
            .header
            .columns
            .iter()
            .filter(|it| !NOT_NUMBERS.contains(&it.key));
        let places: Vec<Column> = numbers.cloned().collect();
        let is_empty = |it: &Column| is_nothing(self.grid.cell(row, it.place));
        if is_total(&label) {
            self.totals.push(row);
            self.skipped.push(label);
            return None;
        }
        // 注：…, 资料来源：… and headings of parts of the table.
        if is_part(&label) || places.iter().all(is_empty) {
            self.skipped.push(label);
            return None;
        }
        let id = self.id(row, code.as_deref(), name.as_deref());
        let mut read: Vec<(&'static str, ImportedNumber)> = Vec::new();
        for column in &places {
            match quantity(self.grid, row, column) {
                Ok(Some(number)) => read.push((column.key, number)),
                Ok(None) => {}
                Err(mistake) => self.mistakes.push(mistake),
            }
        }
        self.check_size(row);
        self.derive_ratio(row, &mut read);
        let groups = self.text(row, "groups").unwrap_or_default();
        let groups = groups
            .split(['、', ',', ';', '，', '；', ' '])
            .map(str::trim);
        Some(ImportedSector {
            id: id?,
            code,
            name,
            name_en: self.text(row, "name_en"),
            groups: groups
                .filter(|it| !it.is_empty())
                .map(str::to_owned)
                .collect(),
            region: self.text(row, "region"),
            numbers: read,
        })
    }

    /// A sector states its value added or its share.
    fn check_size(&mut self, row: usize) {
        let stated = |key: &str| {
            let column = self.header.column(key);
            column.is_some_and(|it| !is_nothing(self.grid.cell(row, it.place)))
        };
        if !stated("value_added") && !stated("share") {
            self.mistake(
                row,
                self.header.columns[0].place,
                bilingual!("没有增加值，也没有占比", "neither value added nor a share"),
                bilingual!(
                    "写增加值，或占地区生产总值的份额",
                    "give value_added or share"
                ),
            );
        }
    }

    /// Gross output is no input of a scenario: the ratio of value added to it is.
    fn derive_ratio(&mut self, row: usize, read: &mut Vec<(&'static str, ImportedNumber)>) {
        let find = |key: &str| read.iter().find(|(name, _)| *name == key).map(|it| &it.1);
        let (value_added, output) = (find("value_added").cloned(), find("gross_output").cloned());
        let stated = find("value_added_ratio").is_some();
        // With both, the share says nothing more.
        let both = value_added.is_some();
        read.retain(|(key, _)| *key != "gross_output" && !(both && *key == "share"));
        let (Some(value_added), Some(output), false) = (value_added, output, stated) else {
            return;
        };
        let column = self.header.column("gross_output").map_or(0, |it| it.place);
        let ratio = match (amount(&value_added), amount(&output)) {
            (Some((a, plain)), Some((b, other))) if plain == other => a / b,
            _ => {
                return self.mistake(
                    row,
                    column,
                    bilingual!(
                        "增加值与总产出只有一个写了单位",
                        "only one of value added and gross output has a unit"
                    ),
                    bilingual!(
                        "两列的标题都写单位，如（亿元）",
                        "units in both headings, such as (亿元)"
                    ),
                );
            }
        };
        if !(ratio > 0.0 && ratio < 1.0) {
            return self.mistake(
                row,
                column,
                bilingual!(
                    "增加值不小于总产出",
                    "value added is not below gross output"
                ),
                bilingual!("总产出大于增加值", "gross output above value added"),
            );
        }
        let note = format!("{} ÷ {}", value_added.note, output.note);
        read.push((
            "value_added_ratio",
            ImportedNumber {
                value: ImportedValue::Plain(ratio),
                derived: true,
                note,
            },
        ));
    }

    /// The id of a row: its code, that of the known sector of its name, or one made from its English name or its place.
    fn id(&mut self, row: usize, code: Option<&str>, name: Option<&str>) -> Option<String> {
        let english = self.text(row, "name_en");
        let known = name.and_then(|name| {
            let same = |known: &String| plain(known) == plain(name);
            let mut known = self.known.iter();
            known
                .find(|(_, names)| names.iter().any(same))
                .map(|it| it.0.clone())
        });
        if let Some(code) = code {
            let id = id_of(code);
            if id.is_none() {
                let column = self.header.column("id").map_or(0, |it| it.place);
                self.mistake(
                    row,
                    column,
                    bilingual!("“{code}”不能作编号", "`{code}` cannot be an id"),
                    bilingual!(
                        "用英文字母和数字，如 c13",
                        "letters a–z and digits, such as c13"
                    ),
                );
            }
            return id;
        }
        let made = known.or_else(|| id_of(&english?)).or_else(|| id_of(name?));
        Some(made.unwrap_or_else(|| {
            self.numbered += 1;
            format!("s{:02}", self.numbered)
        }))
    }

    fn check_ids(&mut self, rows: &[(usize, ImportedSector)]) {
        let mut first: BTreeMap<&str, usize> = BTreeMap::new();
        let place = self.header.column("id").or(self.header.column("name"));
        let place = place.map_or(0, |it| it.place);
        for (row, sector) in rows {
            if let Some(before) = first.insert(&sector.id, *row) {
                let (id, before) = (&sector.id, self.grid.address(before, place));
                self.mistake(
                    *row,
                    place,
                    bilingual!(
                        "编号 {id} 与 {before} 重复",
                        "the id {id} is that of {before} as well"
                    ),
                    bilingual!("每个产业一个编号", "an id for each sector"),
                );
            }
        }
    }

    /// What was left out, and totals that are not the sum of their rows.
    fn tell(&self, rows: &[(usize, ImportedSector)], remarks: &mut Vec<Localized>) {
        let place = &self.grid.place;
        if !self.skipped.is_empty() {
            let labels = self.skipped.join("、");
            remarks.push(bilingual!(
                "{place}：这些行不是产业，没有用：{labels}",
                "{place}: rows that are no sectors, left out: {labels}"
            ));
        }
        if !self.header.unknown.is_empty() {
            let headings = self.header.unknown.join("、");
            remarks.push(bilingual!(
                "{place}：这些列没有对应的输入，没有用：{headings}",
                "{place}: columns that are no input, left out: {headings}"
            ));
        }
        if self.numbered > 0 {
            remarks.push(bilingual!(
                "{place}：没有代码列，产业编号为 s01、s02……",
                "{place}: there is no column of ids; sectors are called s01, s02, …"
            ));
        }
        let Some(column) = self.header.column("value_added") else {
            return;
        };
        let value = |row: usize| match self.grid.cell(row, column.place) {
            Cell::Number(value) => Some(*value),
            Cell::Text(text) => Written::parse(text).ok()?.bare().ok(),
            _ => None,
        };
        let sum: Option<f64> = rows.iter().map(|(row, _)| value(*row)).sum();
        for total in &self.totals {
            let (Some(sum), Some(stated)) = (sum, value(*total)) else {
                continue;
            };
            if (sum - stated).abs() > ROUNDING * stated.abs() {
                let cell = self.grid.full_place(*total, column.place);
                remarks.push(bilingual!(
                    "{cell}：合计 {stated}，各行之和却是 {sum}",
                    "{cell}: the total is {stated}, and the rows sum to {sum}"
                ));
            }
        }
    }
}

/// An amount, and whether it was written without a unit.
fn amount(number: &ImportedNumber) -> Option<(f64, bool)> {
    match &number.value {
        ImportedValue::Plain(value) => Some((*value, true)),
        ImportedValue::WithUnit(text) => {
            let written = Written::parse(text).ok()?;
            let value = written.money(MoneyUnit::HUNDRED_MILLION_YUAN).ok()?;
            Some((value, written.is_bare()))
        }
    }
}
