//! Distributions: the shape's name says which parameters there are.

use super::fields::{Fields, Read};
use super::reader::Reader;
use super::value::placed;
use super::walk::Absent;
use crate::diagnostics::{Candidate, Code, Diagnostic, closest, escape};
use crate::distribution::{
    Beta, Empirical, Fixed, LogNormal, Normal, Pert, Rule, Shape, ShapeError, StudentT, Triangular,
    TwoPiece, Uniform,
};
use crate::quantity::bilingual;
use crate::scenario::document::{Node, Table};
use crate::scenario::keys::{DISTRIBUTIONS, DistributionKeys, Key, PROVENANCE, Quantity, Range};
use crate::scenario::{Provenance, Stated};

/// The distribution that is always `value`.
pub(super) fn fixed(value: f64) -> Shape {
    Fixed::new(value)
        .expect("numbers in a scenario are finite")
        .into()
}

/// What stands in for a distribution that could not be read.
pub(super) fn stand_in() -> Shape {
    fixed(0.0)
}

impl Reader<'_> {
    /// Reads a distribution, perhaps with its provenance: its own, or that of its first parameter that has one.
    pub(super) fn stated_distribution(&mut self, key: &Key, node: &Node) -> Option<Stated<Read>> {
        let wrapped = |table: &&Table| {
            let has = |name| table.get(name).is_some();
            !has("shape") && PROVENANCE.keys().any(|key| has(key.name))
        };
        let (outer, inner) = match node.as_table().filter(wrapped) {
            Some(table) => self.provenance(node.span, table),
            None => (Provenance::default(), Some(node)),
        };
        let inner = inner?;
        let (shape, of_parameters) = self.distribution(key, inner)?;
        let plain = Provenance::default();
        let provenance = if outer == plain { of_parameters } else { outer };
        Some(placed(Read::Distribution(shape), inner.span, provenance))
    }

    fn distribution(&mut self, key: &Key, node: &Node) -> Option<(Shape, Provenance)> {
        let Some(table) = node.as_table() else {
            if node.as_list().is_some() {
                self.wrong_kind(key.name, node, &key.kind.expectation());
                return None;
            }
            let value = self.number(key.name, node, Quantity::Number, Range::ANY)?;
            return Some((fixed(value), Provenance::default()));
        };
        let named = self.named_distribution(key, node, table)?;
        let found = self.found.len();
        let fields = self.table(&named.table, node.span, table, Absent::Completed(None));
        if self.found.len() > found {
            return None;
        }
        let shape = self.shape(named.shape, &fields)?;
        Some((shape, fields.first_provenance()))
    }

    fn named_distribution(
        &mut self,
        key: &Key,
        node: &Node,
        table: &Table,
    ) -> Option<&'static DistributionKeys> {
        let name = key.name;
        let names: Vec<&str> = DISTRIBUTIONS.iter().map(|known| known.shape).collect();
        let all = names.join(", ");
        let Some(shape) = table.get("shape") else {
            self.report(
                Diagnostic::error(
                    Code::MissingKey,
                    node.span,
                    bilingual!(
                        "`{name}` 的分布缺少 `shape`",
                        "the distribution of `{name}` lacks `shape`"
                    ),
                )
                .help(bilingual!(
                    "`shape` 可以是 {all}",
                    "`shape` is one of {all}"
                )),
            );
            return None;
        };
        let written = shape.as_text().unwrap_or_default();
        let known = DISTRIBUTIONS.iter().find(|known| known.shape == written);
        if known.is_none() {
            let meant = closest(written, names.into_iter().map(Candidate::plain));
            let written = escape(written);
            self.report(
                Diagnostic::error(
                    Code::BadDistribution,
                    shape.span,
                    bilingual!(
                        "没有名为 \"{written}\" 的分布",
                        "there is no distribution \"{written}\""
                    ),
                )
                .help(match meant {
                    Some(word) => bilingual!("是否想写 \"{word}\"？", "did you mean \"{word}\"?"),
                    None => bilingual!("`shape` 可以是 {all}", "`shape` is one of {all}"),
                }),
            );
        }
        known
    }

    /// The distribution of this name with the parameters of a table; also the margins of factors.
    pub(super) fn shape(&mut self, name: &str, parameters: &Fields) -> Option<Shape> {
        match make(name, parameters) {
            Ok(shape) => Some(shape),
            Err(error) => {
                self.bad_parameters(&error, parameters);
                None
            }
        }
    }

    fn bad_parameters(&mut self, error: &ShapeError, parameters: &Fields) {
        let got: Vec<String> = error
            .values
            .iter()
            .map(|(name, value)| format!("{name} = {value}"))
            .collect();
        let (shape, got, rule) = (error.shape, got.join(", "), error.rule);
        let rule_zh = rule_in_chinese(rule);
        let culprit = culprit(error).and_then(|name| parameters.optional::<f64>(name));
        self.report(
            Diagnostic::error(
                Code::BadDistribution,
                culprit.map_or(parameters.span, |parameter| parameter.span),
                bilingual!(
                    "{shape} 分布的参数不成立：{got}",
                    "these are no parameters of a {shape} distribution: {got}"
                ),
            )
            .help(bilingual!("{rule_zh}", "{rule}")),
        );
    }
}

/// The parameter to change: of three in a wrong order the middle one when it lies outside the other two, else the last.
fn culprit(error: &ShapeError) -> Option<&'static str> {
    let value = |name: &str| {
        error
            .values
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| *value)
    };
    match error.rule {
        Rule::NotNegative(name)
        | Rule::Positive(name)
        | Rule::Above(name, _)
        | Rule::Below(name, _) => Some(name),
        Rule::Ordered(names) | Rule::Increasing(names) => match *names {
            [low, middle, high] if value(low) < value(high) => Some(middle),
            [.., last] => Some(last),
            [] => None,
        },
        Rule::Finite | Rule::NotEmpty => None,
    }
}

/// A rule about parameters in Chinese.
fn rule_in_chinese(rule: Rule) -> String {
    match rule {
        Rule::Finite => "每个参数都应是有限的数".to_owned(),
        Rule::NotNegative(name) => format!("{name} 不能小于 0"),
        Rule::Positive(name) => format!("{name} 应大于 0"),
        Rule::Above(name, limit) => format!("{name} 应大于 {limit}"),
        Rule::Below(name, limit) => format!("{name} 应小于 {limit}"),
        Rule::Ordered(names) => {
            format!(
                "应有 {}，且 {} < {}",
                names.join(" ≤ "),
                names[0],
                names[names.len() - 1]
            )
        }
        Rule::Increasing(names) => format!("应有 {}", names.join(" < ")),
        Rule::NotEmpty => "至少要有一个值".to_owned(),
    }
}

/// The checked distribution of a name and its parameters.
fn make(name: &str, parameters: &Fields) -> Result<Shape, ShapeError> {
    let of = |parameter: &str| parameters.plain::<f64>(parameter);
    Ok(match name {
        "pert" => Pert::new(of("low"), of("mode"), of("high"))?.into(),
        "triangular" => Triangular::new(of("low"), of("mode"), of("high"))?.into(),
        "uniform" => Uniform::new(of("low"), of("high"))?.into(),
        "normal" => Normal::new(of("mean"), of("sd"))?.into(),
        "lognormal" => LogNormal::new(of("median"), of("sigma"))?.into(),
        "student-t" => StudentT::new(of("mean"), of("sd"), of("dof"))?.into(),
        "two-piece" => TwoPiece::new(of("mode"), of("sd_down"), of("sd_up"))?.into(),
        "beta" => Beta::new(of("mean"), of("sd"), of("low"), of("high"))?.into(),
        "empirical" => Empirical::new(parameters.plain::<Vec<f64>>("values"))?.into(),
        _ => Fixed::new(of("value"))?.into(),
    })
}
