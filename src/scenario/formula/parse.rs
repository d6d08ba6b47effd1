//! From tokens to a syntax tree: precedence and parentheses.

use std::ops::Range;

use super::expression::{BinaryOperation, UnaryOperation};
use super::token::{Token, TokenKind, allowed, tokens};
use super::tree::{Function, Tree, TreeKind};
use crate::diagnostics::{Code, Diagnostic, Span};
use crate::quantity::{Localized, bilingual};

/// Greatest depth of parentheses and signs: each level takes room on the stack.
const DEEPEST: usize = 50;
/// Greatest height of a tree, so that what walks down it ends early too.
const TALLEST: usize = 200;

/// The tree of a text, or its mistakes, each at its bytes in the text.
pub(in crate::scenario) fn parse(text: &str) -> Result<Tree, Vec<Diagnostic>> {
    let (tokens, found) = tokens(text);
    if !found.is_empty() {
        return Err(found);
    }
    let mut parser = Parser {
        text,
        tokens,
        next: 0,
        depth: 0,
    };
    let whole = parser.whole().map_err(|mistake| vec![*mistake])?;
    Ok(whole)
}

pub(super) struct Parser<'t> {
    pub(super) text: &'t str,
    tokens: Vec<Token>,
    pub(super) next: usize,
    pub(super) depth: usize,
}

pub(super) type Parsed = Result<Tree, Box<Diagnostic>>;

pub(super) fn mistake(
    range: &Range<usize>,
    message: Localized,
    help: Localized,
) -> Box<Diagnostic> {
    let span = Span::new(range.start, range.end);
    Box::new(Diagnostic::error(Code::Formula, span, message).help(help))
}

impl Parser<'_> {
    fn whole(&mut self) -> Parsed {
        if self.peek().kind == TokenKind::End {
            return Err(mistake(
                &(0..self.text.len()),
                bilingual!("公式是空的", "the formula is empty"),
                allowed(),
            ));
        }
        let tree = self.either()?;
        let rest = self.peek().clone();
        match rest.kind {
            TokenKind::End => Ok(tree),
            TokenKind::Mark(")") => Err(mistake(
                &rest.range,
                bilingual!("多了一个右括号", "a closing parenthesis too many"),
                bilingual!(
                    "删去它，或在前面补上 (",
                    "remove it, or add the ( that it closes"
                ),
            )),
            TokenKind::Mark(",") => Err(mistake(
                &rest.range,
                bilingual!(
                    "逗号只能在函数的括号内",
                    "a comma stands only inside a function's parentheses"
                ),
                bilingual!(
                    "小数点写作 .，数中不写千分位",
                    "the decimal point is . and thousands are not separated"
                ),
            )),
            _ => Err(mistake(
                &rest.range,
                bilingual!("这里缺少运算符", "an operator is missing here"),
                bilingual!(
                    "相乘要写 *，如 2 * x",
                    "write products with *, such as 2 * x"
                ),
            )),
        }
    }

    pub(super) fn either(&mut self) -> Parsed {
        let mut left = self.both()?;
        while let Some(operator) = self.take_word("or") {
            let right = self.both()?;
            left = binary(BinaryOperation::Or, operator, left, right)?;
        }
        Ok(left)
    }

    fn both(&mut self) -> Parsed {
        let mut left = self.negation()?;
        while let Some(operator) = self.take_word("and") {
            let right = self.negation()?;
            left = binary(BinaryOperation::And, operator, left, right)?;
        }
        Ok(left)
    }

    fn negation(&mut self) -> Parsed {
        let Some(operator) = self.take_word("not") else {
            return self.comparison();
        };
        self.deeper(&operator)?;
        let of = self.negation()?;
        self.depth -= 1;
        unary(UnaryOperation::Not, operator.start, of)
    }

    fn comparison(&mut self) -> Parsed {
        let left = self.sum()?;
        let Some((operation, operator)) = self.take_comparison() else {
            return Ok(left);
        };
        let right = self.sum()?;
        let tree = binary(operation, operator, left, right)?;
        if let Some((_, second)) = self.take_comparison() {
            return Err(mistake(
                &second,
                bilingual!("比较不能连写", "comparisons cannot be chained"),
                bilingual!("写成 a < b and b < c", "write a < b and b < c"),
            ));
        }
        Ok(tree)
    }

    fn take_comparison(&mut self) -> Option<(BinaryOperation, Range<usize>)> {
        self.take_operator(&[
            ("<", BinaryOperation::Less),
            ("<=", BinaryOperation::LessOrEqual),
            (">", BinaryOperation::Greater),
            (">=", BinaryOperation::GreaterOrEqual),
            ("==", BinaryOperation::Equal),
            ("!=", BinaryOperation::NotEqual),
        ])
    }

    fn sum(&mut self) -> Parsed {
        let mut left = self.product()?;
        let operations = [
            ("+", BinaryOperation::Add),
            ("-", BinaryOperation::Subtract),
        ];
        while let Some((operation, operator)) = self.take_operator(&operations) {
            let right = self.product()?;
            left = binary(operation, operator, left, right)?;
        }
        Ok(left)
    }

    fn product(&mut self) -> Parsed {
        let mut left = self.signed()?;
        let operations = [
            ("*", BinaryOperation::Multiply),
            ("/", BinaryOperation::Divide),
        ];
        while let Some((operation, operator)) = self.take_operator(&operations) {
            let right = self.signed()?;
            left = binary(operation, operator, left, right)?;
        }
        Ok(left)
    }

    /// A sign binds less than a power: −x^2 is −(x^2).
    fn signed(&mut self) -> Parsed {
        let sign = self.peek().clone();
        if !matches!(sign.kind, TokenKind::Mark("-" | "+")) {
            return self.power();
        }
        self.next += 1;
        self.deeper(&sign.range)?;
        let of = self.signed()?;
        self.depth -= 1;
        if sign.kind == TokenKind::Mark("+") {
            return Ok(of);
        }
        unary(UnaryOperation::Negate, sign.range.start, of)
    }

    /// Powers group from the right: a^b^c is a^(b^c).
    fn power(&mut self) -> Parsed {
        let base = self.primary()?;
        let Some((operation, operator)) = self.take_operator(&[("^", BinaryOperation::Power)])
        else {
            return Ok(base);
        };
        self.deeper(&operator)?;
        let exponent = self.signed()?;
        self.depth -= 1;
        binary(operation, operator, base, exponent)
    }

    fn primary(&mut self) -> Parsed {
        let token = self.peek().clone();
        self.next += 1;
        match token.kind {
            TokenKind::Number => Ok(leaf(TreeKind::Number, token.range)),
            TokenKind::Name if self.peek().kind == TokenKind::Mark("(") => self.call(&token.range),
            TokenKind::Name => self.name(token.range),
            TokenKind::Mark("(") => {
                self.deeper(&token.range)?;
                let mut inner = self.either()?;
                self.depth -= 1;
                inner.range = token.range.start..self.close(&token.range)?;
                Ok(inner)
            }
            _ => {
                self.next -= 1;
                Err(self.value_missing(&token))
            }
        }
    }

    fn value_missing(&self, token: &Token) -> Box<Diagnostic> {
        if token.kind == TokenKind::End {
            return mistake(
                &self.last_range(),
                bilingual!(
                    "公式在这里之后缺了内容",
                    "the formula breaks off behind this"
                ),
                bilingual!("补上后面的值", "add the value that follows"),
            );
        }
        let written = &self.text[token.range.clone()];
        mistake(
            &token.range,
            bilingual!(
                "“{written}”之前缺少一个值",
                "a value is missing before `{written}`"
            ),
            bilingual!(
                "补上数、指标名或括号",
                "add a number, the name of an indicator, or parentheses"
            ),
        )
    }

    fn name(&self, range: Range<usize>) -> Parsed {
        let word = &self.text[range.clone()];
        if ["and", "or", "not"].contains(&word) {
            return Err(mistake(
                &range,
                bilingual!(
                    "`{word}` 之前缺少一个值",
                    "a value is missing before `{word}`"
                ),
                bilingual!("如 x > 0 {word} y > 0", "such as x > 0 {word} y > 0"),
            ));
        }
        if let Some((.., written)) = Function::ALL.iter().find(|(name, ..)| *name == word) {
            return Err(mistake(
                &range,
                bilingual!(
                    "函数 `{word}` 之后缺少括号",
                    "the function `{word}` lacks its parentheses"
                ),
                bilingual!("写成 {written}", "write {written}"),
            ));
        }
        Ok(leaf(TreeKind::Name, range))
    }

    /// The end of a closing parenthesis, which must follow.
    pub(super) fn close(&mut self, open: &Range<usize>) -> Result<usize, Box<Diagnostic>> {
        let token = self.peek().clone();
        if token.kind == TokenKind::Mark(")") {
            self.next += 1;
            return Ok(token.range.end);
        }
        if token.kind == TokenKind::End {
            return Err(mistake(
                open,
                bilingual!("括号没有闭合", "this parenthesis is not closed"),
                bilingual!("在后面补上 )", "add the ) that closes it"),
            ));
        }
        let written = &self.text[token.range.clone()];
        Err(mistake(
            &token.range,
            bilingual!(
                "“{written}”之前缺少运算符或 )",
                "an operator or a ) is missing before `{written}`"
            ),
            bilingual!(
                "相乘要写 *，如 2 * x",
                "write products with *, such as 2 * x"
            ),
        ))
    }

    pub(super) fn deeper(&mut self, range: &Range<usize>) -> Result<(), Box<Diagnostic>> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(too_deep(range, DEEPEST));
        }
        Ok(())
    }

    pub(super) fn peek(&self) -> &Token {
        &self.tokens[self.next.min(self.tokens.len() - 1)]
    }

    fn last_range(&self) -> Range<usize> {
        let before = self.next.min(self.tokens.len() - 1).saturating_sub(1);
        self.tokens[before].range.clone()
    }

    pub(super) fn take_operator<T: Copy>(
        &mut self,
        operators: &[(&'static str, T)],
    ) -> Option<(T, Range<usize>)> {
        let TokenKind::Mark(mark) = self.peek().kind else {
            return None;
        };
        let (_, operation) = operators.iter().find(|(known, _)| *known == mark)?;
        let range = self.peek().range.clone();
        self.next += 1;
        Some((*operation, range))
    }

    fn take_word(&mut self, word: &str) -> Option<Range<usize>> {
        let token = self.peek();
        let range = token.range.clone();
        let is_it = token.kind == TokenKind::Name && self.text[range.clone()] == *word;
        is_it.then(|| {
            self.next += 1;
            range
        })
    }
}

fn binary(operation: BinaryOperation, operator: Range<usize>, left: Tree, right: Tree) -> Parsed {
    let range = left.range.start..right.range.end;
    let height = 1 + left.height.max(right.height);
    let (left, right) = (Box::new(left), Box::new(right));
    grown(
        TreeKind::Binary(operation, operator, left, right),
        range,
        height,
    )
}

fn unary(operation: UnaryOperation, start: usize, of: Tree) -> Parsed {
    let (range, height) = (start..of.range.end, of.height + 1);
    grown(TreeKind::Unary(operation, Box::new(of)), range, height)
}

fn leaf(kind: TreeKind, range: Range<usize>) -> Tree {
    Tree {
        kind,
        range,
        height: 1,
    }
}

pub(super) fn grown(kind: TreeKind, range: Range<usize>, height: usize) -> Parsed {
    if height > TALLEST {
        return Err(too_deep(&range, TALLEST));
    }
    Ok(Tree {
        kind,
        range,
        height,
    })
}

fn too_deep(range: &Range<usize>, limit: usize) -> Box<Diagnostic> {
    mistake(
        range,
        bilingual!(
            "公式的层次超过 {limit} 层",
            "the formula is more than {limit} levels deep"
        ),
        bilingual!("拆成几个指标", "split it into several indicators"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree with all its parentheses.
    fn shown(text: &str) -> String {
        fn show(tree: &Tree, text: &str) -> String {
            match &tree.kind {
                TreeKind::Number | TreeKind::Name => text[tree.range.clone()].to_owned(),
                TreeKind::Unary(operation, of) => format!("({operation:?} {})", show(of, text)),
                TreeKind::Binary(operation, _, left, right) => {
                    format!("({operation:?} {} {})", show(left, text), show(right, text))
                }
                TreeKind::Call(function, values) => {
                    let values: Vec<String> = values.iter().map(|v| show(v, text)).collect();
                    format!("({function:?} {})", values.join(" "))
                }
            }
        }
        show(
            &parse(text).unwrap_or_else(|found| panic!("{text}: {found:?}")),
            text,
        )
    }

    #[test]
    fn operators_bind_as_in_arithmetic() {
        for (text, tree) in [
            ("1 + 2 * 3", "(Add 1 (Multiply 2 3))"),
            ("(1 + 2) * 3", "(Multiply (Add 1 2) 3)"),
            ("1 - 2 - 3", "(Subtract (Subtract 1 2) 3)"),
            ("8 / 4 / 2", "(Divide (Divide 8 4) 2)"),
            ("-a ^ 2", "(Negate (Power a 2))"),
            ("2 ^ -a", "(Power 2 (Negate a))"),
            ("2 ^ 3 ^ 4", "(Power 2 (Power 3 4))"),
            ("+a - -b", "(Subtract a (Negate b))"),
            (
                "a < b and not c >= d or e == f",
                "(Or (And (Less a b) (Not (GreaterOrEqual c d))) (Equal e f))",
            ),
            (
                "if(year > 2025, max(a, b, c), lag(d, 0))",
                "(If (Greater year 2025) (Max a b c) (Lag d 0))",
            ),
            ("exp(ln(a))", "(Exp (Ln a))"),
        ] {
            assert_eq!(shown(text), tree, "{text}");
        }
    }

    #[test]
    fn mistakes_are_found_where_they_are() {
        for (text, at, message) in [
            ("", "", "空"),
            ("(1 + 2", "(", "没有闭合"),
            ("1 + 2)", ")", "右括号"),
            ("1 +", "+", "缺了内容"),
            ("1 + * 2", "*", "缺少一个值"),
            ("2 x", "x", "缺少运算符"),
            ("lag", "lag", "缺少括号"),
            ("lag()", "lag()", "0 个值"),
            ("if(a, b)", "if(a, b)", "2 个值"),
            ("maximum(a, b)", "maximum", "没有函数"),
            ("a < b < c", "<", "不能连写"),
            ("1, 2", ",", "逗号"),
            ("and a", "and", "缺少一个值"),
            ("f(a", "f", "没有函数"),
            ("max(a b)", "b", "缺少运算符或"),
        ] {
            let found = parse(text).expect_err(text);
            let span = found[0].primary.span;
            assert_eq!(&text[span.start..span.end], at, "{text}");
            assert!(found[0].message.zh.contains(message), "{text}: {found:?}");
            assert!(found[0].help.is_some(), "{text}");
        }
    }

    #[test]
    fn depth_is_limited() {
        for text in [
            format!("{}1{}", "(".repeat(2000), ")".repeat(2000)),
            format!("{}1", "-".repeat(2000)),
            format!("1{}", " ^ 1".repeat(2000)),
            format!("1{}", " + 1".repeat(2000)),
            format!("{}1{}", "abs(".repeat(2000), ")".repeat(2000)),
            format!("{}1 > 0", "not ".repeat(2000)),
        ] {
            let found = parse(&text).expect_err("too deep");
            assert!(found[0].message.zh.contains("层次"), "{found:?}");
        }
        assert!(parse(&format!("1{}", " + 1".repeat(150))).is_ok());
    }
}
