//! Numbers: written plainly or with a unit, of the right kind, finite and in range.

use super::reader::Reader;
use crate::diagnostics::{Code, Diagnostic, Span, escape};
use crate::quantity::{Localized, QuantityError, Written, bilingual};
use crate::scenario::document::{Node, Value};
use crate::scenario::keys::{Bound, Key, Kind, Quantity, Range, YEARS};

/// Greatest absolute value of any number.
const LARGEST: f64 = 1e15;

/// A number and whether it was written without a unit.
#[derive(Clone, Copy)]
struct Plain {
    value: f64,
    bare: bool,
}

impl Reader<'_> {
    /// Reads a number of this measure and range. `name` is the key it stands behind.
    pub(super) fn number(
        &mut self,
        name: &str,
        node: &Node,
        quantity: Quantity,
        range: Range,
    ) -> Option<f64> {
        let plain = self.any_number(name, node, quantity)?;
        let value = plain.value + 0.0; // no negative zero
        if !value.is_finite() || value.abs() > LARGEST {
            self.not_finite(name, node.span);
            return None;
        }
        if quantity == Quantity::Rate && plain.bare && value.abs() > 1.0 {
            self.bare_rate(name, value, node.span);
            return None;
        }
        if !range.contains(value) {
            self.out_of_range(name, node.span, plain, quantity, range);
            return None;
        }
        Some(value)
    }

    /// Reads a list of numbers.
    pub(super) fn numbers(
        &mut self,
        key: &Key,
        node: &Node,
        quantity: Quantity,
        range: Range,
        most: usize,
    ) -> Option<Vec<f64>> {
        let Some(list) = node.as_list().filter(|list| !list.is_empty()) else {
            self.wrong_kind(key.name, node, &key.kind.expectation());
            return None;
        };
        if let Some(extra) = list.get(most) {
            let name = key.name;
            let message = bilingual!(
                "`{name}` 最多 {most} 个数",
                "`{name}` has at most {most} numbers"
            );
            self.error(
                Code::TooMany,
                extra.span,
                message,
                bilingual!("删去多余的数", "remove what is too much"),
            );
        }
        let read: Vec<Option<f64>> = list
            .iter()
            .map(|item| self.number(key.name, item, quantity, range))
            .collect();
        read.into_iter().collect()
    }

    /// Reads a whole number.
    pub(super) fn integer(&mut self, key: &Key, node: &Node, low: u64, high: u64) -> Option<u64> {
        let whole = match &node.value {
            Value::Integer { digits, radix } => {
                Some(i128::from_str_radix(digits, *radix).unwrap_or(i128::MAX))
            }
            Value::Text(text) => Written::parse(text)
                .and_then(|written| written.count())
                .ok()
                .filter(|value| value.fract() == 0.0 && value.abs() <= LARGEST)
                .map(|value| value as i128),
            _ => None,
        };
        let inside = whole
            .and_then(|whole| u64::try_from(whole).ok())
            .filter(|whole| (low..=high).contains(whole));
        if inside.is_none() {
            let name = key.name;
            let expected = key.kind.expectation();
            let (zh, en) = (expected.zh, expected.en);
            let code = if whole.is_some() {
                Code::OutOfRange
            } else {
                Code::WrongKind
            };
            self.error(
                code,
                node.span,
                bilingual!("`{name}` 的值不对", "`{name}` has a wrong value"),
                bilingual!("应为{zh}", "expected {en}"),
            );
        }
        inside
    }

    /// Reads a calendar year.
    pub(super) fn year(&mut self, key: &Key, node: &Node) -> Option<i32> {
        let Value::Integer { digits, radix } = &node.value else {
            self.wrong_kind(key.name, node, &key.kind.expectation());
            return None;
        };
        let year = i32::from_str_radix(digits, *radix).ok();
        let year = year.filter(|year| (YEARS[0]..=YEARS[1]).contains(year));
        if year.is_none() {
            let (name, [first, last]) = (key.name, YEARS);
            self.error(
                Code::BadYear,
                node.span,
                bilingual!("`{name}` 不是合理的年份", "`{name}` is no likely year"),
                bilingual!(
                    "应在 {first} 至 {last} 之间",
                    "expected a year from {first} to {last}"
                ),
            );
        }
        year
    }

    fn any_number(&mut self, name: &str, node: &Node, quantity: Quantity) -> Option<Plain> {
        let bare = |value| Some(Plain { value, bare: true });
        match &node.value {
            Value::Integer { digits, radix } => match i128::from_str_radix(digits, *radix) {
                Ok(whole) => bare(whole as f64),
                Err(_) => bare(f64::INFINITY),
            },
            Value::Float(text) => bare(text.parse().unwrap_or(f64::NAN)),
            Value::Text(text) => match quantity_of(text, quantity, self) {
                Ok(plain) => Some(plain),
                Err(error) => {
                    self.bad_quantity(name, node.span, text, quantity, &error);
                    None
                }
            },
            _ => {
                self.wrong_kind(
                    name,
                    node,
                    &Kind::Number(quantity, Range::ANY).expectation(),
                );
                None
            }
        }
    }

    fn bad_quantity(
        &mut self,
        name: &str,
        span: Span,
        text: &str,
        quantity: Quantity,
        error: &QuantityError,
    ) {
        let (name, text) = (escape(name), escape(text));
        let expected = Kind::Number(quantity, Range::ANY).expectation();
        let (zh, en) = (&expected.zh, &expected.en);
        let message = match error {
            QuantityError::NotFinite => return self.not_finite(&name, span),
            QuantityError::NotANumber => bilingual!(
                "`{name}` 的 \"{text}\" 不是数，应为{zh}",
                "`{name}`: \"{text}\" is not a number; expected {en}"
            ),
            QuantityError::UnknownUnit(unit) => bilingual!(
                "`{name}` 的单位“{unit}”无法识别，应为{zh}",
                "`{name}`: unknown unit `{unit}`; expected {en}"
            ),
            QuantityError::WrongUnit(unit) => bilingual!(
                "`{name}` 的单位“{unit}”种类不对，应为{zh}",
                "`{name}`: the unit `{unit}` is of the wrong kind; expected {en}"
            ),
        };
        self.report(Diagnostic::error(Code::WrongUnit, span, message).help(units(quantity)));
    }

    fn not_finite(&mut self, name: &str, span: Span) {
        let name = escape(name);
        self.report(
            Diagnostic::error(
                Code::NotFinite,
                span,
                bilingual!(
                    "`{name}` 不是有限数，或绝对值超过 10¹⁵",
                    "`{name}` is not finite, or above 10¹⁵ in absolute value"
                ),
            )
            .help(bilingual!("写一个普通的数", "write an ordinary number")),
        );
    }

    fn bare_rate(&mut self, name: &str, value: f64, span: Span) {
        let name = escape(name);
        let percent = (value * 1e4).round() / 1e2;
        self.report(
            Diagnostic::error(
                Code::BareRate,
                span,
                bilingual!(
                    "`{name}` 的 {value} 不带单位，即 {percent}%",
                    "`{name}`: the bare number {value} means {percent} %"
                ),
            )
            .label(bilingual!(
                "不带单位的比率是小数，绝对值不能大于 1",
                "a bare rate is a fraction and cannot exceed 1"
            ))
            .help(bilingual!(
                "是否想写 \"{value}%\"？",
                "did you mean \"{value}%\"?"
            )),
        );
    }

    fn out_of_range(
        &mut self,
        name: &str,
        span: Span,
        plain: Plain,
        quantity: Quantity,
        range: Range,
    ) {
        let name = escape(name);
        let value = plain.value;
        let percent = plain.bare && quantity == Quantity::Share && value > 1.0 && value <= 100.0;
        let unit_share = matches!(range.high, Bound::Included(1.0) | Bound::Excluded(1.0));
        let help = (percent && unit_share)
            .then(|| bilingual!("是否想写 \"{value}%\"？", "did you mean \"{value}%\"?"));
        self.report(
            Diagnostic::error(
                Code::OutOfRange,
                span,
                bilingual!(
                    "`{name}` 的 {value} 超出允许范围",
                    "`{name}`: {value} is out of range"
                ),
            )
            .label(bilingual!("允许范围：{range}", "allowed: {range}"))
            .help_if(help),
        );
    }
}

/// The number in a text, in the measure asked for.
fn quantity_of(
    text: &str,
    quantity: Quantity,
    reader: &Reader<'_>,
) -> Result<Plain, QuantityError> {
    let text = match quantity {
        Quantity::Years => text.trim_end().trim_end_matches('年'),
        _ => text,
    };
    let written = Written::parse(text)?;
    let value = match quantity {
        Quantity::Money => written.money(reader.money)?,
        Quantity::Rate | Quantity::Share | Quantity::Number => written.proportion()?,
        Quantity::Years => written.bare()?,
        Quantity::Count(unit) => written.counted(unit)?,
    };
    let bare = written.is_bare();
    Ok(Plain { value, bare })
}

/// The units a measure takes.
fn units(quantity: Quantity) -> Localized {
    match quantity {
        Quantity::Count(unit) => {
            let word = unit.word();
            bilingual!(
                "单位是 {word}、万{word}、亿{word}（{word}可省）",
                "the unit is {word}, 万{word} or 亿{word} ({word} may be left out)"
            )
        }
        Quantity::Money => bilingual!(
            "金额的单位是 元、万元、亿元、万亿元（元可省）",
            "money is in 元, 万元, 亿元 or 万亿元 (元 may be left out)"
        ),
        Quantity::Years => bilingual!("年数直接写数", "write the number of years without a unit"),
        _ => bilingual!(
            "可用的单位是 %、个百分点（pp）、‰，不带单位则为小数",
            "its units are %, 个百分点 (pp) and ‰; without one it is a fraction"
        ),
    }
}
