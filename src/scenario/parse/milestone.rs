//! Thresholds without a year, and thresholds that the members of a group reach one by one.

use super::fields::Fields;
use super::judgement::IndicatorsByName;
use super::reader::Reader;
use crate::diagnostics::{Candidate, Code, Diagnostic, closest, escape};
use crate::quantity::bilingual;
use crate::scenario::{Awaited, Comparator, EachMember, IndicatorNames, Milestone, Stated};

impl Reader<'_> {
    /// Whether a target has no year, or is about each member of a group.
    pub(super) fn is_milestone(fields: &Fields) -> bool {
        let indicator: Option<Stated<String>> = fields.optional("indicator");
        fields.written("year").is_none() || indicator.is_some_and(|name| name.value.contains('*'))
    }

    /// The milestone of a block; `None` when something in it is wrong.
    pub(super) fn milestone(
        &mut self,
        fields: &Fields,
        names: &IndicatorNames,
        indicators: &IndicatorsByName,
    ) -> Option<Milestone> {
        let written: Option<Stated<String>> = fields.optional("indicator");
        let pattern = written.filter(|name| name.value.contains('*'));
        let deadline = fields
            .written("year")
            .is_some()
            .then(|| self.judged_year(fields));
        let awaited = if let Some(name) = pattern {
            self.each_member(&name, names)
        } else {
            self.no_count(fields);
            let found = self.indicator(fields, names, indicators);
            found.map(|found| Stated {
                value: Awaited::One(found.value),
                span: found.span,
                provenance: found.provenance,
            })
        };
        self.no_seed(fields);
        let comparator = self.threshold(fields, awaited.as_ref(), names);
        let awaited = awaited?;
        let members = awaited.value.indicators(names).len();
        let required = match awaited.value {
            Awaited::One(_) => 1,
            Awaited::Each(_) => self.required(fields, members)?,
        };
        let deadline = match deadline {
            Some(year) => Some(year?),
            None => None,
        };
        Some(Milestone {
            id: fields.plain("id"),
            span: fields.span,
            awaited,
            comparator: comparator?,
            required,
            deadline,
            tier: fields.optional("tier"),
            source: fields.optional("source").map(|source| source.value),
            quote: fields.optional("quote").map(|quote| quote.value),
        })
    }

    /// The members that a pattern names.
    fn each_member(
        &mut self,
        name: &Stated<String>,
        names: &IndicatorNames,
    ) -> Option<Stated<Awaited>> {
        let lone = match names.regions.as_slice() {
            [only] => name
                .value
                .strip_prefix(only.as_str())
                .and_then(|rest| rest.strip_prefix('.')),
            _ => None,
        };
        let wanted = lone.unwrap_or(&name.value);
        let patterns: Vec<(String, EachMember)> = names
            .member_patterns()
            .into_iter()
            .map(|pattern| (pattern.name(names), pattern))
            .collect();
        if let Some((_, pattern)) = patterns.iter().find(|(known, _)| known == wanted) {
            return Some(Stated {
                value: Awaited::Each(pattern.clone()),
                span: name.span,
                provenance: name.provenance.clone(),
            });
        }
        let meant = if self.suggests(patterns.len()) {
            closest(
                wanted,
                patterns.iter().map(|(known, _)| Candidate::plain(known)),
            )
        } else {
            None
        };
        let written = escape(&name.value);
        let help = match meant {
            Some(word) => bilingual!("是否想写 \"{word}\"？", "did you mean \"{word}\"?"),
            None => bilingual!(
                "`*` 只用来指一组产业中的每一个，形如 \"group.<组>.*.gross_output\"",
                "`*` stands for each sector of a group, as in \"group.<id>.*.gross_output\""
            ),
        };
        self.report(
            Diagnostic::error(
                Code::UnknownIndicator,
                name.span,
                bilingual!(
                    "没有名为 \"{written}\" 的一组指标",
                    "there are no indicators \"{written}\""
                ),
            )
            .help(help),
        );
        None
    }

    /// The comparison of a milestone, which has one bound.
    fn threshold(
        &mut self,
        fields: &Fields,
        awaited: Option<&Stated<Awaited>>,
        names: &IndicatorNames,
    ) -> Option<Stated<Comparator>> {
        let ranges = ["about", "between", "within"];
        if let Some((name, span)) = ranges
            .into_iter()
            .find_map(|name| Some((name, fields.written(name)?)))
        {
            let help = match fields.written("year") {
                None => bilingual!(
                    "不写年份的目标问的是哪一年首次达到，用 at_least 或 at_most；要用 `{name}` 则加上 `year`",
                    "without a year the question is when it is first reached: use at_least or at_most; `{name}` needs a `year`"
                ),
                Some(_) => bilingual!("用 at_least 或 at_most", "use at_least or at_most"),
            };
            self.error(
                Code::Comparator,
                span,
                bilingual!(
                    "“首次达到”不能用 `{name}`",
                    "`{name}` is nothing that is reached"
                ),
                help,
            );
            return None;
        }
        // Every member has the same unit and range as the first.
        let first = awaited.and_then(|awaited| {
            Some(Stated {
                value: awaited.value.indicators(names).into_iter().next()?,
                span: awaited.span,
                provenance: awaited.provenance.clone(),
            })
        });
        self.comparator(fields, first.as_ref())
    }

    /// How many members must have reached it.
    fn required(&mut self, fields: &Fields, members: usize) -> Option<usize> {
        if fields.written("count").is_none() {
            return Some(members);
        }
        let count: Stated<u64> = fields.optional("count")?;
        let found = usize::try_from(count.value)
            .ok()
            .filter(|count| *count <= members);
        if found.is_none() {
            let written = count.value;
            self.error(
                Code::OutOfRange,
                count.span,
                bilingual!(
                    "`count` 要 {written} 个，而这一组只有 {members} 个产业",
                    "`count` asks for {written}, but the group has {members} sectors"
                ),
                bilingual!("应为 1 至 {members}", "expected 1 to {members}"),
            );
        }
        found
    }

    /// A milestone has no year in which the central path could be pinned.
    fn no_seed(&mut self, fields: &Fields) {
        let seed: Option<Stated<bool>> = fields.optional("seed");
        if let Some(seed) = seed.filter(|seed| seed.value) {
            self.incoherent.push(
                Diagnostic::error(
                    Code::Seed,
                    seed.span,
                    bilingual!(
                        "“首次达到”的目标不能作为输入（seed = true）",
                        "a threshold that is to be reached cannot be a seed"
                    ),
                )
                .help(bilingual!(
                    "删去 seed；能作输入的是写明年份的增速目标",
                    "remove seed; growth targets with a year can seed"
                )),
            );
        }
    }

    /// A single indicator has no members to count.
    pub(super) fn no_count(&mut self, fields: &Fields) {
        if let Some(span) = fields.written("count") {
            self.incoherent.push(
                Diagnostic::error(
                    Code::Idle,
                    span,
                    bilingual!(
                        "单个指标没有可数的成员，`count` 用不上",
                        "a single indicator has no members: nothing uses `count`"
                    ),
                )
                .help(bilingual!(
                    "删去 `count`，或用 \"group.<组>.*.<量>\" 指一组产业中的每一个",
                    "remove `count`, or name each sector of a group: \"group.<id>.*.<measure>\""
                )),
            );
        }
    }
}
