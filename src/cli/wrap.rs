//! Lines of text that fit a terminal, Chinese characters counted as two columns.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// The text in lines of at most `width` columns; every line but the first is indented by `indent`.
///
/// A line breaks at a space, or beside a wide character, but not before closing punctuation or after an opening bracket. A piece
/// without any such place stands on a line of its own, however long.
pub(super) fn wrap(text: &str, width: usize, indent: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        let room = width.saturating_sub(if lines.is_empty() { 0 } else { indent.width() });
        if !line.is_empty() && line.width() + piece.trim_end().width() > room {
            lines.push(std::mem::take(&mut line));
        }
        line.push_str(if line.is_empty() && !lines.is_empty() {
            piece.trim_start()
        } else {
            piece
        });
    }
    lines.push(line);
    let indented = lines.iter().enumerate().map(|(at, line)| {
        let indent = if at == 0 { "" } else { indent };
        format!("{indent}{}", line.trim_end())
    });
    indented.collect()
}

/// The text cut at every place where a line may break.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        if before.is_some_and(|before| may_break(before, c)) {
            pieces.push(&text[start..at]);
            start = at;
        }
        before = Some(c);
    }
    pieces.push(&text[start..]);
    pieces
}

fn may_break(before: char, after: char) -> bool {
    if after == ' ' || closes(after) || opens(before) {
        return false;
    }
    before == ' ' || is_wide(before) || is_wide(after)
}

fn is_wide(c: char) -> bool {
    c.width() == Some(2)
}

fn opens(c: char) -> bool {
    matches!(c, '（' | '“' | '《' | '【' | '(' | '"')
}

fn closes(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '；'
            | '：'
            | '、'
            | '！'
            | '？'
            | '）'
            | '”'
            | '》'
            | '】'
            | ','
            | '.'
            | ';'
            | ':'
            | ')'
            | '%'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_and_lose_nothing() {
        let texts = [
            "地区生产总值（2024 年，亿元）：2800 × 1.065 = 2982 < 3000：需要平减指数涨幅至少 0.60%，或实际增速 7.14%。",
            "Nominal GDP, 2024 (100 m yuan): 2800 × 1.065 = 2982 < 3000: needs a deflator of at least 0.60 %.",
            "短",
            "",
        ];
        for text in texts {
            for width in [20, 33, 80] {
                let lines = wrap(text, width, "  ");
                for line in &lines {
                    assert!(line.width() <= width, "{width}: {line}");
                }
                let bare = |text: &str| text.replace(' ', "");
                assert_eq!(bare(&lines.concat()), bare(text));
            }
        }
    }

    #[test]
    fn punctuation_does_not_begin_a_line() {
        for line in wrap("一二三四，五六七八。九十（一二）三四", 9, "") {
            assert!(!line.starts_with(closes), "{line}");
        }
        assert_eq!(wrap("abc def", 5, " "), ["abc", " def"]);
        assert_eq!(wrap("abcdefgh", 5, ""), ["abcdefgh"]);
    }
}
