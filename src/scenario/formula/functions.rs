//! Functions in formulas: choices, other years, sums over years and sectors.

use std::ops::Range;

use super::dimension::Type;
use super::expression::{BinaryOperation, Expression};
use super::resolve::{Resolved, Resolver, both, latest};
use super::tree::{Function, Tree, TreeKind};
use crate::diagnostics::Code;
use crate::quantity::bilingual;

/// Most sums over the years (`cum`) of a file, sums over groups written out: each keeps its value on every path.
const MOST_SUMS: usize = 1000;

impl Resolver<'_> {
    pub(super) fn call(
        &mut self,
        function: Function,
        range: &Range<usize>,
        values: &[Tree],
    ) -> Option<Resolved> {
        match function {
            Function::Min => self.fold(BinaryOperation::Min, values),
            Function::Max => self.fold(BinaryOperation::Max, values),
            Function::If => self.condition(values),
            Function::Lag => self.lag(range, values),
            Function::Growth => self.growth(range, &values[0]),
            Function::Cum => self.cumulated(&values[0]),
            Function::SumOver => self.sum_over(range, &values[0], &values[1]),
            Function::Exp | Function::Ln | Function::Abs => {
                unreachable!("the parser makes operations of them")
            }
        }
    }

    fn fold(&mut self, operation: BinaryOperation, values: &[Tree]) -> Option<Resolved> {
        let resolved: Vec<Option<Resolved>> = values.iter().map(|value| self.tree(value)).collect();
        let mut parts = values.iter().zip(resolved);
        let (first_tree, first) = parts.next()?;
        let mut folded = first?;
        for (tree, part) in parts {
            let part = part?;
            let kind = self.joined(&tree.range, (first_tree, &folded.kind), (tree, &part.kind))?;
            folded = both(folded, part, kind, |left, right| {
                Expression::Binary(operation, Box::new(left), Box::new(right))
            });
        }
        Some(folded)
    }

    fn condition(&mut self, values: &[Tree]) -> Option<Resolved> {
        let [condition, then, otherwise] = [&values[0], &values[1], &values[2]];
        let resolved = [self.tree(condition), self.tree(then), self.tree(otherwise)];
        let [asked, then_value, otherwise_value] = resolved;
        let (asked, then_value, otherwise_value) = (asked?, then_value?, otherwise_value?);
        if asked.kind != Type::Truth {
            self.truth_expected(&condition.range, &asked.kind);
            return None;
        }
        let kind = self.joined(
            &otherwise.range,
            (then, &then_value.kind),
            (otherwise, &otherwise_value.kind),
        )?;
        let first = latest([&asked, &then_value, &otherwise_value]);
        Some(Resolved {
            kind,
            first: first.0,
            first_at: first.1,
            expression: Expression::If(Box::new([
                asked.expression,
                then_value.expression,
                otherwise_value.expression,
            ])),
        })
    }

    fn lag(&mut self, range: &Range<usize>, values: &[Tree]) -> Option<Resolved> {
        self.back += 1;
        let of = self.tree(&values[0]);
        self.back -= 1;
        let initial = values.get(1).map(|tree| (tree, self.tree(tree)));
        let of = of?;
        if of.kind == Type::Truth {
            self.number_expected(&values[0].range);
            return None;
        }
        let Some((tree, initial)) = initial else {
            return Some(Resolved {
                expression: Expression::Lag {
                    of: Box::new(of.expression),
                    initial: None,
                },
                kind: of.kind,
                first: of.first + 1,
                first_at: of.first_at,
            });
        };
        let initial = initial?;
        let kind = self.joined(range, (&values[0], &of.kind), (tree, &initial.kind))?;
        for part in [&of, &initial] {
            if part.first > 0 {
                self.no_earlier_value(&part.first_at.clone());
                return None;
            }
        }
        Some(Resolved {
            expression: Expression::Lag {
                of: Box::new(of.expression),
                initial: Some(Box::new(initial.expression)),
            },
            kind,
            first: 0,
            first_at: range.clone(),
        })
    }

    fn growth(&mut self, range: &Range<usize>, of: &Tree) -> Option<Resolved> {
        let value = self.tree(of)?;
        if value.kind == Type::Truth {
            self.number_expected(&of.range);
            return None;
        }
        // What grows from the base year has no growth in it.
        let (first, first_at) = match value.first {
            -1 => (0, range.clone()),
            later => (later + 1, value.first_at),
        };
        Some(Resolved {
            expression: Expression::Growth(Box::new(value.expression)),
            kind: Type::RATE,
            first,
            first_at,
        })
    }

    fn cumulated(&mut self, of: &Tree) -> Option<Resolved> {
        let value = self.tree(of)?;
        self.sums += 1;
        if self.sums > MOST_SUMS {
            if self.sums == MOST_SUMS + 1 {
                self.report(
                    Code::TooMany,
                    &of.range,
                    bilingual!(
                        "cum 超过 {MOST_SUMS} 个（按组求和展开后）",
                        "more than {MOST_SUMS} of cum, sums over groups written out"
                    ),
                    bilingual!(
                        "先按组求和再累计：cum(sum_over(…))",
                        "sum over the group first: cum(sum_over(…))"
                    ),
                );
            }
            return None;
        }
        if value.kind == Type::Truth {
            self.number_expected(&of.range);
            return None;
        }
        if value.first > 0 {
            self.no_earlier_value(&value.first_at);
            return None;
        }
        Some(Resolved {
            expression: Expression::Cumulated(Box::new(value.expression)),
            first: -1,
            ..value
        })
    }

    fn sum_over(&mut self, range: &Range<usize>, group: &Tree, of: &Tree) -> Option<Resolved> {
        if self.member.is_some() {
            self.report(
                Code::Formula,
                range,
                bilingual!("sum_over 不能嵌套", "sum_over cannot stand inside sum_over"),
                bilingual!("拆成两个指标", "split it into two indicators"),
            );
            return None;
        }
        let id = self.text[group.range.clone()].to_owned();
        let members = match group.kind {
            TreeKind::Name => self.names.groups.get(id.as_str()),
            _ => None,
        };
        let Some(members) = members else {
            self.unknown_group(&id, &group.range);
            return None;
        };
        self.met_member = false;
        let mut parts: Vec<Resolved> = Vec::with_capacity(members.len());
        for member in members {
            self.member = Some(*member);
            let part = self.tree(of);
            self.member = None;
            parts.push(part?);
        }
        if !self.met_member {
            self.report(
                Code::Formula,
                &of.range,
                bilingual!(
                    "求和的式子里没有 `*`，每一项都会相同",
                    "what is summed has no `*`: every term would be the same"
                ),
                bilingual!(
                    "用 * 代表组内的产业，如 sector.*.value_added",
                    "let * stand for the sector, as in sector.*.value_added"
                ),
            );
            return None;
        }
        if parts[0].kind == Type::Truth {
            self.number_expected(&of.range);
            return None;
        }
        let (first, first_at) = latest(&parts);
        Some(Resolved {
            kind: parts[0].kind.clone(),
            expression: Expression::Sum(parts.into_iter().map(|part| part.expression).collect()),
            first,
            first_at,
        })
    }
}
