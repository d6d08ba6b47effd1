//! Targets with a year, and what every judged statement has: an indicator, a comparison.

use std::collections::BTreeMap;

use super::fields::Fields;
use super::reader::Reader;
use crate::diagnostics::{Candidate, Code, Diagnostic, Span, closest, escape};
use crate::quantity::bilingual;
use crate::scenario::document::Node;
use crate::scenario::keys::{Quantity, Range};
use crate::scenario::{
    Comparator, Indicator, IndicatorNames, Scenario, Series, Stated, Target, Unit,
};

/// Every indicator by its name.
pub(super) type IndicatorsByName = BTreeMap<String, Indicator>;

/// The indicators of a scenario by name.
pub(super) fn by_name(names: &IndicatorNames) -> IndicatorsByName {
    names
        .all()
        .into_iter()
        .map(|indicator| (indicator.name(names), indicator))
        .collect()
}

/// The keys that compare, of which a target has exactly one (`within` goes with `about`).
const COMPARATORS: [&str; 4] = ["at_least", "at_most", "about", "between"];

impl Reader<'_> {
    /// Reads every judged statement into the scenario, whose lists of things are complete.
    pub(super) fn judgements(&mut self, fields: &Fields, scenario: &mut Scenario) {
        let names = scenario.indicator_names();
        let indicators = by_name(&names);
        for inner in fields.blocks("target") {
            if Self::is_milestone(inner) {
                let milestone = self.milestone(inner, &names, &indicators);
                scenario.milestones.extend(milestone);
            } else {
                let target = self.target(inner, &names, &indicators);
                scenario.targets.extend(target);
            }
        }
        scenario.actuals = self.actuals(fields.blocks("actual"), &names, &indicators);
        scenario.history = self.history(fields.blocks("history"), &names, &indicators);
        scenario.half_year = self.half_year(fields, &names, &indicators);
    }

    /// The target of a block; `None` when something in it is wrong.
    fn target(
        &mut self,
        fields: &Fields,
        names: &IndicatorNames,
        indicators: &IndicatorsByName,
    ) -> Option<Target> {
        let year = self.judged_year(fields);
        let indicator = self.indicator(fields, names, indicators);
        self.no_count(fields);
        let comparator = self.comparator(fields, names, indicator.as_ref());
        Some(Target {
            id: fields.plain("id"),
            span: fields.span,
            indicator: indicator?,
            year: year?,
            comparator: comparator?,
            seed: fields.plain("seed"),
            tier: fields.optional("tier"),
            source: fields.optional("source").map(|source| source.value),
            quote: fields.optional("quote").map(|quote| quote.value),
        })
    }

    /// The year of a judged statement, if it is simulated.
    pub(super) fn judged_year(&mut self, fields: &Fields) -> Option<Stated<i32>> {
        let year: Stated<i32> = fields.optional("year")?;
        let horizon = self.horizon?;
        if horizon.index(year.value).is_none() {
            let (first, last, written) = (horizon.base_year() + 1, horizon.last_year(), year.value);
            self.report(
                Diagnostic::error(
                    Code::BadYear,
                    year.span,
                    bilingual!(
                        "目标年份 {written} 不在模拟期内",
                        "the target's year {written} is not simulated"
                    ),
                )
                .label(bilingual!(
                    "模拟期为 {first} 至 {last}",
                    "the simulated years are {first} to {last}"
                ))
                .help(bilingual!(
                    "改年份，或改 `horizon`（终年）",
                    "change the year, or `horizon`"
                )),
            );
            return None;
        }
        Some(year)
    }

    pub(super) fn indicator(
        &mut self,
        fields: &Fields,
        names: &IndicatorNames,
        indicators: &IndicatorsByName,
    ) -> Option<Stated<Indicator>> {
        let name: Stated<String> = fields.optional("indicator")?;
        let lone = match names.regions.as_slice() {
            [only] => name
                .value
                .strip_prefix(only.as_str())
                .and_then(|rest| rest.strip_prefix('.')),
            _ => None,
        };
        if let Some(found) = indicators.get(lone.unwrap_or(&name.value)) {
            return Some(Stated {
                value: found.clone(),
                span: name.span,
                provenance: name.provenance,
            });
        }
        let written = escape(&name.value);
        let meant = if self.suggests(indicators.len()) {
            let known = indicators.keys().map(|known| Candidate::plain(known));
            closest(&name.value, known)
        } else {
            None
        };
        let several = names.regions.len() > 1;
        let help = match (meant, several) {
            (Some(word), _) => bilingual!("是否想写 \"{word}\"？", "did you mean \"{word}\"?"),
            (None, true) => bilingual!(
                "形如 \"gdp.growth\"、\"fai.total\"、\"sector.<编号>.growth\"；单个地区的指标以地区编号开头",
                "such as \"gdp.growth\", \"fai.total\", \"sector.<id>.growth\"; of one region with the region's id in front"
            ),
            (None, false) => bilingual!(
                "形如 \"gdp.growth\"、\"fai.total\"、\"sector.<编号>.growth\"",
                "such as \"gdp.growth\", \"fai.total\", \"sector.<id>.growth\""
            ),
        };
        self.report(
            Diagnostic::error(
                Code::UnknownIndicator,
                name.span,
                bilingual!(
                    "没有名为 \"{written}\" 的指标",
                    "there is no indicator \"{written}\""
                ),
            )
            .help(help),
        );
        None
    }

    pub(super) fn comparator(
        &mut self,
        fields: &Fields,
        names: &IndicatorNames,
        indicator: Option<&Stated<Indicator>>,
    ) -> Option<Stated<Comparator>> {
        let given: Vec<(&str, Span)> = COMPARATORS
            .into_iter()
            .filter_map(|name| Some((name, fields.written(name)?)))
            .collect();
        let within = fields.written("within");
        let (name, span) = match given.as_slice() {
            [] => {
                self.no_comparator(fields.span);
                return None;
            }
            [only] => *only,
            [first, second, ..] => {
                self.two_comparators(*first, *second);
                return None;
            }
        };
        if (name == "about") != within.is_some() {
            self.about_and_within(within.unwrap_or(span));
            return None;
        }
        let node = fields.raw(name)?;
        let indicator = &indicator?.value;
        let unit = indicator.unit(names);
        let (quantity, range) = (measure(unit), range(indicator, unit));
        let (provenance, node) = self.unwrapped(node);
        let node = node?;
        let value = match name {
            "between" => self.pair(node, quantity, range)?,
            "about" => {
                let value = self.number(name, node, quantity, range);
                let (_, within) = self.unwrapped(fields.raw("within")?);
                let within = self.number("within", within?, quantity, Range::POSITIVE);
                Comparator::About {
                    value: value?,
                    within: within?,
                }
            }
            "at_most" => Comparator::AtMost(self.number(name, node, quantity, range)?),
            _ => Comparator::AtLeast(self.number(name, node, quantity, range)?),
        };
        Some(Stated {
            value,
            span: node.span,
            provenance: provenance.unwrap_or_default(),
        })
    }

    fn pair(&mut self, node: &Node, quantity: Quantity, range: Range) -> Option<Comparator> {
        let Some([low, high]) = node.as_list() else {
            let expected = crate::scenario::keys::Kind::JudgedPair.expectation();
            self.wrong_kind("between", node, &expected);
            return None;
        };
        let (first, second) = (
            self.number("between", low, quantity, range),
            self.number("between", high, quantity, range),
        );
        let (first, second) = (first?, second?);
        if first >= second {
            self.error(
                Code::Comparator,
                node.span,
                bilingual!(
                    "`between` 的下限 {first} 不小于上限 {second}",
                    "`between`: {first} is not below {second}"
                ),
                bilingual!("写成 [下限, 上限]", "write [low, high]"),
            );
            return None;
        }
        Some(Comparator::Between(first, second))
    }

    fn no_comparator(&mut self, span: Span) {
        self.report(
            Diagnostic::error(Code::Comparator, span, bilingual!("目标没有比较方式", "the target has no comparator"))
                .help(bilingual!(
                    "加上 at_least（以上）、at_most（以内）、about 与 within（左右）或 between（区间）之一",
                    "add one of at_least, at_most, about with within, or between"
                )),
        );
    }

    fn two_comparators(&mut self, first: (&str, Span), second: (&str, Span)) {
        let ((first_name, first), (second_name, second)) = if first.1 < second.1 {
            (first, second)
        } else {
            (second, first)
        };
        self.report(
            Diagnostic::error(
                Code::Comparator,
                second,
                bilingual!(
                    "目标既有 `{first_name}` 又有 `{second_name}`",
                    "the target has both `{first_name}` and `{second_name}`"
                ),
            )
            .also(first, bilingual!("第一种在这里", "the first is here"))
            .help(bilingual!(
                "只留一种；上下限都有时用 between = [下限, 上限]",
                "keep one; for two bounds use between = [low, high]"
            )),
        );
    }

    fn about_and_within(&mut self, span: Span) {
        self.report(
            Diagnostic::error(
                Code::Comparator,
                span,
                bilingual!(
                    "`about` 与 `within` 要一起写",
                    "`about` and `within` go together"
                ),
            )
            .help(bilingual!(
                "如 about = \"8%\"，within = \"0.5个百分点\"",
                "such as about = \"8%\" and within = \"0.5个百分点\""
            )),
        );
    }
}

/// How a number of this unit is written.
pub(super) fn measure(unit: Unit) -> Quantity {
    match unit {
        Unit::Money => Quantity::Money,
        Unit::Rate | Unit::Points => Quantity::Rate,
        Unit::Share => Quantity::Share,
        Unit::Index | Unit::Number => Quantity::Number,
        Unit::Count(word) => Quantity::Count(word),
    }
}

/// Values a target can have: utilisation may exceed 1, a share of GDP may not, nothing shrinks by more than all of it.
pub(super) fn range(indicator: &Indicator, unit: Unit) -> Range {
    match (unit, &indicator.series) {
        (Unit::Share, Series::Node(_, crate::scenario::Measure::Share)) => Range::UNIT,
        (Unit::Rate, _) => Range::above(-1.0),
        _ => Range::ANY,
    }
}
