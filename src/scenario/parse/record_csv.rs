//! The CSV form of attainment records.
//!
//! Two layouts: the columns `year, target, actual`; or a table of many places and indicators with `geo, year, indicator,
//! target_low, target_high, target_kind, actual`, of which the annual plans of GDP growth are taken. Numbers are percent. A column
//! `geo_zh` may give the places' Chinese names.

use std::collections::BTreeSet;

use csv::StringRecord;

use crate::quantity::{Localized, Written, bilingual};
use crate::scenario::{RecordYear, TargetOutcome};

/// Largest file of a record, in bytes.
pub(super) const LARGEST_FILE: usize = 64 * 1024 * 1024;

/// Most rows of a table of many places that is read as a whole.
const MOST_ROWS: usize = 10_000;

/// Positions of the columns a record needs.
struct Columns {
    year: usize,
    /// One column, or the two ends of a range.
    target: Vec<usize>,
    actual: usize,
    geo: Option<usize>,
    geo_zh: Option<usize>,
    /// A column and the text its cell must have.
    filters: Vec<(usize, String)>,
}

/// The years of a record, oldest first, and whose they are where the file says so; rows without a target or an outcome are left out.
///
/// # Errors
/// What is wrong with the file, with the number of the row.
pub(super) fn read(
    bytes: &[u8],
    geo: Option<&str>,
) -> Result<(Vec<RecordYear>, Option<Localized>), Localized> {
    let rows = rows(bytes, |columns| columns.only(geo))?;
    let with_target = rows.iter().filter_map(|row| {
        Some(RecordYear {
            year: row.year,
            target: row.centre()?,
            actual: row.actual,
        })
    });
    let mut years: Vec<RecordYear> = with_target.collect();
    if years.is_empty() {
        return Err(bilingual!("没有可用的行", "no row can be used"));
    }
    years.sort_by_key(|year| year.year);
    let place = geo.and_then(|_| rows.first()).map(|row| row.name.clone());
    Ok((years, place))
}

/// The years of every place in a table, by place and year; rows without an outcome are left out. A table without the column
/// `geo` is of one place without a name.
///
/// # Errors
/// What is wrong with the file, with the number of the row.
pub fn read_outcomes(bytes: &[u8]) -> Result<Vec<TargetOutcome>, Localized> {
    if bytes.len() > LARGEST_FILE {
        return Err(bilingual!("大于 64 MiB", "is larger than 64 MiB"));
    }
    let mut rows = rows(bytes, |_| Ok(()))?;
    if rows.len() > MOST_ROWS {
        return Err(bilingual!(
            "超过 {MOST_ROWS} 行",
            "has more than {MOST_ROWS} rows"
        ));
    }
    rows.sort_by(|a, b| (&a.place, a.year).cmp(&(&b.place, b.year)));
    Ok(rows)
}

/// The rows with an outcome; `restrict` may add filters once the columns are known.
fn rows(
    bytes: &[u8],
    restrict: impl FnOnce(&mut Columns) -> Result<(), Localized>,
) -> Result<Vec<TargetOutcome>, Localized> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(text);
    let header = reader
        .headers()
        .map_err(|error| unreadable(&error))?
        .clone();
    let mut columns = Columns::find(&header)?;
    restrict(&mut columns)?;
    let mut seen: BTreeSet<(String, i32)> = BTreeSet::new();
    let mut rows = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|error| unreadable(&error))?;
        if let Some(row) = columns.read(&row)? {
            let (place, year) = (&row.place, row.year);
            if !seen.insert((place.clone(), year)) {
                return Err(match place.as_str() {
                    "" => bilingual!("{year} 年出现两次", "the year {year} is there twice"),
                    _ => bilingual!(
                        "{place} {year} 年出现两次",
                        "the year {year} of {place} is there twice"
                    ),
                });
            }
            rows.push(row);
        }
    }
    Ok(rows)
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
    fn find(header: &StringRecord) -> Result<Self, Localized> {
        let column = |name: &str| header.iter().position(|cell| cell == name);
        let need = |name: &str| {
            column(name).ok_or_else(|| bilingual!("缺少列 {name}", "lacks the column {name}"))
        };
        let target = match column("target") {
            Some(column) => vec![column],
            None => vec![need("target_low")?, need("target_high")?],
        };
        let wanted = [("indicator", "gdp_growth"), ("target_kind", "annual_plan")];
        let filters = wanted
            .into_iter()
            .filter_map(|(name, text)| Some((column(name)?, text.to_owned())));
        Ok(Self {
            year: need("year")?,
            target,
            actual: need("actual")?,
            geo: column("geo"),
            geo_zh: column("geo_zh"),
            filters: filters.collect(),
        })
    }

    /// Takes one place only, which must be named exactly where the table has several.
    fn only(&mut self, geo: Option<&str>) -> Result<(), Localized> {
        match (self.geo, geo) {
            (Some(column), Some(geo)) => self.filters.push((column, geo.to_owned())),
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
        Ok(())
    }

    /// What a row holds; `None` when it is of something else or its outcome is not known.
    fn read(&self, row: &StringRecord) -> Result<Option<TargetOutcome>, Localized> {
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
        let unstated = self.target.iter().all(|&column| cell(column).is_empty());
        let target = match self.target.as_slice() {
            _ if unstated => None,
            [low, high] => Some([number(*low)?, number(*high)?]),
            one => Some([number(one[0])?; 2]),
        };
        if target.is_some_and(|[low, high]| low > high) {
            return Err(bilingual!(
                "第 {line} 行的 target_low 大于 target_high",
                "line {line} has a target_low above its target_high"
            ));
        }
        let place = self.geo.map(cell).unwrap_or_default();
        let zh = self.geo_zh.map(cell).filter(|name| !name.is_empty());
        Ok(Some(TargetOutcome {
            place: place.to_owned(),
            name: Localized::new(zh.unwrap_or(place), place),
            year,
            target,
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
        let (years, place) = read(
            "\u{feff}year,target,actual\n2021,6,8.1\n2020,6.0%,2.7\n2022,5.5,\n".as_bytes(),
            None,
        )
        .unwrap();
        let expected = [(2020, 0.06, 0.027), (2021, 0.06, 0.081)];
        assert_eq!((years.len(), place), (2, None));
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
        let (years, place) = read(text.as_bytes(), Some("广州")).unwrap();
        assert_eq!(place, Some(Localized::same("广州")));
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
            message("year,target_low,target_high,actual\n2020,7,6,2\n"),
            "第 2 行的 target_low 大于 target_high"
        );
        assert_eq!(
            message("year,target,actual\n2020,6\n"),
            "第 2 行的列数不对或引号未闭合"
        );
    }

    #[test]
    fn all_places_are_read_with_their_names_and_the_years_without_a_target() {
        let text = "geo,geo_zh,year,indicator,target_low,target_high,target_kind,actual\n\
            B,乙,2020,gdp_growth,6,6.5,annual_plan,2.5\n\
            A,,2021,gdp_growth,,,annual_plan,8\n\
            A,,2020,gdp_growth,6,6,annual_plan,\n\
            A,,2019,fai_growth,9,9,annual_plan,8\n";
        let rows = read_outcomes(text.as_bytes()).unwrap();
        let known: Vec<_> = rows
            .iter()
            .map(|row| (row.place.as_str(), row.year, row.target, row.actual))
            .collect();
        assert_eq!(
            known,
            [
                ("A", 2021, None, 0.08),
                ("B", 2020, Some([0.06, 0.065]), 0.025)
            ]
        );
        assert_eq!(rows[1].name, Localized::new("乙", "B"));
        assert_eq!(rows[0].name, Localized::same("A"));
        // Years without a target are no record.
        assert!(read(text.as_bytes(), Some("A")).is_err());
        let twice = format!("{text}B,乙,2020,gdp_growth,6,6,annual_plan,2.5\n");
        assert_eq!(
            read_outcomes(twice.as_bytes()).unwrap_err().en,
            "the year 2020 of B is there twice"
        );
    }
}
