//! Regions, sectors, their inputs and critical links.

use std::collections::BTreeMap;

use super::fields::{Fields, Row};
use super::reader::Reader;
use super::record::RecordRead;
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::quantity::{Money, Share, bilingual};
use crate::scenario::keys::{NATIONAL_NAME, Thing};
use crate::scenario::{
    Anchor, Beta, FIRST_WORDS, InputCoefficient, Link, Region, ResearchPath, Sector, Stated,
    TargetRecord,
};

impl Reader<'_> {
    /// The region of a table.
    pub(super) fn region(&mut self, id: &str, fields: &Fields) -> Region {
        if FIRST_WORDS.contains(&id) {
            self.error(
                Code::BadName,
                fields.span,
                bilingual!(
                    "`{id}` 是指标名的开头，不能作地区编号",
                    "`{id}` begins indicator names and cannot be a region's id"
                ),
                bilingual!("换一个地区编号", "choose another id for the region"),
            );
        }
        let anchor: Stated<String> = fields.stated("anchor");
        if let ("trend", Some(span)) = (anchor.value.as_str(), fields.written("half_life")) {
            self.idle(
                span,
                bilingual!(
                    "以趋势为锚时，`half_life` 用不上",
                    "with anchor = \"trend\", nothing uses `half_life`"
                ),
            );
        }
        Region {
            id: id.to_owned(),
            name: fields.name_or("name", id),
            span: fields.span,
            gdp: fields.stated("gdp"),
            anchor: Stated {
                value: match anchor.value.as_str() {
                    "record" => Anchor::Record,
                    "trend" => Anchor::Trend,
                    _ => Anchor::Targets,
                },
                span: anchor.span,
                provenance: anchor.provenance,
            },
            trend: fields.stated("trend"),
            half_life: fields.stated("half_life"),
            trend_sd: fields.stated("trend_sd"),
            inflation: fields.stated("inflation"),
            price_slope: fields.stated("price_slope"),
            labour: fields.stated("labour"),
            consumption: fields.optional("consumption"),
            income_effect: fields.stated("income_effect"),
            national_share: fields.optional("national_share"),
            revision: fields.stated("revision"),
            research: self.research(fields),
            record: self.target_record(fields),
        }
    }

    fn research(&mut self, fields: &Fields) -> Option<ResearchPath> {
        match (fields.written("rd_intensity"), fields.written("rd_base")) {
            (Some(span), None) => {
                self.report(
                    Diagnostic::error(
                        Code::MissingKey,
                        span,
                        bilingual!(
                            "写了 `rd_intensity` 而缺少 `rd_base`",
                            "`rd_intensity` without `rd_base`"
                        ),
                    )
                    .help(bilingual!(
                        "加上 `rd_base`：基年研发强度",
                        "add `rd_base`, the base-year intensity"
                    )),
                );
                None
            }
            (None, Some(span)) => {
                self.idle(
                    span,
                    bilingual!(
                        "没有 `rd_intensity`，`rd_base` 用不上",
                        "without `rd_intensity`, nothing uses `rd_base`"
                    ),
                );
                None
            }
            _ => Some(ResearchPath {
                intensity: fields.optional("rd_intensity")?,
                base: fields.optional("rd_base")?,
            }),
        }
    }

    fn target_record(&mut self, fields: &Fields) -> Option<TargetRecord> {
        let outer = fields.written("shrink");
        let record: Option<Stated<RecordRead>> = fields.optional("record");
        if let (Some(span), None) = (outer, fields.written("record")) {
            self.idle(
                span,
                bilingual!(
                    "没有 `record`，`shrink` 用不上",
                    "without `record`, nothing uses `shrink`"
                ),
            );
        }
        let record = record?.value;
        if let (Some(span), Some(inner)) = (outer, &record.shrink) {
            self.report(
                Diagnostic::error(
                    Code::Exclusive,
                    span,
                    bilingual!("`shrink` 写了两处", "`shrink` is given twice"),
                )
                .also(inner.span, bilingual!("这里也写了", "and here"))
                .help(bilingual!("删去其中一处", "remove one of them")),
            );
        }
        let shrink = record
            .shrink
            .map_or_else(|| fields.plain("shrink"), |shrink| shrink.value);
        Some(TargetRecord {
            years: record.years,
            place: record.place,
            shrink,
            span: record.span,
        })
    }

    /// The sector of a block.
    ///
    /// A sector may leave its value-added ratio to the national table: `from_table` is what that says, if it can be read.
    pub(super) fn sector(
        &mut self,
        fields: &Fields,
        regions: &[Region],
        national: Option<&Fields>,
        from_table: Option<Stated<Share>>,
    ) -> Sector {
        self.check_sector_id(fields);
        let region = self.region_of(fields);
        let beta = |name: &str| fields.table("beta").map_or(1.0, |beta| beta.plain(name));
        Sector {
            id: fields.plain("id"),
            name: fields.name_or("name", &fields.plain::<String>("id")),
            span: fields.span,
            region,
            groups: fields
                .groups("groups")
                .iter()
                .map(|(id, _)| id.clone())
                .collect(),
            value_added: self.value_added(fields, regions.get(region)),
            value_added_ratio: self.value_added_ratio(fields, national, from_table),
            capital_output_ratio: fields.stated("capital_output_ratio"),
            capital_share: fields.stated("capital_share"),
            depreciation: fields.stated("depreciation"),
            utilisation: fields.stated("utilisation"),
            consumption_share: fields.stated("consumption_share"),
            market_pass_through: fields.stated("market_pass_through"),
            catch_up: fields.stated("catch_up"),
            trend: fields.stated("trend"),
            rd_effect: fields.stated("rd_effect"),
            supply_sd: fields.stated("supply_sd"),
            demand_sd: fields.stated("demand_sd"),
            beta: Beta {
                demand: beta("demand"),
                consumption: beta("consumption"),
                productivity: beta("productivity"),
            },
        }
    }

    fn check_sector_id(&mut self, fields: &Fields) {
        let Some(id) = fields.optional::<String>("id") else {
            return;
        };
        if id.value == NATIONAL_NAME {
            self.error(
                Code::BadName,
                id.span,
                bilingual!(
                    "`national` 在 [io] 中指全国表，不能作产业编号",
                    "`national` is the national table in [io] and cannot be a sector's id"
                ),
                bilingual!("换一个产业编号", "choose another id for the sector"),
            );
        }
    }

    /// The ratio as stated, or as the national table has it.
    fn value_added_ratio(
        &mut self,
        fields: &Fields,
        national: Option<&Fields>,
        from_table: Option<Stated<Share>>,
    ) -> Stated<Share> {
        if fields.field("value_added_ratio").is_none() && national.is_none() {
            let id: String = fields.plain("id");
            self.error(
                Code::MissingKey,
                fields.span,
                bilingual!(
                    "产业 `{id}` 缺少 `value_added_ratio`（增加值率）",
                    "sector `{id}` lacks `value_added_ratio`"
                ),
                bilingual!(
                    "加上 `value_added_ratio`：份额，如 \"35%\" 或 0.35；或用 [io.national]，由全国表得出",
                    "add `value_added_ratio`, a share such as \"35%\" or 0.35, or have it from the table of [io.national]"
                ),
            );
        }
        let stated = fields.optional("value_added_ratio");
        stated
            .or(from_table)
            .unwrap_or_else(|| fields.stated("value_added_ratio"))
    }

    /// Value added as stated, or as a share of the region's GDP.
    fn value_added(&mut self, fields: &Fields, region: Option<&Region>) -> Stated<Money> {
        match (fields.written("value_added"), fields.written("share")) {
            (Some(first), Some(second)) => self.report(
                Diagnostic::error(
                    Code::Exclusive,
                    first.max(second),
                    bilingual!(
                        "`value_added` 与 `share` 只能写一个",
                        "give `value_added` or `share`, not both"
                    ),
                )
                .also(
                    first.min(second),
                    bilingual!("这里已写", "the other is here"),
                )
                .help(bilingual!("删去其中一个", "remove one of them")),
            ),
            (None, None) => {
                let id: String = fields.plain("id");
                self.report(
                    Diagnostic::error(
                        Code::MissingKey,
                        fields.span,
                        bilingual!("产业 `{id}` 缺少 `value_added`（基年增加值）", "sector `{id}` lacks `value_added`"),
                    )
                    .help(bilingual!(
                        "加上 `value_added`：金额，如 45 或 \"2800亿\"；或写 `share`，即占地区生产总值的份额",
                        "add `value_added`, money such as 45 or \"2800亿\", or `share`, a share of the region's GDP"
                    )),
                );
            }
            _ => {}
        }
        match (fields.optional::<f64>("share"), region) {
            (Some(share), Some(region)) => Stated {
                value: Money::new(share.value * region.gdp.value.get()),
                span: share.span,
                provenance: share.provenance,
            },
            _ => fields.stated("value_added"),
        }
    }

    /// The region a table belongs to: the only one, or the one it names.
    pub(super) fn region_of(&mut self, fields: &Fields) -> usize {
        if fields.written("region").is_none() && self.registry.of(Thing::Region).list().len() > 1 {
            let (zh, en) = (fields.keys.zh, fields.keys.en);
            self.report(
                Diagnostic::error(
                    Code::MissingKey,
                    fields.span,
                    bilingual!(
                        "{zh}缺少 `region`：文件中有多个地区",
                        "{en} lacks `region`: the file has several"
                    ),
                )
                .help(bilingual!("加上 region = \"…\"", "add region = \"…\"")),
            );
        }
        fields.plain("region")
    }

    /// The entries of the `[io]` table.
    pub(super) fn inputs(rows: &[Row]) -> Vec<InputCoefficient> {
        rows.iter()
            .flat_map(|row| {
                row.entries.iter().map(|entry| InputCoefficient {
                    supplier: entry.positions[0],
                    user: row.position,
                    coefficient: entry.value.clone(),
                    user_span: row.span,
                })
            })
            .collect()
    }

    /// The critical inputs, each pair once.
    pub(super) fn links(&mut self, blocks: &[Fields]) -> Vec<Link> {
        let mut first: BTreeMap<(usize, usize), Span> = BTreeMap::new();
        let mut links = Vec::new();
        for fields in blocks {
            let supplier: Option<Stated<usize>> = fields.optional("supplier");
            let user: Option<Stated<usize>> = fields.optional("user");
            let (Some(supplier), Some(user)) = (supplier, user) else {
                continue;
            };
            let pair = (supplier.value, user.value);
            if pair.0 == pair.1 {
                self.linked_with_itself(user.span);
            }
            if let Some(before) = first.get(&pair) {
                self.linked_twice(fields.span, *before);
            }
            first.entry(pair).or_insert(fields.span);
            links.push(Link {
                supplier: pair.0,
                user: pair.1,
                strength: fields.stated("strength"),
                span: fields.span,
            });
        }
        links
    }

    fn linked_with_itself(&mut self, user: Span) {
        self.error(
            Code::SelfReference,
            user,
            bilingual!(
                "关键投入的供应者与使用者是同一产业",
                "a critical input's supplier and user are the same sector"
            ),
            bilingual!(
                "供应者写上游产业",
                "the supplier is another sector, upstream"
            ),
        );
    }

    fn linked_twice(&mut self, span: Span, before: Span) {
        self.report(
            Diagnostic::error(
                Code::DuplicatePair,
                span,
                bilingual!(
                    "同一对产业的关键投入写了两次",
                    "this pair already has a critical input"
                ),
            )
            .also(before, bilingual!("首次出现在这里", "first given here"))
            .help(bilingual!("删去其中一处", "remove one of them")),
        );
    }

    /// Notes a setting that nothing would use: a mistake of coherence.
    pub(super) fn idle(&mut self, span: Span, message: crate::quantity::Localized) {
        self.incoherent.push(
            Diagnostic::error(Code::Idle, span, message).help(bilingual!(
                "删去它，或补上用到它的设置",
                "remove it, or add what would use it"
            )),
        );
    }
}
