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

    /// The same place in a text that begins `by` bytes later.
    pub(crate) fn moved(self, by: usize) -> Self {
        Self::new(self.start + by, self.end + by)
    }
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// One file of a source: its name, and the bytes of the whole text that are its own.
#[derive(Debug, Clone)]
struct Part {
    name: String,
    start: usize,
    end: usize,
}

/// The texts that a scenario was read from, one behind the other, with the start of every line: the file itself first, then those it
/// extends. A place is a place in the whole, and knows its file by that.
#[derive(Debug, Clone)]
pub struct SourceText {
    parts: Vec<Part>,
    text: String,
    line_starts: Vec<usize>,
}

impl SourceText {
    /// The text of the file of this name.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        Self {
            parts: vec![Part {
                name: name.into(),
                start: 0,
                end: text.len(),
            }],
            line_starts: line_starts(&text),
            text,
        }
    }

    /// Adds a further file behind the others.
    pub fn append(&mut self, name: impl Into<String>, text: &str) {
        self.text.push('\n');
        let start = self.text.len();
        self.text.push_str(text);
        self.parts.push(Part {
            name: name.into(),
            start,
            end: self.text.len(),
        });
        self.line_starts = line_starts(&self.text);
    }

    /// The first file's name as it was given.
    pub fn name(&self) -> &str {
        &self.parts[0].name
    }

    /// The name of the file a place is in.
    pub fn name_at(&self, span: Span) -> &str {
        &self.parts[self.part_at(span)].name
    }

    /// Which file a place is in: 0 is the first.
    pub fn part_at(&self, span: Span) -> usize {
        self.parts
            .partition_point(|part| part.start <= span.start)
            .max(1)
            - 1
    }

    /// How many files there are.
    pub fn parts(&self) -> usize {
        self.parts.len()
    }

    /// The text of one file.
    pub fn part_text(&self, part: usize) -> &str {
        let part = &self.parts[part];
        &self.text[part.start..part.end]
    }

    /// Where one file's text begins in the whole.
    pub fn part_start(&self, part: usize) -> usize {
        self.parts[part].start
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The line of a place in its file, counted from 1.
    pub fn line(&self, span: Span) -> usize {
        let start = self.parts[self.part_at(span)].start;
        self.line_of_all(span) + 1 - self.line_of_all(Span::new(start, start))
    }

    /// The line of a place in the whole text, counted from 1.
    pub(super) fn line_of_all(&self, span: Span) -> usize {
        self.line_starts
            .partition_point(|&start| start <= span.start)
    }

    /// The bytes of the line a place begins on, without its end-of-line characters.
    pub(crate) fn line_span(&self, span: Span) -> Span {
        let line = self.line_of_all(span);
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

fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0)
        .chain(text.match_indices('\n').map(|(at, _)| at + 1))
        .collect()
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
        let at = |byte| source.excerpt(source.line_span(Span::new(byte, byte)));
        assert_eq!((at(0), at(9), at(15)), ("甲 = 1", "b = 2", ""));
    }

    #[test]
    fn a_place_knows_its_file() {
        let mut source = SourceText::new("x", "a = 1\nb = 2\n");
        source.append("y", "c = 3\nd = 4");
        let start = source.part_start(1);
        let place = Span::new(start + 6, start + 7);
        assert_eq!((source.name_at(place), source.line(place)), ("y", 2));
        assert_eq!(source.excerpt(source.line_span(place)), "d = 4");
        assert_eq!(source.name_at(Span::new(11, 12)), "x");
        assert_eq!(source.line(Span::new(start, start)), 1);
    }
}
