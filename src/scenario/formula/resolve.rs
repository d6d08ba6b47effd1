//! From a syntax tree to an expression: units that go together, and values of earlier years that exist.

use std::ops::Range;

use super::dimension::Type;
use super::expression::{BinaryOperation, Expression, UnaryOperation};
use super::names::{Declared, Names};
use super::tree::{Tree, TreeKind};
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::quantity::{Localized, bilingual};

/// Most parts of all formulas of a file together, sums over groups written out.
pub(super) const MOST_PARTS: usize = 200_000;

/// A part of a formula, resolved.
pub(in crate::scenario) struct Resolved {
    pub(in crate::scenario) expression: Expression,
    pub(in crate::scenario) kind: Type,
    /// The first year it has a value in: −1 the base year, 0 the first simulated one; and which part says so.
    pub(super) first: i32,
    pub(super) first_at: Range<usize>,
}

/// Resolves the formulas of a file.
pub(in crate::scenario) struct Resolver<'n> {
    pub(super) names: &'n Names<'n>,
    /// What is known of the declared indicators; kinds are filled in as they are told.
    pub(in crate::scenario) declared: Vec<Declared>,
    /// Parts made so far, in all formulas.
    pub(super) parts: usize,
    /// Sums over the years made so far.
    pub(super) sums: usize,
    /// Names compared for suggestions so far.
    pub(super) compared: usize,
    pub(super) text: String,
    pub(super) has_noise: bool,
    pub(super) uses_noise: bool,
    /// The member that `*` stands for, inside a sum over a group.
    pub(super) member: Option<usize>,
    /// Whether `*` was met inside the sum.
    pub(super) met_member: bool,
    /// How many years back the part in hand is.
    pub(super) back: usize,
    /// Declared indicators named in the same year, with their places.
    pub(super) same_year: Vec<(usize, Range<usize>)>,
    pub(super) found: Vec<Diagnostic>,
}

/// What resolving one formula gives.
pub(in crate::scenario) struct Outcome {
    /// `None` when something in it is wrong.
    pub(in crate::scenario) formula: Option<Resolved>,
    /// Whether it draws.
    pub(in crate::scenario) uses_noise: bool,
    /// Declared indicators named in the same year, with their places.
    pub(in crate::scenario) same_year: Vec<(usize, Range<usize>)>,
    /// Its mistakes, each at its bytes in the text.
    pub(in crate::scenario) found: Vec<Diagnostic>,
}

impl<'n> Resolver<'n> {
    /// A resolver that has seen nothing yet.
    pub(in crate::scenario) fn new(names: &'n Names<'n>, declared: Vec<Declared>) -> Self {
        Self {
            names,
            declared,
            parts: 0,
            sums: 0,
            compared: 0,
            text: String::new(),
            has_noise: false,
            uses_noise: false,
            member: None,
            met_member: false,
            back: 0,
            same_year: Vec::new(),
            found: Vec::new(),
        }
    }

    /// Resolves one formula.
    pub(in crate::scenario) fn resolve(
        &mut self,
        text: &str,
        tree: &Tree,
        has_noise: bool,
    ) -> Outcome {
        text.clone_into(&mut self.text);
        (self.has_noise, self.uses_noise) = (has_noise, false);
        let mut formula = self.tree(tree);
        if let Some(resolved) = &formula
            && resolved.first > 0
        {
            self.no_earlier_value(&resolved.first_at.clone());
            formula = None;
        }
        let found = std::mem::take(&mut self.found);
        Outcome {
            formula: formula.filter(|_| found.is_empty()),
            uses_noise: self.uses_noise,
            same_year: std::mem::take(&mut self.same_year),
            found,
        }
    }

    pub(super) fn tree(&mut self, tree: &Tree) -> Option<Resolved> {
        self.parts += 1;
        if self.parts > MOST_PARTS {
            if self.parts == MOST_PARTS + 1 {
                self.report(
                    Code::TooMany,
                    &tree.range,
                    bilingual!(
                        "全部公式（按组求和展开后）超过 {MOST_PARTS} 项",
                        "all formulas together, sums over groups written out, have more than {MOST_PARTS} parts"
                    ),
                    bilingual!("简化公式", "simplify the formulas"),
                );
            }
            return None;
        }
        match &tree.kind {
            TreeKind::Number => self.number(&tree.range),
            TreeKind::Name => self.name(&tree.range),
            TreeKind::Unary(operation, of) => self.unary(*operation, of),
            TreeKind::Binary(operation, operator, left, right) => {
                let (left_value, right_value) = (self.tree(left), self.tree(right));
                let sides = [(&**left, left_value?), (&**right, right_value?)];
                self.binary(*operation, operator, sides)
            }
            TreeKind::Call(function, values) => self.call(*function, &tree.range, values),
        }
    }

    fn unary(&mut self, operation: UnaryOperation, of: &Tree) -> Option<Resolved> {
        let value = self.tree(of)?;
        let kind = match (operation, &value.kind) {
            (UnaryOperation::Not, Type::Truth) => Type::Truth,
            (UnaryOperation::Not, _) => {
                self.truth_expected(&of.range, &value.kind);
                return None;
            }
            (_, Type::Truth) => {
                self.number_expected(&of.range);
                return None;
            }
            (UnaryOperation::Negate | UnaryOperation::Abs, kind) => kind.clone(),
            (UnaryOperation::Exp | UnaryOperation::Ln, kind) => {
                if !kind.is_plain() {
                    self.plain_expected(&of.range, kind);
                    return None;
                }
                Type::NUMBER
            }
        };
        Some(Resolved {
            expression: Expression::Unary(operation, Box::new(value.expression)),
            kind,
            ..value
        })
    }

    fn binary(
        &mut self,
        operation: BinaryOperation,
        operator: &Range<usize>,
        sides: [(&Tree, Resolved); 2],
    ) -> Option<Resolved> {
        let [(left_tree, left), (right_tree, right)] = sides;
        let kind = match operation {
            BinaryOperation::And | BinaryOperation::Or => {
                for (tree, side) in [(left_tree, &left), (right_tree, &right)] {
                    if side.kind != Type::Truth {
                        self.truth_expected(&tree.range, &side.kind);
                        return None;
                    }
                }
                Type::Truth
            }
            BinaryOperation::Power => {
                for (tree, side) in [(left_tree, &left), (right_tree, &right)] {
                    if !side.kind.is_plain() {
                        self.plain_expected(&tree.range, &side.kind);
                        return None;
                    }
                }
                Type::NUMBER
            }
            BinaryOperation::Multiply | BinaryOperation::Divide => {
                let power = if operation == BinaryOperation::Divide {
                    -1
                } else {
                    1
                };
                let product = left.kind.times(&right.kind, power);
                if product.is_none() {
                    let truth = if left.kind == Type::Truth {
                        left_tree
                    } else {
                        right_tree
                    };
                    self.number_expected(&truth.range);
                }
                product?
            }
            _ => {
                let joined =
                    self.joined(operator, (left_tree, &left.kind), (right_tree, &right.kind))?;
                if operation.compares() {
                    Type::Truth
                } else {
                    joined
                }
            }
        };
        Some(both(left, right, kind, |left, right| {
            Expression::Binary(operation, Box::new(left), Box::new(right))
        }))
    }

    /// The one dimension of two parts; reports parts that have two.
    pub(super) fn joined(
        &mut self,
        at: &Range<usize>,
        (left, left_kind): (&Tree, &Type),
        (right, right_kind): (&Tree, &Type),
    ) -> Option<Type> {
        let joined = left_kind.joined(right_kind);
        if joined.is_none() {
            for (tree, kind) in [(left, left_kind), (right, right_kind)] {
                if *kind == Type::Truth {
                    self.number_expected(&tree.range);
                    return None;
                }
            }
            let (a, b) = (self.piece(&left.range), self.piece(&right.range));
            let (of_a, of_b) = (
                left_kind.words(self.names.money),
                right_kind.words(self.names.money),
            );
            let message = Localized::new(
                format!("“{a}”是{}，“{b}”是{}，不能相加减或比较", of_a.zh, of_b.zh),
                format!(
                    "`{a}` is {}, `{b}` is {}: they cannot be added or compared",
                    of_a.en, of_b.en
                ),
            );
            let finding = Diagnostic::error(Code::FormulaUnit, span(at), message)
                .also(span(&left.range), of_a)
                .also(span(&right.range), of_b)
                .help(bilingual!(
                    "比率要先乘一个金额或数量；不带单位的数可写上单位，如 100亿、5万户",
                    "multiply a rate by an amount first; give a plain number its unit, such as 100亿 or 5万户"
                ));
            self.found.push(finding);
        }
        joined
    }
}

/// Two parts as one: it exists once both do.
pub(super) fn both(
    left: Resolved,
    right: Resolved,
    kind: Type,
    make: impl FnOnce(Expression, Expression) -> Expression,
) -> Resolved {
    let (first, first_at) = latest([&left, &right]);
    Resolved {
        expression: make(left.expression, right.expression),
        kind,
        first,
        first_at,
    }
}

/// The first year in which every part has a value, and the part that says so.
pub(super) fn latest<'r>(parts: impl IntoIterator<Item = &'r Resolved>) -> (i32, Range<usize>) {
    let of = |part: &'r Resolved| (part.first, part.first_at.clone());
    let by_year = |a: (i32, Range<usize>), b: (i32, Range<usize>)| if b.0 > a.0 { b } else { a };
    parts
        .into_iter()
        .map(of)
        .reduce(by_year)
        .unwrap_or((-1, 0..0))
}

pub(super) fn span(range: &Range<usize>) -> Span {
    Span::new(range.start, range.end)
}
