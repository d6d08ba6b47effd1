//! Input coefficients that change from a year on.

use std::collections::BTreeMap;

use super::fields::Fields;
use super::reader::Reader;
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::quantity::bilingual;
use crate::scenario::{InputChange, NewCoefficient, Scenario, Stated};

impl Reader<'_> {
    /// The changes of input coefficients, of each pair at most one a year.
    pub(super) fn input_changes(
        &mut self,
        blocks: &[Fields],
        scenario: &Scenario,
    ) -> Vec<InputChange> {
        let mut first: BTreeMap<(usize, usize, usize), Span> = BTreeMap::new();
        let mut changes = Vec::new();
        for fields in blocks {
            let Some(change) = self.input_change(fields, scenario) else {
                continue;
            };
            let twice = change.pairs().find_map(|(supplier, user)| {
                let place = (supplier, user, change.from);
                let before = first.get(&place).copied();
                first.entry(place).or_insert(change.span);
                before.map(|before| (supplier, user, before))
            });
            if let Some((supplier, user, before)) = twice {
                let name = |i: usize| scenario.sectors.get(i).map_or("", |s| s.id.as_str());
                let (supplier, user) = (name(supplier), name(user));
                self.report(
                    Diagnostic::error(
                        Code::DuplicatePair,
                        change.span,
                        bilingual!(
                            "`{user}` 对 `{supplier}` 的投入系数在同一年改了两次",
                            "the input of `{supplier}` into `{user}` is changed twice in one year"
                        ),
                    )
                    .also(before, bilingual!("首次出现在这里", "first given here"))
                    .help(bilingual!("删去其中一处", "remove one of them")),
                );
            }
            changes.push(change);
        }
        changes
    }

    fn input_change(&mut self, fields: &Fields, scenario: &Scenario) -> Option<InputChange> {
        let users: Stated<Vec<usize>> = fields.optional("user")?;
        let suppliers: Stated<Vec<usize>> = fields.optional("supplier")?;
        let from: Stated<i32> = fields.optional("from")?;
        let Some(year) = scenario.horizon.index(from.value) else {
            let (first, last) = (
                scenario.horizon.base_year() + 1,
                scenario.horizon.last_year(),
            );
            self.error(
                Code::BadYear,
                from.span,
                bilingual!("起始年不在模拟期内", "the year is not simulated"),
                bilingual!(
                    "模拟期为 {first} 至 {last}",
                    "the simulated years are {first} to {last}"
                ),
            );
            return None;
        };
        let to = self.new_coefficient(fields)?;
        let single = users.value.len() == 1 && suppliers.value.len() == 1;
        if let (NewCoefficient::Coefficient(coefficient), false) = (&to, single) {
            self.error(
                Code::Exclusive,
                coefficient.span,
                bilingual!(
                    "`coefficient` 只能用于一对产业，产业组用 `factor`",
                    "`coefficient` is for a single pair of sectors; a group takes `factor`"
                ),
                bilingual!("改用 `factor`", "use `factor`"),
            );
        }
        let change = InputChange {
            users: users.value,
            suppliers: suppliers.value,
            from: year,
            to,
            span: fields.span,
        };
        self.note_idle_change(&change, scenario);
        Some(change)
    }

    fn new_coefficient(&mut self, fields: &Fields) -> Option<NewCoefficient> {
        match (fields.written("coefficient"), fields.written("factor")) {
            (Some(coefficient), Some(factor)) => {
                self.report(
                    Diagnostic::error(
                        Code::Exclusive,
                        coefficient.max(factor),
                        bilingual!(
                            "`coefficient` 与 `factor` 只能写一个",
                            "give `coefficient` or `factor`, not both"
                        ),
                    )
                    .also(
                        coefficient.min(factor),
                        bilingual!("这里已写", "the other is here"),
                    )
                    .help(bilingual!("删去其中一个", "remove one of them")),
                );
                None
            }
            (None, None) => {
                self.error(
                    Code::MissingKey,
                    fields.span,
                    bilingual!(
                        "投入系数的变化缺少 `coefficient` 或 `factor`",
                        "the change lacks `coefficient` or `factor`"
                    ),
                    bilingual!(
                        "加上 `factor`（基年系数的倍数），或 `coefficient`（新的系数）",
                        "add `factor`, a multiple of the base-year coefficient, or `coefficient`, the new one"
                    ),
                );
                None
            }
            (Some(_), None) => fields
                .optional("coefficient")
                .map(NewCoefficient::Coefficient),
            (None, Some(_)) => fields.optional("factor").map(NewCoefficient::Factor),
        }
    }

    /// A factor on coefficients that are all zero changes nothing.
    fn note_idle_change(&mut self, change: &InputChange, scenario: &Scenario) {
        let used = |(supplier, user): (usize, usize)| {
            let mut inputs = scenario.inputs.iter();
            inputs.any(|i| (i.supplier, i.user) == (supplier, user) && i.coefficient.value > 0.0)
        };
        if matches!(change.to, NewCoefficient::Factor(_)) && !change.pairs().any(used) {
            self.idle(
                change.span,
                bilingual!(
                    "基年没有这样的投入，乘以 `factor` 仍为零",
                    "the base year has no such input: any multiple of it is zero"
                ),
            );
        }
    }
}
