//! Investment categories and key projects.

use super::fields::{Fields, MapEntry};
use super::reader::Reader;
use crate::calendar::YearPath;
use crate::diagnostics::{Code, Diagnostic};
use crate::quantity::{Money, Share, bilingual};
use crate::scenario::keys::Thing;
use crate::scenario::{Category, Pipeline, Stated};

/// Words that stand where a category's id stands in an indicator's name.
const RESERVED: [&str; 2] = ["total", "growth"];

impl Reader<'_> {
    /// The category of a table.
    pub(super) fn category(&mut self, id: &str, fields: &Fields) -> Category {
        self.check_investment_names(id, fields);
        Category {
            id: id.to_owned(),
            name: fields.name_or("name", id),
            span: fields.span,
            region: self.region_of(fields),
            groups: fields
                .groups("groups")
                .iter()
                .map(|(id, _)| id.clone())
                .collect(),
            base: fields.stated("base"),
            growth: fields.stated("growth"),
            formation: fields.stated("formation"),
            sd: fields.stated("sd"),
            investment_load: fields.stated("investment_load"),
            spent_on: shares(fields.map("spent_on")),
            builds: fields
                .written("builds")
                .map(|_| shares(fields.map("builds"))),
        }
    }

    /// `fai.<name>` must mean one thing.
    fn check_investment_names(&mut self, id: &str, fields: &Fields) {
        if RESERVED.contains(&id) {
            self.error(
                Code::BadName,
                fields.span,
                bilingual!(
                    "`fai.{id}` 已有含义，`{id}` 不能作投资类别的编号",
                    "`fai.{id}` already has a meaning: `{id}` cannot be a category's id"
                ),
                bilingual!("换一个编号", "choose another id"),
            );
        }
        for (group, span) in fields.groups("groups") {
            let is_category = self.registry.of(Thing::Category).position(group).is_some();
            if is_category || RESERVED.contains(&group.as_str()) {
                self.report(
                    Diagnostic::error(
                        Code::BadName,
                        *span,
                        bilingual!(
                            "`fai.{group}` 会有两个含义，`{group}` 不能作投资组的编号",
                            "`fai.{group}` would mean two things: `{group}` cannot be a group's id"
                        ),
                    )
                    .help(bilingual!("换一个组编号", "choose another group id")),
                );
            }
        }
    }

    /// The batch of key projects of a block.
    pub(super) fn pipeline(fields: &Fields) -> Pipeline {
        let planned: Stated<YearPath> = fields.stated("planned");
        Pipeline {
            id: fields.plain("id"),
            name: fields.name_or("name", &fields.plain::<String>("id")),
            span: fields.span,
            category: fields.plain("category"),
            planned: Stated {
                value: planned
                    .value
                    .values()
                    .iter()
                    .copied()
                    .map(Money::new)
                    .collect(),
                span: planned.span,
                provenance: planned.provenance,
            },
            execution: fields.stated("execution"),
            ceiling: fields.stated("ceiling"),
            carry: fields.stated("carry"),
            investment_load: fields.stated("investment_load"),
        }
    }
}

/// The entries of a map as shares of single sectors.
fn shares(entries: &[MapEntry]) -> Vec<(usize, Stated<Share>)> {
    entries
        .iter()
        .map(|entry| {
            let share = Stated {
                value: Share::new(entry.value.value),
                span: entry.value.span,
                provenance: entry.value.provenance.clone(),
            };
            (entry.positions[0], share)
        })
        .collect()
}
