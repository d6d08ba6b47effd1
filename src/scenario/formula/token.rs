//! From the text of a formula to tokens.

use std::ops::Range;

use crate::diagnostics::{Code, Diagnostic, Span, escape};
use crate::quantity::{Localized, bilingual};

/// A token and its bytes in the text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) range: Range<usize>,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum TokenKind {
    /// A number, perhaps with a unit.
    Number,
    /// A name, a function, or one of the words `and`, `or`, `not`.
    Name,
    /// An operator or a mark.
    Mark(&'static str),
    /// The end of the text.
    End,
}

/// The marks, the longer ones first.
const MARKS: [&str; 14] = [
    "<=", ">=", "==", "!=", "<", ">", "+", "-", "*", "/", "^", "(", ")", ",",
];

/// What people write instead of a mark, and the mark.
const MEANT: [(&str, &str); 33] = [
    ("&&", "and"),
    ("||", "or"),
    ("**", "^"),
    ("≤", "<="),
    ("≥", ">="),
    ("≠", "!="),
    ("×", "*"),
    ("·", "*"),
    ("÷", "/"),
    ("−", "-"),
    ("–", "-"),
    ("—", "-"),
    ("（", "("),
    ("）", ")"),
    ("，", ","),
    ("、", ","),
    ("＋", "+"),
    ("－", "-"),
    ("＊", "*"),
    ("／", "/"),
    ("＾", "^"),
    ("＜", "<"),
    ("＞", ">"),
    ("＝", "=="),
    ("！", "not"),
    ("。", "."),
    ("．", "."),
    ("；", ","),
    (";", ","),
    ("=", "=="),
    ("!", "not"),
    ("【", "("),
    ("】", ")"),
];

/// The tokens of a text, the end last, and what is no token.
pub(super) fn tokens(text: &str) -> (Vec<Token>, Vec<Diagnostic>) {
    let (mut tokens, mut found) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let (length, kind) = if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        } else if let Some((written, meant)) = meant(rest) {
            found.push(not_a_mark(at, written, meant));
            (written.len(), known_mark(meant).map(TokenKind::Mark))
        } else if let Some(mark) = MARKS.into_iter().find(|mark| rest.starts_with(mark)) {
            (mark.len(), Some(TokenKind::Mark(mark)))
        } else if first.is_numeric() || first == '.' {
            (number_length(rest), Some(TokenKind::Number))
        } else if in_name(first) {
            (name_length(rest), Some(TokenKind::Name))
        } else {
            found.push(stray(at, first));
            (first.len_utf8(), None)
        };
        if let Some(kind) = kind {
            let range = at..at + length;
            tokens.push(Token { kind, range });
        }
        at += length;
    }
    tokens.push(Token {
        kind: TokenKind::End,
        range: text.len()..text.len(),
    });
    (tokens, found)
}

/// What the rest begins with, if it is written instead of a mark.
fn meant(rest: &str) -> Option<(&'static str, &'static str)> {
    let real = ["==", "!="].iter().any(|mark| rest.starts_with(mark));
    MEANT
        .into_iter()
        .find(|(written, _)| rest.starts_with(written) && !real)
}

fn known_mark(mark: &str) -> Option<&'static str> {
    MARKS.into_iter().find(|known| *known == mark)
}

fn in_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Words joined by points; behind a point also `*`, which stands for each member.
fn name_length(text: &str) -> usize {
    let mut end = 0;
    let mut after_point = false;
    for c in text.chars() {
        let wildcard = after_point && c == '*';
        if !(in_name(c) || c == '.' || wildcard) {
            break;
        }
        after_point = c == '.';
        end += c.len_utf8();
    }
    end
}

/// Digits with a point and an exponent, then a unit, perhaps behind spaces.
fn number_length(text: &str) -> usize {
    let mut end = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let exponent = matches!(c, 'e' | 'E')
            && characters
                .peek()
                .is_some_and(|(_, next)| next.is_ascii_digit() || matches!(next, '+' | '-'));
        let sign = matches!(c, '+' | '-') && text[..at].ends_with(['e', 'E']);
        if !(c.is_numeric() || matches!(c, '.' | '_') || exponent || sign) {
            break;
        }
        end = at + c.len_utf8();
    }
    let unit = text[end..].trim_start_matches(' ');
    let spaces = text[end..].len() - unit.len();
    let length: usize = unit
        .chars()
        .take_while(|c| is_unit_letter(*c))
        .map(char::len_utf8)
        .sum();
    if length > 0 {
        end + spaces + length
    } else {
        end + attached_letters(&text[end..])
    }
}

fn is_unit_letter(c: char) -> bool {
    matches!(c, '%' | '％' | '‰' | '㎡') || (c.is_alphabetic() && !c.is_ascii())
}

/// Letters right behind a number belong to it, so that `3x` is one mistake and not two.
fn attached_letters(text: &str) -> usize {
    text.chars()
        .take_while(|c| in_name(*c))
        .map(char::len_utf8)
        .sum()
}

fn not_a_mark(at: usize, written: &str, meant: &str) -> Diagnostic {
    Diagnostic::error(
        Code::Formula,
        Span::new(at, at + written.len()),
        bilingual!(
            "公式中不能写“{written}”",
            "a formula cannot have `{written}`"
        ),
    )
    .help(bilingual!(
        "是否想写半角的 `{meant}`？",
        "did you mean `{meant}`?"
    ))
}

fn stray(at: usize, c: char) -> Diagnostic {
    let written = escape(&c.to_string());
    Diagnostic::error(
        Code::Formula,
        Span::new(at, at + c.len_utf8()),
        bilingual!(
            "公式中不能有“{written}”",
            "a formula cannot have `{written}`"
        ),
    )
    .help(allowed())
}

/// What formulas are made of.
pub(super) fn allowed() -> Localized {
    bilingual!(
        "公式由数、指标名、year、noise、+ - * / ^、比较、and or not、括号与函数 min max exp ln abs if lag growth cum sum_over 组成",
        "a formula has numbers, names of indicators, year, noise, + - * / ^, comparisons, and or not, parentheses, and the functions min max exp ln abs if lag growth cum sum_over"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let (tokens, found) = tokens(text);
        assert!(found.is_empty(), "{text}: {found:?}");
        tokens[..tokens.len() - 1]
            .iter()
            .map(|token| &text[token.range.clone()])
            .collect()
    }

    #[test]
    fn formulas_are_cut_into_tokens() {
        for (text, expected) in [
            ("1+2", vec!["1", "+", "2"]),
            (
                "0.9*gdp.nominal_growth",
                vec!["0.9", "*", "gdp.nominal_growth"],
            ),
            (
                "sector.*.value_added*2",
                vec!["sector.*.value_added", "*", "2"],
            ),
            ("7.5万套 * x", vec!["7.5万套", "*", "x"]),
            ("4.5 % - 3‰", vec!["4.5 %", "-", "3‰"]),
            ("1e-3<=a", vec!["1e-3", "<=", "a"]),
            ("2e+3", vec!["2e+3"]),
            ("2exp", vec!["2exp"]),
            ("a!=b==c", vec!["a", "!=", "b", "==", "c"]),
            ("f(a, b)", vec!["f", "(", "a", ",", "b", ")"]),
            ("100亿 / 1万户", vec!["100亿", "/", "1万户"]),
            ("", vec![]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    #[test]
    fn full_width_marks_are_answered_with_the_half_width_one() {
        for (text, help) in [
            ("min（1, 2)", "`(`"),
            ("1 ＋ 2", "`+`"),
            ("1 × 2", "`*`"),
            ("a ≥ 2", "`>=`"),
            ("a = 2", "`==`"),
            ("a && b", "`and`"),
        ] {
            let (_, found) = tokens(text);
            let said = found.iter().filter_map(|finding| finding.help.clone());
            assert!(
                said.map(|help| help.en).any(|said| said.contains(help)),
                "{text}: {found:?}"
            );
        }
    }
}
