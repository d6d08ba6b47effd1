//! From the tree of a file to the scenario.

use super::fields::Fields;
use super::reader::{ReadFile, Reader};
use super::registry::Registry;
use super::variants::VariantSpec;
use super::walk::Absent;
use crate::calendar::Horizon;
use crate::diagnostics::{Code, Diagnostic, Severity, Span};
use crate::quantity::{MoneyUnit, bilingual};
use crate::scenario::document::{Table, Value};
use crate::scenario::keys::{ROOT, Thing, YEARS};
use crate::scenario::{NamedGroup, RunSettings, Sampler, Scenario, Source, Stated};

/// Greatest number of simulated years.
const LONGEST_HORIZON: i32 = 100;

/// Reads the tree of a file. The scenario is complete only when the reader has found nothing.
pub(in crate::scenario) fn assemble<'f>(
    root: &Table,
    read_file: &'f ReadFile<'f>,
) -> (Option<Scenario>, Reader<'f>) {
    let mut reader = Reader::new(Registry::gather(root), read_file);
    reader.money = money_unit(root).unwrap_or(reader.money);
    reader.horizon = horizon(root);
    let fields = reader.table(&ROOT, Span::default(), root, Absent::Completed(None));
    reader.check_horizon(&fields);
    reader.check_not_empty(&fields);
    reader.variants = fields
        .blocks("variant")
        .iter()
        .filter_map(VariantSpec::of)
        .collect();
    let scenario = reader.scenario(&fields);
    let scenario = scenario.filter(|_| reader.found.is_empty());
    (scenario, reader)
}

/// The money unit, read before any amount is.
fn money_unit(root: &Table) -> Option<MoneyUnit> {
    MoneyUnit::from_words(root.get("money")?.as_text()?)
}

/// The simulated years, read before any path over them is.
fn horizon(root: &Table) -> Option<Horizon> {
    let year = |key: &str| match &root.get(key)?.value {
        Value::Integer { digits, radix: 10 } => digits
            .parse::<i32>()
            .ok()
            .filter(|year| (YEARS[0]..=YEARS[1]).contains(year)),
        _ => None,
    };
    let horizon = Horizon::new(year("base_year")?, year("horizon")?)?;
    (horizon.len() <= LONGEST_HORIZON as usize).then_some(horizon)
}

impl Reader<'_> {
    fn check_horizon(&mut self, fields: &Fields) {
        let (base, last) = (
            fields.optional::<i32>("base_year"),
            fields.optional::<i32>("horizon"),
        );
        let (Some(base), Some(last)) = (base, last) else {
            return;
        };
        let (first, end) = (base.value, last.value);
        let message = if end <= first {
            bilingual!(
                "终年 {end} 不在基年 {first} 之后",
                "the horizon {end} is not after the base year {first}"
            )
        } else if end - first > LONGEST_HORIZON {
            bilingual!(
                "模拟期超过 {LONGEST_HORIZON} 年",
                "more than {LONGEST_HORIZON} simulated years"
            )
        } else {
            return;
        };
        self.report(
            Diagnostic::error(Code::BadHorizon, last.span, message)
                .also(base.span, bilingual!("基年在这里", "the base year is here"))
                .help(bilingual!(
                    "`horizon` 是最后一个模拟年",
                    "`horizon` is the last simulated year"
                )),
        );
    }

    /// A scenario has at least one region and one sector.
    fn check_not_empty(&mut self, fields: &Fields) {
        if fields.written("region").is_some() && self.registry.of(Thing::Region).list().is_empty() {
            self.error(
                Code::MissingKey,
                fields.span,
                bilingual!("没有地区", "there is no region"),
                bilingual!(
                    "至少要有一个 [region.<编号>]",
                    "add at least one [region.<id>]"
                ),
            );
        }
        if fields.written("sector").is_some() && self.registry.of(Thing::Sector).list().is_empty() {
            self.error(
                Code::MissingKey,
                fields.span,
                bilingual!("没有产业", "there is no sector"),
                bilingual!("至少要有一个 [[sector]]", "add at least one [[sector]]"),
            );
        }
    }

    /// The scenario of the top-level table; `None` when the years are unknown.
    fn scenario(&mut self, fields: &Fields) -> Option<Scenario> {
        let regions: Vec<_> = fields
            .tables("region")
            .iter()
            .map(|(id, inner)| self.region(id, inner))
            .collect();
        let national = fields.national("io");
        let read = national.and_then(|national| self.national_read(national));
        let model = fields.table("model")?;
        let run = fields.table("run");
        let mut scenario = Scenario {
            id: fields.plain("id"),
            title: fields.name_or("title", &fields.plain::<String>("id")),
            question: fields.optional("question").map(|stated| stated.value),
            horizon: self.horizon.unwrap_or(Horizon::new(0, 1)?),
            money: self.money.to_string(),
            sources: fields.blocks("source").iter().map(source).collect(),
            mismatch: model.stated("mismatch"),
            gestation: model.stated("gestation"),
            sectors: fields
                .blocks("sector")
                .iter()
                .enumerate()
                .map(|(i, inner)| {
                    let from_table = read.as_ref().map(|read| read.value_added_ratio(i));
                    self.sector(inner, &regions, national, from_table)
                })
                .collect(),
            regions,
            groups: fields.tables("group").iter().map(group).collect(),
            inputs: Self::inputs(fields.rows("io")),
            national: None,
            input_changes: Vec::new(),
            links: self.links(fields.blocks("link")),
            categories: fields
                .tables("investment")
                .iter()
                .map(|(id, inner)| self.category(id, inner))
                .collect(),
            pipelines: fields
                .blocks("pipeline")
                .iter()
                .map(Self::pipeline)
                .collect(),
            factors: fields
                .tables("factor")
                .iter()
                .map(|(id, inner)| self.factor(id, inner))
                .collect(),
            correlations: self.correlations(fields.rows("correlation")),
            events: fields
                .blocks("event")
                .iter()
                .map(|inner| self.event(inner))
                .collect(),
            indicators: Vec::new(),
            targets: Vec::new(),
            milestones: Vec::new(),
            actuals: Vec::new(),
            history: Vec::new(),
            half_year: None,
            run: RunSettings {
                paths: run.map_or(0, |run| run.plain("paths")),
                seed: run.map_or(0, |run| run.plain("seed")),
                sampler: run
                    .and_then(|run| Sampler::from_word(&run.plain::<String>("sampler")))
                    .unwrap_or_default(),
            },
        };
        if let (Some(national), Some(read), true) = (national, read, self.found.is_empty()) {
            self.regionalise(national, read, &mut scenario);
        }
        scenario.input_changes = self.input_changes(fields.blocks("io_change"), &scenario);
        scenario.indicators = self.indicators(fields.blocks("indicator"), &scenario);
        self.judgements(fields, &mut scenario);
        self.note_uncited(fields);
        Some(scenario)
    }

    /// A source that nothing cites is worth a note: perhaps a citation was forgotten.
    fn note_uncited(&mut self, fields: &Fields) {
        for source in fields.blocks("source") {
            let id: Stated<String> = source.stated("id");
            if !self.cited.contains(&id.value) {
                let name = &id.value;
                self.incoherent.push(Diagnostic::new(
                    Severity::Note,
                    Code::UncitedSource,
                    id.span,
                    bilingual!(
                        "资料来源 `{name}` 未被引用",
                        "nothing cites the source `{name}`"
                    ),
                ));
            }
        }
    }
}

fn group((id, fields): &(String, Fields)) -> NamedGroup {
    NamedGroup {
        id: id.clone(),
        name: fields.name_or("name", id),
        span: fields.span,
    }
}

fn source(fields: &Fields) -> Source {
    Source {
        id: fields.plain("id"),
        title: fields.plain("title"),
    }
}
