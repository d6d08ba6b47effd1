//! The lines around a finding, made safe to print.

use super::source::{SourceText, Span};

/// Longest piece of a line that is shown, in characters.
const LONGEST: usize = 200;
/// Characters kept before the first label of a line that is cut.
const BEFORE: usize = 60;

/// Whether a character would move the cursor, change the direction of writing or not be seen.
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{061c}')
}

/// The text with unsafe characters written out (`\u{202e}`).
pub(crate) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    text.chars().for_each(|c| push_escaped(&mut safe, c));
    safe
}

fn push_escaped(safe: &mut String, c: char) {
    match c {
        '\t' => safe.push_str("    "),
        _ if is_unsafe(c) => safe.extend(c.escape_unicode()),
        _ => safe.push(c),
    }
}

/// A line as it is shown, and where the labelled bytes have come to stand in it.
pub(super) struct Excerpt {
    /// Number of the line, counted from 1.
    pub(super) line: usize,
    /// The line, cut and escaped.
    pub(super) text: String,
    /// Bytes of `text` below which each label stands, in the order of the spans.
    pub(super) marks: Vec<std::ops::Range<usize>>,
}

impl Excerpt {
    /// The line on which these spans begin (all the same one); what reaches beyond the line is cut off.
    pub(super) fn new(source: &SourceText, spans: &[Span]) -> Self {
        let first = spans.iter().copied().min().unwrap_or_default();
        let line = source.line(first);
        let whole = source.line_span(first);
        let clipped: Vec<Span> = spans.iter().map(|span| clip(*span, whole)).collect();
        let (shown, cut_before, cut_after) = window(source, whole, &clipped);
        let mut excerpt = Self {
            line,
            text: String::new(),
            marks: vec![0..0; clipped.len()],
        };
        if cut_before {
            excerpt.text.push('…');
        }
        excerpt.copy(source, shown, &clipped);
        if cut_after {
            excerpt.text.push('…');
        }
        excerpt
    }

    /// Copies the shown bytes and notes where the labels begin and end.
    fn copy(&mut self, source: &SourceText, shown: Span, spans: &[Span]) {
        let text = source.excerpt(shown);
        let ends = text.char_indices().map(|(at, c)| (at, Some(c)));
        for (at, c) in ends.chain([(text.len(), None)]) {
            let at = shown.start + at;
            for (mark, span) in self.marks.iter_mut().zip(spans) {
                if span.start >= at || at == shown.start {
                    mark.start = self.text.len();
                }
                if span.end >= at {
                    mark.end = self.text.len();
                }
            }
            let mark_of_encoding =
                c == Some('\u{feff}') && at == source.part_start(source.part_at(Span::new(at, at)));
            if let Some(c) = c.filter(|_| !mark_of_encoding) {
                push_escaped(&mut self.text, c);
            }
        }
    }
}

fn clip(span: Span, line: Span) -> Span {
    let start = span.start.clamp(line.start, line.end);
    Span::new(start, span.end.clamp(start, line.end))
}

/// The bytes of the line that are shown, and whether something before and after them is not.
fn window(source: &SourceText, line: Span, spans: &[Span]) -> (Span, bool, bool) {
    let text = source.excerpt(line);
    if text.chars().count() <= LONGEST {
        return (line, false, false);
    }
    let first = spans
        .iter()
        .map(|span| span.start)
        .min()
        .unwrap_or(line.start);
    let skipped = text[..first - line.start]
        .chars()
        .count()
        .saturating_sub(BEFORE);
    let byte = |index: usize| {
        let at = text
            .char_indices()
            .nth(index)
            .map_or(text.len(), |(at, _)| at);
        line.start + at
    };
    let shown = Span::new(byte(skipped), byte(skipped + LONGEST));
    (shown, shown.start > line.start, shown.end < line.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excerpt(text: &str, start: usize, end: usize) -> (String, String) {
        let source = SourceText::new("x", text);
        let excerpt = Excerpt::new(&source, &[Span::new(start, end)]);
        let marked = excerpt.text[excerpt.marks[0].clone()].to_owned();
        (excerpt.text, marked)
    }

    #[test]
    fn the_mark_stays_on_the_labelled_words() {
        assert_eq!(
            excerpt("a = 1\n名 = 二三\n", 12, 18),
            ("名 = 二三".into(), "二三".into())
        );
        assert_eq!(
            excerpt("a\u{202e}b = 1", 4, 5),
            ("a\\u{202e}b = 1".into(), "b".into())
        );
        let (text, marked) = excerpt("x = [\n1]", 4, 8);
        assert_eq!((text.as_str(), marked.as_str()), ("x = [", "["));
    }

    #[test]
    fn a_long_line_is_cut_around_the_mark() {
        let text = format!("{}错误{}", "字".repeat(5000), "尾".repeat(5000));
        let (shown, marked) = excerpt(&text, 15000, 15006);
        assert_eq!(marked, "错误");
        assert_eq!(shown.chars().count(), LONGEST + 2);
    }
}
