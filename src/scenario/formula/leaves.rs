//! The leaves of a formula: numbers and names.

use std::ops::Range;

use super::dimension::{Kind, Type};
use super::expression::Expression;
use super::names::declared;
use super::resolve::{Resolved, Resolver};
use crate::diagnostics::{Code, escape};
use crate::quantity::{Dimension, MoneyUnit, QuantityError, Unit, Written, bilingual};
use crate::scenario::{Indicator, Series};

impl Resolver<'_> {
    pub(super) fn number(&mut self, range: &Range<usize>) -> Option<Resolved> {
        let text = &self.text[range.clone()];
        match read_number(text, self.names.money) {
            Ok((value, kind)) if value.abs() <= 1e15 => Some(Resolved {
                expression: Expression::Number(value),
                kind,
                first: -1,
                first_at: range.clone(),
            }),
            Ok(_) | Err(QuantityError::NotFinite) => {
                let message = bilingual!(
                    "数的绝对值超过 10¹⁵",
                    "a number above 10¹⁵ in absolute value"
                );
                let help = bilingual!("写一个普通的数", "write an ordinary number");
                self.report(Code::NotFinite, range, message, help);
                None
            }
            Err(_) => {
                let written = escape(text);
                self.report(
                    Code::WrongUnit,
                    range,
                    bilingual!(
                        "“{written}”不是数，或单位无法识别",
                        "`{written}` is no number, or its unit is unknown"
                    ),
                    bilingual!(
                        "如 0.9、4.5%、100亿、7.5万套；相乘要写 *",
                        "such as 0.9, 4.5%, 100亿, 7.5万套; write products with *"
                    ),
                );
                None
            }
        }
    }

    pub(super) fn name(&mut self, range: &Range<usize>) -> Option<Resolved> {
        let written = self.text[range.clone()].to_owned();
        let plain = |expression, kind, first| {
            Some(Resolved {
                expression,
                kind,
                first,
                first_at: range.clone(),
            })
        };
        match written.as_str() {
            "year" => return plain(Expression::Year, Type::NUMBER, -1),
            "noise" => {
                self.uses_noise = true;
                if !self.has_noise {
                    self.report(
                        Code::MissingKey,
                        range,
                        bilingual!("公式用了 noise，但没有 `noise` 这个键", "the formula has `noise`, but there is no key `noise`"),
                        bilingual!(
                            "加上分布，如 noise = {{ shape = \"normal\", mean = 0, sd = \"2%\" }}",
                            "add a distribution such as noise = {{ shape = \"normal\", mean = 0, sd = \"2%\" }}"
                        ),
                    );
                }
                return plain(Expression::Noise, Type::Plain(Kind::Draw), 0);
            }
            _ => {}
        }
        let name = self.of_member(&written, range)?;
        let Some(indicator) = self.names.find(&name).cloned() else {
            self.unknown_name(&name, range);
            return None;
        };
        let (kind, has_base) = self.known(&indicator);
        if let Some(k) = declared(&indicator.series)
            && self.back == 0
        {
            self.same_year.push((k, range.clone()));
        }
        let first = if has_base { -1 } else { 0 };
        plain(Expression::Series(indicator), kind, first)
    }

    /// The name with `*` replaced by the member's id.
    fn of_member(&mut self, written: &str, range: &Range<usize>) -> Option<String> {
        if !written.contains('*') {
            return Some(written.to_owned());
        }
        let Some(member) = self.member else {
            self.report(
                Code::Formula,
                range,
                bilingual!(
                    "`*` 只能用在 sum_over 中",
                    "`*` stands only inside sum_over"
                ),
                bilingual!(
                    "如 sum_over(key_chain, sector.*.value_added)",
                    "such as sum_over(key_chain, sector.*.value_added)"
                ),
            );
            return None;
        };
        self.met_member = true;
        if !written.starts_with("sector.*.") {
            self.report(
                Code::Formula,
                range,
                bilingual!("`*` 代表组内的产业", "`*` stands for a sector of the group"),
                bilingual!("如 sector.*.value_added", "such as sector.*.value_added"),
            );
            return None;
        }
        Some(written.replacen('*', &self.names.ids.sectors[member], 1))
    }

    /// The unit of an indicator, and whether it has a base-year value.
    fn known(&self, indicator: &Indicator) -> (Type, bool) {
        match &indicator.series {
            Series::Declared(k) => {
                let declared = &self.declared[*k];
                (declared.kind.clone(), declared.has_base)
            }
            _ => (
                Type::of(indicator.unit(self.names.ids)),
                indicator.has_base(),
            ),
        }
    }
}

/// A number of a formula, in the scenario's money unit or in whole things, and its unit.
fn read_number(text: &str, money: MoneyUnit) -> Result<(f64, Type), QuantityError> {
    let written = Written::parse(text)?;
    let Some(unit) = written.unit() else {
        if written.is_bare() {
            let value = written.bare()?;
            let kind = if value == 0.0 {
                Type::Zero
            } else {
                Type::NUMBER
            };
            return Ok((value, kind));
        }
        return Ok((written.money(money)?, Type::of_word(Unit::Yuan)));
    };
    Ok(match unit.dimension() {
        Dimension::Money => (written.money(money)?, Type::of_word(unit)),
        Dimension::Proportion => (written.proportion()?, Type::RATE),
        Dimension::Count | Dimension::Area | Dimension::Length | Dimension::Mass => {
            (written.counted(unit)?, Type::of_word(unit))
        }
    })
}
