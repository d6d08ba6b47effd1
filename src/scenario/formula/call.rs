//! Calls of functions: which there are, and how many values they take.

use std::ops::Range;

use super::expression::UnaryOperation;
use super::parse::{Parsed, Parser, grown, mistake};
use super::token::TokenKind;
use super::tree::{Function, Tree, TreeKind};
use crate::diagnostics::{Candidate, Diagnostic, closest, escape};
use crate::quantity::bilingual;

impl Parser<'_> {
    /// The call of the function named at this range; its parenthesis comes next.
    pub(super) fn call(&mut self, name: &Range<usize>) -> Parsed {
        let word = &self.text[name.clone()];
        let known = Function::ALL.iter().find(|(known, ..)| *known == word);
        let Some((_, function, fewest, most, written)) = known else {
            return Err(unknown_function(word, name));
        };
        let open = self.peek().range.clone();
        self.next += 1;
        self.deeper(name)?;
        let mut values = Vec::new();
        if self.peek().kind != TokenKind::Mark(")") {
            values.push(self.either()?);
            while self.take_operator(&[(",", ())]).is_some() {
                values.push(self.either()?);
            }
        }
        let end = self.close(&open)?;
        self.depth -= 1;
        let range = name.start..end;
        if !(*fewest..=*most).contains(&values.len()) {
            let given = values.len();
            return Err(mistake(
                &range,
                bilingual!(
                    "`{word}` 的括号里有 {given} 个值",
                    "`{word}` has {given} values in its parentheses"
                ),
                bilingual!("写成 {written}", "write {written}"),
            ));
        }
        let one = |operation, mut values: Vec<Tree>| {
            TreeKind::Unary(
                operation,
                Box::new(values.pop().expect("its count was checked")),
            )
        };
        let height = 1 + values.iter().map(|value| value.height).max().unwrap_or(0);
        let kind = match function {
            Function::Exp => one(UnaryOperation::Exp, values),
            Function::Ln => one(UnaryOperation::Ln, values),
            Function::Abs => one(UnaryOperation::Abs, values),
            _ => TreeKind::Call(*function, values),
        };
        grown(kind, range, height)
    }
}

fn unknown_function(word: &str, range: &Range<usize>) -> Box<Diagnostic> {
    let names: Vec<&str> = Function::ALL.iter().map(|(name, ..)| *name).collect();
    let meant = closest(word, names.iter().copied().map(Candidate::plain));
    let all = names.join(", ");
    let help = match meant {
        Some(name) => bilingual!("是否想写 `{name}`？", "did you mean `{name}`?"),
        None => bilingual!("函数有 {all}", "the functions are {all}"),
    };
    let written = escape(word);
    mistake(
        range,
        bilingual!("没有函数 `{written}`", "there is no function `{written}`"),
        help,
    )
}
