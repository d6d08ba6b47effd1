//! The CSV form of a national input–output table: its industries, and the flows between them.

use ndarray::Array2;

use super::record_csv::unreadable;
use crate::input_output::NationalTable;
use crate::quantity::{Localized, bilingual};

/// A column of inputs and value added may exceed output by this, relatively: rounding of published figures.
const ROUNDING: f64 = 1e-6;

/// Most industries of a table.
const MOST_INDUSTRIES: usize = 500;

/// The industries of a table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Industries {
    codes: Vec<String>,
    gross_output: Vec<f64>,
    value_added: Vec<f64>,
}

/// Rows of a file with a header, each with its cells in the order of the columns asked for.
fn rows(bytes: &[u8], columns: &[&str]) -> Result<Vec<Row>, Localized> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(text);
    let header = reader.headers().map_err(|e| unreadable(&e))?.clone();
    let mut places = Vec::new();
    for name in columns {
        let place = header.iter().position(|cell| cell == *name);
        let missing = || bilingual!("缺少列 {name}", "lacks the column {name}");
        places.push(place.ok_or_else(missing)?);
    }
    reader
        .records()
        .map(|record| {
            let record = record.map_err(|e| unreadable(&e))?;
            let line = record.position().map_or(0, csv::Position::line);
            let cell = |place: &usize| record.get(*place).unwrap_or_default().to_owned();
            let cells = places.iter().map(cell).collect();
            Ok(Row { line, cells })
        })
        .collect()
}

struct Row {
    line: u64,
    cells: Vec<String>,
}

impl Row {
    fn number(&self, at: usize) -> Result<f64, Localized> {
        let number = self.cells[at].parse::<f64>().ok().filter(|x| x.is_finite());
        let line = self.line;
        number.ok_or_else(|| {
            bilingual!(
                "第 {line} 行有读不懂的数",
                "line {line} has an unreadable number"
            )
        })
    }
}

/// Reads the industries.
///
/// # Errors
/// What is wrong with the file, with the number of the line.
pub(super) fn industries(bytes: &[u8]) -> Result<Industries, Localized> {
    let columns = ["code", "gross_output", "value_added"];
    let rows = rows(bytes, &columns)?;
    if rows.is_empty() || rows.len() > MOST_INDUSTRIES {
        return Err(bilingual!(
            "部门数须在 1 至 {MOST_INDUSTRIES} 之间",
            "the number of industries must be from 1 to {MOST_INDUSTRIES}"
        ));
    }
    let mut all = Industries {
        codes: Vec::new(),
        gross_output: Vec::new(),
        value_added: Vec::new(),
    };
    for row in rows {
        let (line, code) = (row.line, row.cells[0].clone());
        if code.is_empty() || all.codes.contains(&code) {
            return Err(bilingual!(
                "第 {line} 行的代码为空或重复",
                "line {line}: the code is empty or there twice"
            ));
        }
        let (output, added) = (row.number(1)?, row.number(2)?);
        if !(added > 0.0 && added < output) {
            return Err(bilingual!(
                "第 {line} 行：增加值应大于 0 且小于总产出",
                "line {line}: value added must be above 0 and below gross output"
            ));
        }
        all.codes.push(code);
        all.gross_output.push(output);
        all.value_added.push(added);
    }
    Ok(all)
}

/// Reads the flows between industries, and puts the table together.
///
/// # Errors
/// What is wrong with the file: with the number of the line, or the industry whose inputs and value added exceed its output.
pub(super) fn table(industries: &Industries, bytes: &[u8]) -> Result<NationalTable, Localized> {
    let columns = ["from_code", "to_code", "flow_domestic"];
    let n = industries.codes.len();
    let mut flows: Array2<f64> = Array2::zeros((n, n));
    let mut given = Array2::from_elem((n, n), false);
    for row in rows(bytes, &columns)? {
        let line = row.line;
        let position = |at: usize| {
            let code = &row.cells[at];
            let found = industries.codes.iter().position(|known| known == code);
            found.ok_or_else(|| {
                bilingual!(
                    "第 {line} 行的代码 {code} 不在部门文件中",
                    "line {line}: the code {code} is not among the industries"
                )
            })
        };
        let pair = [position(0)?, position(1)?];
        let flow = row.number(2)?;
        if std::mem::replace(&mut given[pair], true) {
            return Err(bilingual!(
                "第 {line} 行的流量重复",
                "line {line} gives a flow a second time"
            ));
        }
        if flow < 0.0 {
            return Err(bilingual!(
                "第 {line} 行的流量为负",
                "line {line}: the flow is negative"
            ));
        }
        flows[pair] = flow;
    }
    balanced(industries, &flows)?;
    for (mut column, output) in flows
        .columns_mut()
        .into_iter()
        .zip(&industries.gross_output)
    {
        column /= *output;
    }
    Ok(NationalTable {
        codes: industries.codes.clone(),
        gross_output: industries.gross_output.clone(),
        value_added: industries.value_added.clone(),
        coefficients: flows,
    })
}

/// No industry uses up more than it makes.
fn balanced(industries: &Industries, flows: &Array2<f64>) -> Result<(), Localized> {
    for (j, column) in flows.columns().into_iter().enumerate() {
        let output = industries.gross_output[j];
        let used = column.sum() + industries.value_added[j];
        if used > output * (1.0 + ROUNDING) {
            let (code, more) = (&industries.codes[j], (used / output - 1.0) * 100.0);
            return Err(bilingual!(
                "部门 {code} 的国内投入与增加值之和比总产出多 {more:.3}%",
                "domestic inputs and value added of industry {code} are {more:.3} % above its gross output"
            ));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const INDUSTRIES: &str =
        "code,name_zh,gross_output,value_added\n01,农业,100,60\n02,工业,200,80\n";
    const FLOWS: &str = "from_code,to_code,flow_domestic\n01,01,10\n01,02,50\n02,02,40\n";

    #[test]
    fn coefficients_are_flows_over_the_users_output() {
        let industries = industries(INDUSTRIES.as_bytes()).unwrap();
        let table = table(&industries, FLOWS.as_bytes()).unwrap();
        assert_eq!(table.codes, ["01", "02"]);
        assert_eq!(table.coefficients, ndarray::array![[0.1, 0.25], [0.0, 0.2]]);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_place() {
        let of = |text: &str| industries(text.as_bytes()).unwrap_err().zh;
        assert_eq!(of("code,gross_output\n01,2\n"), "缺少列 value_added");
        let header = "code,gross_output,value_added\n";
        assert_eq!(of(header), "部门数须在 1 至 500 之间");
        assert_eq!(
            of(&format!("{header}01,100,60\n01,100,60\n")),
            "第 3 行的代码为空或重复"
        );
        assert_eq!(
            of(&format!("{header}01,100,100\n")),
            "第 2 行：增加值应大于 0 且小于总产出"
        );
        assert_eq!(of(&format!("{header}01,many,1\n")), "第 2 行有读不懂的数");

        let industries = industries(INDUSTRIES.as_bytes()).unwrap();
        let of = |rows: &str| {
            let text = format!("from_code,to_code,flow_domestic\n{rows}");
            table(&industries, text.as_bytes()).unwrap_err().zh
        };
        assert_eq!(of("01,03,1\n"), "第 2 行的代码 03 不在部门文件中");
        assert_eq!(of("01,02,1\n01,02,1\n"), "第 3 行的流量重复");
        assert_eq!(of("01,02,-1\n"), "第 2 行的流量为负");
        assert_eq!(
            of("01,01,41\n"),
            "部门 01 的国内投入与增加值之和比总产出多 1.000%"
        );
    }
}
