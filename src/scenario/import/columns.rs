//! The headings of a table of sectors: which key of a sector each stands for, and in what it is measured.

use super::grid::{Cell, Grid};

/// What a column of a table of sectors is called, and the key it stands for; keys by their own names as well.
const HEADINGS: [(&str, &[&str]); 18] = [
    (
        "id",
        &[
            "代码",
            "编码",
            "编号",
            "产业代码",
            "行业代码",
            "部门代码",
            "code",
        ],
    ),
    (
        "name",
        &[
            "名称",
            "产业",
            "产业名称",
            "行业",
            "行业名称",
            "部门",
            "部门名称",
            "产品部门",
            "sector",
            "industry",
        ],
    ),
    ("name_en", &["英文名", "英文名称", "english name"]),
    ("groups", &["组", "分组", "产业组", "所属产业组", "group"]),
    ("region", &["地区", "所在地区"]),
    (
        "value_added",
        &["增加值", "基年增加值", "产业增加值", "value added", "gva"],
    ),
    (
        "gross_output",
        &["总产出", "总投入", "gross output", "total output"],
    ),
    (
        "share",
        &[
            "占比",
            "比重",
            "份额",
            "占gdp比重",
            "增加值占比",
            "占地区生产总值比重",
            "share of gdp",
        ],
    ),
    ("value_added_ratio", &["增加值率", "value-added ratio"]),
    (
        "capital_output_ratio",
        &["资本产出比", "capital-output ratio"],
    ),
    ("capital_share", &["资本份额", "capital share"]),
    ("depreciation", &["折旧率"]),
    ("utilisation", &["产能利用率", "utilization"]),
    (
        "consumption_share",
        &["消费占比", "本地消费占比", "consumption share"],
    ),
    ("market_pass_through", &["市场传导"]),
    ("trend", &["相对趋势"]),
    ("supply_sd", &["供给冲击标准差"]),
    ("demand_sd", &["外需冲击标准差"]),
];

/// Rows that are sums of others.
const TOTALS: [&str; 10] = [
    "合计",
    "总计",
    "小计",
    "总和",
    "全部",
    "total",
    "sum",
    "subtotal",
    "地区生产总值",
    "gdp",
];

/// The columns of a table of sectors: each key with its headings, in the order in which they are looked for.
pub fn headings() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    HEADINGS.into_iter()
}

/// A column that is understood.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Column {
    pub(super) place: usize,
    /// The key it stands for.
    pub(super) key: &'static str,
    /// The unit of its numbers, where the heading has one.
    pub(super) unit: Option<String>,
}

/// The header of a table of sectors.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Header {
    pub(super) row: usize,
    pub(super) columns: Vec<Column>,
    /// Headings that stand for nothing.
    pub(super) unknown: Vec<String>,
}

impl Header {
    pub(super) fn column(&self, key: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.key == key)
    }
}

/// The header: the first row that has a name or an id, and a column of numbers.
pub(super) fn find(grid: &Grid) -> Option<Header> {
    (0..grid.height()).find_map(|row| {
        let header = header(grid, row);
        let has = |key: &str| header.column(key).is_some();
        let numbers = |column: &Column| !NOT_NUMBERS.contains(&column.key);
        let is_header = (has("id") || has("name")) && header.columns.iter().any(numbers);
        is_header.then_some(header)
    })
}

/// Columns of texts.
pub(super) const NOT_NUMBERS: [&str; 5] = ["id", "name", "name_en", "groups", "region"];

fn header(grid: &Grid, row: usize) -> Header {
    let (mut columns, mut unknown) = (Vec::new(), Vec::new());
    for place in 0..grid.width() {
        let Cell::Text(text) = grid.cell(row, place) else {
            continue;
        };
        let (words, unit) = words_and_unit(text);
        match key(&words) {
            Some(key) => columns.push(Column { place, key, unit }),
            None if words.is_empty() => {}
            None => unknown.push(text.trim().to_owned()),
        }
    }
    // A sheet's unit, 单位：万元, stands above the header.
    let above = (0..row).find_map(|row| unit_above(grid, row));
    for column in &mut columns {
        if ["value_added", "gross_output"].contains(&column.key) && column.unit.is_none() {
            column.unit.clone_from(&above);
        }
    }
    Header {
        row,
        columns,
        unknown,
    }
}

fn unit_above(grid: &Grid, row: usize) -> Option<String> {
    (0..grid.width()).find_map(|column| {
        let plain = plain(&grid.text(row, column)?);
        let unit = plain.split("单位:").nth(1)?;
        let unit: String = unit
            .chars()
            .take_while(|c| !")]，,；;".contains(*c))
            .collect();
        (!unit.is_empty()).then_some(unit)
    })
}

/// The key that a heading stands for.
fn key(words: &str) -> Option<&'static str> {
    // 2024年增加值
    let after_year = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let words = if after_year.len() < words.len() {
        after_year.trim_start_matches('年')
    } else {
        words
    };
    let known = |(name, others): &(&str, &[&str])| {
        *name == words || others.iter().any(|other| plain(other) == words)
    };
    HEADINGS.iter().find(|it| known(it)).map(|(key, _)| *key)
}

/// A heading without its unit, and the unit: 增加值（亿元）, 增加值/亿元, 占比%.
fn words_and_unit(heading: &str) -> (String, Option<String>) {
    let text = plain(heading);
    let open = text.find(['(', '[', '/']);
    let (words, unit) = match open {
        Some(place) => {
            let unit = text[place + 1..].trim_end_matches([')', ']']);
            (&text[..place], unit.trim_start_matches("单位:"))
        }
        None => match text.strip_suffix('%') {
            Some(words) => (words, "%"),
            None => (text.as_str(), ""),
        },
    };
    (
        words.to_owned(),
        (!unit.is_empty()).then(|| unit.to_owned()),
    )
}

/// A text as it is compared: half-width, in lower case, without spaces.
pub(super) fn plain(text: &str) -> String {
    let half_width = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '【' => '[',
        '】' => ']',
        c => c,
    };
    let characters = text.chars().filter(|c| !c.is_whitespace()).map(half_width);
    characters.collect::<String>().to_lowercase()
}

/// Whether a label is that of a sum.
pub(super) fn is_total(label: &str) -> bool {
    TOTALS.contains(&plain(label).as_str())
}

/// Whether a label is that of a part of the row above: 其中：软件业.
pub(super) fn is_part(label: &str) -> bool {
    let label = plain(label);
    ["其中", "#", "ofwhich"]
        .iter()
        .any(|start| label.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_read_with_their_units() {
        for (heading, expected, unit) in [
            ("增加值（亿元）", Some("value_added"), Some("亿元")),
            (" 增加值 ", Some("value_added"), None),
            (
                "2024年增加值 (单位：万元)",
                Some("value_added"),
                Some("万元"),
            ),
            ("占比%", Some("share"), Some("%")),
            ("Value added", Some("value_added"), None),
            ("value_added_ratio", Some("value_added_ratio"), None),
            ("产能利用率/%", Some("utilisation"), Some("%")),
            ("增速", None, None),
        ] {
            let (words, found) = words_and_unit(heading);
            assert_eq!(
                (key(&words), found.as_deref()),
                (expected, unit),
                "{heading}"
            );
        }
    }

    #[test]
    fn every_key_is_one_of_a_sector_and_no_heading_stands_for_two() {
        use crate::scenario::keys::SECTOR;
        let mut seen = std::collections::BTreeSet::new();
        for (key, others) in headings() {
            let own = ["name_en", "gross_output"].contains(&key);
            assert!(own || SECTOR.key(key).is_some(), "{key}");
            for word in std::iter::once(&key).chain(others) {
                assert!(seen.insert(plain(word)), "{word}");
            }
        }
    }

    #[test]
    fn sums_and_parts_are_told_from_sectors() {
        assert!(is_total(" 合 计") && is_total("TOTAL") && !is_total("综合服务"));
        assert!(is_part("其中：软件业") && !is_part("软件业"));
    }
}
