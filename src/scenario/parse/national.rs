//! Local inputs from a national table.

use ndarray::Array2;

use super::fields::{Fields, Read, WeightRow};
use super::national_csv;
use super::reader::Reader;
use super::walk::Absent;
use crate::diagnostics::{Candidate, Code, Diagnostic, Severity, Span, closest, escape};
use crate::distribution::Shape;
use crate::input_output::{
    Composition, NationalTable, Quotient, balance, industry_coefficients, simple_quotients,
};
use crate::quantity::{Localized, Share, bilingual};
use crate::scenario::document::{Entry, Table};
use crate::scenario::keys::{Kind, NATIONAL_NAME, Quantity, Range, TableKeys, Thing};
use crate::scenario::{
    InputCase, InputCoefficient, National, Provenance, Region, RegionalMethod, Scenario, Sector,
    Stated, Status,
};

/// How far weights may be from a sum of 1.
const SUM_TOLERANCE: f64 = 1e-9;

/// A national table and what the sectors are made of, before the sectors themselves are known.
pub(super) struct NationalRead {
    table: NationalTable,
    names: Vec<Localized>,
    /// `[sector, industry]`.
    weights: Array2<f64>,
    span: Span,
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

fn derived() -> Provenance {
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
        let industries = self.table_file(&sectors, |bytes| national_csv::industries(bytes))?;
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
            names: industries.names,
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

    /// Takes a scenario's local inputs from the national table; coefficients that the file writes stay as they are.
    pub(super) fn regionalise(
        &mut self,
        fields: &Fields,
        read: NationalRead,
        scenario: &mut Scenario,
    ) {
        let Some(method) = self.regional_method(fields) else {
            return;
        };
        let Some(shares) = self.shares(&method, scenario) else {
            return;
        };
        let compositions = compositions(&read.weights, scenario);
        let region = Regions {
            scenario,
            read: &read,
            compositions: &compositions,
            shares: &shares,
        };
        let (inputs, delivered) = region.inputs(method.quotient, method.median());
        let cases = method
            .points()
            .into_iter()
            .map(|delta| InputCase {
                delta,
                inputs: region.inputs(method.quotient, delta).0,
            })
            .collect();
        for (sector, part) in scenario.sectors.iter().zip(&delivered) {
            if *part < 1.0 {
                self.incoherent.push(short_of_supply(sector, *part));
            }
        }
        scenario.inputs = inputs;
        scenario.national = Some(National {
            table: read.table,
            names: read.names,
            method: method.quotient,
            delta: method.delta,
            shares,
            compositions,
            delivered,
            cases,
            span: read.span,
        });
    }

    fn regional_method(&mut self, fields: &Fields) -> Option<Method> {
        let word: String = fields.plain("method");
        let delta: Option<Stated<Shape>> = fields.optional("delta");
        let cases: Option<Stated<u64>> = fields.optional("cases");
        let quotient = match word.as_str() {
            "slq" => RegionalMethod::Slq,
            "cilq" => RegionalMethod::Cilq,
            _ => RegionalMethod::Flq,
        };
        if quotient != RegionalMethod::Flq {
            for key in ["delta", "cases"] {
                if let Some(span) = fields.written(key) {
                    self.idle(
                        span,
                        bilingual!(
                            "区域化方法为 {word} 时，`{key}` 用不上",
                            "with method = \"{word}\", nothing uses `{key}`"
                        ),
                    );
                }
            }
            return Some(Method {
                quotient,
                delta: None,
                cases: 0,
            });
        }
        let Some(delta) = delta else {
            if fields.written("delta").is_none() {
                self.needed(fields, "delta");
            }
            return None;
        };
        let certain = delta.value.is_certain();
        let cases = match (certain, cases) {
            (true, Some(cases)) => {
                self.idle(
                    cases.span,
                    bilingual!(
                        "δ 是确定的数，`cases` 用不上",
                        "δ is certain: nothing uses `cases`"
                    ),
                );
                0
            }
            (true, None) => 0,
            (false, Some(cases)) => cases.value,
            (false, None) => {
                self.needed(fields, "cases");
                return None;
            }
        };
        let method = Method {
            quotient,
            delta: Some(delta.clone()),
            cases,
        };
        let ends = method.points().into_iter().chain([method.median()]);
        if ends.into_iter().any(|delta| !(0.0..=1.0).contains(&delta)) {
            self.error(
                Code::OutOfRange,
                delta.span,
                bilingual!("δ 应在 0 至 1 之间", "δ must be from 0 to 1"),
                bilingual!(
                    "文献多在 0.15 至 0.3",
                    "mostly 0.15 to 0.3 in the literature"
                ),
            );
            return None;
        }
        Some(method)
    }

    fn needed(&mut self, fields: &Fields, name: &str) {
        let key = fields.keys.key(name).map_or(name, |key| key.en);
        let term = fields.keys.key(name).map_or(name, |key| key.zh);
        self.error(
            Code::MissingKey,
            fields.span,
            bilingual!(
                "全国投入产出表缺少 `{name}`",
                "the national table lacks `{name}`"
            ),
            bilingual!("{term}", "{key}"),
        );
    }

    /// Each region's share of the nation; empty when the method takes none.
    fn shares(&mut self, method: &Method, scenario: &Scenario) -> Option<Vec<f64>> {
        if method.quotient != RegionalMethod::Flq {
            return Some(Vec::new());
        }
        let mut shares = Vec::new();
        for region in &scenario.regions {
            match &region.national_share {
                Some(share) => shares.push(share.value.get()),
                None => self.share_needed(region),
            }
        }
        (shares.len() == scenario.regions.len()).then_some(shares)
    }

    fn share_needed(&mut self, region: &Region) {
        let id = &region.id;
        self.error(
            Code::MissingKey,
            region.span,
            bilingual!(
                "地区 `{id}` 缺少 `national_share`：[io.national] 用 flq 时必填",
                "the region `{id}` lacks `national_share`, which the flq of [io.national] needs"
            ),
            bilingual!(
                "加上 `national_share`：地区占全国经济的比重，如 \"2.4%\"",
                "add `national_share`, the region's share of the nation's economy, such as \"2.4%\""
            ),
        );
    }
}

/// How national coefficients become regional ones.
struct Method {
    quotient: RegionalMethod,
    delta: Option<Stated<Shape>>,
    cases: u64,
}

impl Method {
    fn median(&self) -> f64 {
        self.delta
            .as_ref()
            .map_or(0.0, |delta| delta.value.median())
    }

    /// The middle of each of as many parts of equal probability as there are cases.
    fn points(&self) -> Vec<f64> {
        let Some(delta) = &self.delta else {
            return Vec::new();
        };
        let probability = |case: u64| (case as f64 + 0.5) / self.cases as f64;
        (0..self.cases)
            .map(|case| delta.value.quantile(probability(case)))
            .collect()
    }
}

/// Of each region, its sectors and what they are made of.
fn compositions(weights: &Array2<f64>, scenario: &Scenario) -> Vec<Composition> {
    let regions = 0..scenario.regions.len();
    regions
        .map(|region| {
            let inside = members(scenario, region);
            Composition {
                weights: weights.select(ndarray::Axis(0), &inside),
                output: inside.iter().map(|&i| gross_output(scenario, i)).collect(),
            }
        })
        .collect()
}

fn members(scenario: &Scenario, region: usize) -> Vec<usize> {
    let sectors = scenario.sectors.iter().enumerate();
    let inside = sectors.filter(|(_, sector)| sector.region == region);
    inside.map(|(i, _)| i).collect()
}

fn gross_output(scenario: &Scenario, sector: usize) -> f64 {
    let sector = &scenario.sectors[sector];
    sector.value_added.value.get() / sector.value_added_ratio.value.get()
}

/// What regional coefficients are made from.
struct Regions<'a> {
    scenario: &'a Scenario,
    read: &'a NationalRead,
    compositions: &'a [Composition],
    shares: &'a [f64],
}

impl Regions<'_> {
    /// The local inputs at a value of δ, and the part of the wanted deliveries that each sector makes.
    fn inputs(&self, method: RegionalMethod, delta: f64) -> (Vec<InputCoefficient>, Vec<f64>) {
        let n = self.scenario.sectors.len();
        let mut wanted: Array2<f64> = Array2::zeros((n, n));
        for (region, composition) in self.compositions.iter().enumerate() {
            let inside = members(self.scenario, region);
            let simple = simple_quotients(&self.read.table, &composition.by_industry());
            let quotient = match method {
                RegionalMethod::Slq => Quotient::Simple,
                RegionalMethod::Cilq => Quotient::CrossIndustry,
                RegionalMethod::Flq => Quotient::flegg(self.shares[region], delta),
            };
            let industries = industry_coefficients(&self.read.table, &simple, quotient);
            let between = composition.between_sectors(&industries);
            for ((j, i), coefficient) in between.indexed_iter() {
                wanted[[inside[j], inside[i]]] = *coefficient;
            }
        }
        let output: Vec<f64> = (0..n).map(|i| gross_output(self.scenario, i)).collect();
        let mut left = output.clone();
        for written in &self.scenario.inputs {
            wanted[[written.supplier, written.user]] = 0.0;
            left[written.supplier] -= written.coefficient.value * output[written.user];
        }
        for category in &self.scenario.categories {
            for (sector, share) in &category.spent_on {
                left[*sector] -= share.value.get() * category.base.value.get();
            }
        }
        let balanced = balance(&wanted, &output, &left);
        let mut inputs = self.scenario.inputs.clone();
        let entries = balanced.coefficients.indexed_iter();
        inputs.extend(entries.filter(|(_, value)| **value > 0.0).map(
            |((supplier, user), value)| InputCoefficient {
                supplier,
                user,
                coefficient: Stated {
                    value: *value,
                    span: self.read.span,
                    provenance: derived(),
                },
                user_span: self.read.span,
            },
        ));
        (inputs, balanced.delivered)
    }
}

/// A remark that a sector cannot deliver all that the table would have it deliver.
fn short_of_supply(sector: &Sector, part: f64) -> Diagnostic {
    let (id, percent) = (&sector.id, format!("{:.1}", 100.0 * part));
    Diagnostic::new(
        Severity::Note,
        Code::ShortOfSupply,
        sector.value_added.span,
        bilingual!(
            "产业 `{id}` 的产出只够全国表所要的本地投入的 {percent}%，其余来自外地",
            "sector `{id}` makes only {percent} % of the local inputs that the national table asks of it; the rest comes from outside"
        ),
    )
}
