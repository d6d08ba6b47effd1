//! What a declared indicator says of itself before its formula is understood.

use super::fields::Fields;
use super::judgement::measure;
use super::reader::Reader;
use crate::diagnostics::{Code, Diagnostic, Span, escape};
use crate::distribution::Shape;
use crate::quantity::{Dimension, MoneyUnit, Unit as Word, Written, bilingual};
use crate::scenario::document::{Node, Value};
use crate::scenario::formula::{Tree, is_word_of_formulas, parse};
use crate::scenario::keys::{Kind, LONGEST_FORMULA, Quantity, Range, Thing};
use crate::scenario::{FIRST_WORDS, Provenance, Stated, Unit, has_growth};

/// An indicator before its formula is understood.
pub(super) struct Head {
    pub(super) id: String,
    pub(super) span: Span,
    /// Stated, or that of the base; of a formula without either it is told later.
    pub(super) unit: Option<Unit>,
    pub(super) base: Option<Stated<f64>>,
    pub(super) grows: bool,
    pub(super) text: Stated<String>,
    /// `None` when it cannot be read.
    pub(super) tree: Option<Tree>,
    pub(super) noise: Option<Stated<Shape>>,
    pub(super) noise_span: Option<Span>,
}

impl Head {
    /// Whether `<id>.growth` exists.
    pub(super) fn has_growth(&self) -> bool {
        has_growth(
            self.grows,
            self.base.as_ref().map(|base| base.value),
            self.unit,
        )
    }
}

impl Reader<'_> {
    /// Everything about an indicator that no other indicator is needed for.
    pub(super) fn head(&mut self, fields: &Fields) -> Head {
        let id: Stated<String> = fields.stated("id");
        self.check_indicator_id(&id);
        let stated = fields.optional::<String>("unit");
        let unit = stated.and_then(|unit| self.unit_word(&unit));
        let (base, implied) = self.base(fields, unit);
        let (grows, text) = self.formula_text(fields);
        let tree = match parse(&text.value) {
            _ if text.value.is_empty() => None,
            Ok(tree) => Some(tree),
            Err(found) => {
                self.place(found, &text);
                None
            }
        };
        let unit = unit.or(implied);
        if grows && fields.written("base").is_none() {
            let name = escape(&id.value);
            self.error(
                Code::MissingKey,
                fields.written("growth").unwrap_or(fields.span),
                bilingual!(
                    "指标 `{name}` 有 `growth` 而没有 `base`",
                    "the indicator `{name}` has `growth` but no `base`"
                ),
                bilingual!(
                    "加上基年值，如 base = \"280亿\"",
                    "add its base-year value, such as base = \"280亿\""
                ),
            );
        }
        Head {
            id: id.value,
            span: fields.span,
            unit,
            base,
            grows,
            text,
            tree,
            noise: fields.optional("noise"),
            noise_span: fields.written("noise"),
        }
    }

    /// An id that would mean two things.
    fn check_indicator_id(&mut self, id: &Stated<String>) {
        let word = escape(&id.value);
        let region = self
            .registry
            .of(Thing::Region)
            .position(&id.value)
            .is_some();
        let taken = FIRST_WORDS.contains(&id.value.as_str()) || is_word_of_formulas(&id.value);
        if region || taken {
            self.error(
                Code::BadName,
                id.span,
                bilingual!(
                    "`{word}` 已有含义，不能作指标的编号",
                    "`{word}` already has a meaning: it cannot be an indicator's id"
                ),
                bilingual!(
                    "换一个编号，如 {word}_x",
                    "choose another id, such as {word}_x"
                ),
            );
        }
    }

    /// The unit of a word; reports what is none.
    fn unit_word(&mut self, written: &Stated<String>) -> Option<Unit> {
        let text = written.value.trim();
        if let Some(money) = MoneyUnit::from_words(text) {
            if money == self.money {
                return Some(Unit::Money);
            }
            let unit = self.money.to_string();
            self.error(
                Code::WrongUnit,
                written.span,
                bilingual!(
                    "情景的金额单位是{unit}，不是{money}",
                    "the scenario's money is {unit}, not {money}"
                ),
                bilingual!(
                    "写 unit = \"{unit}\"；公式中的金额仍可写作任何金额单位",
                    "write unit = \"{unit}\"; amounts inside the formula may have any unit of money"
                ),
            );
            return None;
        }
        match Word::from_word(text) {
            Some(Word::Percent) => Some(Unit::Share),
            Some(Word::PercentagePoint) => Some(Unit::Points),
            Some(word) if !matches!(word.dimension(), Dimension::Money | Dimension::Proportion) => {
                Some(Unit::Count(word))
            }
            _ => {
                let (word, money) = (escape(text), self.money.to_string());
                let bare = text.trim_start_matches(['万', '亿']);
                let plain = Word::from_word(bare).filter(|_| bare.len() < text.len());
                self.error(
                    Code::WrongUnit,
                    written.span,
                    bilingual!("“{word}”不能作指标的单位", "`{word}` cannot be an indicator's unit"),
                    match plain {
                        Some(unit) => {
                            let unit = unit.word();
                            bilingual!("写 \"{unit}\"；图表会自己用万、亿", "write \"{unit}\"; charts count in 万 and 亿 by themselves")
                        }
                        None => bilingual!(
                            "可写 {money}、%、个百分点、户、个、家、人、套、项、辆、台、件、人次、吨、平方米、公里",
                            "it is {money}, %, 个百分点 (or pp), 户, 个, 家, 人, 套, 项, 辆, 台, 件, 人次, 吨, 平方米 or 公里"
                        ),
                    },
                );
                None
            }
        }
    }

    /// The base-year value, and the unit that it implies.
    fn base(&mut self, fields: &Fields, unit: Option<Unit>) -> (Option<Stated<f64>>, Option<Unit>) {
        let Some(node) = fields.raw("base") else {
            return (None, None);
        };
        let (provenance, inner) = self.unwrapped(node);
        let Some(inner) = inner else {
            return (None, None);
        };
        let implied = unit.or_else(|| implied_unit(inner));
        let quantity = implied.map_or(Quantity::Number, measure);
        let value = self.number("base", inner, quantity, Range::ANY);
        let base = value.map(|value| Stated {
            value,
            span: inner.span,
            provenance: provenance.unwrap_or_default(),
        });
        (base, Some(implied.unwrap_or(Unit::Number)))
    }

    /// The one formula of an indicator, and whether it is its growth; an empty text when there is none.
    fn formula_text(&mut self, fields: &Fields) -> (bool, Stated<String>) {
        let nothing = Stated {
            value: String::new(),
            span: fields.span,
            provenance: Provenance::default(),
        };
        let (name, node) = match (fields.written("growth"), fields.written("value")) {
            (Some(growth), Some(value)) => {
                let (first, second) = if growth < value {
                    (growth, value)
                } else {
                    (value, growth)
                };
                self.report(
                    Diagnostic::error(
                        Code::Exclusive,
                        second,
                        bilingual!(
                            "`growth` 与 `value` 只能写一个",
                            "`growth` and `value` exclude each other"
                        ),
                    )
                    .also(first, bilingual!("另一个在这里", "the other is here"))
                    .help(bilingual!("删去其中一个", "remove one of them")),
                );
                return (true, nothing);
            }
            (None, None) => {
                let id = escape(&fields.plain::<String>("id"));
                self.error(
                    Code::MissingKey,
                    fields.span,
                    bilingual!(
                        "指标 `{id}` 没有公式",
                        "the indicator `{id}` has no formula"
                    ),
                    bilingual!(
                        "加上 growth = \"…\"（增速）或 value = \"…\"（数值）",
                        "add growth = \"…\" or value = \"…\""
                    ),
                );
                return (false, nothing);
            }
            (Some(_), None) => ("growth", fields.raw("growth")),
            (None, Some(_)) => ("value", fields.raw("value")),
        };
        let text = node.and_then(|node| self.formula_of(name, node));
        (name == "growth", text.unwrap_or(nothing))
    }

    fn formula_of(&mut self, name: &str, node: &Node) -> Option<Stated<String>> {
        let (provenance, inner) = self.unwrapped(node);
        let inner = inner?;
        let text = match &inner.value {
            // A plain number is a formula too.
            Value::Text(text) | Value::Float(text) => text.clone(),
            Value::Integer { digits, radix: 10 } => digits.clone(),
            _ => {
                self.wrong_kind(name, inner, &Kind::Formula.expectation());
                return None;
            }
        };
        let length = text.chars().count();
        if length > LONGEST_FORMULA {
            self.error(
                Code::Formula,
                inner.span,
                bilingual!(
                    "公式长 {length} 个字符",
                    "the formula has {length} characters"
                ),
                bilingual!(
                    "最长 {LONGEST_FORMULA} 个字符；拆成几个指标",
                    "at most {LONGEST_FORMULA}; split it into several indicators"
                ),
            );
            return None;
        }
        if text.trim().is_empty() {
            self.error(
                Code::Formula,
                inner.span,
                bilingual!("公式是空的", "the formula is empty"),
                bilingual!(
                    "写上公式，如 0.9 * gdp.nominal_growth",
                    "write a formula such as 0.9 * gdp.nominal_growth"
                ),
            );
            return None;
        }
        Some(Stated {
            value: text,
            span: inner.span,
            provenance: provenance.unwrap_or_default(),
        })
    }
}

/// The unit that a base-year value is written with.
fn implied_unit(node: &Node) -> Option<Unit> {
    let written = Written::parse(node.as_text()?).ok()?;
    match written.unit() {
        Some(Word::PercentagePoint) => Some(Unit::Points),
        Some(Word::Percent | Word::PerMille) => Some(Unit::Share),
        Some(Word::Yuan) => Some(Unit::Money),
        Some(word) => Some(Unit::Count(word)),
        None => (!written.is_bare()).then_some(Unit::Money),
    }
}
