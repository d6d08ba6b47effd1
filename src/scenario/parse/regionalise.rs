//! From a national table to a scenario's local inputs.

use ndarray::Array2;

use super::fields::Fields;
use super::national::{NationalRead, derived};
use super::reader::Reader;
use crate::diagnostics::{Code, Diagnostic, Severity};
use crate::distribution::Shape;
use crate::input_output::{
    Composition, Quotient, balance, industry_coefficients, simple_quotients,
};
use crate::quantity::bilingual;
use crate::scenario::{
    InputCase, InputCoefficient, National, Region, RegionalMethod, Scenario, Sector, Stated,
};

impl Reader<'_> {
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
        let method = Method {
            quotient,
            cases: self.cases(fields, &delta)?,
            delta: Some(delta.clone()),
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

    /// How many points an uncertain δ is held at; 0 for a certain one.
    fn cases(&mut self, fields: &Fields, delta: &Stated<Shape>) -> Option<u64> {
        let cases: Option<Stated<u64>> = fields.optional("cases");
        match (delta.value.is_certain(), cases) {
            (true, Some(cases)) => {
                self.idle(
                    cases.span,
                    bilingual!(
                        "δ 是确定的数，`cases` 用不上",
                        "δ is certain: nothing uses `cases`"
                    ),
                );
                Some(0)
            }
            (true, None) => Some(0),
            (false, Some(cases)) => Some(cases.value),
            (false, None) => {
                self.needed(fields, "cases");
                None
            }
        }
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
