//! Outcomes known since.

use std::collections::BTreeMap;

use super::fields::Fields;
use super::judgement::{IndicatorsByName, measure, range};
use super::reader::Reader;
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::quantity::bilingual;
use crate::scenario::{Actual, Indicator, IndicatorNames, Stated};

impl Reader<'_> {
    /// The outcomes that can be read, each indicator and year once.
    pub(super) fn actuals(
        &mut self,
        blocks: &[Fields],
        names: &IndicatorNames,
        indicators: &IndicatorsByName,
    ) -> Vec<Actual> {
        let mut seen: BTreeMap<(Indicator, i32), Span> = BTreeMap::new();
        let mut actuals = Vec::new();
        for fields in blocks {
            let Some(actual) = self.actual(fields, names, indicators) else {
                continue;
            };
            let place = (actual.indicator.value.clone(), actual.year.value);
            if let Some(first) = seen.get(&place) {
                self.known_twice(&actual, *first, names);
            } else {
                seen.insert(place, actual.indicator.span);
                actuals.push(actual);
            }
        }
        actuals
    }

    fn actual(
        &mut self,
        fields: &Fields,
        names: &IndicatorNames,
        indicators: &IndicatorsByName,
    ) -> Option<Actual> {
        let year = self.outcome_year(fields);
        let indicator = self.indicator(fields, names, indicators);
        let value = self.outcome(fields, names, indicator.as_ref());
        let value = value?;
        let text = |key: &str| fields.optional::<String>(key).map(|text| text.value);
        let provenance = value.provenance.clone();
        Some(Actual {
            span: fields.span,
            indicator: indicator?,
            year: year?,
            value,
            other_base: fields.plain("other_base"),
            source: text("source").or(provenance.source),
            quote: text("quote").or(provenance.quote),
            note: text("note").or(provenance.note),
        })
    }

    fn outcome(
        &mut self,
        fields: &Fields,
        names: &IndicatorNames,
        indicator: Option<&Stated<Indicator>>,
    ) -> Option<Stated<f64>> {
        let node = fields.raw("value")?;
        let indicator = &indicator?.value;
        let unit = indicator.unit(names);
        let (provenance, node) = self.unwrapped(node);
        let node = node?;
        Some(Stated {
            value: self.number("value", node, measure(unit), range(indicator, unit))?,
            span: node.span,
            provenance: provenance.unwrap_or_default(),
        })
    }

    fn outcome_year(&mut self, fields: &Fields) -> Option<Stated<i32>> {
        let year: Stated<i32> = fields.optional("year")?;
        let horizon = self.horizon?;
        if horizon.index(year.value).is_some() {
            return Some(year);
        }
        let (first, last, written) = (horizon.base_year() + 1, horizon.last_year(), year.value);
        self.report(
            Diagnostic::error(
                Code::BadYear,
                year.span,
                bilingual!(
                    "{written} 年不在模拟期内，没有路径可以对照",
                    "{written} is not simulated: there are no paths to compare with"
                ),
            )
            .label(bilingual!(
                "模拟期为 {first} 至 {last}",
                "the simulated years are {first} to {last}"
            ))
            .help(if written < first {
                bilingual!(
                    "模拟期之前的数值写在 [[history]] 中",
                    "values before the simulated years belong in [[history]]"
                )
            } else {
                bilingual!(
                    "改年份，或改 `horizon`（终年）",
                    "change the year, or `horizon`"
                )
            }),
        );
        None
    }

    fn known_twice(&mut self, actual: &Actual, first: Span, names: &IndicatorNames) {
        let (year, name) = (actual.year.value, actual.indicator.value.name(names));
        self.report(
            Diagnostic::error(
                Code::DuplicatePair,
                actual.indicator.span,
                bilingual!(
                    "`{name}` {year} 年的实际值写了两次",
                    "the outcome of `{name}` in {year} is given twice"
                ),
            )
            .also(first, bilingual!("首次出现在这里", "first given here"))
            .help(bilingual!("只留一个", "keep one of them")),
        );
    }
}
