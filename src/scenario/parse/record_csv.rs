//! The CSV form of an attainment record.
//!
//! Two layouts: the columns `year, target, actual`; or a table of many places and indicators with `geo, year, indicator,
//! target_low, target_high, target_kind, actual`, of which the annual plans of GDP growth are taken. Numbers are percent.

use csv::StringRecord;

use crate::quantity::{Localized, Written, bilingual};
use crate::scenario::RecordYear;

/// Positions of the columns a record needs.
struct Columns {
    year: usize,
    /// One column, or the two ends of a range.
    target: Vec<usize>,
    actual: usize,
    /// A column and the text its cell must have.
    filters: Vec<(usize, String)>,
}

/// The years of a record, oldest first; rows without an outcome are left out.
///
/// # Errors
/// What is wrong with the file, with the number of the row.
pub(super) fn read(bytes: &[u8], geo: Option<&str>) -> Result<Vec<RecordYear>, Localized> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(text);
    let header = reader
        .headers()
        .map_err(|error| unreadable(&error))?
        .clone();
    let columns = Columns::find(&header, geo)?;
    let mut years: Vec<RecordYear> = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|error| unreadable(&error))?;
        if let Some(year) = columns.read(&row)? {
            if years.iter().any(|known| known.year == year.year) {
                let year = year.year;
                return Err(bilingual!(
                    "{year} 年出现两次",
                    "the year {year} is there twice"
                ));
            }
            years.push(year);
        }
    }
    if years.is_empty() {
        return Err(bilingual!("没有可用的行", "no row can be used"));
    }
    years.sort_by_key(|year| year.year);
    Ok(years)
}

/// What is wrong with a row that is no row of the table.
pub(super) fn unreadable(error: &csv::Error) -> Localized {
    let line = error.position().map_or(0, csv::Position::line);
    match error.kind() {
        csv::ErrorKind::Utf8 { .. } => {
            bilingual!("第 {line} 行不是 UTF-8", "line {line} is not UTF-8")
        }
        _ => bilingual!(
            "第 {line} 行的列数不对或引号未闭合",
            "line {line} has a wrong number of cells or an open quote"
        ),
    }
}

impl Columns {
    fn find(header: &StringRecord, geo: Option<&str>) -> Result<Self, Localized> {
        let column = |name: &str| header.iter().position(|cell| cell == name);
        let need = |name: &str| {
            column(name).ok_or_else(|| bilingual!("缺少列 {name}", "lacks the column {name}"))
        };
        let target = match column("target") {
            Some(column) => vec![column],
            None => vec![need("target_low")?, need("target_high")?],
        };
        let mut filters = Vec::new();
        match (column("geo"), geo) {
            (Some(column), Some(geo)) => filters.push((column, geo.to_owned())),
            (Some(_), None) => {
                return Err(bilingual!(
                    "有 geo 列，须写 geo = \"…\"",
                    "has a column geo: give geo = \"…\""
                ));
            }
            (None, Some(_)) => {
                return Err(bilingual!(
                    "没有 geo 列，geo 用不上",
                    "has no column geo, so that geo has no use"
                ));
            }
            (None, None) => {}
        }
        let wanted = [("indicator", "gdp_growth"), ("target_kind", "annual_plan")];
        filters.extend(
            wanted
                .into_iter()
                .filter_map(|(name, text)| Some((column(name)?, text.to_owned()))),
        );
        Ok(Self {
            year: need("year")?,
            target,
            actual: need("actual")?,
            filters,
        })
    }

    /// The year in a row; `None` when the row is of something else or its outcome is not known.
    fn read(&self, row: &StringRecord) -> Result<Option<RecordYear>, Localized> {
        let cell = |column: usize| row.get(column).unwrap_or_default();
        let wanted = self
            .filters
            .iter()
            .all(|(column, text)| cell(*column) == text);
        if !wanted || cell(self.actual).is_empty() {
            return Ok(None);
        }
        let line = row.position().map_or(0, csv::Position::line);
        let year = cell(self.year)
            .parse::<i32>()
            .ok()
            .filter(|year| (1900..=2300).contains(year));
        let year = year.ok_or_else(|| {
            bilingual!(
                "第 {line} 行的年份读不懂",
                "line {line} has no readable year"
            )
        })?;
        let number = |column: usize| {
            percent(cell(column)).ok_or_else(|| {
                bilingual!(
                    "第 {line} 行有读不懂的数",
                    "line {line} has an unreadable number"
                )
            })
        };
        let ends = self
            .target
            .iter()
            .map(|&column| number(column))
            .collect::<Result<Vec<f64>, _>>()?;
        Ok(Some(RecordYear {
            year,
            target: ends.iter().sum::<f64>() / ends.len() as f64,
            actual: number(self.actual)?,
        }))
    }
}

/// A growth rate written in percent, with or without the sign; above −100 % and below 1000 %.
fn percent(cell: &str) -> Option<f64> {
    let with_sign = if cell.ends_with(['%', '％']) {
        cell.to_owned()
    } else {
        format!("{cell}%")
    };
    let rate = Written::parse(&with_sign).ok()?.proportion().ok()?;
    (rate > -1.0 && rate < 10.0).then_some(rate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_simple_table_is_read() {
        let years = read(
            "\u{feff}year,target,actual\n2021,6,8.1\n2020,6.0%,2.7\n2022,5.5,\n".as_bytes(),
            None,
        )
        .unwrap();
        let expected = [(2020, 0.06, 0.027), (2021, 0.06, 0.081)];
        assert_eq!(years.len(), 2);
        for (year, (number, target, actual)) in years.iter().zip(expected) {
            assert_eq!(
                (year.year, year.target, year.actual),
                (number, target, actual)
            );
        }
    }

    #[test]
    fn one_place_is_taken_from_a_table_of_many() {
        let text = "geo,year,indicator,target_low,target_high,target_kind,actual\n\
            广州,2019,gdp_growth,6.0,6.5,annual_plan,6.8\n\
            广州,2019,fai_growth,10,10,annual_plan,16.5\n\
            广州,2020,gdp_growth,7,7,stretch_pledge,2.7\n\
            深圳,2019,gdp_growth,7,7,annual_plan,6.7\n";
        let years = read(text.as_bytes(), Some("广州")).unwrap();
        assert_eq!(
            years,
            [RecordYear {
                year: 2019,
                target: 0.0625,
                actual: 0.068
            }]
        );
        assert!(read(text.as_bytes(), None).is_err());
        assert!(read(text.as_bytes(), Some("上海")).is_err());
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let message = |text: &str| read(text.as_bytes(), None).unwrap_err().zh;
        assert_eq!(message("year,target\n"), "缺少列 actual");
        assert_eq!(
            message("year,target,actual\n2020,six,2\n"),
            "第 2 行有读不懂的数"
        );
        assert_eq!(
            message("year,target,actual\n2020,6,2\n2020,6,2\n"),
            "2020 年出现两次"
        );
        assert_eq!(
            message("year,target,actual\n2020,6\n"),
            "第 2 行的列数不对或引号未闭合"
        );
    }
}
