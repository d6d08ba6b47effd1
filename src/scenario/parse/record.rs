//! A region's record of past targets and outcomes.

use super::fields::Fields;
use super::reader::Reader;
use super::record_csv;
use super::walk::Absent;
use crate::diagnostics::{Code, Diagnostic, Span, escape};
use crate::quantity::{Localized, bilingual};
use crate::scenario::document::{Node, Table, Value};
use crate::scenario::keys::{Key, RECORD_FILE, RECORD_YEAR};
use crate::scenario::{RecordYear, Stated};

/// A record as the file gives it.
#[derive(Debug, Clone, Default)]
pub(super) struct RecordRead {
    pub(super) years: Vec<RecordYear>,
    /// Whose record it is, where the file says so.
    pub(super) place: Option<Localized>,
    pub(super) span: Span,
    /// n₀ when it stands inside the record.
    pub(super) shrink: Option<Stated<f64>>,
}

impl Reader<'_> {
    /// Reads a record, from a list or from the CSV file it names.
    pub(super) fn record(&mut self, key: &Key, node: &Node) -> Option<RecordRead> {
        match &node.value {
            Value::Table(table) => self.record_file(node, table),
            Value::List(list) => {
                let blocks = self.blocks(&RECORD_YEAR, list);
                let years: Vec<RecordYear> = blocks.iter().map(record_year).collect();
                self.check_record_years(&blocks);
                Some(RecordRead {
                    years,
                    place: None,
                    span: node.span,
                    shrink: None,
                })
            }
            _ => {
                self.wrong_kind(key.name, node, &key.kind.expectation());
                None
            }
        }
    }

    fn record_file(&mut self, node: &Node, table: &Table) -> Option<RecordRead> {
        let fields = self.table(&RECORD_FILE, node.span, table, Absent::Completed(None));
        let file: Stated<String> = fields.optional("file")?;
        let geo: Option<Stated<String>> = fields.optional("geo");
        let geo = geo.as_ref().map(|geo| geo.value.as_str());
        let (years, place) = match self.csv_years(&file, geo) {
            Ok(read) => read,
            Err(problem) => {
                let path = escape(&file.value);
                let (zh, en) = (problem.zh, problem.en);
                self.report(Diagnostic::error(
                    Code::BadRecord,
                    file.span,
                    bilingual!("记录文件 {path}：{zh}", "the record {path}: {en}"))
 .help(bilingual!("路径相对于情景文件；列为 year、target、actual（百分数，UTF-8 编码）",
 "the path is relative to the scenario file; its columns are year, target, actual in percent, in UTF-8")));
                return None;
            }
        };
        Some(RecordRead {
            years,
            place,
            span: node.span,
            shrink: fields.optional("shrink"),
        })
    }

    fn csv_years(
        &self,
        file: &Stated<String>,
        geo: Option<&str>,
    ) -> Result<(Vec<RecordYear>, Option<Localized>), Localized> {
        let bytes = (self.read_file)(file.span, &file.value)
            .map_err(|error| bilingual!("无法读取（{error}）", "cannot be read ({error})"))?;
        if bytes.len() > record_csv::LARGEST_FILE {
            return Err(bilingual!("大于 64 MiB", "is larger than 64 MiB"));
        }
        record_csv::read(&bytes, geo)
    }

    fn check_record_years(&mut self, blocks: &[Fields]) {
        let years: Vec<Stated<i32>> = blocks
            .iter()
            .filter_map(|block| block.optional("year"))
            .collect();
        for (at, year) in years.iter().enumerate() {
            if let Some(before) = years[..at].iter().find(|before| before.value == year.value) {
                let text = year.value;
                self.report(
                    Diagnostic::error(
                        Code::DuplicateId,
                        year.span,
                        bilingual!(
                            "记录中 {text} 年出现两次",
                            "the record has the year {text} twice"
                        ),
                    )
                    .also(
                        before.span,
                        bilingual!("首次出现在这里", "first given here"),
                    )
                    .help(bilingual!("删去其中一处", "remove one of them")),
                );
            }
        }
    }
}

fn record_year(block: &Fields) -> RecordYear {
    RecordYear {
        year: block.plain("year"),
        target: block.plain("target"),
        actual: block.plain("actual"),
    }
}
