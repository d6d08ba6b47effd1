//! What stands above and below every picture.

use super::super::backend::{Area, Point};
use super::canvas::{Across, Along, Canvas};
use super::table::Line;
use super::theme::{Theme, Type, color};

/// The head of a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Heading {
    /// What the picture shows.
    pub(crate) title: String,
    /// Which scenario.
    pub(crate) subtitle: String,
    /// What the reader should take away, in whole sentences.
    pub(crate) sentences: Vec<String>,
}

impl Canvas {
    /// Draws the head from the sheet's upper margin; returns where it ends.
    pub(crate) fn heading(&mut self, heading: &Heading) -> f64 {
        self.set_title(&heading.title);
        let mut top = self.px(44.0);
        let ink = color::INK;
        top = self.paragraph(&heading.title, (Type::Title, ink), top);
        top = self.paragraph(&heading.subtitle, (Type::Subtitle, color::MUTED), top);
        top += self.px(14.0);
        top = self.sentences(&heading.sentences, top);
        top + self.px(14.0)
    }

    /// Draws a paragraph between the margins from `top`; returns where it ends.
    pub(crate) fn paragraph(
        &mut self,
        text: &str,
        ink: (Type, super::super::backend::Color),
        mut top: f64,
    ) -> f64 {
        let margin = self.theme().margin();
        let leading = Theme::leading(self.face(ink.0));
        for line in self.fitted(text, ink.0, self.width() - 2.0 * margin, 3) {
            let at = Point::new(margin, top);
            self.text(&line, ink, at, Along::Start, Across::Top);
            top += leading;
        }
        top
    }

    /// Draws sentences from `top`, as many on a line as fit whole; returns where they end.
    pub(crate) fn sentences(&mut self, sentences: &[String], mut top: f64) -> f64 {
        let most = self.width() - 2.0 * self.theme().margin();
        let mut line = String::new();
        for sentence in sentences {
            let longer = self.lang().sentences(&[line.clone(), sentence.clone()]);
            if line.is_empty() {
                line.clone_from(sentence);
            } else if self.text_width(&longer, Type::Statement) <= most {
                line = longer;
            } else {
                top = self.paragraph(&line, (Type::Statement, color::INK), top);
                line.clone_from(sentence);
            }
        }
        if line.is_empty() {
            return top;
        }
        self.paragraph(&line, (Type::Statement, color::INK), top)
    }

    /// Draws blocks of lines beside each other from `top`, as many in a row as fit; returns where they end.
    pub(crate) fn figures(&mut self, blocks: &[Vec<Line>], top: f64) -> f64 {
        let (margin, gap) = (self.theme().margin(), self.px(64.0));
        let (mut left, mut row, mut end) = (margin, top, top);
        for block in blocks {
            let width = block
                .iter()
                .map(|(text, kind, _)| self.text_width(text, *kind))
                .fold(0.0, f64::max);
            if left > margin && left + width > self.width() - margin {
                (left, row) = (margin, end + self.px(8.0));
            }
            let mut y = row;
            for (text, kind, color) in block {
                let at = Point::new(left, y);
                for line in self.fitted(text, *kind, self.width() - margin - left + 0.5, 1) {
                    self.text(&line, (*kind, *color), at, Along::Start, Across::Top);
                }
                y += Theme::leading(self.face(*kind)) * 0.95;
            }
            end = end.max(y);
            left += width + gap;
        }
        end
    }

    /// How high a foot of these paragraphs is, its margins included.
    pub(crate) fn foot_height(&self, paragraphs: &[String]) -> f64 {
        let lines: usize = paragraphs
            .iter()
            .map(|text| self.foot_lines(text).len())
            .sum();
        let leading = Theme::leading(self.face(Type::Footer));
        lines as f64 * leading + self.px(46.0)
    }

    fn foot_lines(&self, text: &str) -> Vec<String> {
        let most = self.width() - 2.0 * self.theme().margin();
        self.fitted(text, Type::Footer, most, 3)
    }

    /// Draws the foot at the sheet's lower edge; returns where it begins.
    pub(crate) fn foot(&mut self, paragraphs: &[String]) -> f64 {
        let margin = self.theme().margin();
        let start = self.height() - self.foot_height(paragraphs);
        let leading = Theme::leading(self.face(Type::Footer));
        let mut top = start + self.px(20.0);
        for text in paragraphs {
            for line in self.foot_lines(text) {
                let at = Point::new(margin, top);
                self.text(
                    &line,
                    (Type::Footer, color::MUTED),
                    at,
                    Along::Start,
                    Across::Top,
                );
                top += leading;
            }
        }
        start
    }

    /// The area between the margins, from `top` to `bottom`.
    pub(crate) fn body(&self, top: f64, bottom: f64) -> Area {
        let margin = self.theme().margin();
        Area::new(margin, top, self.width() - margin, bottom)
    }
}
