//! `[half_year]`.

use super::fields::Fields;
use super::judgement::IndicatorsByName;
use super::reader::Reader;
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::quantity::bilingual;
use crate::scenario::half_year::{HalfYear, HalfYearOf};
use crate::scenario::{IndicatorNames, Unit};

impl Reader<'_> {
    /// The half-years, once the indicators are known.
    pub(super) fn half_year(
        &mut self,
        fields: &Fields,
        names: &IndicatorNames,
        indicators: &IndicatorsByName,
    ) -> Option<HalfYear> {
        // Without the table there is one of defaults alone.
        let table = fields.table("half_year")?;
        let (spread, blocks) = (table.optional("spread"), table.blocks("of"));
        if spread.is_none() && table.written("spread").is_none() {
            let silent = blocks.iter().find(|own| own.written("spread").is_none());
            let weight = table.written("weight");
            if let Some(span) = silent.map(|own| own.span).or(weight) {
                self.without_spread(span);
                return None;
            }
            if blocks.is_empty() {
                return None;
            }
        }
        let mut of: Vec<HalfYearOf> = Vec::new();
        for inner in blocks {
            let Some(own) = self.half_year_of(inner, names, indicators) else {
                continue;
            };
            let mut known = of.iter();
            if let Some(first) = known.find(|it| it.indicator.value == own.indicator.value) {
                let name = own.indicator.value.name(names);
                self.report(
                    Diagnostic::error(
                        Code::DuplicatePair,
                        own.indicator.span,
                        bilingual!("`{name}` 写了两次", "`{name}` is given twice"),
                    )
                    .also(
                        first.indicator.span,
                        bilingual!("首次出现在这里", "first given here"),
                    )
                    .help(bilingual!("只留一个", "keep one of them")),
                );
            } else {
                of.push(own);
            }
        }
        Some(HalfYear {
            weight: table.stated("weight"),
            spread,
            of,
        })
    }

    fn without_spread(&mut self, span: Span) {
        self.error(
            Code::MissingKey,
            span,
            bilingual!("缺少 `spread`", "`spread` is missing"),
            bilingual!(
                "加上 spread = \"2个百分点\"：两个半年增速之差的标准差",
                "add spread = \"2%\": the standard deviation of the growth of the first half less that of the second"
            ),
        );
    }

    fn half_year_of(
        &mut self,
        fields: &Fields,
        names: &IndicatorNames,
        indicators: &IndicatorsByName,
    ) -> Option<HalfYearOf> {
        let indicator = self.indicator(fields, names, indicators)?;
        if indicator.value.unit(names) != Unit::Rate {
            let name = indicator.value.name(names);
            self.error(
                Code::WrongUnit,
                indicator.span,
                bilingual!("`{name}` 不是增速", "`{name}` is no rate of growth"),
                bilingual!(
                    "上半年只说增速，如 gdp.growth、fai.growth",
                    "a first half speaks of growth, such as gdp.growth or fai.growth"
                ),
            );
            return None;
        }
        Some(HalfYearOf {
            indicator,
            weight: fields.optional("weight"),
            spread: fields.optional("spread"),
        })
    }
}
