//! What indicators were before the simulated years.

use super::fields::Fields;
use super::judgement::{IndicatorsByName, measure, range};
use super::reader::Reader;
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::quantity::bilingual;
use crate::scenario::document::Entry;
use crate::scenario::keys::{Key, Kind};
use crate::scenario::{History, Indicator, IndicatorNames};

impl Reader<'_> {
    /// The history of each indicator, once.
    pub(super) fn history(
        &mut self,
        blocks: &[Fields],
        names: &IndicatorNames,
        indicators: &IndicatorsByName,
    ) -> Vec<History> {
        let mut known: Vec<History> = Vec::new();
        for fields in blocks {
            let Some(history) = self.history_of_one(fields, names, indicators) else {
                continue;
            };
            let same = |other: &&History| other.indicator.value == history.indicator.value;
            match known.iter().find(same).map(|first| first.indicator.span) {
                Some(first) => self.history_twice(&history, first, names),
                None => known.push(history),
            }
        }
        known
    }

    fn history_of_one(
        &mut self,
        fields: &Fields,
        names: &IndicatorNames,
        indicators: &IndicatorsByName,
    ) -> Option<History> {
        let indicator = self.indicator(fields, names, indicators)?;
        let (provenance, node) = self.unwrapped(fields.raw("values")?);
        let key = fields.keys.key("values").expect("it has been read");
        let table = self.expect_table(key, node?)?;
        let read: Vec<Option<(i32, f64)>> = table
            .entries
            .iter()
            .map(|entry| self.past_value(key, entry, &indicator.value, names))
            .collect();
        let mut values: Vec<(i32, f64)> = read.into_iter().collect::<Option<_>>()?;
        if values.is_empty() {
            self.wrong_kind(key.name, node?, &Kind::JudgedByYear.expectation());
            return None;
        }
        values.sort_by_key(|(year, _)| *year);
        let text = |key: &str| fields.optional::<String>(key).map(|text| text.value);
        let provenance = provenance.unwrap_or_default();
        Some(History {
            indicator,
            values,
            vintage: fields.optional("vintage").map(|text| text.value),
            source: text("source").or(provenance.source),
            quote: text("quote").or(provenance.quote),
        })
    }

    fn past_value(
        &mut self,
        key: &Key,
        entry: &Entry,
        indicator: &Indicator,
        names: &IndicatorNames,
    ) -> Option<(i32, f64)> {
        let year = self.named_year(key, entry);
        let unit = indicator.unit(names);
        let (_, node) = self.unwrapped(&entry.node);
        let value = self.number(key.name, node?, measure(unit), range(indicator, unit));
        let (year, base) = (year?, self.horizon?.base_year());
        if year <= base {
            return Some((year, value?));
        }
        self.report(
            Diagnostic::error(
                Code::BadYear,
                entry.key_span,
                bilingual!(
                    "{year} 年在基年 {base} 之后，不是历史",
                    "{year} comes after the base year {base}: it is no history"
                ),
            )
            .help(bilingual!(
                "模拟期内的实际值写在 [[actual]] 中",
                "what came to be in a simulated year belongs in [[actual]]"
            )),
        );
        None
    }

    fn history_twice(&mut self, history: &History, first: Span, names: &IndicatorNames) {
        let name = history.indicator.value.name(names);
        self.report(
            Diagnostic::error(
                Code::DuplicatePair,
                history.indicator.span,
                bilingual!(
                    "`{name}` 的历史写了两次",
                    "the history of `{name}` is given twice"
                ),
            )
            .also(first, bilingual!("首次出现在这里", "first given here"))
            .help(bilingual!("合成一个", "make them one")),
        );
    }
}
