//! From a syntax tree to an expression: names to series, units, and whether earlier values exist.

use std::collections::BTreeMap;
use std::ops::Range;

use super::dimension::{Kind, Type};
use super::expression::{BinaryOperation, Expression, UnaryOperation};
use super::parse::{Function, Tree, TreeKind};
use crate::diagnostics::{Candidate, Code, Diagnostic, Span, closest, escape};
use crate::quantity::{Dimension, Localized, MoneyUnit, QuantityError, Written, bilingual};
use crate::scenario::{Indicator, IndicatorNames, Series};

/// Most parts of all formulas of a file together, sums over groups written out.
const MOST_PARTS: usize = 200_000;
/// Most sums over the years (`cum`) of a file, sums over groups written out: each keeps its value on every path.
const MOST_SUMS: usize = 1000;
/// Longest piece of a formula that a message repeats, in characters.
const LONGEST_PIECE: usize = 24;
/// The group that every sector belongs to, unless the file has a group of this name.
const ALL: &str = "all";

/// What formulas know of a declared indicator.
#[derive(Debug, Clone)]
pub(in crate::scenario) struct Declared {
    /// What it is measured in.
    pub(in crate::scenario) kind: Type,
    /// Whether its base-year value is known.
    pub(in crate::scenario) has_base: bool,
}

/// What names mean.
pub(in crate::scenario) struct Names<'n> {
    pub(in crate::scenario) names: &'n IndicatorNames,
    pub(in crate::scenario) by_name: &'n BTreeMap<String, Indicator>,
    pub(in crate::scenario) money: MoneyUnit,
    /// Sectors of each group.
    groups: BTreeMap<&'n str, Vec<usize>>,
}

impl<'n> Names<'n> {
    /// What names mean in a scenario with these.
    pub(in crate::scenario) fn new(
        names: &'n IndicatorNames,
        by_name: &'n BTreeMap<String, Indicator>,
        money: MoneyUnit,
    ) -> Self {
        let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (i, of_sector) in names.sector_groups.iter().enumerate() {
            for group in of_sector {
                groups.entry(group).or_default().push(i);
            }
        }
        groups
            .entry(ALL)
            .or_insert_with(|| (0..names.sectors.len()).collect());
        Self {
            names,
            by_name,
            money,
            groups,
        }
    }

    /// The indicator of a name; a lone region may be named or not.
    fn find(&self, name: &str) -> Option<&Indicator> {
        let lone = match self.names.regions.as_slice() {
            [only] => name
                .strip_prefix(only.as_str())
                .and_then(|rest| rest.strip_prefix('.')),
            _ => None,
        };
        self.by_name.get(lone.unwrap_or(name))
    }
}

/// The declared indicators that a tree names, in this or an earlier year.
pub(in crate::scenario) fn mentions(tree: &Tree, text: &str, names: &Names<'_>) -> Vec<usize> {
    let mut found = Vec::new();
    let mut rest = vec![tree];
    while let Some(tree) = rest.pop() {
        match &tree.kind {
            TreeKind::Number => {}
            TreeKind::Name => found.extend(
                names
                    .find(&text[tree.range.clone()])
                    .and_then(|indicator| declared(&indicator.series)),
            ),
            TreeKind::Unary(_, of) => rest.push(of),
            TreeKind::Binary(_, _, left, right) => rest.extend([&**left, &**right]),
            TreeKind::Call(_, values) => rest.extend(values),
        }
    }
    found
}

/// The position of the declared indicator that a series is of.
fn declared(series: &Series) -> Option<usize> {
    match series {
        Series::Declared(k) | Series::DeclaredGrowth(k) => Some(*k),
        _ => None,
    }
}

/// A part of a formula, resolved.
pub(in crate::scenario) struct Resolved {
    pub(in crate::scenario) expression: Expression,
    pub(in crate::scenario) kind: Type,
    /// The first year it has a value in: −1 the base year, 0 the first simulated one; and which part says so.
    first: i32,
    first_at: Range<usize>,
}

/// Resolves the formulas of a file.
pub(in crate::scenario) struct Resolver<'n> {
    names: &'n Names<'n>,
    /// What is known of the declared indicators; kinds are filled in as they are told.
    pub(in crate::scenario) declared: Vec<Declared>,
    /// Parts made so far, in all formulas.
    parts: usize,
    /// Sums over the years made so far.
    sums: usize,
    /// Names compared for suggestions so far.
    compared: usize,
    text: String,
    has_noise: bool,
    uses_noise: bool,
    /// The member that `*` stands for, inside a sum over a group.
    member: Option<usize>,
    /// Whether `*` was met inside the sum.
    met_member: bool,
    /// How many years back the part in hand is.
    back: usize,
    /// Declared indicators named in the same year, with their places.
    same_year: Vec<(usize, Range<usize>)>,
    found: Vec<Diagnostic>,
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

    fn tree(&mut self, tree: &Tree) -> Option<Resolved> {
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

    fn number(&mut self, range: &Range<usize>) -> Option<Resolved> {
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

    fn name(&mut self, range: &Range<usize>) -> Option<Resolved> {
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
        Some(written.replacen('*', &self.names.names.sectors[member], 1))
    }

    /// The unit of an indicator, and whether it has a base-year value.
    fn known(&self, indicator: &Indicator) -> (Type, bool) {
        match &indicator.series {
            Series::Declared(k) => {
                let declared = &self.declared[*k];
                (declared.kind.clone(), declared.has_base)
            }
            _ => (
                Type::of(indicator.unit(self.names.names)),
                indicator.has_base(),
            ),
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
    fn joined(
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

    fn call(
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

/// Two parts as one: it exists once both do.
fn both(
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
fn latest<'r>(parts: impl IntoIterator<Item = &'r Resolved>) -> (i32, Range<usize>) {
    let of = |part: &'r Resolved| (part.first, part.first_at.clone());
    let by_year = |a: (i32, Range<usize>), b: (i32, Range<usize>)| if b.0 > a.0 { b } else { a };
    parts
        .into_iter()
        .map(of)
        .reduce(by_year)
        .unwrap_or((-1, 0..0))
}

fn span(range: &Range<usize>) -> Span {
    Span::new(range.start, range.end)
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
        return Ok((
            written.money(money)?,
            Type::of_word(crate::quantity::Unit::Yuan),
        ));
    };
    Ok(match unit.dimension() {
        Dimension::Money => (written.money(money)?, Type::of_word(unit)),
        Dimension::Proportion => (written.proportion()?, Type::RATE),
        Dimension::Count | Dimension::Area | Dimension::Length | Dimension::Mass => {
            (written.counted(unit)?, Type::of_word(unit))
        }
    })
}

/// The mistakes that resolving finds.
impl Resolver<'_> {
    fn report(&mut self, code: Code, range: &Range<usize>, message: Localized, help: Localized) {
        self.found
            .push(Diagnostic::error(code, span(range), message).help(help));
    }

    /// A piece of the formula for a message.
    fn piece(&self, range: &Range<usize>) -> String {
        let text = escape(&self.text[range.clone()]);
        if text.chars().count() <= LONGEST_PIECE {
            return text;
        }
        text.chars().take(LONGEST_PIECE).collect::<String>() + "…"
    }

    fn truth_expected(&mut self, range: &Range<usize>, kind: &Type) {
        let (piece, words) = (self.piece(range), kind.words(self.names.money));
        let (zh, en) = (words.zh, words.en);
        self.report(
            Code::FormulaUnit,
            range,
            bilingual!(
                "“{piece}”是{zh}，这里应为比较",
                "`{piece}` is {en}; a comparison is expected"
            ),
            bilingual!("如 {piece} > 0", "such as {piece} > 0"),
        );
    }

    fn number_expected(&mut self, range: &Range<usize>) {
        let piece = self.piece(range);
        self.report(
            Code::FormulaUnit,
            range,
            bilingual!(
                "“{piece}”是比较的结果，不能计算",
                "`{piece}` is true or false and cannot be calculated with"
            ),
            bilingual!("写成 if({piece}, 1, 0)", "write if({piece}, 1, 0)"),
        );
    }

    fn plain_expected(&mut self, range: &Range<usize>, kind: &Type) {
        let (piece, words) = (self.piece(range), kind.words(self.names.money));
        let (zh, en) = (words.zh, words.en);
        self.report(
            Code::FormulaUnit,
            range,
            bilingual!(
                "“{piece}”的单位是{zh}，exp、ln、^ 只能用于不带单位的数",
                "`{piece}` is in {en}; exp, ln and ^ take plain numbers only"
            ),
            bilingual!(
                "先除以同单位的量，如 {piece} / lag({piece})",
                "divide by something of the same unit first, such as {piece} / lag({piece})"
            ),
        );
    }

    fn no_earlier_value(&mut self, range: &Range<usize>) {
        let piece = self.piece(range);
        self.report(
            Code::FormulaStart,
            range,
            bilingual!(
                "“{piece}”在基年没有值，第一个模拟年无从回看",
                "`{piece}` has no value in the base year for the first simulated year to look back at"
            ),
            bilingual!(
                "写明起始值 lag({piece}, 起始值)，或给该指标加上 `base`",
                "give the first value, lag({piece}, initial), or give the indicator its `base`"
            ),
        );
    }

    fn unknown_name(&mut self, name: &str, range: &Range<usize>) {
        let names = self.names;
        self.compared += names.by_name.len();
        // Far beyond what is ever shown, only the count of findings matters.
        let meant = (self.compared <= MOST_PARTS)
            .then(|| {
                let known = names
                    .by_name
                    .iter()
                    .map(|(word, indicator)| match indicator.series {
                        Series::Declared(k) => {
                            let name = &names.names.declared[k].name;
                            Candidate {
                                word,
                                names: [&name.zh, &name.en],
                            }
                        }
                        _ => Candidate::plain(word),
                    });
                let words = ["year", "noise"].map(Candidate::plain);
                closest(name, known.chain(words))
            })
            .flatten();
        let written = escape(name);
        self.report(
            Code::UnknownIndicator,
            range,
            bilingual!("没有名为 \"{written}\" 的指标", "there is no indicator \"{written}\""),
            match meant {
                Some(word) => bilingual!("是否想写 {word}？", "did you mean {word}?"),
                None => bilingual!(
                    "形如 gdp.nominal、fai.total、sector.<编号>.growth，或另一 [[indicator]] 的编号",
                    "such as gdp.nominal, fai.total, sector.<id>.growth, or the id of another [[indicator]]"
                ),
            },
        );
    }

    fn unknown_group(&mut self, id: &str, range: &Range<usize>) {
        let groups = &self.names.groups;
        self.compared += groups.len();
        let meant = (self.compared <= MOST_PARTS)
            .then(|| closest(id, groups.keys().copied().map(Candidate::plain)))
            .flatten();
        let written = escape(id);
        self.report(
            Code::UnknownReference,
            range,
            bilingual!(
                "没有编号为 `{written}` 的产业组",
                "there is no group of sectors `{written}`"
            ),
            match meant {
                Some(word) => bilingual!("是否想写 `{word}`？", "did you mean `{word}`?"),
                None => bilingual!(
                    "组写在产业的 groups 里；all 是全部产业",
                    "groups stand in `groups` of the sectors; all is every sector"
                ),
            },
        );
    }
}
