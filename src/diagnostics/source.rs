//! The text of a scenario file, and places in it.

/// Bytes `start..end` of the scenario text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The place of these bytes.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// A file's name and text, with the start of every line.
#[derive(Debug, Clone)]
pub struct SourceText {
    name: String,
    text: String,
    line_starts: Vec<usize>,
}

impl SourceText {
    /// The text of the file of this name.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let line_starts = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at + 1))
            .collect();
        Self {
            name: name.into(),
            text,
            line_starts,
        }
    }

    /// The file's name as it was given.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line of a place, counted from 1.
    pub fn line(&self, span: Span) -> usize {
        self.line_starts
            .partition_point(|&start| start <= span.start)
    }

    /// The bytes of a line (counted from 1) without its end-of-line characters.
    pub(crate) fn line_span(&self, line: usize) -> Span {
        let start = self.line_starts[line - 1];
        let end = self
            .line_starts
            .get(line)
            .map_or(self.text.len(), |next| next - 1);
        let text = self.text[start..end].trim_end_matches('\r');
        Span::new(start, start + text.len())
    }

    /// The text of a place; empty when the place is not in the text.
    pub fn excerpt(&self, span: Span) -> &str {
        self.text.get(span.start..span.end).unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_from_one() {
        let source = SourceText::new("x", "甲 = 1\r\nb = 2\n");
        assert_eq!(source.line(Span::new(0, 1)), 1);
        assert_eq!(source.line(Span::new(9, 10)), 2);
        assert_eq!(source.line(Span::new(15, 15)), 3);
        assert_eq!(source.excerpt(source.line_span(1)), "甲 = 1");
        assert_eq!(source.excerpt(source.line_span(2)), "b = 2");
        assert_eq!(source.excerpt(source.line_span(3)), "");
    }
}
