//! Sectors and coefficients into the text of a scenario; everything else stays as it is written, comments included.

use std::collections::{BTreeMap, BTreeSet};

use toml_edit::{ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value, value};

use super::sector_table::{ImportedSector, SectorTable};
use super::{Imported, ImportedNumber, ImportedValue};
use crate::quantity::{Localized, bilingual};

/// A scenario's text with what tables say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spliced {
    /// The text.
    pub text: String,
    /// What was taken out.
    pub remarks: Vec<Localized>,
}

/// Puts sectors and coefficients into the text of a scenario (or into none: a part to be pasted). A sector that is there keeps what the table does not say; one that the
/// table does not have is taken out, as far as its region is in the table. A user's coefficients are replaced as a whole.
///
/// # Errors
/// A text that is no TOML, one whose sectors stand in another file or in one line, and several regions that the table does not tell apart.
pub fn splice(text: &str, imported: &Imported) -> Result<Spliced, Localized> {
    let mut document: DocumentMut = text.parse().map_err(|_| {
        bilingual!(
            "情景文件不是 TOML：先用 kapok check 看",
            "the scenario is not TOML: see kapok check"
        )
    })?;
    if document.contains_key("extends") {
        return Err(bilingual!(
            "这个情景引用别的文件（extends）：导入到写着产业的那个文件",
            "this scenario extends another: import into the file that has its sectors"
        ));
    }
    let mut remarks = Vec::new();
    let mut sources = Sources::of(&mut document)?;
    for table in &imported.sectors {
        let source = sources.id(&table.file);
        replace_sectors(&mut document, table, &source, &mut remarks)?;
    }
    for matrix in &imported.matrices {
        let source = sources.id(&matrix.file);
        let mut rows: BTreeMap<&str, Vec<(&str, &ImportedNumber)>> = BTreeMap::new();
        for (user, supplier, number) in &matrix.coefficients {
            rows.entry(user).or_default().push((supplier, number));
        }
        let io = document.entry("io").or_insert_with(implicit_table);
        let io = io.as_table_mut().ok_or_else(|| in_one_line("io"))?;
        for user in &matrix.users {
            let mut row = Table::new();
            for (supplier, number) in rows.get(user.as_str()).into_iter().flatten() {
                row.insert(supplier, stated(number, &source));
            }
            io.remove(user);
            if !row.is_empty() {
                io.insert(user, Item::Table(row));
            }
        }
    }
    sources.write(&mut document);
    Ok(Spliced {
        text: document.to_string(),
        remarks,
    })
}

fn implicit_table() -> Item {
    let mut table = Table::new();
    table.set_implicit(true);
    Item::Table(table)
}

fn in_one_line(key: &str) -> Localized {
    bilingual!(
        "情景文件的 {key} 写成了一行，不能逐项替换：改写成 [[sector]]、[io] 这样的表",
        "{key} of the scenario is written in one line and cannot be replaced piece by piece: write tables such as [[sector]] and [io]"
    )
}

/// The documents that a scenario cites, and the tables that join them.
struct Sources {
    /// Ids that are taken, by title.
    known: BTreeMap<String, String>,
    ids: BTreeSet<String>,
    new: Vec<(String, String)>,
}

impl Sources {
    fn of(document: &mut DocumentMut) -> Result<Self, Localized> {
        let (mut known, mut ids) = (BTreeMap::new(), BTreeSet::new());
        if let Some(item) = document.get("source") {
            let list = item
                .as_array_of_tables()
                .ok_or_else(|| in_one_line("source"))?;
            for table in list {
                let text = |key: &str| table.get(key).and_then(Item::as_str).map(str::to_owned);
                if let Some(id) = text("id") {
                    ids.insert(id.clone());
                    known.extend(text("title").map(|title| (title, id)));
                }
            }
        }
        Ok(Self {
            known,
            ids,
            new: Vec::new(),
        })
    }

    /// The id of a file as a source.
    fn id(&mut self, file: &str) -> String {
        if let Some(id) = self.known.get(file) {
            return id.clone();
        }
        let stem = file.rsplit_once('.').map_or(file, |it| it.0);
        let made = crate::scenario::id_from_name(stem);
        let made = if made.starts_with("scenario") {
            made.replacen("scenario", "table", 1)
        } else {
            made
        };
        let mut id = made.clone();
        let mut number = 2;
        while !self.ids.insert(id.clone()) {
            id = format!("{made}-{number}");
            number += 1;
        }
        self.known.insert(file.to_owned(), id.clone());
        self.new.push((id.clone(), file.to_owned()));
        id
    }

    fn write(self, document: &mut DocumentMut) {
        let list = document
            .entry("source")
            .or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
        let list = list
            .as_array_of_tables_mut()
            .expect("it has been looked at");
        for (id, title) in self.new {
            let mut table = Table::new();
            table.insert("id", value(id));
            table.insert("title", value(title));
            table.decor_mut().set_prefix("\n");
            list.push(table);
        }
    }
}

/// A number with where it comes from.
fn stated(number: &ImportedNumber, source: &str) -> Item {
    let mut table = InlineTable::new();
    let plain = match &number.value {
        ImportedValue::Plain(value) if value.fract() == 0.0 && value.abs() < 1e15 => {
            Value::from(*value as i64)
        }
        ImportedValue::Plain(value) => Value::from(*value),
        ImportedValue::WithUnit(text) => Value::from(text.as_str()),
    };
    table.insert("value", plain);
    table.insert(
        "status",
        if number.derived { "derived" } else { "stated" }.into(),
    );
    table.insert("source", source.into());
    table.insert("note", number.note.as_str().into());
    value(table)
}

fn replace_sectors(
    document: &mut DocumentMut,
    table: &SectorTable,
    source: &str,
    remarks: &mut Vec<Localized>,
) -> Result<(), Localized> {
    let regions = document
        .get("region")
        .and_then(Item::as_table_like)
        .map_or(0, toml_edit::TableLike::len);
    if regions > 1 && !table.has_regions {
        return Err(bilingual!(
            "情景有 {regions} 个地区：产业表要有“地区”列，写地区编号",
            "the scenario has {regions} regions: the table of sectors needs a column `region` of their ids"
        ));
    }
    let list = document
        .entry("sector")
        .or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    let list = list
        .as_array_of_tables_mut()
        .ok_or_else(|| in_one_line("sector"))?;
    let named: BTreeSet<&str> = table
        .sectors
        .iter()
        .filter_map(|it| it.region.as_deref())
        .collect();
    let mut removed = Vec::new();
    list.retain(|there| {
        let text = |key: &str| there.get(key).and_then(Item::as_str);
        let (id, region) = (text("id").unwrap_or_default(), text("region"));
        let concerned = !table.has_regions || region.is_none_or(|region| named.contains(region));
        let kept = !concerned || table.sectors.iter().any(|sector| sector.id == id);
        if !kept {
            removed.push(id.to_owned());
        }
        kept
    });
    if !removed.is_empty() {
        let removed = removed.join("、");
        remarks.push(bilingual!(
            "表里没有、已从情景删去的产业：{removed}",
            "sectors that the table has not, taken out of the scenario: {removed}"
        ));
    }
    for sector in &table.sectors {
        let there = list
            .iter()
            .position(|it| it.get("id").and_then(Item::as_str) == Some(&sector.id));
        let place = there.unwrap_or_else(|| {
            let mut block = Table::new();
            block.decor_mut().set_prefix("\n");
            block.insert("id", value(sector.id.as_str()));
            list.push(block);
            list.len() - 1
        });
        let block = list.get_mut(place).expect("it is there");
        fill(block, sector, source);
    }
    Ok(())
}

/// What a row says into a sector's block.
fn fill(block: &mut Table, sector: &ImportedSector, source: &str) {
    if let Some(name) = &sector.name {
        rename(block, name, sector.name_en.as_deref());
    }
    if let Some(region) = &sector.region {
        block.insert("region", value(region.as_str()));
    }
    if !sector.groups.is_empty() {
        let groups: toml_edit::Array = sector.groups.iter().map(String::as_str).collect();
        block.insert("groups", value(groups));
    }
    for (key, number) in &sector.numbers {
        match *key {
            "value_added" => block.remove("share"),
            "share" => block.remove("value_added"),
            _ => None,
        };
        block.insert(key, stated(number, source));
    }
}

/// A name in two languages keeps the other one where the table has one only, and the same.
fn rename(block: &mut Table, zh: &str, en: Option<&str>) {
    let there = block.get("name").and_then(Item::as_table_like);
    let same = there.and_then(|name| name.get("zh")?.as_str()) == Some(zh);
    let item = match en {
        Some(en) => {
            let mut table = InlineTable::new();
            table.insert("zh", zh.into());
            table.insert("en", en.into());
            value(table)
        }
        None if same => return,
        None => value(zh),
    };
    block.insert("name", item);
}

/// The sectors of a scenario's text, as id and names; none where it is no TOML, which [`splice`] says.
pub fn known_sectors(text: &str) -> Vec<(String, Vec<String>)> {
    let Ok(document) = text.parse::<DocumentMut>() else {
        return Vec::new();
    };
    let list = document.get("sector").and_then(Item::as_array_of_tables);
    let sector = |table: &Table| {
        let id = table.get("id")?.as_str()?.to_owned();
        let names: Vec<String> = match table.get("name") {
            Some(Item::Value(Value::String(name))) => vec![name.value().clone()],
            Some(item) => {
                let both = item.as_table_like()?.iter();
                both.filter_map(|(_, name)| name.as_str().map(str::to_owned))
                    .collect()
            }
            None => Vec::new(),
        };
        Some((id, names))
    };
    list.into_iter().flatten().filter_map(sector).collect()
}

/// The text of a scenario under another id, comments kept. `None` where it has no id.
pub fn with_id(text: &str, id: &str) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    let there = document.get_mut("id")?.as_value_mut()?;
    let decor = there.decor().clone();
    *there = Value::from(id);
    *there.decor_mut() = decor;
    Some(document.to_string())
}
