//! Local inputs from a national table.

use ndarray::Array2;

use super::fields::{Fields, Read, WeightRow};
use super::national_csv;
use super::reader::Reader;
use super::walk::Absent;
use crate::diagnostics::{Candidate, Code, Diagnostic, Span, closest, escape};
use crate::input_output::NationalTable;
use crate::quantity::{Localized, Share, bilingual};
use crate::scenario::document::{Entry, Table};
use crate::scenario::keys::{Kind, NATIONAL_NAME, Quantity, Range, TableKeys, Thing};
use crate::scenario::{Provenance, Stated, Status};

/// How far weights may be from a sum of 1.
const SUM_TOLERANCE: f64 = 1e-9;

/// A national table and what the sectors are made of, before the sectors themselves are known.
pub(super) struct NationalRead {
    pub(super) table: NationalTable,
    /// `[sector, industry]`.
    pub(super) weights: Array2<f64>,
    pub(super) span: Span,
}

impl NationalRead {
    /// The value-added ratio of a sector that states none.
    pub(super) fn value_added_ratio(&self, sector: usize) -> Stated<Share> {
        let ratios = self.table.value_added_ratios();
        let weights = self.weights.row(sector);
        let ratio: f64 = weights.iter().zip(&ratios).map(|(w, v)| w * v).sum();
        Stated {
            value: Share::new(ratio),
            span: self.span,
            provenance: derived(),
        }
    }
}

/// How a number that comes from the table is known.
pub(super) fn derived() -> Provenance {
    Provenance {
        status: Status::Derived,
        ..Provenance::default()
    }
}

impl Reader<'_> {
    /// Local inputs by user, and the national table beside them.
    pub(super) fn io(&mut self, keys: &'static TableKeys, table: &Table) -> Read {
        let (national, rows): (Vec<&Entry>, Vec<&Entry>) = table
            .entries
            .iter()
            .partition(|entry| entry.key == NATIONAL_NAME);
        let national = national.first().and_then(|entry| {
            let Some(inner) = entry.node.as_table() else {
                let expected = Kind::Table(keys).expectation();
                self.wrong_kind(NATIONAL_NAME, &entry.node, &expected);
                return None;
            };
            let fields = self.table(keys, entry.node.span, inner, Absent::Completed(None));
            Some(Box::new(fields))
        });
        let rows: Vec<Entry> = rows.into_iter().cloned().collect();
        Read::Inputs(
            self.rows(Thing::Sector, Quantity::Share, Range::UNIT, &rows),
            national,
        )
    }

    /// Rows of codes with weights.
    pub(super) fn weights(&mut self, thing: Thing, table: &Table) -> Vec<WeightRow> {
        let mut rows = Vec::new();
        for entry in &table.entries {
            let position = self.refer(thing, &entry.key, entry.key_span);
            let Some(codes) = entry.node.as_table() else {
                let expected = Kind::Weights(thing).expectation();
                self.wrong_kind(&entry.key, &entry.node, &expected);
                continue;
            };
            let mut weights = Vec::new();
            for code in &codes.entries {
                let read = self.with_provenance(&code.node, |reader, node| {
                    reader
                        .number(&code.key, node, Quantity::Share, Range::UNIT)
                        .map(Read::Number)
                });
                if let Some(Stated {
                    value: Read::Number(weight),
                    ..
                }) = read
                {
                    weights.push((code.key.clone(), code.key_span, weight));
                }
            }
            if let Some(position) = position {
                rows.push(WeightRow {
                    position: position[0],
                    span: entry.key_span,
                    weights,
                });
            }
        }
        rows
    }

    /// Reads the files of a national table, and what the sectors are made of.
    pub(super) fn national_read(&mut self, fields: &Fields) -> Option<NationalRead> {
        let sectors: Stated<String> = fields.optional("sectors")?;
        let flows: Stated<String> = fields.optional("flows")?;
        let industries = self.table_file(&sectors, national_csv::industries)?;
        let table = self.table_file(&flows, |bytes| national_csv::table(&industries, bytes))?;
        if let Err(error) = table.inverse() {
            let error = error.to_string();
            self.unusable(
                &flows,
                &bilingual!("没有列昂惕夫逆矩阵", "has no Leontief inverse: {error}"),
            );
            return None;
        }
        let weights = self.composition(fields, &table)?;
        Some(NationalRead {
            table,
            weights,
            span: fields.span,
        })
    }

    fn table_file<T>(
        &mut self,
        file: &Stated<String>,
        read: impl FnOnce(&[u8]) -> Result<T, Localized>,
    ) -> Option<T> {
        let bytes = (self.read_file)(file.span, &file.value)
            .map_err(|error| bilingual!("无法读取（{error}）", "cannot be read ({error})"));
        match bytes.and_then(|bytes| read(&bytes)) {
            Ok(table) => Some(table),
            Err(problem) => {
                self.unusable(file, &problem);
                None
            }
        }
    }

    fn unusable(&mut self, file: &Stated<String>, problem: &Localized) {
        let path = escape(&file.value);
        let (zh, en) = (&problem.zh, &problem.en);
        self.error(
            Code::NationalTable,
            file.span,
            bilingual!("投入产出表 {path}：{zh}", "the input–output table {path}: {en}"),
            bilingual!(
                "路径相对于写它的文件；列名见格式说明，UTF-8 编码",
                "the path is relative to the file that names it; the format's documentation has the columns; in UTF-8"
            ),
        );
    }

    /// The weights of every sector, `[sector, industry]`.
    fn composition(&mut self, fields: &Fields, table: &NationalTable) -> Option<Array2<f64>> {
        let found = self.found.len();
        let count = self.registry.of(Thing::Sector).list().len();
        let mut weights = Array2::zeros((count, table.len()));
        let mut mapped = vec![false; count];
        for row in fields.weights("map") {
            mapped[row.position] = true;
            for (code, span, weight) in &row.weights {
                match table.position(code) {
                    Some(industry) => weights[[row.position, industry]] = *weight,
                    None => self.unknown_code(table, code, *span),
                }
            }
            let sum = weights.row(row.position).sum();
            if self.found.len() == found && (sum - 1.0).abs() > SUM_TOLERANCE {
                let sum = (sum * 1e6).round() / 1e6;
                self.error(
                    Code::Weights,
                    row.span,
                    bilingual!(
                        "权重合计为 {sum}，应为 1",
                        "the weights sum to {sum}, not to 1"
                    ),
                    bilingual!(
                        "权重是该产业总产出在各全国部门中的构成",
                        "weights are the shares of the sector's output in the national industries"
                    ),
                );
            }
        }
        for (sector, _) in mapped.iter().enumerate().filter(|(_, mapped)| !**mapped) {
            let id = self.registry.of(Thing::Sector).list()[sector].id.clone();
            let span = fields.written("map").unwrap_or(fields.span);
            self.error(
                Code::MissingKey,
                span,
                bilingual!("`map` 中没有产业 `{id}`", "`map` lacks the sector `{id}`"),
                bilingual!(
                    "加上 {id} = {{ \"全国部门代码\" = 1.0 }}",
                    "add {id} = {{ \"national code\" = 1.0 }}"
                ),
            );
        }
        (self.found.len() == found).then_some(weights)
    }

    fn unknown_code(&mut self, table: &NationalTable, code: &str, span: Span) {
        let meant = closest(code, table.codes.iter().map(|code| Candidate::plain(code)));
        let written = escape(code);
        self.report(
            Diagnostic::error(
                Code::UnknownReference,
                span,
                bilingual!(
                    "全国投入产出表没有代码 `{written}`",
                    "the national table has no code `{written}`"
                ),
            )
            .help_if(
                meant.map(|word| bilingual!("是否想写 \"{word}\"？", "did you mean \"{word}\"?")),
            ),
        );
    }
}
